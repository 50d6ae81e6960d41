#pragma once
// What one frame draws, as any renderer sees it: triangles with a colour and a place in a texture, in order,
// clipped to rectangles. A view of Dear ImGui's draw list, without copies: valid until the next frame begins.
//
// Positions are pixels of the unrotated picture, y downwards. Colours are straight (not premultiplied) alpha,
// bytes in memory R, G, B, A. A grey texture's value multiplies the alpha; a colour texture's multiplies all
// four.

#include <cstdint>
#include <span>
#include <vector>

struct ImDrawData;

namespace kiosk::ui {

using TextureId = std::uint32_t;  // 0: none

struct Vertex {
  float x, y;
  float u, v;  // 0..1
  std::uint32_t colour;
};

struct DrawCommand {
  float clip_left, clip_top, clip_right, clip_bottom;
  TextureId texture;
  std::uint32_t first_index, index_count;
  std::uint32_t vertex_offset;
};

struct DrawData {
  int width_px = 0;
  int height_px = 0;
  std::span<const Vertex> vertices;
  std::span<const std::uint16_t> indices;  // three a triangle
  std::vector<DrawCommand> commands;
  ImDrawData* native = nullptr;  // the same, for ImGui's own backends
};

}  // namespace kiosk::ui
