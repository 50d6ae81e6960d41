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
