#pragma once
// The sea gate of Salé that stands in the attract loop: a pointed horseshoe of two circles, with its rings,
// its wedges and the wall of zellige around it. The wall is
// rasterised once a size, with a hole where the view shows through; views are drawn below it and may
// cross-fade without the wall being made again. Source: section 7.1 of the design. The gate is never
// mirrored.

#include <array>
#include <vector>

#include "kiosk/text/coverage.h"
#include "kiosk/ui/interface.h"

namespace kiosk::ui {

// An opening `width` wide and `height` tall around the middle, standing on the base. Any unit, y downwards.
struct GateShape {
  float middle, base;
  float half;       // of the width between the jambs
  float bulge;      // half of the width where it is widest, over the jambs
  float off;        // of the circles' centres from the middle
  float radius;     // of both
  float centres;    // y of both: there it is widest
  float tip;        // y
  float springing;  // y: above it the jambs become the circles

  [[nodiscard]] float tip_angle() const;        // of the right-hand circle, from level up to the tip
  [[nodiscard]] float springing_angle() const;  // from level down to the jamb
};
GateShape gate_shape(float middle, float base, float width, float height);
text::Outline gate_outline(const GateShape& shape);

// One of the wedges of a side, counted from the tip down, `deep` inwards from the shape's own line.
// Those of even place are brick.
constexpr int kGateWedges = 15;
enum class GateHand { left, right };
text::Outline gate_wedge(const GateShape& shape, float deep, int place, GateHand hand);

// The wall with its alfiz, of the design's 896 x 1120 units; `unit` pixels each. Clear where the view shows,
// but for the shadow that falls on it.
constexpr Size kGateWall{896, 1120};
constexpr Size kGateOpening{700, 1040};
Image make_gate_wall(int width_px, int height_px, float unit);

// What is seen through the gate: a picture, and one that is fading in over it.
struct GateView {
  std::string_view picture;
  std::string_view next = {};
  float part = 0;  // of the next one, 0..1
};
// The whole gate in a box of the wall's proportions, with its threshold below. High contrast shows its line
// and the mark.
void gate(Interface& ui, const Box& wall, const GateView& view);

}  // namespace kiosk::ui
