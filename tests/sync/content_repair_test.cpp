// What the content shown has lost, or never quite got, comes over the network.

#include "tests/sync/fetching_kiosk.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Bytes;
using tests::FetchingKiosk;
namespace fs = std::filesystem;

TEST_CASE("objects of the content shown that are gone are fetched again") {
  FetchingKiosk kiosk;
  kiosk.publish(3);
  REQUIRE(kiosk.run_patiently());
  const auto gone = fs::directory_iterator(kiosk.state / "content/objects")->path();
  Bytes bytes = store::read_file(gone, 1 << 20).value();
  bytes.front() ^= 1;
  REQUIRE(store::replace_file(gone, bytes, store::FileMode::public_file).ok());
  const ScrubReport report = kiosk.store.scrub(kiosk.keys).value();
  CHECK(report.damaged.size() == 1);
  CHECK(report.versions == std::vector<std::int64_t>{3});
  const auto damaged = kiosk.store.load(kiosk.keys);
  CHECK((!damaged || damaged->set_aside));
  kiosk.wait_for_poll();
  CHECK_FALSE(kiosk.run());
  CHECK_FALSE(kiosk.store.load(kiosk.keys).value().set_aside);
  CHECK(kiosk.shown() == 3);
  CHECK(kiosk.fetcher->take_repaired());
  CHECK_FALSE(kiosk.fetcher->take_repaired());
  CHECK(kiosk.store.scrub(kiosk.keys).value().damaged.empty());
}

TEST_CASE("an install that was cut short just before its switch is taken up again") {
  FetchingKiosk kiosk;
  kiosk.publish(1);
  REQUIRE(kiosk.run_patiently());
  kiosk.change("two");
  kiosk.publish(2);
  kiosk.wait_for_poll();
  REQUIRE(kiosk.run());
  REQUIRE(store::replace_file(kiosk.state / "content/current", base::as_bytes("1\n"),
                              store::FileMode::public_file)
              .ok());
  REQUIRE(kiosk.shown() == 1);
  kiosk.restart();
  kiosk.wait_for_poll();
  kiosk.run();
  kiosk.wait_for_poll();
  kiosk.run();
  CHECK(kiosk.shown() == 2);
}

TEST_CASE("the head of what is shown is fetched again where it was lost") {
  for (const char* spoiled : {"", "{"}) {
    FetchingKiosk kiosk;
    kiosk.publish(2);
    REQUIRE(kiosk.run_patiently());
    kiosk.change("three");
    kiosk.publish(3);
    kiosk.wait_for_poll();
    REQUIRE(kiosk.run());
    const fs::path head = kiosk.state / "content/generations/3/head";
    REQUIRE(store::replace_file(head, base::as_bytes(spoiled), store::FileMode::public_file).ok());
    CHECK(kiosk.shown() == 2);
    kiosk.restart();
    kiosk.wait_for_poll();
    kiosk.run();
    kiosk.wait_for_poll();
    kiosk.run();
    CHECK(kiosk.fetcher->take_repaired());
    CHECK(kiosk.shown() == 3);
    CHECK_FALSE(kiosk.store.load(kiosk.keys).value().set_aside);
  }
}
