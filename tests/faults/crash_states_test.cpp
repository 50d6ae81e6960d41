// Every state in which a power cut may leave the disk of a kiosk that files and delivers.

#include <algorithm>

#include "tests/faults/promises.h"
#include "tests/faults/thorough.h"
#include "tests/support/catch.h"

using namespace kiosk;
using base::BootTime;
using tests::CrashCount;
using tests::CrashLimits;
using tests::DiskCall;
using tests::DiskImage;
using tests::DiskLog;
using tests::DiskRecord;
using tests::KioskWorld;
using tests::OpenOutbox;
using tests::Promises;
using tests::Verdict;

namespace {

struct Recorded {
  DiskImage start;
  DiskLog log;
  std::size_t from = 0;  // what comes before is only a way to get there
};

base::Uuid file(OpenOutbox& open, tests::DiskRecorder& disk, int number) {
  const std::string text = base::cat("the lamp number ", number, " is dark");
  const complaint::Receipt receipt = tests::file_one(*open.outbox, tests::complaint_saying(text)).value();
  disk.mark(base::cat("receipt ", receipt.uuid.text(), " ", text));
  return receipt.uuid;
}

void deliver(OpenOutbox& open, tests::DiskRecorder& disk) {
  const complaint::Outgoing outgoing = open.outbox->take_due(BootTime()).value().value();
  disk.mark(base::cat("acked ", outgoing.uuid.text()));
  open.outbox->mark_delivered(tests::ack_for(outgoing, open.identity.id)).value();
  disk.mark(base::cat("delivered ", outgoing.uuid.text()));
}

Recorded record(const KioskWorld& world, const std::function<void(tests::DiskRecorder&)>& work) {
  tests::DiskRecorder disk(world.state());
  work(disk);
  disk.stop();
  const DiskImage after = tests::image_after(disk.start(), disk.log());
  REQUIRE(after.hash() == DiskImage::of(world.state()).hash());  // else a call was missed
  return {disk.start(), disk.log(), 0};
}

// A kiosk's first start, `count` complaints, and its end.
Recorded record_filing(const KioskWorld& world, int count) {
  return record(world, [&](tests::DiskRecorder& disk) {
    OpenOutbox open(world);
    for (int number = 1; number <= count; ++number) file(open, disk, number);
  });
}

// Two of three complaints delivered while others are filed.
Recorded record_delivery(const KioskWorld& world) {
  std::size_t from = 0;
  Recorded recorded = record(world, [&](tests::DiskRecorder& disk) {
    {
      OpenOutbox open(world);
      file(open, disk, 1);
      file(open, disk, 2);
    }
    from = disk.log().size();
    OpenOutbox open(world);
    file(open, disk, 3);
    deliver(open, disk);
    file(open, disk, 4);
    deliver(open, disk);
  });
  recorded.from = from;
  return recorded;
}

// So many that the write-ahead log goes over into the database and begins anew between two of them.
Recorded record_checkpoint(const KioskWorld& world) {
  std::size_t from = 0;
  Recorded recorded = record(world, [&](tests::DiskRecorder& disk) {
    OpenOutbox open(world);
    const auto checkpoints = [&] {
      return std::count_if(disk.log().begin(), disk.log().end(), [&](const DiskRecord& record) {
        return record.call == DiskCall::sync && record.name == "outbox/outbox.db";
      });
    };
    const auto before = checkpoints();
    for (int number = 1; checkpoints() == before; ++number) {
      from = disk.log().size();
      file(open, disk, number);
    }
    file(open, disk, 1000);
    deliver(open, disk);
  });
  recorded.from = from;
  return recorded;
}

std::size_t place_of(const DiskLog& log, std::string_view mark) {
  for (std::size_t at = 0; at < log.size(); ++at) {
    if (log[at].call == DiskCall::mark && log[at].bytes.starts_with(mark)) return at;
  }
  FAIL("no such mark");
  return 0;
}

struct Outcome {
  CrashCount count;
  Verdict verdict;
};

Outcome replay(const KioskWorld& world, const Recorded& recorded, const CrashLimits& limits) {
  const Promises promises = Promises::read(recorded.log);
  const tests::TempFolder folder;
  Outcome outcome;
  outcome.count = tests::for_each_crash(
      recorded.start, recorded.log, recorded.from, limits, [&](const DiskImage& image, std::size_t point) {
        image.write_to(folder / "state");
        outcome.verdict.add(tests::judge(folder / "state", world, promises, point));
      });
  return outcome;
}

DiskLog without(const DiskLog& log, DiskCall call) {
  DiskLog out;
  std::copy_if(log.begin(), log.end(), std::back_inserter(out),
               [call](const DiskRecord& record) { return record.call != call; });
  return out;
}

CrashLimits limits() {
  CrashLimits limits;
  limits.all_subsets_of = tests::by_day_or_night<std::size_t>(5, 10);
  limits.random = tests::by_day_or_night<std::size_t>(2, 60);
  limits.every_cut = tests::is_thorough();
  return limits;
}

void report(const char* work, const Outcome& outcome) {
  tests::tell(work, ": ", outcome.count.points, " points, ", outcome.count.tried, " ways to lose something, ",
              outcome.count.distinct, " states; lost ", outcome.verdict.lost, ", doubled ",
              outcome.verdict.doubled, ", otherwise wrong ", outcome.verdict.broken);
  INFO(outcome.verdict.first);
  CHECK(outcome.verdict.lost == 0);
  CHECK(outcome.verdict.doubled == 0);
  CHECK(outcome.verdict.broken == 0);
}

}  // namespace

TEST_CASE("no power cut during a first start and its filings loses or doubles a complaint") {
  const tests::FastDisk fast;
  const KioskWorld world;
  const Recorded recorded = record_filing(world, tests::by_day_or_night(2, 5));
  const Outcome outcome = replay(world, recorded, limits());
  CHECK(outcome.count.distinct > 500);
  report("filing", outcome);
}

TEST_CASE("no power cut while acks are taken and others file loses or doubles a complaint") {
  const tests::FastDisk fast;
  const KioskWorld world;
  const Recorded recorded = record_delivery(world);
  const Outcome outcome = replay(world, recorded, limits());
  CHECK(outcome.count.distinct > 500);
  report("acknowledging", outcome);
}

TEST_CASE("no power cut while the write-ahead log goes over into the database loses or doubles a complaint") {
  const tests::FastDisk fast;
  const KioskWorld world;
  const Outcome outcome = replay(world, record_checkpoint(world), limits());
  CHECK(outcome.count.distinct > 500);
  report("checkpointing", outcome);
}

TEST_CASE("with the syncs of files taken away the replay finds lost complaints") {
  const tests::FastDisk fast;
  const KioskWorld world;
  Recorded recorded = record_filing(world, 1);
  recorded.log = without(recorded.log, DiskCall::sync);
  recorded.from = place_of(recorded.log, "receipt");
  const Outcome outcome = replay(world, recorded, {2, 1, false, tests::FailedSync::loses, 1});
  CHECK(outcome.verdict.lost > 0);
}

TEST_CASE("with the syncs of folders taken away the replay finds lost complaints") {
  const tests::FastDisk fast;
  const KioskWorld world;
  Recorded recorded = record_filing(world, 1);
  recorded.log = without(recorded.log, DiskCall::sync_folder);
  recorded.from = place_of(recorded.log, "receipt");
  const Outcome outcome = replay(world, recorded, {2, 1, false, tests::FailedSync::loses, 1});
  CHECK(outcome.verdict.lost > 0);
}
