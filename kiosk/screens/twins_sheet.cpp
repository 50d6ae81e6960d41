// Of 05: the cities in their order, and the card of the chosen one at the map's foot or side.

#include <algorithm>
#include <cmath>

#include "kiosk/screens/coasts.h"
#include "kiosk/screens/twins.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr float kPad = 36, kPadTop = 28;
constexpr float kBadgeWidth = 92, kBadgeHeight = 108, kBadgeGap = 24;
constexpr float kStep = 120, kCount = 132;  // the buttons to the neighbours, and the words between them
constexpr float kSteps = 2 * kStep + kCount;
constexpr float kStory = 322, kWideFrom = 900;
constexpr float kAroundLine = 20, kTightPadTop = 22, kTightLine = 13;  // tight: below each other

// Wide: name and neighbours side by side over words and story; otherwise all below each other, the buttons
// last.
bool is_wide(const Context& context, float width) {
  return width >= kWideFrom && context.state.settings.text_percent == 100;
}

ui::TextOptions name_words(const Context& context, const City& city, float width) {
  ui::TextOptions words = context.text(Type::h2);
  words.factor = ui::unbroken(context.ui, city.twin->name.in(context.language()), width, words);
  return words;
}

// On one line where it costs little.
ui::TextOptions where_words(const Context& context, const City& city, float width) {
  constexpr float kSmallest = 0.84F;
  ui::TextOptions words = context.text(Type::body, context.ui.colours().ink2);
  const float line = context.ui.measure("0", width, words).height;
  words.factor = ui::fitting(context.ui, where_text(context, city), {width, line}, words, kSmallest);
  return words;
}

float head_width(const Context& context, float width) {
  const float inner = width - 2 * kPad - kBadgeWidth - kBadgeGap;
  return is_wide(context, width) ? inner - kSteps - kBadgeGap : inner;
}

float head_height(const Context& context, const City& city, float width) {
  const float room = head_width(context, width);
  const float name =
      context.ui.measure(city.twin->name.in(context.language()), room, name_words(context, city, room))
          .height;
  const float where =
      context.ui.measure(where_text(context, city), room, where_words(context, city, room)).height;
  return std::max(is_wide(context, width) ? kStep : kBadgeHeight, name + where);
}

float words_width(const Context& context, float width) {
  const float inner = width - 2 * kPad;
  return is_wide(context, width) ? inner - kStory - kBadgeGap : inner;
}

float words_height(const Context& context, const City& city, float width) {
  return context.ui
      .measure(city.twin->words.in(context.language()), words_width(context, width),
               context.text(Type::body_min))
      .height;
}

float common_head(const Context& context, float width, const std::vector<City>& cities) {
  float height = 0;
  for (const City& city : cities) height = std::max(height, head_height(context, city, width));
  return height;
}

// Badge, name and where it is, then a line: as tall as the tallest of them.
void head(Context& context, const City& city, const Box& box, float strength) {
  ui::badge(context.ui, {box.start, box.top, kBadgeWidth, kBadgeHeight},
            is_partner(city) ? "handshake" : "twin-cities", ui::Accent::teal);
  const Box beside = box.after(kBadgeWidth + kBadgeGap);
  ui::TextOptions name = name_words(context, city, beside.width);
  name.colour = name.colour.faded(strength);
  const float below =
      context.say("twins.name", ui::NodeRole::heading, beside, city.twin->name.in(context.language()), name);
  ui::TextOptions where = where_words(context, city, beside.width);
  where.colour = where.colour.faded(strength);
  context.say({}, ui::NodeRole::text, {beside.start, beside.top + below, beside.width, 0},
              where_text(context, city), where);
}

void neighbours(Context& context, const Box& box, const std::vector<City>& cities, std::size_t chosen) {
  const std::size_t count = cities.size();
  ui::ButtonOptions options;
  options.icon = "chevron-left";
  options.icon_mirror = ui::Mirror::with_direction;
  const std::string before = context.t("Previous city"), after = context.t("Next city");
  options.spoken = before;
  options.enabled = count > 1;
  if (ui::neutral_button(context.ui, "twins.previous", {box.start, box.top, kStep, kStep}, {}, options))
    context.emit(app::intent::ChooseTwin{cities[(chosen + count - 1) % count].twin->slug});
  options.icon = "chevron-right";
  options.spoken = after;
  const std::string words = app::fill_in(
      context.t("{n} of {count}"), {{"n", std::to_string(chosen + 1)}, {"count", std::to_string(count)}});
  ui::TextOptions label = context.text(Type::label);
  label.align = text::Align::center;
  const Box between{box.start + kStep + 4, box.top, kCount - 8, kStep};
  context.ui.line(between, words, label);
  context.ui.say("twins.place", ui::NodeRole::text, between, words);
  if (ui::neutral_button(context.ui, "twins.next", {box.start + kStep + kCount, box.top, kStep, kStep}, {},
                         options))
    context.emit(app::intent::ChooseTwin{cities[(chosen + 1) % count].twin->slug});
}

