// Backups of a desk that works, and desks made of them.

#include "kiosk/desk/backup.h"

#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "kiosk/desk/case_list.h"
#include "kiosk/store/database.h"
#include "tests/support/backup_world.h"
#include "tests/support/catch.h"
#include "tests/support/programs.h"
#include "tests/support/stop_at_syscall.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::at_time;
using tests::audit_of;
using tests::Browser;
using tests::DeskWorld;
using tests::Finished;
using tests::kNoon;
using tests::program;
namespace fs = std::filesystem;

namespace {

std::string text_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) names.push_back(entry.path().lexically_relative(folder).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<fs::path> backups_in(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Every case as `kiosk-desk case list` tells it.
std::vector<std::string> cases_in(const fs::path& data, std::string_view passphrase = {}) {
  const DeskPaths paths = DeskPaths::of(data);
  std::vector<std::string> lines;
  for_each_case_line(*DeskDatabase::open(data).value(), open_vault(paths, passphrase).value(),
                     [&](std::string_view line) -> base::Result<void> {
                       lines.emplace_back(line);
                       return base::done();
                     })
      .value();
  return lines;
}

void lock_keys(const DeskWorld& world) {
  KeyRing(world.paths().cell_key, tests::kBackupPassphrase, tests::kCheapLock).lock().value();
}

// Whether everything that the list of a backup names is there as it was written.
bool is_whole(const fs::path& backup) {
  const base::Result<Manifest> manifest = Manifest::parse(text_in(backup / kManifestName));
  if (!manifest || manifest->files.size() < 6) return false;
  for (const BackupFile& file : manifest->files) {
    if (crypto::hash_of(base::as_bytes(text_in(backup / file.name))) != file.hash) return false;
  }
  return true;
}

Finished run(const std::vector<std::string>& words) {
  std::vector<std::string> command = {"/bin/sh", "-c", "exec \"$@\" 2>&1", "sh", program("kiosk-desk")};
  command.insert(command.end(), words.begin(), words.end());
  return tests::run_program(command);
}

bool says(const Finished& finished, std::string_view words) {
  return finished.said.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a desk made of a backup has the cases, the texts, the users and the log of before", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  {
    const auto desk = world.open();
    for (int count = 0; count < 3; ++count) tests::put(world, *desk);
    tests::wait_for_tickets(world);
    Browser amina(*desk);
    amina.sign_in();
    amina.get("/cases/2026-2");
    CHECK(amina.post("/cases/2026-2/answer", "ar=&fr=Le%20poteau").status == 303);
  }
  lock_keys(world);
  const std::vector<std::string> cases = cases_in(world.data(), tests::kBackupPassphrase);
  const BackupDone done = tests::back_up(world, folder / "to").value();
  CHECK(done.folder == folder / "to/desk-20261123T120000Z");
  CHECK(done.manifest.cases == 3);
  CHECK(done.plain_keys.empty());
  const RestoreDone restored = tests::restore(done.folder, folder / "new").value();
  CHECK(restored.cases == 3);
  CHECK(restored.faults.empty());
  CHECK(cases_in(folder / "new", tests::kBackupPassphrase) == cases);
  CHECK(audit_of(folder / "new", done.manifest.head).faults.empty());
  const auto desk =
      Desk::open(DeskPaths::of(folder / "new"), Cookies::plain, tests::kBackupPassphrase).value();
  Browser amina(*desk);
  CHECK(amina.sign_in().status == 303);
  CHECK(tests::has(amina.get("/cases/2026-2"), "Le poteau"));
  CHECK(desk->handle(tests::put_request(tests::seal(world.kiosk)), kNoon).status == 201);
}

TEST_CASE("backup and restore are in the log, by whoever did them", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const BackupDone done = tests::back_up(world, folder / "to").value();
  tests::restore(done.folder, folder / "new").value();
  const auto database = DeskDatabase::open(folder / "new").value();
  const std::vector<AuditRow> rows = audit_page(database->use(), {}, 0, 2).value();
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].action == "backup");
  CHECK(rows[1].subject == "desk-20261123T120000Z");
  CHECK(rows[0].action == "restore");
  CHECK(rows[0].actor == "cli test");
  CHECK(rows[0].detail.find(done.manifest.head.text()) != std::string::npos);
}

