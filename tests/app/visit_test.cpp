#include "tests/app/world.h"
#include "tests/support/catalogue.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace std::chrono_literals;
using app::Overlay;
using app::Screen;
using tests::AppWorld;
using tests::asks_for;

namespace {

void check_nothing_is_left(const app::State& state) {
  const app::State fresh;
  CHECK(state.settings == fresh.settings);
  CHECK(state.trail == fresh.trail);
  CHECK(state.overlay == Overlay::none);
  CHECK(state.popover == app::Popover::none);
  CHECK(state.form.draft.text.empty());
  CHECK(state.form.draft.phone.empty());
  CHECK(state.form.draft.name.empty());
  CHECK(state.form.draft.category.empty());
  CHECK(state.follow.digits.empty());
  CHECK_FALSE(state.follow.found);
  CHECK_FALSE(state.receipt);
  CHECK(state.staff.pin.empty());
  CHECK(state.chapters_read.empty());
  CHECK(state.estimators.empty());
  CHECK_FALSE(state.chart_as_table);
}

}  // namespace

TEST_CASE("home goes back to the attract loop after 40 s without a touch, and not before") {
  AppWorld world;
  world.start(base::Language::fr);
  world.tick(39s);
  CHECK(world.screen() == Screen::home);
  world.act(app::intent::Touched{});
  world.tick(39s);
  CHECK(world.screen() == Screen::home);
  const auto effects = world.tick(1s);
  CHECK(world.screen() == Screen::attract);
  CHECK(asks_for<app::effect::Forget>(effects));
  check_nothing_is_left(world.state);
}

TEST_CASE("a form warns after 60 s, counts 30 s and then wipes everything") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.tick(59s);
  CHECK(world.state.overlay == Overlay::none);
  world.tick(1s);
  CHECK(world.state.overlay == Overlay::still_there);
  CHECK(app::seconds_left(world.state) == 30);
  world.tick(29s);
  CHECK(app::seconds_left(world.state) == 1);
  CHECK_FALSE(world.state.form.draft.text.empty());
  const auto effects = world.tick(1s);
  CHECK(asks_for<app::effect::Forget>(effects));
  check_nothing_is_left(world.state);
}

TEST_CASE("a popover opened beside the warning closes by itself too") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.tick(60s);
  world.act(app::intent::TogglePopover{app::Popover::text_size});
  world.tick(app::kPopoverTime);
  CHECK(world.state.overlay == Overlay::still_there);
  CHECK(world.state.popover == app::Popover::none);
  REQUIRE(app::next_tick(world.state));
  CHECK(*app::next_tick(world.state) > world.now);
}

TEST_CASE("going on after the warning keeps what was typed") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.tick(75s);
  REQUIRE(world.state.overlay == Overlay::still_there);
  world.act(app::intent::KeepGoing{});
  world.tick(59s);
  CHECK(world.screen() == Screen::check);
  CHECK(world.state.form.draft.text == base::SecretString("عمود الإنارة رقم 14 مطفأ"));
}

TEST_CASE("settings that a passer-by changed on the attract loop do not stay") {
  AppWorld world;
  world.act(app::intent::ToggleContrast{});
  world.act(app::intent::ChooseTextSize{150});
  world.act(app::intent::ChooseLanguage{base::Language::fr});
  world.act(app::intent::Touched{});
  REQUIRE(app::next_tick(world.state));
  CHECK(*app::next_tick(world.state) <= world.now + 40s);
  world.tick(40s);
  check_nothing_is_left(world.state);
}

TEST_CASE("a visit begins in the language touched and the next one in the kiosk's") {
  AppWorld world;
  world.state.kiosk.language = base::Language::fr;
  world.start(base::Language::en);
  CHECK(world.state.language() == base::Language::en);
  world.act(app::intent::Finish{});
  CHECK(world.state.language() == base::Language::fr);
}

TEST_CASE("attract slides change every 12 s and a slow clock catches up") {
  AppWorld world;
  CHECK(app::next_tick(world.state) == world.now + 12s);
  world.tick(12s);
  CHECK(world.state.slide == 1);
  world.tick(60s);
  CHECK(world.state.slide == 6);
}

TEST_CASE("leaving a form asks only when something was typed") {
  AppWorld world;
  world.start();
  world.open(Screen::category);
  world.act(app::intent::Home{});
  CHECK(world.screen() == Screen::home);
  world.open(Screen::category);
  world.act(app::intent::ChooseCategory{"roads"});
  world.act(app::intent::Home{});
  CHECK(world.state.overlay == Overlay::leave);
  CHECK(world.screen() == Screen::category);
  world.act(app::intent::KeepGoing{});
  CHECK(world.state.form.draft.category == "roads");
  world.act(app::intent::Home{});
  world.act(app::intent::Finish{});
  check_nothing_is_left(world.state);
}

