#include "kiosk/complaint/outbox.h"

#include <fstream>
#include <thread>

#include <signal.h>
#include <sys/resource.h>

#include "kiosk/complaint/letter.h"
#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

using namespace kiosk;
using namespace kiosk::complaint;
using base::BootTime;
using base::Milliseconds;
using tests::file_one;
using tests::KioskWorld;
using tests::OpenOutbox;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

Envelope open_file(const fs::path& path, const Identity& identity) {
  base::Bytes bytes = store::read_file(path, kEnvelopeMaxSize).value();
  return UnverifiedEnvelope::read(std::move(bytes)).value().verify(identity.key.public_half()).value();
}

std::string everything_on_disk(const fs::path& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

OutboxItem only_item(Outbox& outbox) {
  std::vector<OutboxItem> items = outbox.list().value();
  REQUIRE(items.size() == 1);
  return items.front();
}

}  // namespace

TEST_CASE("a filed complaint lies sealed in the spool, readable by the cell alone, and survives reopening") {
  const KioskWorld world;
  std::optional<Receipt> receipt;
  {
    OpenOutbox open(world);
    receipt = file_one(*open.outbox).value();
    CHECK(open.outbox->stats().value().queued == 1);
  }
  OpenOutbox open(world);
  const OutboxItem item = only_item(*open.outbox);
  CHECK(item.uuid == receipt->uuid);
  CHECK(item.state == OutboxState::queued);
  const Envelope envelope = open_file(world.spool() / (receipt->uuid.text() + ".env"), open.identity);
  const crypto::SecretBytes letter = envelope.open(world.cell).value();
  CHECK(read_letter(base::as_text(letter.view())).value().receipt == receipt->code);
}

TEST_CASE("no word of a complaint and no code is on the kiosk's disk") {
  const KioskWorld world;
  OpenOutbox open(world);
  const Ticket ticket = tests::ticket_of(1);
  const Receipt receipt = file_one(*open.outbox, tests::lighting_complaint(), &ticket).value();
  const std::string disk = everything_on_disk(world.state());
  for (const std::string_view canary : {"Pharmacie", "lighting", "bettana", "0612345678", "عمود", "النور"}) {
    CHECK(disk.find(canary) == std::string::npos);
  }
  CHECK(disk.find(receipt.code.digits()) == std::string::npos);
}

TEST_CASE("envelopes form a chain by sequence and hash of the previous one") {
  const KioskWorld world;
  std::vector<Receipt> receipts;
  for (int round = 0; round < 3; ++round) {
    OpenOutbox open(world);
    receipts.push_back(file_one(*open.outbox).value());
  }
  const Identity identity = world.identity();
  crypto::Hash previous;
  for (std::size_t at = 0; at < receipts.size(); ++at) {
    const Envelope envelope = open_file(world.spool() / (receipts[at].uuid.text() + ".env"), identity);
    CHECK(envelope.header().sequence == at + 1);
    CHECK(envelope.header().previous == previous);
    previous = envelope.hash();
  }
}

TEST_CASE("the oldest due complaint goes first, and one that waits does not block the others") {
  const KioskWorld world;
  OpenOutbox open(world);
  const Receipt first = file_one(*open.outbox).value();
  const Receipt second = file_one(*open.outbox).value();
  const BootTime now(Milliseconds(1000));
  CHECK(open.outbox->take_due(now).value()->uuid == first.uuid);
  REQUIRE(open.outbox->mark_waiting(first.uuid, now + Milliseconds(500), "server-error").ok());
  CHECK(open.outbox->take_due(now).value()->uuid == second.uuid);
  REQUIRE(open.outbox->mark_waiting(second.uuid, now + Milliseconds(900), "server-error").ok());
  CHECK_FALSE(open.outbox->take_due(now).value().has_value());
  CHECK(open.outbox->next_due().value() == now + Milliseconds(500));
  const Outgoing again = *open.outbox->take_due(now + Milliseconds(500)).value();
  CHECK(again.uuid == first.uuid);
  CHECK(again.attempts == 2);
}

TEST_CASE("the count of attempts survives a restart") {
  const KioskWorld world;
  {
    OpenOutbox open(world);
    const Receipt receipt = file_one(*open.outbox).value();
    REQUIRE(open.outbox->take_due(BootTime()).value().has_value());
    REQUIRE(open.outbox->mark_waiting(receipt.uuid, BootTime(std::chrono::hours(5)), "unreachable").ok());
  }
  OpenOutbox open(world);
  CHECK(only_item(*open.outbox).attempts == 1);
  CHECK(only_item(*open.outbox).reason == "unreachable");
  CHECK(open.outbox->take_due(BootTime()).value()->attempts == 2);
}

