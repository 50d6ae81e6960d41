#include "kiosk/desk/intake.h"

#include <fstream>
#include <future>

#include "kiosk/desk/case_list.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using complaint::Refusal;
using tests::DeskWorld;
using tests::kNoon;
using tests::seal;

namespace {

std::int64_t case_count(const DeskWorld& world) {
  return count_cases(DeskDatabase::open(world.data()).value()->use(), {}).value();
}

std::vector<base::Json> case_lines(const DeskWorld& world) {
  std::vector<base::Json> lines;
  const Vault vault = Vault::open(world.paths().cell_key).value();
  const auto database = DeskDatabase::open(world.data()).value();
  for_each_case_line(*database, vault, [&](std::string_view line) {
    lines.push_back(base::Json::parse(line).value());
    return base::done();
  }).value();
  return lines;
}

std::string refusal_of(const base::HttpResponse& response) { return complaint::refusal_code(response); }

std::string everything_on_disk(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

}  // namespace

TEST_CASE("a complaint is stored once: 201, then 200 with the same ack, byte for byte") {
  const DeskWorld world;
  const auto desk = world.open();
  const tests::Sealed sealed = seal(world.kiosk);
  const base::HttpResponse first = desk->handle(tests::put_request(sealed), kNoon);
  CHECK(first.status == 201);
  const complaint::Ack ack =
      complaint::read_ack(tests::body_of(first), world.kiosk.cell.sign.public_half()).value();
  CHECK(ack.uuid == sealed.uuid);
  CHECK(ack.envelope == crypto::hash_of(sealed.bytes));
  CHECK(ack.case_number == "2026/1");
  CHECK(ack.received_at == kNoon);
  for (int count = 0; count < 3; ++count) {
    const base::HttpResponse again =
        desk->handle(tests::put_request(sealed), kNoon + std::chrono::hours(count));
    CHECK(again.status == 200);
    CHECK(again.body == first.body);
  }
  CHECK(case_count(world) == 1);
}

TEST_CASE("the same uuid with other bytes is a conflict and changes nothing") {
  const DeskWorld world;
  const auto desk = world.open();
  const tests::Sealed sealed = seal(world.kiosk);
  CHECK(desk->handle(tests::put_request(sealed), kNoon).status == 201);
  const complaint::Identity identity = world.kiosk.identity();
  const base::SecretString letter = complaint::write_letter(tests::lighting_complaint(), sealed.code);
  tests::Sealed other = sealed;
  other.bytes =
      complaint::seal_envelope({identity.id, sealed.uuid, 2, {}, kNoon, {}}, base::as_bytes(letter.view()),
                               identity.recipients.all(), identity.key);
  const base::HttpResponse response = desk->handle(tests::put_request(other), kNoon);
  CHECK(response.status == 409);
  CHECK(refusal_of(response) == "conflict");
  CHECK(desk->handle(tests::put_request(sealed), kNoon).status == 200);
  CHECK(case_count(world) == 1);
}

TEST_CASE("what the desk refuses it names, and stores nothing of") {
  const DeskWorld world;
  const tests::KioskWorld stranger;
  const auto desk = world.open();
  const tests::Sealed sealed = seal(world.kiosk);
  const auto put = [&](const base::HttpRequest& request) {
    const base::HttpResponse response = desk->handle(request, kNoon);
    return std::pair(response.status, refusal_of(response));
  };
  base::HttpRequest request = tests::put_request(sealed);
  request.url.replace(request.url.find("K-01"), 4, "K-09");
  CHECK(put(request) == std::pair(401, std::string("unknown-kiosk")));
  request = tests::put_request(sealed);
  request.body = base::to_bytes("hello");
  CHECK(put(request) == std::pair(400, std::string("malformed")));
  request.body = base::Bytes(complaint::kEnvelopeMaxSize + 1);
  CHECK(put(request) == std::pair(413, std::string("too-large")));
  request = tests::put_request(sealed);
  request.body.back() = static_cast<base::Byte>(request.body.back() ^ 1);
  CHECK(put(request) == std::pair(401, std::string("bad-signature")));
  request = tests::put_request(sealed);
  request.url = complaint::complaint_path(DeskWorld::kiosk_id(), crypto::random_uuid());
  CHECK(put(request) == std::pair(422, std::string("mismatch")));
  request.url = "/v1/kiosks/K-01/complaints/not-a-uuid";
  CHECK(put(request) == std::pair(400, std::string("malformed")));
  const tests::Sealed theirs = seal(stranger);  // another kiosk's key, another cell's key
  CHECK(put(tests::put_request(theirs)) == std::pair(401, std::string("bad-signature")));
  const complaint::Identity identity = world.kiosk.identity();
  tests::Sealed for_others = sealed;
  for_others.bytes =
      complaint::seal_envelope({identity.id, sealed.uuid, 1, {}, kNoon, {}}, base::as_bytes("{}"),
                               {stranger.cell.public_half()}, identity.key);
  CHECK(put(tests::put_request(for_others)) == std::pair(422, std::string("wrong-recipient")));
  for_others.bytes = complaint::seal_envelope({identity.id, sealed.uuid, 1, {}, kNoon, {}},
                                              base::as_bytes("{}"), identity.recipients.all(), identity.key);
  CHECK(put(tests::put_request(for_others)) == std::pair(422, std::string("cannot-open")));
  CHECK(case_count(world) == 0);
}

TEST_CASE("a revoked kiosk is refused, what it sent before stays") {
  const DeskWorld world;
  const auto desk = world.open();
  const tests::Sealed before = seal(world.kiosk);
  CHECK(desk->handle(tests::put_request(before), kNoon).status == 201);
  const auto database = DeskDatabase::open(world.data()).value();
  REQUIRE(revoke(database->use(), DeskWorld::kiosk_id(), tests::kDoing).ok());
  const base::HttpResponse refused = desk->handle(tests::put_request(seal(world.kiosk)), kNoon);
  CHECK(refused.status == 403);
  CHECK(refusal_of(refused) == "revoked-kiosk");
  CHECK(case_lines(world).size() == 1);
  CHECK(revoke(database->use(), DeskWorld::kiosk_id(), tests::kDoing).error().is(DeskError::not_found));
  const crypto::VerifyKey key = world.kiosk.identity().key.public_half();
  CHECK(enrol(database->use(), DeskWorld::kiosk_id(), key, "again", tests::kDoing).value() ==
        Enrolment::restored);
  CHECK(desk->handle(tests::put_request(seal(world.kiosk)), kNoon).status == 201);
}

TEST_CASE("sixty-four deliveries of one uuid at once, through two desks' connections, are one case") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto second_database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  const tests::Sealed sealed = seal(world.kiosk);
  std::vector<std::future<std::string>> acks;
  for (int count = 0; count < 64; ++count) {
    acks.push_back(std::async(std::launch::async, [&, count] {
      if (count % 2 == 0) return tests::body_of(desk->handle(tests::put_request(sealed), kNoon));
      return admit(*second_database, vault, {sealed.bytes, std::nullopt, std::nullopt}, kNoon).ack;
    }));
  }
  std::set<std::string> different;
  for (std::future<std::string>& ack : acks) different.insert(ack.get());
  CHECK(different.size() == 1);
  CHECK(case_count(world) == 1);
}

