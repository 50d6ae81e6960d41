#pragma once
// The zellige of the design, section 7.2, from its construction: octagons and squares, two rays from the
// middle of every edge at 67.5 degrees, and the faces they make. Internal to kiosk/ui.

#include "kiosk/ui/painter.h"

namespace kiosk::ui {

// A square of 2 x 2 stars, `period` pixels a star, from the middle of one: laid side by side it is the
// pattern.
Image make_zellige_tile(Zellige kind, float period);

// A picture of width x height pixels, the pattern's origin (the middle of a star) at origin_x, origin_y.
Image make_zellige(Zellige kind, int width, int height, float origin_x, float origin_y, float period);

}  // namespace kiosk::ui
