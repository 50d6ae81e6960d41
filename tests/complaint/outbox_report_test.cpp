#include "tests/support/captured_log.h"
#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

using namespace kiosk;
using namespace std::chrono_literals;
using complaint::OutboxReport;
using tests::file_one;
using tests::KioskWorld;
using tests::kNoon;
using tests::OpenOutbox;

namespace {

OutboxReport report_of(OpenOutbox& open) { return open.outbox->report(kNoon - 48h, kNoon - 12h).value(); }

base::Timestamp file_at(OpenOutbox& open, base::Timestamp at) {
  return file_one(*open.outbox, tests::lighting_complaint(), nullptr, at).value().filed_at;
}

}  // namespace

TEST_CASE("an empty outbox reports nothing") {
  const KioskWorld world;
  OpenOutbox open(world);
  const OutboxReport report = report_of(open);
  CHECK_FALSE(report.oldest_waiting);
  CHECK_FALSE(report.last_delivered);
  CHECK(report.filed.empty());
  CHECK(report.failed.empty());
  CHECK_FALSE(report.damage);
}

TEST_CASE("staff see how long the oldest complaint waits, what came lately, and why one failed") {
  const KioskWorld world;
  OpenOutbox open(world);
  file_at(open, kNoon - 72h);
  file_at(open, kNoon - 24h);
  file_at(open, kNoon - 1h);
  CHECK(report_of(open).oldest_waiting == kNoon - 72h);
  CHECK(report_of(open).filed == std::vector<base::Timestamp>{kNoon - 1h, kNoon - 24h});

  const complaint::Outgoing first = open.outbox->take_due(base::BootTime()).value().value();
  REQUIRE(open.outbox->mark_delivered(tests::ack_for(first, open.identity.id, kNoon)).ok());
  const complaint::Outgoing second = open.outbox->take_due(base::BootTime()).value().value();
  REQUIRE(open.outbox->mark_failed(second.uuid, "too-large").ok());
  const OutboxReport report = report_of(open);
  CHECK(report.oldest_waiting == kNoon - 1h);
  CHECK(report.last_delivered == kNoon);
  CHECK(report.delivered == 1);
  REQUIRE(report.failed.size() == 1);
  CHECK(report.failed[0].reason == "too-large");
}

TEST_CASE(
    "how full the outbox is counts complaints, bytes, and the room that the disk lacks for a whole queue") {
  using complaint::fill_of;
  using complaint::kQueueMaxBytes;
  using complaint::kQueueMaxCount;
  const auto floor = complaint::kFreeSpaceFloorBytes;
  const auto whole = static_cast<std::uint64_t>(kQueueMaxBytes);
  CHECK(fill_of(0, 0, whole + floor).percent() == 0);
  CHECK(fill_of(0, 0, 100 * whole).percent() == 0);
  CHECK(fill_of(kQueueMaxCount / 2, 0, whole + floor).count_percent == 50);
  CHECK(fill_of(kQueueMaxCount * 8 / 10 - 1, 0, whole + floor).percent() == 79);
  CHECK(fill_of(0, kQueueMaxBytes / 10 * 8 + 8, whole).bytes_percent == 80);
  CHECK(fill_of(0, 0, whole / 2 + floor).disk_percent == 50);
  CHECK(fill_of(0, 0, whole / 5 + floor).percent() == 80);
  CHECK(fill_of(0, 0, floor).percent() == 100);
  CHECK(fill_of(0, 0, 0).percent() == 100);
  // What is held already needs no room of the disk any more.
  CHECK(fill_of(0, kQueueMaxBytes / 2, whole / 2 + floor).disk_percent == 0);
  CHECK(fill_of(2 * kQueueMaxCount, 2 * kQueueMaxBytes, 0).percent() == 100);
}

TEST_CASE("the log tells once that the outbox fills, at each threshold and at every start") {
  const KioskWorld world;
  const auto fill_to = [&](std::int64_t percent) {
    OpenOutbox open(world);
    file_one(*open.outbox).value();
    const complaint::LedgerUse use = open.ledger->use();
    const std::int64_t size = complaint::kQueueMaxBytes / 100 * percent;
    REQUIRE(
        use->run(base::cat("UPDATE complaints SET size = CASE id WHEN 1 THEN ", size, " ELSE 1 END")).ok());
  };
  const auto warned = [&](const tests::CapturedLog& log) { return log.count("outbox.filling"); };
  fill_to(49);
  {
    const tests::CapturedLog log;
    OpenOutbox open(world);
    file_one(*open.outbox).value();
    CHECK(report_of(open).fill.bytes_percent == 49);
    CHECK(warned(log) == 0);
  }
  fill_to(81);
  const tests::CapturedLog log;
  OpenOutbox open(world);
  CHECK(warned(log) == 1);
  for (int i = 0; i < 3; ++i) file_one(*open.outbox).value();
  CHECK(warned(log) == 1);
  CHECK(open.outbox->fill().value().percent() >= complaint::kFillWarnPercent);
}
