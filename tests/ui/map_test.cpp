// The map: where places lie, what a file of the land may be, where names and pins stand, what a tile shows.

#include <cmath>
#include <fstream>
#include <numbers>

#include "kiosk/ui/map_camera.h"
#include "kiosk/ui/map_labels.h"
#include "kiosk/ui/map_raster.h"
#include "tests/support/catch.h"

using namespace kiosk;
using ui::Coordinates;
using ui::MapPoint;

namespace {

constexpr Coordinates kHome{34.05, -6.80};

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

// The haversine formula, a slow twin of the projection's own.
double great_circle_km(Coordinates a, Coordinates b) {
  const double up = std::sin(radians(b.latitude - a.latitude) / 2);
  const double over = std::sin(radians(b.longitude - a.longitude) / 2);
  const double half = up * up + std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) * over * over;
  return 2 * ui::kEarthRadiusKm * std::asin(std::sqrt(half));
}

base::Bytes asset(const char* name) {
  std::ifstream in(std::string(KIOSK_SOURCE_DIR) + "/assets/maps/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::uint64_t sum_of(base::ByteView bytes) {
  std::uint64_t sum = 0xCBF29CE484222325U;
  for (const base::Byte byte : bytes) sum = (sum ^ byte) * 0x100000001B3U;
  return sum;
}

// A file that is whole, with this in it; a triangle unless told.
base::Bytes file(const base::Bytes& rings, std::uint32_t count, std::uint16_t version = 1,
                 std::uint16_t units = 200) {
  base::ByteWriter out;
  out.raw(base::as_bytes("KLND"));
  out.u16(version);
  out.u16(units);
  out.u32(count);
  out.raw(rings);
  out.u64(sum_of(out.bytes()));
  return out.take();
}

const base::Bytes kTriangle = {3, 0, 0, 0, 20, 19, 3, 0, 0, 4};

int alpha_at(const ui::Image& image, int x, int y) {
  return image.pixels[static_cast<std::size_t>((y * image.width + x) * 4 + 3)];
}

}  // namespace

TEST_CASE("distances from the map's centre are true to a thousandth, all over the world") {
  const ui::Projection projection(kHome);
  for (double latitude = -85; latitude <= 85; latitude += 17) {
    for (double longitude = -175; longitude <= 180; longitude += 25) {
      const MapPoint at = projection.to_map({latitude, longitude});
      const double km = great_circle_km(kHome, {latitude, longitude});
      INFO(latitude << " " << longitude);
      CHECK(std::hypot(at.east, at.south) == Approx(km).epsilon(0.001));
      CHECK(ui::distance_km(kHome, {latitude, longitude}) == Approx(km).epsilon(0.001));
    }
  }
}

TEST_CASE("on the map north is up, east is right, and the centre is in the middle") {
  const ui::Projection projection(kHome);
  CHECK(projection.to_map(kHome).east == Approx(0).margin(1e-6));
  CHECK(projection.to_map(kHome).south == Approx(0).margin(1e-6));
  const MapPoint north = projection.to_map({44.05, -6.80});
  CHECK(north.east == Approx(0).margin(1e-6));
  CHECK(north.south == Approx(-1112).epsilon(0.001));
  CHECK(projection.to_map({34.05, 3.20}).east > 900);
  CHECK(projection.to_map({34.05, -16.80}).east < -900);
  const MapPoint opposite = projection.to_map({-34.05, 173.20});
  CHECK(std::hypot(opposite.east, opposite.south) == Approx(std::numbers::pi * ui::kEarthRadiusKm));
}

TEST_CASE("the land that comes with the program is read, and small") {
  for (const char* name : {"land-50m.land", "land-110m.land"}) {
    const base::Bytes bytes = asset(name);
    CHECK(bytes.size() < 150'000);
    const base::Result<ui::Land> land = ui::Land::parse(bytes);
    REQUIRE(land.ok());
    CHECK(land->rings().size() > 100);
  }
}

TEST_CASE("a ring of land is read as it was written") {
  const base::Result<ui::Land> land = ui::Land::parse(file(kTriangle, 1));
  REQUIRE(land.ok());
  REQUIRE(land->rings().size() == 1);
  const ui::LandRing expected = {{0.05F, -0.05F}, {0.04F, -0.05F}, {0.04F, -0.04F}};
  CHECK(land->rings()[0] == expected);
}

TEST_CASE("a file of the land that is damaged is refused, wherever the damage is") {
  const base::Bytes whole = file(kTriangle, 1);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    base::Bytes flipped = whole;
    flipped[i] ^= 0x10U;
    INFO(i);
    CHECK_FALSE(ui::Land::parse(flipped).ok());
    CHECK_FALSE(ui::Land::parse(base::ByteView(whole).first(i)).ok());
  }
  base::Bytes longer = whole;
  longer.push_back(0);
  CHECK_FALSE(ui::Land::parse(longer).ok());
}

