// The staff's screens of sticks: how long it takes, which stick is which, what is on it, and copying to one.

#include "tests/screens/staff_rig.h"

using namespace kiosk;
using namespace std::chrono_literals;
using namespace kiosk::tests;
using app::Screen;
using base::Language;

TEST_CASE("an installation tells its bytes and about how long it still takes") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  app::Staff& staff = rig.state.staff;
  staff.progress_percent = 50;
  staff.done_bytes = 50'000'000;
  staff.all_bytes = 100'000'000;
  show(rig, Screen::staff_installing);
  CHECK_FALSE(says(rig, "environ"));
  staff.time_left.see(rig.state.now, 0, 100'000'000);
  staff.time_left.see(rig.state.now + 38s, 50'000'000, 100'000'000);
  rig.draw();
  CHECK(says(rig, " s environ"));
  CHECK(says(rig, "40"));
  CHECK(says(rig, "50,0"));
}

TEST_CASE("with packs on two sticks each says on which, and sticks of one label are told apart") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  rig.state.kiosk.sticks = {{1, "sdb1", "SALE", 1, {}}, {2, "sdc1", "SALE", 1, {}}};
  app::PackView pack;
  pack.name = "sale-2.kpack";
  pack.plug = 1;
  rig.state.staff.packs = {pack};
  show(rig, Screen::staff_packs);
  CHECK_FALSE(says(rig, "sdb1"));
  pack.plug = 2;
  rig.state.staff.packs.push_back(pack);
  rig.draw();
  CHECK(says(rig, "sdb1"));
  CHECK(says(rig, "sdc1"));
  CHECK(node(rig, "staff.packs.removed") == nullptr);
  rig.state.staff.stick_removed = true;
  rig.draw();
  CHECK(node(rig, "staff.packs.removed")->role == ui::NodeRole::alert);
  CHECK(says(rig, "E-USB-01"));
}

TEST_CASE("the card of the stick says that one is plugged in, what is on it, or that it cannot be read") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  rig.state.kiosk.checkup = app::Checkup{};
  rig.state.kiosk.sticks = {{1, "sdb1", "SALE", {}, {}}};
  rig.draw();
  CHECK(node(rig, "staff.stick")->value == "branchée");
  rig.state.kiosk.sticks[0].packs = 2;
  rig.draw();
  CHECK(node(rig, "staff.stick")->value.find("2") != std::string::npos);
  rig.state.kiosk.sticks[0].packs.reset();
  rig.state.kiosk.sticks[0].problem = "E-USB-05";
  rig.draw();
  CHECK(node(rig, "staff.stick")->value == "illisible");
}

TEST_CASE(
    "the copy of complaints asks which stick where there are two, and says that they are sealed and stay") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  rig.state.kiosk.outbox.queued = 3;
  show(rig, Screen::staff_copy);
  CHECK(says(rig, "scellées"));
  CHECK_FALSE(node(rig, "staff.copy.start")->enabled);
  rig.state.kiosk.sticks = {{1, "sdb1", "UNE", {}, {}}, {2, "sdc1", "DEUX", {}, {}}};
  rig.draw();
  CHECK(node(rig, "staff.copy.start") == nullptr);
  REQUIRE(rig.tap("staff.copy.to.2"));
  CHECK(rig.state.staff.copying.under_way);
  CHECK(rig.state.staff.copying.plug == 2);
  rig.draw();
  CHECK_FALSE(node(rig, "nav.home")->enabled);
  CHECK_FALSE(node(rig, "staff.exit")->enabled);
  for (const auto& [code, words] :
       std::vector<std::pair<std::string, std::string>>{{"E-USB-01", "retirée trop tôt"},
                                                        {"E-USB-03", "pleine"},
                                                        {"E-USB-04", "protégée"},
                                                        {"E-USB-05", "FAT32"},
                                                        {"E-USB-06", "ne peut pas"}}) {
    rig.state.staff.copying = {false, 2, std::nullopt, 0, code};
    rig.draw();
    INFO(code << " " << name_of(rig, "staff.copy.problem"));
    CHECK(name_of(rig, "staff.copy.problem").find(words) != std::string::npos);
    CHECK(says(rig, code));
    CHECK(says(rig, "encore ici"));
  }
  rig.state.staff.copying = {false, 2, 3, 0, {}};
  rig.draw();
  CHECK(name_of(rig, "staff.copy.done").find("réclamations scellées") != std::string::npos);
  CHECK(name_of(rig, "staff.copy.done").find("DEUX") != std::string::npos);
}
