#include "kiosk/complaint/answer_store.h"

#include "kiosk/crypto/random.h"
#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

using namespace kiosk;
using namespace kiosk::complaint;
using base::BootTime;
using tests::KioskWorld;
using tests::OpenOutbox;

namespace {

StatusRecord record_of(CaseState state, int day) {
  StatusRecord record;
  record.case_number = "2026/17";
  record.category = "lighting";
  record.district = "bettana";
  record.state = state;
  record.at = tests::kNoon + std::chrono::days(day);
  record.deadline = tests::kNoon + std::chrono::days(60);
  if (state == CaseState::answered) record.answer.ar = "تم الإصلاح";
  return record;
}

AnswerPage page_of(const Identity& identity, std::uint64_t after) {
  return {identity.id, after, after, tests::kNoon + std::chrono::days(3), {}};
}

void add(AnswerPage& page, const StatusRecord& record, const base::Uuid& uuid, const Ticket& ticket) {
  ++page.latest;
  page.records.push_back(
      {page.latest, uuid, ticket.tag, seal_record(record, {page.kiosk, uuid, page.latest}, ticket)});
}

}  // namespace

TEST_CASE("right after filing, the receipt's holder sees that the complaint is saved, without any network") {
  const KioskWorld world;
  const Ticket ticket = tests::ticket_of(1);
  {
    OpenOutbox open(world);
    tests::file_one(*open.outbox, tests::lighting_complaint(), &ticket).value();
  }
  OpenOutbox open(world);
  const FollowUp follow_up = open.answers.lookup(ticket).value().value();
  REQUIRE(follow_up.filed_here.has_value());
  CHECK(follow_up.filed_here->state == LocalState::saved);
  CHECK(follow_up.filed_here->filed_at == tests::kNoon);
  CHECK(follow_up.category == "lighting");
  CHECK(follow_up.district == "bettana");
  CHECK_FALSE(follow_up.as_of.has_value());
  CHECK_FALSE(open.answers.lookup(tests::ticket_of(2)).value().has_value());
}

TEST_CASE("after the ack the state is delivered, with the desk's case number and time") {
  const KioskWorld world;
  OpenOutbox open(world);
  const Ticket ticket = tests::ticket_of(1);
  tests::file_one(*open.outbox, tests::lighting_complaint(), &ticket).value();
  const auto received_at = tests::kNoon + std::chrono::minutes(2);
  open.outbox
      ->mark_delivered(
          tests::ack_for(*open.outbox->take_due(BootTime()).value(), open.identity.id, received_at))
      .value();
  const FollowUp follow_up = open.answers.lookup(ticket).value().value();
  CHECK(follow_up.filed_here->state == LocalState::delivered);
  CHECK(follow_up.filed_here->delivered_at == received_at);
  CHECK(follow_up.case_number == "2026/17");
}

TEST_CASE("the history of the desk is read with the ticket, after a restart too, and says of when it is") {
  const KioskWorld world;
  const Ticket ticket = tests::ticket_of(1);
  {
    OpenOutbox open(world);
    const Receipt receipt = tests::file_one(*open.outbox, tests::lighting_complaint(), &ticket).value();
    AnswerPage page = page_of(open.identity, 0);
    add(page, record_of(CaseState::received, 0), receipt.uuid, ticket);
    add(page, record_of(CaseState::in_progress, 1), crypto::random_uuid(), tests::ticket_of(2));
    add(page, record_of(CaseState::answered, 2), receipt.uuid, ticket);
    CHECK_FALSE(open.answers.keep(page).value());
    CHECK(open.answers.cursor().value() == 3);
  }
  OpenOutbox open(world);
  const FollowUp follow_up = open.answers.lookup(ticket).value().value();
  REQUIRE(follow_up.history.size() == 2);
  CHECK(follow_up.history[0].state == CaseState::received);
  CHECK(follow_up.history[1].state == CaseState::answered);
  CHECK(follow_up.history[1].answer.ar.view() == "تم الإصلاح");
  CHECK(follow_up.as_of == tests::kNoon + std::chrono::days(3));
  CHECK(follow_up.deadline == tests::kNoon + std::chrono::days(60));
}

