// 07, 23: articles in chapters; 08: the covenant, an article with a fact to remember; and short tips.
//
// Portrait is one column. Landscape has three: chapters, text, figures; a page without chapters has two.
// Large text makes one column of the last two. With low reach the text is only read, in the upper part, and
// every way on stands in the lower one.

#include <algorithm>

#include "kiosk/screens/article_chapters.h"
#include "kiosk/screens/article_figures.h"
#include "kiosk/screens/article_parts.h"
#include "kiosk/screens/reading.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Drawing;
using ui::Type;

constexpr std::string_view kPage = "page";  // the part that scrolls
constexpr float kFigureLow = 140;           // of key figures at the end of a landscape page
constexpr float kRow = 128, kRowGap = 24;
constexpr float kColumnsTop = 18, kEyebrow = 72;  // of landscape chapters, under the header

// Section 6.2, for the whole width between the margins that it speaks of; narrower panels take their part.
constexpr float kWhole = 1808, kStart = 392, kMiddleGap = 48, kEndGap = 40, kEnd = 580;

struct Reading {
  Context& context;
  const content::Article& article;
  std::size_t index;
  bool is_fallback;
  ui::Accent accent;
  Touch touch = Touch::allowed;

  [[nodiscard]] const content::Chapter& chapter() const { return article.chapters[index]; }
  [[nodiscard]] bool has_chapters() const { return article.chapters.size() > 1; }
  [[nodiscard]] bool is_first() const { return index == 0; }
  [[nodiscard]] bool is_last() const { return index + 1 == article.chapters.size(); }
  [[nodiscard]] const std::optional<content::Chart>& chart() const {
    return chapter().chart || has_chapters() ? chapter().chart : article.chart;
  }
};

void lay_key_figures(const Reading& reading, Flow& flow, float height) {
  lay(flow, [&](const Box& box, Drawing drawing) {
    return key_figures(reading.context, box, reading.chapter().figures, reading.accent, height, drawing);
  });
}

void lay_highlight(const Reading& reading, Flow& flow) {
  if (!reading.is_first()) return;
  lay(flow, [&](const Box& box, Drawing drawing) {
    return highlight(reading.context, box, reading.article, drawing);
  });
}

void lay_points(const Reading& reading, Flow& flow) {
  if (!reading.is_first()) return;
  lay(flow, [&](const Box& box, Drawing drawing) {
    return points(reading.context, box, reading.article.points, reading.accent, drawing);
  });
}

void lay_figure(const Reading& reading, Flow& flow) {
  if (!reading.chapter().figure) return;
  lay(flow, [&](const Box& box, Drawing drawing) {
    return figure_card(reading.context, box, *reading.chapter().figure, reading.touch, drawing);
  });
}

void lay_chart(const Reading& reading, Flow& flow) {
  if (!reading.chart()) return;
  lay(flow, [&](const Box& box, Drawing drawing) {
    return chart_card(reading.context, box, *reading.chart(), reading.accent, reading.touch, drawing);
  });
}

void lay_ways(const Reading& reading, Flow& flow, const std::vector<WayOn>& ways) {
  lay(flow, [&](const Box& box, Drawing drawing) {
    return ways_on(reading.context, box, ways, reading.accent, drawing);
  });
}

void lay_title(const Reading& reading, Flow& flow) {
  const std::string& title = reading.chapter().title;
  if (title.empty() || title == reading.article.title) return;
  flow.text(ui::NodeRole::heading, title, reading.context.text(Type::h2), 12);
}

void lay_text(const Reading& reading, Flow& flow, bool links) {
  say_untranslated(reading.context, flow, reading.is_fallback);
  lay_title(reading, flow);
  lay_blocks(reading.context, flow, reading.chapter().body, Type::read, {reading.accent, links});
}

void lay_source_line(const Reading& reading, Flow& flow) {
  if (!reading.is_last()) return;
  lay_sources(reading.context, flow, reading.article.sources, credits_of(reading.context, reading.article));
}