TEST_CASE("an ack ends the spool file, keeps the row, and counts once however often it comes") {
  const KioskWorld world;
  OpenOutbox open(world);
  file_one(*open.outbox).value();
  const Outgoing outgoing = *open.outbox->take_due(BootTime()).value();
  const Ack ack = tests::ack_for(outgoing, open.identity.id);
  REQUIRE(open.outbox->mark_delivered(ack).ok());
  REQUIRE(open.outbox->mark_delivered(ack).ok());
  CHECK(files_in(world.spool()) == 0);
  const OutboxItem item = only_item(*open.outbox);
  CHECK(item.state == OutboxState::delivered);
  CHECK(item.delivered_at == tests::kNoon);
  CHECK(item.case_number == "2026/17");
  CHECK_FALSE(open.outbox->take_due(BootTime()).value().has_value());
}

TEST_CASE("an ack for other bytes or another complaint changes nothing") {
  const KioskWorld world;
  OpenOutbox open(world);
  file_one(*open.outbox).value();
  Ack ack = tests::ack_for(*open.outbox->take_due(BootTime()).value(), open.identity.id);
  ack.envelope.bytes[0] = static_cast<base::Byte>(ack.envelope.bytes[0] ^ 1);
  CHECK(open.outbox->mark_delivered(ack).error().is(OutboxError::not_found));
  CHECK(open.outbox->stats().value().queued == 1);
}

TEST_CASE("a complaint set aside is not sent until staff ask for it") {
  const KioskWorld world;
  OpenOutbox open(world);
  const Receipt receipt = file_one(*open.outbox).value();
  REQUIRE(open.outbox->mark_failed(receipt.uuid, "too-large").ok());
  CHECK(open.outbox->stats().value().failed == 1);
  CHECK_FALSE(open.outbox->take_due(BootTime()).value().has_value());
  REQUIRE(open.outbox->retry(receipt.uuid).ok());
  CHECK(open.outbox->take_due(BootTime()).value().has_value());
  CHECK(open.outbox->retry(base::Uuid{}).error().is(OutboxError::not_found));
}

TEST_CASE("a lost database is rebuilt from the spool, and the chain goes on") {
  const KioskWorld world;
  std::vector<base::Uuid> uuids;
  {
    OpenOutbox open(world);
    for (int count = 0; count < 5; ++count) uuids.push_back(file_one(*open.outbox).value().uuid);
  }
  fs::remove(world.outbox() / "outbox.db");
  fs::remove(world.outbox() / "outbox.db-wal");
  OpenOutbox open(world);
  CHECK(open.outbox->repair_report().adopted == 5);
  const std::vector<OutboxItem> items = open.outbox->list().value();
  REQUIRE(items.size() == 5);
  for (std::size_t at = 0; at < items.size(); ++at) CHECK(items[at].uuid == uuids[at]);
  const Receipt next = file_one(*open.outbox).value();
  CHECK(open_file(world.spool() / (next.uuid.text() + ".env"), open.identity).header().sequence == 6);
}

TEST_CASE("a damaged database is moved aside and rebuilt, wherever it is damaged") {
  for (const std::streamoff at : {0, 18, 100, 4096 + 5, 3 * 4096 + 7, -1}) {
    const KioskWorld world;
    {
      OpenOutbox open(world);
      for (int count = 0; count < 20; ++count) file_one(*open.outbox).value();
    }
    const fs::path path = world.outbox() / "outbox.db";
    if (at < 0) {
      fs::resize_file(path, 4096 + 100);
    } else {
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(at);
      file << std::string(64, '\xA5');
    }
    INFO("damage at " << at);
    OpenOutbox open(world);
    CHECK(open.outbox->stats().value().queued == 20);
    CHECK(open.outbox->repair_report().rebuilt);
    CHECK(fs::exists(world.outbox() / "outbox.db.damaged-1"));
  }
}

TEST_CASE("a kiosk whose id was changed is refused its outbox, and nothing in it is touched") {
  const KioskWorld world;
  const auto rename_to = [&world](std::string_view id) {
    tests::write_text(world.state() / "kiosk.json", base::cat(R"({"kiosk":")", id, "\"}"));
  };
  {
    OpenOutbox open(world);
    file_one(*open.outbox).value();
  }
  rename_to("K-02");
  const Identity renamed = world.identity();
  const auto refused = Ledger::open(world.outbox(), renamed.id);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().is(LedgerError::of_another_kiosk));
  rename_to("K-01");
  OpenOutbox open(world);
  CHECK_FALSE(open.outbox->repair_report().rebuilt);
  CHECK(open.outbox->stats().value().queued == 1);
  CHECK_FALSE(fs::exists(world.outbox() / "quarantine"));
}