TEST_CASE("the receipt ends the visit by home or after two minutes, and cannot be left backwards") {
  AppWorld world;
  world.start();
  world.file();
  REQUIRE(world.screen() == Screen::receipt);
  CHECK(world.state.form.draft.text.empty());
  world.act(app::intent::Back{});
  CHECK(world.screen() == Screen::receipt);
  world.tick(119s);
  CHECK(world.screen() == Screen::receipt);
  CHECK(app::seconds_left(world.state) == 1);
  world.tick(1s);
  check_nothing_is_left(world.state);
}

TEST_CASE("the language changes on any page without losing what was typed") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.act(app::intent::ChooseLanguage{base::Language::fr});
  CHECK(world.screen() == Screen::check);
  CHECK(world.state.form.draft.language == base::Language::fr);
  CHECK_FALSE(world.state.form.draft.text.empty());
}

TEST_CASE("a popover closes by itself after 10 s") {
  AppWorld world;
  world.start();
  world.act(app::intent::TogglePopover{app::Popover::text_size});
  world.tick(9s);
  CHECK(world.state.popover == app::Popover::text_size);
  world.tick(1s);
  CHECK(world.state.popover == app::Popover::none);
}

TEST_CASE("home from the notice read over a form asks before it drops the form") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.open(Screen::article, "privacy");
  world.act(app::intent::Home{});
  CHECK(world.state.overlay == Overlay::leave);
  world.act(app::intent::KeepGoing{});
  world.act(app::intent::Back{});
  CHECK(world.screen() == Screen::check);
  CHECK_FALSE(world.state.form.draft.text.empty());
}

TEST_CASE("home ends the visit whose receipt lies under the page shown") {
  AppWorld world;
  world.start();
  world.file();
  world.open(Screen::article, "privacy");
  world.act(app::intent::Home{});
  check_nothing_is_left(world.state);
}

TEST_CASE("what lies over a page goes with the page, however it is left") {
  AppWorld world;
  world.start();
  const auto lay_over = [&] {
    world.open(Screen::energy);
    world.act(app::intent::TogglePopover{app::Popover::text_size});
    REQUIRE(world.state.popover == app::Popover::text_size);
  };
  lay_over();
  world.act(app::intent::Back{});
  CHECK(world.state.popover == app::Popover::none);
  lay_over();
  world.act(app::intent::Home{});
  CHECK(world.state.popover == app::Popover::none);
  lay_over();
  world.act(app::intent::Replace{{Screen::twins, {}, 0}});
  CHECK(world.state.popover == app::Popover::none);
}

TEST_CASE("installing cannot be left, by a touch or by time, until it is done") {
  AppWorld world;
  world.open(Screen::staff_pin);
  world.act(app::intent::PinDigit{'1'});
  world.act(app::intent::PinEnter{});
  world.act(app::intent::PinChecked{true});
  REQUIRE(world.screen() == Screen::staff_status);
  world.act(app::intent::FindPacks{});
  app::PackView pack;
  pack.path = "/stick/a.pack";
  pack.manifest = "5eed";
  world.act(app::intent::PacksFound{{pack}, {}, world.state.kiosk.pack_searches});
  world.act(app::intent::ReviewPack{0});
  REQUIRE(world.screen() == Screen::staff_review);
  const auto effects = world.act(app::intent::Install{});
  REQUIRE(effects.size() == 1);
  CHECK(std::get<app::effect::InstallPack>(effects[0]).manifest == "5eed");
  world.act(app::intent::Back{});
  world.act(app::intent::Home{});
  world.act(app::intent::Finish{});
  world.tick(10min);
  CHECK(world.screen() == Screen::staff_installing);
  world.act(app::intent::Installed{"E-SUM-01"});
  CHECK(world.screen() == Screen::staff_refused);
  CHECK(world.state.staff.refusal.code == "E-SUM-01");
  world.tick(3min);
  check_nothing_is_left(world.state);
}

TEST_CASE("a preview's errors leave what was shown and go when the sources are sound again") {
  AppWorld world;
  const auto shown = tests::catalogue_of(tests::timeline_contents());
  world.act(app::intent::SourcesRead{shown, std::nullopt});
  CHECK(world.state.kiosk.catalogue == shown);
  world.act(app::intent::SourcesRead{nullptr, app::SourceTrouble{2, "ar/tips/a.md:3:1", {}}});
  CHECK(world.state.kiosk.catalogue == shown);
  REQUIRE(world.state.kiosk.source_trouble);
  CHECK(world.state.kiosk.source_trouble->errors == 2);
  const auto mended = tests::catalogue_of(tests::timeline_contents());
  world.act(app::intent::SourcesRead{mended, std::nullopt});
  CHECK(world.state.kiosk.catalogue == mended);
  CHECK_FALSE(world.state.kiosk.source_trouble);
}
