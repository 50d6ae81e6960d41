// The energy campaign: values by taps, the result that follows them, the sheet with the further questions,
// and a page that needs no scrolling.

#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using namespace std::chrono_literals;
using base::Language;
using tests::ScreenRig;

namespace {

const ui::Node* node(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

std::string value(ScreenRig& rig, std::string_view id) {
  const ui::Node* found = node(rig, id);
  return found == nullptr ? std::string() : found->value;
}

void open(ScreenRig& rig, Language language, const char* campaign = "led") {
  app::update(rig.state, app::intent::Start{language});
  app::update(rig.state, app::intent::Open{{app::Screen::energy, campaign, 0}});
  rig.draw();
}

// On the slider's track, a part of it from its left.
void touch_track(ScreenRig& rig, std::string_view id, float part) {
  const ui::PixelBox box = node(rig, id)->box;
  const float thumb = 44, x = box.x + thumb + (box.width - 2 * thumb) * part, y = box.y + box.height / 2;
  rig.pass(400ms);
  rig.interface().touch({ui::TouchEvent::Phase::down, 1, x, y, rig.state.now});
  rig.interface().touch({ui::TouchEvent::Phase::up, 1, x, y, rig.state.now});
  rig.draw();
}

}  // namespace

TEST_CASE("the estimator's stepper and slider change what is saved, by taps alone") {
  ScreenRig rig;
  open(rig, Language::fr);
  CHECK(value(rig, "estimate.count") == "8");
  const std::string before = value(rig, "estimate.result");
  REQUIRE(rig.tap("estimate.count.more"));
  CHECK(value(rig, "estimate.count") == "9");
  CHECK(std::stoi(value(rig, "estimate.result")) > std::stoi(before));
  touch_track(rig, "estimate.hours", 0.75F);
  CHECK(value(rig, "estimate.hours") == "9");
  REQUIRE(rig.tap("estimate.hours.less"));
  CHECK(value(rig, "estimate.hours") == "8");
}

TEST_CASE("the slider grows from the reading side") {
  ScreenRig rig;
  open(rig, Language::ar);
  touch_track(rig, "estimate.hours", 0.75F);
  CHECK(value(rig, "estimate.hours") == "3");
}

TEST_CASE("the powers printed on the lamps are asked in a sheet, and nothing lies over it") {
  ScreenRig rig;
  open(rig, Language::ar);
  const std::string before = value(rig, "estimate.result");
  CHECK(node(rig, "estimate.old_watts") == nullptr);
  REQUIRE(rig.tap("estimate.change"));
  REQUIRE(node(rig, "estimate.old_watts") != nullptr);
  CHECK(node(rig, "estimate.count.more") == nullptr);  // behind the sheet
  REQUIRE(rig.tap("estimate.old_watts.less"));
  CHECK(value(rig, "estimate.old_watts") == "55");
  REQUIRE(rig.tap("estimate.done"));
  CHECK(node(rig, "estimate.old_watts") == nullptr);
  CHECK(std::stoi(value(rig, "estimate.result")) < std::stoi(before));
}

TEST_CASE("the result counts to its new value and is read as that at once") {
  ScreenRig rig;
  open(rig, Language::fr);
  rig.pass(400ms);
  app::update(rig.state, app::intent::SetEstimator{"led", "count", 40});
  rig.draw_once();
  CHECK(rig.interface().moving_until());
  CHECK(std::stoi(value(rig, "estimate.result")) % 10 == 0);
  const std::string at_once = value(rig, "estimate.result");
  rig.draw();
  CHECK_FALSE(rig.interface().moving_until());
  CHECK(value(rig, "estimate.result") == at_once);
}

TEST_CASE("in portrait the campaign needs no scrolling, and its price is beside the buttons") {
  for (const Language language : base::kLanguages) {
    for (const char* campaign : {"led", "water", "fridge", "cooling"}) {
      ScreenRig rig;
      open(rig, language, campaign);
      INFO(campaign);
      CHECK(node(rig, "scroll.down") == nullptr);
      const std::string& note = rig.state.kiosk.catalogue->contents().tariff.words.in(language);
      bool shown = false;
      for (const ui::Node& one : rig.interface().tree().nodes())
        shown |= one.name == note && one.box.y > 1580;
      CHECK(shown);
    }
  }
}
