// Thousands of intents in any order: the behaviour has no state in which it breaks.

#include <random>

#include "tests/app/world.h"
#include "tests/support/catch.h"

using namespace kiosk;
using app::Intent;
using app::Screen;
using tests::AppWorld;

namespace {

// What screens open by a touch; the others are reached by what happens.
constexpr std::array kOpened = {Screen::partnerships, Screen::twins,   Screen::agreements,
                                Screen::agreement,    Screen::article, Screen::energy,
                                Screen::tip,          Screen::missing, Screen::search,
                                Screen::category,     Screen::follow,  Screen::staff_pin};

class Tour {
 public:
  explicit Tour(unsigned seed) : random_(seed) {}

  int below(std::size_t limit) {
    return std::uniform_int_distribution<int>(0, static_cast<int>(limit) - 1)(random_);
  }
  char digit() { return static_cast<char>('0' + below(10)); }
  base::Language language() { return base::kLanguages[static_cast<std::size_t>(below(3))]; }
  app::Field field() { return static_cast<app::Field>(below(4)); }

  Intent next(Screen screen, std::uint64_t searches) {
    switch (below(35)) {
      case 0:
        return app::intent::Start{language()};
      case 1:
        return app::intent::Open{{kOpened[static_cast<std::size_t>(below(kOpened.size()))], "covenant", 0}};
      case 2:
      case 3:
        return app::intent::Back{};
      case 4:
        return app::intent::Home{};
      case 5:
        return app::intent::KeepGoing{};
      case 6:
        return app::intent::ChooseLanguage{language()};
      case 7:
        return app::intent::ToggleContrast{};
      case 8:
        return app::intent::TogglePopover{static_cast<app::Popover>(below(3))};
      case 9:
        return app::intent::ChooseCategory{"roads"};
      case 10:
        return app::intent::ChooseDistrict{"bettana"};
      case 11:
        return app::intent::ChooseContact{static_cast<complaint::Contact>(below(3))};
      case 12:
        // A field is on the screen only in the form.
        if (!app::step_of(screen)) return app::intent::Touched{};
        return app::intent::EditField{field(), "0612345678 et quelques lettres"};
      case 13:
        return app::intent::AskToClear{};
      case 14:
        return app::intent::ToggleConsent{};
      case 15:
      case 16:
      case 17:
        return app::intent::Continue{};
      case 18:
        return app::intent::ChangeStep{static_cast<Screen>(below(23))};
      case 19:
        return app::intent::Send{};
      case 20:
        return app::intent::Filed{below(2) == 0 ? std::optional(app::ReceiptView{}) : std::nullopt,
                                  std::nullopt};
      case 21:
        return app::intent::Delivered{"", {}, "2026/1"};
      case 22:
        return app::intent::FollowDigit{digit()};
      case 23:
        return app::intent::FollowShow{};
      case 24:
        return app::intent::FollowAnswered{
            below(2) == 0 ? std::optional(complaint::FollowUp{}) : std::nullopt, below(4) == 0};
      case 25:
        return app::intent::PinDigit{digit()};
      case 26:
        return app::intent::PinChecked{below(2) == 0};
      case 27:
        return app::intent::ReviewPack{static_cast<std::size_t>(below(3))};
      case 28:
        return app::intent::Install{};
      case 29:
        return app::intent::Installed{below(2) == 0 ? "" : "E-SUM-01"};
      case 30:
        return app::intent::FollowErase{};
      case 31:
        return app::intent::PinEnter{};
      case 32:
        return app::intent::FindPacks{};
      case 33:
        return app::intent::PacksFound{{app::PackView{}, app::PackView{}}, {}, searches};
      default:
        return app::intent::Touched{};
    }
  }

 private:
  std::mt19937 random_;
};

void check_invariants(const AppWorld& world) {
  const app::State& state = world.state;
  REQUIRE_FALSE(state.trail.empty());
  REQUIRE(state.trail.size() <= 40);
  // No receipt without a filed complaint, no status without an answer found.
  if (state.place().screen == Screen::receipt) REQUIRE(state.receipt.has_value());
  if (state.place().screen == Screen::status) REQUIRE(state.follow.found.has_value());
  REQUIRE(state.follow.digits.size() <= complaint::kReceiptDigits);
  REQUIRE(state.staff.pin.size() <= app::kPinMaxDigits);
  const auto due = app::next_tick(state);
  if (due) REQUIRE(*due <= world.now + std::chrono::minutes(3));
}

}  // namespace

TEST_CASE("no order of touches, answers and time breaks the visit, and each ends by itself") {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    Tour tour(seed);
    AppWorld world;
    for (int step = 0; step < 1000; ++step) {
      world.act(tour.next(world.screen(), world.state.kiosk.pack_searches));
      check_invariants(world);
      if (tour.below(8) == 0) world.tick(base::Milliseconds(tour.below(70'000)));
      check_invariants(world);
    }
    // Whatever is under way ends, nobody touches anything: the attract loop.
    world.act(app::intent::Filed{std::nullopt, std::nullopt});
    world.act(app::intent::Installed{""});
    for (int i = 0; i < 10; ++i) world.tick(std::chrono::minutes(1));
    CHECK(world.screen() == Screen::attract);
    CHECK(world.state.form.draft.text.empty());
  }
}
