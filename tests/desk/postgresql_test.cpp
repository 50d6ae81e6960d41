// What only a desk on PostgreSQL does: a backup by pg_dump, moving there from a file, files without what was
// erased. Runs in tests/desk/on_postgresql.py.

#include "kiosk/desk/postgresql.h"

#include "kiosk/desk/case_list.h"
#include "kiosk/desk/duties.h"
#include "kiosk/desk/move.h"
#include "kiosk/desk/postgresql_tools.h"
#include "tests/support/backup_world.h"
#include "tests/support/catch.h"
#include "tests/support/needles.h"
#include "tests/support/programs.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::audit_of;
using tests::DeskWorld;
using tests::Finished;
using tests::kNoon;
using tests::program;
namespace fs = std::filesystem;

namespace {

// Three in the night, in Morocco.
const base::Timestamp kNight = base::parse_iso8601("2026-11-24T02:30:00Z").value();

std::string server() { return std::getenv("KIOSK_TEST_POSTGRESQL"); }

// Another database on the server, with the schema that `url` names.
std::string fresh_database(const std::string& url = {}) {
  const std::string name = "d" + base::to_hex(crypto::random_uuid().bytes);
  open_postgresql(server()).value()->run("CREATE DATABASE " + name).value();
  std::string other = url.empty() ? server() : url;
  other.replace(other.find("/postgres?"), 9, "/" + name);
  if (url.empty()) return other;
  const std::string schema = url.substr(url.rfind("%3D") + 3);
  std::string plain = server();
  plain.replace(plain.find("/postgres?"), 9, "/" + name);
  open_postgresql(plain).value()->run("CREATE SCHEMA " + schema).value();
  return other;
}

std::vector<std::string> cases_in(const fs::path& data, const DeskPaths& keys) {
  std::vector<std::string> lines;
  for_each_case_line(*DeskDatabase::open(data).value(), open_vault(keys).value(),
                     [&](std::string_view line) -> base::Result<void> {
                       lines.emplace_back(line);
                       return base::done();
                     })
      .value();
  return lines;
}

// A desk with a file, whatever the other worlds are on.
class FileDesk {
 public:
  FileDesk() {
    base::use_time_zone(base::kMoroccoTimeZone);
    tests::write_text(paths().cell_key, base::as_text(crypto::to_file(kiosk.cell).view()));
    prepare(paths(), kNoon).value();
    const auto database = DeskDatabase::open(data()).value();
    enrol(database->use(), DeskWorld::kiosk_id(), kiosk.identity().key.public_half(), "بهو", tests::kDoing)
        .value();
    add_user(database->use(), "amina", tests::kPassword, Role::supervisor, tests::kDoing).value();
  }
  [[nodiscard]] fs::path data() const { return folder_ / "data"; }
  [[nodiscard]] DeskPaths paths() const { return DeskPaths::of(data()); }
  [[nodiscard]] std::unique_ptr<Desk> open() const { return Desk::open(paths(), Cookies::plain).value(); }
  void put(Desk& desk) const {
    REQUIRE(desk.handle(tests::put_request(tests::seal(kiosk)), kNoon).status == 201);
  }
  tests::KioskWorld kiosk;

 private:
  tests::TempFolder folder_;
};

Finished run(const std::vector<std::string>& words) {
  std::vector<std::string> command = {"/bin/sh", "-c", "exec \"$@\" 2>&1", "sh", program("kiosk-desk")};
  command.insert(command.end(), words.begin(), words.end());
  return tests::run_program(command);
}

// In which the server keeps its tables.
fs::path files_of_server() {
  const std::string url = server();
  return fs::path(url.substr(url.find("host=") + 5)) / "data/base";
}

}  // namespace

