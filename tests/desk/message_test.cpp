// What citizens add to their complaints, and what they ask of complaints of other kiosks.

#include "kiosk/desk/messages.h"

#include "kiosk/desk/kiosk_api.h"
#include "kiosk/desk/publications.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using complaint::CaseState;
using complaint::Message;
using complaint::Wish;
using tests::DeskWorld;
using tests::kNoon;

namespace {

// A case with its ticket, as the citizen who filed it has it.
struct Filed {
  complaint::Ticket ticket;
  CaseNumber number;
};

Filed file_case(const DeskWorld& world, Desk& desk) {
  const tests::Sealed sealed = tests::seal(world.kiosk);
  REQUIRE(desk.handle(tests::put_request(sealed), kNoon).status == 201);
  tests::wait_for_tickets(world);
  return {complaint::derive_ticket(sealed.code).value(), {2026, 1}};
}

tests::Sealed sealed_message(const DeskWorld& world, const complaint::TicketTag& tag, Wish wish,
                             std::string_view text = "ما زال المصباح مطفأ") {
  Message message;
  message.tag = tag;
  message.text = text;
  message.wish = wish;
  const complaint::Identity identity = world.kiosk.identity();
  tests::Sealed sealed{crypto::random_uuid(), complaint::ReceiptCode::random(), {}};
  sealed.bytes = complaint::seal_envelope(
      {identity.id, sealed.uuid, 2, {}, kNoon, complaint::ClockQuality::plausible},
      base::as_bytes(complaint::write_letter(message).view()), identity.recipients.all(), identity.key);
  return sealed;
}

Case case_of(const DeskWorld& world, const CaseNumber& number) {
  const auto database = DeskDatabase::open(world.data()).value();
  return *find_case(database->use(), number).value();
}

std::vector<HistoryEntry> history(const DeskWorld& world, const Case& entry) {
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  return history_of(database->use(), vault, entry.id).value();
}

void set_state(const DeskWorld& world, const Case& entry, CaseState state, base::Timestamp at) {
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  change_case(database->use(), vault, entry, {CaseEvent::state, state, "amina", {}, {}, "", {}}, at).value();
}

complaint::Ack ack_of(const DeskWorld& world, const base::HttpResponse& response) {
  return complaint::read_ack(tests::body_of(response), world.kiosk.cell.sign.public_half()).value();
}

base::HttpResponse ask(const DeskWorld& world, Desk& desk, std::string_view tag,
                       base::Timestamp now = kNoon) {
  base::HttpRequest request = tests::get_request(base::cat("/v1/kiosks/K-01/answers/", tag));
  complaint::sign_request(request, request.url, now, world.kiosk.identity().key);
  return desk.handle(request, now);
}

}  // namespace

TEST_CASE("a message becomes an entry of its case, once, and the case is new again for the clerks") {
  const DeskWorld world;
  const auto desk = world.open();
  const Filed filed = file_case(world, *desk);
  set_state(world, case_of(world, filed.number), CaseState::in_progress, kNoon);
  const tests::Sealed sealed = sealed_message(world, filed.ticket.tag, Wish::read);
  const base::HttpResponse first = desk->handle(tests::put_request(sealed), kNoon);
  CHECK(first.status == 201);
  CHECK(ack_of(world, first).case_number == "2026/1");
  const base::HttpResponse again = desk->handle(tests::put_request(sealed), kNoon);
  CHECK(again.status == 200);
  CHECK(again.body == first.body);
  const Case entry = case_of(world, filed.number);
  CHECK_FALSE(entry.opened);
  CHECK(entry.state == CaseState::in_progress);
  const std::vector<HistoryEntry> entries = history(world, entry);
  REQUIRE(entries.size() == 3);
  CHECK(entries[2].change.event == CaseEvent::message);
  CHECK(entries[2].change.message.view() == "ما زال المصباح مطفأ");
  const auto database = DeskDatabase::open(world.data()).value();
  CHECK(count_cases(database->use(), {}).value() == 1);
}

TEST_CASE("the clerks read a message on the case's page") {
  const DeskWorld world;
  const auto desk = world.open();
  const Filed filed = file_case(world, *desk);
  desk->handle(tests::put_request(sealed_message(world, filed.ticket.tag, Wish::read, "<b>المصباح مطفأ</b>")),
               kNoon);
  tests::Browser browser(*desk);
  browser.sign_in();
  const base::HttpResponse page = browser.get("/cases/2026-1");
  CHECK(tests::has(page, "أضاف المواطن"));
  CHECK(tests::has(page, "&lt;b&gt;المصباح مطفأ"));
}