TEST_CASE("case numbers have no gaps and begin anew each year of Morocco") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto number = [&](std::string_view at) {
    const base::Timestamp now = base::parse_iso8601(at).value();
    const base::HttpResponse response = desk->handle(tests::put_request(seal(world.kiosk)), now);
    return complaint::read_ack(tests::body_of(response), world.kiosk.cell.sign.public_half())->case_number;
  };
  CHECK(number("2026-12-31T22:30:00Z") == "2026/1");
  CHECK(number("2026-12-31T22:59:59Z") == "2026/2");
  CHECK(number("2026-12-31T23:00:00Z") == "2027/1");  // midnight in Salé
  CHECK(number("2027-01-01T00:00:00Z") == "2027/2");
}

TEST_CASE("sixty days run from the deposit if the kiosk's clock can be believed, else from the arrival") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto arrival = kNoon + std::chrono::days(5);
  const auto deadline_of = [&](base::Timestamp created, complaint::ClockQuality clock) {
    const tests::Sealed sealed = seal(world.kiosk, tests::lighting_draft(), created, clock);
    desk->handle(tests::put_request(sealed), arrival);
    const auto database = DeskDatabase::open(world.data()).value();
    return find_case(database->use(), DeskWorld::kiosk_id(), sealed.uuid).value()->deadline_at;
  };
  CHECK(deadline_of(kNoon, complaint::ClockQuality::plausible) == kNoon + std::chrono::days(60));
  CHECK(deadline_of(kNoon, complaint::ClockQuality::unknown) == arrival + std::chrono::days(60));
  CHECK(deadline_of(arrival + std::chrono::days(900), complaint::ClockQuality::synchronised) ==
        arrival + std::chrono::days(60));
}

