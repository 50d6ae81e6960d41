#include "tests/app/world.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace std::chrono_literals;
using app::Screen;
using tests::AppWorld;
using tests::asks_for;

namespace {

void type_code(AppWorld& world, std::string_view digits) {
  for (const char digit : digits) world.act(app::intent::PinDigit{digit});
}

void enter_staff(AppWorld& world) {
  world.open(Screen::staff_pin);
  type_code(world, "271828");
  world.act(app::intent::PinEnter{});
  world.act(app::intent::PinChecked{true});
  REQUIRE(world.screen() == Screen::staff_status);
}

// Gives a wrong code, if one is taken at present.
bool try_wrong(AppWorld& world) {
  world.act(app::intent::PinDigit{'1'});
  const bool asked = asks_for<app::effect::CheckPin>(world.act(app::intent::PinEnter{}));
  if (asked) world.act(app::intent::PinChecked{false, true, world.state.kiosk.pin_failures + 1});
  return asked;
}

std::vector<app::Effect> give(AppWorld& world, std::string_view code) {
  for (const char digit : code) world.act(app::intent::CodeDigit{digit});
  return world.act(app::intent::CodeEnter{});
}

void change_code(AppWorld& world, std::string_view old_code, std::string_view fresh, std::string_view again) {
  give(world, old_code);
  world.act(app::intent::PinChecked{true, true, world.state.kiosk.pin_failures});
  give(world, fresh);
  give(world, again);
}

}  // namespace

TEST_CASE("the pause after wrong staff codes begins with the third and doubles up to fifteen minutes") {
  CHECK(app::pin_pause(0) == 0s);
  CHECK(app::pin_pause(2) == 0s);
  CHECK(app::pin_pause(3) == 30s);
  CHECK(app::pin_pause(4) == 1min);
  CHECK(app::pin_pause(5) == 2min);
  CHECK(app::pin_pause(7) == 8min);
  CHECK(app::pin_pause(8) == 15min);
  CHECK(app::pin_pause(1'000'000) == 15min);
}

TEST_CASE("while the pause lasts no staff code is looked at, and leaving does not end it") {
  AppWorld world;
  world.open(Screen::staff_pin);
  CHECK(try_wrong(world));
  CHECK(try_wrong(world));
  CHECK_FALSE(app::pin_seconds_left(world.state));
  CHECK(try_wrong(world));
  CHECK_FALSE(try_wrong(world));
  CHECK(app::pin_seconds_left(world.state) == 30);
  CHECK(app::next_tick(world.state) == world.now + 1s);
  world.tick(29s);
  CHECK_FALSE(try_wrong(world));
  world.act(app::intent::Back{});
  world.open(Screen::staff_pin);
  CHECK_FALSE(try_wrong(world));
  world.tick(1s);
  CHECK(try_wrong(world));
  CHECK(app::pin_seconds_left(world.state) == 60);
  world.tick(1min);
  CHECK(try_wrong(world));
  CHECK(app::pin_seconds_left(world.state) == 120);
  CHECK(world.state.staff.pin.view().size() <= app::kPinMaxDigits);
}

TEST_CASE("a right code ends the count of wrong ones") {
  AppWorld world;
  world.open(Screen::staff_pin);
  try_wrong(world);
  try_wrong(world);
  CHECK(world.state.kiosk.pin_failures == 2);
  world.act(app::intent::PinDigit{'2'});
  world.act(app::intent::PinEnter{});
  world.act(app::intent::PinChecked{true});
  CHECK(world.screen() == Screen::staff_status);
  CHECK(world.state.kiosk.pin_failures == 0);
  CHECK(world.state.staff.pin.empty());
}

TEST_CASE("a code is counted though whoever gave it left before the answer, and opens nothing for the next") {
  AppWorld world;
  for (int tries = 1; tries <= 3; ++tries) {
    world.open(Screen::staff_pin);
    world.act(app::intent::PinDigit{'1'});
    REQUIRE(asks_for<app::effect::CheckPin>(world.act(app::intent::PinEnter{})));
    world.act(app::intent::Finish{});
    world.open(Screen::staff_pin);
    world.act(app::intent::PinDigit{'1'});
    CHECK_FALSE(asks_for<app::effect::CheckPin>(world.act(app::intent::PinEnter{})));
    world.act(app::intent::PinChecked{false, true, tries});
    CHECK(world.state.kiosk.pin_failures == tries);
    world.act(app::intent::Finish{});
  }
  CHECK(app::pin_seconds_left(world.state) == 30);
  world.tick(30s);
  world.open(Screen::staff_pin);
  world.act(app::intent::PinDigit{'2'});
  world.act(app::intent::PinEnter{});
  world.act(app::intent::Finish{});
  world.act(app::intent::PinChecked{true, true, 0});
  CHECK(world.state.kiosk.pin_failures == 0);
  CHECK(world.screen() == Screen::attract);
}

