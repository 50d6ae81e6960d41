#include "tests/app/world.h"
#include "tests/support/catch.h"

using namespace kiosk;
using app::Screen;
using app::TwinsView;
using tests::AppWorld;

namespace {

AppWorld closer_look() {
  AppWorld world;
  world.start();
  world.open(Screen::twins);
  world.act(app::intent::ShowTwins{TwinsView::world});
  world.act(app::intent::ChooseTwin{"maroua"});
  world.act(app::intent::ZoomTwins{1});
  return world;
}

}  // namespace

TEST_CASE("the map goes three steps close and no farther, and another view shows itself whole") {
  AppWorld world = closer_look();
  CHECK(world.state.twins.zoom == 1);
  for (int i = 0; i < 5; ++i) world.act(app::intent::ZoomTwins{1});
  CHECK(world.state.twins.zoom == app::kTwinsZooms - 1);
  for (int i = 0; i < 5; ++i) world.act(app::intent::ZoomTwins{-1});
  CHECK(world.state.twins.zoom == 0);
  world.act(app::intent::ZoomTwins{1});
  world.act(app::intent::ShowTwins{TwinsView::region});
  CHECK(world.state.twins.zoom == 0);
  CHECK(world.state.twins.chosen == "maroua");
}

TEST_CASE("another language, and reading a city's story, leave the map as it was") {
  AppWorld world = closer_look();
  const app::Twins before = world.state.twins;
  world.act(app::intent::ChooseLanguage{base::Language::fr});
  CHECK(world.state.twins == before);
  world.open(Screen::article, "twin-maroua");
  world.act(app::intent::Back{});
  CHECK(world.screen() == Screen::twins);
  CHECK(world.state.twins == before);
}

TEST_CASE("at the end of a visit the map is as it was at its beginning") {
  AppWorld world = closer_look();
  world.act(app::intent::Finish{});
  CHECK(world.state.twins == app::Twins{});
  world = closer_look();
  world.tick(app::kPageIdle);
  world.tick(app::kWarning);
  CHECK(world.screen() == Screen::attract);
  CHECK(world.state.twins == app::Twins{});
}
