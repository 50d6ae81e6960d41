#pragma once
// Which part of the map is seen: how many kilometres a unit shows, and where the map's centre lies. Units of
// the design from the window's left and top; the window is what nothing covers. Pure.

#include <optional>

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/projection.h"

namespace kiosk::ui {

constexpr int kMapZooms = 3;

// What a view shows when it opens, around the centre.
struct MapFrame {  // kilometres from the centre
  double west, east, north, south;
};
// Of the design, section 7.4: 7.3 km a unit with Salé at (372, 372) of 968 x 778, and 24 with Salé in the
// middle.
constexpr MapFrame kRegionFrame{372 * 7.3, 596 * 7.3, 372 * 7.3, 406 * 7.3};
constexpr MapFrame kWorldFrame{484 * 24.0, 484 * 24.0, 389 * 24.0, 389 * 24.0};

struct Offset {  // units
  float x = 0, y = 0;
};

struct MapCamera {
  double km_per_unit = 1;
  Offset centre;  // where the map's centre lies in the window

  [[nodiscard]] Offset to_window(MapPoint point) const {
    return {centre.x + static_cast<float>(point.east / km_per_unit),
            centre.y + static_cast<float>(point.south / km_per_unit)};
  }
};

// The frame fills the window, zoomed in `zoom` steps, and moved so that the centre and the chosen city both
// stand in the window; where that cannot be, the city does.
MapCamera camera_of(const MapFrame& frame, Size window, int zoom, std::optional<MapPoint> city);

// As far as the map may be dragged: the frame and a quarter of the window around it.
MapCamera dragged(const MapCamera& camera, const MapFrame& frame, Size window, Offset by);

}  // namespace kiosk::ui
