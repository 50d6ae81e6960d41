#pragma once
// The kiosk's window and its events, on SDL2: x11, wayland, KMSDRM and offscreen drivers. Touches come from
// fingers and, on a desk, from the mouse, through one path; SDL's own translation between the two is off.
// Positions are given in the unrotated picture. wait() sleeps until something happens: an event, a wake()
// from another thread, the deadline.
//
// Belongs to the screen's thread, but for wake().

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/result.h"
#include "platform/display/renderer.h"

namespace platform::display {

enum class RendererChoice { automatic, gl, software };

struct WindowOptions {
  enum class Mode { fullscreen, window, offscreen };
  Mode mode = Mode::fullscreen;
  int width = 1080;  // of the picture, before rotation; fullscreen takes the panel's
  int height = 1920;
  Rotation rotation = Rotation::none;
  RendererChoice renderer = RendererChoice::automatic;
  std::string title;
};

struct TouchPoint {
  enum class Phase { down, move, up };
  Phase phase;
  std::int64_t finger;
  float x, y;
};
struct KeyPress {
  std::string name;  // SDL's name of the key: "Left", "Return", ...
  bool shift = false, control = false;
};
struct TypedText {
  std::string text;
};
struct RedrawNeeded {};
struct QuitAsked {};
using Event = std::variant<TouchPoint, KeyPress, TypedText, RedrawNeeded, QuitAsked>;

enum class WindowError { no_display };
std::string_view name_of(WindowError);

class Window {
 public:
  static kiosk::base::Result<Window> open(const WindowOptions& options);
  ~Window();
  Window(Window&&) noexcept;
  Window& operator=(Window&&) noexcept;

  Renderer& renderer();
  [[nodiscard]] int width_px() const;  // of the picture, before rotation
  [[nodiscard]] int height_px() const;
  [[nodiscard]] std::string_view renderer_name() const;  // "gl" or "software"

  // Sleeps until an event, wake() or `patience`; without patience, until one of the first two. Then returns
  // what there is.
  std::vector<Event> wait(std::optional<std::chrono::milliseconds> patience);
  void wake();  // any thread

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace platform::display