std::vector<WayOn> cards_of(const Reading& reading) {
  return reading.is_first() ? ways_of(reading.article.cards) : std::vector<WayOn>();
}

// Everything, one below the other. A page with a fact to remember begins with it and with what leads on, as
// the design's covenant does; others begin with their text.
void lay_all(const Reading& reading, Flow& flow) {
  const bool ways = reading.touch == Touch::allowed;
  if (reading.article.highlight && reading.is_first()) {
    lay_highlight(reading, flow);
    lay_points(reading, flow);
    lay_chart(reading, flow);
    if (ways) lay_ways(reading, flow, cards_of(reading));
    lay_text(reading, flow, ways);
  } else {
    // Where little height is left, the text begins at once.
    const bool text_first = reading.context.ui.landscape() && is_large(reading.context);
    if (!text_first) lay_key_figures(reading, flow, kKeyFigureTall);
    lay_text(reading, flow, ways);
    if (text_first) lay_key_figures(reading, flow, kKeyFigureTall);
    lay_figure(reading, flow);
    lay_chart(reading, flow);
    lay_points(reading, flow);
    if (ways) lay_ways(reading, flow, cards_of(reading));
  }
  lay_source_line(reading, flow);
}

// Cards and what the text links to, each once.
std::vector<WayOn> cards_and_links(const Reading& reading) {
  std::vector<WayOn> ways = cards_of(reading);
  for (WayOn& way : ways_in(reading.chapter().body)) {
    const auto same = [&way](const WayOn& other) { return other.id == way.id; };
    if (std::none_of(ways.begin(), ways.end(), same)) ways.push_back(std::move(way));
  }
  return ways;
}

// And the chart's, and the complaint's.
std::vector<WayOn> all_ways(const Reading& reading) {
  std::vector<WayOn> ways = cards_and_links(reading);
  const std::optional<content::Chart>& chart = reading.chart();
  if (chart && !chart->to.empty()) ways.push_back(chart_way(*chart));
  const std::optional<content::Figure>& figure = reading.chapter().figure;
  if (figure && figure->kind == content::Figure::Kind::complaint_way)
    ways.push_back(complaint_way(reading.context));
  return ways;
}

// Section 6.3: what is read above, the chapters and every way on below.
void low_reach(Reading reading, PageResult page) {
  reading.touch = Touch::none;
  Context& context = reading.context;
  if (!page.is_split()) {  // the line is in the title: the page still needs a part for each
    constexpr float kReading = 0.4F, kApart = 20;
    page.reading.height *= kReading;
    page.content.top += page.reading.height + kApart;
    page.content.height -= page.reading.height + kApart;
  }
  {
    Flow flow(context, kPage, page.reading);
    lay_all(reading, flow);
  }
  constexpr float kPair = 280;
  Box rest = page.content;
  const auto take = [&rest](float height) {
    rest.top += height + kRowGap;
    rest.height -= height + kRowGap;
  };
  const bool landscape = context.ui.landscape();
  if (reading.has_chapters()) {
    if (!landscape &&
        scroll_pair(context, kPage, {rest.end() - kPair, rest.top, kPair, kRow}, reading.accent))
      take(kRow);
    chapter_pills(context, reading.article, reading.accent, rest);
    take(pills_height(context, reading.article));
    constexpr float kButtons = 624;
    if (landscape) {
      chapter_buttons(context, reading.article, reading.accent,
                      {rest.end() - kButtons, rest.top, kButtons, kRow});
      rest.width -= kButtons + kRowGap;
    }
  }
  ways_within(context, rest, all_ways(reading), reading.accent);
}