TEST_CASE("a complaint filed without a ticket gets its tag with the desk's first record") {
  const KioskWorld world;
  OpenOutbox open(world);
  const Ticket ticket = tests::ticket_of(1);
  const Receipt receipt = tests::file_one(*open.outbox).value();
  CHECK_FALSE(open.answers.lookup(ticket).value().has_value());
  AnswerPage page = page_of(open.identity, 0);
  add(page, record_of(CaseState::received, 0), receipt.uuid, ticket);
  open.answers.keep(page).value();
  CHECK(open.answers.lookup(ticket).value()->filed_here.has_value());
}

TEST_CASE("a lost database forgets no complaint: what the desk said comes back from the desk") {
  const KioskWorld world;
  const Ticket ticket = tests::ticket_of(1);
  base::Uuid uuid;
  {
    OpenOutbox open(world);
    uuid = tests::file_one(*open.outbox, tests::lighting_complaint(), &ticket).value().uuid;
  }
  std::filesystem::remove(world.outbox() / "outbox.db");
  std::filesystem::remove(world.outbox() / "outbox.db-wal");
  OpenOutbox open(world);
  CHECK(open.answers.cursor().value() == 0);
  AnswerPage page = page_of(open.identity, 0);
  add(page, record_of(CaseState::received, 0), uuid, ticket);
  open.answers.keep(page).value();
  const FollowUp follow_up = open.answers.lookup(ticket).value().value();
  CHECK(follow_up.filed_here->state == LocalState::saved);
  CHECK(follow_up.history.size() == 1);
}

TEST_CASE("a page that was not asked for is refused, a long answer is asked for page by page") {
  const KioskWorld world;
  OpenOutbox open(world);
  CHECK_FALSE(open.answers.keep(page_of(open.identity, 7)).ok());
  AnswerPage page = page_of(open.identity, 0);
  add(page, record_of(CaseState::received, 0), crypto::random_uuid(), tests::ticket_of(1));
  page.latest = 5;
  CHECK(open.answers.keep(page).value());
  CHECK(open.answers.cursor().value() == 1);
}

TEST_CASE("when the desk was restored and knows less than the kiosk, the kiosk starts again from nothing") {
  const KioskWorld world;
  OpenOutbox open(world);
  AnswerPage page = page_of(open.identity, 0);
  for (int count = 0; count < 3; ++count) {
    add(page, record_of(CaseState::received, 0), crypto::random_uuid(), tests::ticket_of(1));
  }
  open.answers.keep(page).value();
  AnswerPage restored = page_of(open.identity, 3);
  restored.latest = 1;
  CHECK(open.answers.keep(restored).value());
  CHECK(open.answers.cursor().value() == 0);
  CHECK_FALSE(open.answers.lookup(tests::ticket_of(1)).value().has_value());
}

TEST_CASE("a record that was tampered with on the disk is left out, the others are shown") {
  const KioskWorld world;
  OpenOutbox open(world);
  const base::Uuid uuid = crypto::random_uuid();
  const Ticket ticket = tests::ticket_of(1);
  AnswerPage page = page_of(open.identity, 0);
  add(page, record_of(CaseState::received, 0), uuid, ticket);
  add(page, record_of(CaseState::closed, 1), uuid, ticket);
  open.answers.keep(page).value();
  {
    LedgerUse use = open.ledger->use();
    REQUIRE(use->run("UPDATE records SET box = zeroblob(1100) WHERE number = 2").ok());
  }
  CHECK(open.answers.lookup(ticket).value()->history.size() == 1);
}

TEST_CASE("what the desk said last of open complaints is kept over a start, with its time") {
  const KioskWorld world;
  {
    OpenOutbox open(world);
    CHECK_FALSE(open.answers.open_counts().value());
    AnswerPage page = page_of(open.identity, 0);
    page.open = {{"lighting", "bettana", 7}};
    open.answers.keep(page).value();
    page.as_of += std::chrono::days(1);
    page.open.reset();  // a desk that says nothing takes nothing back
    open.answers.keep(page).value();
  }
  OpenOutbox open(world);
  const auto kept = open.answers.open_counts().value();
  REQUIRE(kept);
  CHECK(kept->as_of == tests::kNoon + std::chrono::days(3));
  CHECK(kept->counts == std::vector<OpenCount>{{"lighting", "bettana", 7}});
  AnswerPage page = page_of(open.identity, 0);
  page.open.emplace();
  open.answers.keep(page).value();
  CHECK(open.answers.open_counts().value()->counts.empty());
}
