// From udev's events to the sticks that are plugged in.

#include <atomic>

#include "platform/system/stick_watch.h"
#include "tests/support/catch.h"

using namespace platform::system;

namespace {

BlockDevice partition(std::string name, std::string label = "SALE", std::string id = "12AB-34CD") {
  return {std::move(name), true, true, false, true, std::move(id), std::move(label)};
}

}  // namespace

TEST_CASE("partitions on USB are sticks, and whole disks with a file system and no table") {
  PluggedSticks sticks;
  CHECK_FALSE(sticks.take(BlockEvent::added, {"sda1", false, true, false, true, "id", "ROOT"}));
  CHECK_FALSE(sticks.take(BlockEvent::added, {"sdb", true, false, true, false, "", ""}));
  CHECK_FALSE(sticks.take(BlockEvent::added, {"sdc", true, false, false, false, "", ""}));
  CHECK_FALSE(sticks.take(BlockEvent::added, {"sdd", true, false, true, true, "id", "HYBRID"}));
  CHECK(sticks.now().empty());
  CHECK(sticks.take(BlockEvent::added, partition("sdb1")));
  CHECK(sticks.take(BlockEvent::added, {"sdc", true, false, false, true, "id", "WHOLE"}));
  REQUIRE(sticks.now().size() == 2);
  CHECK(sticks.now()[0].device == "sdb1");
  CHECK(sticks.now()[1].label == "WHOLE");
}

TEST_CASE("two sticks come and go in any order") {
  PluggedSticks sticks;
  sticks.take(BlockEvent::added, partition("sdb1", "ONE"));
  sticks.take(BlockEvent::added, partition("sdc1", "TWO"));
  CHECK(sticks.take(BlockEvent::removed, partition("sdb1", "ONE")));
  REQUIRE(sticks.now().size() == 1);
  CHECK(sticks.now()[0].label == "TWO");
  CHECK_FALSE(sticks.take(BlockEvent::removed, partition("sdb1")));
  CHECK(sticks.take(BlockEvent::removed, {"sdc1", false, true, false, false, "", ""}));
  CHECK(sticks.now().empty());
}

TEST_CASE("a stick that is plugged in again, or another of the same label, has another number") {
  PluggedSticks sticks;
  sticks.take(BlockEvent::added, partition("sdb1"));
  const std::uint64_t first = sticks.now()[0].number;
  CHECK(first > 0);
  sticks.take(BlockEvent::removed, partition("sdb1"));
  sticks.take(BlockEvent::added, partition("sdb1", "SALE", "99EE-0000"));
  const std::uint64_t second = sticks.now()[0].number;
  CHECK(second != first);
  // Its going was not heard.
  CHECK(sticks.take(BlockEvent::added, partition("sdb1")));
  REQUIRE(sticks.now().size() == 1);
  CHECK(sticks.now()[0].number != second);
}

TEST_CASE(
    "a stick that was closed is the same one, one with another file system is not, an ejected one is none") {
  PluggedSticks sticks;
  sticks.take(BlockEvent::added, partition("sdb1"));
  const std::uint64_t first = sticks.now()[0].number;
  CHECK_FALSE(sticks.take(BlockEvent::changed, partition("sdb1")));
  CHECK(sticks.take(BlockEvent::changed, partition("sdb1", "NEW NAME")));
  CHECK(sticks.now()[0].number == first);
  CHECK(sticks.now()[0].label == "NEW NAME");
  CHECK(sticks.take(BlockEvent::changed, partition("sdb1", "SALE", "99EE-0000")));
  CHECK(sticks.now()[0].number != first);
  sticks.take(BlockEvent::added, {"sdc", true, false, false, true, "id", "READER"});
  CHECK(sticks.take(BlockEvent::changed, {"sdc", true, false, false, false, "", ""}));
  CHECK(sticks.now().size() == 1);
}

TEST_CASE("a stick whose file system udev finds late is heard of when it does") {
  PluggedSticks sticks;
  CHECK_FALSE(sticks.take(BlockEvent::added, {"sdc", true, false, false, false, "", ""}));
  CHECK(sticks.take(BlockEvent::changed, {"sdc", true, false, false, true, "id", "SLOW"}));
}

TEST_CASE("the watch starts, tells what is there and stops, or says that there is no udev") {
  std::atomic<int> told = 0;
  const auto watch =
      StickWatch::start([&told](const std::vector<PluggedStick>&) { told.fetch_add(1), told.notify_all(); });
  if (!watch) {
    CHECK(watch.error().as<WatchError>());
    return;
  }
  told.wait(0);
  CHECK(told > 0);
}
