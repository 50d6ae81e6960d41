// Looking for a page: the list follows the field, and each row leads where it says.

#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using app::Field;
using app::Screen;
using tests::ScreenRig;

namespace {

void look_for(ScreenRig& rig, std::string_view words) {
  rig.state.trail = {app::Place{Screen::home, {}, 0}};
  app::update(rig.state, app::intent::Open{{Screen::search, {}, 0}});
  app::update(rig.state, app::intent::EditField{Field::search, base::SecretString(words)});
  app::update(rig.state, app::intent::FocusField{std::nullopt});
  rig.draw();
}

// Touches the row of this title.
void open_row(ScreenRig& rig, std::string_view title) {
  for (const ui::Node& node : rig.interface().tree().nodes()) {
    if (!node.id.starts_with("search.hit.") || node.name != title) continue;
    const std::string id = node.id;
    REQUIRE(rig.tap(id));
    return;
  }
  FAIL("no row is called " << title);
}

}  // namespace

TEST_CASE("a city that was found is the chosen one on the map") {
  ScreenRig rig;
  look_for(rig, "مورسيا");
  open_row(rig, "مورسيا");
  CHECK(rig.state.place().screen == Screen::twins);
  CHECK(rig.state.twins.chosen == "murcia");
}

TEST_CASE("a campaign of today is found by its question and opens its own tab") {
  ScreenRig rig;
  rig.state.settings.language = base::Language::fr;
  look_for(rig, "refrigerateur");
  open_row(rig, "Réfrigérateur");
  CHECK(rig.state.place().screen == Screen::energy);
  CHECK(rig.state.place().slug == "fridge");
}

TEST_CASE("what was looked for is gone when the visit ends, and when the search is opened again") {
  ScreenRig rig;
  look_for(rig, "طاقة");
  REQUIRE_FALSE(rig.state.search.empty());
  app::update(rig.state, app::intent::Open{{Screen::search, {}, 0}});
  CHECK(rig.state.search.empty());
  look_for(rig, "طاقة");
  app::update(rig.state, app::intent::Finish{});
  CHECK(rig.state.search.empty());
}

TEST_CASE("words on no page say so") {
  ScreenRig rig;
  look_for(rig, "zzzz");
  bool said = false;
  for (const ui::Node& node : rig.interface().tree().nodes()) {
    CHECK_FALSE(node.id.starts_with("search.hit."));
    said |= node.name == "لا صفحة فيها هذه الكلمات. جرّبوا غيرها، أو حروفاً أقل.";
  }
  CHECK(said);
}

TEST_CASE("with low reach the keyboard takes the place of the list, and the page comes to rest") {
  ScreenRig rig;
  rig.state.settings.low_reach = true;
  app::update(rig.state, app::intent::Start{base::Language::ar});
  app::update(rig.state, app::intent::Open{{app::Screen::search, {}, 0}});
  app::update(rig.state, app::intent::EditField{app::Field::search, base::SecretString("سلا")});
  rig.draw_once();
  rig.draw_once();
  REQUIRE(rig.tap("search.show"));
  CHECK(rig.interface().tree().find("search.hit.0") != nullptr);
  REQUIRE(rig.interface().scroll_state("results").overflows());
  app::update(rig.state, app::intent::FocusField{app::Field::search});
  for (int i = 0; i < 4; ++i) rig.draw_once();
  CHECK_FALSE(rig.interface().is_outdated());
  CHECK(rig.interface().tree().find("search.hit.0") == nullptr);
  CHECK(rig.interface().tree().find("scroll.down") == nullptr);
}
