#include "kiosk/desk/calendar.h"

#include <cstdlib>

#include "kiosk/base/bytes.h"
#include "kiosk/desk/assets.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Json;
using base::Result;
using base::Timestamp;
using std::chrono::days;
using std::chrono::month_day;
using std::chrono::year_month_day;

constexpr days kOneDay{1};
constexpr std::chrono::year kFirstYear{2000}, kLastYear{2199};  // beyond: a slip of the keyboard

Error malformed(std::string why) { return {CalendarError::malformed, std::move(why)}; }

std::optional<Day> day_of(std::string_view text) {
  const Result<Day> day = base::parse_day(text);
  if (!day) return std::nullopt;
  const std::chrono::year year = year_month_day(*day).year();
  return year >= kFirstYear && year <= kLastYear ? std::optional(*day) : std::nullopt;
}

// "11-18". 29 February is a day, in the years that have it.
std::optional<month_day> month_day_of(std::string_view text) {
  const Result<Day> day = base::parse_day(base::cat("2000-", text));
  if (!day) return std::nullopt;
  const year_month_day date(*day);
  return date.month() / date.day();
}

Result<Day> need_day(const Json& entry, std::string_view name) {
  const std::string text = TRY(entry.need_string(name));
  const std::optional<Day> day = day_of(text);
  if (!day)
    return malformed(base::cat("\"", name, "\" needs a date such as 2026-11-18, not ", text.substr(0, 20)));
  return *day;
}

struct Span {
  Day from, to;
};

Result<Span> span_of(const Json& entry) {
  if (entry.find("date") != nullptr) {
    const Day day = TRY(need_day(entry, "date"));
    return Span{day, day};
  }
  const Span span{TRY(need_day(entry, "from")), TRY(need_day(entry, "to"))};
  if (span.to < span.from) return malformed("\"to\" is before \"from\"");
  if (span.to - span.from >= days(kHolidayMostDays))
    return malformed(base::cat("a holiday lasts ", kHolidayMostDays, " days at most"));
  return span;
}

Result<std::string> need_name(const Json& entry, std::string_view language) {
  std::string name = TRY(entry.need_string(language));
  if (name.empty() || name.size() > kHolidayNameMaxSize)
    return malformed(base::cat("\"", language, "\" is empty or longer than ", kHolidayNameMaxSize, " bytes"));
  return name;
}

// An entry is one day, several, or a day of every year.
Result<void> check_kind(const Json& entry) {
  if (entry.members() == nullptr) return malformed("no object");
  const bool is_day = entry.find("date") != nullptr, is_yearly = entry.find("every") != nullptr,
             is_span = entry.find("from") != nullptr || entry.find("to") != nullptr;
  if (int{is_day} + int{is_yearly} + int{is_span} != 1)
    return malformed("needs either \"date\", or \"from\" and \"to\", or \"every\"");
  return base::done();
}

Result<std::array<bool, 7>> weekend_of(const Json& list) {
  if (list.items() == nullptr || list.items()->size() > kWeekendMostDays)
    return malformed(base::cat("\"weekend\" is no list of ", kWeekendMostDays, " days at most"));
  std::array<bool, 7> weekend{};
  for (const Json& item : *list.items()) {
    const std::int64_t day = item.integer().value_or(0);
    if (day < 1 || day > 7) return malformed("\"weekend\" has a day that is not one of 1 (Monday) to 7");
    weekend[static_cast<std::size_t>(day - 1)] = true;
  }
  return weekend;
}

Result<void> check_year(std::map<int, int>& days_off, Day day) {
  const int year = static_cast<int>(year_month_day(day).year());
  if (++days_off[year] <= kDatedMostAYear) return base::done();
  return malformed(base::cat("more than ", kDatedMostAYear, " days off in ", year));
}

Timestamp after(Timestamp start, int count, const DeadlineRules& rules, const Calendar& calendar) {
  const Timestamp time = start + days(count);
  if (!rules.moves_to_working_day) return time;
  const Day day = base::local_day(time);
  const Day working = calendar.next_working_day(day);
  return working == day ? time : same_clock_time(time, working);
}

Timestamp start_of(const DeadlineRules& rules, Timestamp deposited, Timestamp received) {
  return rules.clock == DeadlineRules::Clock::deposit ? deposited : received;
}

std::chrono::minutes offset_at(Timestamp time) {
  return std::chrono::minutes(base::to_local(time).utc_offset_minutes);
}

}  // namespace

std::string_view name_of(CalendarError error) {
  return error == CalendarError::malformed ? "bad-holidays" : "bad-deadline-rules";
}

Result<Calendar> Calendar::read(const store::fs::path& file) {
  const Result<base::Bytes> bytes = store::read_file(file, kHolidaysFileMaxSize);
  if (!bytes && bytes.error().is(store::StoreError::not_found)) return Calendar();
  if (!bytes) return bytes.error().in(file.string());
  Result<Calendar> calendar = parse(base::as_text(*bytes));
  if (!calendar) return calendar.error().in(file.string());
  return calendar;
}

