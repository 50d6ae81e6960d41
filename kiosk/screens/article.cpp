// 07: articles in chapters; and the short tips of the energy campaigns.

#include <algorithm>

#include "kiosk/screens/reading.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

// The chapters as pills; those read carry a check.
void chapter_pills(Context& context, const content::Article& article, const Box& box) {
  ui::Interface& ui = context.ui;
  const app::Place& place = context.state.place();
  const std::size_t count = article.chapters.size();
  const float width = (box.width - 12 * static_cast<float>(count - 1)) / static_cast<float>(count);
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < count; ++i) labels.push_back(base::cat(i + 1, " ", article.chapters[i].label));
  const float factor = ui::button_factor(ui, labels, {width, box.height}, {.type = Type::bar_label});
  for (std::size_t i = 0; i < count; ++i) {
    const Box pill{box.start + static_cast<float>(i) * (width + 12), box.top, width, box.height};
    const bool current = i == place.chapter;
    const bool read = context.state.chapters_read.contains(base::cat(place.slug, "/", i));
    ui::Node node;
    node.id = base::cat("article.chapter.", i + 1);
    node.role = ui::NodeRole::tab;
    node.name = article.chapters[i].label;
    node.selected = current;
    const ui::Control control = ui.control(std::move(node), pill);
    const ui::AccentColours& accent = ui.accent(ui::Accent::teal);
    if (control.focused) ui::focus_ring(ui, pill, ui::kRadiusButton);
    ui::Colour words = ui.colours().ink;
    if (current) {
      ui.painter().rounded(pill, ui::kRadiusButton, accent.fill);
      words = ui.colours().on_accent;
    } else if (read && !ui.high_contrast()) {
      ui.painter().rounded(pill, ui::kRadiusButton, accent.tint);
      words = accent.fill;
    } else {
      ui.painter().bordered(pill, ui::kRadiusButton, ui.colours().card, 3, ui.colours().line);
    }
    ui::ButtonOptions look;
    look.factor = factor;
    // The pills stay as they are when the text grows: five of them share a row. So the check of a chapter
    // that was read stands in the corner and takes nothing from the words.
    ui::icon_and_label(ui, pill, labels[i], Type::bar_label, words, look, 0, words);
    if (read && !current) ui.painter().icon({pill.end() - 40, pill.top + 8, 30, 30}, "check", words);
    if (control.activated) context.emit(app::intent::ChooseChapter{i});
  }
}

void key_figures(Context& context, Flow& flow, const std::vector<content::KeyFigure>& figures) {
  if (figures.empty()) return;
  const bool stacked = context.ui.size_factor(Type::body) > 1.2F;
  if (stacked) {
    for (const content::KeyFigure& figure : figures)
      ui::key_figure(context.ui, flow.next(200, 16), figure.number, figure.words);
    return;
  }
  const Box row = flow.next(172);
  const auto columns = static_cast<float>(std::clamp<std::size_t>(figures.size(), 2, 3));
  const float width = (row.width - (columns - 1) * 20) / columns;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    ui::key_figure(context.ui, {row.start + static_cast<float>(i) * (width + 20), row.top, width, row.height},
                   figures[i].number, figures[i].words);
  }
}

// Sixteen fields from rare and harmless to likely and grave; a drawing, not data.
void risk_map(Context& context, const Box& box) {
  ui::Interface& ui = context.ui;
  static constexpr std::array<std::uint32_t, 7> kRamp = {0xDDECEC, 0xB9D9DB, 0xF2D9A0, 0xE9B44C,
                                                         0xD08A66, 0xA8421F, 0x822A13};
  const float side = (box.width - 24) / 4;
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 4; ++column) {
      // Not mirrored: the axes are the drawing's own.
      const float left = static_cast<float>(column) * (side + 8);
      const float start = ui.painter().right_to_left() ? box.width - left - side : left;
      const auto shade = static_cast<std::size_t>(column + 3 - row);
      const Box cell{box.start + start, box.top + static_cast<float>(row) * (side * 0.8F + 8), side,
                     side * 0.8F};
      ui.painter().rounded(cell, 12,
                           ui.high_contrast() ? ui.colours().bar_pressed : ui::Colour::hex(kRamp[shade]));
      if (shade % 2 == 0 && row + column != 3)
        ui.painter().ring(cell.centred({40, 40}), 6, 1, ui.colours().ink);
    }
  }
}

