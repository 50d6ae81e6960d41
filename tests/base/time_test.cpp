#include "kiosk/base/time.h"

#include "tests/support/catch.h"

using namespace kiosk::base;

TEST_CASE("ISO 8601 times are written in UTC and read with any offset") {
  const Timestamp time = from_unix_ms(1'763'892'245'000);
  CHECK(to_iso8601(time) == "2025-11-23T10:04:05Z");
  CHECK(parse_iso8601("2025-11-23T10:04:05Z").value() == time);
  CHECK(parse_iso8601("2025-11-23T11:04:05+01:00").value() == time);
  CHECK(parse_iso8601("2025-11-23T10:04:05.250Z").value() == time + Milliseconds(250));
  CHECK(to_iso8601(from_unix_ms(0)) == "1970-01-01T00:00:00Z");
}

TEST_CASE("malformed times and days that do not exist are refused") {
  for (const char* bad :
       {"", "2025-11-23", "2025-13-01T00:00:00Z", "2025-02-30T00:00:00Z", "2025-11-23T24:00:00Z",
        "2025-11-23T10:04:05", "2025-11-23T10:04:05+1:00", "2025-11-23T10:04:05Zx", "2025-11-23 10:04:05Z"}) {
    INFO(bad);
    CHECK_FALSE(parse_iso8601(bad).ok());
  }
  CHECK(parse_day("2024-02-29").ok());
  CHECK_FALSE(parse_day("2025-02-29").ok());
}

TEST_CASE("Morocco is an hour ahead of UTC, and on UTC during Ramadan") {
  use_time_zone(kMoroccoTimeZone);
  CHECK(to_local(parse_iso8601("2025-11-23T10:04:05Z").value()).hour == 11);
  const LocalTime ramadan = to_local(parse_iso8601("2025-03-10T10:04:05Z").value());
  CHECK(ramadan.hour == 10);
  CHECK(ramadan.utc_offset_minutes == 0);
  CHECK(ramadan.weekday == 1);
}