// The chapters' buttons stand where the page's primary would; above them what scrolls, and its pair.
void portrait_chapters(const Reading& reading, const PageResult& page) {
  Context& context = reading.context;
  constexpr float kPair = 280, kPairTall = 112;
  const float row = bar_top(context.ui) - kRowGap - kRow, width = page.content.width;
  chapter_buttons(context, reading.article, reading.accent, {ui::kMargin + 492, row, width - 492, kRow});
  if (page.is_split()) return low_reach(reading, page);
  Box content = page.content;
  const bool pinned = pill_rows(context, reading.article) == 1;
  if (pinned) {
    chapter_pills(context, reading.article, reading.accent, content);
    const float pills = pills_height(context, reading.article) + ui::kGutter;
    content.top += pills;
    content.height -= pills;
  }
  if (context.ui.scroll_state(kPage).overflows()) {
    content.height -= kPairTall + 12;
    scroll_pair(context, kPage, {content.end() - kPair, content.bottom() + 12, kPair, kPairTall},
                reading.accent);
  }
  Flow flow(context, kPage, content);
  if (!pinned) {
    const Box box = flow.next(pills_height(context, reading.article));
    chapter_pills(context, reading.article, reading.accent, box);
  }
  lay_all(reading, flow);
}

// The figure or chart beside the text, if all of it has room there.
bool stands_beside(const Reading& reading, const Box& room) {
  float height = 0;
  if (reading.chapter().figure)
    height += figure_card(reading.context, room, *reading.chapter().figure, reading.touch, Drawing::measure);
  if (reading.chart()) {
    height += (height > 0 ? ui::kGutter : 0) + chart_card(reading.context, room, *reading.chart(),
                                                          reading.accent, reading.touch, Drawing::measure);
  }
  return height <= room.height;
}

void landscape_figures(const Reading& reading, Box box) {
  if (reading.chapter().figure) {
    const float height =
        figure_card(reading.context, box, *reading.chapter().figure, reading.touch, Drawing::draw);
    box.top += height + ui::kGutter;
  }
  if (reading.chart())
    chart_card(reading.context, box, *reading.chart(), reading.accent, reading.touch, Drawing::draw);
}

// What stands at the end, beside the text: key figures and the figure's card; the card alone; the key figures
// alone. The rest stands with the text.
struct Beside {
  bool numbers = false, card = false;
};

Beside beside(const Reading& reading, const Box& end) {
  const float tall = key_figures(reading.context, end, reading.chapter().figures, reading.accent, kFigureLow,
                                 Drawing::measure);
  const float numbers = tall > 0 ? tall + ui::kGutter : 0;
  const Box below{end.start, end.top + numbers, end.width, end.height - numbers};
  if (stands_beside(reading, below)) return {true, true};
  if (stands_beside(reading, end)) return {false, true};
  return {true, false};
}

// Chapters at the start, the text in the middle, figures at the end.
void landscape_chapters(const Reading& reading) {
  Context& context = reading.context;
  ui::Interface& ui = context.ui;
  constexpr float kFoot = 8, kButtons = 624;
  const float whole = ui.canvas().width - 2 * ui::kMargin, part = whole / kWhole;
  const float top = header_height(ui) + kColumnsTop, foot = bar_top(ui) - kFoot;
  chapter_list(context, reading.article, reading.accent,
               {ui::kMargin, top + kEyebrow, kStart * part, foot - top - kEyebrow});
  Box middle{ui::kMargin + (kStart + kMiddleGap) * part, top, 0, foot - top};
  const bool any_beside = reading.chapter().figure || reading.chart();
  const bool one_column = is_large(context) || !any_beside;
  const Box end{ui::kMargin + whole - kEnd * part, top, kEnd * part, foot - top};
  middle.width = (one_column ? end.end() : end.start - kEndGap * part) - middle.start;
  const float row = foot - 16 - kRow;
  chapter_buttons(context, reading.article, reading.accent,
                  {middle.start, row, std::min(kButtons, middle.width), kRow});
  middle.height = row - 16 - top;
  if (one_column) {
    Flow flow(context, kPage, middle);
    lay_all(reading, flow);
    return;
  }
  const Beside at_end = beside(reading, end);
  Box figures = end;
  if (at_end.numbers && !reading.chapter().figures.empty()) {
    const float tall =
        key_figures(context, end, reading.chapter().figures, reading.accent, kFigureLow, Drawing::draw);
    figures.top += tall + ui::kGutter;
    figures.height -= tall + ui::kGutter;
  }
  if (at_end.card) landscape_figures(reading, figures);
  Flow flow(context, kPage, middle);
  lay_highlight(reading, flow);
  if (!at_end.numbers) lay_key_figures(reading, flow, kFigureLow);
  lay_text(reading, flow, true);
  if (!at_end.card) {
    lay_figure(reading, flow);
    lay_chart(reading, flow);
  }
  lay_points(reading, flow);
  lay_ways(reading, flow, cards_of(reading));
  lay_source_line(reading, flow);
}