TEST_CASE("what is no envelope of this kiosk goes to quarantine and nothing is deleted") {
  const KioskWorld world;
  const KioskWorld other;
  Receipt theirs = [&] {
    OpenOutbox open(other);
    return file_one(*open.outbox).value();
  }();
  { OpenOutbox open(world); }
  const std::string name = theirs.uuid.text() + ".env";
  fs::copy_file(other.spool() / name, world.spool() / name);
  tests::write_text(world.spool() / "notes.txt", "hello");
  OpenOutbox open(world);
  CHECK(open.outbox->repair_report().quarantined == 2);
  CHECK(fs::exists(world.outbox() / "quarantine" / name));
  CHECK(fs::exists(world.outbox() / "quarantine" / "notes.txt"));
  CHECK(open.outbox->stats().value().queued == 0);
  CHECK(open.outbox->stats().value().failed == 2);  // staff see that something needs them
  CHECK(open.outbox->quarantined().value().size() == 2);
}

TEST_CASE("a second program is told that the outbox is in use") {
  const KioskWorld world;
  OpenOutbox open(world);
  CHECK(Ledger::open(world.outbox(), open.identity.id).error().is(store::StoreError::busy));
}

TEST_CASE("a full disk gives no receipt, a clear reason, and nothing half kept") {
  const KioskWorld world;
  OpenOutbox open(world);
  file_one(*open.outbox).value();
  struct rlimit before {};
  getrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_IGN);
  for (const rlim_t limit : {0, 1, 1000, 4000, 8000, 20'000, 60'000}) {
    struct rlimit small = before;
    small.rlim_cur = limit;
    setrlimit(RLIMIT_FSIZE, &small);
    std::int64_t filed = 0;
    base::Result<Receipt> receipt = file_one(*open.outbox);
    for (; receipt.ok() && filed < 200; ++filed) receipt = file_one(*open.outbox);
    setrlimit(RLIMIT_FSIZE, &before);
    INFO("files limited to " << limit << " bytes");
    REQUIRE_FALSE(receipt.ok());
    CHECK(receipt.error().name() == "disk-full");
    const auto queued = static_cast<std::size_t>(open.outbox->stats().value().queued);
    CHECK(queued == files_in(world.spool()));
    CHECK(file_one(*open.outbox).ok());
  }
}

TEST_CASE("the limits of the queue are kept") {
  CHECK(kQueueMaxCount == 100'000);
  const KioskWorld world;
  {
    OpenOutbox open(world);
    file_one(*open.outbox).value();
    LedgerUse use = open.ledger->use();
    REQUIRE(use->run(base::cat("UPDATE complaints SET size = ", kQueueMaxBytes - 4000)).ok());
  }
  OpenOutbox open(world);
  CHECK(file_one(*open.outbox).error().is(OutboxError::queue_full));
}

TEST_CASE("an export holds the envelopes that are still waiting, the same bytes") {
  const KioskWorld world;
  const tests::TempFolder stick;
  OpenOutbox open(world);
  const Receipt delivered = file_one(*open.outbox).value();
  const Receipt waiting = file_one(*open.outbox).value();
  REQUIRE(open.outbox
              ->mark_delivered(tests::ack_for(*open.outbox->take_due(BootTime()).value(), open.identity.id))
              .ok());
  CHECK(open.outbox->export_to(stick.path()).value().size() == 1);
  const std::string name = waiting.uuid.text() + ".env";
  CHECK(store::read_file(stick / ("K-01-" + name), kEnvelopeMaxSize).value() ==
        store::read_file(world.spool() / name, kEnvelopeMaxSize).value());
  CHECK(open.outbox->stats().value().queued == 1);
}

TEST_CASE("citizens may file while complaints are being delivered") {
  const KioskWorld world;
  OpenOutbox open(world);
  constexpr int kCount = 30;
  std::thread worker([&] {
    for (int count = 0; count < kCount; ++count) file_one(*open.outbox).value();
  });
  int delivered = 0;
  while (delivered < kCount) {
    const std::optional<Outgoing> outgoing = open.outbox->take_due(BootTime()).value();
    if (!outgoing) continue;
    open.outbox->mark_delivered(tests::ack_for(*outgoing, open.identity.id)).value();
    ++delivered;
  }
  worker.join();
  CHECK(open.outbox->stats().value().delivered == kCount);
  CHECK(files_in(world.spool()) == 0);
}
