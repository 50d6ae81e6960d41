#include "platform/display/window.h"

#include <SDL2/SDL.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "kiosk/base/bytes.h"
#include "kiosk/base/log.h"
#include "platform/display/gl_renderer.h"
#include "platform/display/software_renderer.h"
#include "platform/display/turn.h"

namespace platform::display {
namespace {

using kiosk::base::Error;
using kiosk::base::Result;

// Drivers without a way to block (KMSDRM reads evdev by polling) are looked at this often.
constexpr std::chrono::milliseconds kPollInterval(33);
// X11 may send a mouse button of its own for a touch: one that close in time is the finger's echo.
constexpr std::uint32_t kEchoMs = 50;
constexpr std::int64_t kMouseFinger = -1;

// Without a device of the kernel's there is only a driver that draws on the CPU: asking it costs 40 ms of
// every start.
bool has_gpu() {
  std::error_code ignored;
  return std::filesystem::exists("/dev/dri", ignored) || std::filesystem::exists("/dev/nvidiactl", ignored);
}

// How the driver lets us sleep.
enum class Sleep { sdl_blocks, must_poll, no_events };

}  // namespace

std::string_view name_of(WindowError) { return "no-display"; }

struct Window::State {
  ~State() {
    renderer.reset();
    if (window != nullptr) SDL_DestroyWindow(window);
    if (started) SDL_Quit();
    if (wake_fd >= 0) close(wake_fd);
  }

  Result<void> start(const WindowOptions& options);
  Result<void> make_window(const WindowOptions& options);
  bool try_gl(const WindowOptions& options);
  void sleep(std::optional<std::chrono::milliseconds> patience) const;
  void translate(const SDL_Event& event, std::vector<Event>& out);
  void touch(TouchPoint::Phase phase, std::int64_t finger, float x, float y, std::vector<Event>& out) const;
  void mouse(const SDL_Event& event, std::vector<Event>& out);

  bool started = false;
  SDL_Window* window = nullptr;
  std::unique_ptr<Renderer> renderer;
  const char* renderer_name = "software";
  int width = 0, height = 0;  // of the picture
  Rotation rotation = Rotation::none;
  Sleep sleeping = Sleep::sdl_blocks;
  int wake_fd = -1;
  std::uint32_t wake_event = 0;
  std::uint32_t last_finger_ms = 0;
  bool mouse_down = false;
};

Result<void> Window::State::start(const WindowOptions& options) {
  wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  SDL_SetHint(SDL_HINT_IME_SHOW_UI, "0");
  if (options.mode == WindowOptions::Mode::offscreen) setenv("SDL_VIDEODRIVER", "offscreen", 1);
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    return Error(WindowError::no_display, kiosk::base::cat("no display: ", SDL_GetError()));
  }
  started = true;
  wake_event = SDL_RegisterEvents(1);
  const std::string_view driver = SDL_GetCurrentVideoDriver();
  // X11 takes a window's surface as it is: SDL would otherwise put OpenGL under it, and its driver's 60 MB.
  // The other drivers show a surface through OpenGL or not at all.
  if (driver == "x11") SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  if (driver == "KMSDRM" || driver == "evdev") sleeping = Sleep::must_poll;
  if (driver == "offscreen" || driver == "dummy") sleeping = Sleep::no_events;
  TRY(make_window(options));
  SDL_StartTextInput();
  return kiosk::base::done();
}

Result<void> Window::State::make_window(const WindowOptions& options) {
  rotation = options.rotation;
  width = options.width;
  height = options.height;
  const bool fullscreen = options.mode == WindowOptions::Mode::fullscreen;
  if (fullscreen) {
    SDL_Rect panel{};
    if (SDL_GetDisplayBounds(0, &panel) == 0) {
      width = swaps_sides(rotation) ? panel.h : panel.w;
      height = swaps_sides(rotation) ? panel.w : panel.h;
    }
    SDL_ShowCursor(SDL_DISABLE);
  }
  const bool may_gl =
      options.renderer == RendererChoice::gl || (options.renderer == RendererChoice::automatic && has_gpu());
  if (may_gl && try_gl(options)) return kiosk::base::done();
  if (options.renderer == RendererChoice::gl) {
    return Error(WindowError::no_display, kiosk::base::cat("no OpenGL renderer: ", SDL_GetError()));
  }
  if (options.mode != WindowOptions::Mode::offscreen) {
    const int out_width = swaps_sides(rotation) ? height : width;
    const int out_height = swaps_sides(rotation) ? width : height;
    const Uint32 flags = fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;
    window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                              out_width, out_height, flags);
    if (window == nullptr)
      return Error(WindowError::no_display, kiosk::base::cat("no window: ", SDL_GetError()));
    if (SDL_GetWindowSurface(window) == nullptr)
      return Error(WindowError::no_display,
                   kiosk::base::cat("the window takes no picture: ", SDL_GetError()));
  }
  renderer = std::make_unique<SoftwareRenderer>(window, width, height, rotation);
  return kiosk::base::done();
}

bool Window::State::try_gl(const WindowOptions& options) {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  const int out_width = swaps_sides(rotation) ? height : width;
  const int out_height = swaps_sides(rotation) ? width : height;
  Uint32 flags = SDL_WINDOW_OPENGL;
  if (options.mode == WindowOptions::Mode::fullscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
  window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, out_width,
                            out_height, flags);
  if (window == nullptr) return false;
  const auto accept =
      options.renderer == RendererChoice::gl ? GlRenderer::Accept::any : GlRenderer::Accept::hardware_only;
  auto made = GlRenderer::create(window, width, height, rotation, accept);
  if (!made) {
    KIOSK_LOG(info, "display.software", {"reason", made.error().sentence()});
    SDL_DestroyWindow(window);
    window = nullptr;
    return false;
  }
  renderer = std::move(made).value();
  renderer_name = "gl";
  return true;
}

