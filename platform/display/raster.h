#pragma once
// The software renderer's pixels: draws ui::DrawData into memory, on the CPU, with integer arithmetic, so
// that the same frame gives the same bytes on every machine. No window here: the golden pictures use it as it
// is.
//
// Rectangles (two triangles that make an upright one) of one colour or a straight gradient, with or without a
// texture, are filled row by row (spans.h); everything else goes through a general triangle filler: pixel
// centres, top-left rule. What a pixel becomes does not depend on the part of the picture that is painted, so
// that parts painted at different times fit together.

#include <span>

#include "platform/display/primitives.h"

namespace platform::display {

// A picture in memory: 32 bits a pixel, B, G, R, X in memory (what X11 and KMS want), `pitch_px` pixels a
// row.
struct Target {
  std::uint32_t* pixels;
  int width, height;
  int pitch_px;
};

// Draws the whole frame over whatever the target holds.
void draw(const kiosk::ui::DrawData& frame, const TextureStore& textures, const Target& target);

// Paints one part of a frame, as if on black.
void paint(const kiosk::ui::DrawData& frame, std::span<const Primitive> primitives,
           const TextureStore& textures, const Target& target, const Area& part);

}  // namespace platform::display
