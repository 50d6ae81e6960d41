#pragma once
// Outlines to grey bitmaps: the shapes of the design (rounded cards, arches, stars) get the same
// anti-aliasing as the letters, from the same rasteriser (FreeType's). Coordinates are pixels, y downwards.
// Any thread, one at a time.

#include <cstdint>
#include <vector>

namespace kiosk::text {

struct Bitmap {  // 8-bit coverage, rows from the top, no padding
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
};

struct Point {
  float x, y;
};

class Outline {
 public:
  void move_to(Point to);
  void line_to(Point to);
  void quad_to(Point control, Point to);
  void cubic_to(Point control1, Point control2, Point to);
  // Part of an ellipse around `centre`, from angle to angle (radians, clockwise on screen), joined by a line.
  void arc(Point centre, float radius_x, float radius_y, float from, float to);
  void close() { open_ = false; }

  [[nodiscard]] const std::vector<Point>& points() const { return points_; }
  [[nodiscard]] const std::vector<char>& tags() const { return tags_; }
  [[nodiscard]] const std::vector<short>& ends() const { return ends_; }

 private:
  void add(Point point, char tag);
  std::vector<Point> points_;
  std::vector<char> tags_;
  std::vector<short> ends_;  // index of each contour's last point
  bool open_ = false;
};

// Inside of the outline (non-zero winding), clipped to width x height.
Bitmap fill(const Outline& outline, int width, int height);
// The outline drawn with a round pen.
Bitmap stroke(const Outline& outline, float pen_width, int width, int height);

}  // namespace kiosk::text
