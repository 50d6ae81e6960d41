#include "kiosk/ui/shapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/ui/gate_arch.h"

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

std::size_t alpha_at(const Image& image, int x, int y) {
  return (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) *
             4 +
         3;
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

text::Bitmap part_of(const text::Bitmap& whole, int x, int y, int side) {
  text::Bitmap part{std::min(side, whole.width - x), std::min(side, whole.height - y), {}};
  part.pixels.reserve(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height));
  for (int row = 0; row < part.height; ++row) {
    const auto from = whole.pixels.begin() + static_cast<std::ptrdiff_t>(y + row) * whole.width + x;
    part.pixels.insert(part.pixels.end(), from, from + part.width);
  }
  return part;
}

float gate_width(float width) { return 2 * gate_shape(0, 0, width, width).bulge; }

text::Bitmap gate_mask(float width, float height) {
  const float whole = gate_width(width);
  return text::fill(gate_outline(gate_shape(whole / 2, height, width, height)),
                    static_cast<int>(std::ceil(whole)), static_cast<int>(std::ceil(height)));
}

void cut_to_arch(Image& image, const Arch& arch, int foot) {
  const text::Bitmap head = arch_head_mask(image.width, arch);
  const text::Bitmap disc = disc_mask(foot);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      int cover = 255;
      const int up = image.height - 1 - y;
      const int aside = std::min(x, image.width - 1 - x);
      if (y < head.height) cover = head.pixels[static_cast<std::size_t>(y * head.width + x)];
      if (up < foot && aside < foot) cover = disc.pixels[static_cast<std::size_t>(up * disc.width + aside)];
      std::uint8_t& alpha = image.pixels[alpha_at(image, x, y)];
      alpha = static_cast<std::uint8_t>(alpha * cover / 255);
    }
  }
}

void line_in_arch(Image& image, const Arch& arch, int foot, float inset, float line) {
  const float width = static_cast<float>(image.width) - 2 * inset,
              height = static_cast<float>(image.height) - 2 * inset;
  const float a = width / 2, c = arch.point * a, radius = a + c;
  const float rise = arch.squash * std::sqrt(radius * radius - c * c);
  const float tip = std::acos(c / radius);
  const float corner = std::max(1.0F, static_cast<float>(foot) - inset);
  const float left = inset, right = inset + width, foot_y = inset + height, jamb = inset + rise;
  text::Outline outline;
  outline.arc({left + a + c, jamb}, radius, arch.squash * radius, kPi, kPi + tip);
  outline.arc({left + a - c, jamb}, radius, arch.squash * radius, 2 * kPi - tip, 2 * kPi);
  outline.arc({right - corner, foot_y - corner}, corner, corner, 0, kPi / 2);
  outline.arc({left + corner, foot_y - corner}, corner, corner, kPi / 2, kPi);
  outline.close();
  const text::Bitmap ink = text::stroke(outline, line, image.width, image.height);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const int cover = ink.pixels[static_cast<std::size_t>(y * image.width + x)];
      for (std::size_t i = 1; i <= 3; ++i) {
        std::uint8_t& part = image.pixels[alpha_at(image, x, y) - i];
        part = static_cast<std::uint8_t>(part + (255 - part) * cover / 255);
      }
    }
  }
}

text::Bitmap triangle_mask(int width, int height, Triangle triangle) {
  const auto w = static_cast<float>(width), h = static_cast<float>(height);
  text::Outline outline;
  const bool up = triangle == Triangle::tip_up;
  outline.move_to({0, up ? h : 0});
  outline.line_to({w, up ? h : 0});
  outline.line_to(triangle == Triangle::corner ? text::Point{w, h} : text::Point{w / 2, up ? 0 : h});
  outline.close();
  return text::fill(outline, width, height);
}

text::Bitmap hatch_mask(int side, int step, float line) {
  const auto s = static_cast<float>(side);
  const float half = line * std::sqrt(0.5F);  // of the stroke, along the row
  text::Outline outline;
  for (int at = -step; at <= 2 * side + step; at += step) {
    const auto foot = static_cast<float>(at);
    outline.move_to({foot - half, 0});
    outline.line_to({foot + half, 0});
    outline.line_to({foot + half - s, s});
    outline.line_to({foot - half - s, s});
    outline.close();
  }
  return text::fill(outline, side, side);
}

text::Bitmap diamond_mask(int size) {
  const auto whole = static_cast<float>(size), half = whole / 2;
  text::Outline outline;
  outline.move_to({half, 0});
  outline.line_to({whole, half});
  outline.line_to({half, whole});
  outline.line_to({0, half});
  outline.close();
  return text::fill(outline, size, size);
}

text::Bitmap ring_mask(int size, float line) {
  text::Outline outline;
  const float middle = static_cast<float>(size) / 2;
  const float radius = middle - line / 2;
  outline.arc({middle, middle}, radius, radius, 0, 2 * kPi);
  outline.close();
  return text::stroke(outline, line, size, size);
}

}  // namespace kiosk::ui
