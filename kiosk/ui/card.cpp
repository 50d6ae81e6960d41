#include "kiosk/ui/card.h"

#include <algorithm>

#include "kiosk/ui/button.h"

namespace kiosk::ui {
namespace {

constexpr float kInnerLine = 2, kInnerInset = 7;

Node node_of(std::string_view id, NodeRole role, std::string_view title, std::string_view second,
             const TileOptions& options) {
  Node node;
  node.id = id;
  node.role = role;
  node.name = title;
  node.spoken = in_sentences({title, second});
  node.enabled = options.enabled;
  node.selected = options.selected;
  return node;
}

// Ground of a card that can be touched.
void ground(Interface& ui, const Box& box, float radius, const Control& control, const TileOptions& options) {
  const AccentColours& accent = ui.accent(options.accent);
  if (control.focused) focus_ring(ui, box, radius);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, radius, control.pressed ? ui.colours().bar_pressed : ui.colours().card, 4,
                          ui.colours().line);
  } else if (!options.enabled) {
    ui.painter().rounded(box, radius, ui.colours().tile_disabled);
  } else {
    if (!control.pressed) ui.painter().shadow(box, radius, Shadow::card);
    ui.painter().rounded(box, radius, control.pressed ? accent.tint : ui.colours().card);
  }
}

// Two lines, one above the other, centred in the box's height.
void two_lines(Interface& ui, const Box& box, std::string_view title, Type title_type,
               std::string_view second, bool enabled) {
  TextOptions first;
  first.type = title_type;
  first.colour = enabled ? ui.colours().ink : ui.colours().disabled_text;
  first.max_lines = 2;
  TextOptions below;
  below.type = Type::small;
  below.colour = enabled ? ui.colours().ink2 : ui.colours().disabled_text;
  below.max_lines = 2;
  // A title that is a little too wide becomes a little smaller before it wraps.
  const float width = ui.measure(title, text::kNoWidth, first).width;
  if (width > box.width && width < box.width * 1.2F) first.factor = box.width / width * 0.99F;
  const float title_height = ui.measure(title, box.width, first).height;
  const float second_height = second.empty() ? 0 : ui.measure(second, box.width, below).height;
  const float top = box.top + (box.height - title_height - second_height) / 2;
  ui.text({box.start, top, box.width, title_height}, title, first);
  if (!second.empty()) ui.text({box.start, top + title_height, box.width, second_height}, second, below);
}

}  // namespace

void card(Interface& ui, const Box& box, float radius) {
  if (ui.high_contrast()) {
    ui.painter().bordered(box, radius, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().shadow(box, radius, Shadow::card);
    ui.painter().rounded(box, radius, ui.colours().card);
  }
}

void badge(Interface& ui, const Box& box, std::string_view icon, Accent accent_name, bool filled) {
  const AccentColours& accent = ui.accent(accent_name);
  const float size = box.width * 0.5F;
  const Box icon_box{box.start + (box.width - size) / 2, box.top + box.height * 0.56F - size / 2, size, size};
  if (ui.high_contrast()) {
    ui.painter().icon(box.centred({box.width * 0.7F, box.width * 0.7F}), icon,
                      filled ? ui.colours().on_accent : accent.fill);
    return;
  }
  const Colour fill = filled ? accent.fill : accent.tint;
  ui.painter().arch(box, kBadgeArch, fill);
  Arch inner = kBadgeArch;
  inner.foot_radius -= kInnerInset / 2;
  ui.painter().bordered_arch(box.inset(kInnerInset), inner, fill, kInnerLine, accent.halo);
  ui.painter().icon(icon_box, icon, filled ? ui.colours().on_accent : accent.fill);
}

bool tile(Interface& ui, std::string_view id, const Box& box, std::string_view title, std::string_view second,
          const TileOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::button, title, second, options), box);
  ground(ui, box, kRadiusButton, control, options);
  const float height = std::min(132.0F, box.height - 32);
  const float width = height * 112 / 132;
  const float side = 26;
  badge(ui, {box.start + side, box.top + (box.height - height) / 2, width, height}, options.icon,
        options.accent);
  const float chevron = options.chevron.empty() ? 0 : 60;
  two_lines(ui,
            {box.start + side + width + 24, box.top, box.width - 2 * side - width - 24 - chevron, box.height},
            title, Type::h3, second, options.enabled);
  if (chevron > 0) {
    ui.painter().icon({box.end() - side - 44, box.top + (box.height - 44) / 2, 44, 44}, options.chevron,
                      ui.accent(options.accent).fill, Mirror::with_direction);
  }
  return control.activated;
}

