// Rows of pixels: four at a time give what one at a time gives, at any place and length.

#include "platform/display/spans.h"

#include <array>
#include <random>
#include <vector>

#include "platform/display/blend.h"
#include "tests/support/catch.h"

using namespace platform::display;

namespace {

constexpr int kRow = 80;
using Row = std::array<std::uint32_t, kRow>;

// Values that rows are full of (nothing, everything) come up often, and in runs.
class Values {
 public:
  explicit Values(unsigned seed) : random_(seed) {}
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
  std::uint8_t byte() {
    if (run_-- <= 0) run_ = below(12), kind_ = below(3);
    return kind_ == 0 ? 0 : kind_ == 1 ? 255 : static_cast<std::uint8_t>(below(256));
  }
  std::uint32_t pixel() { return static_cast<std::uint32_t>(random_()) | 0xFF000000U; }

 private:
  std::mt19937 random_;
  int run_ = 0, kind_ = 0;
};

}  // namespace

TEST_CASE("rows of pixels are the same four at a time and one at a time") {
  Values values(20261126);
  for (int round = 0; round < 20'000; ++round) {
    Row fast{}, slow{};
    std::array<std::uint8_t, kRow> coverage{};
    std::array<std::uint32_t, kRow> texels{};
    std::array<std::uint8_t, std::size_t{kRow} * 4> bytes{};
    for (std::size_t i = 0; i < kRow; ++i) {
      fast[i] = slow[i] = values.pixel();
      coverage[i] = values.byte();
      texels[i] = (values.pixel() & 0xFFFFFFU) | static_cast<std::uint32_t>(values.byte()) << 24;
      for (std::size_t c = 0; c < 4; ++c) bytes[i * 4 + c] = values.byte();
    }
    const int from = values.below(12), count = values.below(kRow - from + 1);
    const std::uint32_t over = values.pixel(), alpha = values.byte();
    std::uint32_t* a = fast.data() + from;
    std::uint32_t* b = slow.data() + from;
    switch (round % 5) {
      case 0:
        spans::fill(a, count, over);
        spans::plain::fill(b, count, over);
        break;
      case 1:
        spans::blend_flat(a, count, over, alpha);
        spans::plain::blend_flat(b, count, over, alpha);
        break;
      case 2:
        spans::blend_grey(a, count, over, alpha, coverage.data() + from / 2);
        spans::plain::blend_grey(b, count, over, alpha, coverage.data() + from / 2);
        break;
      case 3:
        spans::blend_colour(a, count, alpha, texels.data() + from / 2);
        spans::plain::blend_colour(b, count, alpha, texels.data() + from / 2);
        break;
      default:
        REQUIRE(spans::to_texels(a, bytes.data(), count) == spans::plain::to_texels(b, bytes.data(), count));
        break;
    }
    INFO("round " << round);
    REQUIRE(fast == slow);
  }
}

TEST_CASE("every value over every value by every alpha is rounded to the nearest") {
  int wrong = 0;
  for (std::uint32_t alpha = 0; alpha < 256; ++alpha) {
    for (std::uint32_t over = 0; over < 256; ++over) {
      Row row{};
      for (std::uint32_t under = 0; under < 256; under += kRow) {
        for (std::uint32_t i = 0; i < kRow; ++i) row[i] = 0xFF000000U | (under + i) % 256;
        spans::blend_flat(row.data(), kRow, over, alpha);
        for (std::uint32_t i = 0; i < kRow; ++i) {
          const std::uint32_t sum = over * alpha + (under + i) % 256 * (255 - alpha);
          wrong += (row[i] & 0xFF) != (sum + 127) / 255;
        }
      }
    }
  }
  CHECK(wrong == 0);
}
