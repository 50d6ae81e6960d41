#pragma once
// The azimuthal equidistant projection (Snyder, "Map Projections: A Working Manual", 1987, chapter 25), on a
// sphere: distances and directions from the centre are true, so that a circle around it is a circle on the
// map. Degrees in, kilometres out. Pure.

namespace kiosk::ui {

constexpr double kEarthRadiusKm = 6371;

struct Coordinates {     // degrees
  double latitude = 0;   // north positive
  double longitude = 0;  // east positive
};

struct MapPoint {  // kilometres from the centre
  double east = 0;
  double south = 0;  // as screens count
};

class Projection {
 public:
  explicit Projection(Coordinates centre);
  // The point opposite to the centre has no one place; it is put due north.
  [[nodiscard]] MapPoint to_map(Coordinates place) const;

 private:
  double longitude_, sine_, cosine_;  // radians; of the centre's latitude
};

// Along the great circle.
double distance_km(Coordinates from, Coordinates to);

}  // namespace kiosk::ui
