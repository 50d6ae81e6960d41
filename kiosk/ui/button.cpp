#include "kiosk/ui/button.h"

#include <algorithm>

#include "kiosk/ui/fit.h"

namespace kiosk::ui {
namespace {

constexpr float kPressedDown = 3;
constexpr float kRingGap = 5, kRing = 6;
constexpr float kIconGap = 18;
constexpr float kSide = 16;  // room left at least at each side of a label
constexpr float kAbove = 8;  // and above and below it
constexpr float kButtonIcon = 44, kChipIcon = 36, kSegmentIcon = 40;
constexpr float kChipArrow = 68;  // at the end of a chip that opens something

Node node_of(std::string_view id, NodeRole role, std::string_view label, const ButtonOptions& options) {
  Node node;
  node.id = id;
  node.role = role;
  // What shows only an icon is called by the words that are spoken for it.
  node.name = label.empty() ? options.spoken : label;
  node.value = options.value;
  node.spoken = options.spoken;
  node.enabled = options.enabled && !options.busy;
  node.selected = options.selected;
  node.repeats = options.repeats;
  node.steps = options.steps;
  node.language = options.language;
  return node;
}

// On the dark bar the ring is lime (section 12.4).
void dado_ring(Interface& ui, const Box& box, float radius) {
  const Palette& colours = ui.colours();
  ui.painter().rounded(box.inset(-kRingGap - kRing), radius + kRingGap + kRing,
                       ui.high_contrast() ? colours.focus : colours.lime);
  ui.painter().rounded(box.inset(-kRingGap), radius + kRingGap, colours.dado_foot);
}

float icon_room_of(std::string_view icon, std::string_view label, float icon_size) {
  if (icon.empty()) return 0;
  return label.empty() ? icon_size : icon_size + kIconGap;
}

Size label_room(const Box& box, float icon_room) {
  return {box.width - icon_room - 2 * kSide, box.height - 2 * kAbove};
}

}  // namespace

void focus_ring(Interface& ui, const Box& box, float radius) {
  const Palette& colours = ui.colours();
  ui.painter().rounded(box.inset(-kRingGap - kRing), radius + kRingGap + kRing, colours.focus);
  ui.painter().rounded(box.inset(-kRingGap), radius + kRingGap, colours.focus_gap);
}

void icon_and_label(Interface& ui, const Box& box, std::string_view label, Type type, Colour colour,
                    const ButtonOptions& options, float icon_size, Colour icon_colour) {
  TextOptions text;
  text.type = type;
  text.colour = colour;
  text.align = text::Align::center;
  const std::string_view icon = options.busy ? "hourglass" : options.icon;
  const float icon_room = icon_room_of(icon, label, icon_size);
  const Size room = label_room(box, icon_room);
  text.factor = std::min(options.factor, label_factor(ui, label, room, text));
  const Size size = label.empty() ? Size{0, 0} : ui.measure(label, room.width, text);
  const float start = box.start + (box.width - icon_room - size.width) / 2;
  const float gap = label.empty() ? 0 : kIconGap;
  const Box icon_box{options.icon_at_end ? start + size.width + gap : start,
                     box.top + (box.height - icon_size) / 2, icon_size, icon_size};
  if (!icon.empty()) ui.painter().icon(icon_box, icon, icon_colour, options.icon_mirror);
  if (label.empty()) return;
  ui.text({options.icon_at_end ? start : start + icon_room, box.top + (box.height - size.height) / 2,
           size.width + 2, size.height},
          label, text);
}

bool primary_button(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                    const ButtonOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::button, label, options), box);
  const AccentColours& accent = ui.accent(options.accent);
  Box at = box;
  if (control.focused) focus_ring(ui, box, kRadiusButton);
  Colour text = ui.colours().on_accent;
  if (!options.enabled) {
    text = ui.colours().disabled_text;
    ui.painter().rounded(at, kRadiusButton, ui.colours().disabled_fill);
    if (ui.high_contrast()) ui.painter().dashed(at, kRadiusButton, kLineNeutral, text);
  } else {
    if (control.pressed) at = at.moved(0, kPressedDown);
    if (!control.pressed && !ui.high_contrast()) ui.painter().shadow(at, kRadiusButton, Shadow::raised);
    ui.painter().rounded(at, kRadiusButton, accent.fill.towards(accent.dark, control.press));
  }
  icon_and_label(ui, at, label, options.type, text, options, 48, text);
  return control.activated;
}

