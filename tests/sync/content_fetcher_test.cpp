// ContentFetcher against a publication served by a function, with every way a network and a server fail.

#include "kiosk/sync/content_fetcher.h"

#include <charconv>

#include "kiosk/content/pack_file.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using namespace kiosk::sync;
using base::BootTime;
using base::Bytes;
using base::HttpRequest;
using base::HttpResponse;
using base::Result;
namespace fs = std::filesystem;

namespace {

using Serve = std::function<Result<HttpResponse>(const HttpRequest&)>;

std::pair<std::size_t, std::size_t> range_of(const HttpRequest& request, std::size_t size) {
  const std::string_view text = base::header(request.headers, "Range");
  if (!text.starts_with("bytes=")) return {0, size};
  std::size_t first = 0, last = 0;
  const char* const end = text.data() + text.size();
  const auto dash = std::from_chars(text.data() + 6, end, first).ptr;
  std::from_chars(dash + 1, end, last);
  return {first, std::min(last + 1, size)};
}

// What a web server makes of a folder.
Result<HttpResponse> serve_file(const fs::path& folder, const HttpRequest& request) {
  const std::string target = request.url.substr(std::string_view("http://content").size());
  const Result<Bytes> bytes = store::read_file(folder / target.substr(1), 64 << 20);
  if (!bytes) return HttpResponse{404, {}, base::to_bytes("not here")};
  const std::string tag = "\"" + crypto::hash_of(*bytes).text().substr(0, 16) + "\"";
  if (base::header(request.headers, "If-None-Match") == tag) return HttpResponse{304, {{"ETag", tag}}, {}};
  const auto [begin, end] = range_of(request, bytes->size());
  if (begin == 0 && end == bytes->size()) return HttpResponse{200, {{"ETag", tag}}, *bytes};
  if (begin >= bytes->size()) return HttpResponse{416, {}, {}};
  const std::string range = base::cat("bytes ", begin, "-", end - 1, "/", bytes->size());
  return HttpResponse{206,
                      {{"ETag", tag}, {"Content-Range", range}},
                      Bytes(bytes->begin() + static_cast<std::ptrdiff_t>(begin),
                            bytes->begin() + static_cast<std::ptrdiff_t>(end))};
}

const base::Timestamp kWall = tests::noon(2026, 12, 1);

struct Kiosk {
  tests::TempFolder folder;
  fs::path state = folder / "state", web = folder / "web";
  crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  TrustedKeys keys = tests::trust(key);
  CheckedSources sources = tests::Site().check();
  ContentStore store{state, {"K-01", {"lobby"}}};
  Serve serve = [this](const HttpRequest& request) { return serve_file(web, request); };
  std::optional<ContentFetcher> fetcher;
  BootTime now{std::chrono::hours(1)};
  base::Timestamp wall = kWall;
  std::size_t requests = 0, bytes = 0;
  std::vector<std::string> targets;

  Kiosk() {
    fs::create_directories(state);
    restart();
  }
  void restart() {
    fetcher.emplace(
        store, [this]() -> Result<TrustedKeys> { return keys; }, "http://content",
        [](std::uint32_t bound) { return bound / 2; });
  }
  void publish(std::int64_t version, PackOptions options = {},
               const crypto::MinisignSecretKey* by = nullptr) {
    options.version = version;
    options.created = tests::day(2026, 11, 23);
    const fs::path pack = folder / "pack.kpack";
    REQUIRE(build_pack_file(sources, options, {}, pack).ok());
    const UnverifiedPack unsigned_pack = UnverifiedPack::open(pack).value();
    const Manifest manifest = parse_manifest(base::as_text(unsigned_pack.head().manifest)).value();
    const std::string signature =
        sign_manifest(unsigned_pack.head().manifest, manifest, by != nullptr ? *by : key);
    REQUIRE(rewrite_head(pack, {signature}, unsigned_pack.head().roots).ok());
    REQUIRE(content::publish(pack, web).ok());
  }
  // Until nothing is due any more, or a pack is ready and installed. Whether one was.
  bool run(int most = 2000) {
    for (int i = 0; i < most; ++i) {
      const std::optional<FetchJob> job = fetcher->tick(now, wall);
      if (!job) return false;
      ++requests;
      targets.push_back(job->request.url);
      const Result<HttpResponse> outcome = serve(job->request);
      if (outcome) bytes += outcome->body.size();
      const std::optional<Bytes> head = fetcher->finish(*job, outcome, now, wall);
      if (!head) continue;
      const auto installed = store.install(store.open_fetched(*head).value(), keys, wall);
      INFO((installed ? "" : installed.error().sentence()));
      REQUIRE(installed.ok());
      fetcher->installed();
      return true;
    }
    FAIL("it does not come to rest");
    return false;
  }
  void wait_for_poll() { now += kPollEvery + kPollEvery / 5; }
  // Through whatever it waits for.
  bool run_patiently(int most = 100) {
    for (int i = 0; i < most; ++i) {
      if (run()) return true;
      now = std::max(now + std::chrono::seconds(1), fetcher->next_wake(now));
    }
    return false;
  }
  [[nodiscard]] std::int64_t shown() const {
    const auto content = store.load(keys);
    return content ? content->catalogue->version() : 0;
  }
  void change(const std::string& mark) { sources.contents.site.declaration = mark; }
};

}  // namespace