TEST_CASE("a backup of a desk on PostgreSQL has its dump, and makes the same desk in another database",
          "[postgresql]") {
  if (!DeskWorld::is_on_postgresql()) return;
  const DeskWorld world;
  const tests::TempFolder folder;
  {
    const auto desk = world.open();
    for (int count = 0; count < 3; ++count) tests::put(world, *desk);
    tests::wait_for_tickets(world);
  }
  const BackupDone old = tests::back_up(world, folder / "to").value();
  CHECK_FALSE(old.manifest.is_file);
  CHECK(old.manifest.cases == 3);
  CHECK(old.manifest.has("desk.dump"));
  tests::erase(world, 2);
  const std::string url = fresh_database(DeskDatabase::chosen(world.data()).value());
  const RestoreOrder order{
      old.folder, folder / "new", {world.data() / kErasuresFileName}, url, tests::at_time({})};
  const base::Result<RestoreDone> restored = desk::restore(order);
  if (!restored) FAIL(restored.error().sentence());
  const RestoreDone& done = *restored;
  CHECK(done.cases == 3);
  CHECK(done.erased == 1);
  CHECK(done.faults.empty());
  CHECK(audit_of(folder / "new", old.manifest.head).faults.empty());
  CHECK(cases_in(folder / "new", world.paths()) == cases_in(world.data(), world.paths()));
  // Numbers go on.
  fs::copy(world.paths().cell_key, folder / "new/keys/cell.key");
  const auto desk = Desk::open(DeskPaths::of(folder / "new"), Cookies::plain).value();
  const base::HttpResponse next = desk->handle(tests::put_request(tests::seal(world.kiosk)), kNoon);
  CHECK(next.status == 201);
  CHECK(tests::json_of(next).string_or("case", "") == "2026/4");
  // A database that has a desk is left alone.
  CHECK(desk::restore({old.folder, folder / "other", {}, url, tests::at_time({})})
            .error()
            .is(DeskError::exists));
}

TEST_CASE("the programs of PostgreSQL are told of a password by nothing that others can read",
          "[postgresql]") {
  if (!DeskWorld::is_on_postgresql()) return;
  const tests::TempFolder folder;
  // A pg_dump that writes down how it was called.
  const std::string here = folder.path().string();
  tests::write_text(folder / "pg_dump", base::cat("#!/bin/sh\nprintf '%s\\n' \"$@\" > ", here,
                                                  "/words\nenv > ", here, "/environment\n"));
  fs::permissions(folder / "pg_dump", fs::perms::owner_all);
  const std::string path = std::getenv("PATH");
  setenv("PATH", (folder.path().string() + ":" + path).c_str(), 1);
  std::string url = server();
  url.replace(url.find("user=kiosk"), 10, "user=kiosk&password=olives%20noires");
  CHECK(dump_postgresql(url, folder / "dump").value());
  setenv("PATH", path.c_str(), 1);
  const auto text = [&](const char* name) {
    return std::string(base::as_text(store::read_file(folder / name, 1 << 20).value()));
  };
  CHECK(text("words").find("olives") == std::string::npos);
  CHECK(text("environment").find("PGPASSWORD=olives noires") != std::string::npos);
}

TEST_CASE("a desk without pg_dump is backed up but for its database, and says so", "[postgresql]") {
  if (!DeskWorld::is_on_postgresql()) return;
  const DeskWorld world;
  const tests::TempFolder folder;
  const std::string path = std::getenv("PATH");
  setenv("PATH", folder.path().c_str(), 1);
  const BackupDone done = tests::back_up(world, folder / "to").value();
  setenv("PATH", path.c_str(), 1);
  CHECK_FALSE(done.manifest.has("desk.dump"));
  CHECK(done.manifest.has("database.txt"));
  CHECK(desk::restore({done.folder, folder / "new", {}, fresh_database(), tests::at_time({})})
            .error()
            .is(DeskError::not_found));
  // Into a database that was restored by other means: here, the same one.
  const std::string url = DeskDatabase::chosen(world.data()).value();
  CHECK(desk::restore({done.folder, folder / "new", {}, url, tests::at_time({})}).value().faults.empty());
}