bool secondary_button(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                      const ButtonOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::button, label, options), box);
  const AccentColours& accent = ui.accent(options.accent);
  if (control.focused) focus_ring(ui, box, kRadiusButton);
  Colour text = accent.fill;
  if (!options.enabled) {
    text = ui.colours().disabled_text;
    ui.painter().rounded(box, kRadiusButton, ui.colours().disabled_fill);
    if (ui.high_contrast()) ui.painter().dashed(box, kRadiusButton, kLineNeutral, text);
  } else {
    ui.painter().bordered(box, kRadiusButton, ui.colours().card.towards(accent.halo, control.press),
                          kLineAccent, accent.fill);
  }
  icon_and_label(ui, box, label, options.type == Type::button_primary ? Type::button_secondary : options.type,
                 text, options, kButtonIcon, text);
  return control.activated;
}

bool neutral_button(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                    const ButtonOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::button, label, options), box);
  if (control.focused && options.on_dado) dado_ring(ui, box, kRadiusButton);
  if (control.focused && !options.on_dado) focus_ring(ui, box, kRadiusButton);
  Colour text = ui.colours().ink;
  const Colour pressed = ui.accent(Accent::teal).tint;
  if (!options.enabled) {
    text = ui.colours().disabled_text;
    ui.painter().rounded(box, kRadiusButton, ui.colours().disabled_fill);
    if (ui.high_contrast()) ui.painter().dashed(box, kRadiusButton, kLineNeutral, text);
  } else if (options.on_dado && !ui.high_contrast()) {
    ui.painter().rounded(box, kRadiusButton, ui.colours().lime.towards(pressed, control.press));
  } else {
    ui.painter().bordered(box, kRadiusButton, ui.colours().card.towards(pressed, control.press), kLineNeutral,
                          ui.colours().line);
  }
  const bool in_accent = options.icon_in_accent && options.enabled;
  icon_and_label(ui, box, label, options.type == Type::button_primary ? Type::button_small : options.type,
                 text, options, kButtonIcon, in_accent ? ui.accent(options.accent).fill : text);
  return control.activated;
}

namespace {
constexpr float kLinkIcon = 44, kLinkGap = 14;
}

float link_width(Interface& ui, std::string_view label) {
  TextOptions text;
  text.type = Type::label;
  return ui.measure(label, text::kNoWidth, text).width + 2 + kLinkIcon + kLinkGap + 2 * kLinkSide;
}

bool link(Interface& ui, std::string_view id, const Box& box, std::string_view label,
          const ButtonOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::link, label, options), box);
  const AccentColours& accent = ui.accent(options.accent);
  if (control.focused) focus_ring(ui, box, kRadiusButton);
  if (control.press > 0) ui.painter().rounded(box, kRadiusButton, accent.tint.faded(control.press));
  TextOptions text;
  text.type = Type::label;
  text.colour = options.enabled ? accent.fill : ui.colours().disabled_text;
  ui.painter().icon({box.start + kLinkSide, box.middle() - kLinkIcon / 2, kLinkIcon, kLinkIcon}, options.icon,
                    text.colour, options.icon_mirror);
  const float before = kLinkSide + kLinkIcon + kLinkGap;
  text.align = text::Align::start;
  fitted(ui, box.after(before).head(box.width - before - kLinkSide), label, text);
  return control.activated;
}

bool bar_button(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                const ButtonOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::button, label, options), box);
  const Palette& colours = ui.colours();
  constexpr float kRadius = 20;
  if (control.focused) dado_ring(ui, box, kRadius);
  const Colour fill =
      options.selected ? colours.bar_on : colours.bar.towards(colours.bar_pressed, control.press);
  const Colour text =
      !options.enabled ? colours.bar_disabled : (options.selected ? colours.bar_on_text : colours.bar_text);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, kRadius, fill, 4, options.selected ? fill : text);
  } else {
    ui.painter().rounded(box, kRadius, fill);
  }
  constexpr float kIcon = 48;
  ui.painter().icon({box.start + (box.width - kIcon) / 2, box.top + 10, kIcon, kIcon}, options.icon, text);
  TextOptions words;
  words.type = Type::bar_label;
  words.colour = text;
  words.align = text::Align::center;
  fitted(ui, {box.start + 6, box.top + 58, box.width - 12, 44}, label, words);
  return control.activated;
}

namespace {

float common_factor(Interface& ui, std::span<const std::string> labels, Size room, Type type) {
  TextOptions text;
  text.type = type;
  float factor = 1;
  for (const std::string& label : labels) factor = std::min(factor, label_factor(ui, label, room, text));
  return factor;
}

}  // namespace

float button_factor(Interface& ui, std::span<const std::string> labels, Size button,
                    const ButtonOptions& options) {
  const float icon = options.icon.empty() ? 0 : kButtonIcon + kIconGap;
  return common_factor(ui, labels, label_room({0, 0, button.width, button.height}, icon), options.type);
}

