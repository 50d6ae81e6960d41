#include "platform/display/raster.h"

#include <array>
#include <cmath>

#include "platform/display/blend.h"
#include "platform/display/spans.h"

namespace platform::display {
namespace {

using kiosk::ui::DrawData;
using kiosk::ui::TextureFormat;
using kiosk::ui::Vertex;

// A band of the picture is painted through before the next, so that what lies on top of one another is mixed
// in the processor's cache: this many pixels, half of a small one.
constexpr int kBandPixels = 32 * 1024;
constexpr std::uint32_t kBlack = 0xFF000000U;
constexpr std::int64_t kOneTexel = 1 << 16;

struct Colour {
  int r, g, b, a;
};

Colour unpack(std::uint32_t rgba) {
  return {static_cast<int>(rgba & 0xFF), static_cast<int>(rgba >> 8 & 0xFF),
          static_cast<int>(rgba >> 16 & 0xFF), static_cast<int>(rgba >> 24)};
}

std::uint32_t pack(const Colour& c) {
  return kBlack | static_cast<std::uint32_t>(c.r) << 16 | static_cast<std::uint32_t>(c.g) << 8 |
         static_cast<std::uint32_t>(c.b);
}

// Where a rectangle's texture is read: from texel u at the rectangle's own first pixel, one step a pixel, in
// 16.16.
struct Walk {
  std::int64_t start, step;
  int first;  // pixel

  [[nodiscard]] std::int64_t unclamped(int pixel) const { return (start + step * (pixel - first)) >> 16; }
  [[nodiscard]] int at(int pixel, int size) const {
    return static_cast<int>(std::clamp<std::int64_t>(unclamped(pixel), 0, size - 1));
  }
  // The texels of pixels from .. to - 1 lie side by side, all of them inside the texture.
  [[nodiscard]] bool is_straight(int from, int to, int size) const {
    return step == kOneTexel && unclamped(from) >= 0 && unclamped(to - 1) < size;
  }
};

Walk walk_of(float from, float to, float t0, float t1, int size) {
  const int first = first_centre(from);
  const double scale = to > from ? static_cast<double>(t1 - t0) * size / static_cast<double>(to - from) : 0;
  const double start = static_cast<double>(t0) * size + (first + 0.5 - static_cast<double>(from)) * scale;
  return {static_cast<std::int64_t>(std::floor(start * kOneTexel)),
          static_cast<std::int64_t>(std::llround(scale * kOneTexel)), first};
}

Colour mix(const Colour& a, const Colour& b, int weight_256) {
  const auto one = [weight_256](int x, int y) {
    return (x * (256 - weight_256) + y * weight_256 + 128) >> 8;
  };
  return {one(a.r, b.r), one(a.g, b.g), one(a.b, b.b), one(a.a, b.a)};
}

class Painter {
 public:
  Painter(const DrawData& frame, const TextureStore& textures, const Target& target)
      : frame_(frame), textures_(textures), target_(target) {}

  void paint(const Primitive& primitive, const Area& part);
  void clear(const Area& part) const;

 private:
  [[nodiscard]] std::uint32_t* row(int y) const {
    return target_.pixels + static_cast<std::ptrdiff_t>(y) * target_.pitch_px;
  }
  void quad(const Quad& quad, const Area& area) const;
  void textured(const Quad& quad, const Area& area) const;
  void row_flat(int y, const Area& area, std::uint32_t colour) const;
  void row_grey(int y, const Area& area, std::uint32_t colour, const std::uint8_t* coverage,
                const Walk& walk) const;
  void row_colour(int y, const Area& area, std::uint32_t tint, const std::uint32_t* texels,
                  const Walk& walk) const;
  void row_sideways(int y, const Area& area, const Quad& quad) const;
  void triangle(const std::array<const Vertex*, 3>& corners, const Area& area) const;
  [[nodiscard]] Colour texel(float u, float v) const;

