// 05: the twin cities: the map with what lies over it, and the list, which is its twin for who does not read
// maps and takes its place where there is no coast to draw.

#include "kiosk/screens/twins.h"

#include <algorithm>

#include "kiosk/screens/coasts.h"
#include "kiosk/screens/reading.h"
#include "kiosk/ui/fit.h"
#include "kiosk/ui/map_view.h"

namespace kiosk::screens {
namespace {

static_assert(app::kTwinsZooms == ui::kMapZooms);

using app::TwinsView;
using ui::Box;
using ui::Type;

constexpr float kSegments = 108, kGap = 20;
constexpr float kSheetOver = 22;  // the sheet's head lies over the map's foot
constexpr float kLeastMap = 320, kSheetColumn = 780;
constexpr float kZoom = 96, kZoomGap = 14, kOverMap = 24;
constexpr float kChipWidth = 310, kLegend = 60, kLegendFrom = 470;  // a lower map has no room for it

struct Places {
  Box segments, map, sheet, list;
  float covered_foot = 0;
};

Places places_of(Context& context, const PageResult& page, const std::vector<City>& cities) {
  const ui::Interface& ui = context.ui;
  const Box& content = page.content;
  const bool low = ui.reach_top() > 0;
  Places places;
  if (ui.landscape()) {
    // Map at the start, card at the end; with low reach the choice of views under the card.
    const Box whole{content.start, page.reading.top, content.width, content.bottom() - page.reading.top};
    const Box column = whole.tail(kSheetColumn);
    places.map = whole.head(whole.width - kSheetColumn - ui::kGutter);
    places.segments = {column.start, low ? column.bottom() - kSegments : column.top, column.width, kSegments};
    places.sheet = {column.start, low ? column.top : column.top + kSegments + kGap, column.width,
                    column.height - kSegments - kGap};
    places.list = low ? content.head(content.width - kSheetColumn - ui::kGutter)
                      : Box{whole.start, whole.top, whole.width - kSheetColumn - ui::kGutter, whole.height};
    return places;
  }
  places.segments = {content.start, content.top, content.width, kSegments};
  const float top = places.segments.bottom() + kGap, room = content.bottom() - top;
  places.list = {content.start, top, content.width, room};
  float sheet = sheet_height(context, content.width, cities);
  if (low) {
    places.map = page.reading;
    sheet = std::min(sheet, room);
    places.sheet = {content.start, top, content.width, sheet};
    return places;
  }
  sheet = std::min(sheet, room - kLeastMap);
  places.sheet = {content.start, content.bottom() - sheet, content.width, sheet};
  places.covered_foot = kSheetOver;
  places.map = {content.start, top, content.width, places.sheet.top + kSheetOver - top};
  return places;
}

void view_segments(Context& context, const Box& box) {
  const std::array<ui::SegmentPart, 3> parts = {
      {{"twins.region", context.t("Mediterranean and Africa"), "map", 1.6F},
       {"twins.world", context.t("World"), "language"},
       {"twins.list", context.t("List"), "menu"}}};
  const auto shown = static_cast<std::size_t>(context.state.twins.view);
  if (const auto chosen = ui::segments(context.ui, box, parts, shown, ui::Accent::teal))
    context.emit(app::intent::ShowTwins{static_cast<TwinsView>(*chosen)});
}

// White squares of 96 in the design; the finger has 120 for each.
void zoom_buttons(Context& context, const Box& box) {
  const int zoom = context.state.twins.zoom;
  ui::ButtonOptions options;
  const std::string in = context.t("Zoom in"), out = context.t("Zoom out");
  options.icon = "plus";
  options.spoken = in;
  options.enabled = zoom + 1 < app::kTwinsZooms;
  const Box first{box.start, box.top, box.width, (box.height - kZoomGap) / 2};
  if (!context.ui.high_contrast()) context.ui.painter().shadow(first, ui::kRadiusButton, ui::Shadow::card);
  if (ui::neutral_button(context.ui, "twins.zoom.in", first, {}, options))
    context.emit(app::intent::ZoomTwins{1});
  options.icon = "minus";
  options.spoken = out;
  options.enabled = zoom > 0;
  const Box second = first.moved(0, first.height + kZoomGap);
  if (!context.ui.high_contrast()) context.ui.painter().shadow(second, ui::kRadiusButton, ui::Shadow::card);
  if (ui::neutral_button(context.ui, "twins.zoom.out", second, {}, options))
    context.emit(app::intent::ZoomTwins{-1});
}

// A box over the ocean, at the map's left in every language: the map is not mirrored.
Box over_ocean(const ui::Interface& ui, const Box& map, float width) {
  const bool mirrored = base::is_right_to_left(ui.settings().language);
  return {mirrored ? map.end() - kOverMap - width : map.start + kOverMap, map.top + kOverMap, width, 0};
}

struct Legend {
  std::string city, partner;
  ui::TextOptions words;
  Box box;
};

constexpr float kMarkRoom = 56, kLegendAside = 22;

Legend legend_of(Context& context, const Places& places) {
  Legend legend;
  legend.city = context.t("Twinning");
  legend.partner = context.t("Common project");
  legend.words = context.text(Type::map_note);
  float width = 2 * kMarkRoom + kLegendAside + 16;
  for (const std::string& words : {legend.city, legend.partner})
    width += context.ui.measure(words, text::kNoWidth, legend.words).width + 4;
  legend.box = over_ocean(context.ui, places.map, width);
  legend.box.height = kLegend;
  legend.box.top = places.map.bottom() - places.covered_foot - 16 - kLegend;
  return legend;
}

void draw_legend(Context& context, const Legend& legend) {
  ui::Interface& ui = context.ui;
  const ui::MapColours& colours = ui::map_colours(ui.settings().contrast);
  const Box& box = legend.box;
  ui.painter().bordered(box, box.height / 2, ui.colours().card, ui::kLineHair, ui.colours().hair);
  float start = box.start + kLegendAside;
  const auto word = [&](const std::string& words) {
    const ui::Size size = ui.measure(words, text::kNoWidth, legend.words);
    const Box at{start + kMarkRoom - 16, box.top + (box.height - size.height) / 2, size.width + 2,
                 size.height};
    context.say({}, ui::NodeRole::text, at, words, legend.words);
    start = at.end() + 16;
  };
  ui.painter().disc(start + 14, box.middle(), 12, colours.city);
  word(legend.city);
  ui.painter().diamond({start, box.middle() - 15, 30, 30}, colours.partner);
  word(legend.partner);
}

std::string picture_words(Context& context, const std::vector<City>& cities, std::size_t chosen) {
  const std::string language_name = cities[chosen].twin->name.in(context.language());
  const std::string count = context.tn("{n} city", "{n} cities", static_cast<std::int64_t>(cities.size()));
  return ui::in_sentences({context.t("Map of the twin cities"), count,
                           app::fill_in(context.t("Chosen: {city}, {country}"),
                                        {{"city", language_name},
                                         {"country", cities[chosen].twin->country.in(context.language())}})});
}

// What the map shows of the cities, and the chosen one's place among those that have one.
struct Shown {
  std::vector<ui::MapCity> cities;
  std::vector<std::size_t> index;  // in the list of all
  std::optional<std::size_t> chosen;
};

Shown shown_of(const Context& context, const std::vector<City>& cities, std::size_t chosen) {
  Shown shown;
  for (std::size_t i = 0; i < cities.size(); ++i) {
    const City& city = cities[i];
    if (!city.at) continue;
    if (i == chosen) shown.chosen = shown.cities.size();
    shown.cities.push_back({base::cat("twin.", city.twin->slug), city.twin->name.in(context.language()),
                            spoken_text(context, city), *city.at,
                            is_partner(city) ? ui::MapMark::diamond : ui::MapMark::disc});
    shown.index.push_back(i);
  }
  return shown;
}

ui::MapScene scene_of(Context& context, const Places& places, const ui::Coast& coast) {
  ui::Interface& ui = context.ui;
  const base::Language language = context.language();
  ui::MapScene scene;
  scene.coast = &coast;
  scene.home = kSale;
  scene.home_name = context.t("Salé");
  scene.box = places.map;
  scene.covered_foot = places.covered_foot;
  scene.frame = context.state.twins.view == TwinsView::world ? ui::kWorldFrame : ui::kRegionFrame;
  scene.zoom = context.state.twins.zoom;
  scene.distance_words = [&context, language](int km) {
    return app::fill_in(context.t("{n} km"), {{"n", app::number_text(language, km)}});
  };
  const ui::Palette& colours = ui.colours();
  scene.ground_top =
      colours.ground_top.towards(colours.ground_middle, places.map.top / (ui.canvas().height * 0.4F));
  scene.ground_foot = colours.ground_middle;
  scene.is_touched = ui.reach_top() <= 0;
  return scene;
}

// A drag ends with what the map shows.
void follow_drag(Context& context, const Box& map) {
  Memory& memory = context.memory;
  if (!(memory.map_shown == context.state.twins)) {
    memory.map_shown = context.state.twins;
    memory.map_drag = {};
    context.ui.reset_scroll("page");
  }
  if (context.ui.reach_top() > 0) return;
  const text::Point moved = context.ui.dragged_in("twins.map", map);
  memory.map_drag.x += moved.x;
  memory.map_drag.y += moved.y;
}

// "2 cities outside the map": to the view that shows them.
void outside_chip(Context& context, const Box& box, const std::string& words) {
  ui::ButtonOptions options;
  options.icon = "language";
  options.type = Type::label;
  if (!context.ui.high_contrast()) context.ui.painter().shadow(box, ui::kRadiusButton, ui::Shadow::card);
  const bool whole = context.state.twins.view == TwinsView::world && context.state.twins.zoom == 0;
  if (ui::neutral_button(context.ui, "twins.outside", box, words, options))
    context.emit(app::intent::ShowTwins{whole ? TwinsView::list : TwinsView::world});
}

void city_map(Context& context, const Places& places, const std::vector<City>& cities, std::size_t chosen,
              const ui::Coast& coast) {
  ui::Interface& ui = context.ui;
  const Shown shown = shown_of(context, cities, chosen);
  ui::MapScene scene = scene_of(context, places, coast);
  scene.cities = shown.cities;
  scene.chosen = shown.chosen;
  follow_drag(context, places.map);
  scene.drag = context.memory.map_drag;
  std::vector<Box> covered;
  const Box zoom{places.map.end() - kOverMap - kZoom - 24, places.map.top + kOverMap, kZoom + 24,
                 2 * (kZoom + 24) + kZoomGap};
  if (scene.is_touched) covered.push_back(zoom);
  const bool both = std::any_of(cities.begin(), cities.end(), is_partner) && !is_partner(cities.front());
  const Legend legend = legend_of(context, places);
  const bool roomy = places.map.height - places.covered_foot >= kLegendFrom;
  const bool has_legend = both && roomy;
  if (has_legend) covered.push_back(legend.box);
  scene.covered = covered;
  const std::size_t unplaced = cities.size() - shown.cities.size();
  const std::size_t outside = ui::MapView(ui, scene).outside() + unplaced;
  const std::string words = context.tn("{n} city outside the map", "{n} cities outside the map",
                                       static_cast<std::int64_t>(outside));
  Box chip = over_ocean(ui, places.map, kChipWidth);
  chip.height = kZoom;
  // Beside the zoom where that stands over the ocean too; on a low map where the legend would be.
  if (ui.painter().right_to_left()) chip.start = zoom.start - kGap - kChipWidth;
  if (!roomy) chip.top = places.map.bottom() - places.covered_foot - 16 - kZoom;
  if (outside > 0 && scene.is_touched) covered.push_back(chip);
  scene.covered = covered;
  ui::MapView map(ui, scene);
  context.memory.map_drag = map.drag();
  ui.say("twins.map", ui::NodeRole::image, places.map, picture_words(context, cities, chosen));
  map.draw();
  if (has_legend) draw_legend(context, legend);
  if (scene.is_touched) zoom_buttons(context, zoom);
  if (const auto touched = map.pins())
    context.emit(app::intent::ChooseTwin{cities[shown.index[*touched]].twin->slug});
  if (outside > 0 && scene.is_touched) outside_chip(context, chip, words);
}

void list_row(Context& context, Flow& flow, const City& city) {
  const base::Language language = context.language();
  ui::TileOptions look;
  look.icon = is_partner(city) ? "handshake" : "twin-cities";
  const std::string year = city.twin->year == 0 ? "" : std::to_string(city.twin->year);
  const std::string second =
      base::cat(app::isolated(city.twin->country.in(language)), year.empty() ? "" : " · ", year);
  if (row_of(context, flow, base::cat("twin.", city.twin->slug), {city.twin->name.in(language), second}, look,
             132)) {
    open_story(context, city);
  }
}

void city_list(Context& context, const Box& window, const std::vector<City>& cities,
               const std::string& note) {
  Flow flow(context, "page", window);
  if (!note.empty())
    flow.message({"twins.no-map", ui::NodeRole::message, "info", ui::Tone::information, note});
  bool partners = false;
  for (const City& city : cities) {
    if (is_partner(city) && !partners) {
      flow.gap(16);
      flow.text(ui::NodeRole::heading, context.t("Partners in a common project"), context.text(Type::h3), 12);
      partners = true;
    }
    list_row(context, flow, city);
  }
  flow.gap(8);
  flow.text(ui::NodeRole::message,
            context.t("The commune's full table of twin cities is not available on this screen yet. Only "
                      "what published sources confirm is shown."),
            context.text(Type::body_min, context.ui.colours().ink2), 20);
}

}  // namespace

void draw_twins(Context& context) {
  const content::Catalogue* catalogue = context.catalogue();
  if (catalogue == nullptr || catalogue->contents().twins.empty()) return draw_missing(context);
  PageOptions options;
  options.eyebrow = context.t("Partnerships and cooperation");
  options.eyebrow_icon = "twin-cities";
  options.title = context.t("Cities twinned with Salé");
  options.scrolls = "page";
  const PageResult result = page(context, options);
  const std::vector<City> cities = cities_of(*catalogue);
  const Places places = places_of(context, result, cities);
  view_segments(context, places.segments);
  const app::Twins& twins = context.state.twins;
  // Closer than the world as a whole its coarse coast shows its corners.
  const std::string name = twins.view == TwinsView::world && twins.zoom == 0 ? "land-110m" : "land-50m";
  const ui::Coast* coast = twins.view == TwinsView::list ? nullptr : context.coasts.get(name);
  if (coast == nullptr) {
    const std::string note = twins.view == TwinsView::list
                                 ? ""
                                 : context.t("The map cannot be shown now. Here are the cities as a list.");
    return city_list(context, places.list, cities, note);
  }
  const std::size_t chosen = chosen_of(context, cities);
  city_map(context, places, cities, chosen, *coast);
  city_sheet(context, places.sheet, cities, chosen);
}

}  // namespace kiosk::screens
