// What the settings say of deadlines, and what falls due by itself.

#include "kiosk/desk/duties.h"

#include "kiosk/desk/history.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using std::chrono::days;
using tests::Browser;
using tests::DeskWorld;
using tests::kNoon;

namespace {

struct Cell : DeskWorld {
  Cell() : desk(open()), database(DeskDatabase::open(data()).value()) {
    add_user(database->use(), "hind", tests::kPassword, Role::administrator, tests::kDoing).value();
  }
  base::HttpResponse set(std::string_view form, base::Timestamp now = kNoon) const {
    Browser admin(*desk);
    admin.now = now;
    admin.sign_in("hind");
    return admin.post("/settings", form);
  }
  [[nodiscard]] Case entry() const { return cases_after(database->use(), 0, 10).value().back(); }
  [[nodiscard]] std::vector<CaseEvent> events() const {
    std::vector<CaseEvent> out;
    const Vault vault = Vault::open(paths().cell_key).value();
    const std::vector<HistoryEntry> history = history_of(database->use(), vault, this->entry().id).value();
    for (const HistoryEntry& entry : history) out.push_back(entry.change.event);
    return out;
  }
  std::unique_ptr<Desk> desk;
  std::unique_ptr<DeskDatabase> database;
};

constexpr std::string_view kUsual =
    "acknowledge_days=0&remind_working_days=5&escalate_after_days=0&keep_months=0&answer_days=";

}  // namespace

TEST_CASE("the answer is due sixty days after the deposit, unless the cell counts otherwise") {
  const Cell world;
  put(world, *world.desk, tests::lighting_draft(), kNoon);
  CHECK(world.entry().deadline_at == kNoon + days(60));
  CHECK_FALSE(world.entry().acknowledge_at);
  REQUIRE(world.set(base::cat(kUsual, "30&from=arrival&acknowledge_days=15")).status == 303);
  const tests::Sealed late = tests::seal(world.kiosk, tests::lighting_draft(), kNoon);
  CHECK(world.desk->handle(put_request(late), kNoon + days(3)).status == 201);  // deposited three days before
  CHECK(world.entry().deposited_at == kNoon);
  CHECK(world.entry().deadline_at == kNoon + days(33));
  CHECK(world.set(base::cat(kUsual, "0")).status == 422);
  CHECK(world.set(base::cat(kUsual, "abc")).status == 422);
  CHECK(world.set(base::cat(kUsual, "100000")).status == 422);
  CHECK(load_settings(world.database->use()).value().rules.answer_days == 30);
}

TEST_CASE(
    "the step of the acknowledgement is off until it is set, and done by the first thing that is done") {
  const Cell world;
  REQUIRE(
      world
          .set("acknowledge_days=15&remind_working_days=5&escalate_after_days=0&keep_months=0&answer_days=60")
          .status == 303);
  put(world, *world.desk);
  CHECK(world.entry().acknowledge_at == kNoon + days(15));
  Browser clerk(*world.desk);
  clerk.sign_in();
  clerk.get("/cases/2026-1");
  CHECK_FALSE(world.entry().acknowledged_at);  // reading is no acknowledgement
  REQUIRE(clerk.post("/cases/2026-1/state", "state=in_progress").status == 303);
  CHECK(world.entry().acknowledged_at == kNoon);
}

TEST_CASE("an open case is reminded of before its deadline and escalated after it, once each") {
  const Cell world;
  put(world, *world.desk);
  const base::Timestamp due = world.entry().deadline_at;
  CHECK(world.desk->do_duties(due - days(20)).value().reminded == 0);
  CHECK(world.desk->do_duties(due - days(3)).value().reminded == 1);
  CHECK(world.desk->do_duties(due - days(3)).value().reminded == 0);
  CHECK(world.desk->do_duties(due + days(1)).value().escalated == 1);
  CHECK(world.desk->do_duties(due + days(1)).value().escalated == 0);
  CHECK(world.events() == std::vector{CaseEvent::received, CaseEvent::reminded, CaseEvent::escalated});
  Browser clerk(*world.desk);
  clerk.now = due + days(1);
  clerk.sign_in();
  CHECK(tests::has(clerk.get("/cases?show=escalated"), "/cases/2026-1?list="));
}

TEST_CASE("a case that was answered is neither reminded of nor escalated") {
  const Cell world;
  put(world, *world.desk);
  Browser clerk(*world.desk);
  clerk.sign_in();
  REQUIRE(clerk.post("/cases/2026-1/answer", "fr=Fait").status == 303);
  const DutiesDone done = world.desk->do_duties(kNoon + days(100)).value();
  CHECK(done.reminded + done.escalated == 0);
}

