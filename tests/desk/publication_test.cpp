#include "kiosk/desk/publications.h"

#include "kiosk/desk/intake.h"

#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using complaint::CaseState;
using tests::DeskWorld;
using tests::kNoon;

namespace {

base::HttpRequest signed_get(const DeskWorld& world, std::uint64_t after) {
  base::HttpRequest request = tests::get_request(complaint::answers_target(DeskWorld::kiosk_id(), after));
  complaint::sign_request(request, request.url, kNoon, world.kiosk.identity().key);
  return request;
}

complaint::AnswerPage page_after(const DeskWorld& world, Desk& desk, std::uint64_t after) {
  const base::HttpResponse response = desk.handle(signed_get(world, after), kNoon);
  REQUIRE(response.status == 200);
  return complaint::read_page(tests::body_of(response), world.kiosk.cell.sign.public_half()).value();
}

complaint::StatusRecord open(const complaint::SealedRecord& record, const complaint::Ticket& ticket) {
  return complaint::open_record(record.box, {DeskWorld::kiosk_id(), record.uuid, record.number}, ticket)
      .value();
}

}  // namespace

TEST_CASE("a new case is told to its kiosk, sealed so that only the receipt's code opens it") {
  const DeskWorld world;
  const auto desk = world.open();
  const tests::Sealed sealed = tests::seal(world.kiosk);
  desk->handle(tests::put_request(sealed), kNoon);
  tests::wait_for_tickets(world);
  const complaint::AnswerPage page = page_after(world, *desk, 0);
  REQUIRE(page.records.size() == 1);
  CHECK(page.latest == 1);
  CHECK(page.records[0].uuid == sealed.uuid);
  const complaint::Ticket ticket = complaint::derive_ticket(sealed.code).value();
  CHECK(page.records[0].tag == ticket.tag);
  const complaint::StatusRecord record = open(page.records[0], ticket);
  CHECK(record.case_number == "2026/1");
  CHECK(record.state == CaseState::received);
  CHECK(record.category == "lighting");
  CHECK(record.deadline == kNoon + std::chrono::days(60));
  const complaint::Ticket other = tests::ticket_of(3);
  CHECK_FALSE(
      complaint::open_record(page.records[0].box, {DeskWorld::kiosk_id(), sealed.uuid, 1}, other).ok());
}

TEST_CASE("every change of state and every answer is published in order, what is the desk's own is not") {
  const DeskWorld world;
  const auto desk = world.open();
  const tests::Sealed sealed = tests::seal(world.kiosk);
  desk->handle(tests::put_request(sealed), kNoon);
  tests::wait_for_tickets(world);
  tests::Browser browser(*desk);
  browser.sign_in();
  browser.get("/cases/2026-1");
  CHECK(browser.post("/cases/2026-1/state", "state=in_progress&note_fr=Visite").status == 303);
  CHECK(browser.post("/cases/2026-1/phone", "reason=rappel").status == 303);
  CHECK(browser.post("/cases/2026-1/answer", "ar=%D8%AA%D9%85&fr=Fait").status == 303);
  CHECK(browser.post("/cases/2026-1/state", "state=closed&sure=yes").status == 303);
  const complaint::AnswerPage page = page_after(world, *desk, 1);
  const complaint::Ticket ticket = complaint::derive_ticket(sealed.code).value();
  REQUIRE(page.records.size() == 3);
  CHECK(open(page.records[0], ticket).state == CaseState::in_progress);
  CHECK(open(page.records[0], ticket).note.fr.view() == "Visite");
  CHECK(open(page.records[1], ticket).state == CaseState::answered);
  CHECK(open(page.records[1], ticket).answer.ar.view() == "تم");
  CHECK(open(page.records[1], ticket).answer.fr.view() == "Fait");
  CHECK(open(page.records[2], ticket).state == CaseState::closed);
  CHECK(page_after(world, *desk, 4).records.empty());
}

TEST_CASE("what was done before the ticket was derived is published once it is, and once only") {
  const DeskWorld world;
  const tests::Sealed sealed = tests::seal(world.kiosk);
  const Vault vault = Vault::open(world.paths().cell_key).value();
  const auto database = DeskDatabase::open(world.data()).value();
  REQUIRE(admit(*database, vault, {sealed.bytes, std::nullopt, std::nullopt}, kNoon).outcome ==
          Admission::Outcome::stored);
  const Case entry = find_case(database->use(), CaseNumber{2026, 1}).value().value();
  const Change change{CaseEvent::state, CaseState::in_progress, "amina", {}, {}, ""};
  REQUIRE(change_case(database->use(), vault, entry, change, kNoon).ok());
  CHECK(answer_page(database->use(), DeskWorld::kiosk_id(), 0, kNoon)->records.empty());
  CHECK_FALSE(is_published(database->use(), entry.id).value());
  const auto desk = world.open();
  tests::wait_for_tickets(world);
  CHECK(page_after(world, *desk, 0).records.size() == 2);
  CHECK(is_published(database->use(), entry.id).value());
  REQUIRE(publish_pending(database->use(), vault, entry).ok());
  CHECK(page_after(world, *desk, 0).records.size() == 2);
}

