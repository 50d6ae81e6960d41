// ContentFetcher against a publication served by a function, with every way a network and a server fail.

#include "tests/sync/fetching_kiosk.h"

using namespace kiosk;
using namespace kiosk::content;
using namespace kiosk::sync;
using base::BootTime;
using base::Bytes;
using base::HttpRequest;
using base::HttpResponse;
using base::Result;
using tests::FetchingKiosk;
using tests::serve_file;
namespace fs = std::filesystem;

TEST_CASE("a published pack is fetched, installed, and then costs one unchanged list a poll") {
  FetchingKiosk kiosk;
  kiosk.publish(3);
  CHECK_FALSE(kiosk.run());
  CHECK(kiosk.requests == 0);
  kiosk.now += std::chrono::minutes(1);
  REQUIRE(kiosk.run());
  CHECK(kiosk.shown() == 3);
  kiosk.requests = kiosk.bytes = 0;
  for (int poll = 0; poll < 4; ++poll) {
    CHECK_FALSE(kiosk.run());
    kiosk.wait_for_poll();
  }
  CHECK(kiosk.requests == 3);
  CHECK(kiosk.bytes == 0);
}

TEST_CASE("of a new pack only what changed is fetched") {
  FetchingKiosk kiosk;
  kiosk.publish(3);
  REQUIRE(kiosk.run_patiently());
  kiosk.change("another word");
  kiosk.publish(4);
  kiosk.wait_for_poll();
  kiosk.targets.clear();
  REQUIRE(kiosk.run());
  CHECK(kiosk.shown() == 4);
  CHECK(kiosk.targets.size() == 3);  // the list, the head, one object
}

TEST_CASE("a transfer that breaks off anywhere goes on where it stood, also after a restart") {
  FetchingKiosk kiosk;
  // An object of several parts.
  std::string words;
  for (int i = 0; words.size() < 3 * kPart; ++i)
    words += crypto::hash_of(base::as_bytes(std::to_string(i))).text();
  kiosk.change(words);
  kiosk.publish(3);
  std::size_t fetched = 0, cuts = 0;
  kiosk.serve = [&](const HttpRequest& request) -> Result<HttpResponse> {
    if (++cuts % 4 == 0) return base::Error(base::HttpError::timed_out, "cut");
    const Result<HttpResponse> response = serve_file(kiosk.web, request);
    fetched += response->body.size();
    return response;
  };
  bool installed = false;
  for (int i = 0; i < 200 && !installed; ++i) {
    kiosk.restart();
    kiosk.now += std::chrono::hours(2);
    kiosk.fetcher->poll_now();
    installed = kiosk.run();
  }
  REQUIRE(installed);
  CHECK(kiosk.shown() == 3);
  std::uint64_t whole = 0;
  const auto catalogue = kiosk.store.load(kiosk.keys).value().catalogue;
  for (const PackObject& object : catalogue->manifest().objects) whole += object.stored_bytes;
  INFO("objects came once; lists and heads came anew after each restart");
  std::uint64_t objects = 0;
  for (const auto& entry : fs::directory_iterator(kiosk.state / "content/objects"))
    objects += entry.file_size();
  CHECK(objects <= whole);
}

