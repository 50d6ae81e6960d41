#pragma once
// The shapes of the design as grey masks in pixels. Internal to kiosk/ui: the painter keeps them in the
// atlas.

#include "kiosk/text/coverage.h"
#include "kiosk/ui/painter.h"

namespace kiosk::ui {

// A disc of this radius in a square of 2 * radius: the four corners of rounded rectangles.
text::Bitmap disc_mask(int radius);

// A rounded square blurred as by a Gaussian of `sigma`: the corners of a soft shadow. The side is
// 2 * (radius + reach) + 1, with reach = shadow_reach(sigma); its middle row and column repeat.
int shadow_reach(float sigma);
text::Bitmap shadow_mask(int radius, float sigma);

// The head of an arch, from its tip to where its jambs are straight; `width` wide.
int arch_rise(int width, const Arch& arch);
text::Bitmap arch_head_mask(int width, const Arch& arch);

// What of a mask lies in a square from x, y.
text::Bitmap part_of(const text::Bitmap& whole, int x, int y, int side);

// The pointed horseshoe of a gate whose opening is `width` wide and `height` tall. It is wider than its
// opening: gate_width() in all.
float gate_width(float width);
text::Bitmap gate_mask(float width, float height);

// Leaves of a picture what lies in the arch that fills it; the radius of its foot in pixels.
void cut_to_arch(Image& image, const Arch& arch, int foot);
// A white line in that arch, `inset` inside its edge, all in pixels.
void line_in_arch(Image& image, const Arch& arch, int foot, float inset, float line);

// A corner filled up to its diagonal, or a tip that points down or up.
text::Bitmap triangle_mask(int width, int height, Triangle triangle);

// A square of strokes that rise at 45 degrees, `step` apart; it goes on seamlessly beside itself.
text::Bitmap hatch_mask(int side, int step, float line);

// A square on its corner.
text::Bitmap diamond_mask(int size);

text::Bitmap ring_mask(int size, float line);

}  // namespace kiosk::ui
