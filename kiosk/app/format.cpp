#include "kiosk/app/format.h"

#include <array>
#include <cstdio>

#include "kiosk/app/strings.h"
#include "kiosk/base/bytes.h"

namespace kiosk::app {
namespace {

using Months = std::array<const char*, 12>;
using Days = std::array<const char*, 7>;

constexpr std::array<Months, 3> kMonths = {{
    {"يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر",
     "دجنبر"},
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
     "novembre", "décembre"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
     "November", "December"},
}};
constexpr std::array<Days, 3> kDays = {{
    {"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
    {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
    {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}};
constexpr const char* kNarrowNoBreakSpace = "\u202F";
constexpr const char* kNoBreakSpace = "\u00A0";

const char* month_of(base::Language language, const base::LocalTime& local) {
  return kMonths[static_cast<std::size_t>(language)][static_cast<std::size_t>(local.month - 1)];
}

// At the start of a line, as the header shows it.
std::string capitalised(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

}  // namespace

std::string number_text(base::Language, std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, kNarrowNoBreakSpace);
  }
  return number < 0 ? "-" + digits : digits;
}

std::string clock_text(base::Timestamp time) {
  const base::LocalTime local = base::to_local(time);
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", local.hour % 24, local.minute % 60);
  return text;
}

std::string day_text(base::Language language, base::Timestamp time) {
  const base::LocalTime local = base::to_local(time);
  const bool first = language == base::Language::fr && local.day == 1;
  return base::cat(local.day, first ? "er" : "", kNoBreakSpace, month_of(language, local));
}

std::string date_text(base::Language language, base::Timestamp time) {
  return base::cat(day_text(language, time), kNoBreakSpace, base::to_local(time).year);
}

std::string weekday_date_text(base::Language language, base::Timestamp time) {
  const base::LocalTime local = base::to_local(time);
  return base::cat(kDays[static_cast<std::size_t>(language)][static_cast<std::size_t>(local.weekday)], " ",
                   day_text(language, time));
}

std::string weekday_letter(base::Language language, base::Timestamp time) {
  // From Sunday.
  constexpr const char* kLetters[3][7] = {{"ح", "ن", "ث", "ر", "خ", "ج", "س"},
                                          {"D", "L", "M", "M", "J", "V", "S"},
                                          {"S", "M", "T", "W", "T", "F", "S"}};
  return kLetters[static_cast<std::size_t>(language)][base::to_local(time).weekday];
}

std::string long_date_text(base::Language language, base::Timestamp time) {
  return capitalised(base::cat(weekday_date_text(language, time), kNoBreakSpace, base::to_local(time).year));
}

std::string years_text(base::Language, int first, int last) {
  return last == 0 || last == first ? std::to_string(first) : base::cat(first, " – ", last);
}

std::string size_text(base::Language language, std::uint64_t bytes) {
  struct Unit {
    std::uint64_t bytes;
    const char* names[3];
  };
  constexpr Unit kUnits[] = {{1'000'000'000, {"جيغابايت", "Go", "GB"}},
                             {1'000'000, {"ميغابايت", "Mo", "MB"}},
                             {1'000, {"كيلوبايت", "ko", "kB"}}};
  const Unit* unit = kUnits;
  while (unit->bytes > 1'000 && bytes < unit->bytes) ++unit;
  const std::uint64_t tenths = (bytes + unit->bytes / 20) / (unit->bytes / 10);
  const char* comma = language == base::Language::en ? "." : ",";
  return base::cat(tenths / 10, comma, tenths % 10, kNoBreakSpace,
                   unit->names[static_cast<std::size_t>(language)]);
}

std::string countdown_text(int seconds) {
  char text[16];
  std::snprintf(text, sizeof text, "%d:%02d", seconds / 60 % 100, seconds % 60);
  return text;
}

}  // namespace kiosk::app
