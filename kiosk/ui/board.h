#pragma once
// A colour picture made of outlines, each laid over the ones before it in one colour with the letters'
// anti-aliasing: zellige, plans, maps. Coordinates are pixels from the top left. Any thread, one at a time.

#include <span>

#include "kiosk/text/coverage.h"
#include "kiosk/ui/texture_sink.h"
#include "kiosk/ui/theme.h"

namespace kiosk::ui {

class PictureBoard {
 public:
  PictureBoard(int width, int height, Colour ground);
  void fill(const text::Outline& outline, Colour colour);
  void line(const text::Outline& outline, float pen, Colour colour);
  void round_corners(float radius);
  [[nodiscard]] int width() const { return image_.width; }
  [[nodiscard]] int height() const { return image_.height; }
  Image take() { return std::move(image_); }

 private:
  void lay(const text::Bitmap& mask, Colour colour);
  Image image_;
};

// A closed outline through these points.
text::Outline polygon(std::span<const text::Point> points);

}  // namespace kiosk::ui
