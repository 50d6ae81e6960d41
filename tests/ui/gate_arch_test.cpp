// The gate of the design, section 7.1, against its numbers.

#include "kiosk/ui/gate_arch.h"

#include <algorithm>
#include <cmath>

#include "tests/support/catch.h"

using namespace kiosk;

namespace {

float away(const text::Point& a, float x, float y) { return std::hypot(a.x - x, a.y - y); }

// Of a picture's pixel: red, green, blue, alpha.
std::array<int, 4> pixel(const ui::Image& image, int x, int y) {
  const auto at = static_cast<std::size_t>(y * image.width + x) * 4;
  return {image.pixels[at], image.pixels[at + 1], image.pixels[at + 2], image.pixels[at + 3]};
}

}  // namespace

TEST_CASE("the gate's opening has its tip, its widest place and its springing where the design has them") {
  const ui::GateShape shape = ui::gate_shape(540, 1256, 700, 1040);
  CHECK(shape.tip == Approx(216));
  CHECK(shape.bulge == Approx(1.07 * 350));
  CHECK(shape.radius == Approx(shape.bulge + 0.26 * shape.bulge));
  CHECK(shape.centres == Approx(677.7).margin(0.2));
  CHECK(shape.springing == Approx(827.8).margin(0.2));
  // Both circles pass through the tip and through the tops of the jambs.
  CHECK(away({540, shape.tip}, 540 - shape.off, shape.centres) == Approx(shape.radius));
  CHECK(away({540 + 350, shape.springing}, 540 - shape.off, shape.centres) == Approx(shape.radius));
}

TEST_CASE("the gate's outline is closed by its jambs and nowhere wider than the bulge") {
  const ui::GateShape shape = ui::gate_shape(540, 1256, 700, 1040);
  float left = 540, right = 540, top = 1256;
  const text::Outline outline = ui::gate_outline(shape);
  for (const text::Point& point : outline.points()) {
    left = std::min(left, point.x);
    right = std::max(right, point.x);
    top = std::min(top, point.y);
  }
  CHECK(left == Approx(540 - shape.bulge).margin(0.5));
  CHECK(right == Approx(540 + shape.bulge).margin(0.5));
  CHECK(top == Approx(216).margin(0.1));
}

TEST_CASE("fifteen wedges a side reach from the tip to the springing, and mirror each other") {
  const ui::GateShape shape = ui::gate_shape(540, 1256, 780, 1088);
  const auto first = ui::gate_wedge(shape, 36, 0, ui::GateHand::right).points();
  CHECK(away(first.front(), 540, shape.tip) < 0.1F);
  const auto last = ui::gate_wedge(shape, 36, ui::kGateWedges - 1, ui::GateHand::right).points();
  const auto reaches = std::any_of(last.begin(), last.end(), [&](const text::Point& point) {
    return away(point, 540 + shape.half, shape.springing) < 0.1F;
  });
  CHECK(reaches);
  for (int place = 0; place < ui::kGateWedges; ++place) {
    const auto right = ui::gate_wedge(shape, 36, place, ui::GateHand::right).points(),
               left = ui::gate_wedge(shape, 36, place, ui::GateHand::left).points();
    REQUIRE(right.size() == left.size());
    for (std::size_t i = 0; i < right.size(); ++i)
      CHECK(away(left[i], 2 * 540 - right[i].x, right[i].y) < 0.01F);
  }
}

TEST_CASE("the gate's wall is solid, clear where the view shows, and in shadow at its left and top") {
  const int width = 448, height = 560;
  const ui::Image wall = ui::make_gate_wall(width, height, 0.5F);
  REQUIRE(wall.width == width);
  CHECK(pixel(wall, 2, 2)[3] == 255);
  CHECK(pixel(wall, width / 2, height - 20)[3] == 0);
  const int middle = height - 260;  // over the springing
  CHECK(pixel(wall, width / 2 - 170, middle)[3] > pixel(wall, width / 2 - 140, middle)[3]);
  CHECK(pixel(wall, width / 2 + 160, middle)[3] == 0);
  CHECK(pixel(wall, width / 2, 60)[3] > 20);
  // The first wedge is brick on both sides of the tip.
  const auto brick = std::array<int, 4>{0xA8, 0x42, 0x1F, 255};
  CHECK(pixel(wall, width / 2 - 4, 24) == brick);
  CHECK(pixel(wall, width / 2 + 4, 24) == brick);
}
