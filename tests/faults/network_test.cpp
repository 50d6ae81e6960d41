// A network that cuts, delays, repeats, reorders, replays and lies, between a kiosk and its desk: one case
// for each complaint, and each is delivered in the end.

#include <future>

#include "tests/faults/line.h"
#include "tests/faults/thorough.h"

using namespace kiosk;
using tests::Exchange;
using tests::Line;

namespace {

std::string head_of(const std::string& message) { return message.substr(0, message.find("\r\n\r\n") + 4); }
std::string body_of(const std::string& message) { return message.substr(head_of(message).size()); }

std::string response(std::string_view status, std::string_view headers, std::string_view body) {
  return base::cat("HTTP/1.1 ", status, "\r\n", headers, "Content-Length: ", body.size(), "\r\n\r\n", body);
}

// Every place by night; by day every one of the first, then one in many, and the last.
std::vector<std::size_t> places(std::size_t size, std::size_t all_of_the_first, std::size_t then_every) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < size; ++at) {
    const bool by_day = at < all_of_the_first || at % then_every == 0 || at + 3 > size;
    if (tests::is_thorough() || by_day) places.push_back(at);
  }
  return places;
}

std::string request_of(Line& line) {
  std::string request;
  CHECK_FALSE(line.send_next([&](Exchange& exchange) { request = exchange.request(); }));
  return request;
}

void check_all_delivered(Line& line, std::int64_t count) {
  CHECK(line.case_count() == count);
  CHECK(line.stats().delivered == count);
  CHECK(line.stats().queued == 0);
  CHECK(line.stats().failed == 0);
}

}  // namespace

TEST_CASE("a request cut at any byte makes no case, and the complaint is delivered in the end") {
  const tests::FastDisk fast;
  Line line;
  line.file();
  const std::string request = request_of(line);
  const std::vector<std::size_t> cuts = places(request.size(), 60, 127);
  for (const std::size_t cut : cuts) {
    INFO("cut after " << cut << " of " << request.size());
    CHECK_FALSE(line.send_next(
        [&](Exchange& exchange) { exchange.ask_and_leave(exchange.request().substr(0, cut)); }));
    REQUIRE(line.case_count() == 0);
    REQUIRE(line.stats().queued == 1);
  }
  // Whole, and the kiosk hears nothing of it.
  CHECK_FALSE(line.send_next([](Exchange& exchange) { exchange.ask_and_leave(exchange.request()); }));
  CHECK(line.case_count() == 1);
  CHECK(line.send_next());
  check_all_delivered(line, 1);
  tests::tell("requests cut: ", cuts.size(), "; lost 0, doubled 0");
}

TEST_CASE("a response cut at any byte delivers nothing, and the case stays one") {
  const tests::FastDisk fast;
  Line line;
  std::size_t size = 0;
  line.file();
  CHECK_FALSE(line.send_next([&](Exchange& exchange) {
    exchange.ask_and_leave(exchange.request());
    size = exchange.ask(exchange.request()).size();
  }));
  std::size_t tried = 0;
  for (const std::size_t cut : places(size, 20, 13)) {
    INFO("cut after " << cut << " of " << size);
    CHECK_FALSE(line.send_next(
        [&](Exchange& exchange) { exchange.answer(exchange.ask(exchange.request()).substr(0, cut)); }));
    REQUIRE(line.case_count() == 1);
    REQUIRE(line.stats().queued == 1);
    ++tried;
  }
  CHECK(line.send_next());
  check_all_delivered(line, 1);
  // The same for answers to a first delivery (201).
  std::int64_t count = 1;
  for (std::size_t cut = 0; cut < size; cut += tests::by_day_or_night<std::size_t>(157, 7)) {
    line.file();
    CHECK_FALSE(line.send_next(
        [&](Exchange& exchange) { exchange.answer(exchange.ask(exchange.request()).substr(0, cut)); }));
    CHECK(line.case_count() == ++count);
    CHECK(line.send_next());
    ++tried;
  }
  check_all_delivered(line, count);
  tests::tell("responses cut: ", tried, "; lost 0, doubled 0");
}

TEST_CASE("what comes later than the kiosk waits is one case and delivered the next time") {
  const tests::FastDisk fast;
  Line line;
  line.file();
  // The request arrives when the kiosk has given up; then the response does.
  CHECK_FALSE(line.send_next(
      [](Exchange& exchange) {
        const std::string request = exchange.request();
        exchange.wait_for_client_to_leave();
        exchange.ask_and_leave(request);
      },
      tests::kShortPatience));
  CHECK(line.stats().queued == 1);
  CHECK_FALSE(line.send_next(
      [](Exchange& exchange) { exchange.answer_after_client_left(exchange.ask(exchange.request())); },
      tests::kShortPatience));
  CHECK(line.case_count() == 1);
  CHECK(line.send_next());
  check_all_delivered(line, 1);
}

