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

// A corner filled up to its diagonal, or a tip that points down.
text::Bitmap triangle_mask(int width, int height, Triangle triangle);

text::Bitmap ring_mask(int size, float line, float part);

}  // namespace kiosk::ui