TEST_CASE("a wrong old code is counted though its page was left before the answer") {
  AppWorld world;
  enter_staff(world);
  world.act(app::intent::Open{{Screen::staff_code, {}, 0}});
  change_code(world, "000001", "314159", "314159");
  world.act(app::intent::Finish{});
  world.act(app::intent::CodeChanged{app::kWrongCode, 1});
  CHECK(world.state.kiosk.pin_failures == 1);
}

TEST_CASE("the old code is looked at before a new one is asked for, and counts like one at the door") {
  AppWorld world;
  enter_staff(world);
  world.act(app::intent::Open{{Screen::staff_code, {}, 0}});
  CHECK(asks_for<app::effect::CheckPin>(give(world, "000001")));
  CHECK(give(world, "1").empty());  // while it is looked at nothing is taken
  world.act(app::intent::PinChecked{false, true, 1});
  CHECK(world.screen() == Screen::staff_code);
  CHECK(world.state.kiosk.pin_failures == 1);
  CHECK(world.state.staff.code.problem == app::kWrongCode);
  CHECK(world.state.staff.code.field == app::CodeField::old_code);
  CHECK(world.state.staff.code.old_code.empty());
  give(world, "271828");
  world.act(app::intent::PinChecked{true, true, 0});
  CHECK(world.state.kiosk.pin_failures == 0);
  CHECK(world.state.staff.code.field == app::CodeField::fresh);
}

TEST_CASE("an old code that is looked at opens nothing once its page was left") {
  AppWorld world;
  enter_staff(world);
  world.act(app::intent::Open{{Screen::staff_code, {}, 0}});
  give(world, "271828");
  world.act(app::intent::Back{});
  world.act(app::intent::Open{{Screen::staff_code, {}, 0}});
  world.act(app::intent::PinChecked{true, true, 0});
  CHECK(world.state.staff.code.field == app::CodeField::old_code);
  give(world, "000001");
  world.act(app::intent::Finish{});
  world.act(app::intent::PinChecked{false, true, 1});
  CHECK(world.state.kiosk.pin_failures == 1);
}

TEST_CASE("a new code that is too short, too easy or the old one is refused when it is given") {
  AppWorld world;
  enter_staff(world);
  world.act(app::intent::Open{{Screen::staff_code, {}, 0}});
  give(world, "271828");
  world.act(app::intent::PinChecked{true});
  for (const auto& [code, problem] :
       std::vector<std::pair<std::string_view, std::string>>{{"31415", app::kCodeNotDigits},
                                                             {"111111", app::kCodeTooEasy},
                                                             {"987654", app::kCodeTooEasy},
                                                             {"271828", app::kSameCode}}) {
    CHECK(give(world, code).empty());
    CHECK(world.state.staff.code.problem == problem);
    CHECK(world.state.staff.code.field == app::CodeField::fresh);
    CHECK(world.state.staff.code.fresh.empty());
  }
  CHECK(give(world, "314159").empty());
  CHECK(world.state.staff.code.problem.empty());
  CHECK(world.state.staff.code.field == app::CodeField::again);
}

TEST_CASE("the mark held in a half-filled form takes nothing of it, until the code is right") {
  AppWorld world;
  world.start(base::Language::fr);
  world.open(Screen::category);
  world.act(app::intent::ChooseCategory{"lighting"});
  world.act(app::intent::Continue{});
  world.act(app::intent::ChooseDistrict{"bettana"});
  world.act(app::intent::Continue{});
  world.type(app::Field::text, "Le lampadaire est éteint");
  for (const bool typed : {false, true}) {
    world.open(Screen::staff_pin);
    if (typed) type_code(world, "27");
    CHECK_FALSE(asks_for<app::effect::Forget>(world.act(app::intent::Back{})));
    CHECK(world.screen() == Screen::describe);
    CHECK(world.state.form.draft.text.view() == "Le lampadaire est éteint");
    CHECK(world.state.staff.pin.empty());
  }
  world.open(Screen::staff_pin);
  world.act(app::intent::Home{});
  CHECK(world.state.overlay == app::Overlay::leave);
  world.act(app::intent::KeepGoing{});
  type_code(world, "271828");
  world.act(app::intent::PinEnter{});
  CHECK(asks_for<app::effect::Forget>(world.act(app::intent::PinChecked{true})));
  CHECK(world.screen() == Screen::staff_status);
  CHECK(world.state.form.draft.text.empty());
  CHECK(world.state.settings.language == base::Language::fr);
  world.act(app::intent::Back{});
  CHECK(world.screen() == Screen::attract);
}

