#include "kiosk/ui/map_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kiosk/ui/button.h"

namespace kiosk::ui {
namespace {

constexpr int kTilePx = 256;
constexpr float kPinTouch = 96, kPin = 30, kPinChosen = 50, kDiamond = 38, kDiamondChosen = 60;
constexpr float kApart = 42;      // of pins, from middle to middle
constexpr float kPinInside = 20;  // of the window's edge, for a pin to count as seen
constexpr float kGateWidth = 60, kGateHeight = 76, kGateFoot = 12;
constexpr float kShortArc = 150;
constexpr float kArc = 4, kArcChosen = 9, kArcGround = 15;
constexpr float kHalo = 3.5F;
constexpr float kPlateHeight = 58, kPlateAside = 38, kPlateTip = 14, kPlateRadius = 16;

TextOptions name_options(Type type, Colour colour) {
  TextOptions options;
  options.type = type;
  options.colour = colour;
  return options;
}

Area cut(Area area, const Area& window) {
  const float right = std::min(area.right(), window.right()), foot = std::min(area.bottom(), window.bottom());
  area.left = std::max(area.left, window.left);
  area.top = std::max(area.top, window.top);
  area.width = right - area.left;
  area.height = foot - area.top;
  return area;
}

// What is left of an area beside something that it must not touch, on the side where its middle is.
Area beside(Area area, const Area& other, Offset middle) {
  if (!area.overlaps(other)) return area;
  const float right = area.right(), foot = area.bottom();
  const std::array<float, 4> rooms = {other.left - middle.x, middle.x - other.right(), other.top - middle.y,
                                      middle.y - other.bottom()};
  switch (std::max_element(rooms.begin(), rooms.end()) - rooms.begin()) {
    case 0:
      area.width = other.left - area.left;
      break;
    case 1:
      area.left = other.right();
      area.width = right - area.left;
      break;
    case 2:
      area.height = other.top - area.top;
      break;
    default:
      area.top = other.bottom();
      area.height = foot - area.top;
  }
  return area;
}

}  // namespace

MapView::MapView(Interface& ui, const MapScene& scene)
    : ui_(ui),
      scene_(scene),
      colours_(map_colours(ui.settings().contrast)),
      window_{scene.box.width, scene.box.height - scene.covered_foot} {
  std::optional<MapPoint> city;
  const Projection projection(scene.home);
  if (scene.chosen) city = projection.to_map(scene.cities[*scene.chosen].at);
  const bool mirrored = ui.painter().right_to_left();
  for (const Box& box : scene.covered) {
    const float left = mirrored ? scene.box.end() - box.end() : box.start - scene.box.start;
    covered_.push_back({left, box.top - scene.box.top, box.width, box.height});
  }
  const MapCamera fitted = camera_of(scene.frame, window_, scene.zoom, city);
  const MapCamera still = city ? uncovered(fitted, *city) : fitted;
  camera_ = dragged(still, scene.frame, window_, scene.drag);
  drag_ = {camera_.centre.x - still.centre.x, camera_.centre.y - still.centre.y};
  place_pins();
  place_names();
}

// The chosen city and its plate come out from under what lies over the map, the shortest way that leaves them
// in the window.
MapCamera MapView::uncovered(MapCamera camera, MapPoint point) const {
  constexpr float kAside = 110, kAbove = 136, kBelow = 34;
  const Area window = Area{0, 0, window_.width, window_.height}.grown(1);
  for (const Area& other : covered_) {
    const Offset city = camera.to_window(point);
    const Area area{city.x - kAside, city.y - kAbove, 2 * kAside, kAbove + kBelow};
    if (!area.overlaps(other)) continue;
    Offset way;
    for (const Offset by : {Offset{other.right() - area.left, 0}, Offset{other.left - area.right(), 0},
                            Offset{0, other.bottom() - area.top}, Offset{0, other.top - area.bottom()}}) {
      const bool is_shorter = (way.x == 0 && way.y == 0) || std::hypot(by.x, by.y) < std::hypot(way.x, way.y);
      if (is_shorter && window.holds({area.left + by.x, area.top + by.y, area.width, area.height})) way = by;
    }
    camera.centre = {camera.centre.x + way.x, camera.centre.y + way.y};
  }
  return camera;
}

Box MapView::box_of(const Area& area) const {
  const bool mirrored = ui_.painter().right_to_left();
  const float left = area.left + lag_.x;
  const float start = mirrored ? scene_.box.end() - left - area.width : scene_.box.start + left;
  return {start, scene_.box.top + area.top + lag_.y, area.width, area.height};
}

PixelBox MapView::home_px() const {
  return ui_.painter().to_pixels(box_of({camera_.centre.x, camera_.centre.y, 0, 0}));
}

void MapView::place_pins() {
  const Projection projection(scene_.home);
  std::vector<Offset> places;
  for (const MapCity& city : scene_.cities) places.push_back(camera_.to_window(projection.to_map(city.at)));
  // The gate stands on its point: its middle is above it.
  const Offset gate{camera_.centre.x, camera_.centre.y + kGateFoot - kGateHeight / 2};
  places = spread(std::move(places), kApart, gate);
  const Area inside = Area{0, 0, window_.width, window_.height}.grown(-kPinInside);
  for (const Offset at : places) {
    const bool is_free = std::none_of(covered_.begin(), covered_.end(),
                                      [&](const Area& area) { return area.grown(kPinInside).contains(at); });
    pins_.push_back({at, inside.contains(at) && is_free});
  }
}

void MapView::place_names() {
  std::vector<Area> taken = covered_;
  const Offset home{camera_.centre.x, camera_.centre.y + kGateFoot - kGateHeight / 2};
  taken.push_back(around(home, {kGateWidth, kGateHeight}));
  for (std::size_t i = 0; i < pins_.size(); ++i)
    if (pins_[i].is_seen) taken.push_back(around(pins_[i].at, {kDiamond, kDiamond}));
  const Area window{8, 8, window_.width - 16, window_.height - 16};
  if (scene_.chosen && pins_[*scene_.chosen].is_seen) {
    const Offset pin = pins_[*scene_.chosen].at;
    const Size words = ui_.measure(scene_.cities[*scene_.chosen].name, text::kNoWidth,
                                   name_options(Type::map_name, colours_.on_chosen));
    Area plate = around({pin.x, pin.y - kDiamondChosen / 2 - kPlateTip - kPlateHeight / 2 + 4},
                        {words.width + 2 * kPlateAside, kPlateHeight});
    // Not over the gate: then below the pin.
    plate_is_above_ = !plate.overlaps(around(home, {kGateWidth, kGateHeight}));
    if (!plate_is_above_) plate.top = pin.y + kDiamondChosen / 2 + kPlateTip - 4;
    plate.left = std::clamp(plate.left, window.left, std::max(window.left, window.right() - plate.width));
    plate_ = plate;
    taken.push_back(plate.grown(4));
    taken.push_back(around(pin, {kDiamondChosen, kDiamondChosen}));
  }
  std::vector<LabelWish> wishes;
  std::vector<Name> wanted;
  wanted.push_back({scene_.home_name, {}, Type::header_name, colours_.home_name});
  wishes.push_back({{home.x, home.y + 14}, {}, kGateWidth / 2 + 14});
  for (std::size_t i = 0; i < pins_.size(); ++i) {
    if (!pins_[i].is_seen || scene_.chosen == i) continue;
    wanted.push_back({scene_.cities[i].name, {}, Type::map_name, colours_.names});
    wishes.push_back({pins_[i].at, {}, 26});
  }
  for (std::size_t i = 0; i < wanted.size(); ++i)
    wishes[i].size =
        ui_.measure(wanted[i].words, text::kNoWidth, name_options(wanted[i].type, wanted[i].colour));
  const auto places = place_labels(wishes, taken, window);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!places[i]) continue;
    wanted[i].area = *places[i];
    taken.push_back(*places[i]);
    names_.push_back(std::move(wanted[i]));
  }
  add_ring_names(taken);
}

