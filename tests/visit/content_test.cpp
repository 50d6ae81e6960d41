// A kiosk without content, with content that was damaged, and with a disk that is full.

#include <fstream>
#include <set>

#include "tests/visit/robot.h"
#include "tests/visit/staff_door.h"

using namespace kiosk;
using tests::DeskWorld;
using tests::enter_code;
using tests::kStaffCode;
using tests::open_door;
using tests::RobotKiosk;
using tests::set_staff_code;
using tests::TempFolder;
using tests::to_the_foot;

namespace {

void flip_a_bit(const std::filesystem::path& file) {
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekg(0, std::ios::end);
  const auto middle = static_cast<std::streamoff>(bytes.tellg()) / 2;
  bytes.seekg(middle);
  const int byte = bytes.get();
  bytes.seekp(middle);
  bytes.put(static_cast<char>(byte ^ 1));
}

void check_complaints_work(RobotKiosk& kiosk) {
  kiosk.fill_form("عمود الإنارة رقم 14 مطفأ منذ أسبوع");
  kiosk.taps({"complaint.send"});
  kiosk.ask("settle");
  CHECK(kiosk.value("receipt.state") == "saved");
}

}  // namespace

TEST_CASE("a kiosk without content says so in Arabic and French, and takes complaints") {
  const DeskWorld world;
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  for (const char* next : {"attract.fr", "nav.nowhere"}) {
    const std::string words = kiosk.words();
    INFO(words);
    CHECK(words.find("حزمة") != std::string::npos);
    CHECK(words.find("paquet") != std::string::npos);
    kiosk.ask(base::cat("tap ", next));
  }
  kiosk.ask("advance 40000");
  check_complaints_work(kiosk);
}

TEST_CASE("a kiosk whose content was damaged shows no part of it, says so, and takes complaints") {
  const DeskWorld world;
  const TempFolder work;
  tests::install_content(world.kiosk, work);
  int damaged = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(world.kiosk.state() / "content")) {
    if (!entry.is_regular_file() || entry.file_size() == 0) continue;
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);
    flip_a_bit(entry.path());
    ++damaged;
  }
  REQUIRE(damaged > 0);
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  CHECK(kiosk.ask("stats").find("content")->integer_or("version", -1) == 0);
  CHECK(kiosk.words().find("paquet") != std::string::npos);
  check_complaints_work(kiosk);
}

TEST_CASE("staff install a pack from the folder that stands in for the stick, and go back") {
  const DeskWorld world;
  const TempFolder work;
  tests::install_content(world.kiosk, work);
  set_staff_code(world);
  const std::filesystem::path stick = world.kiosk.state() / "incoming";
  store::make_folder(stick).value();
  const std::string ctl = tests::program("kioskctl");
  const auto make = [&](const char* version, const std::string& key, const char* name) {
    const std::string pack = (stick / name).string();
    REQUIRE(tests::run_program({ctl, "pack", "build", base::cat(KIOSK_SOURCE_DIR, "/content"), "--version",
                                version, "--out", pack})
                .exit_code == 0);
    REQUIRE(tests::run_program({ctl, "pack", "sign", pack, "--key", key}).exit_code == 0);
  };
  make("2", (work / "keys/content.key").string(), "second.pack");
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  kiosk.taps({"attract.fr"});
  open_door(kiosk);
  enter_code(kiosk, "11111111");
  CHECK(kiosk.screen() == "staff.pin");
  enter_code(kiosk, kStaffCode);
  REQUIRE(kiosk.screen() == "staff.status");
  CHECK(kiosk.value("staff.stick").find("1") != std::string::npos);
  kiosk.taps({"staff.update"});
  kiosk.ask("settle");
  kiosk.taps({"staff.pack.1"});
  REQUIRE(kiosk.screen() == "staff.review");
  kiosk.taps({"staff.install"});
  kiosk.ask("settle");
  CHECK(kiosk.screen() == "staff.done");
  CHECK(kiosk.ask("stats").find("content")->integer_or("version", 0) == 2);

  kiosk.taps({"nav.back", "staff.content", "staff.rollback", "staff.rollback.confirm"});
  kiosk.ask("settle");
  CHECK(kiosk.screen() == "staff.done");
  CHECK(kiosk.ask("stats").find("content")->integer_or("version", 0) == 1);

  kiosk.taps({"nav.back", "staff.update"});
  kiosk.ask("settle");
  kiosk.taps({"staff.pack.1"});
  REQUIRE(kiosk.screen() == "staff.review");
  std::filesystem::remove_all(stick);
  kiosk.taps({"staff.install"});
  kiosk.ask("settle");
  CHECK(kiosk.value("staff.refused") == "E-USB-01");

  kiosk.taps({"nav.back", "staff.update"});
  kiosk.ask("settle");
  CHECK(kiosk.has_role("alert"));
  CHECK(kiosk.screen() == "staff.packs");
}

