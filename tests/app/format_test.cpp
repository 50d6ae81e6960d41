#include "kiosk/app/format.h"
#include "tests/support/catch.h"

using namespace kiosk;
using base::Language;

namespace {

const base::Timestamp kMorning = base::parse_iso8601("2025-10-15T09:24:30Z").value();

struct MoroccanTime {
  MoroccanTime() { base::use_time_zone(base::kMoroccoTimeZone); }
};

}  // namespace

TEST_CASE_METHOD(MoroccanTime, "dates bear the Moroccan names of months and days") {
  CHECK(app::long_date_text(Language::ar, kMorning) == "الأربعاء 15\u00a0أكتوبر\u00a02025");
  CHECK(app::long_date_text(Language::fr, kMorning) == "Mercredi 15\u00a0octobre\u00a02025");
  CHECK(app::date_text(Language::ar, base::parse_iso8601("2026-07-01T12:00:00Z").value()) ==
        "1\u00a0يوليوز\u00a02026");
  CHECK(app::day_text(Language::ar, base::parse_iso8601("2026-08-09T12:00:00Z").value()) == "9\u00a0غشت");
  CHECK(app::date_text(Language::ar, base::parse_iso8601("2026-12-31T12:00:00Z").value()) ==
        "31\u00a0دجنبر\u00a02026");
  CHECK(app::date_text(Language::fr, base::parse_iso8601("2026-08-01T12:00:00Z").value()).find("août") !=
        std::string::npos);
}

TEST_CASE_METHOD(MoroccanTime, "the clock is Morocco's, whatever the machine's") {
  CHECK(app::clock_text(kMorning).find("10:24") != std::string::npos);
  // 23:30 UTC is half past midnight of the next day in Salé.
  CHECK(app::day_text(Language::fr, base::parse_iso8601("2025-10-15T23:30:00Z").value()) ==
        "16\u00a0octobre");
}

TEST_CASE("thousands are apart by a narrow no-break space, in Western digits") {
  CHECK(app::number_text(Language::ar, 1050) == "1\u202f050");
  CHECK(app::number_text(Language::fr, 945101) == "945\u202f101");
  CHECK(app::number_text(Language::fr, 999) == "999");
  CHECK(app::number_text(Language::ar, 0) == "0");
}

TEST_CASE("sizes and countdowns") {
  CHECK(app::size_text(Language::fr, 1'200'000).find("1,2") == 0);
  CHECK(app::countdown_text(108) == "1:48");
  CHECK(app::countdown_text(9) == "0:09");
}

TEST_CASE("sizes are in the unit in which they are short") {
  CHECK(app::size_text(Language::fr, 1'200).find("1,2") == 0);
  CHECK(app::size_text(Language::fr, 148'000'000).find("148,0") == 0);
  CHECK(app::size_text(Language::fr, 148'000'000).ends_with("Mo"));
  CHECK(app::size_text(Language::en, 18'049'000'000) == "18.0\u00a0GB");
  CHECK(app::size_text(Language::ar, 999'999).ends_with("كيلوبايت"));
  CHECK(app::size_text(Language::en, 0).find("0.0") == 0);
}

TEST_CASE_METHOD(MoroccanTime, "the letters of the days are those of the week before today") {
  CHECK(app::weekday_letter(Language::ar, kMorning) == "ر");
  CHECK(app::weekday_letter(Language::fr, kMorning - std::chrono::days(2)) == "L");
}
