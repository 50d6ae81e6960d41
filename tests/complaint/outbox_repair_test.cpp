// The spool and the database, each made anew from the other.

#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

using namespace kiosk;
using namespace kiosk::complaint;
using base::BootTime;
using tests::file_one;
using tests::KioskWorld;
using tests::OpenOutbox;
namespace fs = std::filesystem;

namespace {

fs::path spool_file(const KioskWorld& world, const base::Uuid& uuid) {
  return world.spool() / (uuid.text() + ".env");
}

base::Bytes bytes_of(const fs::path& path) { return store::read_file(path, kEnvelopeMaxSize).value(); }

void damage(const fs::path& path, std::streamoff at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(at);
  file << "XXXXXXXX";
}

// While nobody has it open.
void run_sql(const KioskWorld& world, std::string_view sql) {
  store::Database::open(world.outbox() / "outbox.db", store::Journal::wal_exclusive).value().run(sql).value();
}

// Files complaints and closes the outbox.
std::vector<base::Uuid> filed(const KioskWorld& world, int count) {
  OpenOutbox open(world);
  std::vector<base::Uuid> uuids;
  for (int i = 0; i < count; ++i) uuids.push_back(file_one(*open.outbox).value().uuid);
  return uuids;
}

}  // namespace

TEST_CASE("a spool file that is gone is written anew from the database, the same bytes") {
  const KioskWorld world;
  const std::vector<base::Uuid> uuids = filed(world, 2);
  const base::Bytes before = bytes_of(spool_file(world, uuids[0]));
  fs::remove(spool_file(world, uuids[0]));
  OpenOutbox open(world);
  CHECK(open.outbox->repair_report().restored == 1);
  CHECK(open.outbox->repair_report().missing == 0);
  CHECK(bytes_of(spool_file(world, uuids[0])) == before);
  CHECK(open.outbox->stats().value().queued == 2);
}

TEST_CASE("a spool file that is damaged when its turn comes is sent from the database's copy") {
  const KioskWorld world;
  OpenOutbox open(world);
  const base::Uuid uuid = file_one(*open.outbox).value().uuid;
  const base::Bytes before = bytes_of(spool_file(world, uuid));
  damage(spool_file(world, uuid), 500);
  CHECK(open.outbox->take_due(BootTime()).value()->envelope == before);
  CHECK(bytes_of(spool_file(world, uuid)) == before);
  CHECK(fs::exists(world.outbox() / "quarantine" / (uuid.text() + ".env.replaced")));
  CHECK(open.outbox->stats().value().failed == 0);  // the complaint is whole: nobody has to look
}

TEST_CASE("an envelope that is gone from both is marked failed, and does not block the next") {
  const KioskWorld world;
  const std::vector<base::Uuid> uuids = filed(world, 2);
  fs::remove(spool_file(world, uuids[0]));
  run_sql(world, "DELETE FROM envelopes WHERE rowid = 1");
  OpenOutbox open(world);
  CHECK(open.outbox->repair_report().missing == 1);
  CHECK(open.outbox->stats().value().failed == 1);
  CHECK(open.outbox->list().value()[0].reason == "spool-missing");
  CHECK(open.outbox->take_due(BootTime()).value()->uuid == uuids[1]);
  CHECK(open.outbox->retry(uuids[0]).error().is(OutboxError::spool_missing));
}

TEST_CASE(
    "an envelope that is damaged in both is set aside, kept for a person, and does not block the next") {
  const KioskWorld world;
  const std::vector<base::Uuid> uuids = filed(world, 2);
  run_sql(world, "UPDATE envelopes SET bytes = x'00' WHERE rowid = 1");
  OpenOutbox open(world);
  damage(spool_file(world, uuids[0]), 500);
  CHECK(open.outbox->take_due(BootTime()).value()->uuid == uuids[1]);
  CHECK(open.outbox->list().value()[0].state == OutboxState::failed);
  CHECK(open.outbox->quarantined().value() == std::vector<std::string>{uuids[0].text() + ".env"});
}