TEST_CASE("the pause after wrong staff codes outlives a kiosk that is killed") {
  const DeskWorld world;
  set_staff_code(world);
  {
    RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
    kiosk.taps({"attract.fr"});
    open_door(kiosk);
    for (int i = 0; i < 4; ++i) {
      enter_code(kiosk, "31415926");
      if (i == 2) kiosk.ask("advance 30000");
    }
    kiosk.kill();
  }
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  kiosk.taps({"attract.fr"});
  open_door(kiosk);
  CHECK(kiosk.has_role("alert"));
  for (const char digit : std::string_view(kStaffCode)) kiosk.taps({std::string("osk.") + digit});
  CHECK(kiosk.node("osk.enter")->find("enabled")->boolean() == false);
  kiosk.ask("advance 61000");
  kiosk.taps({"osk.enter"});
  kiosk.ask("settle");
  CHECK(kiosk.screen() == "staff.status");
}

TEST_CASE("staff change their code, and reduced motion stays after a restart") {
  const DeskWorld world;
  set_staff_code(world);
  {
    RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
    kiosk.taps({"attract.fr"});
    open_door(kiosk);
    enter_code(kiosk, kStaffCode);
    to_the_foot(kiosk);
    kiosk.taps({"staff.settings", "staff.motion.reduced"});
    kiosk.ask("settle");
    kiosk.taps({"nav.back"});
    to_the_foot(kiosk);
    kiosk.taps({"staff.code"});
    enter_code(kiosk, kStaffCode);
    enter_code(kiosk, "31415926");
    enter_code(kiosk, "31415926");
    REQUIRE(kiosk.node("staff.code.done").has_value());
    CHECK(kiosk.quit() == 0);
  }
  RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
  kiosk.taps({"attract.fr"});
  open_door(kiosk);
  enter_code(kiosk, kStaffCode);
  CHECK(kiosk.screen() == "staff.pin");
  enter_code(kiosk, "31415926");
  REQUIRE(kiosk.screen() == "staff.status");
  to_the_foot(kiosk);
  kiosk.taps({"staff.settings"});
  CHECK(kiosk.node("staff.motion.reduced")->find("selected")->boolean() == true);
}

TEST_CASE("when the disk is full the citizen is told that nothing was recorded, and gets no receipt") {
  const DeskWorld world;
  const TempFolder work;
  tests::install_content(world.kiosk, work);
  // A folder of a few hundred kilobytes, in a mount namespace of its own; filled to the last byte once the
  // kiosk runs.
  const std::string state = world.kiosk.state().string();
  const std::string script =
      base::cat("set -e; cp -a ", state, " ", state, ".full; mount -t tmpfs -o size=2m,mode=700 none ", state,
                "; cp -a ", state, ".full/. ", state, "/; (cat /dev/zero > ", state,
                "/fill 2>/dev/null || true); exec ", tests::program("kiosk"), " --state ", state,
                " --offscreen 1080x1920 --robot --desk http://127.0.0.1:9");
  tests::ChildProcess child({"/usr/bin/unshare", "-rm", "/bin/sh", "-c", script});
  const auto ask = [&child](const std::string& command) {
    child.say(command + "\n");
    const std::string line = child.hear_line();
    INFO(command << ": " << line);
    const base::Result<base::Json> answer = base::Json::parse(line);
    REQUIRE(answer.ok());
    return *answer;
  };
  const auto roles = [&ask] {
    std::set<std::string> found;
    const base::Json tree = ask("tree");
    for (const base::Json& node : *tree.find("nodes")->items()) {
      found.insert(node.string_or("role", ""));
      found.insert(node.string_or("id", ""));
    }
    return found;
  };
  for (const char* id : {"attract.ar", "home.complaint", "complaint.category.lighting", "complaint.continue",
                         "complaint.district.tabriquet", "complaint.continue"})
    REQUIRE(ask(base::cat("tap ", id)).find("ok")->boolean() == true);
  ask("text عمود الإنارة رقم 14 مطفأ منذ أسبوع");
  for (const char* id :
       {"complaint.continue", "complaint.skip", "complaint.continue", "complaint.consent", "complaint.send"})
    ask(base::cat("tap ", id));
  ask("settle");
  const std::set<std::string> found = roles();
  CHECK(found.contains("alert"));
  CHECK_FALSE(found.contains("receipt.code"));
  CHECK(ask("stats").find("outbox")->integer_or("queued", -1) == 0);
}