void figure(Context& context, Flow& flow, const content::Figure& shown) {
  ui::Interface& ui = context.ui;
  ui::TextOptions title = context.text(Type::h3);
  const ui::TextOptions body = context.text(Type::body_min, ui.colours().ink2);
  const bool map = shown.kind == content::Figure::Kind::risk_map;
  constexpr float kPad = 32, kMap = 400;
  const float words_width = flow.width() - 2 * kPad - (map ? kMap + 32 : 0);
  title.factor = ui::unbroken(ui, shown.title, words_width, title);
  float height = ui.measure(shown.title, words_width, title).height;
  if (!shown.words.empty()) height += ui.measure(shown.words, words_width, body).height + 8;
  for (const std::string& item : shown.items) height += ui.measure(item, words_width - 60, body).height + 14;
  if (map) height = std::max(height, 356.0F);
  const Box card = flow.next(height + 2 * kPad);
  ui::card(ui, card, ui::kRadiusCard);
  float top = card.top + kPad;
  top +=
      context.say({}, ui::NodeRole::heading, {card.start + kPad, top, words_width, 80}, shown.title, title) +
      8;
  if (!shown.words.empty())
    top +=
        context.say({}, ui::NodeRole::text, {card.start + kPad, top, words_width, 400}, shown.words, body) +
        8;
  for (std::size_t i = 0; i < shown.items.size(); ++i) {
    const float item_height = ui.measure(shown.items[i], words_width - 60, body).height;
    ui.painter().disc(card.start + kPad + 22, top + 26, 22, ui.accent(ui::Accent::teal).tint);
    ui::TextOptions number = context.text(Type::meta_strong, ui.accent(ui::Accent::teal).fill);
    number.align = text::Align::center;
    ui.line({card.start + kPad, top + 4, 44, 44}, std::to_string(i + 1), number);
    context.say({}, ui::NodeRole::text, {card.start + kPad + 60, top, words_width - 60, item_height},
                shown.items[i], body);
    top += item_height + 14;
  }
  if (map) risk_map(context, {card.end() - kPad - kMap, card.top + kPad, kMap, 356});
}

void highlight(Context& context, Flow& flow, const content::Highlight& shown) {
  ui::Interface& ui = context.ui;
  ui::TextOptions title = context.text(Type::h3);
  const ui::TextOptions body = context.text(Type::body_min, ui.colours().ink2);
  constexpr float kPad = 32, kDisc = 58;
  const float width = flow.width() - 2 * kPad - 2 * kDisc - 28;
  title.factor = ui::unbroken(ui, shown.title, width, title);
  const float height = std::max(
      2 * kDisc, ui.measure(shown.title, width, title).height + ui.measure(shown.words, width, body).height);
  const Box card = flow.next(height + 2 * kPad);
  ui::card(ui, card, ui::kRadiusCard);
  ui.painter().disc(card.start + kPad + kDisc, card.middle(), kDisc, ui.accent(ui::Accent::olive).fill);
  ui::TextOptions number = context.text(Type::number_l, ui.colours().on_accent);
  number.align = text::Align::center;
  ui.line({card.start + kPad, card.middle() - kDisc, 2 * kDisc, 2 * kDisc}, shown.number, number);
  const float start = card.start + kPad + 2 * kDisc + 28;
  const float title_height =
      context.say({}, ui::NodeRole::heading, {start, card.top + kPad, width, 100}, shown.title, title);
  context.say({}, ui::NodeRole::text, {start, card.top + kPad + title_height, width, 200}, shown.words, body);
}

void points(Context& context, Flow& flow, const std::vector<content::Point>& shown) {
  ui::Interface& ui = context.ui;
  for (const content::Point& point : shown) {
    const ui::AccentColours& accent = ui.accent(ui::Accent::olive);
    const ui::TextOptions title = context.text(Type::label, accent.fill),
                          body = context.text(Type::small, ui.colours().ink);
    const float width = flow.width() - 150;
    const float title_height = ui.measure(point.title, width, title).height,
                height = title_height + ui.measure(point.words, width, body).height;
    const Box box = flow.next(std::max(116.0F, height + 24), 14);
    if (ui.high_contrast()) {
      ui.painter().bordered(box, ui::kRadiusButton, accent.tint, 4, accent.fill);
    } else {
      ui.painter().rounded(box, ui::kRadiusButton, accent.tint);
    }
    ui.painter().icon({box.start + 32, box.middle() - 30, 60, 60}, point.icon, accent.fill);
    const float top = box.top + (box.height - height) / 2;
    ui.text({box.start + 120, top, width, title_height}, point.title, title);
    ui.text({box.start + 120, top + title_height, width, height}, point.words, body);
    ui.say({}, ui::NodeRole::text, box, ui::in_sentences({point.title, point.words}));
  }
}

