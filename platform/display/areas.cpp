#include "platform/display/areas.h"

namespace platform::display {
namespace {

// Two areas become one where that adds no more pixels than painting and showing one costs by itself.
constexpr std::int64_t kCheap = 4096;

// Pixels that an area around both paints and they do not.
std::int64_t waste(const Area& a, const Area& b) {
  return around(a, b).pixels() - a.pixels() - b.pixels() + common(a, b).pixels();
}

}  // namespace

void Areas::add(const Area& area) {
  if (area.is_empty()) return;
  Area grown = area;
  for (std::size_t i = 0; i < count_;) {
    if (areas_[i].contains(grown)) return;
    if (!grown.meets(areas_[i]) && waste(grown, areas_[i]) > kCheap) {
      ++i;
      continue;
    }
    grown = around(grown, areas_[i]);
    remove(i);
    i = 0;  // it may meet others now
  }
  areas_[count_++] = grown;
  if (count_ > kMax) join_cheapest();
}

void Areas::add_around(const Area& area, const Area& hole) {
  const Area inside = common(area, hole);
  if (inside.is_empty()) return add(area);
  add({area.left, area.top, area.right, inside.top});
  add({area.left, inside.bottom, area.right, area.bottom});
  add({area.left, inside.top, inside.left, inside.bottom});
  add({inside.right, inside.top, area.right, inside.bottom});
}

std::int64_t Areas::pixels() const {
  std::int64_t sum = 0;
  for (const Area& area : all()) sum += area.pixels();
  return sum;
}

void Areas::join_cheapest() {
  std::size_t best_i = 0, best_j = 1;
  for (std::size_t i = 0; i < count_; ++i) {
    for (std::size_t j = i + 1; j < count_; ++j) {
      if (waste(areas_[i], areas_[j]) < waste(areas_[best_i], areas_[best_j])) best_i = i, best_j = j;
    }
  }
  const Area joined = around(areas_[best_i], areas_[best_j]);
  remove(best_j);
  remove(best_i);
  add(joined);
}

}  // namespace platform::display
