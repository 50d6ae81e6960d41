#include <sys/stat.h>

#include <fstream>

#include "kiosk/main/machine.h"
#include "kiosk/main/staff_code.h"
#include "kiosk/main/staff_settings.h"
#include "kiosk/store/file.h"
#include "tests/support/captured_log.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
using main::StaffCode;

namespace {

void write(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

std::string text_of(const std::filesystem::path& path) {
  return std::string(base::as_text(store::read_file(path, 4096).value()));
}

}  // namespace

TEST_CASE("a staff code is kept as its Argon2id hash, for nobody else to read") {
  const tests::TempFolder state;
  const StaffCode code(state.path());
  CHECK_FALSE(code.is_set());
  REQUIRE(code.set("271828").ok());
  CHECK(code.is_set());
  const std::string kept = text_of(state / "staff/pin");
  CHECK(kept.starts_with("$argon2id$"));
  CHECK(kept.find("271828") == std::string::npos);
  struct stat status {};
  REQUIRE(stat((state / "staff/pin").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("codes that a stranger tries first are refused, and the old one stays") {
  const tests::TempFolder state;
  StaffCode code(state.path());
  REQUIRE(code.set("271828").ok());
  for (const char* easy : {"111111", "123456", "987654"})
    CHECK(code.set(easy).error().name() == "pin-too-easy");
  for (const char* wrong : {"", "12345", "1234567890123", "27182a", "٢٧١٨٢٨"})
    CHECK(code.set(wrong).error().name() == "pin-not-digits");
  CHECK(code.check("271828").right);
}

TEST_CASE("the count of wrong codes outlives the process, and a right one ends it") {
  const tests::CapturedLog quiet;
  const tests::TempFolder state;
  StaffCode code(state.path());
  REQUIRE(code.set("271828").ok());
  CHECK(code.wrong_tries() == 0);
  for (int tries = 1; tries <= 4; ++tries) {
    const main::CodeCheck check = code.check("314159");
    CHECK_FALSE(check.right);
    CHECK(check.wrong_tries == tries);
  }
  CHECK(StaffCode(state.path()).wrong_tries() == 4);
  CHECK(StaffCode(state.path()).check("314159").wrong_tries == 5);
  const main::CodeCheck right = code.check("271828");
  CHECK(right.right);
  CHECK(right.wrong_tries == 0);
  CHECK(StaffCode(state.path()).wrong_tries() == 0);
}

TEST_CASE("wrong codes are counted though the disk cannot keep the count") {
  const tests::CapturedLog quiet;
  const tests::TempFolder state;
  StaffCode code(state.path());
  REQUIRE(code.set("271828").ok());
  std::filesystem::create_directories(state / "staff/tries.partial/in the way");
  CHECK(code.check("314159").wrong_tries == 1);
  CHECK(code.check("314159").wrong_tries == 2);
}

TEST_CASE("a count that cannot be read costs a pause") {
  const tests::TempFolder state;
  for (const char* damaged : {"", "x", "4", "-1\n", "99999999999999\n", "4\n4\n"}) {
    write(state / "staff/tries", damaged);
    CHECK(StaffCode(state.path()).wrong_tries() >= app::kPinTries);
  }
}

TEST_CASE("a kiosk without a code lets nobody in and counts nothing") {
  const tests::TempFolder state;
  StaffCode code(state.path());
  CHECK_FALSE(code.check("271828").right);
  CHECK(code.wrong_tries() == 0);
}

TEST_CASE("the staff's settings outlive the process, damaged ones are the default") {
  const tests::TempFolder state;
  CHECK_FALSE(main::load_staff_settings(state.path()).reduced_motion);
  REQUIRE(main::keep_staff_settings(state.path(), {true}).ok());
  CHECK(main::load_staff_settings(state.path()).reduced_motion);
  for (const char* damaged : {"", "{", "[]", R"({"reduced_motion":"yes"})"}) {
    write(state / "staff/settings.json", damaged);
    CHECK_FALSE(main::load_staff_settings(state.path()).reduced_motion);
    CHECK(main::load_staff_settings(state.path(), {true}).reduced_motion);
  }
}

TEST_CASE("what staff chose wins over the kiosk's configuration, either way") {
  const tests::TempFolder state;
  CHECK(main::load_staff_settings(state.path(), {true}).reduced_motion);
  REQUIRE(main::keep_staff_settings(state.path(), {false}).ok());
  CHECK_FALSE(main::load_staff_settings(state.path(), {true}).reduced_motion);
  REQUIRE(main::keep_staff_settings(state.path(), {true}).ok());
  CHECK(main::load_staff_settings(state.path(), {false}).reduced_motion);
}

TEST_CASE("the machine says its memory, its hottest sensor, how long it is up, and the room on its disk") {
  const tests::TempFolder world;
  write(world / "proc/meminfo",
        "MemTotal:        4000000 kB\nMemFree:          100 kB\nMemAvailable:    2000000 kB\n");
  write(world / "proc/self/statm", "20000 1000 500 1 0 900 0\n");
  write(world / "proc/uptime", "3600.52 7000.10\n");
  write(world / "thermal/thermal_zone0/temp", "41000\n");
  write(world / "thermal/thermal_zone1/temp", "48500\n");
  write(world / "thermal/thermal_zone2/temp", "4000000\n");  // a broken sensor
  write(world / "state/content/objects/a", std::string(1000, 'x'));
  write(world / "state/outbox/spool/b.env", std::string(300, 'x'));
  write(world / "stick/sale-2.kpack", "x");
  write(world / "stick/._sale-2.kpack", "x");
  write(world / "stick/notes.txt", "x");
  write(world / "stick/folder.kpack/notes.txt", "x");
  const app::Checkup seen =
      main::look_at_machine({world / "state", world / "stick", world / "proc", world / "thermal"});
  REQUIRE(seen.memory);
  CHECK(seen.memory->total_bytes == 4000000ULL * 1024);
  CHECK(seen.memory->free_bytes == 2000000ULL * 1024);
  CHECK(seen.memory->program_bytes > 0);
  CHECK(seen.temperature == 48);
  CHECK(seen.machine_up == std::chrono::hours(1));
  CHECK(seen.packs_on_stick == 1U);
  REQUIRE(seen.disk);
  CHECK(seen.disk->content_bytes == 1000);
  CHECK(seen.disk->complaint_bytes == 300);
  CHECK(seen.disk->total_bytes > seen.disk->free_bytes);
}

TEST_CASE("memory is not told where the machine does not say how much is free") {
  const tests::TempFolder world;
  write(world / "proc/meminfo", "MemTotal:        4000000 kB\nMemFree:          100 kB\n");
  CHECK_FALSE(main::look_at_machine({world / "none", world / "none", world / "proc", world / "none"}).memory);
}

TEST_CASE("what the machine does not say is left out") {
  const tests::TempFolder world;
  const app::Checkup seen =
      main::look_at_machine({world / "none", world / "none", world / "none", world / "none"});
  CHECK_FALSE(seen.memory);
  CHECK_FALSE(seen.temperature);
  CHECK_FALSE(seen.machine_up);
  CHECK_FALSE(seen.packs_on_stick);
  CHECK_FALSE(seen.disk);
}
