#pragma once
// A renderer: keeps textures and draws a frame. Two of them (kiosk/README.md, "Two renderers"): gl_renderer.h
// for a real GPU, software_renderer.h for everything else and for the golden pictures. Belongs to the
// screen's thread.

#include "kiosk/ui/draw_data.h"
#include "kiosk/ui/texture_sink.h"

namespace platform::display {

class Renderer : public kiosk::ui::TextureSink {
 public:
  // Draws the frame and shows it.
  virtual void present(const kiosk::ui::DrawData& frame) = 0;
  // What the display shows is lost: the next frame is drawn and shown whole.
  virtual void invalidate() {}
  // What is on screen now, unrotated.
  virtual kiosk::ui::Image picture() = 0;
};

// Clockwise turn of the picture on the panel.
enum class Rotation { none, quarter, half, three_quarters };

}  // namespace platform::display
