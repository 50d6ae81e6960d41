// What the cell does with cases among itself: who is in charge, notes, categories, duplicates, drafts, many at
// once, searching by words, saved views.

#include "kiosk/desk/audit.h"
#include "kiosk/desk/case_changes.h"
#include "kiosk/desk/drafts.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::Browser;
using tests::DeskWorld;
using tests::kNoon;

namespace {

struct Cell : DeskWorld {
  Cell() : desk(open()), clerk(*desk), database(DeskDatabase::open(data()).value()) {
    add_user(database->use(), "youssef", tests::kPassword, Role::agent, tests::kDoing).value();
    add_user(database->use(), "said", tests::kPassword, Role::auditor, tests::kDoing).value();
    clerk.sign_in();
  }
  void say(std::string_view text) {
    complaint::Draft draft = tests::lighting_draft();
    draft.text = text;
    put(*this, *desk, draft);
  }
  [[nodiscard]] Case entry(std::int64_t serial) const {
    return find_case(database->use(), CaseNumber{2026, serial}).value().value();
  }
  [[nodiscard]] std::vector<HistoryEntry> history(std::int64_t id) const {
    return history_of(database->use(), Vault::open(paths().cell_key).value(), id).value();
  }
  std::unique_ptr<Desk> desk;
  Browser clerk;
  std::unique_ptr<DeskDatabase> database;
};

}  // namespace

TEST_CASE("a case is taken on, given to others and left, but only by who works on cases") {
  Cell world;
  world.say("الشكاية الأولى في الموضوع");
  CHECK(world.clerk.post("/cases/2026-1/assign", "assignee=amina").status == 303);
  CHECK(world.entry(1).assignee == "amina");
  CHECK(tests::has(world.clerk.get("/mine"), "2026/1"));
  CHECK(world.clerk.post("/cases/2026-1/assign", "assignee=youssef").status == 303);
  CHECK(world.entry(1).assignee == "youssef");
  CHECK_FALSE(tests::has(world.clerk.get("/mine"), "2026/1"));
  CHECK(world.clerk.post("/cases/2026-1/assign", "assignee=nobody").status == 422);
  CHECK(world.clerk.post("/cases/2026-1/assign", "assignee=said").status == 422);
  const std::size_t before = world.history(1).size();
  CHECK(world.clerk.post("/cases/2026-1/assign", "assignee=youssef").status == 303);
  CHECK(world.history(1).size() == before);  // nothing changed, nothing noted
  CHECK(world.clerk.post("/cases/2026-1/assign", "assignee=").status == 303);
  CHECK(world.entry(1).assignee.empty());
  CHECK(tests::has(world.clerk.get("/cases?assignee=-"), "2026/1"));
}

TEST_CASE("an internal note stays in the cell: the citizen is told nothing of it") {
  Cell world;
  world.say("الشكاية الأولى في الموضوع");
  wait_for_tickets(world);
  const auto published = [&] {
    Statement row = world.database->use()->prepare("SELECT COUNT(*) FROM publications").value();
    REQUIRE(row.step().value());
    return row.integer(0);
  };
  const std::int64_t before = published();
  CHECK(world.clerk.post("/cases/2026-1/note", "text=Inner-words").status == 303);
  CHECK(world.clerk.post("/cases/2026-1/category", "category=roads").status == 303);
  CHECK(published() == before);
  CHECK(tests::has(world.clerk.get("/cases/2026-1"), "Inner-words"));
  CHECK(world.entry(1).category == "roads");
  CHECK(world.clerk.post("/cases/2026-1/category", "category=nothing").status == 404);
  CHECK(world.clerk.post("/cases/2026-1/note", "text=+").status == 422);
  const base::HttpResponse refused = world.clerk.post("/cases/2026-1/note", "text=" + std::string(2001, 'x'));
  CHECK(refused.status == 422);
  CHECK(tests::has(refused, "xxxxx"));  // nobody types it again
}

