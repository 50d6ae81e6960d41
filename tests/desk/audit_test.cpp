// The log: append-only, chained, and what verify finds.

#include "kiosk/desk/audit.h"

#include "kiosk/desk/case_changes.h"
#include "kiosk/store/database.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::Browser;
using tests::DeskWorld;
using tests::kNoon;

namespace {

// A desk where something was done.
struct Cell : DeskWorld {
  Cell() {
    const auto desk = open();
    put(*this, *desk);
    Browser clerk(*desk);
    clerk.sign_in();
    clerk.get("/cases/2026-1");
    clerk.post("/cases/2026-1/answer", "fr=Fait");
    clerk.post("/cases/2026-1/note", "text=vu+sur+place");
  }
  [[nodiscard]] AuditCheck check(const std::optional<AuditHead>& known = {}) const {
    const auto database = DeskDatabase::open(data()).value();
    return verify_audit(*database, known).value();
  }
  [[nodiscard]] AuditHead head() const {
    const auto database = DeskDatabase::open(data()).value();
    return audit_head(database->use()).value();
  }
  // As somebody with the database in hand would: without triggers.
  void tamper(std::string_view sql) const {
    store::Database database = store::Database::open(data() / "desk.db", store::Journal::rollback).value();
    for (const char* trigger :
         {"audit_is_not_changed", "audit_is_not_deleted", "history_is_not_changed", "history_is_not_deleted"})
      REQUIRE(database.run(base::cat("DROP TRIGGER IF EXISTS ", trigger)).ok());
    REQUIRE(database.run(base::cat("PRAGMA foreign_keys = OFF; ", sql)).ok());
  }
};

std::vector<AuditRow> all_rows(DeskDatabase& database) { return audit_after(database.use(), 0, 100).value(); }

}  // namespace

TEST_CASE("the log holds everything that was done, and verifies") {
  const Cell world;
  const AuditCheck check = world.check();
  CHECK(check.faults.empty());
  CHECK(check.other_key == 0);
  CHECK(check.older == 0);
  CHECK(check.history == 4);
  const auto database = DeskDatabase::open(world.data()).value();
  std::vector<std::string> actions;
  for (const AuditRow& row : all_rows(*database)) actions.push_back(row.action);
  CHECK(actions == std::vector<std::string>{"log.begun", "kiosk.enrol", "kiosk.enrol", "user.add",
                                            "case.received", "sign-in", "case.opened", "case.answer",
                                            "case.note"});
}

TEST_CASE("nothing in the log can be changed or deleted through the database") {
  const Cell world;
  const auto database = DeskDatabase::open(world.data()).value();
  CHECK_FALSE(database->use()->run("UPDATE audit SET actor = 'x'").ok());
  CHECK_FALSE(database->use()->run("DELETE FROM audit").ok());
}

TEST_CASE("a log that was tampered with does not verify, whatever was done to it", "[sqlite]") {
  for (const char* sql :
       {"UPDATE audit SET actor = 'youssef' WHERE action = 'case.answer'",
        "UPDATE audit SET at = at + 1 WHERE id = 3", "DELETE FROM audit WHERE id = 4",
        "UPDATE audit SET mac = (SELECT mac FROM audit WHERE id = 2) WHERE id = 3",
        "DELETE FROM history WHERE event = 'note'",
        "UPDATE history SET actor = 'youssef' WHERE event = 'answer'",
        "UPDATE history SET state = 'closed' WHERE event = 'note'",
        "UPDATE texts SET box = zeroblob(80) WHERE history_id = 3", "DELETE FROM texts WHERE history_id = 3",
        "INSERT INTO history (case_id, at, actor, event, state, public) VALUES (1, 1, 'x', 'note',"
        " 'closed', 0)"}) {
    const Cell world;
    INFO(sql);
    world.tamper(sql);
    CHECK_FALSE(world.check().faults.empty());
  }
}

TEST_CASE("a log that was cut off is seen by a head that was kept", "[sqlite]") {
  const Cell world;
  const AuditHead head = world.head();
  CHECK(AuditHead::parse(head.text())->id == head.id);
  CHECK(AuditHead::parse(head.text())->mac == head.mac);
  CHECK(world.check(head).faults.empty());
  world.tamper("DELETE FROM history WHERE event = 'note'; DELETE FROM audit WHERE action = 'case.note'");
  CHECK(world.check().faults.empty());  // nothing else can tell
  CHECK_FALSE(world.check(head).faults.empty());
  for (const char* none : {"", "x", "1", "1:", "1:zz", ":", "1;00"}) CHECK_FALSE(AuditHead::parse(none));
}

TEST_CASE("rows of another key are named and not called good", "[sqlite]") {
  const Cell world;
  std::filesystem::remove(world.data() / "keys" / "audit.key");
  const AuditCheck check = world.check();
  CHECK(check.other_key == check.head.id);
}

TEST_CASE("the log says nothing that a citizen wrote, and no password") {
  const Cell world;
  const auto database = DeskDatabase::open(world.data()).value();
  std::string all;
  for (const AuditRow& row : all_rows(*database)) all += audit_line(row) + "\n";
  for (const char* word : {"Pharmacie", "0612345678", "vu sur place", "Fait"})
    CHECK(all.find(word) == std::string::npos);
  const auto desk = world.open();
  Browser browser(*desk);
  browser.sign_in("correct horse battery", "amina");  // the fields exchanged
  for (const AuditRow& row : all_rows(*database)) CHECK(row.subject.find("horse") == std::string::npos);
}