TEST_CASE("Back from a keypad that was opened over the attract loop leaves nothing behind") {
  AppWorld world;
  world.open(Screen::staff_pin);
  world.act(app::intent::ChooseLanguage{base::Language::fr});
  CHECK(asks_for<app::effect::Forget>(world.act(app::intent::Back{})));
  CHECK(world.screen() == Screen::attract);
  CHECK(world.state.settings.language == base::Language::ar);
}

TEST_CASE("a kiosk that was looked at and takes complaints says so to citizens again") {
  AppWorld world;
  enter_staff(world);
  world.state.kiosk.complaint_problem = "disk-full";
  app::Checkup look;
  look.outbox_problem = "disk-full";
  world.act(app::intent::CheckedUp{look});
  CHECK(world.state.kiosk.complaint_problem == "disk-full");
  look.outbox_problem.clear();
  world.act(app::intent::CheckedUp{look});
  CHECK(world.state.kiosk.complaint_problem.empty());
}

TEST_CASE("little memory is less than a tenth of what the machine has") {
  CHECK(app::is_low({4'000'000'000, 399'000'000, 0}));
  CHECK_FALSE(app::is_low({4'000'000'000, 401'000'000, 0}));
  CHECK_FALSE(app::is_low({32'000'000'000, 4'000'000'000, 0}));
}

TEST_CASE("a kiosk without a staff code opens to nobody and counts nothing") {
  AppWorld world;
  world.open(Screen::staff_pin);
  for (int i = 0; i < 5; ++i) {
    world.act(app::intent::PinDigit{'1'});
    world.act(app::intent::PinEnter{});
    world.act(app::intent::PinChecked{false, false});
  }
  CHECK(world.screen() == Screen::staff_pin);
  CHECK_FALSE(world.state.kiosk.pin_is_set);
  CHECK_FALSE(app::pin_seconds_left(world.state));
}

TEST_CASE("no page of the staff opens without the code") {
  for (int screen = static_cast<int>(Screen::staff_status); screen <= static_cast<int>(Screen::staff_code);
       ++screen) {
    AppWorld world;
    world.start();
    world.open(static_cast<Screen>(screen));
    CHECK(world.screen() == Screen::home);
    world.act(app::intent::FindPacks{});
    world.act(app::intent::RollBack{});
    CHECK(world.screen() == Screen::home);
  }
}

TEST_CASE("a staff page asks anew for what it shows") {
  AppWorld world;
  enter_staff(world);
  for (const Screen screen : {Screen::staff_queue, Screen::staff_machine, Screen::staff_errors}) {
    world.act(app::intent::Open{{screen, {}, 0}});
    CHECK(world.screen() == screen);
    CHECK(world.state.staff.looking);
    world.act(app::intent::CheckedUp{});
    CHECK_FALSE(world.state.staff.looking);
    world.act(app::intent::Back{});
    CHECK(world.screen() == Screen::staff_status);
  }
  CHECK(asks_for<app::effect::Diagnose>(world.act(app::intent::Open{{Screen::staff_diagnostics, {}, 0}})));
}

TEST_CASE("staff mode ends after three minutes without a touch, and nothing of it is left") {
  AppWorld world;
  enter_staff(world);
  world.act(app::intent::Open{{Screen::staff_code, {}, 0}});
  world.act(app::intent::CodeDigit{'5'});
  world.tick(179s);
  CHECK(world.screen() == Screen::staff_code);
  world.tick(1s);
  CHECK(world.screen() == Screen::attract);
  CHECK(world.state.staff.code.old_code.empty());
}

TEST_CASE("the staff code is changed with the old one and the new one twice") {
  AppWorld world;
  enter_staff(world);
  world.act(app::intent::Open{{Screen::staff_code, {}, 0}});
  change_code(world, "271828", "314159", "314158");
  CHECK(world.state.staff.code.problem == "differs");
  CHECK(world.state.staff.code.field == app::CodeField::fresh);
  for (const char digit : std::string_view("314159")) world.act(app::intent::CodeDigit{digit});
  world.act(app::intent::CodeEnter{});
  for (const char digit : std::string_view("314159")) world.act(app::intent::CodeDigit{digit});
  const auto effects = world.act(app::intent::CodeEnter{});
  REQUIRE(effects.size() == 1);
  const auto& order = std::get<app::effect::ChangeCode>(effects[0]);
  CHECK(order.old_code.view() == "271828");
  CHECK(order.fresh.view() == "314159");
  world.act(app::intent::CodeChanged{});
  CHECK(world.state.staff.code.done);
  CHECK(world.state.staff.code.fresh.empty());
  CHECK(world.state.staff.code.old_code.empty());
}

TEST_CASE("a wrong old code counts like one at the door, a new one that will not do does not") {
  AppWorld world;
  enter_staff(world);
  world.act(app::intent::Open{{Screen::staff_code, {}, 0}});
  change_code(world, "000001", "314159", "314159");
  world.act(app::intent::CodeChanged{app::kWrongCode, 1});
  CHECK(world.state.kiosk.pin_failures == 1);
  CHECK(world.state.staff.code.field == app::CodeField::old_code);
  CHECK(world.state.staff.code.old_code.empty());
  change_code(world, "271828", "111111", "111111");
  world.act(app::intent::CodeChanged{"pin-too-easy"});
  CHECK(world.state.kiosk.pin_failures == 0);
  CHECK(world.state.staff.code.field == app::CodeField::fresh);
  CHECK(world.state.staff.code.old_code.view() == "271828");
  CHECK(world.state.staff.code.fresh.empty());
}

TEST_CASE("searching again from a refusal does not pile up pages") {
  AppWorld world;
  enter_staff(world);
  app::PackView refused;
  refused.refusal = "E-SIG-02";
  for (int i = 0; i < 3; ++i) {
    world.act(app::intent::FindPacks{});
    world.act(app::intent::PacksFound{{refused}, {}, world.state.kiosk.pack_searches});
    world.act(app::intent::ReviewPack{0});
    CHECK(world.screen() == Screen::staff_refused);
    CHECK(world.state.staff.refusal.code == "E-SIG-02");
    CHECK(world.state.trail.size() <= 4);
  }
  CHECK(asks_for<app::effect::FindPacks>(world.act(app::intent::FindPacks{})));
}

TEST_CASE("packs found answer the search they belong to, and nothing else") {
  AppWorld world;
  enter_staff(world);
  app::PackView old;
  old.name = "old.kpack";
  const auto search = [&world] {
    const auto effects = world.act(app::intent::FindPacks{});
    REQUIRE(effects.size() == 1);
    return std::get<app::effect::FindPacks>(effects[0]).search;
  };
  const std::uint64_t first = search(), second = search();
  CHECK(first != second);
  world.act(app::intent::PacksFound{{old}, {}, first});
  CHECK(world.state.staff.searching);
  CHECK(world.state.staff.packs.empty());
  world.act(app::intent::PacksFound{{}, "E-USB-02", second});
  CHECK(world.state.staff.refusal.code == "E-USB-02");
  world.act(app::intent::PacksFound{{old}, {}, second});
  CHECK(world.state.staff.packs.empty());

  const std::uint64_t third = search();
  world.act(app::intent::RollBack{});
  world.act(app::intent::Installed{"no-content"});
  world.act(app::intent::PacksFound{{old}, {}, third});
  CHECK(world.state.staff.refusal.code == "no-content");

  const std::uint64_t fourth = search();
  world.act(app::intent::Finish{});
  world.act(app::intent::PacksFound{{old}, {}, fourth});
  CHECK(world.state.staff.packs.empty());
}

TEST_CASE("reduced motion is the kiosk's, not the visit's") {
  AppWorld world;
  enter_staff(world);
  const auto effects = world.act(app::intent::ToggleReducedMotion{});
  REQUIRE(effects.size() == 1);
  CHECK(std::get<app::effect::KeepSettings>(effects[0]).reduced_motion);
  world.act(app::intent::Finish{});
  CHECK(world.state.kiosk.reduced_motion);
}