// A page without chapters: the text, and at the end figures and ways on; both scroll as one.
void landscape_page_of(const Reading& reading, const Box& content) {
  Context& context = reading.context;
  Flow flow(context, kPage, content);
  if (is_large(context)) return lay_all(reading, flow);
  const float end = kEnd * content.width / kWhole;
  flow.column(content.start, content.width - end - kMiddleGap);
  const bool has_fact = reading.article.highlight.has_value();
  lay_highlight(reading, flow);
  if (has_fact) lay_points(reading, flow);
  lay_text(reading, flow, false);
  flow.column(content.end() - end, end);
  lay_key_figures(reading, flow, kFigureLow);
  lay_figure(reading, flow);
  if (!has_fact) lay_points(reading, flow);
  lay_chart(reading, flow);
  lay_ways(reading, flow, cards_and_links(reading));
  lay_source_line(reading, flow);
}

ui::Accent accent_of(const std::string& slug) {
  return slug == "covenant" || slug.starts_with("energy") ? ui::Accent::olive : ui::Accent::teal;
}

}  // namespace

void draw_article(Context& context) { draw_article(context, context.state.place().slug); }

void draw_article(Context& context, const std::string& slug) {
  const app::Place& place = context.state.place();
  const auto shown = context.catalogue() != nullptr ? context.catalogue()->article(slug, context.language())
                                                    : content::Shown<content::Article>{};
  if (!shown) return draw_missing(context);
  const Reading reading{context, *shown, std::min(place.chapter, shown->chapters.size() - 1),
                        shown.is_fallback, accent_of(slug)};
  const bool landscape = context.ui.landscape();
  PageOptions options;
  options.accent = reading.accent;
  options.eyebrow = shown->section;
  options.eyebrow_icon = shown->icon;
  // In landscape the chapter's own title stands over the text.
  const bool columns = landscape && reading.has_chapters() &&
                       context.ui.reach_top() <= header_height(context.ui) + kColumnsTop + kEyebrow;
  if (!columns) options.title = shown->title;
  if (columns) options.title_width = kStart * (context.ui.canvas().width - 2 * ui::kMargin) / kWhole;
  if (!reading.has_chapters() || landscape) options.scrolls = kPage;
  const PageResult result = page(context, options);
  if (columns) return landscape_chapters(reading);
  if (reading.has_chapters() && !landscape) return portrait_chapters(reading, result);
  if (result.is_split() || (landscape && reading.has_chapters())) return low_reach(reading, result);
  if (landscape) return landscape_page_of(reading, result.content);
  Flow flow(context, kPage, result.content);
  lay_all(reading, flow);
}

