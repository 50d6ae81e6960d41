// The outbox's program killed before every single system call that touches a file.

#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"
#include "tests/support/stop_at_syscall.h"

using namespace kiosk;
using namespace kiosk::complaint;
using base::BootTime;
using tests::KioskWorld;
using tests::OpenOutbox;

namespace {

constexpr int kMostSystemCalls = 2000;

void say(int fd, std::string_view word, const base::Uuid& uuid) {
  const std::string line = base::cat(word, " ", uuid.text(), "\n");
  if (write(fd, line.data(), line.size()) < 0) _exit(1);
}

std::vector<base::Uuid> heard(std::string_view said, std::string_view word) {
  std::vector<base::Uuid> uuids;
  for (std::size_t at = said.find(word); at != std::string_view::npos; at = said.find(word, at + 1)) {
    uuids.push_back(base::Uuid::parse(said.substr(at + word.size() + 1, 36)).value());
  }
  return uuids;
}

const OutboxItem* find(const std::vector<OutboxItem>& items, const base::Uuid& uuid) {
  const OutboxItem* found = nullptr;
  for (const OutboxItem& item : items) {
    if (item.uuid != uuid) continue;
    REQUIRE(found == nullptr);
    found = &item;
  }
  return found;
}

// What may be believed after any death: every complaint the citizen has a receipt for is there once and
// whole.
void check_after_death(const KioskWorld& world, const std::string& said) {
  OpenOutbox open(world);
  const std::vector<OutboxItem> items = open.outbox->list().value();
  for (const base::Uuid& uuid : heard(said, "receipt")) REQUIRE(find(items, uuid) != nullptr);
  for (const base::Uuid& uuid : heard(said, "delivered")) {
    CHECK(find(items, uuid)->state == OutboxState::delivered);
  }
  std::size_t waiting = 0;
  while (open.outbox->take_due(BootTime()).value().has_value()) {
    const std::vector<OutboxItem> now = open.outbox->list().value();
    for (const OutboxItem& item : now) {
      if (item.state != OutboxState::sending) continue;
      ++waiting;
      open.outbox->mark_waiting(item.uuid, BootTime(std::chrono::hours(1)), "").value();
    }
  }
  const OutboxStats stats = open.outbox->stats().value();
  CHECK(stats.failed == 0);
  CHECK(static_cast<std::size_t>(stats.queued) == waiting);
  CHECK(open.outbox->repair_report().quarantined == 0);
  CHECK(open.outbox->repair_report().missing == 0);
  CHECK_FALSE(open.outbox->repair_report().rebuilt);
  CHECK(tests::file_one(*open.outbox).ok());
}

}  // namespace

TEST_CASE("a program killed before any step of filing and delivering loses and doubles nothing") {
  const Complaint complaint = tests::lighting_complaint();
  int n = 1;
  for (; n < kMostSystemCalls; ++n) {
    const KioskWorld world;
    const tests::StoppedRun run = tests::run_and_stop_at(n, [&](int fd) {
      OpenOutbox open(world);
      for (int count = 0; count < 2; ++count)
        say(fd, "receipt", tests::file_one(*open.outbox, complaint)->uuid);
      const Outgoing outgoing = *open.outbox->take_due(BootTime()).value();
      open.outbox->mark_delivered(tests::ack_for(outgoing, open.identity.id)).value();
      say(fd, "delivered", outgoing.uuid);
    });
    INFO("killed before call " << n);
    check_after_death(world, run.said);
    if (run.finished) break;
  }
  CHECK(n > 40);
  CHECK(n < kMostSystemCalls);
}
