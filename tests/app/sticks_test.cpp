// Sticks that come and go while staff look at what lies on them, and complaints that are copied to one.

#include "tests/app/world.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace std::chrono_literals;
using app::Screen;
using app::StickView;
using tests::AppWorld;
using tests::asks_for;

namespace {

constexpr std::uint64_t kFirst = 7, kSecond = 8;

StickView stick(std::uint64_t plug, std::string device) { return {plug, std::move(device), "SALE", {}, {}}; }

std::vector<app::Effect> plugged(AppWorld& world, std::vector<StickView> sticks) {
  return world.act(app::intent::SticksChanged{std::move(sticks)});
}

void enter_staff(AppWorld& world) {
  world.open(Screen::staff_pin);
  world.act(app::intent::PinDigit{'2'});
  world.act(app::intent::PinEnter{});
  world.act(app::intent::PinChecked{true});
  REQUIRE(world.screen() == Screen::staff_status);
}

app::PackView pack_on(std::uint64_t plug, std::string name) {
  app::PackView pack;
  pack.plug = plug;
  pack.name = std::move(name);
  pack.path = "/run/kiosk/stick/" + pack.name;
  return pack;
}

// Two sticks, a pack on each, and the list of both.
void list_two(AppWorld& world) {
  plugged(world, {stick(kFirst, "sdb1"), stick(kSecond, "sdc1")});
  enter_staff(world);
  world.act(app::intent::FindPacks{});
  app::intent::PacksFound found;
  found.packs = {pack_on(kFirst, "one.kpack"), pack_on(kSecond, "two.kpack")};
  found.search = world.state.kiosk.pack_searches;
  world.act(found);
  REQUIRE(world.state.staff.packs.size() == 2);
}

}  // namespace

TEST_CASE("a stick that is plugged in while citizens use the screen changes nothing of what they see") {
  AppWorld world;
  world.start();
  world.open(Screen::category);
  const std::vector<app::Place> trail = world.state.trail;
  CHECK(plugged(world, {stick(kFirst, "sdb1")}).empty());
  CHECK(world.state.trail == trail);
  CHECK(plugged(world, {}).empty());
  CHECK(world.state.trail == trail);
}

TEST_CASE("a stick is looked at when staff are there, and at once when it comes while they are") {
  AppWorld world;
  plugged(world, {stick(kFirst, "sdb1")});
  world.open(Screen::staff_pin);
  world.act(app::intent::PinDigit{'2'});
  world.act(app::intent::PinEnter{});
  CHECK(asks_for<app::effect::LookAtSticks>(world.act(app::intent::PinChecked{true})));
  CHECK(asks_for<app::effect::LookAtSticks>(plugged(world, {stick(kFirst, "sdb1"), stick(kSecond, "sdc1")})));
  CHECK(world.screen() == Screen::staff_status);
}

TEST_CASE("what was seen of a stick stays known until it is pulled, and is not believed of the next") {
  AppWorld world;
  plugged(world, {stick(kFirst, "sdb1")});
  StickView seen = stick(kFirst, "sdb1");
  seen.packs = 3;
  world.act(app::intent::SticksSeen{{seen}});
  CHECK(world.state.kiosk.sticks.front().packs == 3U);
  plugged(world, {stick(kFirst, "sdb1"), stick(kSecond, "sdc1")});
  CHECK(world.state.kiosk.sticks.front().packs == 3U);
  // Another one of the same label in the same place.
  plugged(world, {stick(9, "sdb1"), stick(kSecond, "sdc1")});
  CHECK_FALSE(world.state.kiosk.sticks.front().packs);
  world.act(app::intent::SticksSeen{{seen}});
  CHECK_FALSE(world.state.kiosk.sticks.front().packs);
}

TEST_CASE("a stick that comes while packs are listed is searched at once, and the list stays meanwhile") {
  AppWorld world;
  list_two(world);
  const std::uint64_t before = world.state.kiosk.pack_searches;
  CHECK(asks_for<app::effect::FindPacks>(
      plugged(world, {stick(kFirst, "sdb1"), stick(kSecond, "sdc1"), stick(9, "sdd1")})));
  CHECK(world.state.kiosk.pack_searches == before + 1);
  CHECK(world.state.staff.searching);
  CHECK(world.state.staff.packs.size() == 2);
}

TEST_CASE("packs of a stick that is pulled leave the list, which says why") {
  AppWorld world;
  list_two(world);
  plugged(world, {stick(kSecond, "sdc1")});
  REQUIRE(world.state.staff.packs.size() == 1);
  CHECK(world.state.staff.packs.front().name == "two.kpack");
  CHECK(world.state.staff.stick_removed);
  CHECK(world.state.staff.refusal.code.empty());
  plugged(world, {});
  CHECK(world.state.staff.packs.empty());
  CHECK(world.state.staff.refusal.code == app::kStickRemoved);
  world.act(app::intent::FindPacks{});
  CHECK_FALSE(world.state.staff.stick_removed);
}

TEST_CASE("a stick that is pulled while its pack is reviewed is said at once, and nothing is installed") {
  for (const Screen over : {Screen::staff_review, Screen::staff_changes, Screen::staff_preview}) {
    AppWorld world;
    list_two(world);
    world.act(app::intent::ReviewPack{0});
    if (over != Screen::staff_review) world.open(over, "article/governance");
    REQUIRE(world.screen() == over);
    plugged(world, {stick(kSecond, "sdc1")});
    CHECK(world.screen() == Screen::staff_refused);
    CHECK(world.state.staff.refusal.code == app::kStickRemoved);
    CHECK_FALSE(asks_for<app::effect::InstallPack>(world.act(app::intent::Install{})));
    world.act(app::intent::Back{});
    CHECK(world.screen() == Screen::staff_status);
  }
}

