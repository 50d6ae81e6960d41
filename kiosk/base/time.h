#pragma once
// Time as values; nothing here keeps state but the process's time zone. Wall time (Timestamp) is UTC
// milliseconds and may be wrong or jump; BootTime counts while the machine runs or sleeps and never jumps:
// back-off and idle timers use it. Only main() reads clocks; everything else is handed the time.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/base/result.h"

namespace kiosk::base {

using Milliseconds = std::chrono::milliseconds;
using Timestamp = std::chrono::sys_time<Milliseconds>;

struct BootClock {  // CLOCK_BOOTTIME
  using duration = Milliseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<BootClock>;
  static constexpr bool is_steady = true;
  static time_point now();
};
using BootTime = BootClock::time_point;

Timestamp wall_now();
inline std::int64_t to_unix_ms(Timestamp time) { return time.time_since_epoch().count(); }
inline Timestamp from_unix_ms(std::int64_t ms) { return Timestamp(Milliseconds(ms)); }

enum class TimeError { malformed };
std::string_view name_of(TimeError);

// "2026-11-23T10:24:05Z" and, on parsing, an optional fraction or "+01:00".
std::string to_iso8601(Timestamp time);
Result<Timestamp> parse_iso8601(std::string_view text);
// "2026-11-23", a day at 00:00 UTC.
Result<std::chrono::sys_days> parse_day(std::string_view text);

struct LocalTime {
  int year, month, day;      // month 1..12
  int hour, minute, second;  // 0..23
  int weekday;               // 0 = Sunday
  int utc_offset_minutes;
};

// Sets the zone for to_local(), once, before threads start (tzdata knows Morocco's Ramadan changes).
void use_time_zone(const std::string& name);
LocalTime to_local(Timestamp time);
std::chrono::sys_days local_day(Timestamp time);

// When this program was made: a clock that tells an earlier day is wrong.
constexpr std::chrono::sys_days kProgramDay = std::chrono::year(2026) / 11 / 1;

constexpr const char* kMoroccoTimeZone = "Africa/Casablanca";

}  // namespace kiosk::base