TEST_CASE("what citizens wrote is erased by rule after its months, and not a day earlier") {
  const Cell world;
  put(world, *world.desk);
  put(world, *world.desk);
  Browser clerk(*world.desk);
  clerk.sign_in();
  REQUIRE(clerk.post("/cases/2026-1/state", "state=closed&sure=yes").status == 303);
  CHECK(world.desk->do_duties(kNoon + days(4000)).value().erased == 0);  // no rule is set
  const std::string rule =
      "answer_days=60&acknowledge_days=0&remind_working_days=5&escalate_after_days=0&keep_months=6";
  // A time that erases is asked about first, with how many cases it is about.
  const base::HttpResponse asked = world.set(rule, kNoon + days(190));
  CHECK(asked.status == 422);
  CHECK(tests::has(asked, "<strong>1</strong>"));
  CHECK(load_settings(world.database->use()).value().keep_months == 0);
  REQUIRE(world.set(rule).status == 303);  // on this day it erases none
  CHECK(world.desk->do_duties(kNoon + days(150)).value().erased == 0);
  CHECK(world.desk->do_duties(kNoon + days(190)).value().erased == 1);
  CHECK(find_case(world.database->use(), CaseNumber{2026, 1}).value()->erased_at);
  CHECK_FALSE(find_case(world.database->use(), CaseNumber{2026, 2}).value()->erased_at);  // it is open
}

TEST_CASE("several desks that do their duties at once do each of them once") {
  const Cell world;
  for (int i = 0; i < 20; ++i) put(world, *world.desk);
  const base::Timestamp due = world.entry().deadline_at + days(1);
  const Vault vault = Vault::open(world.paths().cell_key).value();
  std::atomic<std::int64_t> escalated = 0;
  {
    std::vector<std::jthread> desks;
    for (int i = 0; i < 4; ++i)
      desks.emplace_back([&] {
        const auto database = DeskDatabase::open(world.data()).value();
        escalated += do_duties(*database, vault, due).value().escalated;
      });
  }
  CHECK(escalated == 20);
}

TEST_CASE("settings that cannot be are refused in their own words, and what was typed stays") {
  const Cell world;
  const base::HttpResponse refused = world.set(
      "part=deadlines&answer_days=20&from=arrival&acknowledge_days=30&remind_working_days=4&"
      "escalate_after_days=0");
  CHECK(refused.status == 422);
  CHECK(tests::has(refused, "لم يُحفظ شيء: راجعوا الأعداد"));
  CHECK(tests::has(refused, "name=\"answer_days\" min=\"0\" max=\"365\" value=\"20\""));
  CHECK(tests::has(refused, "name=\"acknowledge_days\" min=\"0\" max=\"365\" value=\"30\""));
  CHECK(tests::has(world.set("part=keeping&keep_months=601&sure=yes"), "لم يُحفظ شيء: راجعوا الأعداد"));
  CHECK(load_settings(world.database->use()).value().rules.answer_days == 60);
}

TEST_CASE("each card of the settings saves what is on it, and has its button") {
  const Cell world;
  REQUIRE(world
              .set("part=deadlines&answer_days=21&from=deposit&acknowledge_days=0&remind_working_days=4&"
                   "escalate_after_days=0")
              .status == 303);
  REQUIRE(world.set("part=keeping&keep_months=120&sure=yes").status == 303);
  const Settings settings = load_settings(world.database->use()).value();
  CHECK(settings.rules.answer_days == 21);
  CHECK(settings.rules.remind_working_days == 4);
  CHECK(settings.keep_months == 120);
  REQUIRE(world
              .set("part=deadlines&answer_days=30&from=deposit&acknowledge_days=0&remind_working_days=4&"
                   "escalate_after_days=0")
              .status == 303);
  CHECK(load_settings(world.database->use()).value().keep_months == 120);
  Browser admin(*world.desk);
  admin.sign_in("hind");
  const std::string page = tests::body_of(admin.get("/settings"));
  const std::size_t deadlines = page.find("حفظ الآجال"), keeping = page.find("name=\"keep_months\"");
  CHECK(page.find("name=\"answer_days\"") < deadlines);
  CHECK(deadlines < keeping);
  CHECK(keeping < page.find("حفظ مدة الاحتفاظ"));
}
