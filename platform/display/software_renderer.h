#pragma once
// Paints on the CPU (raster.h) into the window's own surface, or into memory when there is no window, and
// turns the picture for panels that hang on their side. Only what changed since the last frame (damage.h) is
// painted, turned and handed to the display; whole is the first picture, and the one after invalidate().

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
  kiosk::ui::TextureId create_from(kiosk::ui::Image image) override;
  void present(const kiosk::ui::DrawData& frame) override;
  void invalidate() override;
  kiosk::ui::Image picture() override;

  // Of the last frame, for tests and figures: pixels painted, and pixels moved.
  struct Work {
    std::int64_t painted = 0, moved = 0;
  };
  [[nodiscard]] Work work() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace platform::display
