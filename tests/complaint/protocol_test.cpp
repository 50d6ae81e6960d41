#include "kiosk/complaint/protocol.h"

#include "kiosk/complaint/signed_json.h"
#include "kiosk/complaint/summary.h"
#include "kiosk/crypto/random.h"
#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

using namespace kiosk;
using namespace kiosk::complaint;
using base::Json;

namespace {

const KioskId kKiosk = KioskId::parse("K-01").value();

StatusRecord answered_record() {
  StatusRecord record;
  record.case_number = "2026/17";
  record.category = "lighting";
  record.district = "bettana";
  record.state = CaseState::answered;
  record.at = tests::kNoon;
  record.deadline = tests::kNoon + std::chrono::days(60);
  record.note.fr = "Visite prévue";
  record.answer.ar = "السلام عليكم، برمجت المصلحة زيارة للعمود رقم 14";
  return record;
}

std::string with_replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a kiosk's id has an alphabet that needs no escaping") {
  for (const char* good : {"K-01", "a", "0", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-12345"})
    CHECK(KioskId::parse(good).ok());
  for (const char* bad : {"", "K 01", "K/01", "../K", "K_1", "سلا", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-123456"}) {
    CHECK_FALSE(KioskId::parse(bad).ok());
  }
}

TEST_CASE("signed JSON holds for its bytes, purpose and key only") {
  const crypto::SigningKey key = crypto::SigningKey::make();
  const std::string text =
      sign_json(Json::object().set("n", 7).set("s", "سلا \"x\" \u0001"), "purpose a", key);
  CHECK(read_signed_json(text, "purpose a", key.public_half()).value().integer_or("n", 0) == 7);
  CHECK_FALSE(read_signed_json(text, "purpose b", key.public_half()).ok());
  CHECK_FALSE(read_signed_json(text, "purpose a", crypto::SigningKey::make().public_half()).ok());
  CHECK_FALSE(read_signed_json(with_replaced(text, "7", "8"), "purpose a", key.public_half()).ok());
  for (const char* bad :
       {"", "{}", "[]", "{\"n\":7}", "{\"signature\":7}", "{\"n\":7,\"signature\":\"!!\"}", "<html>"}) {
    CHECK_FALSE(read_signed_json(bad, "purpose a", key.public_half()).ok());
  }
}

TEST_CASE("an ack comes back as it was written, and not when a field is another") {
  const crypto::SigningKey cell = crypto::SigningKey::make();
  const Ack ack{kKiosk, crypto::random_uuid(), crypto::hash_of({}), "2026/17", tests::kNoon};
  const std::string text = write_ack(ack, cell);
  const Ack back = read_ack(text, cell.public_half()).value();
  CHECK(back.kiosk == ack.kiosk);
  CHECK(back.uuid == ack.uuid);
  CHECK(back.envelope == ack.envelope);
  CHECK(back.case_number == "2026/17");
  CHECK(back.received_at == tests::kNoon);
  CHECK(write_ack(ack, cell) == text);
  for (const auto& [from, to] : {std::pair("K-01", "K-02"), std::pair("2026/17", "2026/18")}) {
    CHECK(read_ack(with_replaced(text, from, to), cell.public_half())
              .error()
              .is(ProtocolError::not_from_the_cell));
  }
  CHECK_FALSE(read_ack(text, crypto::SigningKey::make().public_half()).ok());
}

TEST_CASE("a page of answers comes back, and is refused when its records are out of order") {
  const crypto::SigningKey cell = crypto::SigningKey::make();
  AnswerPage page{kKiosk, 4, 9, tests::kNoon, {}};
  for (const std::uint64_t number : {5U, 9U})
    page.records.push_back({number, crypto::random_uuid(), {}, {1, 2, 3}});
  const AnswerPage back = read_page(write_page(page, cell), cell.public_half()).value();
  REQUIRE(back.records.size() == 2);
  CHECK(back.records[1].number == 9);
  CHECK(back.records[1].uuid == page.records[1].uuid);
  CHECK(back.records[1].box == base::Bytes{1, 2, 3});
  CHECK(back.after == 4);
  CHECK(back.as_of == tests::kNoon);
  std::swap(page.records[0], page.records[1]);
  CHECK_FALSE(read_page(write_page(page, cell), cell.public_half()).ok());
  page.records.resize(1);
  page.records[0].number = 10;
  CHECK_FALSE(read_page(write_page(page, cell), cell.public_half()).ok());
}

TEST_CASE("an ack is not taken for a page nor a page for an ack") {
  const crypto::SigningKey cell = crypto::SigningKey::make();
  const std::string ack = write_ack({kKiosk, {}, {}, "", {}}, cell);
  CHECK_FALSE(read_page(ack, cell.public_half()).ok());
  CHECK_FALSE(read_ack(write_page({kKiosk, 0, 0, {}, {}}, cell), cell.public_half()).ok());
}

TEST_CASE("a signed request is bound to its method, target, date and body") {
  const crypto::SigningKey kiosk = crypto::SigningKey::make();
  base::HttpRequest request{"POST", "/v1/kiosks/K-01/health", {}, base::to_bytes("{}"), ""};
  sign_request(request, request.url, tests::kNoon, kiosk);
  CHECK(is_signed_by(request, kiosk.public_half()));
  CHECK_FALSE(is_signed_by(request, crypto::SigningKey::make().public_half()));
  base::HttpRequest other = request;
  other.url += "2";
  CHECK_FALSE(is_signed_by(other, kiosk.public_half()));
  other = request;
  other.method = "PUT";
  CHECK_FALSE(is_signed_by(other, kiosk.public_half()));
  other = request;
  other.body = base::to_bytes("{ }");
  CHECK_FALSE(is_signed_by(other, kiosk.public_half()));
  other = request;
  other.headers[0].second = "2026-11-23T12:00:01Z";
  CHECK_FALSE(is_signed_by(other, kiosk.public_half()));
  other.headers.clear();
  CHECK_FALSE(is_signed_by(other, kiosk.public_half()));
}

TEST_CASE("a refusal carries its reason code, and a portal's page carries none") {
  const base::HttpResponse response = refusal_response(Refusal::revoked_kiosk, "revoked");
  CHECK(response.status == 403);
  CHECK(refusal_code(response) == "revoked-kiosk");
  CHECK(refusal_code({403, {}, base::to_bytes("<html>log in</html>")}).empty());
  CHECK(refusal_code({403, {}, base::to_bytes(R"({"error":"<script>"})")}).empty());
}

TEST_CASE("a status record opens with its ticket, in its place, and nowhere else") {
  const Ticket ticket = tests::ticket_of(1);
  const RecordPlace place{kKiosk, crypto::random_uuid(), 12};
  const base::Bytes box = seal_record(answered_record(), place, ticket);
  const StatusRecord record = open_record(box, place, ticket).value();
  CHECK(record.case_number == "2026/17");
  CHECK(record.state == CaseState::answered);
  CHECK(record.note.fr.view() == "Visite prévue");
  CHECK(record.note.ar.empty());
  CHECK(record.answer.ar == answered_record().answer.ar);
  CHECK(record.deadline == answered_record().deadline);
  CHECK_FALSE(open_record(box, place, tests::ticket_of(2)).ok());
  Ticket other_tag = ticket.clone();
  other_tag.tag.fill(9);
  CHECK_FALSE(open_record(box, place, other_tag).ok());
  RecordPlace moved = place;
  moved.number = 13;
  CHECK_FALSE(open_record(box, moved, ticket).ok());
  moved = place;
  moved.uuid = crypto::random_uuid();
  CHECK_FALSE(open_record(box, moved, ticket).ok());
}

TEST_CASE("the size of a record does not tell an answer from none") {
  const Ticket ticket = tests::ticket_of(1);
  const RecordPlace place{kKiosk, crypto::random_uuid(), 12};
  StatusRecord silent = answered_record();
  silent.answer = {};
  silent.state = CaseState::received;
  CHECK(seal_record(silent, place, ticket).size() == seal_record(answered_record(), place, ticket).size());
}

TEST_CASE("a summary says the category to the ticket only, and its size says nothing") {
  const base::Uuid uuid = crypto::random_uuid();
  const base::Bytes box = seal_summary({Kind::observation, "lighting", "bettana"}, uuid, tests::ticket_of(1));
  const Summary summary = open_summary(box, uuid, tests::ticket_of(1)).value();
  CHECK(summary.kind == Kind::observation);
  CHECK(summary.category == "lighting");
  CHECK(summary.district == "bettana");
  CHECK_FALSE(open_summary(box, uuid, tests::ticket_of(2)).ok());
  CHECK_FALSE(open_summary(box, crypto::random_uuid(), tests::ticket_of(1)).ok());
  CHECK(seal_summary({Kind::complaint, "", ""}, uuid, tests::ticket_of(1)).size() == box.size());
}

TEST_CASE("a page carries how many are open, and what singles somebody out or is no count is passed over") {
  const crypto::SigningKey cell = crypto::SigningKey::make();
  AnswerPage page{kKiosk, 0, 0, tests::kNoon, {}};
  const auto sent = [&] { return read_page(write_page(page, cell), cell.public_half()).value().open; };
  CHECK_FALSE(sent());
  page.open.emplace();
  REQUIRE(sent());
  CHECK(sent()->empty());
  page.open = {{"lighting", "bettana", 7}, {"roads", "bettana", 2}, {"", "bettana", 9}, {"water", "", 9}};
  CHECK(*sent() == std::vector<OpenCount>{{"lighting", "bettana", 7}});
  page.open->assign(2 * kOpenCountsMax, {"lighting", "bettana", 7});
  CHECK(sent()->size() == kOpenCountsMax);
  CHECK_FALSE(open_counts_in(base::Json::parse(R"({"open":7})").value()));
  CHECK(open_counts_in(base::Json::parse(R"({"open":[7,[],{"count":"9"}]})").value())->empty());
}