float chip_factor(Interface& ui, std::span<const std::string> labels, Size chip) {
  // Any of them may be chosen and carry the check.
  return common_factor(ui, labels, label_room({0, 0, chip.width, chip.height}, kChipIcon + kIconGap),
                       Type::label);
}

float chip_width(Interface& ui, std::string_view label, const ButtonOptions& options) {
  TextOptions text;
  text.type = Type::label;
  const bool has_icon = !options.icon.empty() || options.selected;
  return ui.measure(label, text::kNoWidth, text).width + 52 + (has_icon ? kChipIcon + kIconGap : 0);
}

bool chip(Interface& ui, std::string_view id, const Box& box, std::string_view label,
          const ButtonOptions& options) {
  const Control control =
      ui.control(node_of(id, options.opens ? NodeRole::button : NodeRole::radio, label, options), box);
  const AccentColours& accent = ui.accent(options.accent);
  const float radius = options.pill ? box.height / 2 : kRadiusButton;
  if (control.focused) focus_ring(ui, box, radius);
  Colour text = ui.colours().ink;
  if (options.selected) {
    text = ui.colours().on_accent;
    ui.painter().rounded(box, radius, accent.fill);
  } else {
    ui.painter().bordered(box, radius, ui.colours().card.towards(accent.tint, control.press), kLineNeutral,
                          ui.colours().line);
  }
  ButtonOptions shown = options;
  if (options.selected) shown.icon = "check";
  Box words = box;
  if (options.opens) {
    const Box arrow{box.end() - kChipArrow + kAbove, box.middle() - kChipIcon / 2, kChipIcon, kChipIcon};
    ui.painter().icon(arrow, "chevron-down", text);
    words.width -= kChipArrow - kSide;
  }
  icon_and_label(ui, words, label, Type::label, text, shown, kChipIcon, text);
  return control.activated;
}

namespace {

constexpr float kSegmentInset = 8;

struct SegmentLook {
  float factor = 1;
  bool icons = true;
};

std::vector<Box> segment_places(const Box& box, std::span<const SegmentPart> parts) {
  float shares = 0, start = box.start;
  for (const SegmentPart& part : parts) shares += part.share;
  std::vector<Box> places;
  for (const SegmentPart& part : parts) {
    places.push_back({start, box.top, box.width * part.share / shares, box.height});
    start = places.back().end();
  }
  return places;
}

// Parts of one choice share one size of letters; icons give way before the words become too small.
SegmentLook segment_look(Interface& ui, std::span<const Box> places, std::span<const SegmentPart> parts) {
  constexpr float kWithIcons = 0.75F;
  TextOptions text;
  text.type = Type::label;
  SegmentLook look;
  for (const bool icons : {true, false}) {
    look = {1, icons};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const SegmentPart& one = parts[i];
      const float icon = icons ? icon_room_of(one.icon, one.label, kSegmentIcon) : 0;
      const Box inner = places[i].inset(kSegmentInset);
      look.factor = std::min(look.factor, label_factor(ui, one.label, label_room(inner, icon), text));
    }
    if (look.factor >= kWithIcons) return look;
  }
  return look;
}

}  // namespace

std::optional<std::size_t> segments(Interface& ui, const Box& box, std::span<const SegmentPart> parts,
                                    std::optional<std::size_t> selected, Accent accent) {
  constexpr float kOuter = 30, kInner = 24;
  const AccentColours& colours = ui.accent(accent);
  ui.painter().bordered(box, kOuter, ui.colours().card, kLineNeutral, ui.colours().line);
  std::optional<std::size_t> chosen;
  const std::vector<Box> places = segment_places(box, parts);
  const SegmentLook look = segment_look(ui, places, parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Box& part = places[i];
    ButtonOptions options;
    if (look.icons) options.icon = parts[i].icon;
    options.factor = look.factor;
    options.selected = selected == i;
    const Control control = ui.control(node_of(parts[i].id, NodeRole::radio, parts[i].label, options), part);
    const Box inner = part.inset(kSegmentInset);
    if (control.focused) focus_ring(ui, inner, kInner);
    if (options.selected) ui.painter().rounded(inner, kInner, colours.fill);
    if (!options.selected && control.press > 0)
      ui.painter().rounded(inner, kInner, ui.colours().card.towards(colours.tint, control.press));
    const Colour text = options.selected ? ui.colours().on_accent : ui.colours().ink;
    icon_and_label(ui, inner, parts[i].label, Type::label, text, options, kSegmentIcon, text);
    if (control.activated) chosen = i;
  }
  return chosen;
}

}  // namespace kiosk::ui
