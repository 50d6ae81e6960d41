// A desk of an older program becomes today's. good-desk-v3 is the data folder of one as its own programs left
// it (schema 3): 2026/1 is answered, 2026/2 was closed after two messages, 2026/3 is new; amina and youssef
// may sign in, K-02 is revoked. Its cell's key is plain, for it keeps nothing that is anybody's.

#include "kiosk/desk/audit.h"
#include "kiosk/desk/case_list.h"
#include "kiosk/desk/chain.h"
#include "kiosk/store/database.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"
#include "tests/support/stop_at_syscall.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::Browser;
using tests::DeskWorld;
using tests::kNoon;
namespace fs = std::filesystem;

namespace {

using Rows = std::vector<std::string>;

// The answer to a question as text, blobs in hexadecimal.
Rows rows_in(const fs::path& file, std::string_view sql, int columns) {
  store::Database database = store::Database::open(file, store::Journal::read_only).value();
  store::Statement row = database.prepare(sql).value();
  Rows rows;
  while (row.step().value()) {
    std::string line;
    for (int column = 0; column < columns; ++column)
      line += base::cat(row.is_null(column) ? "null" : base::to_hex(row.blob(column)), " ");
    rows.push_back(std::move(line));
  }
  return rows;
}

// What is asked of the old tables, and of the new ones for the same answer.
struct Question {
  std::string_view old_tables, new_tables;
  int columns;
};
constexpr std::string_view kCases =
    "SELECT id, year, serial, kiosk, uuid, hash, sequence, kind, category, district, deposited_at, "
    "received_at, "
    "deadline_at, updated_at, answered_at, state, opened, tag, ticket_box FROM cases ORDER BY id";
constexpr std::string_view kEnvelopes = "SELECT case_id, bytes FROM envelopes ORDER BY case_id";
constexpr std::string_view kMessages =
    "SELECT id, kiosk, uuid, hash, sequence, tag, received_at, case_id, envelope FROM messages ORDER BY id";
constexpr std::string_view kPublications =
    "SELECT number, history_id, kiosk, uuid, tag, box FROM publications ORDER BY number";
constexpr std::string_view kKiosks =
    "SELECT id, key, name, enrolled_at, revoked_at, seen_at, health FROM kiosks ORDER BY id";
constexpr std::string_view kUsers = "SELECT name, password, created_at, disabled FROM users ORDER BY name";
constexpr std::string_view kLinks = "SELECT kiosk, sequence, hash, previous FROM chain ORDER BY 1, 2, 3";
constexpr std::string_view kCounters = "SELECT year, last FROM counters ORDER BY year";
constexpr std::array kQuestions = {
    Question{kCases, kCases, 19},
    Question{kEnvelopes, kEnvelopes, 2},
    Question{kMessages, kMessages, 9},
    Question{kPublications, kPublications, 6},
    Question{kKiosks, kKiosks, 7},
    Question{kUsers, kUsers, 4},
    Question{kLinks, kLinks, 4},
    Question{kCounters, kCounters, 2},
    Question{"SELECT id, case_id, at, actor, event, state, public, box FROM history ORDER BY id",
             "SELECT id, case_id, at, actor, event, state, public, box FROM history JOIN texts"
             " ON history_id = id ORDER BY id",
             8}};

class OldDesk {
 public:
  OldDesk() {
    base::use_time_zone(base::kMoroccoTimeZone);
    put_back();
  }
  void put_back() const {
    fs::remove_all(data());
    fs::copy(original(), data(), fs::copy_options::recursive);
  }
  static fs::path original() { return fs::path(KIOSK_SOURCE_DIR) / "tests/desk/good-desk-v3"; }
  [[nodiscard]] fs::path data() const { return folder_ / "data"; }
  [[nodiscard]] fs::path file() const { return data() / "desk.db"; }
  [[nodiscard]] fs::path copy() const { return data() / "desk.db.v3"; }
  [[nodiscard]] DeskPaths paths() const { return DeskPaths::of(data()); }
  [[nodiscard]] std::unique_ptr<DeskDatabase> open() const { return DeskDatabase::open(data()).value(); }

 private:
  tests::TempFolder folder_;
};

void check_nothing_is_lost(const OldDesk& desk) {
  for (const Question& question : kQuestions) {
    INFO(question.old_tables);
    const Rows before = rows_in(OldDesk::original() / "desk.db", question.old_tables, question.columns);
    CHECK(before.size() >= 1);
    CHECK(rows_in(desk.file(), question.new_tables, question.columns) == before);
    CHECK(rows_in(desk.copy(), question.old_tables, question.columns) == before);
  }
}

std::vector<HistoryEntry> history(const OldDesk& desk, std::int64_t serial) {
  const auto database = desk.open();
  const Vault vault = open_vault(desk.paths()).value();
  const Case target = find_case(database->use(), CaseNumber{2026, serial}).value().value();
  return history_of(database->use(), vault, target.id).value();
}

}  // namespace

