#pragma once
// On which days the cell works, from DATA/holidays.json, and what follows for the deadlines of cases. Staff
// edit the file; `kiosk-desk init` writes it with Morocco's fixed holidays. The feasts of the moon are entered
// each year from the official announcement. Without a file there are weekends only.
//
//   {"weekend":[6,7],
//    "holidays":[{"every":"11-18","ar":"عيد الاستقلال","fr":"Fête de l'indépendance"},
//                {"date":"2026-12-24","ar":"...","fr":"..."},
//                {"from":"2027-03-10","to":"2027-03-11","ar":"...","fr":"..."}]}
//
// A weekend's days are ISO 8601's, Monday is 1. "weekend" may be left out (Saturday and Sunday), members that
// are not named here ("source") are not looked at. Of two holidays on one day the one with a date comes first.
// The limits below leave every year working days, whatever the file says.
//
// A day is a calendar day in Morocco (base::local_day). Immutable once read; pure but for read(); any thread.

#include <array>
#include <map>
#include <optional>

#include "kiosk/base/json.h"
#include "kiosk/base/language.h"
#include "kiosk/base/time.h"
#include "kiosk/store/file.h"

namespace kiosk::desk {

using Day = std::chrono::sys_days;

constexpr std::size_t kHolidaysFileMaxSize = 128 * 1024;
constexpr std::size_t kHolidaysMost = 500;        // entries of the file
constexpr int kHolidayMostDays = 31;              // of one entry
constexpr std::size_t kYearlyMost = 50;           // holidays of every year
constexpr int kDatedMostAYear = 60;               // days of one year that others name
constexpr std::size_t kHolidayNameMaxSize = 200;  // bytes
constexpr std::size_t kWeekendMostDays = 3;

enum class CalendarError { malformed, out_of_range };
std::string_view name_of(CalendarError);

struct Holiday {
  std::string ar;
  std::string fr;
  [[nodiscard]] const std::string& in(base::Language language) const {
    return language == base::Language::ar ? ar : fr;
  }
};

class Calendar {
 public:
  Calendar() = default;  // weekends only
  static base::Result<Calendar> read(const store::fs::path& file);
  static base::Result<Calendar> parse(std::string_view text);
  static std::string default_file();  // the text that `init` writes

  [[nodiscard]] bool is_working_day(Day day) const;
  [[nodiscard]] const Holiday* holiday_at(Day day) const;  // null: none, or a weekend and no more
  // The working days after `from`, up to and with `to`; negative if `to` is earlier: those from `to` on,
  // before `from`.
  [[nodiscard]] int working_days_between(Day from, Day to) const;
  // The n-th working day after `from`, before it if n is negative; `from` itself if n is 0.
  [[nodiscard]] Day add_working_days(Day from, int n) const;
  [[nodiscard]] Day next_working_day(Day day) const;  // the day itself, if it is one

 private:
  // One entry of the file; `days_off` counts those of each year.
  base::Result<void> add(const base::Json& entry, std::map<int, int>& days_off);

  std::array<bool, 7> is_weekend_ = {false, false, false, false, false, true, true};  // Monday first
  std::map<std::chrono::month_day, Holiday> yearly_;
  std::map<Day, Holiday> dated_;
};

// How long the cell has, and when it is told. Days are 24 hours; what moves keeps its local clock time.
struct DeadlineRules {
  enum class Clock { deposit, arrival };  // what the days are counted from
  int answer_days = 60;                   // kAnswerDays (cases.h)
  Clock clock = Clock::deposit;
  bool moves_to_working_day = false;
  int acknowledge_days = 0;  // 0: no acknowledgement is due; 15 is usual
  int remind_working_days = 5;
  int escalate_after_days = 0;  // 0: when the deadline passes
};

constexpr int kAnswerDaysMost = 365, kRemindDaysMost = 60, kEscalateDaysMost = 365;

// CalendarError::out_of_range, with the rule that is: at least one day to answer, an acknowledgement before
// the answer is due, nothing negative, nothing above the limits.
base::Result<void> check(const DeadlineRules& rules);

base::Timestamp deadline_of(const DeadlineRules& rules, const Calendar& calendar, base::Timestamp deposited,
                            base::Timestamp received);
std::optional<base::Timestamp> acknowledge_by(const DeadlineRules& rules, const Calendar& calendar,
                                              base::Timestamp deposited, base::Timestamp received);
// So many working days before the deadline, at its clock time; the deadline itself if they are none.
base::Timestamp remind_at(const DeadlineRules& rules, const Calendar& calendar, base::Timestamp deadline);
base::Timestamp escalate_at(const DeadlineRules& rules, base::Timestamp deadline);

// The time on `day` that clocks in Morocco show as they do at `time` on its day. Where they jump over it when
// Ramadan ends: an hour later; where they show it twice when it begins: the first.
base::Timestamp same_clock_time(base::Timestamp time, Day day);

}  // namespace kiosk::desk
