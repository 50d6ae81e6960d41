#include "kiosk/base/time.h"

#include <stdlib.h>
#include <time.h>

#include <cstdio>
#include <optional>

namespace kiosk::base {
namespace {

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool has(std::string_view text, std::size_t at, char c) { return at < text.size() && text[at] == c; }

struct Parsed {
  int year, month, day, hour, minute, second;
};

std::optional<Parsed> parse_fields(std::string_view text) {
  const auto year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
  const auto hour = number_at(text, 11, 2), minute = number_at(text, 14, 2), second = number_at(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  if (!has(text, 4, '-') || !has(text, 7, '-') || !has(text, 10, 'T')) return std::nullopt;
  if (!has(text, 13, ':') || !has(text, 16, ':')) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return Parsed{*year, *month, *day, *hour, *minute, *second};
}

// Minutes east of UTC of "Z" or "+hh:mm" at `at`, which must end the text.
std::optional<int> parse_offset(std::string_view text, std::size_t at) {
  if (has(text, at, 'Z') && at + 1 == text.size()) return 0;
  if (at + 6 != text.size() || !has(text, at + 3, ':')) return std::nullopt;
  const auto hours = number_at(text, at + 1, 2), minutes = number_at(text, at + 4, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  if (text[at] != '+' && text[at] != '-') return std::nullopt;
  return (text[at] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

Error malformed(std::string_view text) {
  return {TimeError::malformed, "text that is not a date and time: " + std::string(text.substr(0, 40))};
}

}  // namespace

std::string_view name_of(TimeError) { return "bad-time"; }

BootTime BootClock::now() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return BootTime(Milliseconds(now.tv_sec * 1000 + now.tv_nsec / 1'000'000));
}

Timestamp wall_now() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

std::string to_iso8601(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

Result<Timestamp> parse_iso8601(std::string_view text) {
  const std::optional<Parsed> fields = parse_fields(text);
  if (!fields) return malformed(text);
  std::size_t at = 19;
  int fraction_ms = 0;
  if (has(text, at, '.')) {
    int weight = 100;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, weight /= 10) {
      fraction_ms += (text[at] - '0') * weight;
    }
  }
  const std::optional<int> offset = parse_offset(text, at);
  const std::chrono::year_month_day date{std::chrono::year(fields->year),
                                         std::chrono::month(static_cast<unsigned>(fields->month)),
                                         std::chrono::day(static_cast<unsigned>(fields->day))};
  if (!offset || !date.ok()) return malformed(text);
  return Timestamp(std::chrono::sys_days(date).time_since_epoch() + std::chrono::hours(fields->hour) +
                   std::chrono::minutes(fields->minute - *offset) + std::chrono::seconds(fields->second) +
                   Milliseconds(fraction_ms));
}

Result<std::chrono::sys_days> parse_day(std::string_view text) {
  if (text.size() != 10) return malformed(text);
  const Timestamp time = TRY(parse_iso8601(std::string(text) + "T00:00:00Z"));
  return std::chrono::floor<std::chrono::days>(time);
}

void use_time_zone(const std::string& name) {
  setenv("TZ", name.c_str(), 1);
  tzset();
}

LocalTime to_local(Timestamp time) {
  const auto seconds =
      static_cast<time_t>(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
  tm local{};
  localtime_r(&seconds, &local);
  return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, local.tm_hour,
          local.tm_min,         local.tm_sec,     local.tm_wday, static_cast<int>(local.tm_gmtoff / 60)};
}

std::chrono::sys_days local_day(Timestamp time) {
  const LocalTime local = to_local(time);
  return std::chrono::year_month_day{std::chrono::year(local.year),
                                     std::chrono::month(static_cast<unsigned>(local.month)),
                                     std::chrono::day(static_cast<unsigned>(local.day))};
}

}  // namespace kiosk::base