Result<Calendar> Calendar::parse(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  Calendar calendar;
  if (const Json* weekend = json.find("weekend")) calendar.is_weekend_ = TRY(weekend_of(*weekend));
  const Json* entries = json.find("holidays");
  if (entries == nullptr || entries->items() == nullptr) return malformed("there is no list \"holidays\"");
  if (entries->items()->size() > kHolidaysMost)
    return malformed(base::cat("more than ", kHolidaysMost, " holidays"));
  std::map<int, int> days_off;
  for (std::size_t number = 0; number < entries->items()->size(); ++number) {
    const Result<void> added = calendar.add((*entries->items())[number], days_off);
    if (!added) return added.error().in(base::cat("holiday ", number + 1));
  }
  return calendar;
}

Result<void> Calendar::add(const Json& entry, std::map<int, int>& days_off) {
  TRY(check_kind(entry));
  Holiday holiday;
  holiday.ar = TRY(need_name(entry, "ar"));
  holiday.fr = TRY(need_name(entry, "fr"));
  if (entry.find("every") != nullptr) {
    const std::string text = TRY(entry.need_string("every"));
    const std::optional<month_day> date = month_day_of(text);
    if (!date) return malformed(base::cat("\"every\" needs a day such as 11-18, not ", text.substr(0, 20)));
    yearly_.emplace(*date, holiday);
    return yearly_.size() <= kYearlyMost
               ? base::done()
               : malformed(base::cat("more than ", kYearlyMost, " holidays of every year"));
  }
  const Span span = TRY(span_of(entry));
  for (Day day = span.from; day <= span.to; day += kOneDay) {
    TRY(check_year(days_off, day));
    dated_.emplace(day, holiday);
  }
  return base::done();
}

std::string Calendar::default_file() { return std::string(asset_text("holidays.json")); }

bool Calendar::is_working_day(Day day) const {
  const unsigned iso = std::chrono::weekday(day).iso_encoding();
  return !is_weekend_[iso - 1] && holiday_at(day) == nullptr;
}

const Holiday* Calendar::holiday_at(Day day) const {
  if (const auto found = dated_.find(day); found != dated_.end()) return &found->second;
  const year_month_day date(day);
  const auto found = yearly_.find(date.month() / date.day());
  return found == yearly_.end() ? nullptr : &found->second;
}

int Calendar::working_days_between(Day from, Day to) const {
  int count = 0;
  for (Day day = from + kOneDay; day <= to; day += kOneDay) count += is_working_day(day) ? 1 : 0;
  for (Day day = to; day < from; day += kOneDay) count -= is_working_day(day) ? 1 : 0;
  return count;
}

Day Calendar::add_working_days(Day from, int n) const {
  const days step = n < 0 ? -kOneDay : kOneDay;
  Day day = from;
  for (int left = std::abs(n); left > 0; left -= is_working_day(day) ? 1 : 0) day += step;
  return day;
}

Day Calendar::next_working_day(Day day) const {
  while (!is_working_day(day)) day += kOneDay;
  return day;
}

Result<void> check(const DeadlineRules& rules) {
  const auto refused = [](std::string why) { return Error(CalendarError::out_of_range, std::move(why)); };
  if (rules.answer_days < 1 || rules.answer_days > kAnswerDaysMost)
    return refused(base::cat("the days to answer are 1 to ", kAnswerDaysMost));
  if (rules.acknowledge_days < 0 || rules.acknowledge_days >= rules.answer_days)
    return refused("the days to acknowledge are fewer than those to answer, or 0");
  if (rules.remind_working_days < 0 || rules.remind_working_days > kRemindDaysMost)
    return refused(base::cat("a reminder comes 0 to ", kRemindDaysMost, " working days before"));
  if (rules.escalate_after_days < 0 || rules.escalate_after_days > kEscalateDaysMost)
    return refused(base::cat("what is late goes higher after 0 to ", kEscalateDaysMost, " days"));
  return base::done();
}

Timestamp deadline_of(const DeadlineRules& rules, const Calendar& calendar, Timestamp deposited,
                      Timestamp received) {
  return after(start_of(rules, deposited, received), rules.answer_days, rules, calendar);
}

std::optional<Timestamp> acknowledge_by(const DeadlineRules& rules, const Calendar& calendar,
                                        Timestamp deposited, Timestamp received) {
  if (rules.acknowledge_days == 0) return std::nullopt;
  return after(start_of(rules, deposited, received), rules.acknowledge_days, rules, calendar);
}

Timestamp remind_at(const DeadlineRules& rules, const Calendar& calendar, Timestamp deadline) {
  if (rules.remind_working_days == 0) return deadline;
  const Day day = calendar.add_working_days(base::local_day(deadline), -rules.remind_working_days);
  return same_clock_time(deadline, day);
}

Timestamp escalate_at(const DeadlineRules& rules, Timestamp deadline) {
  return deadline + days(rules.escalate_after_days);
}

Timestamp same_clock_time(Timestamp time, Day day) {
  const auto clock = time + offset_at(time) - Timestamp(base::local_day(time));
  const Timestamp shown = Timestamp(day) + clock;  // as if Morocco were on UTC
  const std::chrono::minutes before = offset_at(shown - kOneDay), later = offset_at(shown + kOneDay);
  const bool is_after_a_change = offset_at(shown - before) != before && offset_at(shown - later) == later;
  return shown - (is_after_a_change ? later : before);
}

}  // namespace kiosk::desk