ui::Accent accent_of(const std::string& slug) {
  return slug == "covenant" || slug.starts_with("energy") ? ui::Accent::olive : ui::Accent::teal;
}

void chapter_body(Context& context, Flow& flow, const content::Article& article, std::size_t index,
                  bool is_fallback) {
  const content::Chapter& chapter = article.chapters[index];
  say_untranslated(context, flow, is_fallback);
  if (index == 0 && article.highlight) highlight(context, flow, *article.highlight);
  key_figures(context, flow, chapter.figures);
  if (!chapter.title.empty() && chapter.title != article.title)
    flow.text(ui::NodeRole::heading, chapter.title, context.text(Type::h2), 12);
  lay_blocks(context, flow, chapter.body, Type::read);
  if (chapter.figure) figure(context, flow, *chapter.figure);
  if (index == 0) points(context, flow, article.points);
  if (index == 0) lay_cards(context, flow, article.cards);
  if (index + 1 == article.chapters.size()) lay_sources(context, flow, article.sources);
}

// The chapter before and the one after; on the last the way leads back to the first.
void chapter_buttons(Context& context, const content::Article& article, const Box& row) {
  const std::size_t chapter = context.state.place().chapter;
  const bool last = chapter + 1 == article.chapters.size();
  ui::ButtonOptions options;
  options.icon = "arrow-left";
  options.icon_mirror = ui::Mirror::with_direction;
  options.enabled = chapter > 0;
  const std::string previous = context.t("Previous chapter");
  options.spoken = previous;
  if (ui::neutral_button(context.ui, "article.previous", {row.start, row.top, 128, row.height}, {},
                         options)) {
    context.emit(app::intent::ChooseChapter{chapter - 1});
  }
  options = {};
  options.icon = last ? "refresh" : "arrow-right";
  options.icon_mirror = last ? ui::Mirror::never : ui::Mirror::with_direction;
  options.icon_at_end = true;
  const std::string label = last ? context.t("Back to the beginning") : context.t("Next chapter");
  if (ui::primary_button(context.ui, "article.next", {row.start + 140, row.top, row.width - 140, row.height},
                         label, options)) {
    context.emit(app::intent::ChooseChapter{last ? 0 : chapter + 1});
  }
}

}  // namespace

void draw_article(Context& context) {
  const app::Place& place = context.state.place();
  const auto shown = context.catalogue() != nullptr
                         ? context.catalogue()->article(place.slug, context.language())
                         : content::Shown<content::Article>{};
  if (!shown) return draw_missing(context);
  const content::Article& article = *shown;
  const std::size_t chapter = std::min(place.chapter, article.chapters.size() - 1);
  const bool many = article.chapters.size() > 1;
  PageOptions options;
  options.accent = accent_of(place.slug);
  options.eyebrow = article.section;
  options.eyebrow_icon = article.icon;
  options.title = article.title;
  if (!many || context.ui.landscape()) options.scrolls = "page";
  PageResult result = page(context, options);
  Box content = result.content;
  ui::Interface& ui = context.ui;
  if (many) {
    chapter_pills(context, article, {content.start, content.top, content.width, 100});
    content = {content.start, content.top + 124, content.width, content.height - 124};
    const float row_top = bar_top(ui) - 24 - 128;
    const Box row = ui.landscape() ? Box{ui.canvas().width - ui::kMargin - 612, row_top + 32, 612, 112}
                                   : Box{ui::kMargin + 492, row_top, content.width - 492, 128};
    chapter_buttons(context, article, row);
    if (ui.landscape()) {
      content.height = row.top - 16 - content.top;
    } else if (ui.scroll_state("page").overflows()) {
      content.height -= 132;
      scroll_pair(context, "page", {content.start + content.width - 280, content.bottom() + 12, 280, 112},
                  options.accent);
    }
  }
  Flow flow(context, "page", content);
  chapter_body(context, flow, article, chapter, shown.is_fallback);
}

void draw_tip(Context& context) {
  const auto shown = context.catalogue() != nullptr
                         ? context.catalogue()->tip(context.state.place().slug, context.language())
                         : content::Shown<content::Tip>{};
  if (!shown) return draw_missing(context);
  PageOptions options;
  options.accent = ui::Accent::olive;
  options.eyebrow = context.t("Energy campaign");
  options.eyebrow_icon = shown->icon;
  options.title = shown->title;
  options.hint = shown->line;
  options.scrolls = "page";
  const PageResult result = page(context, options);
  Flow flow(context, "page", result.content);
  say_untranslated(context, flow, shown.is_fallback);
  lay_blocks(context, flow, shown->body, Type::read);
  lay_sources(context, flow, shown->sources);
}

}  // namespace kiosk::screens
