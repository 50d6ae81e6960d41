#include "kiosk/ui/card.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/button.h"
#include "kiosk/ui/fit.h"

namespace kiosk::ui {
namespace {

constexpr float kInnerLine = 2, kInnerInset = 7;
constexpr float kBadgeIcon = 0.6F;  // of the badge's width

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

constexpr float kSmallestTitle = 0.6F, kSmallestSecond = 0.75F;
constexpr float kWordsAbove = 14;  // kept free above and below words in a card

// Two texts, one above the other; both whole.
struct TwoLines {
  TextOptions title, second;
  float title_height = 0, second_height = 0;
  [[nodiscard]] float height() const { return title_height + second_height; }
};

TwoLines measure_two(Interface& ui, float width, std::string_view title, std::string_view second,
                     const TileOptions& options) {
  TwoLines out;
  out.title.type = Type::h3;
  out.title.colour = options.enabled ? ui.colours().ink : ui.colours().disabled_text;
  out.second.type = Type::small;
  out.second.colour = options.enabled ? ui.colours().ink2 : ui.colours().disabled_text;
  // A title that is a little too wide becomes a little smaller before it wraps.
  const float whole = ui.measure(title, text::kNoWidth, out.title).width;
  float factor = unbroken(ui, title, width, out.title);
  if (whole > width && whole < width * 1.2F) factor = width / whole * 0.99F;
  out.title.factor = std::max(kSmallestTitle, std::min(options.factor, factor));
  out.second.factor = std::max(kSmallestTitle, unbroken(ui, second, width, out.second));
  out.title_height = title.empty() ? 0 : ui.measure(title, width, out.title).height;
  out.second_height = second.empty() ? 0 : ui.measure(second, width, out.second).height;
  return out;
}

// In a fixed height: the second text becomes smaller first.
TwoLines fit_two(Interface& ui, Size room, std::string_view title, std::string_view second,
                 const TileOptions& options) {
  TwoLines out = measure_two(ui, room.width, title, second, options);
  if (out.height() <= room.height) return out;
  if (!second.empty()) {
    out.second.factor =
        fitting(ui, second, {room.width, room.height - out.title_height}, out.second, kSmallestSecond);
    out.second_height = ui.measure(second, room.width, out.second).height;
  }
  if (out.height() <= room.height) return out;
  TextOptions whole = out.title;
  whole.factor = 1;
  out.title.factor = fitting(ui, title, {room.width, room.height - out.second_height}, whole, kSmallestTitle);
  out.title_height = ui.measure(title, room.width, out.title).height;
  return out;
}

void draw_two(Interface& ui, const Box& box, std::string_view title, std::string_view second,
              const TwoLines& look) {
  const float top = box.top + (box.height - look.height()) / 2;
  ui.text({box.start, top, box.width, look.title_height}, title, look.title);
  if (look.second_height > 0)
    ui.text({box.start, top + look.title_height, box.width, look.second_height}, second, look.second);
}

void two_lines(Interface& ui, const Box& box, std::string_view title, std::string_view second,
               const TileOptions& options) {
  draw_two(ui, box, title, second,
           fit_two(ui, {box.width, box.height - 2 * kWordsAbove}, title, second, options));
}

// A tile's parts: badge beside the words, or above them.
struct TileLook {
  Box badge, words;
};

constexpr float kTileSide = 26, kChevronRoom = 60;

TileLook tile_look(const Box& box, const TileOptions& options) {
  const float chevron = options.chevron.empty() ? 0 : kChevronRoom;
  const float height = std::min(132.0F, box.height - 32), width = height * 112 / 132;
  TileLook look;
  look.badge = {box.start + kTileSide, box.top + (box.height - height) / 2, width, height};
  look.words = {look.badge.end() + 24, box.top, box.end() - kTileSide - chevron - look.badge.end() - 24,
                box.height};
  if (!options.stacked) return look;
  const float tall = std::clamp(box.height * 0.46F, 84.0F, 132.0F), wide = tall * 112 / 132;
  look.badge = {box.start + (box.width - wide) / 2, box.top + 18, wide, tall};
  look.words = {box.start + 16, look.badge.bottom(), box.width - 32, box.bottom() - look.badge.bottom()};
  return look;
}

}  // namespace

void touched_card(Interface& ui, const Box& box, float radius, const Control& control,
                  const TileOptions& options) {
  const AccentColours& accent = ui.accent(options.accent);
  if (control.focused) focus_ring(ui, box, radius);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, radius, ui.colours().card.towards(ui.colours().bar_pressed, control.press), 4,
                          ui.colours().line);
  } else if (!options.enabled) {
    ui.painter().rounded(box, radius, ui.colours().tile_disabled);
  } else {
    if (!control.pressed) ui.painter().shadow(box, radius, Shadow::card);
    ui.painter().rounded(box, radius, ui.colours().card.towards(accent.tint, control.press));
  }
}