TEST_CASE("what is no publication is no network, and nothing of it stays") {
  struct Case {
    const char* what;
    Result<HttpResponse> answer;
    const char* reason;
  };
  const Case cases[] = {
      {"a portal's page", HttpResponse{200, {}, base::to_bytes("<html>Sign in</html>")}, "not-a-publication"},
      {"a portal's redirect", HttpResponse{302, {{"Location", "http://portal/"}}, {}}, "redirected"},
      {"an empty answer", HttpResponse{200, {}, {}}, "not-a-publication"},
      {"no content", HttpResponse{204, {}, {}}, "http-status"},
      {"an error", HttpResponse{503, {}, {}}, "http-status"},
      {"unchanged, though nothing was read yet", HttpResponse{304, {}, {}}, "http-status"},
      {"a list of another kind", HttpResponse{200, {}, base::to_bytes(R"({"spec":9,"packs":[]})")},
       "not-a-publication"},
      {"nobody", base::Error(base::HttpError::unreachable, "no route"), "unreachable"},
      {"an endless answer", base::Error(base::HttpError::too_large, "too large"), "too-large"},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    FetchingKiosk kiosk;
    kiosk.publish(3);
    bool broken = true;
    kiosk.serve = [&](const HttpRequest& request) {
      return broken ? one.answer : serve_file(kiosk.web, request);
    };
    CHECK_FALSE(kiosk.run());
    kiosk.now += std::chrono::minutes(1);
    CHECK_FALSE(kiosk.run());
    CHECK(kiosk.requests == 1);
    CHECK(kiosk.fetcher->state().reason == one.reason);
    CHECK(kiosk.fetcher->state().failing_since);
    CHECK(kiosk.fetcher->next_wake(kiosk.now) > kiosk.now);
    broken = false;
    REQUIRE(kiosk.run_patiently());
    CHECK(kiosk.shown() == 3);
    CHECK_FALSE(kiosk.fetcher->state().failing_since);
  }
}

TEST_CASE("a server that lies about a head or an object is found out, and mended when it stops") {
  using Lie = std::function<void(HttpResponse&)>;
  const std::pair<const char*, Lie> lies[] = {
      {"other bytes", [](HttpResponse& r) { r.body.back() ^= 1; }},
      {"more bytes", [](HttpResponse& r) { r.body.push_back(0); }},
      {"fewer bytes, as all of it", [](HttpResponse& r) { r.body.pop_back(), r.status = 200; }},
      {"nothing", [](HttpResponse& r) { r.body.clear(); }},
      {"another part",
       [](HttpResponse& r) {
         r.status = 206;
         r.headers = {{"Content-Range", base::cat("bytes 7-", 6 + r.body.size(), "/99999")}};
       }},
      {"a part without its place", [](HttpResponse& r) { r.status = 206, r.headers.clear(); }},
      {"not found",
       [](HttpResponse& r) {
         r = {404, {}, {}};
       }},
      {"out of range",
       [](HttpResponse& r) {
         r = {416, {}, {}};
       }},
      {"a portal's page",
       [](HttpResponse& r) {
         r = {200, {}, base::to_bytes("<html></html>")};
       }},
  };
  for (const auto& [what, lie] : lies) {
    for (const char* part : {"/heads/", "/objects/"}) {
      INFO(what << " for " << part);
      FetchingKiosk kiosk;
      kiosk.publish(3);
      int left = 4;
      kiosk.serve = [&, lie = lie](const HttpRequest& request) {
        Result<HttpResponse> response = serve_file(kiosk.web, request);
        if (request.url.find(part) != std::string::npos && left-- > 0) lie(*response);
        return response;
      };
      REQUIRE(kiosk.run_patiently());
      CHECK(kiosk.shown() == 3);
      CHECK(left <= 0);
    }
  }
}

TEST_CASE("a server that knows no parts is borne with") {
  FetchingKiosk kiosk;
  kiosk.change(std::string(40000, 'x') + crypto::hash_of({}).text());
  kiosk.publish(3);
  kiosk.serve = [&](HttpRequest request) {
    request.headers.clear();
    return serve_file(kiosk.web, request);
  };
  REQUIRE(kiosk.run_patiently());
  CHECK(kiosk.shown() == 3);
}

TEST_CASE("a pack of a stranger is passed over, the next one is taken, and it is not asked for again") {
  FetchingKiosk kiosk;
  kiosk.publish(3);
  const crypto::MinisignSecretKey stranger = crypto::MinisignSecretKey::make();
  kiosk.publish(9, {}, &stranger);
  REQUIRE(kiosk.run_patiently());
  CHECK(kiosk.shown() == 3);
  CHECK(kiosk.fetcher->state().reason == "E-SIG-02");
  kiosk.targets.clear();
  kiosk.wait_for_poll();
  CHECK_FALSE(kiosk.run());
  CHECK(kiosk.targets == std::vector<std::string>{"http://content/packs.json"});
}