TEST_CASE("a published pack is fetched, installed, and then costs one unchanged list a poll") {
  Kiosk kiosk;
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
  Kiosk kiosk;
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
  Kiosk kiosk;
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
    Kiosk kiosk;
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
      Kiosk kiosk;
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
  Kiosk kiosk;
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
  Kiosk kiosk;
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
  Kiosk kiosk;
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
  Kiosk kiosk;
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
  Kiosk kiosk;
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
  Kiosk kiosk;
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
  Kiosk kiosk;
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
  Kiosk kiosk;
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

TEST_CASE("objects of the content shown that are gone are fetched again") {
  Kiosk kiosk;
  kiosk.publish(3);
  REQUIRE(kiosk.run_patiently());
  const auto gone = fs::directory_iterator(kiosk.state / "content/objects")->path();
  Bytes bytes = store::read_file(gone, 1 << 20).value();
  bytes.front() ^= 1;
  REQUIRE(store::replace_file(gone, bytes, store::FileMode::public_file).ok());
  const ScrubReport report = kiosk.store.scrub(kiosk.keys).value();
  CHECK(report.damaged.size() == 1);
  CHECK(report.versions == std::vector<std::int64_t>{3});
  const auto damaged = kiosk.store.load(kiosk.keys);
  CHECK((!damaged || damaged->set_aside));
  kiosk.wait_for_poll();
  CHECK_FALSE(kiosk.run());
  CHECK_FALSE(kiosk.store.load(kiosk.keys).value().set_aside);
  CHECK(kiosk.shown() == 3);
  CHECK(kiosk.fetcher->take_repaired());
  CHECK_FALSE(kiosk.fetcher->take_repaired());
  CHECK(kiosk.store.scrub(kiosk.keys).value().damaged.empty());
}

TEST_CASE("an install that was cut short just before its switch is taken up again") {
  Kiosk kiosk;
  kiosk.publish(1);
  REQUIRE(kiosk.run_patiently());
  kiosk.change("two");
  kiosk.publish(2);
  kiosk.wait_for_poll();
  REQUIRE(kiosk.run());
  REQUIRE(store::replace_file(kiosk.state / "content/current", base::as_bytes("1\n"),
                              store::FileMode::public_file)
              .ok());
  REQUIRE(kiosk.shown() == 1);
  kiosk.restart();
  kiosk.wait_for_poll();
  kiosk.run();
  kiosk.wait_for_poll();
  kiosk.run();
  CHECK(kiosk.shown() == 2);
}

TEST_CASE("the head of what is shown is fetched again where it was lost") {
  for (const char* spoiled : {"", "{"}) {
    Kiosk kiosk;
    kiosk.publish(2);
    REQUIRE(kiosk.run_patiently());
    kiosk.change("three");
    kiosk.publish(3);
    kiosk.wait_for_poll();
    REQUIRE(kiosk.run());
    const fs::path head = kiosk.state / "content/generations/3/head";
    REQUIRE(store::replace_file(head, base::as_bytes(spoiled), store::FileMode::public_file).ok());
    CHECK(kiosk.shown() == 2);
    kiosk.restart();
    kiosk.wait_for_poll();
    kiosk.run();
    kiosk.wait_for_poll();
    kiosk.run();
    CHECK(kiosk.fetcher->take_repaired());
    CHECK(kiosk.shown() == 3);
    CHECK_FALSE(kiosk.store.load(kiosk.keys).value().set_aside);
  }
}

TEST_CASE("thousands of kiosks that start together do not come together") {
  std::set<std::int64_t> at;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    Kiosk kiosk;
    ContentFetcher fetcher(
        kiosk.store, [&]() -> Result<TrustedKeys> { return kiosk.keys; }, "http://content",
        [&](std::uint32_t bound) { return seed * 2654435761U % bound; });
    CHECK_FALSE(fetcher.tick(kiosk.now, kiosk.wall));
    at.insert((fetcher.next_wake(kiosk.now) - kiosk.now).count() / 1000);
  }
  CHECK(at.size() > 40);
}

TEST_CASE("without an address nothing is fetched") {
  Kiosk kiosk;
  ContentFetcher fetcher(
      kiosk.store, [&]() -> Result<TrustedKeys> { return kiosk.keys; }, "", [](std::uint32_t) { return 0U; });
  CHECK_FALSE(fetcher.tick(kiosk.now, kiosk.wall));
  CHECK(fetcher.next_wake(kiosk.now) == BootTime::max());
  CHECK_FALSE(fetcher.state().configured);
}
