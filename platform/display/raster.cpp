#include "platform/display/raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "kiosk/base/check.h"

namespace platform::display {
namespace {

using kiosk::ui::DrawCommand;
using kiosk::ui::DrawData;
using kiosk::ui::TextureFormat;
using kiosk::ui::TextureId;
using kiosk::ui::Vertex;

struct Colour {
  int r, g, b, a;
};

Colour unpack(std::uint32_t rgba) {
  return {static_cast<int>(rgba & 0xFF), static_cast<int>(rgba >> 8 & 0xFF),
          static_cast<int>(rgba >> 16 & 0xFF), static_cast<int>(rgba >> 24)};
}

// x / 255, rounded, exact for 0 .. 255 * 255.
constexpr std::uint32_t divide_255(std::uint32_t x) { return (x + 128 + ((x + 128) >> 8)) >> 8; }

std::uint32_t pack(const Colour& c) {
  return 0xFF000000U | static_cast<std::uint32_t>(c.r) << 16 | static_cast<std::uint32_t>(c.g) << 8 |
         static_cast<std::uint32_t>(c.b);
}

std::uint32_t blend(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
  const std::uint32_t rest = 255 - alpha;
  const auto mix = [&](int shift) {
    return divide_255((over >> shift & 0xFF) * alpha + (under >> shift & 0xFF) * rest) << shift;
  };
  return 0xFF000000U | mix(16) | mix(8) | mix(0);
}

struct Clip {
  int left, top, right, bottom;
};

Clip clip_of(const DrawCommand& command, const Target& target) {
  return {std::max(0, static_cast<int>(command.clip_left)), std::max(0, static_cast<int>(command.clip_top)),
          std::min(target.width, static_cast<int>(command.clip_right)),
          std::min(target.height, static_cast<int>(command.clip_bottom))};
}

// An upright rectangle: four corners, its texture's and its corners' colours (top left, top right, bottom
// left, bottom right).
struct Quad {
  float left, top, right, bottom;
  float u0, v0, u1, v1;
  std::array<std::uint32_t, 4> colours;
};

// ImGui writes a rectangle as 0,1,2, 0,2,3 with corners clockwise from the top left.
bool as_quad(std::span<const std::uint16_t> indices, const Vertex* vertices, Quad& quad) {
  if (indices.size() < 6 || indices[0] != indices[3] || indices[2] != indices[4]) return false;
  const Vertex& a = vertices[indices[0]];
  const Vertex& b = vertices[indices[1]];
  const Vertex& c = vertices[indices[2]];
  const Vertex& d = vertices[indices[5]];
  const bool upright = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x && a.x <= b.x && a.y <= d.y;
  const bool mapped = a.v == b.v && b.u == c.u && c.v == d.v && d.u == a.u;
  if (!upright || !mapped) return false;
  quad = {a.x, a.y, c.x, c.y, a.u, a.v, c.u, c.v, {a.colour, b.colour, d.colour, c.colour}};
  return true;
}

// Where a rectangle's texture is read: from texel u at the first pixel, one step a pixel, in 16.16.
struct Walk {
  std::int64_t start, step;
  [[nodiscard]] int at(int i, int size) const {
    return std::clamp(static_cast<int>((start + step * i) >> 16), 0, size - 1);
  }
};

// First pixel centre at or after `edge`.
int first_centre(float edge) { return static_cast<int>(std::ceil(edge - 0.5F)); }

Walk walk_of(float from, float to, float t0, float t1, int first, int size) {
  const double scale = to > from ? static_cast<double>(t1 - t0) * size / static_cast<double>(to - from) : 0;
  const double start = static_cast<double>(t0) * size + (first + 0.5 - static_cast<double>(from)) * scale;
  return {static_cast<std::int64_t>(std::floor(start * 65536)),
          static_cast<std::int64_t>(std::llround(scale * 65536))};
}

Colour mix(const Colour& a, const Colour& b, int weight_256) {
  const auto one = [weight_256](int x, int y) {
    return (x * (256 - weight_256) + y * weight_256 + 128) >> 8;
  };
  return {one(a.r, b.r), one(a.g, b.g), one(a.b, b.b), one(a.a, b.a)};
}

class Painter {
 public:
  Painter(const Target& target, const TextureStore& textures) : target_(target), textures_(textures) {}