TEST_CASE("a duplicate leaves the list, and its citizen is told what the other's is told") {
  Cell world;
  world.say("العمود مطفأ منذ أسبوع");
  world.say("نفس العمود ما زال مطفأ");
  world.say("حفرة كبيرة أمام المدرسة");
  CHECK(world.clerk.post("/cases/2026-2/merge", "other=2026/9").status == 422);
  CHECK(world.clerk.post("/cases/2026-2/merge", "other=2026/2").status == 422);
  CHECK(world.clerk.post("/cases/2026-2/merge", base::cat("other=", percent_encoded("٢٠٢٦/١"))).status ==
        303);
  const base::HttpResponse list = world.clerk.get("/cases");
  CHECK(tests::has(list, "/cases/2026-1\""));
  CHECK_FALSE(tests::has(list, "/cases/2026-2\""));
  CHECK(world.clerk.post("/cases/2026-2/answer", "fr=Fait").status == 422);  // the other one speaks for it
  REQUIRE(world.clerk.post("/cases/2026-1/answer", "fr=Answer-words").status == 303);
  CHECK(world.entry(2).state == complaint::CaseState::answered);
  CHECK(world.history(2).back().change.answer.fr.view() == "Answer-words");
  // One that comes later is told at once what was answered already.
  REQUIRE(world.clerk.post("/cases/2026-3/merge", "other=2026/2").status == 303);
  CHECK(world.entry(3).merged_into == world.entry(1).id);
  CHECK(world.history(3).back().change.answer.fr.view() == "Answer-words");
  REQUIRE(world.clerk.post("/cases/2026-2/part", "").status == 303);
  CHECK_FALSE(world.entry(2).merged_into);
  CHECK(tests::has(world.clerk.get("/cases?show=done"), "/cases/2026-2?list="));
}

TEST_CASE("the case that speaks for a duplicate has in its history that it came, and that it went") {
  Cell world;
  for (int i = 0; i < 3; ++i) world.say("العمود مطفأ منذ أسبوع");
  REQUIRE(world.clerk.post("/cases/2026-2/merge", "other=2026/1").status == 303);
  REQUIRE(world.clerk.post("/cases/2026-2/merge", "other=2026/1").status == 303);  // once is enough
  std::vector<HistoryEntry> history = world.history(1);
  REQUIRE(history.size() == 2);
  CHECK(history[1].change.event == CaseEvent::joined_by);
  CHECK(history[1].change.other_case == "2026/2");
  CHECK(history[1].change.actor == "amina");
  CHECK(world.entry(1).state == complaint::CaseState::received);
  CHECK(tests::has(world.clerk.get("/cases/2026-1"), "ضُم إليه الملف: 2026/2"));
  REQUIRE(world.clerk.post("/cases/2026-2/merge", "other=2026/3").status == 303);
  CHECK(world.history(1).back().change.event == CaseEvent::left_by);
  CHECK(world.history(3).back().change.event == CaseEvent::joined_by);
  REQUIRE(world.clerk.post("/cases/2026-2/part", "").status == 303);
  CHECK(world.history(3).back().change.event == CaseEvent::left_by);
  CHECK(verify_audit(*world.database, {}).value().faults.empty());
}

TEST_CASE("a case that was merged into takes its own duplicates along") {
  Cell world;
  for (int i = 0; i < 3; ++i) world.say("العمود مطفأ منذ أسبوع");
  REQUIRE(world.clerk.post("/cases/2026-3/merge", "other=2026/2").status == 303);
  REQUIRE(world.clerk.post("/cases/2026-2/merge", "other=2026/1").status == 303);
  CHECK(world.entry(3).merged_into == world.entry(1).id);
  CHECK(world.clerk.post("/cases/2026-1/merge", "other=2026/3").status == 422);  // that would be itself
}