bool choice_card(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                 const TileOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::radio, label, {}, options), box);
  const AccentColours& accent = ui.accent(options.accent);
  if (control.focused) focus_ring(ui, box, kRadiusCard);
  if (options.selected) {
    ui.painter().bordered(box, kRadiusCard, ui.high_contrast() ? accent.fill : accent.faint, kLineSelected,
                          accent.fill);
  } else {
    if (!control.pressed && !ui.high_contrast()) ui.painter().shadow(box, kRadiusCard, Shadow::card);
    ui.painter().bordered(box, kRadiusCard, control.pressed ? accent.tint : ui.colours().card, kLineNeutral,
                          ui.colours().hair);
  }
  const float badge_height = std::min(156.0F, box.height * 0.48F);
  const float badge_width = badge_height * 136 / 156;
  const float top = box.top + box.height * 0.16F;
  badge(ui, {box.start + (box.width - badge_width) / 2, top, badge_width, badge_height}, options.icon,
        options.accent, options.selected);
  TextOptions words;
  words.type = Type::choice;
  words.align = text::Align::center;
  words.colour = options.selected && ui.high_contrast() ? ui.colours().on_accent : ui.colours().ink;
  words.max_lines = 2;
  const float room = box.width - 24;
  const float width = ui.measure(label, text::kNoWidth, words).width;
  if (width > room && width < room * 1.3F) words.factor = room / width * 0.99F;
  const Size size = ui.measure(label, room, words);
  const float words_top = top + badge_height;
  ui.text({box.start + 12, words_top + (box.bottom() - 10 - words_top - size.height) / 2, room, size.height},
          label, words);
  if (options.selected) {
    constexpr float kCheck = 30;
    ui.painter().disc(box.end() - 24 - kCheck, box.top + 24 + kCheck, kCheck, accent.fill);
    ui.painter().icon({box.end() - 24 - 2 * kCheck + 12, box.top + 36, 36, 36}, "check",
                      ui.colours().on_accent);
  }
  return control.activated;
}

bool row_card(Interface& ui, std::string_view id, const Box& box, std::string_view title,
              std::string_view second, std::string_view tag_words, const TileOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::button, title, second, options), box);
  ground(ui, box, kRadiusButton, control, options);
  constexpr float kSide = 32, kChevron = 44;
  const float start = options.icon.empty() ? kSide : kSide + 88 + 24;
  if (!options.icon.empty())
    badge(ui, {box.start + kSide, box.top + (box.height - 104) / 2, 88, 104}, options.icon, options.accent);
  const Box words{box.start + start, box.top, box.width - start - kSide - kChevron - 16, box.height};
  if (tag_words.empty()) {
    two_lines(ui, words, title, Type::h3, second, options.enabled);
  } else {
    TextOptions first;
    first.type = Type::h3;
    first.colour = ui.colours().ink;
    first.max_lines = 2;
    const float height = ui.measure(title, words.width, first).height;
    const float top = box.top + (box.height - height - 64) / 2;
    ui.text({words.start, top, words.width, height}, title, first);
    const float used =
        tag(ui, {words.start, top + height + 8, words.width, 56}, tag_words, {}, options.accent);
    TextOptions below;
    below.type = Type::small;
    below.colour = ui.colours().ink2;
    ui.line({words.start + used + 20, top + height + 8, words.width - used - 20, 56}, second, below);
  }
  ui.painter().icon({box.end() - kSide - kChevron, box.top + (box.height - kChevron) / 2, kChevron, kChevron},
                    "chevron-right", ui.accent(options.accent).fill, Mirror::with_direction);
  return control.activated;
}