TEST_CASE("a closed case is opened again by its citizen for thirty days, with a new deadline, and no later") {
  const DeskWorld world;
  const auto desk = world.open();
  const Filed filed = file_case(world, *desk);
  set_state(world, case_of(world, filed.number), CaseState::closed, kNoon);
  const base::Timestamp late = kNoon + std::chrono::days(31);
  desk->handle(tests::put_request(sealed_message(world, filed.ticket.tag, Wish::reopen)), late);
  CHECK(case_of(world, filed.number).state == CaseState::closed);
  const base::Timestamp soon = kNoon + std::chrono::days(29);
  desk->handle(tests::put_request(sealed_message(world, filed.ticket.tag, Wish::read)), soon);
  CHECK(case_of(world, filed.number).state == CaseState::closed);
  desk->handle(tests::put_request(sealed_message(world, filed.ticket.tag, Wish::reopen)), soon);
  const Case entry = case_of(world, filed.number);
  CHECK(entry.state == CaseState::in_progress);
  CHECK(entry.deadline_at == soon + kAnswerDays);
  CHECK_FALSE(entry.answered_at);
}

TEST_CASE("a message that comes before its complaint waits for it and is lost by nobody") {
  const DeskWorld world;
  const auto desk = world.open();
  const tests::Sealed complaint = tests::seal(world.kiosk);
  const complaint::Ticket ticket = complaint::derive_ticket(complaint.code).value();
  const tests::Sealed sealed = sealed_message(world, ticket.tag, Wish::read);
  const base::HttpResponse first = desk->handle(tests::put_request(sealed), kNoon);
  CHECK(first.status == 201);
  CHECK(ack_of(world, first).case_number.empty());
  desk->handle(tests::put_request(complaint), kNoon);
  tests::wait_for_tickets(world);
  const std::vector<HistoryEntry> entries = history(world, case_of(world, {2026, 1}));
  REQUIRE(entries.size() == 2);
  CHECK(entries[1].change.message.view() == "ما زال المصباح مطفأ");
  CHECK(ack_of(world, desk->handle(tests::put_request(sealed), kNoon)).case_number == "2026/1");
}

TEST_CASE("a uuid of a complaint is not free for a message, nor the other way round") {
  const DeskWorld world;
  const auto desk = world.open();
  const Filed filed = file_case(world, *desk);
  tests::Sealed sealed = sealed_message(world, filed.ticket.tag, Wish::read);
  desk->handle(tests::put_request(sealed), kNoon);
  const complaint::Identity identity = world.kiosk.identity();
  sealed.bytes = complaint::seal_envelope({identity.id, sealed.uuid, 3, {}, kNoon, {}}, base::as_bytes("{}"),
                                          identity.recipients.all(), identity.key);
  CHECK(desk->handle(tests::put_request(sealed), kNoon).status == 409);
}

TEST_CASE("any kiosk of the commune is told of a complaint whose code it knows, and of no other") {
  const DeskWorld world;
  const auto desk = world.open();
  const Filed filed = file_case(world, *desk);
  // Another kiosk, which has never seen the complaint.
  const tests::KioskWorld elsewhere;
  tests::write_text(elsewhere.state() / "kiosk.json", R"({"kiosk":"K-02"})");
  const complaint::Identity second = elsewhere.identity();
  {
    const auto database = DeskDatabase::open(world.data()).value();
    enrol(database->use(), second.id, second.key.public_half(), "", tests::kDoing).value();
  }
  base::HttpRequest request = tests::get_request(complaint::asked_path(second.id, filed.ticket.tag));
  CHECK(desk->handle(request, kNoon).status == 401);
  complaint::sign_request(request, request.url, kNoon, second.key);
  const base::HttpResponse response = desk->handle(request, kNoon);
  REQUIRE(response.status == 200);
  const complaint::AskedPage page =
      complaint::read_asked(tests::body_of(response), world.kiosk.cell.sign.public_half()).value();
  REQUIRE(page.records.size() == 1);
  CHECK(page.records[0].kiosk == DeskWorld::kiosk_id());
  CHECK(page.kiosk == second.id);

  const auto ledger = complaint::Ledger::open(elsewhere.outbox(), second.id).value();
  complaint::AnswerStore answers(*ledger);
  CHECK_FALSE(answers.lookup(filed.ticket).value());
  answers.keep_asked(page).value();
  const complaint::FollowUp found = *answers.lookup(filed.ticket).value();
  CHECK_FALSE(found.is_ours);
  CHECK(found.case_number == "2026/1");
  CHECK(found.history.size() == 1);
  CHECK(found.as_of == kNoon);
  CHECK(answers.cursor().value() == 0);  // its own answers come as before
}

TEST_CASE("questions for complaints are answered signed, empty where there is nothing, and not without end") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string tag(32, 'a');
  const base::HttpResponse nothing = ask(world, *desk, tag);
  CHECK(nothing.status == 200);
  CHECK(complaint::read_asked(tests::body_of(nothing), world.kiosk.cell.sign.public_half())
            .value()
            .records.empty());
  CHECK(ask(world, *desk, "xyz").status == 400);
  CHECK(ask(world, *desk, std::string(30, 'a')).status == 400);
  int answered = 0;
  for (int i = 0; i < 2 * kAsksPerMinute; ++i) answered += ask(world, *desk, tag).status == 200 ? 1 : 0;
  CHECK(answered == kAsksPerMinute - 1);
  CHECK(ask(world, *desk, tag).status == 429);
  CHECK(ask(world, *desk, tag, kNoon + std::chrono::minutes(2)).status == 200);
}
