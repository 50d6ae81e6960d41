#include "platform/display/primitives.h"

#include <bit>
#include <cmath>

namespace platform::display {

using kiosk::ui::DrawCommand;
using kiosk::ui::DrawData;
using kiosk::ui::TextureFormat;
using kiosk::ui::TextureId;
using kiosk::ui::Vertex;

namespace {

constexpr float kFarAway = 1 << 24;     // whole pixels are exact up to here, and no panel is as large
constexpr std::size_t kMaxClips = 256;  // more of them share the last number: their contents do not move

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9FB21C651E98DF25U;
  return hash ^ hash >> 28;
}
std::uint64_t mixed(std::uint64_t hash, float first, float second) {
  return mixed(hash, static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(first)) << 32 |
                         std::bit_cast<std::uint32_t>(second));
}
std::uint64_t both(std::uint32_t first, std::uint32_t second) {
  return static_cast<std::uint64_t>(first) << 32 | second;
}

bool is_whole(float value) { return std::abs(value) < kFarAway && value == std::floor(value); }

// ImGui writes a rectangle as 0,1,2, 0,2,3 with corners clockwise from the top left.
bool as_quad(std::span<const std::uint16_t> indices, const Vertex* vertices, Quad& quad) {
  if (indices.size() < 6 || indices[0] != indices[3] || indices[2] != indices[4]) return false;
  const Vertex& a = vertices[indices[0]];
  const Vertex& b = vertices[indices[1]];
  const Vertex& c = vertices[indices[2]];
  const Vertex& d = vertices[indices[5]];
  const bool upright = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x && a.x <= b.x && a.y <= d.y;
  const bool is_mapped = a.v == b.v && b.u == c.u && c.v == d.v && d.u == a.u;
  if (!upright || !is_mapped) return false;
  quad = {a.x, a.y, c.x, c.y, a.u, a.v, c.u, c.v, {a.colour, b.colour, d.colour, c.colour}};
  return true;
}

Area texels_of(float u0, float v0, float u1, float v1, const Texture& texture) {
  const auto at = [](float place, int size) {
    return static_cast<int>(std::floor(std::clamp(place, 0.0F, 1.0F) * static_cast<float>(size)));
  };
  const Area read{at(std::min(u0, u1), texture.width) - 1, at(std::min(v0, v1), texture.height) - 1,
                  at(std::max(u0, u1), texture.width) + 2, at(std::max(v0, v1), texture.height) + 2};
  return common(read, {0, 0, texture.width, texture.height});
}

bool are_opaque(const Quad& quad) {
  return (quad.colours[0] & quad.colours[1] & quad.colours[2] & quad.colours[3]) >> 24 == 0xFF;
}

void describe(Primitive& primitive, const Quad& quad, const Texture* texture) {
  const std::uint64_t top_colours = both(quad.colours[0], quad.colours[1]);
  const std::uint64_t foot_colours = both(quad.colours[2], quad.colours[3]);
  primitive.is_opaque = are_opaque(quad);
  primitive.can_move = true;
  if (quad.goes_sideways()) {
    primitive.kind = Primitive::Kind::rows;
    primitive.content = mixed(mixed(mixed(1, top_colours), foot_colours), quad.left, quad.right);
    return;
  }
  const bool is_plain = quad.is_plain(texture);
  if (is_plain && !quad.goes_down()) {
    primitive.kind = Primitive::Kind::rows;
    primitive.content = mixed(2, quad.colours[0]);
    return;
  }
  primitive.can_move = is_whole(quad.top) && is_whole(quad.bottom);
  primitive.top = primitive.can_move ? static_cast<int>(quad.top) : 0;
  // Where the top is in whole pixels it is compared by itself.
  std::uint64_t content = mixed(mixed(3, top_colours), foot_colours);
  content = mixed(content, quad.bottom - quad.top, primitive.can_move ? 0 : quad.top);
  primitive.kind = Primitive::Kind::gradient;
  if (!is_plain) {
    primitive.kind = Primitive::Kind::textured;
    primitive.texels = texels_of(quad.u0, quad.v0, quad.u1, quad.v1, *texture);
    content = mixed(mixed(content, quad.left, quad.right), primitive.texture);
    content = mixed(mixed(content, quad.u0, quad.v0), quad.u1, quad.v1);
    primitive.is_opaque &= texture->format == TextureFormat::colour && texture->is_opaque;
  }
  primitive.content = content;
}