TEST_CASE("a queue of the program before this one gets its copies when it is opened") {
  const KioskWorld world;
  const std::vector<base::Uuid> uuids = filed(world, 2);
  run_sql(world,
          "DROP TABLE envelopes; DROP TABLE asked; ALTER TABLE records DROP COLUMN kiosk;"
          "ALTER TABLE complaints DROP COLUMN role; PRAGMA user_version = 1");
  { const OpenOutbox open(world); }
  fs::remove(spool_file(world, uuids[1]));
  OpenOutbox open(world);
  CHECK(open.outbox->repair_report().restored == 1);
  CHECK(open.outbox->stats().value().queued == 2);
}

TEST_CASE("a complaint found again in the other copy is queued again") {
  const KioskWorld world;
  const std::vector<base::Uuid> uuids = filed(world, 1);
  const base::Bytes envelope = bytes_of(spool_file(world, uuids[0]));
  fs::remove(spool_file(world, uuids[0]));
  run_sql(world, "DELETE FROM envelopes");
  { const OpenOutbox open(world); }
  store::replace_file(spool_file(world, uuids[0]), envelope, store::FileMode::private_file).value();
  OpenOutbox open(world);
  CHECK(open.outbox->stats().value().failed == 0);
  CHECK(open.outbox->take_due(BootTime()).value()->envelope == envelope);
}

TEST_CASE("what a damaged database still holds is saved where the spool has lost it too") {
  const KioskWorld world;
  const std::vector<base::Uuid> uuids = filed(world, 3);
  std::int64_t page = 0;
  {
    auto database =
        store::Database::open(world.outbox() / "outbox.db", store::Journal::wal_exclusive).value();
    auto row = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'complaints_state'").value();
    REQUIRE(row.step().value());
    page = row.integer(0);
  }
  damage(world.outbox() / "outbox.db", (page - 1) * 4096);
  fs::remove(spool_file(world, uuids[1]));
  OpenOutbox open(world);
  CHECK(open.outbox->repair_report().rebuilt);
  CHECK(open.outbox->repair_report().adopted == 3);
  CHECK(open.outbox->stats().value().queued == 3);
  CHECK(fs::exists(spool_file(world, uuids[1])));
  CHECK(fs::exists(world.outbox() / "outbox.db.damaged-1"));
  CHECK_FALSE(fs::exists(world.outbox() / "outbox.db.damaged-1.scratch"));
}

TEST_CASE("a filing that was withdrawn does not come back with its row") {
  const KioskWorld world;
  const std::vector<base::Uuid> uuids = filed(world, 2);
  fs::rename(spool_file(world, uuids[1]), spool_file(world, uuids[1]).string() + ".withdrawn");
  OpenOutbox open(world);
  CHECK(open.outbox->stats().value().queued == 1);
  CHECK(open.outbox->list().value()[0].uuid == uuids[0]);
  CHECK(open.outbox->repair_report().quarantined == 0);
  CHECK_FALSE(fs::exists(spool_file(world, uuids[1]).string() + ".withdrawn"));
}

TEST_CASE("a delivered complaint leaves no copy of its envelope") {
  const KioskWorld world;
  OpenOutbox open(world);
  file_one(*open.outbox).value();
  const Outgoing outgoing = *open.outbox->take_due(BootTime()).value();
  open.outbox->mark_delivered(tests::ack_for(outgoing, open.identity.id)).value();
  const LedgerUse use = open.ledger->use();
  auto row = use->prepare("SELECT count(*) FROM envelopes").value();
  REQUIRE(row.step().value());
  CHECK(row.integer(0) == 0);
}

