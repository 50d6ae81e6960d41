// The attract loop as it is seen: what wakes the kiosk, which frames a change of slides draws, and the gate
// that stands alone when nothing works.

#include "kiosk/app/attract.h"
#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using namespace std::chrono_literals;
using base::Language;
using tests::ScreenRig;

namespace {

const ui::Node* node(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

std::string title(ScreenRig& rig) {
  const ui::Node* found = node(rig, "title");
  return found == nullptr ? std::string() : found->name;
}

}  // namespace

TEST_CASE("a change of slides wakes at most 18 frames, and between changes there is none") {
  ScreenRig rig;
  rig.draw_once();
  CHECK_FALSE(rig.interface().due());
  rig.pass(12s);
  int frames = 0;
  rig.draw_once();
  for (++frames; rig.interface().due(); ++frames) {
    REQUIRE(frames < app::kSlideFadeFrames);
    rig.pass(*rig.interface().due() - rig.state.now);
    rig.draw_once();
  }
  CHECK(frames == app::kSlideFadeFrames);
  CHECK_FALSE(rig.interface().moving_until());
}

TEST_CASE("with reduced motion a slide comes in one cut") {
  ScreenRig rig;
  rig.state.kiosk.reduced_motion = true;
  rig.draw_once();
  rig.pass(12s);
  rig.draw_once();
  CHECK_FALSE(rig.interface().due());
}

TEST_CASE("each slide has its own words, and the first one greets at day and at dusk") {
  ScreenRig rig;
  std::set<std::string> titles;
  for (int slide = 0; slide < 4; ++slide) {
    rig.draw();
    titles.insert(title(rig));
    rig.pass(12s);
  }
  CHECK(titles.size() == 4);
  rig.state.slide = 0;
  rig.draw();
  const ui::Image day = rig.picture();
  rig.state.wall += 12h;
  const ui::Image dusk = rig.picture();
  CHECK(day.pixels != dusk.pixels);
}

TEST_CASE("the buttons open the kiosk in their language, any other place in the one on screen") {
  for (const auto& [id, language] :
       {std::pair{"attract.ar", Language::ar}, std::pair{"attract.fr", Language::fr}}) {
    ScreenRig rig;
    rig.draw();
    REQUIRE(rig.tap(id));
    CHECK(rig.state.place().screen == app::Screen::home);
    CHECK(rig.state.language() == language);
  }
  ScreenRig rig;
  app::update(rig.state, app::intent::ChooseLanguage{Language::en});
  rig.draw();
  CHECK(node(rig, "attract.fr") == nullptr);
  REQUIRE(node(rig, "attract.en") != nullptr);
  REQUIRE(rig.tap("attract.screen"));
  CHECK(rig.state.language() == Language::en);
}

TEST_CASE("out of service there is no button and no bar, only words and the staff's door") {
  for (const int width : {1080, 1920}) {
    ScreenRig rig(width, 3000 - width);
    rig.state.kiosk.catalogue.reset();
    rig.state.kiosk.complaint_problem = "disk-full";
    rig.draw();
    for (const ui::Node& one : rig.interface().tree().nodes()) {
      INFO(one.id);
      CHECK((!one.focusable || one.id == "staff.open"));
    }
    CHECK(title(rig).find("نعود بعد قليل") != std::string::npos);
    CHECK(title(rig).find("De retour bientôt") != std::string::npos);
  }
}
