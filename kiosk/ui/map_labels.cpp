#include "kiosk/ui/map_labels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::ui {
namespace {

// Moves two pins until they are `apart`; `b` takes its share of the way, `a` the rest.
void part(Offset& a, Offset& b, float apart, float share) {
  constexpr float kSame = 0.01F;
  const Offset way{b.x - a.x, b.y - a.y};
  const float between = std::hypot(way.x, way.y);
  if (between >= apart) return;
  // From the same place one goes below the other: names stand beside their pins.
  const Offset direction = between < kSame ? Offset{0, 1} : Offset{way.x / between, way.y / between};
  const float move = apart - between;
  b.x += direction.x * move * share;
  b.y += direction.y * move * share;
  a.x -= direction.x * move * (1 - share);
  a.y -= direction.y * move * (1 - share);
}

}  // namespace

std::vector<Offset> spread(std::vector<Offset> pins, float apart, Offset fixed) {
  constexpr int kRounds = 40;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < pins.size(); ++i) {
      for (std::size_t k = i + 1; k < pins.size(); ++k) part(pins[i], pins[k], apart, 0.5F);
    }
    for (Offset& pin : pins) part(fixed, pin, apart, 1);
  }
  return pins;
}

std::vector<std::optional<Area>> place_labels(const std::vector<LabelWish>& wishes, std::vector<Area> taken,
                                              const Area& window) {
  std::vector<std::optional<Area>> places;
  for (const auto& [pin, size, gap] : wishes) {
    const float beside = size.width / 2 + gap, above = size.height / 2 + gap * 0.85F, slant = size.height / 2;
    const std::array<Offset, 8> aside = {{{beside, 0},
                                          {-beside, 0},
                                          {0, above},
                                          {0, -above},
                                          {beside * 0.9F, slant},
                                          {-beside * 0.9F, slant},
                                          {beside * 0.9F, -slant},
                                          {-beside * 0.9F, -slant}}};
    std::optional<Area> place;
    for (const Offset offset : aside) {
      const Area area = around({pin.x + offset.x, pin.y + offset.y}, size);
      const bool is_free =
          window.holds(area) &&
          std::none_of(taken.begin(), taken.end(), [&](const Area& other) { return other.overlaps(area); });
      if (!is_free) continue;
      place = area;
      break;
    }
    if (place) taken.push_back(*place);
    places.push_back(place);
  }
  return places;
}

}  // namespace kiosk::ui
