#include "kiosk/ui/map_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace kiosk::ui {
namespace {

using text::Point;

// Where the source cuts the world open: at the date line, and around the south pole.
constexpr float kDateLine = 179.99F, kSouthEnd = -89.9F;

bool at_the_cut(const LandPoint& point) {
  return std::abs(point.longitude) > kDateLine || point.latitude < kSouthEnd;
}

float length_of(Point from, Point to) { return std::hypot(to.x - from.x, to.y - from.y); }

Image transparent(int width, int height) {
  return {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height) * 4)};
}

// Paints a colour through a mask over what is there, both with straight alpha. The mask's pixel (x + right,
// y + down) falls on the image's (x, y).
void paint(Image& image, const text::Bitmap& mask, Colour colour, int right, int down) {
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* cover =
        mask.pixels.data() + static_cast<std::ptrdiff_t>(y + down) * mask.width + right;
    std::uint8_t* pixel = image.pixels.data() + static_cast<std::ptrdiff_t>(y) * image.width * 4;
    for (int x = 0; x < image.width; ++x, pixel += 4) {
      // Most of a mask is empty.
      std::uint64_t eight = 1;
      if (x + 8 <= image.width) std::memcpy(&eight, cover + x, 8);
      if (eight == 0) {
        x += 7;
        pixel += 28;
        continue;
      }
      const int alpha = cover[x] * colour.alpha / 255;
      if (alpha == 0) continue;
      if (pixel[3] == 0) {
        pixel[0] = colour.red;
        pixel[1] = colour.green;
        pixel[2] = colour.blue;
        pixel[3] = static_cast<std::uint8_t>(alpha);
        continue;
      }
      const int below = pixel[3] * (255 - alpha) / 255, sum = alpha + below;
      const auto mix = [&](int over, int under) {
        return static_cast<std::uint8_t>((over * alpha + under * below + sum / 2) / sum);
      };
      pixel[0] = mix(colour.red, pixel[0]);
      pixel[1] = mix(colour.green, pixel[1]);
      pixel[2] = mix(colour.blue, pixel[2]);
      pixel[3] = static_cast<std::uint8_t>(sum);
    }
  }
}

// The circles' dashes that touch the tile.
void draw_rings(PenMask& pen, const TileSpot& spot, double km_per_px, const CoastLook& look) {
  const double width = spot.width, height = spot.height;
  const double middle = std::hypot(spot.left + width / 2, spot.top + height / 2);
  const double reach = std::hypot(width, height) / 2 + look.ring_dash_px;
  const double farthest = kEarthRadiusKm * std::numbers::pi;
  for (double km = kRingKm; km < farthest; km += kRingKm) {
    const double radius = km / km_per_px;
    if (std::abs(radius - middle) > reach) continue;
    const int dashes =
        static_cast<int>(2 * std::numbers::pi * radius / (look.ring_dash_px + look.ring_gap_px));
    for (int i = 0; i < dashes; ++i) {
      const double angle = 2 * std::numbers::pi * i / dashes;
      const double x = radius * std::cos(angle) - spot.left, y = radius * std::sin(angle) - spot.top;
      if (x < -look.ring_dash_px || y < -look.ring_dash_px || x > width + look.ring_dash_px ||
          y > height + look.ring_dash_px)
        continue;
      // The pen's round ends make the dash as long as it is to be.
      const double half = std::max(0.0F, look.ring_dash_px - look.ring_px) / 2;
      const double along_x = -std::sin(angle) * half, along_y = std::cos(angle) * half;
      pen.line({static_cast<float>(x - along_x), static_cast<float>(y - along_y)},
               {static_cast<float>(x + along_x), static_cast<float>(y + along_y)}, look.ring_px);
    }
  }
}

}  // namespace

PenMask::PenMask(int width, int height)
    : bitmap_{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height))} {}

// Each pixel's cover is how far its middle is inside the line's edge: right to a few hundredths for pens from
// a pixel on.
void PenMask::line(Point from, Point to, float pen_px) {
  const float reach = pen_px / 2 + 0.5F;
  const float least_x = std::min(from.x, to.x) - reach, most_x = std::max(from.x, to.x) + reach;
  const float least_y = std::min(from.y, to.y) - reach, most_y = std::max(from.y, to.y) + reach;
  const auto width = static_cast<float>(bitmap_.width), height = static_cast<float>(bitmap_.height);
  if (most_x <= 0 || most_y <= 0 || least_x >= width || least_y >= height) return;
  const int left = static_cast<int>(std::max(0.0F, std::floor(least_x)));
  const int right = static_cast<int>(std::min(width, std::ceil(most_x)));
  const int top = static_cast<int>(std::max(0.0F, std::floor(least_y)));
  const int foot = static_cast<int>(std::min(height, std::ceil(most_y)));
  const float dx = to.x - from.x, dy = to.y - from.y, square = dx * dx + dy * dy;
  for (int y = top; y < foot; ++y) {
    std::uint8_t* row = bitmap_.pixels.data() + static_cast<std::ptrdiff_t>(y) * bitmap_.width;
    for (int x = left; x < right; ++x) {
      const float px = static_cast<float>(x) + 0.5F - from.x, py = static_cast<float>(y) + 0.5F - from.y;
      const float part = square > 0 ? std::clamp((px * dx + py * dy) / square, 0.0F, 1.0F) : 0.0F;
      const float away = std::hypot(px - part * dx, py - part * dy);
      const float cover = std::clamp(reach - away, 0.0F, 1.0F);
      row[x] = std::max(row[x], static_cast<std::uint8_t>(std::lround(cover * 255)));
    }
  }
}

