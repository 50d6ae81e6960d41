// Sticks that come and go at the kiosk's program, with a helper that mounts folders.

#include <fstream>

#include "kiosk/base/json.h"
#include "tests/support/fake_stick_helper.h"
#include "tests/visit/staff_door.h"

using namespace kiosk;
using tests::DeskWorld;
using tests::FakeStickHelper;
using tests::RobotKiosk;
using tests::TempFolder;

namespace {

namespace fs = std::filesystem;

// The kiosk of a world asks this helper from its next start on.
void use_helper(const DeskWorld& world, const FakeStickHelper& helper) {
  std::ofstream(world.kiosk.state() / "kiosk.json")
      << R"({"kiosk":"K-01","desk":"http://127.0.0.1:8311","usb":")" << helper.socket_path().string()
      << R"("})";
}

void put_pack(const TempFolder& work, const fs::path& stick, const char* version) {
  const std::string ctl = tests::program("kioskctl"),
                    pack = (stick / base::cat("sale-", version, ".kpack")).string();
  REQUIRE(tests::run_program({ctl, "pack", "build", base::cat(KIOSK_SOURCE_DIR, "/content"), "--version",
                              version, "--out", pack})
              .exit_code == 0);
  REQUIRE(tests::run_program({ctl, "pack", "sign", pack, "--key", (work / "keys/content.key").string()})
              .exit_code == 0);
}

void enter_staff(RobotKiosk& kiosk) {
  kiosk.taps({"attract.fr"});
  tests::open_door(kiosk);
  tests::enter_code(kiosk, tests::kStaffCode);
  REQUIRE(kiosk.screen() == "staff.status");
}

std::string spoken(RobotKiosk& kiosk, std::string_view id) {
  const auto found = kiosk.node(id);
  return found ? found->string_or("spoken", "") : std::string();
}

}  // namespace

TEST_CASE("staff see a stick when it is plugged in, and when it is pulled, and install from it") {
  const DeskWorld world;
  const TempFolder work;
  FakeStickHelper helper;
  tests::install_content(world.kiosk, work);
  tests::set_staff_code(world);
  use_helper(world, helper);
  helper.plug("sdb1");
  put_pack(work, helper.stick("sdb1"), "2");
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  kiosk.taps({"attract.fr"});
  kiosk.ask("plug sdb1 SALE");
  kiosk.ask("settle");
  CHECK(kiosk.screen() == "home");
  CHECK(helper.asked().empty());
  kiosk.ask("unplug sdb1");
  kiosk.ask("advance 60000");
  enter_staff(kiosk);
  CHECK(kiosk.value("staff.stick").find("1") == std::string::npos);
  kiosk.ask("plug sdb1 SALE");
  kiosk.ask("settle");
  CHECK(kiosk.screen() == "staff.status");
  CHECK(kiosk.value("staff.stick").find("1") != std::string::npos);

  kiosk.taps({"staff.update"});
  kiosk.ask("settle");
  kiosk.taps({"staff.pack.1"});
  REQUIRE(kiosk.screen() == "staff.review");
  kiosk.ask("unplug sdb1");
  CHECK(kiosk.screen() == "staff.refused");
  CHECK(kiosk.value("staff.refused") == "E-USB-01");
  CHECK(kiosk.words().find("Rien n'a changé") != std::string::npos);

  kiosk.ask("plug sdb1 SALE");
  kiosk.taps({"staff.search"});
  kiosk.ask("settle");
  kiosk.taps({"staff.pack.1", "staff.install"});
  kiosk.ask("settle");
  CHECK(kiosk.screen() == "staff.done");
  CHECK(helper.asked().ends_with("unmount sdb1\n"));
  CHECK(kiosk.ask("stats").find("content")->integer_or("version", 0) == 2);
}

