// Every refusal of the desk leaves one line in its log, which names the reason and the kiosk and nothing that
// was sent.

#include "kiosk/desk/intake.h"
#include "tests/support/captured_log.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::CapturedLog;
using tests::DeskWorld;
using tests::kNoon;

namespace {

// What the log says of this request, which is refused with this status.
std::string log_of(Desk& desk, const base::HttpRequest& request, int status) {
  const CapturedLog log;
  CHECK(desk.handle(request, kNoon).status == status);
  CHECK(log.count("desk.refused") == 1);
  CHECK(log.count("\n") == 1);
  return log.text();
}

bool says(const std::string& log, std::string_view words) { return log.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("each refused request is one line of the log, with the kiosk if its id is one") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto get = [&](const char* target) { return tests::get_request(target); };
  std::string log = log_of(*desk, get("/v1/kiosks/K-01/answers?after=0"), 401);
  CHECK(says(log, "reason=bad-signature"));
  CHECK(says(log, "kiosk=K-01"));
  CHECK(says(log_of(*desk, get("/v1/kiosks/K-09/answers?after=0"), 401), "kiosk=K-09"));
  base::HttpRequest health = get("/v1/kiosks/K-01/health");
  health.method = "POST";
  CHECK(says(log_of(*desk, health, 401), "reason=bad-signature"));
  complaint::sign_request(health, health.url, kNoon, world.kiosk.identity().key);
  log = log_of(*desk, health, 400);
  CHECK(says(log, "reason=malformed"));
  CHECK(says(log, "kiosk=K-01"));
  base::HttpRequest put = get("/v1/kiosks/K-01/complaints/not-a-uuid");
  put.method = "PUT";
  CHECK(says(log_of(*desk, put, 400), "kiosk=K-01"));
  CHECK(says(log_of(*desk, get("/v1/kiosks/K-01/x"), 404), "reason=not-found"));
  log = log_of(*desk, get("/v1/kiosks/%0A secret/answers"), 404);
  CHECK_FALSE(says(log, "kiosk="));
  CHECK_FALSE(says(log, "secret"));
  CHECK(says(log_of(*desk, get("/v1/x"), 404), "reason=not-found"));
  CHECK(says(log_of(*desk, get("/v1/kiosks/K-01/answers?after=%zz"), 400), "reason=malformed"));
}

TEST_CASE("a refused envelope names its kiosk and says once that it is none") {
  const DeskWorld world;
  const auto desk = world.open();
  const tests::Sealed sealed = tests::seal(world.kiosk);
  for (const std::string_view body : {std::string_view("hello"), std::string_view("hello, this is not one"),
                                      std::string_view("SLKENV\x01\x00\x09 and some more of it", 28)}) {
    base::HttpRequest request = tests::put_request(sealed);
    request.body = base::to_bytes(body);
    const std::string log = log_of(*desk, request, 400);
    CHECK(says(log, "reason=malformed"));
    CHECK(says(log, "kiosk=K-01"));
    const std::string_view words = "bytes that are not an envelope";
    CHECK(log.find(words) == log.rfind(words));
    CHECK(tests::body_of(desk->handle(request, kNoon)).find("envelope: bytes") == std::string::npos);
  }
}

TEST_CASE("validly signed bytes under a uuid that is taken are a conflict, whether they open or not") {
  const DeskWorld world;
  const tests::KioskWorld stranger;
  const auto desk = world.open();
  const tests::Sealed sealed = tests::seal(world.kiosk);
  CHECK(desk->handle(tests::put_request(sealed), kNoon).status == 201);
  const complaint::Identity identity = world.kiosk.identity();
  tests::Sealed other = sealed;
  other.bytes = complaint::seal_envelope({identity.id, sealed.uuid, 2, {}, kNoon, {}}, base::as_bytes("{}"),
                                         identity.recipients.all(), identity.key);
  CHECK(says(log_of(*desk, tests::put_request(other), 409), "reason=conflict"));
  other.bytes = complaint::seal_envelope({identity.id, sealed.uuid, 2, {}, kNoon, {}}, base::as_bytes("{}"),
                                         {stranger.cell.public_half()}, identity.key);
  CHECK(desk->handle(tests::put_request(other), kNoon).status == 409);
  CHECK(desk->handle(tests::put_request(sealed), kNoon).status == 200);
}

TEST_CASE("JSON that is too deep, says a name twice or is none is refused wherever a kiosk sends it") {
  const DeskWorld world;
  const auto desk = world.open();
  const complaint::Identity identity = world.kiosk.identity();
  const std::string deep = "{\"a\":" + std::string(50'000, '[') + std::string(50'000, ']') + "}";
  for (const std::string& body : {deep, std::string(50'000, '['), std::string(R"({"a":1,"a":2})"),
                                  std::string("{\"a\":\"\xC0\xAF\"}"), std::string("{} {}")}) {
    base::HttpRequest health = tests::get_request("/v1/kiosks/K-01/health");
    health.method = "POST";
    health.body = base::to_bytes(body);
    complaint::sign_request(health, health.url, kNoon, identity.key);
    CHECK(says(log_of(*desk, health, 400), "reason=malformed"));
    if (body.size() > complaint::kLetterMaxSize) continue;
    tests::Sealed sealed = tests::seal(world.kiosk);
    sealed.bytes = complaint::seal_envelope({identity.id, sealed.uuid, 1, {}, kNoon, {}},
                                            base::as_bytes(body), identity.recipients.all(), identity.key);
    const base::HttpResponse response = desk->handle(tests::put_request(sealed), kNoon);
    CHECK(response.status >= 400);
    CHECK(response.status < 500);
  }
  CHECK(
      tests::json_of(desk->handle(tests::get_request("/open311/v2/requests.json"), kNoon)).items()->empty());
}