TEST_CASE("a file of the land whose sum is right is refused for what is in it") {
  using ui::LandError;
  struct Refusal {
    base::Bytes bytes;
    LandError error;
  };
  const base::Bytes off_the_world = {3, 0, 0, 0, 0xC2, 0xB2, 0x04, 0, 0, 0, 0, 0};
  const base::Bytes endless = {3, 0, 0, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80};
  base::Bytes trailing = kTriangle;
  trailing.push_back(7);
  const Refusal refusals[] = {
      {file(kTriangle, 1, 2), LandError::unknown_version},
      {file(kTriangle, 1, 1, 0), LandError::damaged},
      {file({2, 0, 0, 0, 0, 0, 0, 0}, 1), LandError::damaged},
      {file({0xFF, 0xFF, 0xFF, 0x7F, 0, 0}, 1), LandError::too_large},
      {file(kTriangle, ui::kMaxLandRings + 1), LandError::too_large},
      {file(off_the_world, 1), LandError::damaged},
      {file(endless, 1), LandError::damaged},
      {file(trailing, 1), LandError::damaged},
      {base::Bytes(ui::kMaxLandBytes + 1), LandError::too_large},
  };
  for (const Refusal& refusal : refusals) {
    const base::Result<ui::Land> land = ui::Land::parse(refusal.bytes);
    REQUIRE_FALSE(land.ok());
    INFO(land.error().sentence());
    CHECK(land.error().is(refusal.error));
  }
  CHECK_FALSE(ui::Land::parse(file(kTriangle, 2)).ok());  // ends too early
}

TEST_CASE("the region's window is the design's: 7.3 km a unit, with the centre at (372, 372)") {
  const ui::MapCamera camera = ui::camera_of(ui::kRegionFrame, {968, 778}, 0, std::nullopt);
  CHECK(camera.km_per_unit == Approx(7.3));
  CHECK(camera.centre.x == Approx(372));
  CHECK(camera.centre.y == Approx(372));
  CHECK(ui::camera_of(ui::kWorldFrame, {968, 778}, 0, std::nullopt).km_per_unit == Approx(24));
}

TEST_CASE("centre and chosen city both stand in the window where they can, otherwise the city does") {
  const ui::Projection projection(kHome);
  for (const Coordinates place :
       {Coordinates{14.7, -17.4}, {55.5, 28.8}, {10.6, 14.3}, {38, -1.1}, {38.8, -77}}) {
    for (const ui::Size window : {ui::Size{968, 778}, ui::Size{968, 330}, ui::Size{1000, 600}}) {
      for (int zoom = 0; zoom < ui::kMapZooms; ++zoom) {
        const MapPoint city = projection.to_map(place);
        const ui::MapCamera camera = ui::camera_of(ui::kRegionFrame, window, zoom, city);
        const ui::Offset at = camera.to_window(city);
        INFO(place.latitude << " zoom " << zoom << " in " << window.width << "x" << window.height);
        CHECK((at.x > 0 && at.x < window.width));
        CHECK((at.y > 0 && at.y < window.height));
        const double far = std::hypot(city.east, city.south) / camera.km_per_unit;
        if (far > window.height / 2) continue;
        CHECK((camera.centre.x > 0 && camera.centre.x < window.width));
        CHECK((camera.centre.y > 0 && camera.centre.y < window.height));
      }
    }
  }
}

TEST_CASE("a map is dragged as far as its frame and a quarter of the window, and no farther") {
  const ui::Size window{968, 778};
  const ui::MapCamera camera = ui::camera_of(ui::kRegionFrame, window, 0, std::nullopt);
  CHECK(ui::dragged(camera, ui::kRegionFrame, window, {50, -30}).centre.x == Approx(422));
  CHECK(ui::dragged(camera, ui::kRegionFrame, window, {50, -30}).centre.y == Approx(342));
  CHECK(ui::dragged(camera, ui::kRegionFrame, window, {5000, 0}).centre.x == Approx(372 + 242));
  CHECK(ui::dragged(camera, ui::kRegionFrame, window, {-5000, 0}).centre.x == Approx(372 - 242));
}

TEST_CASE("pins that would lie on each other, or on the centre, stand apart") {
  const auto pins = ui::spread({{100, 100}, {100, 100}, {110, 100}, {300, 300}, {302, 300}}, 42, {300, 300});
  for (std::size_t i = 0; i < pins.size(); ++i) {
    CHECK(std::hypot(pins[i].x - 300, pins[i].y - 300) > 41);
    for (std::size_t k = i + 1; k < pins.size(); ++k)
      CHECK(std::hypot(pins[i].x - pins[k].x, pins[i].y - pins[k].y) > 41);
  }
  CHECK(ui::spread({{10, 10}, {90, 90}}, 42, {300, 300})[1].x == 90);  // who stands free stays
}