TEST_CASE("answers are given page by page, and another kiosk's never") {
  const DeskWorld world;
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  for (int count = 0; count < 3; ++count) {
    admit(*database, vault, {tests::seal(world.kiosk).bytes, std::nullopt, std::nullopt}, kNoon);
    const Case entry = case_without_ticket(database->use(), 0).value().value();
    for (int step = 0; step < 50; ++step) {
      const CaseState state = step % 2 == 0 ? CaseState::in_progress : CaseState::waiting_service;
      const Change change{CaseEvent::state, state, "amina", {}, {}, ""};
      REQUIRE(change_case(database->use(), vault, entry, change, kNoon).ok());
    }
    REQUIRE(
        keep_ticket(database->use(), vault, entry, tests::ticket_of(static_cast<base::Byte>(count))).ok());
  }
  const complaint::AnswerPage first = answer_page(database->use(), DeskWorld::kiosk_id(), 0, kNoon).value();
  CHECK(first.records.size() == complaint::kRecordsPerPage);
  CHECK(first.latest == 153);
  CHECK(answer_page(database->use(), DeskWorld::kiosk_id(), 100, kNoon)->records.size() == 53);
  const complaint::KioskId other = complaint::KioskId::parse("K-02").value();
  CHECK(answer_page(database->use(), other, 0, kNoon)->records.empty());
  CHECK(complaint::write_page(first, world.kiosk.cell.sign).size() < complaint::kPageMaxSize);
}

TEST_CASE("a case whose letter does not open holds up no other") {
  const DeskWorld world;
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  admit(*database, vault, {tests::seal(world.kiosk).bytes, std::nullopt, std::nullopt}, kNoon);
  const tests::Sealed good = tests::seal(world.kiosk);
  admit(*database, vault, {good.bytes, std::nullopt, std::nullopt}, kNoon);
  const base::Bytes zeros(100);
  database->use()->prepare("UPDATE envelopes SET bytes = ? WHERE case_id = 1")->bind(1, zeros).run().value();
  const auto desk = world.open();
  while (!is_published(database->use(), 2).value()) std::this_thread::yield();
  CHECK(page_after(world, *desk, 0).records[0].uuid == good.uuid);
}

TEST_CASE("answers and health are for the kiosk that signs, and for no other") {
  const DeskWorld world;
  const auto desk = world.open();
  base::HttpRequest request = signed_get(world, 0);
  request.url = complaint::answers_target(DeskWorld::kiosk_id(), 1);
  CHECK(desk->handle(request, kNoon).status == 401);
  CHECK(desk->handle(tests::get_request("/v1/kiosks/K-01/answers?after=0"), kNoon).status == 401);
  CHECK(desk->handle(tests::get_request("/v1/kiosks/K-09/answers?after=0"), kNoon).status == 401);
  for (const char* after : {"", "x", "-1", "1x", "99999999999999999999"}) {
    base::HttpRequest odd = tests::get_request(base::cat("/v1/kiosks/K-01/answers?after=", after));
    complaint::sign_request(odd, odd.url, kNoon, world.kiosk.identity().key);
    CHECK(desk->handle(odd, kNoon).status == 400);
  }
  for (const char* nowhere : {"/v1/", "/v1/kiosks/", "/v1/kiosks/K-01", "/v1/kiosks/K-01/",
                              "/v1/kiosks/K-01/x", "/v1/kiosks/../answers"}) {
    CHECK(desk->handle(tests::get_request(nowhere), kNoon).status == 404);
  }
}

TEST_CASE("a heartbeat is kept, and a broken one refused") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto post = [&](std::string_view body) {
    base::HttpRequest request{
        "POST", complaint::health_path(DeskWorld::kiosk_id()), {}, base::to_bytes(body), ""};
    complaint::sign_request(request, request.url, kNoon, world.kiosk.identity().key);
    return desk->handle(request, kNoon).status;
  };
  CHECK(post(R"({"program":"0.1.0","content":"7","queued":3,"failed":1})") == 204);
  CHECK(post("{") == 400);
  CHECK(post("[1]") == 400);
  CHECK(post(base::cat("{\"x\":\"", std::string(complaint::kHealthMaxSize, 'x'), "\"}")) == 400);
  const auto database = DeskDatabase::open(world.data()).value();
  const KioskRow kiosk = find_kiosk(database->use(), DeskWorld::kiosk_id()).value().value();
  REQUIRE(kiosk.health.has_value());
  CHECK(kiosk.health->queued == 3);
  CHECK(kiosk.health->failed == 1);
  CHECK(kiosk.health->content == "7");
  CHECK(kiosk.health->seen_at == kNoon);
}

TEST_CASE(
    "kiosks are told how many are open by category and district, never fewer than three, and not old ones") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto file = [&](int count, const char* category, const char* district, base::Timestamp at) {
    complaint::Draft draft = tests::lighting_draft();
    draft.category = category;
    draft.district = district;
    for (int i = 0; i < count; ++i) put(world, *desk, draft, at);
  };
  REQUIRE(page_after(world, *desk, 0).open);
  CHECK(page_after(world, *desk, 0).open->empty());
  file(4, "lighting", "bettana", kNoon);
  file(2, "roads", "bettana", kNoon);
  file(3, "water", "", kNoon);  // a paper form without a place
  file(3, "noise", "hssaine", kNoon - std::chrono::days(31));
  using Counts = std::vector<complaint::OpenCount>;
  CHECK(*page_after(world, *desk, 0).open == Counts{{"lighting", "bettana", 4}});
  tests::Browser browser(*desk);
  browser.sign_in();
  browser.post("/cases/2026-1/answer", "ar=ok&fr=");
  CHECK(*page_after(world, *desk, 0).open == Counts{{"lighting", "bettana", 3}});
  browser.post("/cases/2026-2/answer", "ar=ok&fr=");
  CHECK(page_after(world, *desk, 0).open->empty());
}