TEST_CASE("pulling the other stick disturbs no review, and one of the same name does not stand in") {
  AppWorld world;
  list_two(world);
  world.act(app::intent::ReviewPack{0});
  plugged(world, {stick(kFirst, "sdb1")});
  CHECK(world.screen() == Screen::staff_review);
  plugged(world, {stick(11, "sdb1")});
  CHECK(world.screen() == Screen::staff_refused);
}

TEST_CASE("packs of the folder that stands in for a stick are not a matter of what is plugged in") {
  AppWorld world;
  list_two(world);
  world.state.staff.packs.push_back(pack_on(app::kFolder, "three.kpack"));
  plugged(world, {});
  REQUIRE(world.state.staff.packs.size() == 1);
  world.act(app::intent::ReviewPack{0});
  plugged(world, {stick(9, "sdb1")});
  CHECK(world.screen() == Screen::staff_review);
  CHECK(asks_for<app::effect::InstallPack>(world.act(app::intent::Install{})));
}

TEST_CASE("a search that is under way when a stick goes begins anew, and the old answer is not shown") {
  AppWorld world;
  plugged(world, {stick(kFirst, "sdb1")});
  enter_staff(world);
  world.act(app::intent::FindPacks{});
  app::intent::PacksFound late;
  late.packs = {pack_on(kFirst, "one.kpack")};
  late.search = world.state.kiosk.pack_searches;
  CHECK(asks_for<app::effect::FindPacks>(plugged(world, {})));
  world.act(late);
  CHECK(world.state.staff.searching);
  CHECK(world.state.staff.packs.empty());
}

TEST_CASE("the waiting complaints are copied by staff alone, once at a time, and leaving waits for the end") {
  AppWorld world;
  plugged(world, {stick(kFirst, "sdb1")});
  CHECK(world.act(app::intent::CopyOutbox{kFirst}).empty());
  enter_staff(world);
  world.open(Screen::staff_copy);
  CHECK(asks_for<app::effect::CopyOutbox>(world.act(app::intent::CopyOutbox{kFirst})));
  CHECK(world.act(app::intent::CopyOutbox{kFirst}).empty());
  for (int i = 0; i < 3; ++i) {
    if (i == 0) world.act(app::intent::Back{});
    if (i == 1) world.act(app::intent::Home{});
    if (i == 2) world.act(app::intent::Finish{});
    CHECK(world.screen() == Screen::staff_copy);
  }
  world.tick(10min);
  CHECK(world.screen() == Screen::staff_copy);
  world.act(app::intent::OutboxCopied{4, 0, {}});
  CHECK(world.state.staff.copying.copied == 4);
  world.act(app::intent::Back{});
  CHECK(world.screen() == Screen::staff_status);
  world.open(Screen::staff_copy);
  CHECK_FALSE(world.state.staff.copying.copied);
}

TEST_CASE("a copy that failed says why and counts none, and a pulled stick is refused before anything") {
  AppWorld world;
  plugged(world, {stick(kFirst, "sdb1")});
  enter_staff(world);
  world.open(Screen::staff_copy);
  world.act(app::intent::CopyOutbox{kFirst});
  world.act(app::intent::OutboxCopied{2, 0, "E-USB-03"});
  CHECK_FALSE(world.state.staff.copying.copied);
  CHECK(world.state.staff.copying.problem == "E-USB-03");
  plugged(world, {});
  CHECK_FALSE(asks_for<app::effect::CopyOutbox>(world.act(app::intent::CopyOutbox{kFirst})));
  CHECK(world.state.staff.copying.problem == app::kStickRemoved);
}

TEST_CASE("the time left is told when enough was seen, in large steps, and falls steadily") {
  app::TimeLeft left;
  base::BootTime now{1h};
  constexpr std::uint64_t kAll = 100'000'000;
  left.see(now, 0, kAll);
  CHECK_FALSE(left.shown());
  left.see(now + 1s, 2'000'000, kAll);
  CHECK_FALSE(left.shown());
  std::optional<std::chrono::seconds> last;
  for (std::uint64_t second = 3; second <= 100; ++second) {
    left.see(now + std::chrono::seconds(second), second * 1'000'000, kAll);
    REQUIRE(left.shown());
    if (last) CHECK(*left.shown() <= *last);
    last = left.shown();
  }
  CHECK(*last == 10s);
}

TEST_CASE("the time left hardly jumps where speed varies, and rises when the work has become much slower") {
  app::TimeLeft left;
  base::BootTime now{1h};
  constexpr std::uint64_t kAll = 60'000'000;
  std::uint64_t done = 0;
  left.see(now, done, kAll);
  int rises = 0;
  std::optional<std::chrono::seconds> last;
  for (int second = 0; second < 30; ++second) {
    now += 1s;
    done += second % 2 == 0 ? 1'400'000 : 600'000;
    left.see(now, done, kAll);
    if (last && *left.shown() > *last) ++rises;
    last = left.shown();
  }
  CHECK(rises == 0);
  for (int second = 0; second < 120; ++second) {
    now += 1s;
    done += 20'000;
    left.see(now, done, kAll);
  }
  CHECK(*left.shown() > *last);
}