TEST_CASE("a request that arrives twice, or again much later, is one case with one ack") {
  const tests::FastDisk fast;
  Line line;
  line.file();
  std::string request, first, second;
  CHECK(line.send_next([&](Exchange& exchange) {
    request = exchange.request();
    first = exchange.ask(request);
    second = exchange.ask(request);
    exchange.answer(second);
  }));
  CHECK(first.starts_with("HTTP/1.1 201"));
  CHECK(second.starts_with("HTTP/1.1 200"));
  CHECK(body_of(first) == body_of(second));
  line.file();
  std::string much_later;
  CHECK(line.send_next([&](Exchange& exchange) {
    much_later = exchange.ask(request);
    exchange.pass();
  }));
  CHECK(body_of(much_later) == body_of(first));
  check_all_delivered(line, 2);
}

TEST_CASE("requests that overtake each other are one case each") {
  const tests::FastDisk fast;
  Line line;
  line.file();
  std::string kept;
  CHECK_FALSE(line.send_next([&](Exchange& exchange) { kept = exchange.request(); }));
  line.file();
  // The second complaint's request brings the first one's with it, after its own.
  std::string answer_to_kept;
  bool is_other = false;
  for (int round = 0; round < 2 && !is_other; ++round) {
    CHECK(line.send_next([&](Exchange& exchange) {
      is_other = exchange.request() != kept;
      const std::string answer = exchange.ask(exchange.request());
      if (is_other) answer_to_kept = exchange.ask(kept);
      exchange.answer(answer);
    }));
  }
  CHECK(is_other);
  CHECK(body_of(answer_to_kept).find("\"case\"") != std::string::npos);
  check_all_delivered(line, 2);
}

TEST_CASE("an old request replayed changes nothing and an old response delivers nothing else") {
  const tests::FastDisk fast;
  Line line;
  line.file();
  std::string old_request, old_response;
  CHECK(line.send_next([&](Exchange& exchange) {
    old_request = exchange.request();
    old_response = exchange.ask(old_request);
    exchange.answer(old_response);
  }));
  line.file();
  CHECK_FALSE(line.send_next([&](Exchange& exchange) {
    exchange.ask_and_leave(exchange.request());
    exchange.answer(old_response);  // signed by the cell, for another complaint
  }));
  CHECK(line.stats().queued == 1);
  CHECK_FALSE(line.send_next([&](Exchange& exchange) { exchange.answer(exchange.ask(old_request)); }));
  CHECK(line.case_count() == 2);
  CHECK(line.send_next());
  check_all_delivered(line, 2);
}

TEST_CASE("an ack with any bit changed delivers nothing, or says the same") {
  const tests::FastDisk fast;
  Line line;
  const crypto::VerifyKey cell = line.world.kiosk.cell.sign.public_half();
  line.file();
  std::string whole;
  CHECK_FALSE(line.send_next([&](Exchange& exchange) { whole = exchange.ask(exchange.request()); }));
  const std::size_t size = body_of(whole).size();
  int changed = 0;
  std::int64_t cases = 1;
  for (std::size_t at = 0; at < size; ++at) {
    for (int bit = static_cast<int>(at % 8); bit < 8; bit += tests::by_day_or_night(8, 1)) {
      bool says_the_same = false;
      const bool delivered = line.send_next([&](Exchange& exchange) {
        std::string answer = exchange.ask(exchange.request());
        const auto before = complaint::read_ack(body_of(answer), cell);
        char& byte = answer.at(head_of(answer).size() + at);
        byte = static_cast<char>(byte ^ (1 << bit));
        const auto after = complaint::read_ack(body_of(answer), cell);
        says_the_same = after && after->uuid == before->uuid && after->envelope == before->envelope &&
                        after->case_number == before->case_number &&
                        after->received_at == before->received_at;
        exchange.answer(answer);
      });
      INFO("bit " << bit << " of byte " << at);
      REQUIRE(delivered == says_the_same);
      ++changed;
      if (!delivered) continue;
      line.file();
      ++cases;
    }
  }
  CHECK(line.send_next());
  check_all_delivered(line, cases);
  tests::tell("acks changed in one bit: ", changed, "; lost 0, doubled 0");
}

