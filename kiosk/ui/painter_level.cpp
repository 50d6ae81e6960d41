// The level that rises in the arch while a pack is installed (sections 7.2 and 11 of the design).

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/base/bytes.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/shapes.h"
#include "kiosk/ui/zellige.h"

namespace kiosk::ui {
namespace {

constexpr float kPeriod = 110;             // of the zellige
constexpr float kWave = 156, kCrest = 12;  // length and height of the wave
constexpr float kColumn = 2;               // pixels: the steps the wave is drawn in

int whole(float value) { return static_cast<int>(std::lround(value)); }

}  // namespace

void Painter::level(const Box& box, const Arch& arch, float part, float drift) {
  const PixelBox at = to_pixels(box);
  const int width = whole(at.width), height = whole(at.height);
  const std::string key = base::cat("level@", width, "x", height);
  const Picture* fill = picture_for(key, {}, [&] {
    Image image = make_zellige(Zellige::deep, width, height, at.width / 2, at.height / 2, kPeriod * scale_);
    if (!image.empty()) cut_to_arch(image, arch, whole(arch.foot_radius * scale_));
    return image;
  });
  if (fill->id == 0 || part <= 0) return;
  use_texture(fill->id);
  const float surface = at.height * (1 - std::min(part, 1.0F));
  // At the end the arch is full: the wave sinks into its tip.
  const float crest = kCrest * scale_ * std::min(1.0F, 12 * (1 - std::min(part, 1.0F)));
  for (float x = 0; x < at.width; x += kColumn) {
    const float angle = 2 * std::numbers::pi_v<float> * (x / scale_ + drift) / kWave;
    const float top = std::max(0.0F, std::round(surface - crest * std::max(0.0F, std::cos(angle))));
    const float right = std::min(x + kColumn, at.width);
    list_->PrimReserve(6, 4);
    list_->PrimRectUV({at.x + drift_ + x, at.y + top}, {at.x + drift_ + right, at.y + at.height},
                      {x / at.width, top / at.height}, {right / at.width, 1}, ink(Colour::hex(0xFFFFFF)));
  }
}

}  // namespace kiosk::ui