void card(Interface& ui, const Box& box, float radius) {
  if (ui.high_contrast()) {
    ui.painter().bordered(box, radius, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().shadow(box, radius, Shadow::card);
    ui.painter().rounded(box, radius, ui.colours().card);
  }
}

bool card_button(Interface& ui, Node node, const Box& box) {
  const Control control = ui.control(std::move(node), box);
  touched_card(ui, box, kRadiusButton, control, {});
  return control.activated;
}

void badge(Interface& ui, const Box& box, std::string_view icon, Accent accent_name, bool filled) {
  const AccentColours& accent = ui.accent(accent_name);
  const float size = box.width * kBadgeIcon;
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

bool tile_is_narrow(Interface& ui, Size tile, std::string_view title) {
  constexpr float kBesideFrom = 0.8F;
  TextOptions words;
  words.type = Type::h3;
  return unbroken(ui, title, tile_look({0, 0, tile.width, tile.height}, {}).words.width, words) < kBesideFrom;
}

float tile_factor(Interface& ui, Size tile, std::string_view title, const TileOptions& options) {
  const TileLook look = tile_look({0, 0, tile.width, tile.height}, options);
  return fit_two(ui, {look.words.width, look.words.height - 2 * kWordsAbove}, title, {}, options)
      .title.factor;
}

bool tile(Interface& ui, std::string_view id, const Box& box, std::string_view title, std::string_view second,
          const TileOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::button, title, second, options), box);
  touched_card(ui, box, kRadiusButton, control, options);
  const TileLook look = tile_look(box, options);
  badge(ui, look.badge, options.icon, options.accent);
  TwoLines words =
      fit_two(ui, {look.words.width, look.words.height - 2 * kWordsAbove}, title, second, options);
  if (options.stacked) words.title.align = words.second.align = text::Align::center;
  draw_two(ui, look.words, title, second, words);
  if (!options.chevron.empty() && !options.stacked) {
    ui.painter().icon({box.end() - kTileSide - 44, box.top + (box.height - 44) / 2, 44, 44}, options.chevron,
                      ui.accent(options.accent).fill, Mirror::with_direction);
  }
  return control.activated;
}

