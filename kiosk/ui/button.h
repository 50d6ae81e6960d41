#pragma once
// Buttons of the design, section 9: each draws itself in all its states, says what it is in the tree, and
// answers whether it was activated. Ids are stable names (kiosk/README.md, "Robot").

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

struct ButtonOptions {
  Accent accent = Accent::teal;
  std::string_view icon = {};
  Mirror icon_mirror = Mirror::never;
  bool icon_at_end = false;
  bool icon_in_accent = false;  // of neutral ones
  bool enabled = true;
  bool selected = false;
  bool repeats = false;  // held down, it acts again and again
  bool steps = false;    // with it: slowly enough to count along
  bool pill = false;     // of chips: round ends, where the design has filters
  bool opens = false;    // of chips: a button that opens a choice, and shows what was chosen in it
  bool busy = false;     // shows an hourglass and ignores touches
  std::string_view spoken = {};
  std::string_view value = {};
  std::optional<base::Language> language = {};  // of the label; none: the interface's
  Type type = Type::button_primary;
  bool on_dado = false;  // of neutral ones: lime, on the dark bar of landscape pages
  float factor = 1;      // of the label's size, so that labels side by side share one
};

// Filled with the accent: the one thing a page asks for.
bool primary_button(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                    const ButtonOptions& options = {});
// White with an accent outline.
bool secondary_button(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                      const ButtonOptions& options = {});
// White with a grey outline: back, home, tools.
bool neutral_button(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                    const ButtonOptions& options = {});
// A quiet link: icon and word in the accent, without a ground until it is pressed. Its words begin
// kLinkSide after the box's start.
constexpr float kLinkSide = 16;
float link_width(Interface& ui, std::string_view label);
bool link(Interface& ui, std::string_view id, const Box& box, std::string_view label,
          const ButtonOptions& options);
// On the dado: icon over label; `selected` is on.
bool bar_button(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                const ButtonOptions& options);
// A pill that can be chosen; chosen it is filled and carries a check. Radio, so that a list of chips is one
// choice.
bool chip(Interface& ui, std::string_view id, const Box& box, std::string_view label,
          const ButtonOptions& options);
// The size at which each of these labels is whole in a button, or a chip, of this width and height.
float button_factor(Interface& ui, std::span<const std::string> labels, Size button,
                    const ButtonOptions& options);
float chip_factor(Interface& ui, std::span<const std::string> labels, Size chip);
float chip_width(Interface& ui, std::string_view label, const ButtonOptions& options);

struct SegmentPart {
  std::string id, label, icon;
  float share = 1;  // of the width, beside the others'
};
// One choice of a few, side by side. The index of the part that was activated.
std::optional<std::size_t> segments(Interface& ui, const Box& box, std::span<const SegmentPart> parts,
                                    std::optional<std::size_t> selected, Accent accent);

// The ring of section 12.4, drawn before the thing it surrounds.
void focus_ring(Interface& ui, const Box& box, float radius);

// A label with an icon before or after it, centred as one; the label is whole, smaller or on two lines where
// it must be. Colours and sizes are the caller's.
void icon_and_label(Interface& ui, const Box& box, std::string_view label, Type type, Colour colour,
                    const ButtonOptions& options, float icon_size, Colour icon_colour);

}  // namespace kiosk::ui
