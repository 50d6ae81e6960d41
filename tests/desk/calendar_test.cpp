#include "kiosk/desk/calendar.h"

#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using base::Language;
using base::Timestamp;
using std::chrono::days;

namespace {

Day day(std::string_view text) { return base::parse_day(text).value(); }
Timestamp at(std::string_view text) { return base::parse_iso8601(text).value(); }

Calendar calendar_of(const std::string& holidays, const std::string& weekend = "[6,7]") {
  return Calendar::parse(base::cat("{\"weekend\":", weekend, ",\"holidays\":[", holidays, "]}")).value();
}

std::string entry(std::string_view when) { return base::cat("{", when, ",\"ar\":\"عيد\",\"fr\":\"Fête\"}"); }

// Why a file is refused.
std::string refusal(const std::string& text) {
  const auto calendar = Calendar::parse(text);
  REQUIRE_FALSE(calendar.ok());
  return calendar.error().sentence();
}
std::string refusal_of(const std::string& holidays) {
  return refusal(base::cat("{\"holidays\":[", holidays, "]}"));
}
bool has(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

void in_morocco() { base::use_time_zone(base::kMoroccoTimeZone); }

}  // namespace

TEST_CASE("a week has five working days, unless the file names another weekend") {
  const Calendar calendar;
  CHECK(calendar.is_working_day(day("2026-11-20")));        // Friday
  CHECK_FALSE(calendar.is_working_day(day("2026-11-21")));  // Saturday
  CHECK_FALSE(calendar.is_working_day(day("2026-11-22")));
  CHECK(calendar.is_working_day(day("2026-11-23")));
  CHECK(calendar.next_working_day(day("2026-11-21")) == day("2026-11-23"));
  CHECK(calendar.next_working_day(day("2026-11-20")) == day("2026-11-20"));
  CHECK(calendar.working_days_between(day("2026-11-20"), day("2026-11-27")) == 5);
  const Calendar other = calendar_of("", "[5]");
  CHECK_FALSE(other.is_working_day(day("2026-11-20")));
  CHECK(other.is_working_day(day("2026-11-22")));
  const Calendar none = calendar_of("", "[]");
  CHECK(none.working_days_between(day("2026-11-01"), day("2026-11-30")) == 29);
}

TEST_CASE("a holiday of one day, of several days across a month's end, of every year and of leap years") {
  const Calendar calendar =
      calendar_of(entry("\"date\":\"2026-11-19\"") + "," + entry("\"every\":\"11-18\"") + "," +
                  entry("\"from\":\"2027-04-29\",\"to\":\"2027-05-03\"") + "," +
                  "{\"every\":\"02-29\",\"ar\":\"كبيسة\",\"fr\":\"Bissextile\"}");
  CHECK_FALSE(calendar.is_working_day(day("2026-11-18")));
  CHECK_FALSE(calendar.is_working_day(day("2026-11-19")));
  CHECK(calendar.is_working_day(day("2027-11-19")));
  CHECK_FALSE(calendar.is_working_day(day("2031-11-18")));
  CHECK(calendar.next_working_day(day("2027-04-29")) == day("2027-05-04"));
  CHECK(calendar.holiday_at(day("2028-02-29"))->in(Language::fr) == "Bissextile");
  CHECK(calendar.holiday_at(day("2028-02-29"))->in(Language::ar) == "كبيسة");
  CHECK(calendar.holiday_at(day("2027-02-28")) == nullptr);
  CHECK(calendar.holiday_at(day("2027-03-01")) == nullptr);
  CHECK(calendar.holiday_at(day("2026-11-21")) == nullptr);  // Saturday and no more
}

TEST_CASE("on a day with two holidays the one with a date gives its name") {
  const Calendar calendar = calendar_of(
      "{\"every\":\"11-18\",\"ar\":\"أ\",\"fr\":\"a\"},{\"date\":\"2026-11-18\",\"ar\":\"ب\",\"fr\":\"b\"}");
  CHECK(calendar.holiday_at(day("2026-11-18"))->fr == "b");
  CHECK(calendar.holiday_at(day("2027-11-18"))->fr == "a");
}

TEST_CASE("working days are counted over the year's end, back and forth, by none and by thousands") {
  const Calendar calendar = calendar_of(entry("\"every\":\"01-01\"") + "," + entry("\"every\":\"01-11\""));
  CHECK(calendar.add_working_days(day("2026-12-31"), 1) == day("2027-01-04"));  // 1 January is a Friday
  CHECK(calendar.add_working_days(day("2027-01-04"), -1) == day("2026-12-31"));
  CHECK(calendar.add_working_days(day("2027-01-02"), 0) == day("2027-01-02"));
  for (const int n : {-5000, -61, -1, 1, 5, 61, 5000}) {
    const Day there = calendar.add_working_days(day("2026-12-29"), n);
    CHECK(calendar.is_working_day(there));
    CHECK(calendar.working_days_between(day("2026-12-29"), there) == n);
  }
  CHECK(calendar.working_days_between(day("2027-01-02"), day("2027-01-02")) == 0);
}

TEST_CASE("each thing that is wrong in a file of holidays is named, with its place") {
  CHECK(has(refusal("{\"holidays\":[\n{\"date\":oops}]}"), "line 2"));
  CHECK(has(refusal("[]"), "\"holidays\""));
  CHECK(has(refusal("{\"holidays\":{}}"), "\"holidays\""));
  CHECK(has(refusal("{\"holidays\":[],\"weekend\":[8]}"), "1 (Monday) to 7"));
  CHECK(has(refusal("{\"holidays\":[],\"weekend\":[1,2,3,4]}"), "3 days at most"));
  const std::string good = entry("\"every\":\"11-18\"") + ",";
  CHECK(has(refusal_of(good + "7"), "holiday 2: no object"));
  CHECK(has(refusal_of(good + "{}"), "holiday 2: needs either"));
  CHECK(has(refusal_of(entry("\"date\":\"2026-11-18\",\"every\":\"11-18\"")), "needs either"));
  CHECK(has(refusal_of(entry("\"date\":\"2027-02-29\"")), "not 2027-02-29"));
  CHECK(has(refusal_of(entry("\"date\":\"20261-1-1\"")), "\"date\" needs a date"));
  CHECK(has(refusal_of(entry("\"date\":\"1026-11-18\"")), "not 1026-11-18"));
  CHECK(has(refusal_of(entry("\"date\":20261118")), "\"date\" is missing or of another type"));
  CHECK(has(refusal_of(entry("\"every\":\"02-30\"")), "not 02-30"));
  CHECK(has(refusal_of(entry("\"every\":\"2026-11-18\"")), "\"every\" needs a day"));
  CHECK(has(refusal_of(entry("\"from\":\"2026-11-18\"")), "\"to\" is missing"));
  CHECK(has(refusal_of(entry("\"from\":\"2026-11-18\",\"to\":\"2026-11-17\"")), "before \"from\""));
  CHECK(has(refusal_of(entry("\"from\":\"2026-11-18\",\"to\":\"2027-11-17\"")), "31 days at most"));
  CHECK(has(refusal_of("{\"every\":\"11-18\",\"ar\":\"عيد\"}"), "\"fr\" is missing"));
  CHECK(has(refusal_of("{\"every\":\"11-18\",\"ar\":\"\",\"fr\":\"Fête\"}"), "\"ar\" is empty"));
  const std::string long_name(kHolidayNameMaxSize + 1, 'x');
  CHECK(
      has(refusal_of(base::cat("{\"every\":\"11-18\",\"ar\":\"", long_name, "\",\"fr\":\"x\"}")), "longer"));
}

TEST_CASE("no file of holidays takes all working days of a year, or grows without end") {
  std::string every, months, many;
  for (int date = 1; date <= 28; ++date) {
    const std::string number = base::cat(date < 10 ? "0" : "", date);
    every += base::cat(every.empty() ? "" : ",", entry(base::cat("\"every\":\"03-", number, "\"")), ",",
                       entry(base::cat("\"every\":\"04-", number, "\"")));
  }
  CHECK(has(refusal_of(every), "more than 50 holidays of every year"));
  for (const char* month : {"01", "03", "05"})
    months += base::cat(months.empty() ? "" : ",",
                        entry(base::cat("\"from\":\"2027-", month, "-01\",\"to\":\"2027-", month, "-31\"")));
  CHECK(has(refusal_of(months), "holiday 2: more than 60 days off in 2027"));
  for (std::size_t count = 0; count <= kHolidaysMost; ++count)
    many += base::cat(many.empty() ? "" : ",", entry("\"every\":\"11-18\""));
  CHECK(has(refusal_of(many), "more than 500 holidays"));
}

TEST_CASE("a desk without a file of holidays has weekends, and one too large is refused") {
  const tests::TempFolder folder;
  CHECK(Calendar::read(folder / "none.json").value().is_working_day(day("2026-11-18")));
  tests::write_text(folder / "big.json", std::string(kHolidaysFileMaxSize + 1, ' '));
  CHECK(Calendar::read(folder / "big.json").error().is(store::StoreError::too_large));
  tests::write_text(folder / "bad.json", "{");
  CHECK(has(Calendar::read(folder / "bad.json").error().sentence(), "bad.json"));
}

TEST_CASE("a new desk knows Morocco's fixed holidays, and keeps what staff made of them") {
  const tests::DeskWorld world;
  const Calendar calendar = Calendar::read(world.data() / "holidays.json").value();
  for (const char* date :
       {"01-01", "01-11", "01-14", "05-01", "07-30", "08-14", "08-20", "08-21", "10-31", "11-06", "11-18"}) {
    INFO(date);
    const Holiday* holiday = calendar.holiday_at(day(base::cat("2027-", date)));
    REQUIRE(holiday != nullptr);
    CHECK_FALSE(holiday->ar.empty());
  }
  tests::write_text(world.data() / "holidays.json", "{\"holidays\":[]}");
  prepare(world.paths(), tests::kNoon).value();
  CHECK(Calendar::read(world.data() / "holidays.json").value().is_working_day(day("2027-01-11")));
}

TEST_CASE("by default an answer is due sixty times 24 hours after the deposit, whatever day that is") {
  in_morocco();
  const DeadlineRules rules;
  CHECK(check(rules).ok());
  const Calendar calendar = Calendar::parse(Calendar::default_file()).value();
  const Timestamp deposited = at("2026-12-17T09:24:05Z"), received = at("2026-12-20T10:00:00Z");
  CHECK(deadline_of(rules, calendar, deposited, received) == deposited + days(60));  // over Ramadan's clock
  CHECK_FALSE(acknowledge_by(rules, calendar, deposited, received));
  const Timestamp saturday = at("2026-09-15T23:30:00Z");
  CHECK(deadline_of(rules, calendar, saturday, saturday) == saturday + days(60));
}

TEST_CASE("days may be counted from the arrival, and an acknowledgement may be due") {
  in_morocco();
  DeadlineRules rules;
  rules.clock = DeadlineRules::Clock::arrival;
  rules.acknowledge_days = 15;
  const Timestamp deposited = at("2026-11-02T09:00:00Z"), received = at("2026-11-05T10:00:00Z");
  CHECK(deadline_of(rules, Calendar(), deposited, received) == received + days(60));
  CHECK(acknowledge_by(rules, Calendar(), deposited, received) == received + days(15));
}

TEST_CASE("a deadline that moves comes on the next working day, at the same time by the clock") {
  in_morocco();
  DeadlineRules rules;
  rules.moves_to_working_day = true;
  const Calendar calendar = calendar_of(entry("\"date\":\"2026-02-16\""));
  // 14 February 2026 is a Saturday, 10:00 by a clock an hour ahead; the next night Ramadan's clock begins.
  const Timestamp deposited = at("2026-02-14T09:00:00Z") - days(60);
  CHECK(deadline_of(rules, calendar, deposited, deposited) == at("2026-02-17T10:00:00Z"));
  // Friday, 23:30 by the clock: the day is Morocco's, not UTC's.
  const Timestamp friday = at("2026-11-20T22:30:00Z") - days(60), saturday = friday + std::chrono::hours(1);
  CHECK(deadline_of(rules, calendar, friday, friday) == friday + days(60));
  CHECK(deadline_of(rules, calendar, saturday, saturday) == at("2026-11-22T23:30:00Z"));  // Monday, 00:30
  rules.acknowledge_days = 1;
  CHECK(acknowledge_by(rules, calendar, at("2026-11-20T10:00:00Z"), {}) == at("2026-11-23T10:00:00Z"));
}

TEST_CASE("a clock's time that a day does not have is an hour later, one it has twice is the first") {
  in_morocco();
  const auto moved = [](std::string_view time, std::string_view to) {
    return base::to_iso8601(same_clock_time(at(time), day(to)));
  };
  // 2026: back from 3 to 2 o'clock on 15 February, on from 2 to 3 on 22 March.
  CHECK(moved("2026-02-10T01:30:00Z", "2026-02-15") == "2026-02-15T01:30:00Z");
  CHECK(moved("2026-02-10T02:30:00Z", "2026-02-15") == "2026-02-15T03:30:00Z");
  CHECK(moved("2026-02-10T02:30:00Z", "2026-02-14") == "2026-02-14T02:30:00Z");
  CHECK(moved("2026-03-10T02:30:00Z", "2026-03-22") == "2026-03-22T02:30:00Z");  // 3:30
  CHECK(moved("2026-03-10T03:30:00Z", "2026-03-22") == "2026-03-22T02:30:00Z");
  CHECK(moved("2026-03-10T01:30:00Z", "2026-03-22") == "2026-03-22T01:30:00Z");
  CHECK(moved("2028-01-10T11:00:00Z", "2028-02-29") == "2028-02-29T12:00:00Z");
}

TEST_CASE("the reminder comes working days before the deadline, the escalation days after it") {
  in_morocco();
  DeadlineRules rules;
  const Calendar calendar = calendar_of(entry("\"every\":\"11-18\""));
  const Timestamp deadline = at("2026-11-23T10:00:00Z");
  CHECK(remind_at(rules, calendar, deadline) == at("2026-11-13T10:00:00Z"));  // 18 November is off
  CHECK(escalate_at(rules, deadline) == deadline);
  rules.remind_working_days = 0;
  rules.escalate_after_days = 7;
  CHECK(remind_at(rules, calendar, deadline) == deadline);
  CHECK(escalate_at(rules, deadline) == deadline + days(7));
}

TEST_CASE("rules of deadlines out of their limits are refused") {
  const auto refused = [](const auto& change) {
    DeadlineRules rules;
    change(rules);
    return check(rules).error().is(CalendarError::out_of_range);
  };
  CHECK(refused([](DeadlineRules& rules) { rules.answer_days = 0; }));
  CHECK(refused([](DeadlineRules& rules) { rules.answer_days = kAnswerDaysMost + 1; }));
  CHECK(refused([](DeadlineRules& rules) { rules.acknowledge_days = -1; }));
  CHECK(refused([](DeadlineRules& rules) { rules.acknowledge_days = 60; }));
  CHECK(refused([](DeadlineRules& rules) { rules.remind_working_days = -1; }));
  CHECK(refused([](DeadlineRules& rules) { rules.remind_working_days = kRemindDaysMost + 1; }));
  CHECK(refused([](DeadlineRules& rules) { rules.escalate_after_days = -1; }));
  CHECK(refused([](DeadlineRules& rules) { rules.escalate_after_days = kEscalateDaysMost + 1; }));
}
