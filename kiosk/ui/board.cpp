#include "kiosk/ui/board.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/shapes.h"

namespace kiosk::ui {

PictureBoard::PictureBoard(int width, int height, Colour ground) : image_{width, height, {}} {
  image_.pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  for (int i = 0; i < width * height; ++i) {
    image_.pixels.insert(image_.pixels.end(), {ground.red, ground.green, ground.blue, ground.alpha});
  }
}

void PictureBoard::fill(const text::Outline& outline, Colour colour) {
  lay(text::fill(outline, image_.width, image_.height), colour);
}

void PictureBoard::line(const text::Outline& outline, float pen, Colour colour) {
  lay(text::stroke(outline, pen, image_.width, image_.height), colour);
}

// Straight alpha: over an opaque ground the colours mix; over a clear one the new colour stands alone.
void PictureBoard::lay(const text::Bitmap& mask, Colour colour) {
  const std::array<int, 3> over = {colour.red, colour.green, colour.blue};
  for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
    const int cover = (mask.pixels[i] * colour.alpha + 127) / 255;
    if (cover == 0) continue;
    std::uint8_t* pixel = image_.pixels.data() + i * 4;
    const int under = (pixel[3] * (255 - cover) + 127) / 255, whole = cover + under;
    for (std::size_t c = 0; c < 3; ++c)
      pixel[c] = static_cast<std::uint8_t>((over[c] * cover + pixel[c] * under + whole / 2) / whole);
    pixel[3] = static_cast<std::uint8_t>(whole);
  }
}

void PictureBoard::round_corners(float radius) {
  const int corner = std::min(static_cast<int>(std::lround(radius)), std::min(width(), height()) / 2);
  if (corner <= 0) return;
  const text::Bitmap disc = disc_mask(corner);
  for (int y = 0; y < corner; ++y) {
    for (int x = 0; x < corner; ++x) {
      const int cover = disc.pixels[static_cast<std::size_t>(y * disc.width + x)];
      for (const int row : {y, height() - 1 - y}) {
        for (const int column : {x, width() - 1 - x}) {
          std::uint8_t& alpha = image_.pixels[static_cast<std::size_t>(row * width() + column) * 4 + 3];
          alpha = static_cast<std::uint8_t>(alpha * cover / 255);
        }
      }
    }
  }
}

text::Outline polygon(std::span<const text::Point> points) {
  text::Outline outline;
  if (points.empty()) return outline;
  outline.move_to(points.front());
  for (const text::Point& point : points.subspan(1)) outline.line_to(point);
  outline.close();
  return outline;
}

}  // namespace kiosk::ui