// South of west, where the ocean is; not nearer to each other than their words are long.
void MapView::add_ring_names(const std::vector<Area>& taken) {
  constexpr double kBearing = 21 * std::numbers::pi / 180;
  constexpr float kBetween = 85;
  int step = 1000;
  for (const int wider : {2000, 5000, 10'000})
    if (static_cast<double>(step) / camera_.km_per_unit < kBetween) step = wider;
  const Area window{0, 0, window_.width, window_.height};
  for (int km = step; km < 20'000; km += step) {
    const double radius = km / camera_.km_per_unit;
    Name name{scene_.distance_words(km), {}, Type::map_note, colours_.ring_names};
    const Size size = ui_.measure(name.words, text::kNoWidth, name_options(name.type, name.colour));
    const Offset at{camera_.centre.x - static_cast<float>(radius * std::cos(kBearing)),
                    camera_.centre.y + static_cast<float>(radius * std::sin(kBearing))};
    name.area = around(at, size);
    const bool is_free =
        std::none_of(taken.begin(), taken.end(), [&](const Area& area) { return area.overlaps(name.area); });
    if (is_free && window.grown(-6).holds(name.area)) names_.push_back(std::move(name));
  }
}

// A drag follows the finger; what is chosen is gone to. Another view or zoom is there at once.
void MapView::go() {
  const Offset to{camera_.centre.x - drag_.x, camera_.centre.y - drag_.y};
  const std::string at = base::cat("map ", scene_.coast->sum(), " ", std::lround(camera_.km_per_unit * 1000));
  lag_.x = ui_.glide(at + " x", to.x, kCityTime, Easing::in_out) - to.x;
  lag_.y = ui_.glide(at + " y", to.y, kCityTime, Easing::in_out) - to.y;
}

void MapView::draw() {
  go();
  Painter& painter = ui_.painter();
  const float line = ui_.high_contrast() ? kLineAccent : 0;
  if (line > 0) painter.rounded(scene_.box, kRadiusCard, ui_.colours().line);
  const Box inner = scene_.box.inset(line);
  painter.push_clip(inner);
  painter.gradient(inner, colours_.sea_top, colours_.sea_foot);
  draw_tiles();
  draw_arcs();
  for (const Name& name : names_) draw_name(name);
  for (std::size_t i = 0; i < pins_.size(); ++i)
    if (scene_.chosen != i) draw_pin(i, false);
  draw_home();
  if (scene_.chosen) draw_pin(*scene_.chosen, true);
  draw_plate();
  painter.pop_clip();
  const bool framed = line > 0;
  if (framed) painter.round_off(scene_.box, kRadiusCard, scene_.ground_top, scene_.ground_foot);
  painter.round_off(inner, kRadiusCard - line, framed ? ui_.colours().line : scene_.ground_top,
                    framed ? ui_.colours().line : scene_.ground_foot);
}

void MapView::draw_tiles() {
  Painter& painter = ui_.painter();
  const float scale = painter.scale();
  const PixelBox home = home_px(), map = painter.to_pixels(scene_.box);
  const double km_per_px = camera_.km_per_unit / static_cast<double>(scale);
  CoastLook look{colours_.land, colours_.coast, colours_.coast_shadow, colours_.rings};
  look.coast_px = (ui_.high_contrast() ? 3.0F : 2.5F) * scale;
  look.shadow_right_px = static_cast<int>(std::lround(4 * scale));
  look.shadow_down_px = static_cast<int>(std::lround(7 * scale));
  look.ring_px = 2 * scale;
  look.ring_dash_px = 3 * scale;
  look.ring_gap_px = 9 * scale;
  const auto index = [](float px) { return static_cast<int>(std::floor(px / kTilePx)); };
  const std::string name = base::cat("map ", scene_.coast->sum(), ui_.high_contrast() ? " high " : " light ",
                                     std::lround(scale * 1000), " ", std::lround(km_per_px * 10'000), " ");
  for (int y = index(map.y - home.y); y <= index(map.y + map.height - 1 - home.y); ++y) {
    for (int x = index(map.x - home.x); x <= index(map.x + map.width - 1 - home.x); ++x) {
      const TileSpot spot{x * kTilePx, y * kTilePx, kTilePx, kTilePx};
      painter.made(
          {home.x + static_cast<float>(spot.left), home.y + static_cast<float>(spot.top), kTilePx, kTilePx},
          base::cat(name, x, ",", y), [&] { return scene_.coast->tile(spot, km_per_px, look); }, 1,
          Keep::for_good);
    }
  }
}

// Each comes when the one before is on its way; the chosen one again when it is chosen, while the last chosen
// one thins.
void MapView::draw_arcs() {
  std::vector<float> parts(pins_.size()), thick(pins_.size());
  for (std::size_t i = 0; i < pins_.size(); ++i) {
    const MapCity& city = scene_.cities[i];
    parts[i] = ui_.appear("arc " + city.id, kArcTime, kArcAfter * static_cast<int>(i));
    draw_arc(i, city.mark == MapMark::diamond ? ArcKind::dashed : ArcKind::plain, parts[i], 1);
    thick[i] = ui_.glide("thick " + city.id, scene_.chosen == i ? 1.0F : 0.0F, kCityTime, Easing::in_out);
    if (scene_.chosen != i && thick[i] > 0) draw_arc(i, ArcKind::chosen, parts[i], thick[i]);
  }
  if (!scene_.chosen) return;
  const std::size_t chosen = *scene_.chosen;
  draw_arc(chosen, ArcKind::chosen, std::min(parts[chosen], thick[chosen]), 1);
}

// Where the first part of an arc is: it runs one way along its longer side, so that a straight cut across
// leaves its beginning.
Area MapView::beginning_of(const MapArc& arc, float part) const {
  const float scale = ui_.painter().scale();
  const text::Point head = arc.at(part);
  const Offset at{camera_.centre.x + head.x / scale, camera_.centre.y + head.y / scale};
  constexpr float kFar = 8192;  // beyond every edge
  if (std::abs(arc.to.x) >= std::abs(arc.to.y)) {
    return arc.to.x > 0 ? Area{at.x - kFar, -kFar, kFar, 2 * kFar} : Area{at.x, -kFar, kFar, 2 * kFar};
  }
  return arc.to.y > 0 ? Area{-kFar, at.y - kFar, 2 * kFar, kFar} : Area{-kFar, at.y, 2 * kFar, kFar};
}

void MapView::draw_arc(std::size_t city, ArcKind kind, float part, float strength) {
  if (part <= 0) return;
  Painter& painter = ui_.painter();
  const float scale = painter.scale();
  const Offset at = pins_[city].at;
  const text::Point to{std::round((at.x - camera_.centre.x) * scale),
                       std::round((at.y - camera_.centre.y) * scale)};
  const MapArc arc = arc_between({0, 0}, to, kShortArc * scale);
  const bool chosen = kind == ArcKind::chosen, dashed = kind == ArcKind::dashed;
  ArcLook look{(chosen ? kArcChosen : kArc) * scale, chosen ? colours_.arc_chosen : colours_.arc};
  if (dashed) look.dash_px = look.gap_px = 12 * scale;
  const PixelBox home = home_px();
  const TileSpot spot = spot_of(arc, kArcGround * scale);
  const PixelBox box{home.x + static_cast<float>(spot.left), home.y + static_cast<float>(spot.top),
                     static_cast<float>(spot.width), static_cast<float>(spot.height)};
  const std::string key = base::cat("arc ", static_cast<int>(to.x), ",", static_cast<int>(to.y),
                                    chosen ? " chosen" : "", dashed ? " dashed" : "",
                                    ui_.high_contrast() ? " high " : " light ", std::lround(scale * 1000));
  if (part < 1) painter.push_clip(box_of(beginning_of(arc, part)));
  if (chosen) {
    ArcLook ground{kArcGround * scale, colours_.arc_ground};
    painter.made(
        box, key + " ground", [&] { return arc_picture(arc, spot, ground); }, strength, Keep::for_now);
  }
  painter.made(
      box, key, [&] { return arc_picture(arc, spot, look); }, strength, Keep::for_now);
  if (part < 1) painter.pop_clip();
}

void MapView::draw_pin(std::size_t city, bool chosen) {
  if (!pins_[city].is_seen) return;
  Painter& painter = ui_.painter();
  const Offset at = pins_[city].at;
  const bool disc = scene_.cities[city].mark == MapMark::disc;
  const Colour fill = chosen ? colours_.chosen : (disc ? colours_.city : colours_.partner);
  const auto shape = [&](float size, Colour colour) {
    const Box box = box_of(around(at, {size, size}));
    disc ? painter.rounded(box, size / 2, colour) : painter.diamond(box, colour);
  };
  const float whole = disc ? (chosen ? kPinChosen : kPin) : (chosen ? kDiamondChosen : kDiamond);
  const float edge = disc ? (chosen ? 5.0F : 4.5F) : (chosen ? 6.0F : 6.5F);
  shape(whole, colours_.pin_edge);
  shape(whole - 2 * edge, fill);
  if (chosen) shape(disc ? 16 : 22, colours_.on_chosen);
}

void MapView::draw_home() {
  Painter& painter = ui_.painter();
  const Area gate{camera_.centre.x - kGateWidth / 2, camera_.centre.y + kGateFoot - kGateHeight, kGateWidth,
                  kGateHeight};
  const Box box = box_of(gate);
  painter.bordered_arch(box, {0.20F, 1, 10}, colours_.home, 5, colours_.pin_edge);
  constexpr float kDoor = 26;
  painter.arch({box.start + (box.width - kDoor) / 2, box.bottom() - 45, kDoor, 40}, {0.20F, 1, 1},
               colours_.home_door);
}

void MapView::draw_plate() {
  if (!plate_) return;
  Painter& painter = ui_.painter();
  const Offset pin = pins_[*scene_.chosen].at;
  painter.rounded(box_of(*plate_), kPlateRadius, colours_.chosen);
  const float tip = plate_is_above_ ? plate_->bottom() - 1 : plate_->top - kPlateTip + 1;
  painter.triangle(box_of({pin.x - kPlateTip, tip, 2 * kPlateTip, kPlateTip}),
                   plate_is_above_ ? Triangle::tip : Triangle::tip_up, colours_.chosen);
  TextOptions words = name_options(Type::map_name, colours_.on_chosen);
  words.align = text::Align::center;
  ui_.line(box_of(*plate_), scene_.cities[*scene_.chosen].name, words);
}

void MapView::draw_name(const Name& name) {
  constexpr int kTurns = 16;
  const Box box = box_of(name.area);
  TextOptions words = name_options(name.type, colours_.halo);
  const auto laid = ui_.lay(name.words, name.area.width + 1, words);
  for (int i = 0; i < kTurns; ++i) {
    const float turn = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / kTurns;
    ui_.draw(*laid, box.moved(kHalo * std::cos(turn), kHalo * std::sin(turn)), words);
  }
  words.colour = name.colour;
  ui_.draw(*laid, box, words);
}

Area MapView::touch_area(Offset pin) const {
  Area area = cut(around(pin, {kPinTouch, kPinTouch}), {0, 0, window_.width, window_.height});
  for (const Area& other : covered_) area = beside(area, other, pin);
  return area;
}

std::optional<std::size_t> MapView::pins() {
  std::optional<std::size_t> touched;
  for (std::size_t i = 0; i < pins_.size(); ++i) {
    if (!pins_[i].is_seen) continue;
    const MapCity& city = scene_.cities[i];
    const Box box = box_of(touch_area(pins_[i].at));
    Node node;
    node.id = city.id;
    node.role = NodeRole::pin;
    node.name = city.name;
    node.spoken = city.spoken;
    node.selected = scene_.chosen == i;
    if (!scene_.is_touched) {
      node.box = ui_.painter().to_pixels(box);
      node.language = ui_.settings().language;
      ui_.tree().add(std::move(node));
      continue;
    }
    const Control control = ui_.control(std::move(node), box);
    if (control.focused) focus_ring(ui_, box_of(around(pins_[i].at, {kDiamond, kDiamond})), kDiamond / 2);
    if (control.activated) touched = i;
  }
  return touched;
}

std::size_t MapView::outside() const {
  return static_cast<std::size_t>(
      std::count_if(pins_.begin(), pins_.end(), [](const Pin& pin) { return !pin.is_seen; }));
}

}  // namespace kiosk::ui
