#pragma once
// A frame's draw commands, taken apart into the rectangles and triangles that leave pixels, each with what
// tells it from others: so that two frames can be compared (damage.h) and parts of one painted (raster.h).
//
// A primitive refers to the frame's vertices and indices for painting; for comparing it needs neither. Two
// with the same `content`, `top` and `area` leave the same pixels, given the same texels; `content` is a hash
// of 64 bits, so that a wrong answer is not to be expected in the life of all kiosks.

#include <span>
#include <vector>

#include "platform/display/textures.h"

namespace platform::display {

// An upright rectangle: its texture's corners and its corners' colours (top left, top right, bottom left,
// bottom right).
struct Quad {
  float left, top, right, bottom;
  float u0, v0, u1, v1;
  std::uint32_t colours[4];

  // One texel, or no texture at all: colours only.
  [[nodiscard]] bool is_plain(const Texture* texture) const {
    return texture == nullptr || (u0 == u1 && v0 == v1);
  }
  [[nodiscard]] bool goes_sideways() const { return colours[0] != colours[1] || colours[2] != colours[3]; }
  [[nodiscard]] bool goes_down() const { return colours[0] != colours[2]; }
};

// The colour of row `y` of a rectangle whose colours go downwards. R, G, B, A in memory.
std::uint32_t colour_of_row(const Quad& quad, int y);

// First pixel centre at or after `edge`.
int first_centre(float edge);

struct Primitive {
  enum class Kind : std::uint8_t {
    rows,      // every row alike: one colour, or colours that go sideways
    gradient,  // colours that go downwards
    textured,
    triangle,
  };
  std::uint64_t content;
  Area area;    // the pixels it may touch
  Area texels;  // what it reads of the texture, with a little around it; empty: nothing
  int top;      // of the whole rectangle; 0 if that is not in whole pixels, or does not matter
  kiosk::ui::TextureId texture;
  std::uint32_t first_index, vertex_offset;
  std::uint16_t clip;  // in PrimitiveList::clips()
  Kind kind;
  bool can_move;   // moved by whole pixels, it leaves the same pixels, moved
  bool is_opaque;  // nothing under `area` is seen
};

class PrimitiveList {
 public:
  // What of the frame falls into a picture of this size.
  void read(const kiosk::ui::DrawData& frame, const TextureStore& textures, const Area& picture);
  void clear() { primitives_.clear(), clips_.clear(); }
  void swap(PrimitiveList& other) { primitives_.swap(other.primitives_), clips_.swap(other.clips_); }

  [[nodiscard]] std::span<const Primitive> all() const { return primitives_; }
  [[nodiscard]] std::span<const Area> clips() const { return clips_; }

 private:
  void read(const kiosk::ui::DrawData& frame, const kiosk::ui::DrawCommand& command, const Texture* texture);
  std::uint16_t clip_number(const Area& clip);

  std::vector<Primitive> primitives_;
  std::vector<Area> clips_;
};

// The rectangle of a primitive that is not a triangle.
Quad quad_of(const kiosk::ui::DrawData& frame, const Primitive& primitive);

}  // namespace platform::display
