#include "kiosk/screens/article_parts.h"

#include <algorithm>

#include "kiosk/screens/reading.h"
#include "kiosk/ui/bars.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {

using ui::Box;
using ui::Drawing;
using ui::Type;

bool is_large(const Context& context) { return context.ui.size_factor(Type::body) >= ui::kLargeText; }

namespace {

// Widths of figures side by side: equal shares, unless one needs more than its own; then each as it needs.
struct Shares {
  std::vector<float> widths;
  bool fit = true;  // each word on one line
};

Shares shares_of(Context& context, float room, const std::vector<content::KeyFigure>& figures, float height) {
  constexpr float kSides = 48;
  ui::Interface& ui = context.ui;
  Shares shares;
  float all = 0, most = 0;
  for (const content::KeyFigure& figure : figures) {
    const float number = ui.measure(figure.number, text::kNoWidth, context.text(Type::number_l)).width,
                words = ui.measure(figure.words, text::kNoWidth, context.text(Type::small)).width;
    shares.widths.push_back(std::max(number * height / kKeyFigureTall, words) + kSides);
    all += shares.widths.back();
    most = std::max(most, shares.widths.back());
  }
  const float equal = room / static_cast<float>(figures.size());
  for (float& width : shares.widths) width = most <= equal ? equal : room * width / all;
  shares.fit = all <= room || most <= equal;
  return shares;
}

}  // namespace

float key_figures(Context& context, const Box& box, const std::vector<content::KeyFigure>& figures,
                  ui::Accent accent, float height, Drawing drawing) {
  if (figures.empty()) return 0;
  constexpr float kBetween = 20, kStackedBetween = 16, kSecondLine = 52;
  ui::Interface& ui = context.ui;
  const auto count = static_cast<float>(figures.size());
  if (is_large(context)) {
    const float tall = height * ui.size_factor(Type::body) * 0.8F;
    for (std::size_t i = 0; i < figures.size() && drawing == Drawing::draw; ++i) {
      const float top = box.top + static_cast<float>(i) * (tall + kStackedBetween);
      ui::key_figure(ui, {box.start, top, box.width, tall}, figures[i].number, figures[i].words, accent);
    }
    return count * (tall + kStackedBetween) - kStackedBetween;
  }
  const Shares shares = shares_of(context, box.width - (count - 1) * kBetween, figures, height);
  const float tall = (height + (shares.fit ? 0 : kSecondLine)) * std::max(1.0F, ui.size_factor(Type::small));
  float start = box.start;
  for (std::size_t i = 0; i < figures.size() && drawing == Drawing::draw; ++i) {
    ui::key_figure(ui, {start, box.top, shares.widths[i], tall}, figures[i].number, figures[i].words, accent);
    start += shares.widths[i] + kBetween;
  }
  return tall;
}

namespace {

float highlight_card(Context& context, const Box& box, const content::Highlight& shown, Drawing drawing) {
  ui::Interface& ui = context.ui;
  ui::TextOptions title = context.text(Type::h3);
  const ui::TextOptions body = context.text(Type::body_min, ui.colours().ink2);
  constexpr float kPad = 32, kAbove = 22, kDisc = 58, kLeast = 176;
  const float width = box.width - 2 * kPad - 2 * kDisc - 28;
  title.factor = ui::unbroken(ui, shown.title, width, title);
  const float title_height = ui.measure(shown.title, width, title).height;
  const float words = title_height + ui.measure(shown.words, width, body).height;
  const float height = std::max(kLeast, std::max(2 * kDisc, words) + 2 * kAbove);
  if (drawing == Drawing::measure) return height;
  const Box card{box.start, box.top, box.width, height};
  ui::card(ui, card, ui::kRadiusCard);
  ui.painter().disc(card.start + kPad + kDisc, card.middle(), kDisc, ui.accent(ui::Accent::olive).fill);
  ui::TextOptions number = context.text(Type::number_l, ui.colours().on_accent);
  number.align = text::Align::center;
  ui.line({card.start + kPad, card.middle() - kDisc, 2 * kDisc, 2 * kDisc}, shown.number, number);
  const float start = card.start + kPad + 2 * kDisc + 28, top = card.middle() - words / 2;
  context.say({}, ui::NodeRole::heading, {start, top, width, title_height}, shown.title, title);
  context.say({}, ui::NodeRole::text, {start, top + title_height, width, 0}, shown.words, body);
  return height;
}

}  // namespace

