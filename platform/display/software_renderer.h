#pragma once
// Paints on the CPU (raster.h) into the window's own surface, or into memory when there is no window. Turns
// the picture for panels that hang on their side.

#include <memory>

#include "platform/display/renderer.h"

struct SDL_Window;

namespace platform::display {

class SoftwareRenderer : public Renderer {
 public:
  // `window` may be null: the picture stays in memory. Size is the picture's, before rotation.
  SoftwareRenderer(SDL_Window* window, int width, int height, Rotation rotation);
  ~SoftwareRenderer() override;

  kiosk::ui::TextureId create(kiosk::ui::TextureFormat format, int width, int height) override;
  void update(kiosk::ui::TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
              int pitch) override;
  void destroy(kiosk::ui::TextureId id) override;
  void present(const kiosk::ui::DrawData& frame) override;
  kiosk::ui::Image picture() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace platform::display
