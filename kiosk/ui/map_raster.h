#pragma once
// Pictures of the map in pixels: tiles of land and sea, and arcs. Everything is anti-aliased; what is not
// land, coast or ring is transparent, so that the sea behind is the caller's. Pixels are counted from the
// map's centre, east and south, so that neighbouring tiles meet without a seam. Pure; any thread, one at a
// time. Internal to kiosk/ui.

#include "kiosk/text/coverage.h"
#include "kiosk/ui/land.h"
#include "kiosk/ui/projection.h"
#include "kiosk/ui/texture_sink.h"
#include "kiosk/ui/theme.h"

namespace kiosk::ui {

// Lines drawn with a round pen into a grey mask; where they meet nothing is painted twice.
class PenMask {
 public:
  PenMask(int width, int height);
  void line(text::Point from, text::Point to, float pen_px);
  [[nodiscard]] const text::Bitmap& bitmap() const { return bitmap_; }

 private:
  text::Bitmap bitmap_;
};

struct TileSpot {  // pixels from the map's centre
  int left = 0, top = 0, width = 0, height = 0;
};

struct CoastLook {
  Colour land, coast, shadow, rings;
  float coast_px = 0;
  int shadow_right_px = 0, shadow_down_px = 0;
  float ring_px = 0, ring_dash_px = 0, ring_gap_px = 0;
};
constexpr double kRingKm = 1000;  // a dotted circle around the centre every so many kilometres

// The land as it lies on one map.
class Coast {
 public:
  Coast(const Land& land, const Projection& projection);
  // Tells one land from another: part of the name of whatever is kept of its pictures.
  [[nodiscard]] std::uint64_t sum() const { return sum_; }
  [[nodiscard]] Image tile(const TileSpot& spot, double km_per_px, const CoastLook& look) const;

 private:
  struct Ring {
    std::vector<text::Point> points;  // kilometres
    std::vector<bool> is_coast;  // the line from each point to the next; not where the source's world ends
    text::Point least, most;
  };
  std::vector<Ring> rings_;
  std::uint64_t sum_;
};

// From the centre to a city: a quadratic curve pushed to the north side (design 7.4).
struct MapArc {
  text::Point from, control, to;
  [[nodiscard]] text::Point at(float part) const;
};
MapArc arc_between(text::Point from, text::Point to, float short_px);

struct ArcPicture {
  Image image;
  int left = 0, top = 0;  // from the same origin as the arc's points
};
struct ArcLook {
  float pen_px;
  Colour colour;
  float dash_px = 0, gap_px = 0;  // 0: drawn through
};
TileSpot spot_of(const MapArc& arc, float pen_px);
Image arc_picture(const MapArc& arc, const TileSpot& spot, const ArcLook& look);

}  // namespace kiosk::ui