  const DrawData& frame_;
  const TextureStore& textures_;
  Target target_;
  const Texture* texture_ = nullptr;
};

void Painter::clear(const Area& part) const {
  for (int y = part.top; y < part.bottom; ++y) spans::fill(row(y) + part.left, part.width(), kBlack);
}

void Painter::paint(const Primitive& primitive, const Area& part) {
  const Area area = common(primitive.area, part);
  if (area.is_empty()) return;
  texture_ = textures_.find(primitive.texture);
  if (primitive.kind != Primitive::Kind::triangle) return quad(quad_of(frame_, primitive), area);
  const Vertex* vertices = frame_.vertices.data() + primitive.vertex_offset;
  const std::uint16_t* indices = frame_.indices.data() + primitive.first_index;
  triangle({vertices + indices[0], vertices + indices[1], vertices + indices[2]}, area);
}

void Painter::quad(const Quad& q, const Area& area) const {
  if (q.goes_sideways()) {
    for (int y = area.top; y < area.bottom; ++y) row_sideways(y, area, q);
  } else if (!q.is_plain(texture_)) {
    textured(q, area);
  } else {
    for (int y = area.top; y < area.bottom; ++y)
      row_flat(y, area, q.goes_down() ? colour_of_row(q, y) : q.colours[0]);
  }
}

void Painter::textured(const Quad& q, const Area& area) const {
  const Walk across = walk_of(q.left, q.right, q.u0, q.u1, texture_->width);
  const Walk down = walk_of(q.top, q.bottom, q.v0, q.v1, texture_->height);
  for (int y = area.top; y < area.bottom; ++y) {
    const std::uint32_t colour = q.goes_down() ? colour_of_row(q, y) : q.colours[0];
    const int from = down.at(y, texture_->height);
    if (texture_->format == TextureFormat::grey) {
      row_grey(y, area, colour, texture_->coverage(from), across);
    } else {
      row_colour(y, area, colour, texture_->texels(from), across);
    }
  }
}

void Painter::row_flat(int y, const Area& area, std::uint32_t colour) const {
  const std::uint32_t over = pack(unpack(colour)), alpha = colour >> 24;
  if (alpha == 255) {
    spans::fill(row(y) + area.left, area.width(), over);
  } else if (alpha > 0) {
    spans::blend_flat(row(y) + area.left, area.width(), over, alpha);
  }
}

void Painter::row_grey(int y, const Area& area, std::uint32_t colour, const std::uint8_t* coverage,
                       const Walk& walk) const {
  const std::uint32_t over = pack(unpack(colour)), alpha = colour >> 24;
  std::uint32_t* to = row(y);
  const int first = walk.at(area.left, texture_->width), last = walk.at(area.right - 1, texture_->width);
  if (walk.is_straight(area.left, area.right, texture_->width)) {
    spans::blend_grey(to + area.left, area.width(), over, alpha, coverage + first);
  } else if (first == last) {  // one texel, stretched: the edge of a shadow
    const std::uint32_t cover = divide_255(coverage[first] * alpha);
    if (cover == 255) {
      spans::fill(to + area.left, area.width(), over);
    } else if (cover != 0) {
      spans::blend_flat(to + area.left, area.width(), over, cover);
    }
  } else {
    for (int x = area.left; x < area.right; ++x) {
      const std::uint32_t cover = divide_255(coverage[walk.at(x, texture_->width)] * alpha);
      if (cover != 0) to[x] = blend(to[x], over, cover);
    }
  }
}

void Painter::row_colour(int y, const Area& area, std::uint32_t tint, const std::uint32_t* texels,
                         const Walk& walk) const {
  const Colour by = unpack(tint);
  const auto alpha = static_cast<std::uint32_t>(by.a);
  const bool is_white = (tint & 0xFFFFFFU) == 0xFFFFFFU;
  std::uint32_t* to = row(y);
  if (is_white && walk.is_straight(area.left, area.right, texture_->width)) {
    spans::blend_colour(to + area.left, area.width(), alpha, texels + walk.at(area.left, texture_->width));
    return;
  }
  const auto times = [](std::uint32_t a, int b) {
    return static_cast<int>(divide_255(a * static_cast<std::uint32_t>(b)));
  };
  for (int x = area.left; x < area.right; ++x) {
    const std::uint32_t t = texels[walk.at(x, texture_->width)];
    const std::uint32_t cover = divide_255((t >> 24) * alpha);
    if (cover == 0) continue;
    const std::uint32_t over =
        is_white ? t
                 : pack({times(t >> 16 & 0xFF, by.r), times(t >> 8 & 0xFF, by.g), times(t & 0xFF, by.b), 0});
    to[x] = blend(to[x], over, cover);
  }
}

// A gradient from start to end of the row; textures are not combined with it.
void Painter::row_sideways(int y, const Area& area, const Quad& q) const {
  const Colour first = unpack(q.colours[0]);
  const Colour last = unpack(q.colours[1]);
  std::uint32_t* to = row(y);
  for (int x = area.left; x < area.right; ++x) {
    const float t = (static_cast<float>(x) + 0.5F - q.left) / (q.right - q.left);
    const Colour colour = mix(first, last, static_cast<int>(t * 256));
    to[x] = blend(to[x], pack(colour), static_cast<std::uint32_t>(colour.a));
  }
}

Colour Painter::texel(float u, float v) const {
  if (texture_ == nullptr) return {255, 255, 255, 255};
  const int x = std::clamp(static_cast<int>(u * static_cast<float>(texture_->width)), 0, texture_->width - 1);
  const int y =
      std::clamp(static_cast<int>(v * static_cast<float>(texture_->height)), 0, texture_->height - 1);
  if (texture_->format == TextureFormat::grey) return {255, 255, 255, texture_->coverage(y)[x]};
  const std::uint32_t t = texture_->texels(y)[x];
  return {static_cast<int>(t >> 16 & 0xFF), static_cast<int>(t >> 8 & 0xFF), static_cast<int>(t & 0xFF),
          static_cast<int>(t >> 24)};
}

// Edge functions in 28.4 fixed point, so that neighbouring triangles meet without gap or overlap.
void Painter::triangle(const std::array<const Vertex*, 3>& corners, const Area& part) const {
  const auto fixed = [](float value) { return static_cast<std::int64_t>(std::lround(value * 16)); };
  std::array<const Vertex*, 3> corner = corners;
  const auto cross = [&fixed](const Vertex& p, const Vertex& q, const Vertex& r) {
    return (fixed(q.x) - fixed(p.x)) * (fixed(r.y) - fixed(p.y)) -
           (fixed(q.y) - fixed(p.y)) * (fixed(r.x) - fixed(p.x));
  };
  std::int64_t area = cross(*corner[0], *corner[1], *corner[2]);
  if (area == 0) return;
  if (area < 0) {
    std::swap(corner[1], corner[2]);
    area = -area;
  }
  // Weight of each corner: the edge function of the opposite edge; a pixel on a left or upper edge belongs
  // inside.
  std::array<std::int64_t, 3> bias{};
  std::array<Colour, 3> colours{};
  for (std::size_t i = 0; i < 3; ++i) {
    const Vertex& from = *corner[(i + 1) % 3];
    const Vertex& to = *corner[(i + 2) % 3];
    const bool top_left = (from.y == to.y && to.x > from.x) || to.y < from.y;
    bias[i] = top_left ? 0 : -1;
    colours[i] = unpack(corner[i]->colour);
  }
  const float scale = 1.0F / static_cast<float>(area);
  for (int y = part.top; y < part.bottom; ++y) {
    for (int x = part.left; x < part.right; ++x) {
      Vertex point{};
      point.x = static_cast<float>(x) + 0.5F;
      point.y = static_cast<float>(y) + 0.5F;
      std::array<std::int64_t, 3> weight{};
      for (std::size_t i = 0; i < 3; ++i)
        weight[i] = cross(*corner[(i + 1) % 3], *corner[(i + 2) % 3], point);
      if (weight[0] + bias[0] < 0 || weight[1] + bias[1] < 0 || weight[2] + bias[2] < 0) continue;
      std::array<float, 3> w{};
      for (std::size_t i = 0; i < 3; ++i) w[i] = static_cast<float>(weight[i]) * scale;
      const auto sum = [&w](float p, float q, float r) { return w[0] * p + w[1] * q + w[2] * r; };
      const Colour texture =
          texel(sum(corner[0]->u, corner[1]->u, corner[2]->u), sum(corner[0]->v, corner[1]->v, corner[2]->v));
      const auto channel = [&](int p, int q, int r, int t) {
        const float value = sum(static_cast<float>(p), static_cast<float>(q), static_cast<float>(r));
        return static_cast<int>(
            divide_255(static_cast<std::uint32_t>(std::clamp(static_cast<int>(value + 0.5F), 0, 255) * t)));
      };
      const Colour over{channel(colours[0].r, colours[1].r, colours[2].r, texture.r),
                        channel(colours[0].g, colours[1].g, colours[2].g, texture.g),
                        channel(colours[0].b, colours[1].b, colours[2].b, texture.b),
                        channel(colours[0].a, colours[1].a, colours[2].a, texture.a)};
      std::uint32_t& pixel = row(y)[x];
      if (over.a > 0) pixel = blend(pixel, pack(over), static_cast<std::uint32_t>(over.a));
    }
  }
}

// The last primitive that hides everything under a part, if any: what comes before it need not be painted.
std::size_t first_seen(std::span<const Primitive> primitives, const Area& part) {
  std::size_t i = primitives.size();
  while (i > 0 && !(primitives[i - 1].is_opaque && primitives[i - 1].area.contains(part))) --i;
  return i > 0 ? i - 1 : primitives.size();
}

}  // namespace

void paint(const DrawData& frame, std::span<const Primitive> primitives, const TextureStore& textures,
           const Target& target, const Area& part) {
  Painter painter(frame, textures, target);
  const int rows = std::max(1, kBandPixels / std::max(1, part.width()));
  for (int top = part.top; top < part.bottom; top += rows) {
    const Area band{part.left, top, part.right, std::min(part.bottom, top + rows)};
    std::size_t first = first_seen(primitives, band);
    if (first == primitives.size()) {
      painter.clear(band);
      first = 0;
    }
    for (const Primitive& primitive : primitives.subspan(first)) {
      if (primitive.area.meets(band)) painter.paint(primitive, band);
    }
  }
}

void draw(const DrawData& frame, const TextureStore& textures, const Target& target) {
  PrimitiveList list;
  list.read(frame, textures, {0, 0, target.width, target.height});
  Painter painter(frame, textures, target);
  for (const Primitive& primitive : list.all()) painter.paint(primitive, primitive.area);
}

}  // namespace platform::display
