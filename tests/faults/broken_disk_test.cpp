// A kiosk whose disk refuses: every single call that changes it fails, every sync fails, and what a failed
// sync should have covered is gone whatever later syncs say.

#include <errno.h>

#include "tests/faults/promises.h"
#include "tests/faults/thorough.h"
#include "tests/support/catch.h"

using namespace kiosk;
using base::BootTime;
using tests::DiskFault;
using tests::DiskImage;
using tests::DiskLog;
using tests::KioskWorld;
using tests::Promises;
using tests::Verdict;

namespace {

// Files and delivers as a kiosk does that is started again when its outbox failed. What it says to the
// citizen and hears from the desk goes into the log.
class StubbornKiosk {
 public:
  StubbornKiosk(const KioskWorld& world, tests::DiskRecorder& disk) : world_(world), disk_(disk) {}

  bool file() {
    if (!open()) return false;
    const std::string text = base::cat("the lamp number ", ++number_, " is dark");
    const base::Result<complaint::Receipt> receipt =
        tests::file_one(*opening_->outbox, tests::complaint_saying(text));
    if (receipt) disk_.mark(base::cat("receipt ", receipt->uuid.text(), " ", text));
    if (opening_->outbox->is_broken()) opening_.reset();
    return receipt.ok();
  }

  void deliver() {
    if (!open()) return;
    const auto outgoing = opening_->outbox->take_due(BootTime());
    if (outgoing && *outgoing) confirm(**outgoing);
    if (opening_->outbox->is_broken()) opening_.reset();
  }

  void close() { opening_.reset(); }

 private:
  void confirm(const complaint::Outgoing& outgoing) {
    const std::string uuid = outgoing.uuid.text();
    disk_.mark("acked " + uuid);
    if (opening_->outbox->mark_delivered(tests::ack_for(outgoing, opening_->identity.id)).ok())
      disk_.mark("delivered " + uuid);
  }

