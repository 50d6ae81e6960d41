#pragma once
// Turning pictures for panels that hang on their side.

#include "platform/display/area.h"
#include "platform/display/raster.h"
#include "platform/display/renderer.h"

namespace platform::display {

inline bool swaps_sides(Rotation rotation) {
  return rotation == Rotation::quarter || rotation == Rotation::three_quarters;
}

// Where a part of a picture of this size lies once the picture is turned.
Area turned(const Area& part, int width, int height, Rotation rotation);

// Copies a part of a picture to its place in the turned one; what lies outside `to` is left out.
void turn(const Target& from, const Area& part, const Target& to, Rotation rotation);

}  // namespace platform::display