TEST_CASE("a case that nobody answered keeps its deadline, closed and opened again") {
  Cell world;
  world.say("العمود مطفأ منذ أسبوع");
  const base::Timestamp due = world.entry(1).deadline_at;
  world.clerk.now = due + std::chrono::days(3);
  world.clerk.sign_in();
  REQUIRE(world.desk->do_duties(world.clerk.now).value().escalated == 1);
  REQUIRE(world.clerk.post("/cases/2026-1/state", "state=closed&sure=yes").status == 303);
  REQUIRE(world.clerk.post("/cases/2026-1/state", "state=in_progress").status == 303);
  CHECK(world.entry(1).deadline_at == due);
  CHECK(world.entry(1).escalated_at);
  CHECK(tests::has(world.clerk.get("/cases?show=late"), "2026/1"));
  CHECK(world.desk->do_duties(world.clerk.now + std::chrono::days(1)).value().escalated == 0);
}

TEST_CASE("a case that was answered late keeps its deadline when it is opened again") {
  Cell world;
  world.say("العمود مطفأ منذ أسبوع");
  const base::Timestamp due = world.entry(1).deadline_at;
  world.clerk.now = due + std::chrono::days(3);
  world.clerk.sign_in();
  REQUIRE(world.clerk.post("/cases/2026-1/answer", "fr=Fait").status == 303);
  REQUIRE(world.clerk.post("/cases/2026-1/state", "state=in_progress").status == 303);
  CHECK(world.entry(1).deadline_at == due);
}

TEST_CASE("a case answered in time and opened again has its days anew") {
  Cell world;
  world.say("العمود مطفأ منذ أسبوع");
  REQUIRE(world.clerk.post("/cases/2026-1/answer", "fr=Fait").status == 303);
  REQUIRE(world.clerk.post("/cases/2026-1/state", "state=closed&sure=yes").status == 303);
  CHECK(world.entry(1).closed_at);
  world.clerk.now = kNoon + std::chrono::days(20);
  world.clerk.sign_in();
  REQUIRE(world.clerk.post("/cases/2026-1/state", "state=in_progress").status == 303);
  CHECK(world.entry(1).deadline_at == world.clerk.now + kAnswerDays);
  CHECK_FALSE(world.entry(1).answered_at);
  CHECK_FALSE(world.entry(1).closed_at);
}

TEST_CASE("an answer that was begun is kept for its author, and tells others who writes") {
  Cell world;
  world.say("العمود مطفأ منذ أسبوع");
  Browser other(*world.desk);
  other.sign_in("youssef");
  CHECK(world.clerk.post("/cases/2026-1/draft", "fr=Half+an+answer").status == 303);
  CHECK(tests::has(world.clerk.get("/cases/2026-1"), "Half an answer"));
  const base::HttpResponse seen = other.get("/cases/2026-1");
  CHECK_FALSE(tests::has(seen, "Half an answer"));
  CHECK(tests::has(seen, "<bdi>amina</bdi> بصدد"));
  other.now += kWritingFor;
  CHECK_FALSE(tests::has(other.get("/cases/2026-1"), "<bdi>amina</bdi> بصدد"));
  CHECK(world.clerk.post("/cases/2026-1/answer", "fr=An+answer").status == 303);
  CHECK_FALSE(tests::has(world.clerk.get("/cases/2026-1"), "Half an answer"));
  Statement row = world.database->use()->prepare("SELECT COUNT(*) FROM drafts").value();
  REQUIRE(row.step().value());
  CHECK(row.integer(0) == 0);
}

TEST_CASE("what is done to many cases is done to each that allows it, and the others are counted") {
  Cell world;
  for (int i = 0; i < 3; ++i) world.say("العمود مطفأ منذ أسبوع");
  const base::HttpResponse done = world.clerk.post(
      "/bulk", "action=take&case=2026-1&case=2026-2&case=2026-99&back=%2Fcases%3Fshow%3Dnew");
  REQUIRE(done.status == 303);
  CHECK(base::header(done.headers, "Location") == "/cases?show=new&done=bulk&changed=2&kept=1");
  CHECK(world.entry(2).assignee == "amina");
  CHECK(
      world.clerk.post("/bulk", "action=closed&case=2026-1&case=2026-2&sure=yes&back=https://evil").status ==
      303);
  CHECK(world.entry(1).state == complaint::CaseState::closed);
  CHECK(world.entry(3).state == complaint::CaseState::received);
  const base::HttpResponse none = world.clerk.post("/bulk", "action=received&case=2026-1&back=//evil");
  CHECK(base::header(none.headers, "Location") == "/cases?show=open&done=bulk&changed=0&kept=1");
}

