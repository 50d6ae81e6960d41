// The home page: the greeting of the hour, rooms without content, the way to the search, low reach and the
// list of large words.

#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using namespace std::chrono_literals;
using base::Language;
using tests::ScreenRig;

namespace {

void go_home(ScreenRig& rig, Language language) { app::update(rig.state, app::intent::Start{language}); }

const ui::Node* node(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

bool says(ScreenRig& rig, std::string_view words) {
  for (const ui::Node& one : rig.interface().tree().nodes()) {
    if (one.name == words) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the home page greets by the hour") {
  ScreenRig rig;
  go_home(rig, Language::fr);
  rig.draw();
  CHECK(says(rig, "Bonjour"));
  rig.state.wall += 2h;  // 12:24
  rig.draw();
  CHECK(says(rig, "Bienvenue"));
  rig.state.wall += 6h;
  rig.draw();
  CHECK(says(rig, "Bonsoir"));
}

TEST_CASE("rooms and the search without content are shown as not there yet, complaints stay") {
  for (const int width : {1080, 1920}) {
    ScreenRig rig(width, 3000 - width);
    rig.state.kiosk.catalogue.reset();
    go_home(rig, Language::fr);
    rig.draw();
    for (const char* id : {"home.partnerships", "home.twins", "home.agreements", "home.governance",
                           "home.covenant", "home.energy"}) {
      REQUIRE(node(rig, id) != nullptr);
      CHECK_FALSE(node(rig, id)->enabled);
      CHECK(node(rig, id)->spoken.find("Bientôt") != std::string::npos);
    }
    CHECK(node(rig, "home.complaint")->enabled);
    CHECK(node(rig, "home.follow")->enabled);
  }
}

TEST_CASE("the search opens from the home page in every situation") {
  for (const int percent : app::kTextSizes) {
    for (const bool low : {false, true}) {
      for (const int width : {1080, 1920}) {
        ScreenRig rig(width, 3000 - width);
        go_home(rig, Language::ar);
        rig.state.settings.text_percent = percent;
        rig.state.settings.low_reach = low;
        rig.draw();
        while (node(rig, "home.search") == nullptr) REQUIRE(rig.tap("scroll.down"));
        REQUIRE(rig.tap("home.search"));
        CHECK(rig.state.place().screen == app::Screen::search);
      }
    }
  }
}

TEST_CASE("with low reach nothing of the home page but the staff's door is touched in the upper half") {
  for (const int percent : app::kTextSizes) {
    ScreenRig rig;
    go_home(rig, Language::ar);
    rig.state.settings.low_reach = true;
    rig.state.settings.text_percent = percent;
    rig.draw();
    for (const ui::Node& one : rig.interface().tree().nodes()) {
      INFO(one.id);
      if (one.focusable && one.id != "staff.open") CHECK(one.box.y >= 958);
    }
  }
}

TEST_CASE("large words make the rooms a list, and it says how much of it is in view") {
  ScreenRig rig;
  go_home(rig, Language::ar);
  rig.state.settings.text_percent = 150;
  rig.draw();
  CHECK(says(rig,
             "\u2068"
             "6"
             "\u2069 أبواب، \u2068"
             "3"
             "\u2069 ظاهرة"));
  rig.state.settings.low_reach = true;  // a lower window
  rig.draw();
  CHECK_FALSE(says(rig,
                   "\u2068"
                   "6"
                   "\u2069 أبواب، \u2068"
                   "3"
                   "\u2069 ظاهرة"));
}
