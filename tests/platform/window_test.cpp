// The window on a real X server without a screen (Xvfb): turned pictures and turned touches agree.

#include <SDL2/SDL.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "kiosk/ui/interface.h"
#include "platform/display/window.h"
#include "tests/support/catch.h"
#include "tests/support/fonts.h"

using namespace platform::display;
namespace ui = kiosk::ui;

namespace {

// An X server of its own for the test, on a display number that is free.
class XServer {
 public:
  XServer() {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    pid_ = fork();
    if (pid_ == 0) {
      const std::string fd = std::to_string(ends[1]);
      const int nothing = open("/dev/null", O_WRONLY);
      dup2(nothing, STDERR_FILENO);
      execlp("Xvfb", "Xvfb", "-displayfd", fd.c_str(), "-screen", "0", "1200x1200x24", "-nolisten", "tcp",
             "-noreset", nullptr);
      _exit(127);
    }
    close(ends[1]);
    std::string number;
    char byte = 0;
    while (read(ends[0], &byte, 1) == 1 && byte != '\n') number.push_back(byte);
    close(ends[0]);
    REQUIRE_FALSE(number.empty());
    setenv("DISPLAY", (":" + number).c_str(), 1);
    setenv("SDL_VIDEODRIVER", "x11", 1);
  }
  ~XServer() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
    unsetenv("DISPLAY");
    unsetenv("SDL_VIDEODRIVER");
  }

 private:
  pid_t pid_ = -1;
};

constexpr int kWidth = 300, kHeight = 500;  // of the picture, before rotation
const ui::Colour kQuadrants[] = {ui::Colour::hex(0xFF0000), ui::Colour::hex(0x00FF00),
                                 ui::Colour::hex(0x0000FF), ui::Colour::hex(0xFFFF00)};

void draw_quadrants(Window& window, ui::Colour last = kQuadrants[3]) {
  ui::DrawContext context;
  kiosk::text::Engine engine = kiosk::tests::text_engine();
  ui::Interface interface(context, engine, window.renderer(),
                          [](const std::string&, int, int) { return ui::Image{}; }, {kWidth, kHeight, 100});
  ui::Settings settings;
  settings.language = kiosk::base::Language::fr;
  interface.begin(settings, {}, {});
  const ui::Size size = interface.canvas();
  for (int i = 0; i < 4; ++i) {
    interface.painter().fill({static_cast<float>(i % 2) * size.width / 2,
                              static_cast<float>(i / 2) * size.height / 2, size.width / 2, size.height / 2},
                             i == 3 ? last : kQuadrants[i]);
  }
  window.renderer().present(interface.end());
}

std::uint32_t colour_at(const ui::Image& image, float x, float y) {
  const std::size_t at =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4;
  return static_cast<std::uint32_t>(image.pixels[at] << 16 | image.pixels[at + 1] << 8 |
                                    image.pixels[at + 2]);
}

// What the panel shows at a place, 0..1 of its sides.
std::uint32_t shown_at(SDL_Surface* surface, float x, float y) {
  const int column = static_cast<int>(x * static_cast<float>(surface->w));
  const int row = static_cast<int>(y * static_cast<float>(surface->h));
  const auto* pixels = static_cast<const std::uint32_t*>(surface->pixels);
  return pixels[row * surface->pitch / 4 + column] & 0xFFFFFFU;
}

std::optional<TouchPoint> touch(Window& window, float x, float y) {
  SDL_Event event{};
  event.type = SDL_FINGERDOWN;
  event.tfinger.timestamp = SDL_GetTicks();
  event.tfinger.fingerId = 7;
  event.tfinger.x = x;
  event.tfinger.y = y;
  SDL_PushEvent(&event);
  for (const Event& one : window.wait(std::chrono::seconds(1))) {
    if (const auto* point = std::get_if<TouchPoint>(&one)) return *point;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a turned panel shows the picture turned, and a touch lands on what is seen under it") {
  const XServer server;
  for (const Rotation rotation :
       {Rotation::none, Rotation::quarter, Rotation::half, Rotation::three_quarters}) {
    WindowOptions options;
    options.mode = WindowOptions::Mode::window;
    options.width = kWidth;
    options.height = kHeight;
    options.rotation = rotation;
    options.renderer = RendererChoice::software;
    auto window = Window::open(options);
    REQUIRE(window.ok());
    CHECK(window->width_px() == kWidth);
    // Two pictures: of the second only what changed is turned and shown.
    draw_quadrants(*window, ui::Colour::hex(0x123456));
    draw_quadrants(*window);
    const ui::Image picture = window->renderer().picture();
    CHECK(colour_at(picture, 10, 10) == 0xFF0000);
    SDL_Surface* surface = nullptr;
    for (std::uint32_t id = 1; id < 16 && surface == nullptr; ++id) {
      if (SDL_Window* native = SDL_GetWindowFromID(id)) surface = SDL_GetWindowSurface(native);
    }
    REQUIRE(surface != nullptr);
    const bool turned = rotation == Rotation::quarter || rotation == Rotation::three_quarters;
    CHECK(surface->w == (turned ? kHeight : kWidth));
    for (const float x : {0.2F, 0.7F}) {
      for (const float y : {0.3F, 0.8F}) {
        const std::optional<TouchPoint> point = touch(*window, x, y);
        REQUIRE(point);
        INFO("rotation " << static_cast<int>(rotation) << " at " << x << " " << y);
        CHECK(colour_at(picture, point->x, point->y) == shown_at(surface, x, y));
      }
    }
    // A clockwise quarter brings the picture's upper left corner to the panel's upper right.
    if (rotation == Rotation::quarter) CHECK(shown_at(surface, 0.9F, 0.1F) == 0xFF0000);
  }
}

TEST_CASE("a wait ends by a wake from another thread, and by its deadline") {
  const XServer server;
  for (const auto mode : {WindowOptions::Mode::window, WindowOptions::Mode::offscreen}) {
    WindowOptions options;
    options.mode = mode;
    options.width = kWidth;
    options.height = kHeight;
    options.renderer = RendererChoice::software;
    auto window = Window::open(options);
    REQUIRE(window.ok());
    while (!window->wait(std::chrono::milliseconds(50)).empty()) {
    }
    std::thread other([&window] { window->wake(); });
    const auto start = std::chrono::steady_clock::now();
    window->wait(std::chrono::seconds(30));
    other.join();
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
    window->wait(std::chrono::milliseconds(1));
  }
}

TEST_CASE("a display that is not there is an error, not a crash") {
  setenv("DISPLAY", ":4711", 1);
  setenv("SDL_VIDEODRIVER", "x11", 1);
  WindowOptions options;
  options.mode = WindowOptions::Mode::window;
  const auto window = Window::open(options);
  REQUIRE_FALSE(window.ok());
  CHECK(window.error().is(WindowError::no_display));
  unsetenv("DISPLAY");
  unsetenv("SDL_VIDEODRIVER");
}