TEST_CASE("the list gives back what was typed, to the byte") {
  const DeskWorld world;
  const auto desk = world.open();
  complaint::Draft draft = tests::lighting_draft();
  draft.kind = complaint::Kind::observation;
  draft.text = "سطر \"أول\"\r\n\tline <two> & \\ ⵣ 😀 e\u0301 \u200f\u0001 end ";
  const tests::Sealed sealed = seal(world.kiosk, draft);
  desk->handle(tests::put_request(sealed), kNoon);
  const std::vector<base::Json> lines = case_lines(world);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].string_or("case", "") == "2026/1");
  CHECK(lines[0].string_or("uuid", "") == sealed.uuid.text());
  CHECK(lines[0].string_or("receipt", "") == sealed.code.digits());
  CHECK(lines[0].string_or("kind", "") == "observation");
  CHECK(lines[0].string_or("category", "") == "lighting");
  CHECK(lines[0].string_or("district", "") == "bettana");
  CHECK(lines[0].string_or("text", "") == draft.text.view());
  CHECK(lines[0].string_or("phone", "") == "0612345678");
  CHECK(lines[0].string_or("state", "") == "received");
  CHECK(lines[0].string_or("received", "") == "2026-11-23T12:00:00Z");
}

TEST_CASE("the desk's disk holds no word of a complaint or an answer without the cell's key") {
  const DeskWorld world;
  tests::Sealed sealed = seal(world.kiosk);
  {
    const auto desk = world.open();
    desk->handle(tests::put_request(sealed), kNoon);
    tests::wait_for_tickets(world);
    const Vault vault = Vault::open(world.paths().cell_key).value();
    const auto database = DeskDatabase::open(world.data()).value();
    const Case entry = find_case(database->use(), CaseNumber{2026, 1}).value().value();
    Change change{CaseEvent::answer, complaint::CaseState::answered, "amina", {}, {}, ""};
    change.answer.fr = "Canary-answer";
    change.note.ar = "كناري";
    change.reason = "Canary-reason";
    REQUIRE(change_case(database->use(), vault, entry, change, kNoon).ok());
  }
  const std::string disk = everything_on_disk(world.data());
  for (const std::string_view canary :
       {"Pharmacie", "0612345678", "النور", "واد الذهب", "Canary-answer", "كناري", "Canary-reason"}) {
    INFO(canary);
    CHECK(disk.find(canary) == std::string::npos);
  }
  CHECK(disk.find(sealed.code.digits()) == std::string::npos);
}

TEST_CASE("what cannot be stored now is neither acked nor refused for good") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto other = DeskDatabase::open(world.data()).value();
  REQUIRE(other->use()->run("ALTER TABLE cases RENAME TO away").ok());
  const tests::Sealed sealed = seal(world.kiosk);
  const base::HttpResponse response = desk->handle(tests::put_request(sealed), kNoon);
  CHECK(response.status == 503);
  CHECK(refusal_of(response) == "not-now");
  CHECK_FALSE(base::header(response.headers, "Retry-After").empty());
  REQUIRE(other->use()->run("ALTER TABLE away RENAME TO cases").ok());
  CHECK(desk->handle(tests::put_request(sealed), kNoon).status == 201);
}

TEST_CASE("one server a data folder, and none on a folder that was not prepared") {
  const DeskWorld world;
  const auto desk = world.open();
  CHECK(Desk::open(world.paths(), Cookies::plain).error().is(store::StoreError::busy));
  const tests::TempFolder empty;
  CHECK(Desk::open(DeskPaths::of(empty.path()), Cookies::plain).error().is(DeskError::not_prepared));
}

TEST_CASE("preparing twice keeps keys, names and the first API key") {
  const DeskWorld world;
  const auto before = store::read_file(world.paths().cell_key, 4096).value();
  CHECK(prepare(world.paths(), kNoon).value().empty());
  CHECK(store::read_file(world.paths().cell_key, 4096).value() == before);
  CHECK(world.api_key.size() == 64);
}

TEST_CASE("what was done to a case cannot be changed or deleted afterwards") {
  const DeskWorld world;
  const auto desk = world.open();
  desk->handle(tests::put_request(seal(world.kiosk)), kNoon);
  const auto database = DeskDatabase::open(world.data()).value();
  CHECK_FALSE(database->use()->run("UPDATE history SET actor = 'x'").ok());
  CHECK_FALSE(database->use()->run("DELETE FROM history").ok());
}