TEST_CASE("what staff took back, or the kiosk itself, does not come again over the network") {
  FetchingKiosk kiosk;
  kiosk.publish(3);
  REQUIRE(kiosk.run_patiently());
  REQUIRE(kiosk.store.confirm().ok());
  kiosk.change("four");
  kiosk.publish(4);
  kiosk.wait_for_poll();
  REQUIRE(kiosk.run());
  SECTION("staff") { REQUIRE(kiosk.store.rollback(kiosk.keys).ok()); }
  SECTION("the kiosk") { REQUIRE(kiosk.store.reject("a page is empty", kiosk.keys).ok()); }
  kiosk.restart();
  for (int poll = 0; poll < 3; ++poll) {
    kiosk.wait_for_poll();
    CHECK_FALSE(kiosk.run());
  }
  CHECK(kiosk.shown() == 3);
  kiosk.change("five");
  kiosk.publish(5);
  kiosk.wait_for_poll();
  REQUIRE(kiosk.run());
  CHECK(kiosk.shown() == 5);
}

TEST_CASE("a pack for others is not fetched, one for this kiosk's group is") {
  FetchingKiosk kiosk;
  PackOptions for_others, for_us;
  for_others.targets = {{"K-02"}, {}};
  for_us.targets = {{}, {"lobby"}};
  kiosk.publish(7, for_others);
  CHECK_FALSE(kiosk.run_patiently(3));
  CHECK(kiosk.targets.size() >= 1);
  for (const std::string& target : kiosk.targets) CHECK(target == "http://content/packs.json");
  kiosk.publish(7, for_us);
  kiosk.wait_for_poll();
  REQUIRE(kiosk.run());
  CHECK(kiosk.shown() == 7);
}

TEST_CASE("a pack before its first day is fetched ahead and installed on it") {
  FetchingKiosk kiosk;
  kiosk.publish(3);
  REQUIRE(kiosk.run_patiently());
  PackOptions later;
  later.starts = tests::day(2026, 12, 5);
  kiosk.change("for the fifth");
  kiosk.publish(4, later);
  kiosk.wait_for_poll();
  CHECK_FALSE(kiosk.run());
  CHECK(kiosk.shown() == 3);
  kiosk.wait_for_poll();
  kiosk.targets.clear();
  CHECK_FALSE(kiosk.run());
  kiosk.wall = tests::noon(2026, 12, 5);
  kiosk.wait_for_poll();
  REQUIRE(kiosk.run());
  CHECK(kiosk.shown() == 4);
  INFO("nothing but lists was fetched on the day");
  for (const std::string& target : kiosk.targets) CHECK(target == "http://content/packs.json");
}

TEST_CASE(
    "what was spoiled on the disk while a pack waited is fetched again, and a passing trouble is tried "
    "again") {
  FetchingKiosk kiosk;
  PackOptions later;
  later.starts = tests::day(2026, 12, 5);
  kiosk.publish(4, later);
  CHECK_FALSE(kiosk.run_patiently(3));
  const fs::path spoiled = fs::directory_iterator(kiosk.state / "content/objects")->path();
  Bytes bytes = store::read_file(spoiled, 1 << 20).value();
  bytes.front() ^= 1;
  REQUIRE(store::replace_file(spoiled, bytes, store::FileMode::public_file).ok());
  kiosk.wall = tests::noon(2026, 12, 5);
  kiosk.wait_for_poll();
  const auto offered = [&]() -> std::optional<Bytes> {
    for (std::optional<FetchJob> job; (job = kiosk.fetcher->tick(kiosk.now, kiosk.wall));) {
      const auto head = kiosk.fetcher->finish(*job, kiosk.serve(job->request), kiosk.now, kiosk.wall);
      if (head) return head;
    }
    return std::nullopt;
  };
  const auto head = offered();
  REQUIRE(head);
  const auto installed = kiosk.store.install(kiosk.store.open_fetched(*head).value(), kiosk.keys, kiosk.wall);
  REQUIRE_FALSE(installed.ok());
  CHECK(installed.error().is(PackError::damaged));
  kiosk.fetcher->refused(installed.error());
  REQUIRE(offered());
  kiosk.fetcher->refused(base::Error(store::StoreError::busy, "another process is at it"));
  kiosk.wait_for_poll();
  REQUIRE(kiosk.run());
  CHECK(kiosk.shown() == 4);
  CHECK(kiosk.fetcher->state().reason.empty());
}