TEST_CASE("a backup has plain keys of the cell in no file, and locked ones as they are", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const std::vector<std::string> usual = {"api-keys",         "backup.json",    "desk.db",
                                          "holidays.json",    "keys/audit.key", "keys/cell.pub",
                                          "keys/open311.key", "names.json"};
  const BackupDone plain = tests::back_up(world, folder / "to").value();
  CHECK(plain.plain_keys == std::vector<std::string>{"cell.key"});
  CHECK(names_in(plain.folder) == usual);
  rotate_cell_key(world.paths(), kNoon).value();
  lock_keys(world);
  const BackupDone locked = tests::back_up(world, folder / "to", std::chrono::seconds(1)).value();
  CHECK(locked.plain_keys.empty());
  CHECK(names_in(locked.folder).size() == usual.size() + 4);  // cell.key, two cell-*.key, cell-links.json
  tests::restore(locked.folder, folder / "new").value();
  CHECK(open_vault(DeskPaths::of(folder / "new"), tests::kBackupPassphrase).value().ids().size() == 2);
}

TEST_CASE("a key that lies outside the data folder is no part of its backups", "[sqlite]") {
  const tests::TempFolder folder;
  const DeskPaths paths = DeskPaths::of(folder / "data", folder / "stick/cell.key");
  prepare(paths, kNoon).value();
  KeyRing(paths.cell_key, tests::kBackupPassphrase, tests::kCheapLock).lock().value();
  const BackupDone done =
      desk::back_up(DeskPaths::of(folder / "data"), {folder / "to", 0, "0.1.0", at_time({})}).value();
  CHECK(done.keys_are_elsewhere);
  CHECK_FALSE(fs::exists(done.folder / "keys/cell.key"));
  tests::restore(done.folder, folder / "new").value();
  CHECK(DeskPaths::of(folder / "new").cell_key == folder / "stick/cell.key");
  CHECK(Desk::open(DeskPaths::of(folder / "new"), Cookies::plain, tests::kBackupPassphrase).ok());
}

