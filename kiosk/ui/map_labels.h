#pragma once
// Where the names on a map stand: beside their pins, never over each other, a pin or anything else that was
// there before. Greedy, in the order given: who comes first has the first choice. Pure; design units from the
// window's left and top.

#include <optional>
#include <vector>

#include "kiosk/ui/map_camera.h"

namespace kiosk::ui {

struct Area {
  float left = 0, top = 0, width = 0, height = 0;
  [[nodiscard]] float right() const { return left + width; }
  [[nodiscard]] float bottom() const { return top + height; }
  [[nodiscard]] bool overlaps(const Area& other) const {
    return left < other.right() && other.left < right() && top < other.bottom() && other.top < bottom();
  }
  [[nodiscard]] bool contains(Offset point) const {
    return point.x >= left && point.y >= top && point.x < right() && point.y < bottom();
  }
  [[nodiscard]] bool holds(const Area& other) const {
    return other.left >= left && other.top >= top && other.right() <= right() && other.bottom() <= bottom();
  }
  [[nodiscard]] Area grown(float by) const { return {left - by, top - by, width + 2 * by, height + 2 * by}; }
};
inline Area around(Offset middle, Size size) {
  return {middle.x - size.width / 2, middle.y - size.height / 2, size.width, size.height};
}

// Pins that would lie on each other stand side by side, `apart` from middle to middle, and as far from
// `fixed`; every pin stays as near its place as that allows.
std::vector<Offset> spread(std::vector<Offset> pins, float apart, Offset fixed);

struct LabelWish {
  Offset pin;
  Size size;
  float gap;  // from the pin's middle to the label's edge
};
// A place for each, or none.
std::vector<std::optional<Area>> place_labels(const std::vector<LabelWish>& wishes, std::vector<Area> taken,
                                              const Area& window);

}  // namespace kiosk::ui
