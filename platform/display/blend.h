#pragma once
// The arithmetic of one pixel, B, G, R, X in memory: exact integers, so that every way of painting gives the
// same bytes.

#include <cstdint>

namespace platform::display {

// x / 255, rounded, exact for 0 .. 255 * 255.
constexpr std::uint32_t divide_255(std::uint32_t x) { return (x + 128 + ((x + 128) >> 8)) >> 8; }

constexpr std::uint32_t blend(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
  const std::uint32_t rest = 255 - alpha;
  const auto mix = [&](int shift) {
    return divide_255((over >> shift & 0xFF) * alpha + (under >> shift & 0xFF) * rest) << shift;
  };
  return 0xFF000000U | mix(16) | mix(8) | mix(0);
}

}  // namespace platform::display
