#include "kiosk/ui/shapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kiosk::ui {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

// One pass of a box blur along rows of length `width`; turned by the caller for columns.
void box_blur_rows(std::vector<float>& pixels, int width, int height, int radius) {
  std::vector<float> row(static_cast<std::size_t>(width));
  const float share = 1.0F / static_cast<float>(2 * radius + 1);
  for (int y = 0; y < height; ++y) {
    float* line = pixels.data() + static_cast<std::ptrdiff_t>(y) * width;
    float sum = 0;
    for (int x = 0; x <= radius && x < width; ++x) sum += line[x];
    for (int x = 0; x < width; ++x) {
      row[static_cast<std::size_t>(x)] = sum * share;
      if (x + radius + 1 < width) sum += line[x + radius + 1];
      if (x - radius >= 0) sum -= line[x - radius];
    }
    std::copy(row.begin(), row.end(), line);
  }
}

void transpose(std::vector<float>& pixels, int side) {
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < y; ++x) {
      std::swap(pixels[static_cast<std::size_t>(y * side + x)],
                pixels[static_cast<std::size_t>(x * side + y)]);
    }
  }
}

}  // namespace

text::Bitmap disc_mask(int radius) {
  text::Outline outline;
  const auto r = static_cast<float>(radius);
  outline.arc({r, r}, r, r, 0, 2 * kPi);
  outline.close();
  return text::fill(outline, 2 * radius, 2 * radius);
}

int shadow_reach(float sigma) { return static_cast<int>(std::ceil(sigma * 2.5F)); }

text::Bitmap shadow_mask(int radius, float sigma) {
  const int reach = shadow_reach(sigma);
  const int core = std::max(radius, reach);
  const int side = 2 * (core + reach) + 1;
  const text::Bitmap disc = disc_mask(std::max(1, radius));
  std::vector<float> pixels(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  const int inner = side - 2 * reach;
  for (int y = 0; y < inner; ++y) {
    for (int x = 0; x < inner; ++x) {
      // Corners come from the disc, the rest is full.
      const int dx = x < radius ? x : (x >= inner - radius ? x - inner + 2 * radius : radius);
      const int dy = y < radius ? y : (y >= inner - radius ? y - inner + 2 * radius : radius);
      const bool corner = (x < radius || x >= inner - radius) && (y < radius || y >= inner - radius);
      const float value =
          corner ? static_cast<float>(disc.pixels[static_cast<std::size_t>(dy * disc.width + dx)]) : 255;
      pixels[static_cast<std::size_t>((y + reach) * side + x + reach)] = value;
    }
  }
  // Three box blurs come within a percent of a Gaussian.
  const int box = std::max(1, static_cast<int>(std::lround(sigma * 0.9F)));
  for (int turn = 0; turn < 2; ++turn) {
    for (int pass = 0; pass < 3; ++pass) box_blur_rows(pixels, side, side, box);
    transpose(pixels, side);
  }
  text::Bitmap out{side, side, {}};
  for (const float value : pixels)
    out.pixels.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F))));
  return out;
}

int arch_rise(int width, const Arch& arch) {
  const float a = static_cast<float>(width) / 2;
  const float c = arch.point * a;
  const float radius = a + c;
  return static_cast<int>(std::ceil(arch.squash * std::sqrt(radius * radius - c * c)));
}

text::Bitmap arch_head_mask(int width, const Arch& arch) {
  const float a = static_cast<float>(width) / 2;
  const float c = arch.point * a;
  const float radius = a + c;
  const int rise = arch_rise(width, arch);
  const auto foot = static_cast<float>(rise);
  const float tip = std::acos(c / radius);
  text::Outline outline;
  outline.move_to({0, foot});
  // The left side's centre lies right of the middle by c, and the other way round.
  outline.arc({a + c, foot}, radius, arch.squash * radius, kPi, kPi + tip);
  outline.arc({a - c, foot}, radius, arch.squash * radius, 2 * kPi - tip, 2 * kPi);
  outline.close();
  return text::fill(outline, width, rise);
}

text::Bitmap triangle_mask(int width, int height, Triangle triangle) {
  const auto w = static_cast<float>(width), h = static_cast<float>(height);
  text::Outline outline;
  outline.move_to({0, 0});
  outline.line_to({w, 0});
  outline.line_to(triangle == Triangle::corner ? text::Point{w, h} : text::Point{w / 2, h});
  outline.close();
  return text::fill(outline, width, height);
}

text::Bitmap ring_mask(int size, float line, float part) {
  text::Outline outline;
  const float middle = static_cast<float>(size) / 2;
  const float radius = middle - line / 2;
  outline.arc({middle, middle}, radius, radius, -kPi / 2, -kPi / 2 + 2 * kPi * part);
  // Back along the same way: a closed path with no inside, which the pen draws as an open line.
  outline.arc({middle, middle}, radius, radius, -kPi / 2 + 2 * kPi * part, -kPi / 2);
  outline.close();
  return text::stroke(outline, line, size, size);
}

}  // namespace kiosk::ui
