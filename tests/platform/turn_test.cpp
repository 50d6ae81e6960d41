// Turned pictures against a plain twin, whole and in parts.

#include "platform/display/turn.h"

#include <random>
#include <vector>

#include "tests/support/catch.h"

using namespace platform::display;

namespace {

constexpr int kWidth = 83, kHeight = 131;

// Where a pixel of the turned picture comes from.
std::pair<int, int> source_of(int x, int y, Rotation rotation) {
  switch (rotation) {
    case Rotation::none:
      return {x, y};
    case Rotation::quarter:
      return {y, kHeight - 1 - x};
    case Rotation::half:
      return {kWidth - 1 - x, kHeight - 1 - y};
    case Rotation::three_quarters:
      return {kWidth - 1 - y, x};
  }
  return {x, y};
}

}  // namespace

TEST_CASE("a picture turned part by part is the picture turned pixel by pixel") {
  std::mt19937 random(11);
  const auto below = [&random](int limit) {
    return std::uniform_int_distribution<int>(0, limit - 1)(random);
  };
  std::vector<std::uint32_t> picture(std::size_t{kWidth} * kHeight);
  for (std::uint32_t& pixel : picture) pixel = static_cast<std::uint32_t>(random());
  const Target from{picture.data(), kWidth, kHeight, kWidth};
  for (const Rotation rotation :
       {Rotation::none, Rotation::quarter, Rotation::half, Rotation::three_quarters}) {
    const int width = swaps_sides(rotation) ? kHeight : kWidth;
    const int height = swaps_sides(rotation) ? kWidth : kHeight;
    for (int round = 0; round < 50; ++round) {
      const int left = below(kWidth), top = below(kHeight);
      const Area part{left, top, left + 1 + below(kWidth - left), top + 1 + below(kHeight - top)};
      const Area place = turned(part, kWidth, kHeight, rotation);
      CHECK(place.pixels() == part.pixels());
      std::vector<std::uint32_t> out(picture.size());
      turn(from, part, {out.data(), width, height, width}, rotation);
      int wrong = 0;
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          const auto [from_x, from_y] = source_of(x, y, rotation);
          const bool is_in = place.contains({x, y, x + 1, y + 1});
          const std::uint32_t wanted =
              is_in ? picture[static_cast<std::size_t>(from_y * kWidth + from_x)] : 0;
          wrong += out[static_cast<std::size_t>(y * width + x)] != wanted;
        }
      }
      REQUIRE(wrong == 0);
    }
  }
}