TEST_CASE("a desk moves from its file to PostgreSQL with every row, and goes on there", "[postgresql]") {
  if (!DeskWorld::is_on_postgresql()) return;
  const FileDesk world;
  {
    const auto desk = world.open();
    for (int count = 0; count < 4; ++count) world.put(*desk);
  }
  {
    const auto database = DeskDatabase::open(world.data()).value();
    const Vault vault = open_vault(world.paths()).value();
    const DeskUse use = database->use();
    Change merge{CaseEvent::merged, complaint::CaseState::received, "amina"};
    merge.other_case = "2026/3";
    change_case(use, vault, find_case(use, CaseNumber{2026, 1}).value().value(), merge, kNoon).value();
    erase_case(use, vault, find_case(use, CaseNumber{2026, 4}).value().value(), "on request",
               {"amina", kNoon})
        .value();
  }
  const std::vector<std::string> cases = cases_in(world.data(), world.paths());
  const AuditHead head = audit_of(world.data()).head;
  const std::string url = fresh_database();
  {
    const auto serving = world.open();
    CHECK(move_to_postgresql(world.data(), url, tests::kDoing).error().is(store::StoreError::busy));
  }
  CHECK(DeskDatabase::choose(world.data(), url).error().is(DeskError::refused));
  const Moved moved = move_to_postgresql(world.data(), url, tests::kDoing).value();
  CHECK(moved.rows > 30);
  CHECK(moved.left_behind == world.data() / "desk.db.moved");
  CHECK_FALSE(fs::exists(world.data() / "desk.db"));
  CHECK(DeskDatabase::chosen(world.data()).value() == url);
  CHECK(cases_in(world.data(), world.paths()) == cases);
  CHECK(audit_of(world.data(), head).faults.empty());
  const auto desk = world.open();
  tests::Browser amina(*desk);
  CHECK(amina.sign_in().status == 303);
  const base::HttpResponse next = desk->handle(tests::put_request(tests::seal(world.kiosk)), kNoon);
  CHECK(tests::json_of(next).string_or("case", "") == "2026/5");
  CHECK(move_to_postgresql(world.data(), url, tests::kDoing).error().is(DeskError::refused));
  // The file of before goes with the next erasure.
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = open_vault(world.paths()).value();
  const DeskUse use = database->use();
  erase_case(use, vault, find_case(use, CaseNumber{2026, 2}).value().value(), "on request", {"amina", kNoon})
      .value();
  CHECK_FALSE(fs::exists(moved.left_behind));
}

TEST_CASE("a desk does not move into a database that has one, and stays as it was", "[postgresql]") {
  if (!DeskWorld::is_on_postgresql()) return;
  const FileDesk one, two;
  const std::string url = fresh_database();
  move_to_postgresql(one.data(), url, tests::kDoing).value();
  CHECK(move_to_postgresql(two.data(), url, tests::kDoing).error().is(DeskError::exists));
  CHECK(fs::exists(two.data() / "desk.db"));
  CHECK(DeskDatabase::chosen(two.data()).value().empty());
  two.put(*two.open());
}

TEST_CASE("from a keyboard: move-to says how much was moved", "[postgresql]") {
  if (!DeskWorld::is_on_postgresql()) return;
  const FileDesk world;
  world.put(*world.open());
  const Finished moved = run({"move-to", fresh_database(), "--data", world.data().string()});
  CHECK(moved.exit_code == 0);
  CHECK(moved.said.find(" rows moved, head of the log ") != std::string::npos);
  CHECK(run({"audit", "verify", "--data", world.data().string()}).exit_code == 0);
  CHECK(run({"move-to", "postgresql://127.0.0.1:1/x", "--data", world.data().string()}).exit_code == 1);
  CHECK(run({"move-to", "--data", world.data().string()}).exit_code == 2);
}

TEST_CASE("the night after an erasure PostgreSQL's tables have nothing of it in their files",
          "[postgresql]") {
  if (!DeskWorld::is_on_postgresql()) return;
  const DeskWorld world;
  tests::Needles needles;
  const auto desk = world.open();
  const tests::Sealed sealed = tests::seal(world.kiosk);
  REQUIRE(desk->handle(tests::put_request(sealed), kNoon).status == 201);
  needles.add(base::ByteView(sealed.bytes));
  needles.leave_out(tests::seal(world.kiosk).bytes);  // how every letter begins
  const auto checkpoint = [] { open_postgresql(server()).value()->run("CHECKPOINT").value(); };
  checkpoint();
  CHECK(needles.count_in(files_of_server()) > needles.size() / 2);
  tests::erase(world, 1);
  checkpoint();
  CHECK(needles.count_in(files_of_server()) > 0);  // what VACUUM FULL is for
  CHECK_FALSE(desk->do_duties(kNoon).value().forgot);
  CHECK(desk->do_duties(kNight).value().forgot);
  checkpoint();
  CHECK(needles.count_in(files_of_server()) == 0);
  CHECK_FALSE(desk->do_duties(kNight).value().forgot);
}