bool picture_card(Interface& ui, std::string_view id, const Box& box, std::string_view picture,
                  std::string_view title, std::string_view second) {
  const TileOptions options;
  const Control control = ui.control(node_of(id, NodeRole::button, title, second, options), box);
  ground(ui, box, kRadiusCard, control, options);
  constexpr float kSide = 22, kFoot = 148;
  const Box window{box.start + kSide, box.top + kSide, box.width - 2 * kSide, box.height - kSide - kFoot};
  if (!ui.high_contrast()) ui.painter().image_in_arch(window, picture, kWindowArch);
  two_lines(ui, {box.start + 30, window.bottom(), box.width - 60 - 60, kFoot}, title, Type::h3, second, true);
  ui.painter().icon({box.end() - 30 - 44, window.bottom() + (kFoot - 44) / 2, 44, 44}, "chevron-right",
                    ui.accent(Accent::teal).fill, Mirror::with_direction);
  return control.activated;
}

void key_figure(Interface& ui, const Box& box, std::string_view number, std::string_view words) {
  if (ui.high_contrast()) {
    ui.painter().bordered(box, kRadiusButton, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().rounded(box, kRadiusButton, ui.colours().panel);
  }
  TextOptions big;
  big.type = Type::number_l;
  big.colour = ui.accent(Accent::teal).fill;
  TextOptions small;
  small.type = Type::small;
  small.colour = ui.colours().ink2;
  // Each on one line, smaller where it would not fit.
  const Box inner = box.inset(22, 18);
  const float words_height = ui.measure(words, text::kNoWidth, small).height;
  ui.line({inner.start, inner.top, inner.width, inner.height - words_height}, number, big);
  ui.line({inner.start, inner.bottom() - words_height, inner.width, words_height}, words, small);
  ui.say({}, NodeRole::text, box, std::string(number).append(" ").append(words));
}

float message_bar(Interface& ui, std::string_view id, NodeRole role, const Box& box, std::string_view icon,
                  Tone tone_name, std::string_view words, std::span<const TextSpan> spans, Drawing drawing) {
  constexpr float kIcon = 56, kSide = 36, kPad = 22;
  const ToneColours& tone = ui.tone(tone_name);
  TextOptions options;
  options.type = Type::body_min;
  options.colour = ui.colours().ink;
  options.spans = spans;
  const float words_width = box.width - 2 * kSide - kIcon - 28;
  const float needed = ui.measure(words, words_width, options).height;
  const float height = std::max(box.height, needed + 2 * kPad);
  if (drawing == Drawing::measure) return height;
  const Box at{box.start, box.top, box.width, height};
  if (ui.high_contrast()) {
    ui.painter().bordered(at, kRadiusButton, tone.tint, 4, tone.edge);
  } else {
    ui.painter().rounded(at, kRadiusButton, tone.tint);
  }
  ui.painter().icon({at.start + kSide, at.top + (height - kIcon) / 2, kIcon, kIcon}, icon, tone.text);
  ui.text({at.start + kSide + kIcon + 28, at.top + (height - needed) / 2, words_width, needed}, words,
          options);
  ui.say(id, role, at, words);
  return height;
}

float tag(Interface& ui, const Box& at, std::string_view words, std::string_view icon, Accent accent_name) {
  const AccentColours& accent = ui.accent(accent_name);
  TextOptions text;
  text.type = Type::meta_strong;
  text.colour = accent.fill;
  const float icon_room = icon.empty() ? 0 : 44;
  const float width = std::min(at.width, ui.measure(words, text::kNoWidth, text).width + 40 + icon_room);
  const Box box{at.start, at.top, width, at.height};
  if (ui.high_contrast()) {
    ui.painter().bordered(box, 14, accent.tint, 2, accent.fill);
  } else {
    ui.painter().rounded(box, 14, accent.tint);
  }
  if (!icon.empty())
    ui.painter().icon({box.start + 16, box.top + (box.height - 34) / 2, 34, 34}, icon, accent.fill);
  ui.line({box.start + 20 + icon_room, box.top, width - 40 - icon_room + 2, box.height}, words, text);
  return width;
}

}  // namespace kiosk::ui