TEST_CASE("another state for many cases is asked about first, with their numbers") {
  Cell world;
  for (int i = 0; i < 3; ++i) world.say("العمود مطفأ منذ أسبوع");
  const base::HttpResponse asked = world.clerk.post(
      "/bulk", "action=closed&case=2026-1&case=2026-3&case=2026-99&back=%2Fcases%3Fshow%3Dnew");
  CHECK(asked.status == 200);
  CHECK(tests::has(asked, "عدد الملفات: <strong>2</strong>"));
  CHECK(tests::has(asked, ">2026/1<"));
  CHECK_FALSE(tests::has(asked, ">2026/2<"));
  CHECK(tests::has(asked, ">2026/3<"));
  CHECK_FALSE(tests::has(asked, ">2026/99<"));
  CHECK(tests::has(asked, "class=\"button\" href=\"/cases?show=new\""));
  CHECK(world.entry(1).state == complaint::CaseState::received);
  const base::HttpResponse done =
      world.clerk.post("/bulk", "action=closed&sure=yes&case=2026-1&case=2026-3&back=%2Fcases%3Fshow%3Dnew");
  CHECK(base::header(done.headers, "Location") == "/cases?show=new&done=bulk&changed=2&kept=0");
  CHECK(world.entry(1).state == complaint::CaseState::closed);
  CHECK(world.entry(2).state == complaint::CaseState::received);
}

TEST_CASE("words are found in any spelling, and the search says nothing in addresses") {
  Cell world;
  world.say("الإنارة مُعَطّلة قرب المستشفى");
  world.say("Un lampadaire éteint à l'école");
  world.say("حفرة كبيرة أمام المدرسة");
  const auto found = [&](std::string_view words) {
    const base::HttpResponse response =
        world.clerk.post("/find", base::cat("number=", percent_encoded(words)));
    CHECK(response.status == 303);
    CHECK(base::header(response.headers, "Location") == "/find");
    return world.clerk.get("/find");
  };
  CHECK(tests::has(found("الاناره معطله"), "/cases/2026-1?"));
  CHECK(tests::has(found("مستشفي الإنارة"), "/cases/2026-1?"));
  CHECK(tests::has(found("ECOLE lampadaire"), "/cases/2026-2?"));
  CHECK_FALSE(tests::has(found("ecole hopital"), "/cases/2026-2?"));
  CHECK(tests::has(found("حفرة"), "/cases/2026-3?"));
  CHECK(tests::has(found("الحفرة بالمدرسة"), "/cases/2026-3?"));  // whichever of the two has the article
  CHECK(tests::has(found("لا شيء من هذا"), "لا ملف فيه هذه الكلمات"));
  CHECK(world.clerk.get(base::cat("/find?number=", percent_encoded("حفرة"))).status == 404);
  // What was erased is found no more.
  REQUIRE(world.clerk.post("/cases/2026-3/erase", "reason=demande&sure=yes").status == 303);
  CHECK_FALSE(tests::has(found("حفرة"), "/cases/2026-3?"));
}

TEST_CASE("a telephone is found whole, however it is written, and never by a part of it") {
  Cell world;  // lighting_draft() has 0612345678
  world.say("Un lampadaire en panne");
  complaint::Draft other = tests::lighting_draft();
  other.phone = "0712345678";
  put(world, *world.desk, other);
  const auto found = [&](std::string_view typed) {
    REQUIRE(world.clerk.post("/find", base::cat("number=", percent_encoded(typed))).status == 303);
    return world.clerk.get("/find");
  };
  for (const char* typed :
       {"0612345678", "06 12 34 56 78", "06-12-34-56-78", "+212 612345678", "٠٦١٢٣٤٥٦٧٨"}) {
    INFO(typed);
    const base::HttpResponse page = found(typed);
    CHECK(tests::has(page, "/cases/2026-1?"));
    CHECK_FALSE(tests::has(page, "/cases/2026-2?"));
  }
  for (const char* part : {"061234567", "12345678", "0612", "06 12 34 56 7", "06123456789"}) {
    INFO(part);
    CHECK_FALSE(tests::has(found(part), "/cases/2026-"));
  }
}

