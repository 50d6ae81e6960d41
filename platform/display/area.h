#pragma once
// A rectangle of whole pixels of the picture; `right` and `bottom` are the first ones outside.

#include <algorithm>
#include <cstdint>

namespace platform::display {

struct Area {
  int left = 0, top = 0, right = 0, bottom = 0;

  bool operator==(const Area&) const = default;
  [[nodiscard]] bool is_empty() const { return left >= right || top >= bottom; }
  [[nodiscard]] int width() const { return right - left; }
  [[nodiscard]] int height() const { return bottom - top; }
  [[nodiscard]] std::int64_t pixels() const {
    return is_empty() ? 0 : static_cast<std::int64_t>(width()) * height();
  }
  [[nodiscard]] bool contains(const Area& other) const {
    return left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom;
  }
  [[nodiscard]] bool meets(const Area& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  [[nodiscard]] Area moved(int down) const { return {left, top + down, right, bottom + down}; }
};

inline Area common(const Area& a, const Area& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

// The smallest area with both in it.
inline Area around(const Area& a, const Area& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

}  // namespace platform::display
