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
  [[nodiscard]] constexpr Colour towards(Colour other, float part) const {  // part 0: this; 1: the other
    const auto mix = [part](std::uint8_t a, std::uint8_t b) {
      return static_cast<std::uint8_t>(static_cast<float>(a) +
                                       (static_cast<float>(b) - static_cast<float>(a)) * part);
    };
    return {mix(red, other.red), mix(green, other.green), mix(blue, other.blue), mix(alpha, other.alpha)};
  }
  bool operator==(const Colour&) const = default;
};

// One accent a page: teal for knowing, brick for speaking, olive for energy.
enum class Accent { teal, brick, olive };

struct AccentColours {
  Colour fill, dark, halo, tint, faint;  // faint: the ground of a selected card
  Colour graphic;                        // bars and other drawings; never text
};

enum class Tone { information, ok, warning, error };

struct ToneColours {
  Colour text, tint, edge;
};

struct Palette {
  Colour ink, ink2;
  Colour ground_top, ground_middle, ground_foot;
  Colour attract_top, attract_foot;  // the ground of the attract loop
  Colour card, lime, sand1, sand2, sand3, sand6;
  Colour reference;  // bars that another is compared with
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

// Of the map of section 7.4. Arcs are laid over the map with their own transparency.
struct MapColours {
  Colour sea_top, sea_foot, land, coast, coast_shadow, rings, ring_names;
  Colour arc, arc_chosen, arc_ground;
  Colour city, partner, pin_edge, chosen, on_chosen;
  Colour home, home_name, home_door;
  Colour names, halo;
};

enum class Contrast { normal, high };

const Palette& palette(Contrast contrast);
const AccentColours& accent_colours(Contrast contrast, Accent accent);
const ToneColours& tone_colours(Contrast contrast, Tone tone);
const MapColours& map_colours(Contrast contrast);

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
  key_sign,
  keypad,
  step_number,
  choice,
  map_name,
  map_note,
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
// Of the letters in high contrast: from one style to the next larger (section 3.3).
constexpr float kContrastStep = 1.06F;
constexpr float kLeastTouch = 56;   // units; nothing lower is ever touchable (section 9)
constexpr float kLargeText = 1.4F;  // from this size on pages are one column (section 12.2)

// Touch (section 9, kiosk practice 5.4), in millimetres on the real panel.
constexpr float kSlopMm = 8, kDragMm = 5;
constexpr base::Milliseconds kDebounce(300);
constexpr base::Milliseconds kAfterWait(1500);  // of a page that came by itself
constexpr base::Milliseconds kFingerLost(10'000);
constexpr base::Milliseconds kRepeatAfter(400), kRepeatEvery(70), kStepEvery(120);
constexpr base::Milliseconds kCaretBlink(530);

// Motion (section 11).
constexpr base::Milliseconds kReleaseTime(120), kForwardTime(280), kBackTime(240), kFadeTime(120);
constexpr base::Milliseconds kStepTime(320), kChoiceTime(160), kBubbleTime(120), kRiseTime(240);
constexpr base::Milliseconds kPopTime(200), kOverlayTime(320), kScrollTime(240);
constexpr base::Milliseconds kArcTime(700), kArcAfter(90), kCityTime(420);      // of the map
constexpr base::Milliseconds kGrowTime(500), kGrowApart(30), kFollowTime(260);  // bars
constexpr float kPageDrift = 64, kRiseBy = 96, kPopBy = 16, kOverlayBy = 40;

// Height above the floor that low reach keeps to: the middle of the default panel, as mounted (12.5, 6.3).
constexpr float kReachMm = 1054;

}  // namespace kiosk::ui
