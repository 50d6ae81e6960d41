#include "kiosk/base/mailbox.h"

#include <thread>

#include "tests/support/catch.h"

using namespace kiosk::base;

TEST_CASE("a mailbox hands over every message once and in order") {
  int woken = 0;
  Mailbox<int> mailbox([&woken] { ++woken; });
  constexpr int kCount = 10'000;
  std::thread sender([&mailbox] {
    for (int i = 0; i < kCount; ++i) mailbox.post(i);
  });
  int next = 0;
  while (next < kCount) {
    if (const auto message = mailbox.wait(Milliseconds(1000))) REQUIRE(*message == next++);
  }
  sender.join();
  CHECK(woken == kCount);
  CHECK_FALSE(mailbox.take().has_value());
  CHECK_FALSE(mailbox.wait(Milliseconds(1)).has_value());
}