TEST_CASE("a desk of the program before loses nothing when this one opens it, and a copy stays", "[sqlite]") {
  const OldDesk desk;
  static_cast<void>(desk.open());
  check_nothing_is_lost(desk);
  const auto status = fs::status(desk.copy());
  CHECK((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("what was written at a desk of the program before opens with this one", "[sqlite]") {
  const OldDesk desk;
  std::vector<std::string> texts;
  for_each_case_line(*desk.open(), open_vault(desk.paths()).value(),
                     [&](std::string_view line) -> base::Result<void> {
                       texts.push_back(base::Json::parse(line).value().string_or("text", ""));
                       return base::done();
                     })
      .value();
  CHECK(texts == std::vector<std::string>{"عمود الإنارة رقم 14 مطفأ", "Un trou profond devant l'école",
                                          "La place est très propre, merci"});
  const std::vector<HistoryEntry> answered = history(desk, 1), closed = history(desk, 2);
  REQUIRE(answered.size() == 3);
  CHECK(answered[2].change.answer.fr.view() == "Le poteau est réparé");
  CHECK(answered[2].change.answer.ar.view() == "تم إصلاح العمود");
  CHECK(answered[2].change.actor == "amina");
  std::vector<std::string> words, messages;
  for (const HistoryEntry& entry : closed) {
    if (entry.change.event == CaseEvent::state) words.emplace_back(entry.change.note.fr.view());
    if (entry.change.event == CaseEvent::message) messages.emplace_back(entry.change.message.view());
  }
  CHECK(words == std::vector<std::string>{"Une équipe passera", "Dossier clos"});
  CHECK(messages == std::vector<std::string>{"Le trou est encore plus grand", "شكرا، تم الإصلاح"});
}

TEST_CASE("who could sign in before can sign in now, as a supervisor", "[sqlite]") {
  const OldDesk old;
  const auto desk = Desk::open(old.paths(), Cookies::plain).value();
  const std::vector<UserRow> users = list_users(old.open()->use()).value();
  REQUIRE(users.size() == 2);
  for (const UserRow& user : users) CHECK(user.role == Role::supervisor);
  Browser amina(*desk), youssef(*desk), nobody(*desk);
  CHECK(amina.sign_in("amina", "correct horse battery").status == 303);
  CHECK(youssef.sign_in("youssef", "seven olives at noon").status == 303);
  CHECK(nobody.sign_in("amina", "seven olives at noon").status != 303);
  CHECK(tests::has(amina.get("/cases/2026-2"), "Un trou profond"));
}

TEST_CASE("the log of a desk of the program before begins where this one took over, and holds", "[sqlite]") {
  const OldDesk desk;
  const auto database = desk.open();
  const std::vector<AuditRow> rows = audit_after(database->use(), 0, 10).value();
  REQUIRE(rows.size() == 1);
  CHECK(rows.front().action == kLogBegun);
  CHECK(rows.front().detail == "11");
  const AuditCheck check = verify_audit(*database, std::nullopt).value();
  CHECK(check.faults.empty());
  CHECK(check.older == 11);
  CHECK(check.history == 0);
}

TEST_CASE("of a kiosk's numbers an upgraded desk misses none that had come", "[sqlite]") {
  const OldDesk desk;
  const Chain chain = chain_of(desk.open()->use(), complaint::KioskId::parse("K-01").value()).value();
  CHECK(chain.received == 5);
  CHECK(chain.missing == 0);
  CHECK(chain.torn == 0);
}

TEST_CASE("a desk that is up to date is not touched when it is opened again", "[sqlite]") {
  const OldDesk desk;
  static_cast<void>(desk.open());
  const base::Bytes file = store::read_file(desk.file(), 1 << 20).value();
  fs::remove(desk.copy());
  static_cast<void>(desk.open());
  CHECK(store::read_file(desk.file(), 1 << 20).value() == file);
  CHECK_FALSE(fs::exists(desk.copy()));
}

TEST_CASE("an upgrade that is killed before any of its writes is made whole by the next one", "[sqlite]") {
  const OldDesk desk;
  bool finished = false;
  int n = 1;
  for (; !finished; ++n) {
    desk.put_back();
    finished = tests::run_and_stop_at(n, [&](int) {
                 if (!DeskDatabase::open(desk.data())) _exit(1);
               }).finished;
    INFO(n);
    static_cast<void>(desk.open());
    // What stopped after the tables were new leaves no more to copy.
    REQUIRE(fs::exists(desk.copy()));
    check_nothing_is_lost(desk);
    CHECK(verify_audit(*desk.open(), std::nullopt).value().faults.empty());
  }
  CHECK(n > 20);
}

TEST_CASE("a database of a newer program is left alone", "[sqlite]") {
  const OldDesk desk;
  store::Database::open(desk.file(), store::Journal::rollback).value().set_version(1000).value();
  CHECK(DeskDatabase::open(desk.data()).error().is(store::StoreError::damaged));
  CHECK_FALSE(fs::exists(desk.data() / "desk.db.v1000"));
}
