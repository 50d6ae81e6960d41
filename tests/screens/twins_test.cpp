// 05: the map of twin cities by touch, in every view, language and orientation.

#include <cmath>
#include <set>

#include "kiosk/ui/land.h"
#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using app::Screen;
using app::TwinsView;
using base::Language;
using tests::ScreenRig;

namespace {

void open_twins(ScreenRig& rig, Language language = Language::ar) {
  app::update(rig.state, app::intent::Start{language});
  app::update(rig.state, app::intent::Open{{Screen::twins, {}, 0}});
  rig.draw();
}

std::vector<ui::Node> pins(ScreenRig& rig) {
  std::vector<ui::Node> out;
  for (const ui::Node& node : rig.interface().tree().nodes())
    if (node.role == ui::NodeRole::pin) out.push_back(node);
  return out;
}

const ui::Node* node(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

float middle_x(const ui::Node& node) { return node.box.x + node.box.width / 2; }
float middle_y(const ui::Node& node) { return node.box.y + node.box.height / 2; }

}  // namespace

TEST_CASE("touching a pin chooses its city, and the card opens its story") {
  ScreenRig rig;
  open_twins(rig);
  REQUIRE(node(rig, "twin.maroua") != nullptr);
  CHECK(node(rig, "twin.maroua")->role == ui::NodeRole::pin);
  CHECK_FALSE(node(rig, "twin.maroua")->selected);
  REQUIRE(rig.tap("twin.maroua"));
  CHECK(rig.state.place().screen == Screen::twins);
  CHECK(rig.state.twins.chosen == "maroua");
  CHECK(node(rig, "twin.maroua")->selected);
  REQUIRE(rig.tap("twins.story"));
  CHECK(rig.state.place() == app::Place{Screen::article, "twin-maroua", 0});
  app::update(rig.state, app::intent::Back{});
  rig.draw();
  CHECK(node(rig, "twin.maroua")->selected);
}

TEST_CASE("previous and next go round through every city, twin cities first") {
  ScreenRig rig;
  open_twins(rig);
  std::vector<std::string> seen;
  for (int i = 0; i < 5; ++i) {
    REQUIRE(rig.tap("twins.next"));
    seen.push_back(rig.state.twins.chosen);
  }
  CHECK(seen == std::vector<std::string>{"maroua", "murcia", "friedrichshafen", "polotsk", "grand-yoff"});
  REQUIRE(rig.tap("twins.previous"));
  CHECK(rig.state.twins.chosen == "polotsk");
}

TEST_CASE("a partner in a project is told from a twin city by its words") {
  ScreenRig rig;
  open_twins(rig, Language::en);
  REQUIRE(node(rig, "twin.murcia") != nullptr);
  CHECK(node(rig, "twin.murcia")->spoken.find("Partner in a project") != std::string::npos);
  CHECK(node(rig, "twin.maroua")->spoken.find("Twin city") != std::string::npos);
}

TEST_CASE("every pin's middle is its own, whatever is chosen and however close the map is") {
  for (const auto& [width, height] : {std::pair(1080, 1920), std::pair(1920, 1080), std::pair(1280, 800)}) {
    ScreenRig rig(width, height);
    for (const Language language : {Language::ar, Language::fr}) {
      open_twins(rig, language);
      for (const TwinsView view : {TwinsView::region, TwinsView::world}) {
        app::update(rig.state, app::intent::ShowTwins{view});
        for (int step = 0; step < app::kTwinsZooms * 5; ++step) {
          rig.draw();
          const std::string chosen = node(rig, "twins.place")->name;
          const std::vector<ui::Node> shown = pins(rig);
          std::set<std::string> selected;
          for (const ui::Node& pin : shown) {
            const ui::Node* hit = rig.interface().tree().hit(middle_x(pin), middle_y(pin));
            INFO(pin.id << " of " << width << " with " << chosen << " at " << rig.state.twins.zoom);
            REQUIRE(hit != nullptr);
            CHECK(hit->id == pin.id);
            if (pin.selected) selected.insert(pin.id);
          }
          CHECK(selected.size() == 1);  // the chosen city is in the window
          REQUIRE(rig.tap("twins.next"));
          if (step % 5 == 4) app::update(rig.state, app::intent::ZoomTwins{1});
        }
      }
    }
  }
}

TEST_CASE("where touch areas of pins meet the nearer pin is meant") {
  ScreenRig rig;
  open_twins(rig);
  app::update(rig.state, app::intent::ShowTwins{TwinsView::world});
  rig.draw();
  const std::vector<ui::Node> shown = pins(rig);
  int met = 0;
  for (const ui::Node& a : shown) {
    for (const ui::Node& b : shown) {
      const float dx = middle_x(b) - middle_x(a), dy = middle_y(b) - middle_y(a);
      if (a.id == b.id || std::hypot(dx, dy) > 90) continue;
      const ui::Node* hit = rig.interface().tree().hit(middle_x(a) + dx * 0.4F, middle_y(a) + dy * 0.4F);
      REQUIRE(hit != nullptr);
      CHECK(hit->id == a.id);
      ++met;
    }
  }
  CHECK(met > 0);
}

TEST_CASE("cities outside the map are counted, and the count leads to the world, where they are") {
  ScreenRig rig;
  open_twins(rig, Language::fr);
  REQUIRE(pins(rig).size() == 4);  // Polotsk lies north of the region
  REQUIRE(node(rig, "twins.outside") != nullptr);
  CHECK(node(rig, "twins.outside")->name.find("hors de la carte") != std::string::npos);
  REQUIRE(rig.tap("twins.outside"));
  CHECK(rig.state.twins.view == TwinsView::world);
  CHECK(pins(rig).size() == 5);
  CHECK(node(rig, "twins.outside") == nullptr);
}

TEST_CASE("a finger drags the map, and choosing a city takes it back") {
  ScreenRig rig;
  open_twins(rig);
  const float before = middle_x(*node(rig, "twin.maroua"));
  rig.pass(base::Milliseconds(400));
  using Phase = ui::TouchEvent::Phase;
  rig.interface().touch({Phase::down, 1, 500, 900, rig.state.now});
  for (const float x : {530.0F, 560.0F, 600.0F})
    rig.interface().touch({Phase::move, 1, x, 900, rig.state.now});
  rig.draw();
  rig.interface().touch({Phase::up, 1, 600, 900, rig.state.now});
  rig.draw();
  CHECK(middle_x(*node(rig, "twin.maroua")) == Approx(before + 70).margin(2));
  CHECK(rig.state.twins.chosen.empty());
  app::update(rig.state, app::intent::ChooseTwin{"grand-yoff"});
  rig.draw();
  CHECK(middle_x(*node(rig, "twin.maroua")) == Approx(before).margin(2));
}

TEST_CASE("in the list every city is a row that opens its story") {
  ScreenRig rig;
  open_twins(rig);
  REQUIRE(rig.tap("twins.list"));
  CHECK(pins(rig).empty());
  for (const char* id : {"twin.grand-yoff", "twin.maroua", "twin.murcia", "twin.friedrichshafen"})
    CHECK(node(rig, id) != nullptr);
  REQUIRE(rig.tap("twin.murcia"));
  CHECK(rig.state.place() == app::Place{Screen::article, "sure", 0});
}

TEST_CASE("without a whole map of the land the cities stand in their list, and it is said why") {
  const auto missing = [](const std::string&) -> base::Result<base::Bytes> {
    return base::Error(ui::LandError::damaged, "no such file");
  };
  const auto damaged = [](const std::string& asset) -> base::Result<base::Bytes> {
    base::Result<base::Bytes> bytes = tests::read_asset(asset);
    if (bytes) (*bytes)[bytes->size() / 2] ^= 1U;
    return bytes;
  };
  using Reader = screens::Screens::AssetReader;
  for (const Reader& assets : {Reader(missing), Reader(damaged)}) {
    ScreenRig rig(1080, 1920, nullptr, assets);
    open_twins(rig);
    CHECK(pins(rig).empty());
    REQUIRE(node(rig, "twins.no-map") != nullptr);
    REQUIRE(rig.tap("twin.grand-yoff"));
    CHECK(rig.state.place().screen == Screen::article);
  }
}

TEST_CASE("with low reach the map is only looked at, and cities are chosen below the middle") {
  ScreenRig rig;
  rig.state.settings.low_reach = true;
  open_twins(rig);
  REQUIRE_FALSE(pins(rig).empty());
  for (const ui::Node& one : rig.interface().tree().nodes()) {
    INFO(one.id);
    if (one.focusable && one.id != "staff.open") CHECK(one.box.y >= 940);
  }
  REQUIRE(rig.tap("twins.next"));
  CHECK(rig.state.twins.chosen == "maroua");
}
