#pragma once
// Dates, and numbers of days, in words: Arabic as Morocco writes it (months, and the forms of the counted
// noun), and French. Western digits in both. The process's time zone must be set (base::use_time_zone).

#include <string>

#include "kiosk/base/language.h"
#include "kiosk/base/time.h"

namespace kiosk::desk {

// "15 أكتوبر", "15 octobre"; "15 octobre 2025" if that is not the year of `now`.
std::string day_and_month(base::Timestamp time, base::Timestamp now, base::Language language);
// "15 أكتوبر، 10:24", with the year as above.
std::string day_month_and_time(base::Timestamp time, base::Timestamp now, base::Language language);
std::string clock_time(base::Timestamp time);                              // "10:24"
std::string month_and_year(int year, int month, base::Language language);  // "أكتوبر 2025"

// "2026-11-23", for files and fields; of a time, its day in Morocco.
std::string day_text(std::chrono::sys_days day);
std::string day_text(base::Timestamp time);

// What a field for a date sends; nothing if it is none.
std::optional<std::chrono::sys_days> day_in(std::string_view text);

// When that day begins in Morocco.
base::Timestamp start_of_day(std::chrono::sys_days day);

// Days from the calendar day of `from` to that of `to`; negative if `to` is earlier.
int days_between(base::Timestamp from, base::Timestamp to);

std::string days_left(int days, base::Language language);  // "بقي يومان", "reste 2 jours"; 0: the last day
std::string days_late(int days, base::Language language);  // "تأخرت 3 أيام", "en retard de 3 jours"
std::string answered_in(int days, base::Language language);  // "أُجيب في 9 أيام", "répondu en 9 jours"

}  // namespace kiosk::desk