void Window::State::sleep(std::optional<std::chrono::milliseconds> patience) const {
  const int timeout = patience ? static_cast<int>(std::max<std::int64_t>(0, patience->count())) : -1;
  if (sleeping == Sleep::sdl_blocks) {
    if (timeout < 0) {
      SDL_WaitEvent(nullptr);
    } else {
      SDL_WaitEventTimeout(nullptr, timeout);
    }
    return;
  }
  const int poll_limit = static_cast<int>(kPollInterval.count());
  const int slice =
      sleeping == Sleep::must_poll ? (timeout < 0 ? poll_limit : std::min(timeout, poll_limit)) : timeout;
  pollfd waiting{wake_fd, POLLIN, 0};
  poll(&waiting, 1, slice);
  std::uint64_t count = 0;
  static_cast<void>(!read(wake_fd, &count, sizeof count));
}

// From the panel's pixels, 0..1, to the unrotated picture.
void Window::State::touch(TouchPoint::Phase phase, std::int64_t finger, float x, float y,
                          std::vector<Event>& out) const {
  float px = x, py = y;
  if (rotation == Rotation::quarter) px = y, py = 1 - x;
  if (rotation == Rotation::half) px = 1 - x, py = 1 - y;
  if (rotation == Rotation::three_quarters) px = 1 - y, py = x;
  out.push_back(TouchPoint{phase, finger, px * static_cast<float>(width), py * static_cast<float>(height)});
}

void Window::State::mouse(const SDL_Event& event, std::vector<Event>& out) {
  const bool is_motion = event.type == SDL_MOUSEMOTION;
  const Uint32 device = is_motion ? event.motion.which : event.button.which;
  if (device == SDL_TOUCH_MOUSEID || event.common.timestamp - last_finger_ms < kEchoMs) return;
  if (!is_motion && event.button.button != SDL_BUTTON_LEFT) return;
  if (is_motion && !mouse_down) return;
  int window_width = 1, window_height = 1;
  SDL_GetWindowSize(window, &window_width, &window_height);
  const float x =
      static_cast<float>(is_motion ? event.motion.x : event.button.x) / static_cast<float>(window_width);
  const float y =
      static_cast<float>(is_motion ? event.motion.y : event.button.y) / static_cast<float>(window_height);
  auto phase = TouchPoint::Phase::move;
  if (!is_motion) {
    mouse_down = event.type == SDL_MOUSEBUTTONDOWN;
    phase = mouse_down ? TouchPoint::Phase::down : TouchPoint::Phase::up;
  }
  touch(phase, kMouseFinger, x, y, out);
}

namespace {

// Control with a letter means the Latin letter of that key, whatever script is on it.
std::string name_of_key(const SDL_Keysym& key) {
  const bool other_script = key.sym > 0x7F && (key.sym & SDLK_SCANCODE_MASK) == 0;
  const bool command = (key.mod & KMOD_CTRL) != 0 && other_script;
  return command ? SDL_GetScancodeName(key.scancode) : SDL_GetKeyName(key.sym);
}

}  // namespace

void Window::State::translate(const SDL_Event& event, std::vector<Event>& out) {
  switch (event.type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP: {
      last_finger_ms = event.tfinger.timestamp;
      const auto phase = event.type == SDL_FINGERDOWN ? TouchPoint::Phase::down
                         : event.type == SDL_FINGERUP ? TouchPoint::Phase::up
                                                      : TouchPoint::Phase::move;
      touch(phase, event.tfinger.fingerId, event.tfinger.x, event.tfinger.y, out);
      break;
    }
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEMOTION:
      mouse(event, out);
      break;
    case SDL_KEYDOWN:
      out.push_back(KeyPress{name_of_key(event.key.keysym), (event.key.keysym.mod & KMOD_SHIFT) != 0,
                             (event.key.keysym.mod & KMOD_CTRL) != 0});
      break;
    case SDL_TEXTINPUT:
      out.push_back(TypedText{event.text.text});
      break;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_EXPOSED ||
          event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        renderer->invalidate();
        out.push_back(RedrawNeeded{});
      }
      break;
    case SDL_QUIT:
      out.push_back(QuitAsked{});
      break;
    default:
      break;
  }
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::~Window() = default;
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;

Result<Window> Window::open(const WindowOptions& options) {
  auto state = std::make_unique<State>();
  TRY(state->start(options));
  return Window(std::move(state));
}

Renderer& Window::renderer() { return *state_->renderer; }
int Window::width_px() const { return state_->width; }
int Window::height_px() const { return state_->height; }
std::string_view Window::renderer_name() const { return state_->renderer_name; }

std::vector<Event> Window::wait(std::optional<std::chrono::milliseconds> patience) {
  std::vector<Event> out;
  SDL_Event event;
  if (state_->sleeping == Sleep::no_events) {
    state_->sleep(patience);
    return out;
  }
  if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) == SDL_FALSE) state_->sleep(patience);
  while (SDL_PollEvent(&event) != 0) state_->translate(event, out);
  return out;
}

void Window::wake() {
  if (state_->sleeping == Sleep::sdl_blocks) {
    SDL_Event event;
    std::memset(&event, 0, sizeof event);
    event.type = state_->wake_event;
    SDL_PushEvent(&event);
  } else {
    const std::uint64_t one = 1;
    static_cast<void>(!write(state_->wake_fd, &one, sizeof one));
  }
}

}  // namespace platform::display
