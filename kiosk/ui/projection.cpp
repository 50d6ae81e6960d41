#include "kiosk/ui/projection.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kiosk::ui {
namespace {

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

}  // namespace

Projection::Projection(Coordinates centre)
    : longitude_(radians(centre.longitude)),
      sine_(std::sin(radians(centre.latitude))),
      cosine_(std::cos(radians(centre.latitude))) {}

MapPoint Projection::to_map(Coordinates place) const {
  const double latitude = radians(place.latitude), east = radians(place.longitude) - longitude_;
  const double sine = std::sin(latitude), cosine = std::cos(latitude);
  const double x = cosine * std::sin(east);
  const double y = cosine_ * sine - sine_ * cosine * std::cos(east);
  const double towards = sine_ * sine + cosine_ * cosine * std::cos(east);
  const double across = std::hypot(x, y);  // the sine of the angle; with the cosine it is exact everywhere
  const double far = kEarthRadiusKm * std::atan2(across, towards);
  constexpr double kNowhere = 1e-12;
  if (across < kNowhere) return {0, -far};
  return {far * x / across, -far * y / across};
}

double distance_km(Coordinates from, Coordinates to) {
  const MapPoint at = Projection(from).to_map(to);
  return std::hypot(at.east, at.south);
}

}  // namespace kiosk::ui