TEST_CASE("nothing that is no ack of the cell for this complaint delivers, and a redirect is not followed") {
  const tests::FastDisk fast;
  Line line;
  const tests::TcpProxy elsewhere(line.desk_port());
  const tests::KioskWorld stranger;
  line.file();
  const auto ack_of = [&](const std::string& request, const crypto::SigningKey& key, const base::Uuid* uuid) {
    const base::Bytes envelope = base::to_bytes(body_of(request));
    const auto read =
        complaint::UnverifiedEnvelope::read(envelope).value().verify(line.kiosk->identity.key.public_half());
    const complaint::Ack ack{line.kiosk->identity.id, uuid != nullptr ? *uuid : read->header().uuid,
                             crypto::hash_of(envelope), "2026/1", tests::kNoon};
    return response("201 Created", "", complaint::write_ack(ack, key));
  };
  const base::Uuid another = crypto::random_uuid();
  const std::string portal = "<html><body>Welcome! Please log in to use this network.</body></html>";
  const std::vector<std::function<std::string(const std::string&)>> answers = {
      [&](const std::string&) { return response("200 OK", "Content-Type: text/html\r\n", portal); },
      [&](const std::string&) { return response("201 Created", "Content-Type: text/html\r\n", portal); },
      [&](const std::string&) { return response("202 Accepted", "", ""); },
      [&](const std::string&) {
        return response("302 Found", base::cat("Location: http://127.0.0.1:", elsewhere.port(), "/\r\n"), "");
      },
      [&](const std::string&) {
        return response("307 Temporary Redirect",
                        base::cat("Location: http://127.0.0.1:", elsewhere.port(), "/\r\n"), "");
      },
      [&](const std::string&) { return std::string("HTTP/1.1 204 No Content\r\n\r\n"); },
      [&](const std::string&) { return response("500 Internal Server Error", "", "oops"); },
      [&](const std::string&) { return response("403 Forbidden", "", portal); },
      [&](const std::string&) { return response("407 Proxy Authentication Required", "", ""); },
      [&](const std::string& request) { return ack_of(request, stranger.cell.sign, nullptr); },
      [&](const std::string& request) { return ack_of(request, line.world.kiosk.cell.sign, &another); },
      [&](const std::string&) { return std::string("no HTTP at all\n"); },
      [&](const std::string&) { return std::string(); },
  };
  for (const bool desk_hears : {false, true}) {
    for (const auto& answer : answers) {
      CHECK_FALSE(line.send_next([&](Exchange& exchange) {
        if (desk_hears) exchange.ask_and_leave(exchange.request());
        exchange.answer(answer(exchange.request()));
      }));
      CHECK(line.case_count() == (desk_hears ? 1 : 0));
      REQUIRE(line.stats().queued == 1);
    }
  }
  CHECK(elsewhere.connections() == 0);
  CHECK(line.send_next());
  check_all_delivered(line, 1);
}

TEST_CASE("sixty-four deliveries of one uuid at once over real connections are one case and one ack") {
  const tests::FastDisk fast;
  std::unique_ptr<desk::Desk> desk;
  Line line([&](const base::HttpRequest& request) { return desk->handle(request, tests::kNoon); });
  desk = line.world.open();
  line.file();
  const complaint::Outgoing outgoing = line.kiosk->outbox->take_due(line.now).value().value();
  base::HttpRequest request{"PUT",
                            base::cat("http://127.0.0.1:", line.desk_port(),
                                      complaint::complaint_path(line.kiosk->identity.id, outgoing.uuid)),
                            {},
                            outgoing.envelope,
                            ""};
  std::vector<std::future<base::Result<base::HttpResponse>>> sent;
  for (int count = 0; count < 64; ++count) {
    sent.push_back(std::async(std::launch::async, [&request] {
      return platform::system::CurlClient::create({}).value()->send(request, sync::kPatience);
    }));
  }
  std::set<std::string> acks;
  int created = 0;
  for (auto& one : sent) {
    const base::Result<base::HttpResponse> got = one.get();
    REQUIRE(got.ok());
    created += got->status == 201 ? 1 : 0;
    acks.insert(std::string(base::as_text(got->body)));
  }
  CHECK(created == 1);
  CHECK(acks.size() == 1);
  CHECK(line.send_next());
  check_all_delivered(line, 1);
}

TEST_CASE("a desk that stores whatever arrives is found out: one request twice is two cases") {
  const tests::FastDisk fast;
  std::atomic<int> stored = 0;
  Line line([&](const base::HttpRequest& request) {
    stored += request.method == "PUT" ? 1 : 0;
    return base::HttpResponse{201, {}, {}};
  });
  line.file();
  line.send_next([](Exchange& exchange) { exchange.answer(exchange.ask(exchange.request())); });
  line.send_next();
  CHECK(stored == 2);
}