TEST_CASE("a case that nobody answered is closed with a word to the citizen, or after a question") {
  Cell world;
  world.say("Un lampadaire en panne");
  world.say("Une fuite devant la porte");
  const base::HttpResponse question =
      world.clerk.post("/cases/2026-1/state", "state=closed&list=show%3Dlate");
  CHECK(question.status == 200);
  CHECK(tests::has(question, "تُغلق دون جواب"));
  // Yes and no both lead back to the case, which knows the list.
  CHECK(tests::has(question, "action=\"/cases/2026-1/state\""));
  CHECK(tests::has(question, "name=\"state\" value=\"closed\""));
  CHECK(tests::has(question, "name=\"list\" value=\"show=late\""));
  CHECK(tests::has(question, "class=\"button\" href=\"/cases/2026-1?list=show%3Dlate\""));
  REQUIRE(world.clerk.post("/cases/2026-2/state", "state=closed&sure=yes").status == 303);
  CHECK(world.entry(2).state == complaint::CaseState::closed);
  CHECK(world.entry(1).state == complaint::CaseState::received);
  REQUIRE(world.clerk.post("/cases/2026-1/state", "state=closed&note_fr=Doublon").status == 303);
  CHECK(world.entry(1).state == complaint::CaseState::closed);
}

TEST_CASE("a case that is erased is ended, whatever was still to do") {
  Cell world;
  world.say("Un lampadaire en panne");
  world.say("Une fuite devant la porte");
  REQUIRE(world.clerk.post("/cases/2026-2/answer", "fr=Fait").status == 303);
  for (const char* number : {"2026-1", "2026-2"})
    REQUIRE(world.clerk.post(base::cat("/cases/", number, "/erase"), "reason=demande&sure=yes").status ==
            303);
  CHECK(world.entry(1).state == complaint::CaseState::closed);
  CHECK(world.entry(1).closed_at == kNoon);
  CHECK(world.entry(2).state == complaint::CaseState::answered);
  CHECK_FALSE(tests::has(world.clerk.get("/cases"), "2026/1<"));
}

TEST_CASE("a number alone is this year's case, if there is one") {
  Cell world;
  world.say("Un lampadaire en panne");
  CHECK(base::header(world.clerk.post("/find", "number=1").headers, "Location") == "/cases/2026-1");
  CHECK(base::header(world.clerk.post("/find", "number=%D9%A1").headers, "Location") == "/cases/2026-1");
  CHECK(base::header(world.clerk.post("/find", "number=14").headers, "Location") == "/find");
}

TEST_CASE("who read what a citizen wrote is in the log, once an hour") {
  Cell world;
  world.say("Un lampadaire en panne");
  const auto readings = [&] {
    Statement row =
        world.database->use()->prepare("SELECT COUNT(*) FROM audit WHERE action = 'read'").value();
    REQUIRE(row.step().value());
    return row.integer(0);
  };
  world.clerk.get("/cases/2026-1");
  world.clerk.get("/cases/2026-1");
  CHECK(readings() == 1);
  Browser other(*world.desk);
  other.sign_in("youssef");
  other.get("/cases/2026-1");
  CHECK(readings() == 2);
  other.now += std::chrono::minutes(61);
  other.sign_in("youssef");
  other.get("/cases/2026-1");
  CHECK(readings() == 3);
}

