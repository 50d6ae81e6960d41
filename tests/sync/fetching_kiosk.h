#pragma once
// A kiosk that fetches its content from a publication served by a function.

#include <charconv>

#include "kiosk/content/pack_file.h"
#include "kiosk/sync/content_fetcher.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

namespace kiosk::tests {

using Serve = std::function<base::Result<base::HttpResponse>(const base::HttpRequest&)>;

inline std::pair<std::size_t, std::size_t> range_of(const base::HttpRequest& request, std::size_t size) {
  const std::string_view text = base::header(request.headers, "Range");
  if (!text.starts_with("bytes=")) return {0, size};
  std::size_t first = 0, last = 0;
  const char* const end = text.data() + text.size();
  const auto dash = std::from_chars(text.data() + 6, end, first).ptr;
  std::from_chars(dash + 1, end, last);
  return {first, std::min(last + 1, size)};
}

// What a web server makes of a folder.
inline base::Result<base::HttpResponse> serve_file(const std::filesystem::path& folder,
                                                   const base::HttpRequest& request) {
  const std::string target = request.url.substr(std::string_view("http://content").size());
  const base::Result<base::Bytes> bytes = store::read_file(folder / target.substr(1), 64 << 20);
  if (!bytes) return base::HttpResponse{404, {}, base::to_bytes("not here")};
  const std::string tag = "\"" + crypto::hash_of(*bytes).text().substr(0, 16) + "\"";
  if (base::header(request.headers, "If-None-Match") == tag)
    return base::HttpResponse{304, {{"ETag", tag}}, {}};
  const auto [begin, end] = range_of(request, bytes->size());
  if (begin == 0 && end == bytes->size()) return base::HttpResponse{200, {{"ETag", tag}}, *bytes};
  if (begin >= bytes->size()) return base::HttpResponse{416, {}, {}};
  const std::string range = base::cat("bytes ", begin, "-", end - 1, "/", bytes->size());
  return base::HttpResponse{206,
                            {{"ETag", tag}, {"Content-Range", range}},
                            base::Bytes(bytes->begin() + static_cast<std::ptrdiff_t>(begin),
                                        bytes->begin() + static_cast<std::ptrdiff_t>(end))};
}

inline const base::Timestamp kWall = noon(2026, 12, 1);

struct FetchingKiosk {
  TempFolder folder;
  std::filesystem::path state = folder / "state", web = folder / "web";
  crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  content::TrustedKeys keys = trust(key);
  content::CheckedSources sources = Site().check();
  content::ContentStore store{state, {"K-01", {"lobby"}}};
  Serve serve = [this](const base::HttpRequest& request) { return serve_file(web, request); };
  std::optional<sync::ContentFetcher> fetcher;
  base::BootTime now{std::chrono::hours(1)};
  base::Timestamp wall = kWall;
  std::size_t requests = 0, bytes = 0;
  std::vector<std::string> targets;

  FetchingKiosk() {
    std::filesystem::create_directories(state);
    restart();
  }
  void restart() {
    fetcher.emplace(
        store, [this]() -> base::Result<content::TrustedKeys> { return keys; }, "http://content",
        [](std::uint32_t bound) { return bound / 2; });
  }
  void publish(std::int64_t version, content::PackOptions options = {},
               const crypto::MinisignSecretKey* by = nullptr) {
    options.version = version;
    options.created = day(2026, 11, 23);
    const std::filesystem::path pack = folder / "pack.kpack";
    REQUIRE(content::build_pack_file(sources, options, {}, pack).ok());
    const content::UnverifiedPack unsigned_pack = content::UnverifiedPack::open(pack).value();
    const content::Manifest manifest =
        content::parse_manifest(base::as_text(unsigned_pack.head().manifest)).value();
    const std::string signature =
        content::sign_manifest(unsigned_pack.head().manifest, manifest, by != nullptr ? *by : key);
    REQUIRE(content::rewrite_head(pack, {signature}, unsigned_pack.head().roots).ok());
    REQUIRE(content::publish(pack, web).ok());
  }
  // Until nothing is due any more, or a pack is ready and installed. Whether one was.
  bool run(int most = 2000) {
    for (int i = 0; i < most; ++i) {
      const std::optional<sync::FetchJob> job = fetcher->tick(now, wall);
      if (!job) return false;
      ++requests;
      targets.push_back(job->request.url);
      const base::Result<base::HttpResponse> outcome = serve(job->request);
      if (outcome) bytes += outcome->body.size();
      const std::optional<base::Bytes> head = fetcher->finish(*job, outcome, now, wall);
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
  void wait_for_poll() { now += sync::kPollEvery + sync::kPollEvery / 5; }
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

}  // namespace kiosk::tests