  bool open() {
    if (opening_ == nullptr) opening_ = std::make_unique<tests::Opening>(world_.state(), world_);
    if (opening_->outbox == nullptr) opening_.reset();
    return opening_ != nullptr;
  }
  const KioskWorld& world_;
  tests::DiskRecorder& disk_;
  std::unique_ptr<tests::Opening> opening_;
  int number_ = 0;
};

struct Tried {
  int faults = 0;
  int refused = 0;      // filings that gave no receipt
  int kept_unsaid = 0;  // complaints without a receipt that are kept all the same
  std::size_t states = 0;
  Verdict verdict;
};

struct Day {
  DiskImage start;
  DiskLog log;
  bool met = false;
  int refused = 0;
};

Day live_through(const KioskWorld& world, const DiskFault& fault) {
  tests::DiskRecorder disk(world.state(), fault);
  StubbornKiosk kiosk(world, disk);
  Day day;
  for (int count = 0; count < 3; ++count) day.refused += kiosk.file() ? 0 : 1;
  kiosk.deliver();
  day.refused += kiosk.file() ? 0 : 1;
  kiosk.deliver();
  const bool was_met = disk.fault_was_met();
  disk.heal();
  const bool works = kiosk.file();
  kiosk.close();
  disk.stop();
  CHECK(works);
  day.start = disk.start();
  day.log = disk.log();
  day.met = was_met;
  return day;
}

int rows_without_promise(const std::filesystem::path& state, const KioskWorld& world,
                         const Promises& promises) {
  const tests::Opening open(state, world);
  if (open.outbox == nullptr) return 0;
  int count = 0;
  const std::vector<complaint::OutboxItem> items = open.outbox->list().value();
  for (const complaint::OutboxItem& item : items) {
    const auto promise = promises.by_uuid.find(item.uuid.text());
    count += promise == promises.by_uuid.end() || promise->second.receipt_at == tests::kNever ? 1 : 0;
  }
  return count;
}

// Every place for this fault; `look` sees what each leaves behind.
using Look = std::function<void(const KioskWorld&, const Day&, const Promises&, Tried&)>;
Tried try_every(DiskFault fault, const Look& look) {
  Tried tried;
  const tests::FastDisk fast;
  for (fault.at = 1;; ++fault.at) {
    const KioskWorld world;
    const Day day = live_through(world, fault);
    if (!day.met) return tried;
    ++tried.faults;
    tried.refused += day.refused;
    INFO("fault at " << fault.at);
    look(world, day, Promises::read(day.log), tried);
    if (!tried.verdict.is_clean() && tried.verdict.first.find(" (at ") == std::string::npos)
      tried.verdict.first += base::cat(" (at ", fault.at, ")");
  }
}

// The folder as the running machine sees it.
void look_at_folder(const KioskWorld& world, const Day& day, const Promises& promises, Tried& tried) {
  tried.kept_unsaid += rows_without_promise(world.state(), world, promises);
  tried.verdict.add(tests::judge(world.state(), world, promises, day.log.size(), tests::Repairs::any));
}

// And as it is after a power cut at the end, for each of the two meanings of a failed sync.
void look_after_power_cut(const KioskWorld& world, const Day& day, const Promises& promises, Tried& tried) {
  const tests::TempFolder folder;
  for (const tests::FailedSync failed_sync : {tests::FailedSync::loses, tests::FailedSync::delays}) {
    tests::CrashLimits limits;
    limits.all_subsets_of = tests::by_day_or_night<std::size_t>(2, 6);
    limits.random = tests::by_day_or_night<std::size_t>(0, 10);
    limits.failed_sync = failed_sync;
    std::size_t from = day.log.size();
    if (tests::is_thorough()) {
      for (from = 0; from < day.log.size() && !day.log[from].failed; ++from) continue;
    }
    tried.states += tests::for_each_crash(day.start, day.log, from, limits,
                                          [&](const DiskImage& image, std::size_t point) {
                                            image.write_to(folder / "state");
                                            tried.verdict.add(tests::judge(folder / "state", world, promises,
                                                                           point, tests::Repairs::any));
                                          })
                        .distinct;
  }
}

void report(std::string_view what, const Tried& tried) {
  tests::tell(what, ": ", tried.faults, " faults, ", tried.states, " states after them, ", tried.refused,
              " filings refused, ", tried.kept_unsaid, " kept without a receipt; lost ", tried.verdict.lost,
              ", doubled ", tried.verdict.doubled, ", otherwise wrong ", tried.verdict.broken);
  INFO(tried.verdict.first);
  CHECK(tried.verdict.lost == 0);
  CHECK(tried.verdict.doubled == 0);
  CHECK(tried.verdict.broken == 0);
  CHECK(tried.refused > 0);
}

}  // namespace

TEST_CASE(
    "a disk that is full at any one change, or from it on, loses and doubles nothing and gives no false "
    "receipt") {
  for (const auto length : {DiskFault::Length::once, DiskFault::Length::from_then_on}) {
    const Tried tried = try_every({DiskFault::Where::any_change, 0, ENOSPC, length}, look_at_folder);
    report(length == DiskFault::Length::once ? "ENOSPC once" : "ENOSPC from then on", tried);
    CHECK(tried.faults > 60);
  }
}

TEST_CASE(
    "a disk that fails at any one change, or from it on, loses and doubles nothing and gives no false "
    "receipt") {
  for (const auto length : {DiskFault::Length::once, DiskFault::Length::from_then_on}) {
    const Tried tried = try_every({DiskFault::Where::any_change, 0, EIO, length}, look_at_folder);
    report(length == DiskFault::Length::once ? "EIO once" : "EIO from then on", tried);
    CHECK(tried.faults > 60);
  }
}

TEST_CASE("what a failed sync lost, though later ones say all is well, was promised to nobody") {
  for (const auto length : {DiskFault::Length::once, DiskFault::Length::from_then_on}) {
    const Tried tried = try_every({DiskFault::Where::syncs, 0, EIO, length}, look_after_power_cut);
    report(length == DiskFault::Length::once ? "fsync once" : "fsync from then on", tried);
    CHECK(tried.faults > 15);
  }
}