Coast::Coast(const Land& land, const Projection& projection) : sum_(land.sum()) {
  for (const LandRing& source : land.rings()) {
    Ring ring;
    for (std::size_t i = 0; i < source.size(); ++i) {
      const LandPoint& point = source[i];
      const MapPoint at = projection.to_map({point.latitude, point.longitude});
      ring.points.push_back({static_cast<float>(at.east), static_cast<float>(at.south)});
      ring.is_coast.push_back(!at_the_cut(point) || !at_the_cut(source[(i + 1) % source.size()]));
    }
    ring.least = ring.most = ring.points.front();
    for (const Point point : ring.points) {
      ring.least = {std::min(ring.least.x, point.x), std::min(ring.least.y, point.y)};
      ring.most = {std::max(ring.most.x, point.x), std::max(ring.most.y, point.y)};
    }
    rings_.push_back(std::move(ring));
  }
}

Image Coast::tile(const TileSpot& spot, double km_per_px, const CoastLook& look) const {
  // A margin, for the shadow of what lies just outside.
  const int margin = std::max({look.shadow_right_px, look.shadow_down_px, 0}) + 1;
  const int width = spot.width + 2 * margin, height = spot.height + 2 * margin;
  const auto km = static_cast<float>(km_per_px);
  const Point corner{static_cast<float>(spot.left - margin), static_cast<float>(spot.top - margin)};
  const auto place = [&](Point point) { return Point{point.x / km - corner.x, point.y / km - corner.y}; };
  text::Outline outline;
  PenMask coast(spot.width, spot.height);
  bool any = false;
  for (const Ring& ring : rings_) {
    const Point least = place(ring.least), most = place(ring.most);
    const auto pen = look.coast_px;
    if (most.x < -pen || most.y < -pen || least.x > static_cast<float>(width) + pen ||
        least.y > static_cast<float>(height) + pen)
      continue;
    any = true;
    const auto inner = static_cast<float>(margin);
    Point before = place(ring.points.back());
    bool line = ring.is_coast.back();
    for (std::size_t i = 0; i < ring.points.size(); ++i) {
      const Point at = place(ring.points[i]);
      i == 0 ? outline.move_to(at) : outline.line_to(at);
      if (line) coast.line({before.x - inner, before.y - inner}, {at.x - inner, at.y - inner}, pen);
      before = at;
      line = ring.is_coast[i];
    }
    outline.close();
  }
  Image image = transparent(spot.width, spot.height);
  if (any) {
    const text::Bitmap land = text::fill(outline, width, height);
    if (look.shadow.alpha != 0)
      paint(image, land, look.shadow, margin - look.shadow_right_px, margin - look.shadow_down_px);
    paint(image, land, look.land, margin, margin);
  }
  PenMask rings(spot.width, spot.height);
  draw_rings(rings, spot, km_per_px, look);
  paint(image, rings.bitmap(), look.rings, 0, 0);
  paint(image, coast.bitmap(), look.coast, 0, 0);
  return image;
}

Point MapArc::at(float part) const {
  const float rest = 1 - part;
  return {rest * rest * from.x + 2 * rest * part * control.x + part * part * to.x,
          rest * rest * from.y + 2 * rest * part * control.y + part * part * to.y};
}

MapArc arc_between(Point from, Point to, float short_px) {
  constexpr float kPush = 0.24F, kShortPush = 0.16F;
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float push = length_of(from, to) < short_px ? kShortPush : kPush;
  // Of the two sides the northern one; of a line due north or south the western.
  const bool left_turn = dx > 0 || (dx == 0 && dy < 0);
  const float x = left_turn ? dy : -dy, y = left_turn ? -dx : dx;
  return {from, {(from.x + to.x) / 2 + x * push, (from.y + to.y) / 2 + y * push}, to};
}

TileSpot spot_of(const MapArc& arc, float pen_px) {
  const float reach = pen_px / 2 + 1;
  const int left = static_cast<int>(std::floor(std::min({arc.from.x, arc.control.x, arc.to.x}) - reach));
  const int top = static_cast<int>(std::floor(std::min({arc.from.y, arc.control.y, arc.to.y}) - reach));
  const int right = static_cast<int>(std::ceil(std::max({arc.from.x, arc.control.x, arc.to.x}) + reach));
  const int foot = static_cast<int>(std::ceil(std::max({arc.from.y, arc.control.y, arc.to.y}) + reach));
  return {left, top, right - left, foot - top};
}

Image arc_picture(const MapArc& arc, const TileSpot& spot, const ArcLook& look) {
  constexpr float kStepPx = 3;
  PenMask pen(spot.width, spot.height);
  const float length = length_of(arc.from, arc.control) + length_of(arc.control, arc.to);
  const int steps = std::max(1, static_cast<int>(std::ceil(length / kStepPx)));
  const auto place = [&](int step) {
    const Point at = arc.at(static_cast<float>(step) / static_cast<float>(steps));
    return Point{at.x - static_cast<float>(spot.left), at.y - static_cast<float>(spot.top)};
  };
  float walked = 0;
  for (int i = 0; i < steps; ++i) {
    const Point from = place(i), to = place(i + 1);
    const float period = look.dash_px + look.gap_px;
    if (period <= 0 || std::fmod(walked, period) < look.dash_px) pen.line(from, to, look.pen_px);
    walked += length_of(from, to);
  }
  Image image = transparent(spot.width, spot.height);
  paint(image, pen.bitmap(), look.colour, 0, 0);
  return image;
}

}  // namespace kiosk::ui
