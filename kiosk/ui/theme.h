#pragma once
// The design's tokens, in one place: colours of the light and the high-contrast theme, type, radii, times.
// Source: the design specification, sections 3, 4, 5, 9 and 11. Screens name tokens and never repeat their
// values. Sizes are design units (geometry.h).

#include <cstdint>

#include "kiosk/base/language.h"
#include "kiosk/base/time.h"
#include "kiosk/text/font_set.h"

namespace kiosk::ui {

struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;

  static constexpr Colour hex(std::uint32_t rgb) {
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
            static_cast<std::uint8_t>(rgb), 255};
  }
  [[nodiscard]] constexpr Colour faded(float by) const {
    return {red, green, blue, static_cast<std::uint8_t>(static_cast<float>(alpha) * by)};
  }
  [[nodiscard]] constexpr std::uint32_t packed() const {  // R, G, B, A bytes in memory
    return static_cast<std::uint32_t>(red) | static_cast<std::uint32_t>(green) << 8 |
           static_cast<std::uint32_t>(blue) << 16 | static_cast<std::uint32_t>(alpha) << 24;
  }
  bool operator==(const Colour&) const = default;
};

// One accent a page: teal for knowing, brick for speaking, olive for energy.
enum class Accent { teal, brick, olive };

struct AccentColours {
  Colour fill, dark, halo, tint, faint;  // faint: the ground of a selected card
};

enum class Tone { information, ok, warning, error };

struct ToneColours {
  Colour text, tint, edge;
};

struct Palette {
  Colour ink, ink2;
  Colour ground_top, ground_middle, ground_foot;
  Colour card, lime, sand1, sand2, sand6;
  Colour hair, track, tray, key_function, key_edge, key_foot, key_digit;
  Colour line, line_field, step_outline;
  Colour panel;  // regreg0
  Colour dado_top, dado_foot, bar, bar_pressed, bar_text, bar_on, bar_on_text, bar_disabled;
  Colour disabled_fill, disabled_text, tile_disabled;
  Colour on_accent;  // text on a filled accent
  Colour placeholder;
  Colour focus, focus_gap;
  Colour scrim;
};

enum class Contrast { normal, high };

const Palette& palette(Contrast contrast);
const AccentColours& accent_colours(Contrast contrast, Accent accent);
const ToneColours& tone_colours(Contrast contrast, Tone tone);

// The type table of section 4. The name says what it is for.
enum class Type {
  display,
  h1,
  h1_form,
  h2,
  h3,
  read,
  input,
  lead,
  body,
  button_primary,
  button_large,
  button_secondary,
  button_small,
  label,
  body_min,
  small,
  meta,
  meta_strong,
  header_name,
  header_time,
  header_small,
  bar_label,
  code,
  number_xl,
  number_l,
  key,
  key_latin,
  key_digit,
  keypad,
  step_number,
  choice,
};

struct TypeRow {
  text::Role role;
  text::Weight weight;
  float arabic, latin;  // size
  float line;           // line height, of the size
  bool grows;           // with the text-size setting
};

const TypeRow& row_of(Type type);

// Radii, lines and the smallest things.
constexpr float kRadiusKey = 16, kRadiusField = 22, kRadiusButton = 28, kRadiusCard = 32, kRadiusHero = 36;
constexpr float kLineHair = 2, kLineNeutral = 3, kLineAccent = 4, kLineSelected = 7;
constexpr float kMargin = 56, kGutter = 24;
constexpr float kTargetHeight = 128;

// Touch (section 9, kiosk practice 5.4), in millimetres on the real panel.
constexpr float kSlopMm = 8, kDragMm = 5;
constexpr base::Milliseconds kDebounce(300);
constexpr base::Milliseconds kFingerLost(10'000);
constexpr base::Milliseconds kRepeatAfter(400), kRepeatEvery(70);
constexpr base::Milliseconds kCaretBlink(530);

}  // namespace kiosk::ui
