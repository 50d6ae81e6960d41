#pragma once
// Draws with OpenGL 3 through Dear ImGui's own backend, which Debian's libimgui contains. The frame goes into
// an off-screen picture first; from there it is shown, turned if the panel hangs on its side, and read back
// for tests.

#include <memory>

#include "kiosk/base/result.h"
#include "platform/display/renderer.h"

struct SDL_Window;

namespace platform::display {

enum class GlError { unavailable, software };
std::string_view name_of(GlError);

class GlRenderer : public Renderer {
 public:
  enum class Accept { hardware_only, any };

  // `window` was made with SDL_WINDOW_OPENGL. GlError::software: the driver draws on the CPU and
  // hardware_only was asked.
  static kiosk::base::Result<std::unique_ptr<GlRenderer>> create(SDL_Window* window, int width, int height,
                                                                 Rotation rotation, Accept accept);
  ~GlRenderer() override;

  kiosk::ui::TextureId create(kiosk::ui::TextureFormat format, int width, int height) override;
  void update(kiosk::ui::TextureId id, int x, int y, int width, int height, const std::uint8_t* pixels,
              int pitch) override;
  void destroy(kiosk::ui::TextureId id) override;
  void present(const kiosk::ui::DrawData& frame) override;
  kiosk::ui::Image picture() override;

 private:
  struct State;
  explicit GlRenderer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace platform::display
