#pragma once
// Numbers, dates and times as Morocco writes them: Western digits, a narrow no-break space between thousands,
// a decimal comma in Arabic and French, the Moroccan names of the months. Pure functions of local time
// (base::use_time_zone).

#include <string>

#include "kiosk/base/language.h"
#include "kiosk/base/time.h"

namespace kiosk::app {

std::string number_text(base::Language language, std::int64_t number);  // 1 050
std::string clock_text(base::Timestamp time);                           // 10:24, left to right
std::string day_text(base::Language language, base::Timestamp time);    // 15 أكتوبر
std::string date_text(base::Language language, base::Timestamp time);   // 15 أكتوبر 2025
std::string long_date_text(base::Language language, base::Timestamp time);  // الأربعاء 15 أكتوبر 2025
std::string weekday_date_text(base::Language language, base::Timestamp time);  // الأربعاء 15 أكتوبر
std::string weekday_letter(base::Language language, base::Timestamp time);  // ن, L, M
std::string years_text(base::Language language, int first,
                       int last);  // 2003 – 2015, the first at the reading side
std::string size_text(base::Language language, std::uint64_t bytes);  // 1,2 Mo
std::string countdown_text(int seconds);                              // 1:48

}  // namespace kiosk::app