  void command(const DrawData& frame, const DrawCommand& command);

 private:
  void quad(const Quad& quad);
  void row_flat(std::uint32_t* row, int from, int to, const Colour& colour) const;
  void row_grey(std::uint32_t* row, int from, int to, const Colour& colour, const std::uint8_t* texels,
                Walk walk) const;
  void row_colour(std::uint32_t* row, int from, int to, const Colour& tint, const std::uint8_t* texels,
                  Walk walk) const;
  void row_sideways(std::uint32_t* row, int from, int to, const Quad& quad) const;
  void triangle(const Vertex& a, const Vertex& b, const Vertex& c);
  [[nodiscard]] Colour texel(float u, float v) const;

  Target target_;
  const TextureStore& textures_;
  Clip clip_{};
  const Texture* texture_ = nullptr;
};

void Painter::command(const DrawData& frame, const DrawCommand& command) {
  clip_ = clip_of(command, target_);
  if (clip_.left >= clip_.right || clip_.top >= clip_.bottom) return;
  texture_ = textures_.find(command.texture);
  const Vertex* vertices = frame.vertices.data() + command.vertex_offset;
  const auto indices = frame.indices.subspan(command.first_index, command.index_count);
  for (std::size_t i = 0; i + 3 <= indices.size();) {
    Quad found{};
    if (as_quad(indices.subspan(i), vertices, found)) {
      quad(found);
      i += 6;
    } else {
      triangle(vertices[indices[i]], vertices[indices[i + 1]], vertices[indices[i + 2]]);
      i += 3;
    }
  }
}

void Painter::quad(const Quad& q) {
  const int left = std::max(first_centre(q.left), clip_.left);
  const int right = std::min(first_centre(q.right), clip_.right);
  const int top = std::max(first_centre(q.top), clip_.top);
  const int bottom = std::min(first_centre(q.bottom), clip_.bottom);
  if (left >= right || top >= bottom) return;
  const bool sideways = q.colours[0] != q.colours[1] || q.colours[2] != q.colours[3];
  const bool downwards = q.colours[0] != q.colours[2];
  const bool plain = texture_ == nullptr || (q.u0 == q.u1 && q.v0 == q.v1);
  Walk across{}, down{};
  if (!plain) {
    across = walk_of(q.left, q.right, q.u0, q.u1, left, texture_->width);
    down = walk_of(q.top, q.bottom, q.v0, q.v1, top, texture_->height);
  }
  const Colour first = unpack(q.colours[0]);
  const Colour last = unpack(q.colours[2]);
  for (int y = top; y < bottom; ++y) {
    std::uint32_t* row = target_.pixels + static_cast<std::ptrdiff_t>(y) * target_.pitch_px;
    if (sideways) {
      row_sideways(row, left, right, q);
      continue;
    }
    Colour colour = first;
    if (downwards) {
      const float t = (static_cast<float>(y) + 0.5F - q.top) / (q.bottom - q.top);
      colour = mix(first, last, static_cast<int>(t * 256));
    }
    if (plain) {
      row_flat(row, left, right, colour);
      continue;
    }
    const auto texture_row = static_cast<std::size_t>(down.at(y - top, texture_->height)) *
                             static_cast<std::size_t>(texture_->width);
    if (texture_->format == TextureFormat::grey) {
      row_grey(row, left, right, colour, texture_->pixels.data() + texture_row, across);
    } else {
      row_colour(row, left, right, colour, texture_->pixels.data() + texture_row * 4, across);
    }
  }
}

void Painter::row_flat(std::uint32_t* row, int from, int to, const Colour& colour) const {
  const std::uint32_t over = pack(colour);
  if (colour.a == 255) {
    std::fill(row + from, row + to, over);
  } else if (colour.a > 0) {
    for (int x = from; x < to; ++x) row[x] = blend(row[x], over, static_cast<std::uint32_t>(colour.a));
  }
}

void Painter::row_grey(std::uint32_t* row, int from, int to, const Colour& colour, const std::uint8_t* texels,
                       Walk walk) const {
  const std::uint32_t over = pack(colour);
  const auto alpha = static_cast<std::uint32_t>(colour.a);
  for (int x = from; x < to; ++x) {
    const std::uint32_t coverage = divide_255(texels[walk.at(x - from, texture_->width)] * alpha);
    if (coverage == 255) {
      row[x] = over;
    } else if (coverage != 0) {
      row[x] = blend(row[x], over, coverage);
    }
  }
}

void Painter::row_colour(std::uint32_t* row, int from, int to, const Colour& tint, const std::uint8_t* texels,
                         Walk walk) const {
  const bool plain_tint = tint.r == 255 && tint.g == 255 && tint.b == 255;
  for (int x = from; x < to; ++x) {
    const std::uint8_t* t = texels + static_cast<std::ptrdiff_t>(walk.at(x - from, texture_->width)) * 4;
    const std::uint32_t alpha = divide_255(t[3] * static_cast<std::uint32_t>(tint.a));
    if (alpha == 0) continue;
    Colour c{t[0], t[1], t[2], 255};
    if (!plain_tint) {
      const auto times = [](int a, int b) {
        return static_cast<int>(divide_255(static_cast<std::uint32_t>(a * b)));
      };
      c = {times(c.r, tint.r), times(c.g, tint.g), times(c.b, tint.b), 255};
    }
    row[x] = alpha == 255 ? pack(c) : blend(row[x], pack(c), alpha);
  }
}

// A gradient from start to end of the row; textures are not combined with it.
void Painter::row_sideways(std::uint32_t* row, int from, int to, const Quad& q) const {
  const Colour first = unpack(q.colours[0]);
  const Colour last = unpack(q.colours[1]);
  for (int x = from; x < to; ++x) {
    const float t = (static_cast<float>(x) + 0.5F - q.left) / (q.right - q.left);
    const Colour colour = mix(first, last, static_cast<int>(t * 256));
    row[x] = blend(row[x], pack(colour), static_cast<std::uint32_t>(colour.a));
  }
}

Colour Painter::texel(float u, float v) const {
  if (texture_ == nullptr) return {255, 255, 255, 255};
  const int x = std::clamp(static_cast<int>(u * static_cast<float>(texture_->width)), 0, texture_->width - 1);
  const int y =
      std::clamp(static_cast<int>(v * static_cast<float>(texture_->height)), 0, texture_->height - 1);
  const std::size_t at =
      static_cast<std::size_t>(y) * static_cast<std::size_t>(texture_->width) + static_cast<std::size_t>(x);
  if (texture_->format == TextureFormat::grey) return {255, 255, 255, texture_->pixels[at]};
  const std::uint8_t* t = texture_->pixels.data() + at * 4;
  return {t[0], t[1], t[2], t[3]};
}

// Edge functions in 28.4 fixed point, so that neighbouring triangles meet without gap or overlap.
void Painter::triangle(const Vertex& a, const Vertex& b_in, const Vertex& c_in) {
  const auto fixed = [](float value) { return static_cast<std::int64_t>(std::lround(value * 16)); };
  const Vertex* b = &b_in;
  const Vertex* c = &c_in;
  const auto cross = [&fixed](const Vertex& p, const Vertex& q, const Vertex& r) {
    return (fixed(q.x) - fixed(p.x)) * (fixed(r.y) - fixed(p.y)) -
           (fixed(q.y) - fixed(p.y)) * (fixed(r.x) - fixed(p.x));
  };
  std::int64_t area = cross(a, *b, *c);
  if (area == 0) return;
  if (area < 0) {
    std::swap(b, c);
    area = -area;
  }
  const int left = std::max(clip_.left, first_centre(std::min({a.x, b->x, c->x})));
  const int right = std::min(clip_.right, first_centre(std::max({a.x, b->x, c->x})) + 1);
  const int top = std::max(clip_.top, first_centre(std::min({a.y, b->y, c->y})));
  const int bottom = std::min(clip_.bottom, first_centre(std::max({a.y, b->y, c->y})) + 1);
  // Weight of each corner: the edge function of the opposite edge; a pixel on a left or upper edge belongs
  // inside.
  const std::array<const Vertex*, 3> corner = {&a, b, c};
  std::array<std::int64_t, 3> bias{};
  for (std::size_t i = 0; i < 3; ++i) {
    const Vertex& from = *corner[(i + 1) % 3];
    const Vertex& to = *corner[(i + 2) % 3];
    const bool top_left = (from.y == to.y && to.x > from.x) || to.y < from.y;
    bias[i] = top_left ? 0 : -1;
  }
  const std::array<Colour, 3> colours = {unpack(a.colour), unpack(b->colour), unpack(c->colour)};
  const float scale = 1.0F / static_cast<float>(area);
  for (int y = top; y < bottom; ++y) {
    std::uint32_t* row = target_.pixels + static_cast<std::ptrdiff_t>(y) * target_.pitch_px;
    for (int x = left; x < right; ++x) {
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
      const Colour texture = texel(sum(a.u, b->u, c->u), sum(a.v, b->v, c->v));
      const auto channel = [&](int p, int q, int r, int t) {
        const float value = sum(static_cast<float>(p), static_cast<float>(q), static_cast<float>(r));
        return static_cast<int>(
            divide_255(static_cast<std::uint32_t>(std::clamp(static_cast<int>(value + 0.5F), 0, 255) * t)));
      };
      const Colour over{channel(colours[0].r, colours[1].r, colours[2].r, texture.r),
                        channel(colours[0].g, colours[1].g, colours[2].g, texture.g),
                        channel(colours[0].b, colours[1].b, colours[2].b, texture.b),
                        channel(colours[0].a, colours[1].a, colours[2].a, texture.a)};
      if (over.a > 0) row[x] = blend(row[x], pack(over), static_cast<std::uint32_t>(over.a));
    }
  }
}

}  // namespace

TextureId TextureStore::create(TextureFormat format, int width, int height) {
  const std::size_t bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                            (format == TextureFormat::grey ? 1 : 4);
  textures_.emplace(++last_, Texture{format, width, height, std::vector<std::uint8_t>(bytes)});
  return last_;
}

void TextureStore::update(TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
                          int pitch) {
  const auto found = textures_.find(id);
  KIOSK_ASSERT(found != textures_.end());
  Texture& texture = found->second;
  KIOSK_ASSERT(x >= 0 && y >= 0 && x + width <= texture.width && y + height <= texture.height);
  const std::size_t size = texture.format == TextureFormat::grey ? 1 : 4;
  for (int row = 0; row < height; ++row) {
    const std::size_t at = (static_cast<std::size_t>(y + row) * static_cast<std::size_t>(texture.width) +
                            static_cast<std::size_t>(x)) *
                           size;
    std::memcpy(texture.pixels.data() + at, pixels + static_cast<std::ptrdiff_t>(row) * pitch,
                static_cast<std::size_t>(width) * size);
  }
}

void TextureStore::destroy(TextureId id) { textures_.erase(id); }

const Texture* TextureStore::find(TextureId id) const {
  const auto found = textures_.find(id);
  return found == textures_.end() ? nullptr : &found->second;
}

void draw(const DrawData& frame, const TextureStore& textures, const Target& target) {
  Painter painter(target, textures);
  for (const DrawCommand& command : frame.commands) painter.command(frame, command);
}

}  // namespace platform::display