TEST_CASE("a newer pack takes the place of the one that is under way") {
  FetchingKiosk kiosk;
  kiosk.publish(3);
  CHECK_FALSE(kiosk.run());
  kiosk.now += std::chrono::minutes(1);
  int objects = 0;
  kiosk.serve = [&](const HttpRequest& request) -> Result<HttpResponse> {
    if (request.url.find("/objects/") != std::string::npos && ++objects == 2)
      return base::Error(base::HttpError::unreachable, "gone");
    return serve_file(kiosk.web, request);
  };
  CHECK_FALSE(kiosk.run());
  kiosk.change("four");
  kiosk.publish(4);
  kiosk.fetcher->poll_now();
  REQUIRE(kiosk.run_patiently());
  if (kiosk.shown() == 3) {
    kiosk.wait_for_poll();
    REQUIRE(kiosk.run_patiently());
  }
  CHECK(kiosk.shown() == 4);
}

TEST_CASE("older packs beside the one shown are as they should be, older ones alone are told") {
  FetchingKiosk kiosk;
  for (const std::int64_t version : {1, 2, 3}) {
    kiosk.change(base::cat("edition ", version));
    kiosk.publish(version);
  }
  REQUIRE(kiosk.run_patiently());
  REQUIRE(kiosk.shown() == 3);
  const auto polls = [&] {
    kiosk.wait_for_poll();
    CHECK_FALSE(kiosk.run());
  };
  polls();
  CHECK(kiosk.fetcher->state().reason == "");
  kiosk.restart();
  polls();
  polls();
  CHECK(kiosk.fetcher->state().reason == "");
  INFO("the newest is taken off the list");
  REQUIRE(content::unpublish(3, kiosk.web).value() == 1);
  CHECK(content::unpublish(3, kiosk.web).error().is(PackError::nothing_there));
  kiosk.restart();
  polls();
  polls();
  CHECK(kiosk.fetcher->state().reason == "E-VER-01");
  CHECK(kiosk.shown() == 3);
}

TEST_CASE("thousands of kiosks that start together do not come together") {
  std::set<std::int64_t> at;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    FetchingKiosk kiosk;
    ContentFetcher fetcher(
        kiosk.store, [&]() -> Result<TrustedKeys> { return kiosk.keys; }, "http://content",
        [&](std::uint32_t bound) { return seed * 2654435761U % bound; });
    CHECK_FALSE(fetcher.tick(kiosk.now, kiosk.wall));
    at.insert((fetcher.next_wake(kiosk.now) - kiosk.now).count() / 1000);
  }
  CHECK(at.size() > 40);
}

TEST_CASE("without an address nothing is fetched") {
  FetchingKiosk kiosk;
  ContentFetcher fetcher(
      kiosk.store, [&]() -> Result<TrustedKeys> { return kiosk.keys; }, "", [](std::uint32_t) { return 0U; });
  CHECK_FALSE(fetcher.tick(kiosk.now, kiosk.wall));
  CHECK(fetcher.next_wake(kiosk.now) == BootTime::max());
  CHECK_FALSE(fetcher.state().configured);
}