TEST_CASE("the chain goes on where it was when the database is lost after everything was delivered") {
  const KioskWorld world;
  crypto::Hash last;
  {
    OpenOutbox open(world);
    file_one(*open.outbox).value();
    file_one(*open.outbox).value();
    // The end of the chain is delivered first, and stays its end.
    std::vector<Outgoing> both;
    while (const auto outgoing = open.outbox->take_due(BootTime{}).value()) {
      both.push_back(*outgoing);
      if (both.size() == 2) break;
      open.outbox->mark_waiting(outgoing->uuid, BootTime{std::chrono::hours(1)}, "later").value();
    }
    REQUIRE(both.size() == 2);
    last = crypto::hash_of(both[1].envelope);
    for (const std::size_t i : {1U, 0U})
      open.outbox->mark_delivered(tests::ack_for(both[i], open.identity.id)).value();
    CHECK(fs::is_empty(world.spool()));
  }
  damage(world.outbox() / "outbox.db", 0);
  OpenOutbox open(world);
  CHECK(open.outbox->repair_report().rebuilt);
  CHECK(open.outbox->stats().value().queued == 0);
  const base::Uuid next = file_one(*open.outbox).value().uuid;
  UnverifiedEnvelope read = UnverifiedEnvelope::read(bytes_of(spool_file(world, next))).value();
  const EnvelopeHeader header = std::move(read).verify(open.identity.key.public_half()).value().header();
  CHECK(header.sequence == 3);
  CHECK(header.previous == last);
}

TEST_CASE("an end of the chain that is not this kiosk's moves nothing") {
  const KioskWorld world, other;
  filed(other, 1);
  const fs::path foreign = fs::directory_iterator(other.spool())->path();
  fs::create_directories(world.outbox());
  fs::copy_file(foreign, world.outbox() / "chain-end.env");
  OpenOutbox open(world);
  CHECK(open.outbox->repair_report().quarantined == 0);
  file_one(*open.outbox).value();
  CHECK(open.outbox->list().value().at(0).sequence == 1);
}

TEST_CASE("a message is kept and sent like a complaint, and is none") {
  const KioskWorld world;
  const Ticket ticket = tests::ticket_of(7);
  {
    OpenOutbox open(world);
    file_one(*open.outbox, tests::lighting_complaint(), &ticket).value();
    Message message;
    message.tag = ticket.tag;
    message.text = "ما زال المصباح مطفأ في الشارع";
    message.wish = Wish::reopen;
    open.outbox->file(message, {tests::kNoon, ClockQuality::plausible}).value();
    message.text = "لا";
    CHECK(open.outbox->file(message, {tests::kNoon, ClockQuality::plausible})
              .error()
              .is(DraftError::text_too_short));
  }
  OpenOutbox open(world);
  const FollowUp found = *open.answers.lookup(ticket).value();
  CHECK(found.filed_here);
  CHECK(found.kind == Kind::complaint);
  REQUIRE(found.messages.size() == 1);
  CHECK(found.messages[0].state == LocalState::saved);
  open.outbox->take_due(BootTime()).value();
  open.outbox->mark_waiting(open.outbox->list().value()[0].uuid, BootTime::max(), "").value();
  const Outgoing outgoing = *open.outbox->take_due(BootTime()).value();
  const Envelope envelope =
      UnverifiedEnvelope::read(outgoing.envelope).value().verify(open.identity.key.public_half()).value();
  const crypto::SecretBytes letter = envelope.open(world.cell).value();
  const Mail mail = read_mail(base::as_text(letter.view())).value();
  REQUIRE(std::holds_alternative<Message>(mail));
  CHECK(std::get<Message>(mail).text.view() == "ما زال المصباح مطفأ في الشارع");
  CHECK(std::get<Message>(mail).wish == Wish::reopen);
  CHECK(std::get<Message>(mail).tag == ticket.tag);
  open.outbox->mark_delivered(tests::ack_for(outgoing, open.identity.id)).value();
  CHECK(open.answers.lookup(ticket).value()->messages[0].state == LocalState::delivered);
}