TEST_CASE("names lie in the window, over no pin, no other name and nothing that was there") {
  std::vector<ui::LabelWish> wishes;
  std::vector<ui::Area> taken = {{0, 0, 140, 260}};
  for (int i = 0; i < 40; ++i) {
    const ui::Offset pin{static_cast<float>(i * 137 % 900), static_cast<float>(i * 211 % 700)};
    wishes.push_back({pin, {120.0F + static_cast<float>(i % 5) * 20, 40}, 26});
    taken.push_back(ui::around(pin, {38, 38}));
  }
  const ui::Area window{8, 8, 950, 760};
  const auto places = ui::place_labels(wishes, taken, window);
  int placed = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    ++placed;
    CHECK(window.holds(*places[i]));
    for (const ui::Area& other : taken) CHECK_FALSE(places[i]->overlaps(other));
    for (std::size_t k = i + 1; k < places.size(); ++k)
      CHECK_FALSE((places[k] && places[k]->overlaps(*places[i])));
  }
  CHECK(placed > 20);
}

TEST_CASE("a tile shows land where there is land, its coast, and nothing in the open sea") {
  const ui::Coast coast(ui::Land::parse(asset("land-50m.land")).value(), ui::Projection(kHome));
  ui::CoastLook look{ui::Colour::hex(0x00FF00), ui::Colour::hex(0xFFFFFF), ui::Colour::hex(0).faded(0.1F),
                     ui::Colour::hex(0xFF0000)};
  look.coast_px = 2.5F;
  const ui::TileSpot spot{-256, -256, 512, 512};
  const ui::Image tile = coast.tile(spot, 7.3, look);
  const auto pixel = [&](Coordinates place) {
    const MapPoint at = ui::Projection(kHome).to_map(place);
    return std::pair(static_cast<int>(at.east / 7.3) + 256, static_cast<int>(at.south / 7.3) + 256);
  };
  const auto green_at = [&](Coordinates place) {
    const auto [x, y] = pixel(place);
    const std::size_t at = static_cast<std::size_t>((y * tile.width + x) * 4);
    return tile.pixels[at + 3] == 255 && tile.pixels[at] == 0 && tile.pixels[at + 1] == 255;
  };
  for (const Coordinates land : {Coordinates{40.4, -3.7}, {31.6, -8.0}, {24.0, 2.0}, {46.5, 2.5}})
    CHECK(green_at(land));
  for (const Coordinates sea : {Coordinates{36.0, -12.0}, {42.0, 5.5}, {37.7, 2.5}}) {
    const auto [x, y] = pixel(sea);
    INFO(sea.latitude << " " << sea.longitude);
    CHECK(alpha_at(tile, x, y) == 0);
  }
  // Neighbours meet: the same pixels, drawn from two tiles.
  const ui::Image beside = coast.tile({0, -256, 512, 512}, 7.3, look);
  for (int y = 0; y < 512; y += 7)
    for (int i = 0; i < 4; ++i)
      CHECK(tile.pixels[static_cast<std::size_t>((y * 512 + 300) * 4 + i)] ==
            beside.pixels[static_cast<std::size_t>((y * 512 + 44) * 4 + i)]);
}

TEST_CASE("where the source cuts the world open at the date line no coast is drawn") {
  const ui::Coast coast(ui::Land::parse(asset("land-110m.land")).value(), ui::Projection(kHome));
  ui::CoastLook look{ui::Colour::hex(0x00FF00), ui::Colour::hex(0xFFFFFF), {0, 0, 0, 0}, {0, 0, 0, 0}};
  look.coast_px = 3;
  // Chukotka lies on both sides of it.
  const MapPoint at = ui::Projection(kHome).to_map({67.5, 180});
  const ui::TileSpot spot{static_cast<int>(at.east / 10) - 8, static_cast<int>(at.south / 10) - 8, 16, 16};
  const ui::Image tile = coast.tile(spot, 10, look);
  for (std::size_t i = 0; i < tile.pixels.size(); i += 4) {
    CHECK(tile.pixels[i] == 0);
    CHECK(tile.pixels[i + 3] == 255);
  }
}

TEST_CASE("an arc bends to the north, or west where it runs along a meridian, less when it is short") {
  CHECK(ui::arc_between({0, 0}, {400, 0}, 150).control.y == Approx(-96));
  CHECK(ui::arc_between({0, 0}, {-400, 0}, 150).control.y == Approx(-96));
  CHECK(ui::arc_between({0, 0}, {100, 0}, 150).control.y == Approx(-16));
  CHECK(ui::arc_between({0, 0}, {0, 400}, 150).control.x == Approx(-96));
  CHECK(ui::arc_between({0, 0}, {0, -400}, 150).control.x == Approx(-96));
}