void story(Context& context, const Box& box, const City& city) {
  ui::ButtonOptions options;
  options.icon = "arrow-right";
  options.icon_mirror = ui::Mirror::with_direction;
  options.icon_at_end = true;
  options.type = Type::button_secondary;
  const std::string label =
      city.twin->story.empty() ? context.t("Sources and details") : context.t("Read the story");
  const std::array<std::string, 1> labels = {label};
  options.factor = ui::button_factor(context.ui, labels, {box.width, box.height}, options);
  if (ui::secondary_button(context.ui, "twins.story", box, label, options)) open_story(context, city);
}

ui::TextOptions words_options(const Context& context, float strength) {
  return context.text(Type::body_min, context.ui.colours().ink.faded(strength));
}

}  // namespace

std::vector<City> cities_of(const content::Catalogue& catalogue) {
  std::vector<City> cities;
  for (const content::Twin& twin : catalogue.contents().twins) {
    City city{&twin, {}, {}};
    if (twin.latitude && twin.longitude) {
      city.at = ui::Coordinates{*twin.latitude, *twin.longitude};
      city.km = ui::distance_km(kSale, *city.at);
    }
    cities.push_back(city);
  }
  static constexpr double kNowhere = 1e9;
  std::stable_sort(cities.begin(), cities.end(), [](const City& a, const City& b) {
    return std::pair(a.twin->relation, a.km.value_or(kNowhere)) <
           std::pair(b.twin->relation, b.km.value_or(kNowhere));
  });
  return cities;
}

std::size_t chosen_of(const Context& context, const std::vector<City>& cities) {
  const auto found = std::find_if(cities.begin(), cities.end(), [&](const City& city) {
    return city.twin->slug == context.state.twins.chosen;
  });
  return found == cities.end() ? 0 : static_cast<std::size_t>(found - cities.begin());
}

bool is_partner(const City& city) { return city.twin->relation == content::Twin::Relation::project; }

std::string where_text(const Context& context, const City& city) {
  const std::string country = city.twin->country.in(context.language());
  if (!city.km) return country;
  const std::int64_t km = std::lround(*city.km / 10) * 10;  // places are known to a tenth of a degree
  return app::fill_in(context.t("{country} — {n} km from Salé"),
                      {{"country", country}, {"n", app::number_text(context.language(), km)}});
}

std::string spoken_text(const Context& context, const City& city) {
  return ui::in_sentences({city.twin->name.in(context.language()), where_text(context, city),
                           is_partner(city) ? context.t("Partner in a project") : context.t("Twin city")});
}

void open_story(Context& context, const City& city) {
  const content::Twin& twin = *city.twin;
  context.emit(app::intent::ChooseTwin{twin.slug});
  context.emit(app::intent::Open{twin.story.empty()
                                     ? app::Place{app::Screen::agreement, base::cat("twin/", twin.slug), 0}
                                     : app::Place{app::Screen::article, twin.story, 0}});
}

float sheet_height(Context& context, float width, const std::vector<City>& cities) {
  constexpr float kLeast = 346;
  float texts = 0;
  for (const City& city : cities) texts = std::max(texts, words_height(context, city, width));
  const float heads = common_head(context, width, cities);
  if (is_wide(context, width))
    return std::max(kLeast, 2 * kPadTop + heads + 2 * kAroundLine + ui::kLineHair + std::max(texts, kStep));
  return 2 * kTightPadTop + heads + 2 * kTightLine + ui::kLineHair + texts + kTightLine + kStep;
}

void city_sheet(Context& context, const Box& box, const std::vector<City>& cities, std::size_t chosen) {
  ui::Interface& ui = context.ui;
  const City& city = cities[chosen];
  ui::card(ui, box, ui::kRadiusCard);
  const float strength =
      ui.appear(base::cat("sheet ", city.twin->slug), ui::kCityTime, {}, ui::Easing::in_out);
  const Box inner = box.inset(kPad, is_wide(context, box.width) ? kPadTop : kTightPadTop);
  const float heads = common_head(context, box.width, cities), text_width = words_width(context, box.width);
  const std::string& words = city.twin->words.in(context.language());
  if (is_wide(context, box.width)) {
    head(context, city, {inner.start, inner.top, inner.width - kSteps - kBadgeGap, heads}, strength);
    neighbours(context, Box{inner.start, inner.top, inner.width, kStep}.tail(kSteps), cities, chosen);
    const float line = inner.top + heads + kAroundLine;
    ui.painter().fill({inner.start, line, inner.width, ui::kLineHair}, ui.colours().hair);
    const Box text{inner.start, line + ui::kLineHair + kAroundLine, text_width, 0};
    context.say("twins.words", ui::NodeRole::text, text, words, words_options(context, strength));
    return story(context, Box{inner.start, text.top, inner.width, kStep}.tail(kStory), city);
  }
  const Box row{inner.start, inner.bottom() - kStep, inner.width, kStep};
  {
    Flow flow(context, "page", {inner.start, inner.top, inner.width, row.top - kTightLine - inner.top},
              ui.colours().card);
    head(context, city, flow.next(heads, kTightLine), strength);
    ui.painter().fill(flow.next(ui::kLineHair, kTightLine), ui.colours().hair);
    flow.text(ui::NodeRole::text, words, words_options(context, strength), 0);
  }
  neighbours(context, row.head(kSteps), cities, chosen);
  story(context, row.after(kSteps + 16), city);
}

}  // namespace kiosk::screens
