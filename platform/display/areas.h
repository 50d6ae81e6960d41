#pragma once
// A few rectangles that cover everything put into them: what of a picture has to be painted again. They never
// overlap. Rectangles that lie close, or that are too many, become one around both: some pixels are then
// painted that did not change.

#include <array>
#include <span>

#include "platform/display/area.h"

namespace platform::display {

class Areas {
 public:
  static constexpr std::size_t kMax = 16;  // each is painted and handed to the display by itself

  void clear() { count_ = 0; }
  void add(const Area& area);
  // Those parts of `area` that are not in `hole`.
  void add_around(const Area& area, const Area& hole);
  [[nodiscard]] std::span<const Area> all() const { return {areas_.data(), count_}; }
  [[nodiscard]] std::int64_t pixels() const;

 private:
  void remove(std::size_t at) { areas_[at] = areas_[--count_]; }
  void join_cheapest();

  std::array<Area, kMax + 1> areas_{};
  std::size_t count_ = 0;
};

}  // namespace platform::display
