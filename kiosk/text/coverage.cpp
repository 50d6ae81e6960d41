#include "kiosk/text/coverage.h"

#include <freetype/freetype.h>
#include <freetype/ftimage.h>
#include <freetype/ftoutln.h>
#include <freetype/ftstroke.h>

#include <algorithm>
#include <cmath>

#include "kiosk/base/check.h"
#include "kiosk/text/face.h"

namespace kiosk::text {
namespace {

constexpr float kArcError = 0.02F;  // pixels

FT_Pos to_26_6(float pixels) { return static_cast<FT_Pos>(std::lround(pixels * 64)); }

// FreeType's y grows upwards: points are turned over within `height`.
struct TurnedOutline {
  std::vector<FT_Vector> points;
  std::vector<char> tags;
  std::vector<short> ends;
  FT_Outline outline{};

  TurnedOutline(const Outline& source, int height) : tags(source.tags()), ends(source.ends()) {
    for (const Point& point : source.points()) {
      points.push_back({to_26_6(point.x), to_26_6(static_cast<float>(height) - point.y)});
    }
    outline.n_contours = static_cast<short>(ends.size());
    outline.n_points = static_cast<short>(points.size());
    outline.points = points.data();
    outline.tags = tags.data();
    outline.contours = ends.data();
  }
};

Bitmap render(FT_Outline& outline, int width, int height) {
  Bitmap bitmap{
      width, height,
      std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  FT_Bitmap target{};
  target.width = static_cast<unsigned>(width);
  target.rows = static_cast<unsigned>(height);
  target.pitch = width;
  target.buffer = bitmap.pixels.data();
  target.num_grays = 256;
  target.pixel_mode = FT_PIXEL_MODE_GRAY;
  KIOSK_ASSERT(FT_Outline_Get_Bitmap(freetype(), &outline, &target) == 0);
  return bitmap;
}

}  // namespace

void Outline::add(Point point, char tag) {
  points_.push_back(point);
  tags_.push_back(tag);
  ends_.back() = static_cast<short>(points_.size() - 1);
}

void Outline::move_to(Point to) {
  ends_.push_back(0);
  open_ = true;
  add(to, FT_CURVE_TAG_ON);
}

void Outline::line_to(Point to) {
  KIOSK_ASSERT(open_);
  add(to, FT_CURVE_TAG_ON);
}

void Outline::quad_to(Point control, Point to) {
  add(control, FT_CURVE_TAG_CONIC);
  add(to, FT_CURVE_TAG_ON);
}

void Outline::cubic_to(Point control1, Point control2, Point to) {
  add(control1, FT_CURVE_TAG_CUBIC);
  add(control2, FT_CURVE_TAG_CUBIC);
  add(to, FT_CURVE_TAG_ON);
}

// Straight pieces, short enough to stay within kArcError of the curve: FreeType flattens its own cubics more
// coarsely than large shapes can bear.
void Outline::arc(Point centre, float radius_x, float radius_y, float from, float to) {
  const float radius = std::max({radius_x, radius_y, 2 * kArcError});
  const float step = 2 * std::acos(1 - kArcError / radius);
  const int steps = std::max(1, static_cast<int>(std::ceil(std::abs(to - from) / step)));
  for (int i = 0; i <= steps; ++i) {
    const float angle = from + (to - from) * static_cast<float>(i) / static_cast<float>(steps);
    const Point point{centre.x + radius_x * std::cos(angle), centre.y + radius_y * std::sin(angle)};
    if (open_) {
      line_to(point);
    } else {
      move_to(point);
    }
  }
}

Bitmap fill(const Outline& outline, int width, int height) {
  TurnedOutline turned(outline, height);
  return render(turned.outline, width, height);
}

Bitmap stroke(const Outline& outline, float pen_width, int width, int height) {
  TurnedOutline turned(outline, height);
  FT_Stroker stroker = nullptr;
  KIOSK_ASSERT(FT_Stroker_New(freetype(), &stroker) == 0);
  FT_Stroker_Set(stroker, to_26_6(pen_width / 2), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
  KIOSK_ASSERT(FT_Stroker_ParseOutline(stroker, &turned.outline, 0) == 0);
  FT_UInt point_count = 0, contour_count = 0;
  FT_Stroker_GetCounts(stroker, &point_count, &contour_count);
  FT_Outline stroked{};
  KIOSK_ASSERT(FT_Outline_New(freetype(), point_count, static_cast<FT_Int>(contour_count), &stroked) == 0);
  stroked.n_points = 0;
  stroked.n_contours = 0;
  FT_Stroker_Export(stroker, &stroked);
  Bitmap bitmap = render(stroked, width, height);
  FT_Outline_Done(freetype(), &stroked);
  FT_Stroker_Done(stroker);
  return bitmap;
}

}  // namespace kiosk::text