float highlight(Context& context, const Box& box, const content::Article& article, Drawing drawing) {
  if (!article.highlight) return 0;
  constexpr float kBanner = 270, kBannerWidth = 968, kLandscapeBanner = 230, kOverlap = 50, kInset = 40;
  const bool picture = !article.picture.empty() && !context.ui.high_contrast();
  if (!picture) return highlight_card(context, box, *article.highlight, drawing);
  const float banner = context.ui.landscape() ? kLandscapeBanner : box.width * kBanner / kBannerWidth;
  if (drawing == Drawing::draw) {
    const Box shown{box.start, box.top, box.width, banner};
    context.ui.painter().image_in_card(shown, article.picture, ui::kRadiusButton);
    if (const content::Picture* photograph = context.catalogue()->picture(article.picture))
      context.ui.say("article.picture", ui::NodeRole::image, shown, photograph->alt.in(context.language()));
  }
  const Box card{box.start + kInset, box.top + banner - kOverlap, box.width - 2 * kInset, 0};
  return banner - kOverlap + highlight_card(context, card, *article.highlight, drawing);
}

namespace {

constexpr float kPointIcon = 60, kPointPad = 24, kPointTall = 124;

float point_words(Context& context, const content::Point& point, float width, ui::TextOptions& title,
                  ui::TextOptions& words) {
  title.factor = ui::unbroken(context.ui, point.title, width, title);
  words.factor = ui::unbroken(context.ui, point.words, width, words);
  return context.ui.measure(point.title, width, title).height +
         context.ui.measure(point.words, width, words).height;
}

void draw_point(Context& context, const Box& box, const content::Point& point, ui::Accent accent_name) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(accent_name);
  if (ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusField, accent.tint, 4, accent.fill);
  } else {
    ui.painter().rounded(box, ui::kRadiusField, accent.tint);
  }
  ui.painter().icon({box.start + kPointPad, box.middle() - kPointIcon / 2, kPointIcon, kPointIcon},
                    point.icon, accent.fill);
  ui::TextOptions title = context.text(Type::h3, accent.fill), words = context.text(Type::small);
  const float start = box.start + kPointPad + kPointIcon + kPointPad, width = box.end() - 12 - start;
  const float top = box.middle() - point_words(context, point, width, title, words) / 2;
  const float title_height = ui.text({start, top, width, 0}, point.title, title);
  ui.text({start, top + title_height, width, 0}, point.words, words);
  ui.say({}, ui::NodeRole::text, box, ui::in_sentences({point.title, point.words}));
}

}  // namespace

float points(Context& context, const Box& box, const std::vector<content::Point>& shown, ui::Accent accent,
             Drawing drawing) {
  if (shown.empty()) return 0;
  constexpr float kSideBySideFrom = 800;
  const bool beside = box.width >= kSideBySideFrom && !is_large(context);
  const float between = beside ? 20 : 14, count = static_cast<float>(shown.size());
  const float width = beside ? (box.width - (count - 1) * between) / count : box.width;
  float tall = beside ? kPointTall : 100;
  for (const content::Point& point : shown) {
    ui::TextOptions title = context.text(Type::h3), words = context.text(Type::small);
    tall = std::max(
        tall, point_words(context, point, width - 2 * kPointPad - kPointIcon - 12, title, words) + 2 * 12);
  }
  for (std::size_t i = 0; i < shown.size() && drawing == Drawing::draw; ++i) {
    const auto at = static_cast<float>(i);
    draw_point(context,
               {box.start + (beside ? at * (width + between) : 0),
                box.top + (beside ? 0 : at * (tall + between)), width, tall},
               shown[i], accent);
  }
  return beside ? tall : count * (tall + between) - between;
}

namespace {

constexpr float kChartPad = 36;

// The rows as the bars want them; they refer to the chart.
struct ChartView {
  std::vector<std::vector<ui::Bar>> bars;
  std::vector<ui::BarRow> rows;
  ui::BarChart chart;