namespace {

constexpr float kChoiceSide = 16, kChoiceWords = 0.44F;  // of the card's height
constexpr float kChoiceEdge = 20, kChoiceGap = 12;
constexpr float kLowChoice = 200;  // below it the badge stands before the words
constexpr Size kChoiceBadge{136, 156};

TextOptions choice_text(const Interface& ui, const TileOptions& options) {
  TextOptions words;
  words.type = Type::choice;
  words.align = text::Align::center;
  words.colour = options.selected && ui.high_contrast() ? ui.colours().on_accent : ui.colours().ink;
  return words;
}

// The room of a choice's words.
Size choice_room(Size card) {
  if (card.height >= kLowChoice) return {card.width - 2 * kChoiceSide, card.height * kChoiceWords};
  const float badge = (card.height - 2 * kChoiceEdge) * kChoiceBadge.width / kChoiceBadge.height;
  return {card.width - badge - 2 * kChoiceEdge - kChoiceGap, card.height - kChoiceEdge};
}

// Badge over words, or before them.
void choice_parts(Interface& ui, const Box& box, std::string_view label, const TextOptions& words,
                  const TileOptions& options) {
  const Size room = choice_room({box.width, box.height});
  const float height = ui.measure(label, room.width, words).height;
  if (box.height < kLowChoice) {
    const float tall = box.height - 2 * kChoiceEdge, wide = tall * kChoiceBadge.width / kChoiceBadge.height;
    badge(ui, {box.start + kChoiceEdge, box.top + kChoiceEdge, wide, tall}, options.icon, options.accent,
          options.selected);
    ui.text({box.start + kChoiceEdge + wide + kChoiceGap, box.middle() - height / 2, room.width, height},
            label, words);
    return;
  }
  const float tall = std::min(kChoiceBadge.height, box.height - 2 * kChoiceEdge - kChoiceGap - height);
  const float wide = tall * kChoiceBadge.width / kChoiceBadge.height;
  const float top = box.top + (box.height - tall - kChoiceGap - height) / 2;
  badge(ui, {box.start + (box.width - wide) / 2, top, wide, tall}, options.icon, options.accent,
        options.selected);
  ui.text({box.start + kChoiceSide, top + tall + kChoiceGap, room.width, height}, label, words);
}

// In the end corner; it grows from a little smaller.
void choice_check(Interface& ui, const Box& box, Accent accent, float part) {
  constexpr float kCheck = 30, kFrom = 0.6F, kIcon = 36;
  const float inset = box.height < kLowChoice ? 8 : 24;
  const float scale = kFrom + (1 - kFrom) * part;
  const float middle = box.end() - inset - kCheck, top = box.top + inset + kCheck;
  ui.painter().disc(middle, top, kCheck * scale, ui.accent(accent).fill.faded(part));
  const float icon = std::round(kIcon * scale);
  ui.painter().icon({middle - icon / 2, top - icon / 2, icon, icon}, "check", ui.colours().on_accent);
}

}  // namespace

float choice_factor(Interface& ui, Size card, std::string_view label) {
  return label_factor(ui, label, choice_room(card), choice_text(ui, {}));
}

bool choice_card(Interface& ui, std::string_view id, const Box& box, std::string_view label,
                 const TileOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::radio, label, {}, options), box);
  const AccentColours& accent = ui.accent(options.accent);
  const float chosen = ui.glide(id, options.selected ? 1.0F : 0.0F, kChoiceTime);
  if (control.focused) focus_ring(ui, box, kRadiusCard);
  if (options.selected) {
    const Colour ground = ui.high_contrast() ? accent.fill : ui.colours().card.towards(accent.faint, chosen);
    ui.painter().bordered(box, kRadiusCard, ground, kLineSelected,
                          ui.colours().hair.towards(accent.fill, chosen));
  } else {
    if (!control.pressed && !ui.high_contrast()) ui.painter().shadow(box, kRadiusCard, Shadow::card);
    ui.painter().bordered(box, kRadiusCard, ui.colours().card.towards(accent.tint, control.press),
                          kLineNeutral, ui.colours().hair);
  }
  TextOptions words = choice_text(ui, options);
  words.factor = std::min(options.factor, choice_factor(ui, {box.width, box.height}, label));
  choice_parts(ui, box, label, words, options);
  if (options.selected) choice_check(ui, box, options.accent, chosen);
  return control.activated;
}

namespace {

constexpr float kRowSide = 32, kRowChevron = 44;

Box row_words_box(const Box& box, const TileOptions& options) {
  const float start = options.icon.empty() ? kRowSide : kRowSide + 88 + 24;
  return {box.start + start, box.top, box.width - start - kRowSide - kRowChevron - 16, box.height};
}

}  // namespace

float row_card_height(Interface& ui, float width, const RowWords& words, const TileOptions& options) {
  const float inner = row_words_box({0, 0, width, 0}, options).width;
  return measure_two(ui, inner, words.title, words.second, options).height() + 2 * kWordsAbove;
}

bool row_card(Interface& ui, std::string_view id, const Box& box, const RowWords& words,
              const TileOptions& options) {
  const Control control = ui.control(node_of(id, NodeRole::button, words.title, words.second, options), box);
  touched_card(ui, box, kRadiusButton, control, options);
  if (!options.icon.empty())
    badge(ui, {box.start + kRowSide, box.top + (box.height - 104) / 2, 88, 104}, options.icon,
          options.accent);
  const Box at = row_words_box(box, options);
  draw_two(ui, at, words.title, words.second, measure_two(ui, at.width, words.title, words.second, options));
  ui.painter().icon({box.end() - kRowSide - kRowChevron, box.top + (box.height - kRowChevron) / 2,
                     kRowChevron, kRowChevron},
                    "chevron-right", ui.accent(options.accent).fill, Mirror::with_direction);
  return control.activated;
}

