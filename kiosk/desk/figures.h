#pragma once
// What the dashboard counts, over some weeks up to now and the same time before. Complaints that were merged
// count like others: they were made. Functions on the locked database.

#include <vector>

#include "kiosk/desk/cases.h"
#include "kiosk/desk/dates.h"

namespace kiosk::desk {

inline constexpr std::array kWeeksChoices = {4, 11, 26, 52};
constexpr int kMonthsCounted = 12;
int weeks_in(std::string_view typed);  // one of kWeeksChoices: the one typed, or the usual one

struct Period {
  std::int64_t received = 0;
  std::int64_t answered = 0;
  std::int64_t in_time = 0;  // answered before the deadline
  double mean_days = 0;      // from arrival to the first answer
};

struct Counted {
  std::string slug;
  std::int64_t count = 0;
};

struct WeekCount {
  base::Timestamp start;
  std::int64_t received = 0, answered = 0;
};

struct MonthCount {
  int year = 0, month = 0;
  std::int64_t received = 0, answered = 0,
               late = 0;  // late: answered after the deadline, or not yet and past it
  double mean_days = 0;   // of what arrived in it and is answered
};

struct Figures {
  int weeks = 11;
  base::Timestamp start, end;
  Period now, before;
  std::int64_t open = 0, fresh = 0, late = 0;
  std::vector<WeekCount> by_week;
  std::vector<Counted> by_district, by_category, by_kind;  // the most first
  std::vector<MonthCount> by_month;                        // the last one last
};

std::string decimal_text(double value);  // one place after the comma, as both languages write it
base::Result<Figures> count_figures(const DeskUse& use, int weeks, base::Timestamp now);

}  // namespace kiosk::desk
