#include "kiosk/ui/map_camera.h"

#include <algorithm>
#include <cmath>

namespace kiosk::ui {
namespace {

constexpr double kZoomStep = 1.6;

// Room around what has to be seen: a pin with the plate above it, and the gate of the centre.
constexpr float kAside = 110, kAbove = 130, kBelow = 60;

struct Span {
  float least, most;
};

// How far a stretch has to be moved to lie within 0..room; its middle goes to the middle if it is too long.
float into(Span stretch, float room) {
  if (stretch.most - stretch.least > room) return room / 2 - (stretch.least + stretch.most) / 2;
  if (stretch.least < 0) return -stretch.least;
  return std::min(0.0F, room - stretch.most);
}

bool fits(Offset a, Offset b, Size window) {
  return std::abs(a.x - b.x) + 2 * kAside <= window.width &&
         std::abs(a.y - b.y) + kAbove + kBelow <= window.height;
}

void bring_in(MapCamera& camera, Offset a, Offset b, Size window) {
  camera.centre.x += into({std::min(a.x, b.x) - kAside, std::max(a.x, b.x) + kAside}, window.width);
  camera.centre.y += into({std::min(a.y, b.y) - kAbove, std::max(a.y, b.y) + kBelow}, window.height);
}

}  // namespace

MapCamera camera_of(const MapFrame& frame, Size window, int zoom, std::optional<MapPoint> city) {
  const double across = frame.west + frame.east, down = frame.north + frame.south;
  MapCamera camera;
  camera.km_per_unit = std::max(across / window.width, down / window.height);
  // The frame's middle at the window's.
  const auto place = [&](double zoomed) {
    camera.km_per_unit /= zoomed;
    camera.centre = {
        window.width / 2 + static_cast<float>((frame.west - frame.east) / 2 / camera.km_per_unit),
        window.height / 2 + static_cast<float>((frame.north - frame.south) / 2 / camera.km_per_unit)};
  };
  place(std::pow(kZoomStep, zoom));
  if (!city) {
    if (zoom > 0) camera.centre = {window.width / 2, window.height / 2};
    return camera;
  }
  const Offset at = camera.to_window(*city);
  const bool both = fits(camera.centre, at, window);
  if (zoom > 0) {  // no longer the frame: around what is to be seen
    const Offset middle = both ? Offset{(camera.centre.x + at.x) / 2, (camera.centre.y + at.y) / 2} : at;
    camera.centre.x += window.width / 2 - middle.x;
    camera.centre.y += window.height / 2 - middle.y;
  }
  const Offset moved = camera.to_window(*city);
  bring_in(camera, both ? camera.centre : moved, moved, window);
  return camera;
}

MapCamera dragged(const MapCamera& camera, const MapFrame& frame, Size window, Offset by) {
  const double km = camera.km_per_unit;
  const float spare_x = window.width / 4, spare_y = window.height / 4;
  const auto limited = [](float at, float before, double after_km, double room_km, double km_a_unit,
                          float room, float spare) {
    // The frame's near edge may come in by `spare`, and so may its far one; what was farther out may stay.
    const float most = static_cast<float>(room_km / km_a_unit) + spare;
    const float least = room - static_cast<float>(after_km / km_a_unit) - spare;
    return std::clamp(at, std::min({least, most, before}), std::max({least, most, before}));
  };
  MapCamera moved = camera;
  moved.centre.x =
      limited(camera.centre.x + by.x, camera.centre.x, frame.east, frame.west, km, window.width, spare_x);
  moved.centre.y =
      limited(camera.centre.y + by.y, camera.centre.y, frame.south, frame.north, km, window.height, spare_y);
  return moved;
}

}  // namespace kiosk::ui
