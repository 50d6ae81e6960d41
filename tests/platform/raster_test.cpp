// The software renderer against a slow, plain twin: every pixel of random rectangles, one at a time.

#include <cmath>
#include <random>

#include "platform/display/raster.h"
#include "tests/support/catch.h"

using namespace platform::display;
using kiosk::ui::DrawCommand;
using kiosk::ui::DrawData;
using kiosk::ui::TextureFormat;
using kiosk::ui::TextureId;
using kiosk::ui::Vertex;

namespace {

constexpr int kWidth = 64, kHeight = 48;

struct Picture {
  std::vector<std::uint32_t> pixels = std::vector<std::uint32_t>(std::size_t{kWidth} * kHeight, 0xFF204060U);
  Target target() { return {pixels.data(), kWidth, kHeight, kWidth}; }
};

struct Rect {
  float left, top, right, bottom;
  std::uint32_t colour;  // R, G, B, A in memory
};

// Two triangles, as ImGui writes a rectangle.
struct Frame {
  std::vector<Vertex> vertices;
  std::vector<std::uint16_t> indices;
  DrawData data;

  void add(const Rect& r, float u0 = 0, float v0 = 0, float u1 = 0, float v1 = 0) {
    const auto first = static_cast<std::uint16_t>(vertices.size());
    vertices.push_back({r.left, r.top, u0, v0, r.colour});
    vertices.push_back({r.right, r.top, u1, v0, r.colour});
    vertices.push_back({r.right, r.bottom, u1, v1, r.colour});
    vertices.push_back({r.left, r.bottom, u0, v1, r.colour});
    for (const int corner : {0, 1, 2, 0, 2, 3}) indices.push_back(static_cast<std::uint16_t>(first + corner));
  }
  const DrawData& finish(const Rect& clip, TextureId texture = 0) {
    data.width_px = kWidth;
    data.height_px = kHeight;
    data.vertices = vertices;
    data.indices = indices;
    data.commands = {{clip.left, clip.top, clip.right, clip.bottom, texture, 0,
                      static_cast<std::uint32_t>(indices.size()), 0}};
    return data;
  }
};

constexpr Rect kEverything{0, 0, kWidth, kHeight, 0};

std::uint32_t mixed(std::uint32_t under, std::uint32_t colour, std::uint32_t alpha) {
  std::uint32_t out = 0xFF000000U;
  for (int channel = 0; channel < 3; ++channel) {
    const std::uint32_t over = colour >> (8 * channel) & 0xFF;
    const int shift = 16 - 8 * channel;
    const std::uint32_t below = under >> shift & 0xFF;
    out |= static_cast<std::uint32_t>(std::lround((over * alpha + below * (255 - alpha)) / 255.0)) << shift;
  }
  return out;
}

void plain_rect(Picture& picture, const Rect& r, const Rect& clip) {
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const float cx = static_cast<float>(x) + 0.5F, cy = static_cast<float>(y) + 0.5F;
      if (cx < r.left || cx >= r.right || cy < r.top || cy >= r.bottom) continue;
      if (x < static_cast<int>(clip.left) || x >= static_cast<int>(clip.right) ||
          y < static_cast<int>(clip.top) || y >= static_cast<int>(clip.bottom))
        continue;
      std::uint32_t& pixel = picture.pixels[static_cast<std::size_t>(y * kWidth + x)];
      pixel = mixed(pixel, r.colour, r.colour >> 24);
    }
  }
}

}  // namespace

TEST_CASE("rectangles of any colour, place and clip are what a pixel-by-pixel twin paints") {
  std::mt19937 random(20261125);
  std::uniform_real_distribution<float> place(-10, 70);
  const TextureStore none;
  for (int round = 0; round < 2000; ++round) {
    Picture fast, plain;
    Rect clip{std::floor(place(random)), std::floor(place(random)), std::floor(place(random)),
              std::floor(place(random)), 0};
    if (clip.left < 0 || clip.top < 0) clip = kEverything;
    Frame frame;
    for (int i = 0; i < 3; ++i) {
      const float left = place(random), top = place(random);
      const Rect r{left, top, left + std::abs(place(random)), top + std::abs(place(random)),
                   static_cast<std::uint32_t>(random()) | (round % 3 == 0 ? 0xFF000000U : 0)};
      frame.add(r);
      plain_rect(plain, r, clip);
    }
    draw(frame.finish(clip), none, fast.target());
    INFO("round " << round);
    REQUIRE(fast.pixels == plain.pixels);
  }
}

TEST_CASE("a letter from the grey atlas is its coverage times the colour, texel for pixel") {
  TextureStore textures;
  const TextureId id = textures.create(TextureFormat::grey, 16, 16);
  std::mt19937 random(7);
  std::vector<std::uint8_t> coverage(256);
  for (std::uint8_t& value : coverage) value = static_cast<std::uint8_t>(random());
  textures.update(id, 0, 0, 16, 16, coverage.data(), 16);
  Frame frame;
  const std::uint32_t colour = 0xC0308020U;
  frame.add({5, 6, 13, 16, colour}, 2 / 16.0F, 3 / 16.0F, 10 / 16.0F, 13 / 16.0F);
  Picture picture;
  const Picture before;
  draw(frame.finish(kEverything, id), textures, picture.target());
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const auto at = static_cast<std::size_t>(y * kWidth + x);
      const bool inside = x >= 5 && x < 13 && y >= 6 && y < 16;
      std::uint32_t wanted = before.pixels[at];
      if (inside) {
        const std::uint32_t texel = coverage[static_cast<std::size_t>((y - 6 + 3) * 16 + x - 5 + 2)];
        const auto alpha = static_cast<std::uint32_t>(std::lround(texel * 0xC0 / 255.0));
        wanted = mixed(wanted, colour, alpha);
      }
      REQUIRE(picture.pixels[at] == wanted);
    }
  }
}

TEST_CASE("triangles that share an edge leave no gap and paint no pixel twice") {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> place(0, 48);
  const TextureStore none;
  for (int round = 0; round < 500; ++round) {
    // A fan around a point: with half-transparent colour a pixel painted twice would be darker.
    const float x = 20 + place(random) / 4, y = 16 + place(random) / 4;
    Frame frame;
    const std::uint32_t colour = 0x80FFFFFFU;
    frame.vertices = {{x, y, 0, 0, colour},
                      {2, 2, 0, 0, colour},
                      {60.5F, 3, 0, 0, colour},
                      {58, 45.25F, 0, 0, colour},
                      {3, 44, 0, 0, colour}};
    frame.indices = {0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4, 1};
    Picture picture;
    draw(frame.finish(kEverything), none, picture.target());
    const std::uint32_t untouched = Picture().pixels[0], once = mixed(untouched, colour, 0x80);
    int inside = 0;
    for (const std::uint32_t pixel : picture.pixels) {
      const bool known = pixel == untouched || pixel == once;
      REQUIRE(known);
      inside += pixel == once;
    }
    CHECK(inside > 2000);
  }
}

TEST_CASE("an empty clip, a texture that is gone and a picture of no size draw nothing") {
  const TextureStore none;
  Picture picture;
  const Picture before;
  Frame frame;
  frame.add({0, 0, 10, 10, 0xFFFFFFFFU});
  draw(frame.finish({20, 20, 10, 10, 0}), none, picture.target());
  CHECK(picture.pixels == before.pixels);
  draw(DrawData{}, none, picture.target());
  CHECK(picture.pixels == before.pixels);
}
