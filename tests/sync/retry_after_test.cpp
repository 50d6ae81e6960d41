#include "kiosk/sync/retry_after.h"

#include "tests/support/catch.h"

using kiosk::sync::retry_after;
using namespace std::chrono_literals;

TEST_CASE("Retry-After is seconds, or a date beside the server's own, and the kiosk's clock has no say") {
  CHECK(retry_after({{"Retry-After", "120"}}) == 120s);
  CHECK(retry_after({{"Retry-After", "0"}}) == 0s);
  CHECK(retry_after({{"Date", "Thu, 26 Nov 1970 10:00:00 GMT"},
                     {"Retry-After", "Thu, 26 Nov 1970 10:02:30 GMT"}}) == 150s);
  CHECK(retry_after({{"Date", "Thu, 26 Nov 2026 10:00:00 GMT"},
                     {"Retry-After", "Thu, 26 Nov 2026 09:00:00 GMT"}}) == 0s);
  CHECK_FALSE(retry_after({}));
  CHECK_FALSE(retry_after({{"Retry-After", "Thu, 26 Nov 2026 10:02:30 GMT"}}));
  for (const char* odd :
       {"", "-1", "1.5", "soon", "12x", "Thu, 26 Foo 2026 10:02:30 GMT", "99999999999999999999"})
    CHECK_FALSE(retry_after({{"Date", "Thu, 26 Nov 2026 10:00:00 GMT"}, {"Retry-After", odd}}));
}
