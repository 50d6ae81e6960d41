#include "platform/display/turn.h"

namespace platform::display {
namespace {

// A quarter turn reads down columns: block by block, so that the rows it reads from stay in the processor's
// cache.
constexpr int kBlock = 32;

}  // namespace

Area turned(const Area& part, int width, int height, Rotation rotation) {
  switch (rotation) {
    case Rotation::none:
      return part;
    case Rotation::quarter:
      return {height - part.bottom, part.left, height - part.top, part.right};
    case Rotation::half:
      return {width - part.right, height - part.bottom, width - part.left, height - part.top};
    case Rotation::three_quarters:
      return {part.top, width - part.right, part.bottom, width - part.left};
  }
  return part;
}

void turn(const Target& from, const Area& part, const Target& to, Rotation rotation) {
  const Area out = common(turned(part, from.width, from.height, rotation), {0, 0, to.width, to.height});
  // Where the turned picture's upper left pixel comes from, and the steps for one pixel right and down.
  std::ptrdiff_t origin = 0, right = 1, down = from.pitch_px;
  const std::ptrdiff_t last_row = static_cast<std::ptrdiff_t>(from.height - 1) * from.pitch_px;
  if (rotation == Rotation::quarter) origin = last_row, right = -from.pitch_px, down = 1;
  if (rotation == Rotation::half) origin = last_row + from.width - 1, right = -1, down = -from.pitch_px;
  if (rotation == Rotation::three_quarters) origin = from.width - 1, right = from.pitch_px, down = -1;
  for (int top = out.top; top < out.bottom; top += kBlock) {
    for (int left = out.left; left < out.right; left += kBlock) {
      const int end_y = std::min(top + kBlock, out.bottom), end_x = std::min(left + kBlock, out.right);
      for (int y = top; y < end_y; ++y) {
        const std::uint32_t* source = from.pixels + origin + y * down + left * right;
        std::uint32_t* row = to.pixels + static_cast<std::ptrdiff_t>(y) * to.pitch_px;
        for (int x = left; x < end_x; ++x, source += right) row[x] = *source;
      }
    }
  }
}

}  // namespace platform::display
