// Questions over a page: the focus stays inside them, the bar stays live, and what lies beneath cannot be
// read by who passes by.

#include <set>

#include "tests/screens/keep_picture.h"

using namespace kiosk;
using app::Overlay;
using tests::ScreenRig;

namespace {

const ui::Node* find(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

void write(ScreenRig& rig, std::string_view text) {
  app::update(rig.state, app::intent::Open{{app::Screen::category, {}, 0}});
  app::update(rig.state, app::intent::ChooseCategory{"lighting"});
  app::update(rig.state, app::intent::Continue{});
  app::update(rig.state, app::intent::ChooseDistrict{"tabriquet"});
  app::update(rig.state, app::intent::Continue{});
  app::update(rig.state, app::intent::EditField{app::Field::text, base::SecretString(text)});
  rig.draw();
}

void ask(ScreenRig& rig, Overlay overlay) {
  rig.state.overlay = overlay;
  rig.state.overlay_since = rig.state.now;
  rig.draw();
}

int most_different(const ui::Image& a, const ui::Image& b) {
  int most = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i)
    most = std::max(most, std::abs(a.pixels[i] - b.pixels[i]));
  return most;
}

bool is_of_bar(const std::string& id) { return id.starts_with("access."); }

}  // namespace

TEST_CASE("a question keeps the focus inside itself and the bar") {
  struct Asked {
    Overlay overlay;
    std::set<std::string> ids;
  };
  const std::vector<Asked> all = {
      {Overlay::still_there, {"overlay.scrim", "idle.continue", "idle.finish"}},
      {Overlay::leave, {"overlay.scrim", "leave.continue", "leave.finish"}},
      {Overlay::clear_text, {"overlay.scrim", "clear.continue", "clear.finish"}},
      {Overlay::number_help, {"overlay.scrim", "help.close"}},
  };
  for (const auto& [width, height] : {std::pair(1080, 1920), std::pair(1920, 1080), std::pair(1280, 800)}) {
    ScreenRig rig(width, height);
    for (const app::Settings& settings :
         {app::Settings{}, app::Settings{.language = base::Language::fr, .text_percent = 150},
          app::Settings{.high_contrast = true}, app::Settings{.low_reach = true}}) {
      rig.state.settings = settings;
      rig.state.overlay = Overlay::none;
      write(rig, "عمود الإنارة رقم 14 مطفأ منذ أسبوع");
      for (const Asked& asked : all) {
        ask(rig, asked.overlay);
        std::set<std::string> seen;
        for (const ui::Node& node : rig.interface().tree().nodes()) {
          if (!node.focusable) continue;
          if (!is_of_bar(node.id)) seen.insert(node.id);
          INFO(node.id);
          CHECK(node.box.y >= rig.interface().reach_top() * rig.interface().painter().scale() - 1);
        }
        CHECK(seen == asked.ids);
        tests::keep_picture(rig, base::cat("overlay-", static_cast<int>(asked.overlay), "-", width, "-",
                                           settings.text_percent, settings.high_contrast ? "-contrast" : "",
                                           settings.low_reach ? "-low" : ""));
      }
    }
  }
}

TEST_CASE("the bar works under a question, and the question stays") {
  ScreenRig rig;
  write(rig, "عمود الإنارة رقم 14 مطفأ منذ أسبوع");
  ask(rig, Overlay::still_there);
  REQUIRE(rig.tap("access.contrast"));
  CHECK(rig.state.settings.high_contrast);
  CHECK(rig.state.overlay == Overlay::still_there);
  CHECK(find(rig, "idle.continue") != nullptr);
}

TEST_CASE("what was written cannot be told apart under the question whether anybody is there") {
  ScreenRig rig;
  write(rig, "عمود الإنارة رقم 14 مطفأ منذ أسبوع");
  rig.state.trail.back() = {app::Screen::check, {}, 0};
  ask(rig, Overlay::still_there);
  const ui::Image one = rig.picture();
  rig.state.overlay = Overlay::none;
  rig.state.form.draft.text = base::SecretString("Un trou dans la rue");
  rig.draw();
  ask(rig, Overlay::still_there);
  CHECK(most_different(one, rig.picture()) < 12);  // of 255; a letter beneath a scrim alone makes 50
}

TEST_CASE("the seconds left are shown and counted, and a touch beside the arch goes on") {
  ScreenRig rig;
  write(rig, "عمود الإنارة رقم 14 مطفأ منذ أسبوع");
  ask(rig, Overlay::still_there);
  rig.state.overlay_since = rig.state.now;
  rig.pass(std::chrono::seconds(12));
  rig.draw();
  CHECK(find(rig, "idle.seconds")->value == "18");
  tests::keep_picture(rig, "overlay-18");
  rig.pass(base::Milliseconds(400));
  for (const auto phase : {ui::TouchEvent::Phase::down, ui::TouchEvent::Phase::up})
    rig.interface().touch({phase, 1, 30, 200, rig.state.now});
  rig.draw();
  CHECK(rig.state.overlay == Overlay::none);
  CHECK(rig.state.form.draft.text.view() == "عمود الإنارة رقم 14 مطفأ منذ أسبوع");
}

TEST_CASE("a question has its ground on the largest panels too") {
  for (const auto& [width, height] : {std::pair(1440, 2560), std::pair(2160, 3840), std::pair(3840, 2160)}) {
    ScreenRig rig(width, height);
    ask(rig, Overlay::leave);
    REQUIRE(find(rig, "leave.continue") != nullptr);
    const ui::PixelBox keep =
        find(rig, "leave.continue")->box;  // the picture is a new frame, with a new tree
    // Above the buttons and beside the words the arch is bare.
    const ui::Image picture = rig.picture();
    const auto x = static_cast<std::size_t>(keep.x - 8), y = static_cast<std::size_t>(keep.y - 8);
    const std::uint8_t* pixel = &picture.pixels[(y * static_cast<std::size_t>(width) + x) * 4];
    const ui::Colour ground = rig.interface().colours().lime;
    INFO(width << " x " << height);
    CHECK(std::abs(pixel[0] - ground.red) + std::abs(pixel[1] - ground.green) +
              std::abs(pixel[2] - ground.blue) <
          6);
  }
}
