// 04: partnerships.

#include <algorithm>

#include "kiosk/screens/reading.h"
#include "kiosk/screens/timeline.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr const char* kAbout = "about";  // the slug of the page behind "read more"
constexpr float kStrip = 96, kStripGap = 20, kStripIcon = 44, kStripRoom = 62, kStripSide = 14;
constexpr std::size_t kPictureCards = 4;
constexpr float kLeadGap = 24, kTallestCard = 486, kWindowSide = 22, kLeastPicture = 120;
constexpr float kMoreWidth = 340;
constexpr float kShadowRoom = 16;  // under the lowest cards

// Cards that are rows of words: high contrast has no pictures, very large text no room for them.
bool in_rows(const Context& context) {
  return context.ui.high_contrast() || context.state.settings.text_percent >= 150;
}

// Larger text leaves cards their title only (section 12.2).
std::string second_line(const Context& context, const content::Card& card) {
  return context.state.settings.text_percent > 100 ? std::string() : card.words;
}

// The four fields in which the commune concludes agreements. They are read, not touched.
struct Strip {
  std::array<std::string, kAgreementFields.size()> words;
  std::array<float, kAgreementFields.size()> widths{};  // at full size, with the icon
  float factor = 1;
  std::size_t columns = kAgreementFields.size();
  float height = 0;
};

Strip measure_strip(Context& context, float width) {
  constexpr float kSmallest = 0.8F;
  Strip strip;
  float all = 0;
  for (std::size_t i = 0; i < kAgreementFields.size(); ++i) {
    strip.words[i] = context.t(kAgreementFields[i].words);
    strip.widths[i] = context.ui.measure(strip.words[i], text::kNoWidth, context.text(Type::label)).width;
    all += strip.widths[i];
  }
  const auto count = static_cast<float>(kAgreementFields.size());
  strip.factor = std::min(1.0F, (width - count * (kStripRoom + 2 * kStripSide)) / all);
  if (strip.factor < kSmallest) {
    strip.columns = 2;
    strip.factor = 1;
  }
  const auto rows = static_cast<float>(kAgreementFields.size() / strip.columns);
  strip.height = rows * std::max(kStrip * (rows > 1 ? 0.8F : 1), 60 * context.ui.size_factor(Type::label));
  return strip;
}

void draw_strip(Context& context, const Strip& strip, const Box& box) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(ui::Accent::teal);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusButton, ui.colours().card, 4, ui.colours().line);
  } else {
    ui.painter().rounded(box, ui::kRadiusButton, ui.colours().panel);
  }
  const std::size_t rows = strip.words.size() / strip.columns;
  const float height = box.height / static_cast<float>(rows);
  float needed = 0;
  for (const float width : strip.widths) needed += width * strip.factor + kStripRoom;
  const float spare = (box.width - needed) / static_cast<float>(strip.words.size());
  float start = box.start;
  for (std::size_t i = 0; i < strip.words.size(); ++i) {
    const std::size_t column = i % strip.columns;
    if (column == 0) start = box.start;
    const float width = rows > 1 ? box.width / static_cast<float>(strip.columns)
                                 : strip.widths[i] * strip.factor + kStripRoom + spare;
    const Box cell{start, box.top + static_cast<float>(i / strip.columns) * height, width, height};
    start += width;
    ui::ButtonOptions look;
    look.icon = kAgreementFields[i].icon;
    look.factor = strip.factor;
    ui::icon_and_label(ui, cell, strip.words[i], Type::label, accent.fill, look, kStripIcon, accent.fill);
    ui.say({}, ui::NodeRole::text, cell, strip.words[i]);
    if (column > 0)
      ui.painter().fill({cell.start - 1, cell.top + 22, 2, cell.height - 44},
                        ui.high_contrast() ? ui.colours().line : accent.halo);
  }
}

// Two or four in a row, as tall as the page has room, so that none of them has to be scrolled to.
void picture_cards(Context& context, Flow& flow, const std::vector<content::Card>& cards) {
  ui::Interface& ui = context.ui;
  const std::size_t columns = ui.landscape() ? 4 : 2;
  const float width =
      (flow.width() - ui::kGutter * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  float foot = 0;
  for (const content::Card& card : cards)
    foot = std::max(foot, ui::picture_card_foot(ui, width, card.title, second_line(context, card)));
  const auto rows = static_cast<float>((cards.size() + columns - 1) / columns);
  const float room = (flow.rest().height - kShadowRoom - ui::kGutter * (rows - 1)) / rows;
  const float height = std::max(foot + kWindowSide + kLeastPicture, std::min(kTallestCard, room));
  Box row{};
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::size_t column = i % columns;
    if (column == 0) row = flow.next(height);
    const Box box{row.start + static_cast<float>(column) * (width + ui::kGutter), row.top, width, row.height};
    const std::string second = second_line(context, cards[i]);
    if (ui::picture_card(ui, base::cat("link.", cards[i].to), box, cards[i].picture, {cards[i].title, second},
                         foot))
      context.emit(app::intent::Open{place_of(cards[i].to)});
  }
}