  ChartView(const content::Chart& shown, ui::Accent accent) {
    for (const content::ChartRow& row : shown.rows) {
      std::vector<ui::Bar>& values = bars.emplace_back();
      for (const content::ChartValue& value : row.values)
        values.push_back({static_cast<float>(value.number / shown.full), value.words});
    }
    for (std::size_t i = 0; i < shown.rows.size(); ++i)
      rows.push_back({shown.rows[i].icon, shown.rows[i].label, bars[i]});
    chart = {shown.series, rows, accent};
  }
  ChartView(const ChartView&) = delete;
  ChartView& operator=(const ChartView&) = delete;
};

// What the card does when it is touched, in a word and a sign, in its corner.
float table_hint(Context& context, const Box& box, ui::Accent accent, Drawing drawing) {
  ui::Interface& ui = context.ui;
  const bool table = context.state.chart_as_table;
  const std::string words = table ? context.t("As a chart") : context.t("As a table");
  const ui::TextOptions look = context.text(Type::meta_strong, ui.accent(accent).fill);
  const ui::Size size = ui.measure(words, text::kNoWidth, look);
  constexpr float kIcon = 36;
  const float width = kIcon + 12 + size.width;
  if (drawing == Drawing::measure) return width;
  ui.painter().icon({box.end() - width, box.top + 8, kIcon, kIcon}, table ? "chart" : "menu",
                    ui.accent(accent).fill);
  ui.text({box.end() - size.width - 2, box.top + 26 - size.height / 2, size.width + 4, size.height}, words,
          look);
  return width;
}

void chart_control(Context& context, const Box& card, const content::Chart& chart, const ChartView& view) {
  ui::Node node;
  node.id = "article.chart";
  node.role = ui::NodeRole::button;
  node.name = chart.title;
  node.value = context.state.chart_as_table ? context.t("As a table") : context.t("As a chart");
  node.spoken = chart.title + ". ";
  for (const ui::BarRow& row : view.rows) node.spoken += ui::spoken_row(view.chart, row) + ". ";
  node.selected = context.state.chart_as_table;
  const ui::Control control = context.ui.control(std::move(node), card);
  if (control.focused) ui::focus_ring(context.ui, card, ui::kRadiusCard);
  if (control.activated) context.emit(app::intent::ToggleChart{});
}

float chart_contents(Context& context, const Box& box, const content::Chart& chart, const ChartView& view,
                     Touch touch, Drawing drawing) {
  ui::Interface& ui = context.ui;
  const bool turns = touch == Touch::allowed && !chart.rows.empty();
  ui::TextOptions title = context.text(Type::h3);
  const float hint = turns ? table_hint(context, box, view.chart.accent, Drawing::measure) + 24 : 0;
  const bool beside = hint < box.width * 0.4F && !is_large(context);
  const float width = box.width - (beside ? hint : 0);
  title.factor = ui::unbroken(ui, chart.title, width, title);
  float top = box.top;
  const auto say = [&](ui::NodeRole role, std::string_view words, const ui::TextOptions& look, float room) {
    if (words.empty()) return;
    const float height = ui.measure(words, room, look).height;
    if (drawing == Drawing::draw) context.say({}, role, {box.start, top, room, height}, words, look);
    top += height;
  };
  if (turns && beside && drawing == Drawing::draw) table_hint(context, box, view.chart.accent, drawing);
  say(ui::NodeRole::heading, chart.title, title, width);
  if (turns && !beside) {
    if (drawing == Drawing::draw)
      table_hint(context, {box.start, top, hint - 24, 52}, view.chart.accent, drawing);
    top += 52 * ui.size_factor(Type::meta_strong);
  }
  say(ui::NodeRole::text, chart.words, context.text(Type::small, ui.colours().ink2), box.width);
  top += 10;
  const Box rest{box.start, top, box.width, 0};
  if (!chart.rows.empty())
    top += context.state.chart_as_table ? ui::bar_table(ui, rest, view.chart, drawing)
                                        : ui::bars(ui, rest, view.chart, drawing);
  if (!chart.waiting.empty()) {
    constexpr float kIcon = 72;
    const ui::TextOptions words = context.text(Type::body_min, ui.colours().ink2);
    const float room = box.width - kIcon - 28;
    const float height = std::max(kIcon, ui.measure(chart.waiting, room, words).height);
    if (drawing == Drawing::draw) {
      ui.painter().icon({box.start, top + (height - kIcon) / 2, kIcon, kIcon}, "chart",
                        ui.accent(view.chart.accent).fill);
      context.say("article.waiting", ui::NodeRole::text, {box.start + kIcon + 28, top, room, height},
                  chart.waiting, words);
    }
    top += height;
  }
  return top - box.top;
}

}  // namespace