TEST_CASE("packs of two sticks are listed, and a third that comes while they are is searched at once") {
  const DeskWorld world;
  const TempFolder work;
  FakeStickHelper helper;
  tests::install_content(world.kiosk, work);
  tests::set_staff_code(world);
  use_helper(world, helper);
  for (const auto& [device, version] :
       {std::pair("sdb1", "2"), std::pair("sdc1", "3"), std::pair("sdd1", "4")}) {
    helper.plug(device);
    put_pack(work, helper.stick(device), version);
  }
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  kiosk.ask("plug sdb1 ONE");
  kiosk.ask("plug sdc1 TWO");
  enter_staff(kiosk);
  kiosk.taps({"staff.update"});
  kiosk.ask("settle");
  CHECK(kiosk.node("staff.pack.2"));
  CHECK(spoken(kiosk, "staff.pack.1").find("TWO") != std::string::npos);
  CHECK(spoken(kiosk, "staff.pack.2").find("ONE") != std::string::npos);
  kiosk.ask("plug sdd1 THREE");
  kiosk.ask("settle");
  CHECK(kiosk.node("staff.pack.3"));
  kiosk.ask("unplug sdc1");
  CHECK_FALSE(kiosk.node("staff.pack.3"));
  CHECK(kiosk.node("staff.packs.removed"));
  CHECK(spoken(kiosk, "staff.pack.1").find("THREE") != std::string::npos);
  CHECK(spoken(kiosk, "staff.pack.2").find("ONE") != std::string::npos);
}

TEST_CASE("complaints that wait are carried to the desk on a stick, once, and stay until it says so") {
  const DeskWorld world;
  FakeStickHelper helper;
  tests::set_staff_code(world);
  use_helper(world, helper);
  helper.plug("sdb1");
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  for (const char* text : {"عمود الإنارة رقم 14 مطفأ منذ أسبوع", "حفرة كبيرة أمام المدرسة منذ شهر"}) {
    kiosk.fill_form(text);
    kiosk.taps({"complaint.send"});
    kiosk.ask("settle");
    REQUIRE(kiosk.value("receipt.state") == "saved");
    kiosk.ask("advance 200000");
    REQUIRE(kiosk.screen() == "attract");
  }
  enter_staff(kiosk);
  kiosk.taps({"staff.queue"});
  tests::to_the_foot(kiosk);
  kiosk.taps({"staff.copy"});
  CHECK(kiosk.has_role("alert"));  // no stick
  kiosk.ask("plug sdb1 SALE");
  kiosk.ask("settle");
  kiosk.taps({"staff.copy.start"});
  kiosk.ask("settle");
  CHECK(kiosk.node("staff.copy.done"));
  CHECK(helper.asked().ends_with("write sdb1\nunmount sdb1\n"));
  CHECK(kiosk.ask("stats").find("outbox")->integer_or("queued", 0) == 2);

  const std::string folder = (helper.stick("sdb1") / "sealed-complaints").string();
  CHECK(tests::desk_command(world, {"import", folder}).said == "2 imported, 0 known already, 0 refused\n");
  CHECK(tests::desk_command(world, {"import", folder}).said == "0 imported, 2 known already, 0 refused\n");
  CHECK(tests::cases_of(world).size() == 2);
}

TEST_CASE("a citizen's complaint does not wait for a stick that does not answer") {
  const DeskWorld world;
  FakeStickHelper helper;
  tests::set_staff_code(world);
  use_helper(world, helper);
  helper.plug("sdb1");
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  helper.hold(true);
  kiosk.ask("plug sdb1 SALE");
  enter_staff(kiosk);
  kiosk.taps({"staff.update"});
  CHECK(kiosk.node("staff.searching"));
  kiosk.taps({"staff.exit"});
  REQUIRE(kiosk.screen() == "attract");
  kiosk.fill_form("عمود الإنارة رقم 14 مطفأ منذ أسبوع");
  kiosk.taps({"complaint.send"});
  CHECK(kiosk.wait_for_value("receipt.state", "saved"));
  CHECK(helper.asked().empty());
  helper.hold(false);
  CHECK(kiosk.quit() == 0);
}