TEST_CASE("what was found has an address to come back to, which is its user's alone") {
  Cell world;
  world.say("Un lampadaire en panne");
  REQUIRE(world.clerk.post("/find", "number=lampadaire").status == 303);
  const base::HttpResponse page = world.clerk.get("/find");
  CHECK(tests::has(page, "/cases/2026-1?list=room%3Dfind\""));
  CHECK_FALSE(tests::has(page, "number=lampadaire"));
  CHECK(tests::has(world.clerk.get("/cases/2026-1?list=room%3Dfind"), "href=\"/find\""));
  const auto cookie = std::find_if(world.clerk.cookies.begin(), world.clerk.cookies.end(),
                                   [](const auto& one) { return one.first == "desk_question"; });
  REQUIRE(cookie != world.clerk.cookies.end());
  const std::string kept = cookie->second;
  CHECK(kept.find(base::to_hex(base::as_bytes("lampadaire"))) == std::string::npos);
  CHECK(base::header(world.clerk.post("/bulk", "action=take&case=2026-1&back=/find").headers, "Location")
            .starts_with("/find?done="));
  CHECK(tests::has(world.clerk.get("/find?done=bulk&changed=1&kept=0"), "/cases/2026-1"));
  Browser other(*world.desk);
  other.sign_in("youssef");
  CHECK(base::header(other.get("/find").headers, "Location") == "/cases");
  other.cookies.emplace_back("desk_question", kept);
  CHECK(base::header(other.get("/find").headers, "Location") == "/cases");
  other.cookies.back().second = "zz";
  CHECK(base::header(other.get("/find").headers, "Location") == "/cases");
}

TEST_CASE("views are kept a user, replaced by their name, and taken away") {
  Cell world;
  CHECK(world.clerk.post("/views", "name=Routes&query=show%3Dlate%26category%3Droads%26evil%3D1").status ==
        303);
  const base::HttpResponse page = world.clerk.get("/cases");
  CHECK(tests::has(page, "<bdi>Routes</bdi>"));
  CHECK(tests::has(page, "/cases?show=late&amp;category=roads\""));
  CHECK_FALSE(tests::has(page, "evil"));
  Browser other(*world.desk);
  other.sign_in("youssef");
  CHECK_FALSE(tests::has(other.get("/cases"), "Routes"));
  CHECK(world.clerk.post("/views/remove", "name=Routes").status == 303);
  CHECK_FALSE(tests::has(world.clerk.get("/cases"), "Routes"));
  for (int i = 0; i < 30; ++i) world.clerk.post("/views", base::cat("name=v", i, "&query=show%3Dall"));
  Statement row = world.database->use()->prepare("SELECT COUNT(*) FROM views").value();
  REQUIRE(row.step().value());
  CHECK(row.integer(0) == 20);
  // What is not kept is not said to be, and the filters stay.
  const auto where = [&](const std::string& form) {
    return std::string(base::header(world.clerk.post("/views", form).headers, "Location"));
  };
  CHECK(where("name=one-more&query=show%3Dlate") == "/cases?show=late&done=views-full");
  CHECK(where("name=+++&query=show%3Dlate") == "/cases?show=late&done=view-name");
  CHECK(where("name=" + std::string(41, 'v') + "&query=show%3Dlate") == "/cases?show=late&done=view-name");
}

TEST_CASE("a note that a citizen's duplicate gets makes the case that speaks for it new again") {
  Cell world;
  world.say("العمود مطفأ منذ أسبوع");
  world.say("نفس العمود ما زال مطفأ");
  REQUIRE(world.clerk.post("/cases/2026-2/merge", "other=2026/1").status == 303);
  world.clerk.get("/cases/2026-1");
  REQUIRE(world.entry(1).opened);
  const Vault vault = Vault::open(world.paths().cell_key).value();
  complaint::Message message;
  message.text = base::SecretString("ما زال مطفأ");
  const DeskUse use = world.database->use();
  Transaction change = Transaction::begin(*use).value();
  add_message(use, vault, find_case(use, CaseNumber{2026, 2}).value().value(), message, kNoon).value();
  change.commit().value();
  CHECK_FALSE(find_case(use, CaseNumber{2026, 1}).value()->opened);
}