float chart_card(Context& context, const Box& box, const content::Chart& chart, ui::Accent accent,
                 Touch touch, Drawing drawing) {
  const ChartView view(chart, accent);
  const Box inside = box.inset(kChartPad, kChartPad - 8);
  const float height =
      chart_contents(context, inside, chart, view, touch, Drawing::measure) + 2 * (kChartPad - 8);
  const Box card{box.start, box.top, box.width, height};
  const std::vector<WayOn> way =
      chart.to.empty() || touch == Touch::none ? std::vector<WayOn>() : std::vector<WayOn>{chart_way(chart)};
  const Box below{inside.start, card.bottom(), inside.width, 0};
  const float more = way.empty() ? 0 : ways_on(context, below, way, accent, Drawing::measure) + kChartPad - 8;
  if (drawing == Drawing::measure) return height + more;
  const bool turns = touch == Touch::allowed && !chart.rows.empty();
  if (turns) chart_control(context, card, chart, view);
  ui::card(context.ui, {card.start, card.top, card.width, height + more}, ui::kRadiusCard);
  chart_contents(context, inside, chart, view, touch, drawing);
  if (!turns) {
    for (const ui::BarRow& row : view.rows)
      context.ui.say({}, ui::NodeRole::text, card, ui::spoken_row(view.chart, row));
  }
  if (!way.empty()) ways_on(context, below, way, accent, drawing);
  return height + more;
}

std::vector<WayOn> ways_of(const std::vector<content::Card>& cards) {
  std::vector<WayOn> ways;
  for (const content::Card& card : cards)
    ways.push_back({base::cat("link.", card.to), place_of(card.to), card.title, card.words, card.icon});
  return ways;
}

std::vector<WayOn> ways_in(const std::vector<content::Block>& body) {
  std::vector<WayOn> ways;
  for (const content::Block& block : body) {
    for (const content::Span& span : block.spans) {
      if (span.kind != content::Span::Kind::link) continue;
      ways.push_back({base::cat("link.", span.page),
                      place_of(span.page),
                      block.text.substr(span.begin, span.end - span.begin),
                      {},
                      "document"});
    }
  }
  return ways;
}

WayOn chart_way(const content::Chart& chart) {
  return {base::cat("link.", chart.to), place_of(chart.to), chart.link, {}, "chart"};
}

WayOn complaint_way(const Context& context) {
  return {"article.complaint",
          {app::Screen::category, {}, 0},
          context.t("Submit a complaint"),
          {},
          "message-edit"};
}

