// A town that complains all at once, and no network: the queue grows, the kiosk starts upon it and drains it.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "tests/faults/promises.h"
#include "tests/faults/thorough.h"
#include "tests/support/catch.h"

using namespace kiosk;
using base::BootTime;
using tests::KioskWorld;
using tests::OpenOutbox;

namespace {

constexpr long kBytesAComplaint = 1024;  // of memory, at a start; an envelope alone has four times as many
constexpr long kBytesAside = 8L << 20;

void file_many(const KioskWorld& world, int count) {
  OpenOutbox open(world);
  const complaint::Complaint complaint = tests::lighting_complaint();
  for (int number = 0; number < count; ++number) REQUIRE(tests::file_one(*open.outbox, complaint).ok());
}

// Of this process since its memory is its own (proc(5), clear_refs 5).
long largest_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6)) * 1024;
  }
  return 0;
}

// The largest resident set of a process that does nothing but open the outbox and take the oldest.
long bytes_to_start(const KioskWorld& world) {
  int report[2];
  REQUIRE(pipe2(report, O_CLOEXEC) == 0);
  const pid_t child = fork();
  if (child == 0) {
    std::ofstream("/proc/self/clear_refs") << 5;
    OpenOutbox open(world);
    const bool taken = open.outbox->take_due(BootTime()).value().has_value();
    const long bytes = largest_bytes();
    _exit(taken && ::write(report[1], &bytes, sizeof bytes) == sizeof bytes ? 0 : 1);
  }
  close(report[1]);
  long bytes = 0;
  REQUIRE(::read(report[0], &bytes, sizeof bytes) == sizeof bytes);
  close(report[0]);
  waitpid(child, nullptr, 0);
  return bytes;
}

}  // namespace

TEST_CASE(
    "a flood is filed whole, started upon with little memory, and drained oldest first while others file") {
  const tests::FastDisk fast;
  const KioskWorld world;
  const int count = tests::by_day_or_night(2000, 50'000);
  file_many(world, 1);
  const long before = bytes_to_start(world);
  file_many(world, count - 1);
  const long after = bytes_to_start(world);
  CHECK(after - before < kBytesAside + count * kBytesAComplaint);

  OpenOutbox open(world);
  CHECK(open.outbox->stats().value().queued == count);
  const complaint::Complaint complaint = tests::lighting_complaint();
  const int drained = tests::by_day_or_night(500, count);
  for (int number = 1; number <= drained; ++number) {
    const complaint::Outgoing outgoing = open.outbox->take_due(BootTime()).value().value();
    const complaint::Envelope envelope = complaint::UnverifiedEnvelope::read(outgoing.envelope)
                                             .value()
                                             .verify(open.identity.key.public_half())
                                             .value();
    REQUIRE(envelope.header().sequence == static_cast<std::uint64_t>(number));
    REQUIRE(open.outbox->mark_delivered(tests::ack_for(outgoing, open.identity.id)).ok());
    if (number % 10 == 0) REQUIRE(tests::file_one(*open.outbox, complaint).ok());
  }
  CHECK(open.outbox->stats().value().delivered == drained);
  CHECK(open.outbox->stats().value().queued == count - drained + drained / 10);
  tests::tell("flood of ", count, ": ", (after - before) / 1024, " KiB more to start upon it; drained ",
              drained, " oldest first, lost 0");
}