namespace {

// The other tips of the campaign this one belongs to.
std::vector<WayOn> tips_beside(const Context& context, const std::string& slug) {
  std::vector<WayOn> ways;
  for (const content::Campaign& campaign : context.catalogue()->contents().campaigns) {
    if (std::find(campaign.tips.begin(), campaign.tips.end(), slug) == campaign.tips.end()) continue;
    for (const std::string& other : campaign.tips) {
      const auto tip = context.catalogue()->tip(other, context.language());
      if (other != slug && tip)
        ways.push_back(
            {base::cat("tip.", other), {app::Screen::tip, other, 0}, tip->title, tip->line, tip->icon});
    }
    break;
  }
  return ways;
}

// The advice in a card, beside its sign.
float tip_card(Context& context, const Box& box, const content::Tip& tip, Drawing drawing) {
  constexpr float kPad = 40, kBadge = 156, kBadgeTall = 182, kBetween = 16;
  ui::Interface& ui = context.ui;
  const bool beside = !is_large(context);
  const float indent = beside ? kBadge + 40 : 0, width = box.width - 2 * kPad - indent;
  ui::TextOptions words = context.text(Type::read);
  float text = -kBetween;
  for (const content::Block& block : tip.body) text += ui.measure(block.text, width, words).height + kBetween;
  const float above = beside ? 0 : kBadgeTall + kBetween;
  const float height = (beside ? std::max(kBadgeTall, text) : above + text) + 2 * kPad;
  if (drawing == Drawing::measure) return height;
  ui::card(ui, {box.start, box.top, box.width, height}, ui::kRadiusCard);
  ui::badge(
      ui,
      {box.start + kPad, beside ? box.top + (height - kBadgeTall) / 2 : box.top + kPad, kBadge, kBadgeTall},
      tip.icon, ui::Accent::olive);
  float top = box.top + (beside ? (height - text) / 2 : kPad + above);
  for (const content::Block& block : tip.body) {
    const std::vector<ui::TextSpan> spans = spans_of(context, block, ui::Accent::olive);
    words.spans = spans;
    top +=
        context.say({}, ui::NodeRole::text, {box.start + kPad + indent, top, width, 0}, block.text, words) +
        kBetween;
  }
  return height;
}

}  // namespace

void draw_tip(Context& context) { draw_tip(context, context.state.place().slug); }

void draw_tip(Context& context, const std::string& slug) {
  const auto shown = context.catalogue() != nullptr ? context.catalogue()->tip(slug, context.language())
                                                    : content::Shown<content::Tip>{};
  if (!shown) return draw_missing(context);
  const bool landscape = context.ui.landscape();
  PageOptions options;
  options.accent = ui::Accent::olive;
  options.eyebrow = context.t("Energy campaign");
  options.eyebrow_icon = shown->icon;
  options.title = shown->title;
  options.hint = shown->line;
  options.scrolls = kPage;
  const PageResult result = page(context, options);
  const bool low = result.is_split();
  std::vector<WayOn> others = tips_beside(context, slug);
  for (WayOn& way : ways_in(shown->body)) others.push_back(std::move(way));
  const auto others_at = [&](const Box& box, Drawing drawing) {
    return ways_on(context, box, others, ui::Accent::olive, drawing);
  };
  if (low) ways_within(context, result.content, others, ui::Accent::olive);
  Flow flow(context, kPage, result.reading);
  const float end = kEnd * result.reading.width / kWhole;
  const bool columns = landscape && !low && !is_large(context) && !others.empty();
  if (columns) flow.column(result.reading.start, result.reading.width - end - kMiddleGap);
  say_untranslated(context, flow, shown.is_fallback);
  lay(flow, [&](const Box& box, Drawing drawing) { return tip_card(context, box, *shown, drawing); });
  if (!columns) lay_sources(context, flow, shown->sources);
  if (columns) flow.column(result.reading.end() - end, end);
  if (!low && !others.empty()) {
    flow.text(ui::NodeRole::heading, context.t("Other tips of this campaign"), context.text(Type::h3), 16);
    lay(flow, others_at);
  }
  if (columns) lay_sources(context, flow, shown->sources);
}

}  // namespace kiosk::screens