void describe(Primitive& primitive, const Vertex* const (&corners)[3], const Texture* texture) {
  primitive.kind = Primitive::Kind::triangle;
  primitive.can_move = false;
  primitive.is_opaque = false;
  std::uint64_t content = mixed(4, texture != nullptr ? primitive.texture : 0);
  for (const Vertex* corner : corners) {
    content = mixed(mixed(mixed(content, corner->x, corner->y), corner->u, corner->v), corner->colour);
  }
  primitive.content = content;
  if (texture == nullptr) return;
  const auto [a, b, c] = corners;
  primitive.texels = texels_of(std::min({a->u, b->u, c->u}), std::min({a->v, b->v, c->v}),
                               std::max({a->u, b->u, c->u}), std::max({a->v, b->v, c->v}), *texture);
}

Area area_of(float left, float top, float right, float bottom) {
  return {first_centre(left), first_centre(top), first_centre(right), first_centre(bottom)};
}

Area triangle_area(const Vertex* const (&corners)[3]) {
  const auto [a, b, c] = corners;
  Area area = area_of(std::min({a->x, b->x, c->x}), std::min({a->y, b->y, c->y}),
                      std::max({a->x, b->x, c->x}), std::max({a->y, b->y, c->y}));
  area.right += 1;
  area.bottom += 1;
  return area;
}

}  // namespace

int first_centre(float edge) {
  return static_cast<int>(std::ceil(std::clamp(edge, -kFarAway, kFarAway) - 0.5F));
}

std::uint32_t colour_of_row(const Quad& quad, int y) {
  const float part = (static_cast<float>(y) + 0.5F - quad.top) / (quad.bottom - quad.top);
  const int weight_256 = static_cast<int>(part * 256);
  std::uint32_t out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const auto first = static_cast<int>(quad.colours[0] >> shift & 0xFF);
    const auto last = static_cast<int>(quad.colours[2] >> shift & 0xFF);
    out |= static_cast<std::uint32_t>((first * (256 - weight_256) + last * weight_256 + 128) >> 8) << shift;
  }
  return out;
}

std::uint16_t PrimitiveList::clip_number(const Area& clip) {
  for (std::size_t i = 0; i < clips_.size(); ++i) {
    if (clips_[i] == clip) return static_cast<std::uint16_t>(i);
  }
  if (clips_.size() < kMaxClips) clips_.push_back(clip);
  return static_cast<std::uint16_t>(clips_.size() - 1);
}

void PrimitiveList::read(const DrawData& frame, const TextureStore& textures, const Area& picture) {
  clear();
  for (const DrawCommand& command : frame.commands) {
    const Area clip =
        common(picture, {static_cast<int>(command.clip_left), static_cast<int>(command.clip_top),
                         static_cast<int>(command.clip_right), static_cast<int>(command.clip_bottom)});
    if (clip.is_empty()) continue;
    const std::size_t first = primitives_.size();
    read(frame, command, textures.find(command.texture));
    const std::uint16_t number = clip_number(clip);
    std::size_t kept = first;
    for (std::size_t i = first; i < primitives_.size(); ++i) {
      Primitive primitive = primitives_[i];
      primitive.area = common(primitive.area, clip);
      primitive.clip = number;
      if (!primitive.area.is_empty()) primitives_[kept++] = primitive;
    }
    primitives_.resize(kept);
  }
}

void PrimitiveList::read(const DrawData& frame, const DrawCommand& command, const Texture* texture) {
  const Vertex* vertices = frame.vertices.data() + command.vertex_offset;
  const auto indices = frame.indices.subspan(command.first_index, command.index_count);
  for (std::size_t i = 0; i + 3 <= indices.size();) {
    Primitive& primitive = primitives_.emplace_back();
    primitive.texture = command.texture;
    primitive.first_index = command.first_index + static_cast<std::uint32_t>(i);
    primitive.vertex_offset = command.vertex_offset;
    Quad quad{};
    if (as_quad(indices.subspan(i), vertices, quad)) {
      describe(primitive, quad, texture);
      primitive.area = area_of(quad.left, quad.top, quad.right, quad.bottom);
      i += 6;
    } else {
      const Vertex* const corners[3] = {vertices + indices[i], vertices + indices[i + 1],
                                        vertices + indices[i + 2]};
      describe(primitive, corners, texture);
      primitive.area = triangle_area(corners);
      i += 3;
    }
  }
}

Quad quad_of(const DrawData& frame, const Primitive& primitive) {
  const Vertex* vertices = frame.vertices.data() + primitive.vertex_offset;
  const std::uint16_t* indices = frame.indices.data() + primitive.first_index;
  const Vertex& a = vertices[indices[0]];
  const Vertex& b = vertices[indices[1]];
  const Vertex& c = vertices[indices[2]];
  const Vertex& d = vertices[indices[5]];
  return {a.x, a.y, c.x, c.y, a.u, a.v, c.u, c.v, {a.colour, b.colour, d.colour, c.colour}};
}

}  // namespace platform::display