namespace {

constexpr float kWayIcon = 48, kWaySide = 32, kWayChevron = 40, kWayLeast = 120;

float way_room(float width) { return width - 2 * kWaySide - kWayIcon - 24 - kWayChevron - 12; }

ui::TextOptions way_title(Context& context, const WayOn& way, float width, ui::Accent accent) {
  ui::TextOptions title = context.text(Type::button_secondary, context.ui.accent(accent).fill);
  // A little smaller rather than on two lines.
  constexpr float kOneLine = 0.8F;
  const float room = way_room(width), whole = context.ui.measure(way.title, text::kNoWidth, title).width;
  title.factor = whole > room && whole * kOneLine < room ? room / whole * 0.99F
                                                         : ui::unbroken(context.ui, way.title, room, title);
  return title;
}

float way_height(Context& context, const WayOn& way, float width, ui::Accent accent) {
  ui::Interface& ui = context.ui;
  const float room = way_room(width);
  float height = ui.measure(way.title, room, way_title(context, way, width, accent)).height;
  if (!way.words.empty()) height += ui.measure(way.words, room, context.text(Type::small)).height;
  return std::max(kWayLeast, height + 2 * 10);
}

// From one tip to another the way back still leads to where the first was found.
void follow(Context& context, const app::Place& place) {
  const bool beside = place.screen == app::Screen::tip && context.state.place().screen == app::Screen::tip;
  if (beside) {
    context.emit(app::intent::Replace{place});
  } else {
    context.emit(app::intent::Open{place});
  }
}

void way_button(Context& context, const Box& box, const WayOn& way, ui::Accent accent_name) {
  ui::Interface& ui = context.ui;
  const ui::AccentColours& accent = ui.accent(accent_name);
  ui::Node node;
  node.id = way.id;
  node.role = ui::NodeRole::link;
  node.name = way.title;
  node.spoken = ui::in_sentences({way.title, way.words});
  const ui::Control control = ui.control(std::move(node), box);
  if (control.focused) ui::focus_ring(ui, box, ui::kRadiusButton);
  ui.painter().bordered(box, ui::kRadiusButton, control.pressed ? accent.halo : ui.colours().card,
                        ui::kLineAccent, accent.fill);
  ui.painter().icon({box.start + kWaySide, box.middle() - kWayIcon / 2, kWayIcon, kWayIcon}, way.icon,
                    accent.fill);
  ui.painter().icon(
      {box.end() - kWaySide - kWayChevron, box.middle() - kWayChevron / 2, kWayChevron, kWayChevron},
      "chevron-right", accent.fill, ui::Mirror::with_direction);
  const float room = way_room(box.width), start = box.start + kWaySide + kWayIcon + 24;
  const ui::TextOptions title = way_title(context, way, box.width, accent_name),
                        words = context.text(Type::small, ui.colours().ink2);
  const float title_height = ui.measure(way.title, room, title).height,
              height = title_height + (way.words.empty() ? 0 : ui.measure(way.words, room, words).height);
  const float top = box.middle() - height / 2;
  ui.text({start, top, room, title_height}, way.title, title);
  if (!way.words.empty()) ui.text({start, top + title_height, room, 0}, way.words, words);
  if (control.activated) follow(context, way.place);
}

}  // namespace

float ways_on(Context& context, const Box& box, const std::vector<WayOn>& ways, ui::Accent accent,
              Drawing drawing) {
  constexpr float kTwoFrom = 800, kBetween = 20;
  const bool two = ways.size() > 1 && box.width >= kTwoFrom && !is_large(context);
  const std::size_t columns = two ? 2 : 1;
  const float width = two ? (box.width - kBetween) / 2 : box.width;
  float top = box.top;
  for (std::size_t i = 0; i < ways.size(); i += columns) {
    const std::size_t end = std::min(i + columns, ways.size());
    float tall = 0;
    for (std::size_t k = i; k < end; ++k) tall = std::max(tall, way_height(context, ways[k], width, accent));
    for (std::size_t k = i; k < end && drawing == Drawing::draw; ++k)
      way_button(context, {box.start + static_cast<float>(k - i) * (width + kBetween), top, width, tall},
                 ways[k], accent);
    top += tall + kBetween;
  }
  return ways.empty() ? 0 : top - kBetween - box.top;
}

void ways_within(Context& context, const Box& box, const std::vector<WayOn>& ways, ui::Accent accent) {
  if (ways.empty()) return;
  constexpr float kBetween = 20;
  const std::size_t columns = std::min<std::size_t>(ways.size(), 2);
  const auto rows = static_cast<float>((ways.size() + columns - 1) / columns);
  const float width = (box.width - static_cast<float>(columns - 1) * kBetween) / static_cast<float>(columns);
  const float tall = std::min(kWayLeast, (box.height - (rows - 1) * kBetween) / rows);
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const auto column = static_cast<float>(i % columns), row = static_cast<float>(i / columns);
    ui::ButtonOptions look;
    look.accent = accent;
    look.icon = ways[i].icon;
    look.spoken = ways[i].title;
    const Box at{box.start + column * (width + kBetween), box.top + row * (tall + kBetween), width, tall};
    if (ui::secondary_button(context.ui, ways[i].id, at, ways[i].title, look)) follow(context, ways[i].place);
  }
}

}  // namespace kiosk::screens
