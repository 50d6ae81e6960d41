// A random tour through the screens, each frame repaired from the last one and compared with the same frame
// painted whole.

#include <random>

#include "platform/display/software_renderer.h"
#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using platform::display::Rotation;
using platform::display::SoftwareRenderer;
using tests::ScreenRig;

namespace {

// What only a citizen's luck would find is opened by hand.
constexpr std::array kOpened = {app::Screen::home,     app::Screen::twins,  app::Screen::agreements,
                                app::Screen::article,  app::Screen::energy, app::Screen::category,
                                app::Screen::describe, app::Screen::follow, app::Screen::partnerships};

class Tour {
 public:
  Tour(unsigned seed, int width, int height)
      : random_(seed), renderer_(nullptr, width, height, Rotation::none), rig_(width, height, &renderer_) {
    app::update(rig_.state, app::intent::Start{base::Language::ar});
  }

  int below(std::size_t limit) {
    return std::uniform_int_distribution<int>(0, static_cast<int>(limit) - 1)(random_);
  }
  void step();
  // The frame is shown as the kiosk would, and painted whole beside it.
  [[nodiscard]] bool is_right();
  [[nodiscard]] const app::State& state() const { return rig_.state; }
  void open(app::Place place) { app::update(rig_.state, app::intent::Open{std::move(place)}); }
  // A finger that moves up from the middle by so many pixels a frame; each frame is compared.
  void drag_up(int steps, float pixels);

  std::int64_t moved = 0, painted = 0;  // pixels of all frames

 private:
  void touch_something();
  void scroll_something();

  std::mt19937 random_;
  SoftwareRenderer renderer_;
  ScreenRig rig_;
};

void Tour::touch_something() {
  std::vector<std::string> ids;
  for (const ui::Node& node : rig_.interface().tree().nodes()) {
    if (node.focusable && node.enabled) ids.push_back(node.id);
  }
  if (!ids.empty()) rig_.tap(ids[static_cast<std::size_t>(below(ids.size()))]);
}

void Tour::scroll_something() {
  const ui::Size size = rig_.interface().canvas();
  const float scale = rig_.interface().painter().scale();
  const auto x = static_cast<float>(below(static_cast<std::size_t>(size.width * scale)));
  float y = size.height * scale / 2;
  rig_.pass(base::Milliseconds(400));  // a page that has just come takes no touch
  rig_.interface().touch({ui::TouchEvent::Phase::down, 1, x, y, rig_.state.now});
  for (int i = 0; i < 6; ++i) {
    rig_.pass(base::Milliseconds(16));
    y += static_cast<float>(below(24) - 18);
    rig_.interface().touch({ui::TouchEvent::Phase::move, 1, x, y, rig_.state.now});
    rig_.draw_once();
    REQUIRE(is_right());
  }
  rig_.interface().touch({ui::TouchEvent::Phase::up, 1, x, y, rig_.state.now});
}

void Tour::drag_up(int steps, float pixels) {
  rig_.draw();
  REQUIRE(is_right());
  moved = painted = 0;
  const ui::Size size = rig_.interface().canvas();
  const float x = size.width / 2, last = size.height / 2 - pixels * static_cast<float>(steps);
  float y = size.height / 2;
  rig_.interface().touch({ui::TouchEvent::Phase::down, 1, x, y, rig_.state.now});
  while (y > last) {
    rig_.pass(base::Milliseconds(16));
    y -= pixels;
    rig_.interface().touch({ui::TouchEvent::Phase::move, 1, x, y, rig_.state.now});
    rig_.draw_once();
    REQUIRE(is_right());
  }
  rig_.interface().touch({ui::TouchEvent::Phase::up, 1, x, y, rig_.state.now});
}

void Tour::step() {
  const int what = below(20);
  if (what == 0) {
    app::update(rig_.state,
                app::intent::ChooseLanguage{base::kLanguages[static_cast<std::size_t>(below(3))]});
  } else if (what < 4) {
    app::update(rig_.state,
                app::intent::Open{{kOpened[static_cast<std::size_t>(below(kOpened.size()))], "covenant", 0}});
    rig_.interface().new_page(rig_.state.now, ui::Turn::forward);
  } else if (what < 11) {
    scroll_something();
  } else if (what < 17) {
    touch_something();
  } else {
    rig_.pass(base::Milliseconds(below(120)));
  }
  rig_.draw_once();
}

bool Tour::is_right() {
  const ui::DrawData frame = rig_.frame();
  renderer_.present(frame);
  moved += renderer_.work().moved;
  painted += renderer_.work().painted;
  return renderer_.picture().pixels == tests::picture_of(frame, rig_.textures()).pixels;
}

}  // namespace

TEST_CASE("on a tour through the screens every repaired picture is the one painted whole") {
  struct Panel {
    int width, height;
  };
  for (const Panel& panel : {Panel{1080, 1920}, Panel{1280, 800}}) {
    Tour tour(20261126, panel.width, panel.height);
    REQUIRE(tour.is_right());
    for (int step = 0; step < 80; ++step) {
      tour.step();
      INFO("step " << step << " on " << app::name_of(tour.state().place().screen));
      REQUIRE(tour.is_right());
    }
  }
}

TEST_CASE("an article under a finger moves most of its pixels and paints the rest") {
  for (const float pixels : {3.0F, 7.0F, 12.0F}) {
    Tour tour(1, 1080, 1920);
    tour.open({app::Screen::article, "governance", 0});
    tour.drag_up(30, pixels);
    INFO(pixels << " pixels a frame: moved " << tour.moved << ", painted " << tour.painted);
    CHECK(tour.moved > tour.painted);
  }
}