namespace {

constexpr float kPictureSide = 30, kPictureChevron = 60;
constexpr InnerLine kWindowLine{9.5F, 3};
float picture_words(float width) { return width - 2 * kPictureSide - kPictureChevron; }

}  // namespace

float picture_card_foot(Interface& ui, float width, std::string_view title, std::string_view second) {
  return std::max(148.0F,
                  measure_two(ui, picture_words(width), title, second, {}).height() + 2 * kWordsAbove);
}

bool picture_card(Interface& ui, std::string_view id, const Box& box, std::string_view picture,
                  const RowWords& words, float foot) {
  const TileOptions options;
  const Control control = ui.control(node_of(id, NodeRole::button, words.title, words.second, options), box);
  touched_card(ui, box, kRadiusCard, control, options);
  constexpr float kSide = 22;
  const Box window{box.start + kSide, box.top + kSide, box.width - 2 * kSide, box.height - kSide - foot};
  ui.painter().image_in_arch(window, picture, kWindowArch, kWindowLine);
  two_lines(ui, {box.start + kPictureSide, window.bottom(), picture_words(box.width), foot}, words.title,
            words.second, options);
  ui.painter().icon({box.end() - kPictureSide - 44, window.bottom() + (foot - 44) / 2, 44, 44},
                    "chevron-right", ui.accent(Accent::teal).fill, Mirror::with_direction);
  return control.activated;
}

namespace {

constexpr float kFigureSide = 22, kFigurePad = 18;

// The panel and the words at its foot; what is left above them.
Box figure_panel(Interface& ui, const Box& box, std::string_view words, Accent accent) {
  if (ui.high_contrast()) {
    ui.painter().bordered(box, kRadiusButton, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().rounded(box, kRadiusButton, ui.accent(accent).faint);
  }
  TextOptions small;
  small.type = Type::small;
  small.colour = ui.colours().ink2;
  const Box inner = box.inset(kFigureSide, kFigurePad);
  const float height = std::min(inner.height * 0.55F, ui.measure(words, inner.width, small).height);
  fitted(ui, {inner.start, inner.bottom() - height, inner.width, height}, words, small);
  return {inner.start, inner.top, inner.width, inner.height - height};
}

}  // namespace

void key_figure(Interface& ui, const Box& box, std::string_view number, std::string_view words,
                Accent accent) {
  TextOptions big;
  big.type = Type::number_l;
  big.colour = ui.accent(accent).fill;
  const Box room = figure_panel(ui, box, words, accent);
  big.factor = std::min(1.0F, room.width / ui.measure(number, text::kNoWidth, big).width);  // on one line
  fitted(ui, room, number, big);
  ui.say({}, NodeRole::text, box, std::string(number).append(" ").append(words));
}

void key_icon(Interface& ui, const Box& box, std::string_view icon, std::string_view words,
              std::string_view word) {
  constexpr float kIcon = 60, kGap = 20;
  TextOptions big;
  big.type = Type::h2;
  big.colour = ui.accent(Accent::teal).fill;
  const Box at = figure_panel(ui, box, words, Accent::teal);
  ui.painter().icon({at.start, at.middle() - kIcon / 2, kIcon, kIcon}, icon, big.colour);
  fitted(ui, at.after(kIcon + kGap), word, big);
  ui.say({}, NodeRole::text, box, in_sentences({words, word}));
}

float message_bar(Interface& ui, std::string_view id, NodeRole role, const Box& box, std::string_view icon,
                  Tone tone_name, std::string_view words, std::span<const TextSpan> spans, Drawing drawing,
                  float factor) {
  constexpr float kIcon = 56, kSide = 36, kPad = 22;
  const ToneColours& tone = ui.tone(tone_name);
  TextOptions options;
  options.type = Type::body_min;
  options.colour = ui.colours().ink;
  options.spans = spans;
  options.factor = factor;
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
  fitted(ui, {box.start + 20 + icon_room, box.top, width - 40 - icon_room + 2, box.height}, words, text);
  return width;
}

}  // namespace kiosk::ui