TEST_CASE("what a backup wrote is for its owner alone", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const BackupDone done = tests::back_up(world, folder / "to").value();
  struct stat status {};
  REQUIRE(stat(done.folder.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
  for (const std::string& name : names_in(done.folder)) {
    INFO(name);
    REQUIRE(stat((done.folder / name).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }
}

TEST_CASE("backups made while complaints come in are each whole, with what was confirmed before",
          "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const auto desk = world.open();
  std::atomic<int> confirmed = 0;
  std::thread kiosk([&] {
    for (int count = 0; count < 40; ++count) {
      if (desk->handle(tests::put_request(tests::seal(world.kiosk)), kNoon).status == 201) ++confirmed;
    }
  });
  std::vector<std::pair<int, BackupDone>> backups;
  for (int second = 0; second < 5; ++second) {
    const int before = confirmed;
    backups.emplace_back(before, tests::back_up(world, folder / "to", std::chrono::seconds(second)).value());
  }
  kiosk.join();
  CHECK(confirmed == 40);
  for (const auto& [before, done] : backups) {
    CHECK(done.manifest.cases >= before);
    const fs::path data = folder / done.folder.filename().string();
    const RestoreDone restored = tests::restore(done.folder, data).value();
    CHECK(restored.cases == done.manifest.cases);
    CHECK(audit_of(data, done.manifest.head).faults.empty());
  }
}

TEST_CASE("of a backup every changed, cut or missing file is noticed, and no desk is made", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const fs::path backup = tests::back_up(world, folder / "to").value().folder;
  const auto refused = [&] {
    CHECK_FALSE(tests::restore(backup, folder / "new").ok());
    CHECK_FALSE(DeskDatabase::is_prepared(folder / "new").value());
    CHECK_FALSE(fs::exists(folder / "new/restoring"));
  };
  for (const std::string& name : names_in(backup)) {
    INFO(name);
    const std::string whole = text_in(backup / name);
    if (name != kManifestName) {
      std::string flipped = whole;
      flipped[whole.size() / 2] ^= 1;
      tests::write_text(backup / name, flipped);
      refused();
    }
    tests::write_text(backup / name, whole.substr(0, whole.size() / 2));
    refused();
    fs::remove(backup / name);
    refused();
    tests::write_text(backup / name, whole);
  }
  CHECK(tests::restore(backup, folder / "new").ok());
}

TEST_CASE("a list of a backup that leads out of its folder is refused") {
  const std::string good =
      R"({"format":1,"made_at":"2026-11-27T02:30:00Z","program":"0.1.0","schema":4,"database":"sqlite","audit_head":"1:)" +
      std::string(64, 'a') + R"(","cases":0,"files":[{"name":"desk.db","size":1,"blake2b":")" +
      std::string(64, 'b') + R"("}]})";
  CHECK(Manifest::parse(good).ok());
  const auto with = [&](std::string_view old, std::string_view text) {
    std::string changed = good;
    return changed.replace(changed.find(old), old.size(), text);
  };
  for (const std::string_view name : {"../desk.db", "/etc/passwd", "keys/cell/../x.key", "database-url", "",
                                      "keys", "keys/cell.key.partial", "serve.lock", "keys/cell-A.key"}) {
    INFO(name);
    CHECK_FALSE(Manifest::parse(with("desk.db", name)).ok());
  }
  CHECK(Manifest::parse(with("desk.db", "keys/cell-0123456789abcdef.key")).ok());
  CHECK_FALSE(Manifest::parse(with("\"format\":1", "\"format\":2")).ok());
  CHECK_FALSE(Manifest::parse(with("\"audit_head\":\"1:", "\"audit_head\":\"1;")).ok());
  CHECK_FALSE(Manifest::parse(with("\"files\":[", "\"file\":[")).ok());
}

TEST_CASE("a folder that has a desk, or another desk's keys, is left as it is", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const fs::path backup = tests::back_up(world, folder / "to").value().folder;
  CHECK(tests::restore(backup, world.data()).error().is(DeskError::exists));
  tests::write_text(folder / "new/keys/audit.key", "another");
  CHECK(tests::restore(backup, folder / "new").error().is(DeskError::exists));
  CHECK(text_in(folder / "new/keys/audit.key") == "another");
  CHECK_FALSE(fs::exists(folder / "new/desk.db"));
  CHECK(tests::restore(folder / "to", folder / "other").error().is(DeskError::not_found));
}

TEST_CASE("a key that was put back from the safe before stays, and opens the restored desk", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const fs::path backup = tests::back_up(world, folder / "to").value().folder;
  fs::create_directories(folder / "new/keys");
  fs::copy(world.paths().cell_key, folder / "new/keys/cell.key");
  tests::restore(backup, folder / "new").value();
  CHECK(Desk::open(DeskPaths::of(folder / "new"), Cookies::plain).ok());
}

TEST_CASE("of many backups the newest stay, and nothing that is none is removed", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const fs::path to = folder / "to";
  tests::write_text(to / "desk-20200101T000000Z/note", "no list: no backup");
  tests::write_text(to / "desk-old/backup.json", "another name");
  for (int second = 0; second < 4; ++second) {
    const BackupDone done = tests::back_up(world, to, std::chrono::seconds(second), 2).value();
    CHECK(done.removed == (second < 2 ? 0 : 1));
  }
  const std::vector<fs::path> left = backups_in(to);
  REQUIRE(left.size() == 4);
  CHECK(left[0].filename() == "desk-20200101T000000Z");
  CHECK(left[1].filename() == "desk-20261123T120002Z");
  CHECK(left[2].filename() == "desk-20261123T120003Z");
  CHECK(left[3].filename() == "desk-old");
  CHECK(tests::back_up(world, to, std::chrono::seconds(3)).error().is(DeskError::exists));
}

TEST_CASE("a backup that is killed before any of its writes is whole or not there, and the next one works",
          "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const fs::path to = folder / "to";
  for (int second = 0; second < 2; ++second) tests::back_up(world, to, std::chrono::seconds(second)).value();
  bool finished = false;
  int n = 1;
  for (; !finished; ++n) {
    finished = tests::run_and_stop_at(n, [&](int) {
                 if (!tests::back_up(world, to, std::chrono::seconds(2 * n), 2)) _exit(1);
               }).finished;
    INFO(n);
    std::int64_t whole = 0;
    for (const fs::path& backup : backups_in(to)) {
      if (backup.extension() == ".unfinished") continue;
      CHECK(is_whole(backup));
      ++whole;
    }
    CHECK(whole >= 2);
  }
  CHECK(n > 50);
  tests::back_up(world, to, std::chrono::seconds(2 * n), 2).value();
  for (const fs::path& backup : backups_in(to)) CHECK(is_whole(backup));
  CHECK(audit_of(world.data()).faults.empty());
}

TEST_CASE("a restore that is killed before any of its writes makes no desk but a whole one", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  tests::put(world, *world.open());
  const fs::path backup = tests::back_up(world, folder / "to").value().folder;
  tests::erase(world, 1);
  const fs::path erasures = folder / "erasures";
  fs::copy(world.data() / "erasures", erasures);
  const fs::path data = folder / "new";
  bool finished = false;
  int n = 1;
  for (; !finished; ++n) {
    fs::remove_all(data);
    finished = tests::run_and_stop_at(n, [&](int) {
                 if (!tests::restore(backup, data, {erasures})) _exit(1);
               }).finished;
    INFO(n);
    if (!DeskDatabase::is_prepared(data).value()) REQUIRE(tests::restore(backup, data, {erasures}).ok());
    const auto database = DeskDatabase::open(data).value();
    CHECK(find_case(database->use(), CaseNumber{2026, 1}).value().value().erased_at == kNoon);
    CHECK(fs::exists(data / "keys/audit.key"));
    CHECK(read_erasures(data / kErasuresFileName).value().size() == 1);
    CHECK(verify_audit(*database, std::nullopt).value().faults.empty());
  }
  CHECK(n > 50);
}

TEST_CASE("a backup of the program before is restored as a desk of today", "[sqlite]") {
  const tests::TempFolder folder;
  base::use_time_zone(base::kMoroccoTimeZone);
  const fs::path old = fs::path(KIOSK_SOURCE_DIR) / "tests/desk/good-desk-v3";
  Manifest manifest;
  manifest.made_at = kNoon;
  manifest.program = "0.0.9";
  manifest.schema = 3;
  fs::copy(old, folder / "backup", fs::copy_options::recursive);
  for (const std::string& name : names_in(old)) {
    const std::string text = text_in(old / name);
    manifest.files.push_back(
        {name, static_cast<std::int64_t>(text.size()), crypto::hash_of(base::as_bytes(text))});
  }
  tests::write_text(folder / "backup/backup.json", manifest.text());
  const RestoreDone done = tests::restore(folder / "backup", folder / "new").value();
  CHECK(done.cases == 3);
  CHECK(cases_in(folder / "new").size() == 3);
  CHECK_FALSE(fs::exists(folder / "new/desk.db.v3"));
}

TEST_CASE("from a keyboard: backup and restore say where, how much, and what is missing", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  tests::put(world, *world.open());
  const std::string data = world.data().string(), to = folder / "to", fresh = folder / "new";
  const Finished made = run({"backup", "--data", data, "--to", to, "--keep", "3"});
  CHECK(made.exit_code == 0);
  const std::string backup = tests::lines_of(made.said).front();
  CHECK(is_whole(backup));
  CHECK(says(made, "1 case, head of the log "));
  CHECK(says(made, "cell.key is not locked"));
  const Finished back = run({"restore", backup, "--data", fresh});
  CHECK(back.exit_code == 0);
  CHECK(says(back, "1 case as of "));
  CHECK(says(back, "may be missing"));
  CHECK(says(back, "The cell's key is not here"));
  fs::copy(world.paths().cell_key, folder / "new/keys/cell.key");
  const std::string head = Manifest::parse(text_in(fs::path(backup) / kManifestName)).value().head.text();
  CHECK(run({"audit", "verify", "--head", head, "--data", fresh}).exit_code == 0);
  CHECK(run({"case", "list", "--json", "--data", fresh}).said ==
        run({"case", "list", "--json", "--data", data}).said);
  const Finished again = run({"restore", backup, "--data", fresh});
  CHECK(again.exit_code == 1);
  CHECK(tests::lines_of(again.said).size() == 1);
  CHECK(run({"backup", "--data", folder / "none", "--to", to}).exit_code == 1);
  CHECK(run({"backup", "--data", data, "--to", to, "--keep", "0"}).exit_code == 2);
  CHECK(run({"backup", "--data", data}).exit_code == 2);
  CHECK(run({"restore", "--data", fresh}).exit_code == 2);
  CHECK(run({"restore", backup, "--data", folder / "x", "--erasures", folder / "none"}).exit_code == 1);
  CHECK(run({"restore", backup, "--data", folder / "x", "--database", "postgresql://x/y"}).exit_code == 1);
  CHECK_FALSE(fs::exists(folder / "x/desk.db"));
}