// In the lower half alone there is room for badges, not for pictures.
void card_tiles(Context& context, Flow& flow, const std::vector<content::Card>& cards) {
  constexpr float kTile = 180;
  ui::Interface& ui = context.ui;
  const std::size_t columns = ui.landscape() ? 4 : 2;
  const float width =
      (flow.width() - ui::kGutter * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  Box row{};
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::size_t column = i % columns;
    if (column == 0) row = flow.next(kTile);
    const Box box{row.start + static_cast<float>(column) * (width + ui::kGutter), row.top, width, row.height};
    ui::TileOptions look;
    look.icon = cards[i].icon;
    if (ui::tile(ui, base::cat("link.", cards[i].to), box, cards[i].title, second_line(context, cards[i]),
                 look))
      context.emit(app::intent::Open{place_of(cards[i].to)});
  }
}

void open_about(Context& context) { context.emit(app::intent::Open{{app::Screen::partnerships, kAbout, 0}}); }

void about_row(Context& context, Flow& flow) {
  ui::TileOptions look;
  look.icon = "book";
  const std::string more = context.t("Read more");
  if (row_of(context, flow, "partnerships.more", {more, {}}, look, 132)) open_about(context);
}

float lay_lead(Context& context, const Box& box, const std::string& lead) {
  constexpr float kSmallest = 0.85F, kLines = 2.05F;
  ui::TextOptions words = context.text(Type::lead);
  const float line = context.ui.measure("0", text::kNoWidth, words).height;
  words.factor = ui::fitting(context.ui, lead, {box.width, line * kLines}, words, kSmallest);
  return context.say({}, ui::NodeRole::text, box, lead, words);
}

PageOptions titles_of(const content::Article& article) {
  PageOptions options;
  options.eyebrow = article.section;
  options.eyebrow_icon = article.icon;
  options.title = article.title;
  options.scrolls = "page";
  return options;
}

void draw_about(Context& context, const content::Shown<content::Article>& shown) {
  const PageResult result = page(context, titles_of(*shown));
  Flow flow(context, "page", result.reading);
  say_untranslated(context, flow, shown.is_fallback);
  flow.text(ui::NodeRole::text, shown->lead, context.text(Type::lead), 24);
  for (const content::Chapter& chapter : shown->chapters) lay_blocks(context, flow, chapter.body, Type::read);
  lay_sources(context, flow, shown->sources, credits_of(context, *shown));
}

// Lead and fields, then what is behind the four cards; what is in reach is touched, the rest is read.
void draw_overview(Context& context, const content::Shown<content::Article>& shown) {
  ui::Interface& ui = context.ui;
  const bool rows = in_rows(context);
  const bool more_in_row = !rows && !ui.landscape();
  PageOptions options = titles_of(*shown);
  if (more_in_row) {
    Primary more;
    more.id = "partnerships.more";
    more.label = context.t("Read more");
    more.icon = "book";
    more.mirror = ui::Mirror::never;
    more.quiet = true;
    options.primary = std::move(more);
  }
  const PageResult result = page(context, options);
  if (result.primary) open_about(context);
  const Strip strip = measure_strip(context, result.reading.width);
  if (result.is_split()) {
    const Box& reading = result.reading;
    const float lead = lay_lead(context, reading, shown->lead);
    const float top = reading.top + lead + kLeadGap;
    if (top + strip.height <= reading.bottom())
      draw_strip(context, strip, {reading.start, top, reading.width, strip.height});
    Flow flow(context, "page", result.content);
    say_untranslated(context, flow, shown.is_fallback);
    if (rows) lay_cards(context, flow, shown->cards);
    if (!rows) card_tiles(context, flow, shown->cards);
    if (!more_in_row) about_row(context, flow);
    return;
  }
  Box window = result.content;
  if (!rows) window.height += kShadowRoom;
  Flow flow(context, "page", window);
  say_untranslated(context, flow, shown.is_fallback);
  flow.next(lay_lead(context, flow.rest(), shown->lead), kLeadGap);
  if (ui.landscape() && !rows) {
    const Box row = flow.next(kStrip, kStripGap);
    const Box fields = row.head(row.width - kMoreWidth - ui::kGutter);
    draw_strip(context, measure_strip(context, fields.width), fields);
    ui::ButtonOptions look;
    look.icon = "book";
    const std::string label = context.t("Read more");
    if (ui::neutral_button(ui, "partnerships.more", row.tail(kMoreWidth), label, look)) open_about(context);
  } else {
    draw_strip(context, strip, flow.next(strip.height, kStripGap));
  }
  // Pictures would be slits between large words, or in a third row.
  const bool slits =
      (ui.landscape() && context.state.settings.text_percent > 100) || shown->cards.size() > kPictureCards;
  if (!rows && slits) return card_tiles(context, flow, shown->cards);
  if (!rows) return picture_cards(context, flow, shown->cards);
  lay_cards(context, flow, shown->cards);
  about_row(context, flow);
}

}  // namespace

void draw_partnerships(Context& context) {
  const auto shown = context.catalogue() != nullptr
                         ? context.catalogue()->article("partnerships", context.language())
                         : content::Shown<content::Article>{};
  if (!shown) return draw_missing(context);
  if (context.state.place().slug == kAbout) return draw_about(context, shown);
  draw_overview(context, shown);
}

}  // namespace kiosk::screens
