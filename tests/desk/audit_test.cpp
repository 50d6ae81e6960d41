// The log: append-only, chained, and what verify finds.

#include "kiosk/desk/audit.h"

#include "kiosk/desk/case_changes.h"
#include "kiosk/desk/dates.h"
#include "kiosk/store/database.h"
#include "tests/support/backup_world.h"
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
                                            "case.received", "sign-in", "case.opened", "read", "case.answer",
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

TEST_CASE("the page of the log says who and what in the reader's language, not in the program's") {
  const DeskWorld world;
  {
    const auto database = DeskDatabase::open(world.data()).value();
    add_user(database->use(), "said", tests::kPassword, Role::administrator, tests::kDoing).value();
  }
  const auto desk = world.open();
  put(world, *desk);
  Browser clerk(*desk);
  clerk.sign_in();
  REQUIRE(clerk.post("/cases/2026-1/answer", "fr=Fait").status == 303);
  REQUIRE(clerk.get("/export/cases.csv").status == 200);
  REQUIRE(clerk.post("/sign-out", "").status == 303);
  Browser admin(*desk);
  admin.sign_in("said");
  REQUIRE(admin
              .post("/settings",
                    "answer_days=21&from=arrival&moves=yes&acknowledge_days=5&remind_working_days=3&"
                    "escalate_after_days=2&keep_months=0")
              .status == 303);
  const base::HttpResponse arabic = admin.get("/audit");
  const base::HttpResponse french = admin.get("/audit?lang=fr");
  for (const char* words :
       {"سطر الأوامر (test)", "الدور: <bdi class=\"ltr\">مدير النظام</bdi>", "الحالة: تمت الإجابة",
        "من العنوان <bdi class=\"ltr\">127.0.0.1</bdi>", "، دون المعطيات الشخصية",
        "أيام الجواب: <bdi class=\"ltr\">21</bdi>", "<td>خروج</td>"})
    CHECK(tests::has(arabic, words));
  for (const char* words :
       {"ligne de commande (test)", ", état : Répondue", ", sans données personnelles",
        "jours pour répondre : <bdi class=\"ltr\">21</bdi> depuis l&#39;arrivée", "<td>déconnexion</td>"})
    CHECK(tests::has(french, words));
  for (const char* raw : {"cli ", "entry ", "personal data", "answer_days"}) {
    CHECK_FALSE(tests::has(arabic, raw));
    CHECK_FALSE(tests::has(french, raw));
  }
}

TEST_CASE("signing out and views that are kept or removed are in the log, without what a clerk called them") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser clerk(*desk);
  clerk.sign_in();
  REQUIRE(clerk.post("/views", "name=Citizen-name&query=show%3Dlate").status == 303);
  REQUIRE(clerk.post("/views/remove", "name=Citizen-name").status == 303);
  REQUIRE(clerk.post("/views/remove", "name=Citizen-name").status == 303);  // there is none any more
  REQUIRE(clerk.post("/sign-out", "").status == 303);
  const auto database = DeskDatabase::open(world.data()).value();
  std::vector<AuditRow> rows = all_rows(*database);
  REQUIRE(rows.size() >= 3);
  rows.erase(rows.begin(), rows.end() - 3);
  CHECK(rows[0].action == "view.keep");
  CHECK(rows[0].detail == "show=late");
  CHECK(rows[1].action == "view.remove");
  CHECK(rows[1].detail == "show=late");
  CHECK(rows[2].action == "sign-out");
  for (const AuditRow& row : rows) {
    CHECK(row.actor == "amina");
    CHECK(audit_line(row).find("Citizen") == std::string::npos);
  }
}

TEST_CASE("the log is asked by whom, about what, which kind of thing and when, and is taken away") {
  const DeskWorld world;
  const auto desk = world.open();
  {
    const auto database = DeskDatabase::open(world.data()).value();
    add_user(database->use(), "said", tests::kPassword, Role::auditor, tests::kDoing).value();
    add_user(database->use(), "karim", tests::kPassword, Role::agent, tests::kDoing).value();
  }
  put(world, *desk);
  Browser clerk(*desk);
  clerk.sign_in();
  REQUIRE(clerk.post("/cases/2026-1/assign", "assignee=karim").status == 303);
  REQUIRE(clerk.post("/cases/2026-1/category", "category=roads").status == 303);
  Browser auditor(*desk);
  auditor.sign_in("said");

  const auto shows = [&](const std::string& query, std::string_view words) {
    return tests::has(auditor.get("/audit?" + query), words);
  };
  constexpr std::string_view kGiven = "تغير المكلف</td>", kArrived = "وصلت شكاية</td>", kIn = "دخول</td>";
  CHECK(shows("", "، المكلف: <bdi class=\"ltr\">karim</bdi>"));
  CHECK(shows("", "، الموضوع: "));
  CHECK(shows("subject=+amina+", kGiven));
  CHECK_FALSE(shows("subject=amina", kArrived));
  for (const char* one : {"2026/1", "2026-1", "%D9%A2%D9%A0%D9%A2%D9%A6/%D9%A1"}) {
    CHECK(shows(base::cat("subject=", one), kArrived));
    CHECK_FALSE(shows(base::cat("subject=", one), kIn));
  }
  CHECK(shows("topic=entry", kIn));
  CHECK_FALSE(shows("topic=entry", kArrived));
  CHECK(shows("topic=entry&subject=karim", "لا شيء في السجل"));
  const std::string today = day_text(kNoon);
  CHECK(shows("topic=cases&from=" + today + "&to=" + today, kGiven));
  CHECK(shows("topic=cases&to=" + day_text(kNoon - std::chrono::days(1)), "لا شيء في السجل"));
  CHECK(shows("topic=cases&from=" + day_text(kNoon + std::chrono::days(1)), "لا شيء في السجل"));
  CHECK(shows("topic=cases", "<a href=\"/cases/2026-1\"><bdi>2026/1</bdi></a>"));
  CHECK(shows("topic=nonsense&from=yesterday&before=x", kGiven));
  CHECK(shows("subject=%3Cb%3E", "&lt;b&gt;"));

  const base::HttpResponse file = auditor.get("/export/log.csv?topic=cases&lang=fr");
  CHECK(file.status == 200);
  CHECK(tests::has(file, "Entrée;Quand;Qui;Quoi;Sur;Détails\r\n"));
  CHECK(tests::has(file, ";amina;responsable changé;dossier 2026/1;"));
  CHECK(tests::has(file, ", responsable : karim"));
  CHECK_FALSE(tests::has(file, ";connexion;"));
  CHECK(shows("topic=exports", "export du journal</td>"));  // the page is in French now
  CHECK(clerk.get("/export/log.csv").status == 403);
  CHECK(tests::audit_of(world.data()).faults.empty());
}
