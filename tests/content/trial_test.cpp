// A generation that is shown on trial: confirmed, taken back with its reason, or taken back because the
// program ends again and again.

#include "kiosk/content/content_store.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"
#include "tests/support/power_cut.h"

using namespace kiosk;
using namespace kiosk::content;
namespace fs = std::filesystem;

namespace {

const base::Timestamp kNow = tests::noon(2026, 12, 1);

struct Kiosk {
  tests::TempFolder folder;
  fs::path state = folder / "state";
  crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  TrustedKeys keys = tests::trust(key);

  Kiosk() { fs::create_directories(state); }
  [[nodiscard]] ContentStore store() const { return ContentStore(state); }
  [[nodiscard]] bool install(std::int64_t version) const {
    Contents contents;
    contents.site.declaration = std::to_string(version);
    return store()
        .install(UnverifiedPack::from_bytes(tests::signed_pack(contents, key, version)).value(), keys, kNow)
        .ok();
  }
  [[nodiscard]] std::int64_t shown() const { return store().load(keys).value().catalogue->version(); }
};

}  // namespace

TEST_CASE("a new generation is on trial until it is confirmed, the first one and a repair are not") {
  const Kiosk kiosk;
  REQUIRE(kiosk.install(1));
  CHECK_FALSE(kiosk.store().trial());
  REQUIRE(kiosk.install(2));
  REQUIRE(kiosk.store().trial());
  CHECK(kiosk.store().trial()->previous == 1);
  REQUIRE(kiosk.store().confirm().ok());
  CHECK_FALSE(kiosk.store().trial());
  REQUIRE(kiosk.install(2));
  CHECK_FALSE(kiosk.store().trial());
  CHECK(kiosk.store().reject("nothing is on trial", kiosk.keys).error().is(PackError::nothing_there));
}

TEST_CASE(
    "a generation found wanting gives way to the one before, with its reason, and stays refused by name") {
  const Kiosk kiosk;
  REQUIRE(kiosk.install(1));
  REQUIRE(kiosk.install(2));
  const std::string reason = "article/governance (fr): the page is empty";
  CHECK(kiosk.store().reject(reason, kiosk.keys).value().catalogue->version() == 1);
  CHECK(kiosk.shown() == 1);
  REQUIRE(kiosk.store().rejection());
  CHECK(kiosk.store().rejection()->version == 2);
  CHECK(kiosk.store().rejection()->reason == reason);
  INFO("staff may try it again, and it is forgotten when it comes through");
  REQUIRE(kiosk.install(2));
  REQUIRE(kiosk.store().trial());
  REQUIRE(kiosk.store().confirm().ok());
  CHECK_FALSE(kiosk.store().rejection());
}

TEST_CASE("a long reason is kept to a whole letter") {
  const Kiosk kiosk;
  REQUIRE(kiosk.install(1));
  REQUIRE(kiosk.install(2));
  std::string reason = "x";
  while (reason.size() < 1000) reason += "ص";
  REQUIRE(kiosk.store().reject(reason, kiosk.keys).ok());
  const std::string kept = kiosk.store().rejection()->reason;
  CHECK(kept.size() > 250);
  CHECK(kept == reason.substr(0, kept.size()));
  CHECK(kept.size() % 2 == 1);
}

TEST_CASE("a program that ends again and again on a new generation goes back by itself") {
  const Kiosk kiosk;
  REQUIRE(kiosk.install(1));
  REQUIRE(kiosk.install(2));
  for (int start = 0; start < kTrialStarts; ++start) {
    REQUIRE(kiosk.store().begin(kiosk.keys).ok());
    CHECK(kiosk.shown() == 2);
  }
  REQUIRE(kiosk.store().begin(kiosk.keys).ok());
  CHECK(kiosk.shown() == 1);
  CHECK(kiosk.store().rejection()->version == 2);
  REQUIRE(kiosk.store().begin(kiosk.keys).ok());
  CHECK(kiosk.shown() == 1);
}

TEST_CASE("going back by hand ends the trial") {
  const Kiosk kiosk;
  REQUIRE(kiosk.install(1));
  REQUIRE(kiosk.install(2));
  REQUIRE(kiosk.store().rollback(kiosk.keys).ok());
  CHECK_FALSE(kiosk.store().trial());
}

TEST_CASE(
    "a power cut while a generation is taken back leaves one of the two whole, and the trial's end follows") {
  const Kiosk kiosk;
  REQUIRE(kiosk.install(1));
  REQUIRE(kiosk.install(2));
  tests::survive_power_cuts(
      kiosk.state,
      [&] {
        if (!kiosk.store().reject("wanting", kiosk.keys).ok()) std::abort();
      },
      [&](const tests::PowerCut&) {
        const std::int64_t version = kiosk.shown();
        CHECK((version == 1 || version == 2));
        INFO("either it is still on trial, or it is gone");
        CHECK((kiosk.store().trial().has_value() == (version == 2)));
      });
}

TEST_CASE("scrubbing finds what is spoiled, says which generations are not whole, and mends the ratchet") {
  const Kiosk kiosk;
  for (const std::int64_t version : {1, 2, 3}) REQUIRE(kiosk.install(version));
  const ScrubReport sound = kiosk.store().scrub(kiosk.keys).value();
  CHECK(sound.damaged.empty());
  CHECK(sound.versions.empty());
  CHECK(sound.objects >= 4);
  fs::remove(kiosk.state / "content/ratchet");
  CHECK(kiosk.store().scrub(kiosk.keys).value().repaired_ratchet);
  CHECK(fs::exists(kiosk.state / "content/ratchet"));

  // The object that only version 2 has: a site's page.
  std::set<std::string> others;
  std::string own;
  for (const std::int64_t version : {1, 2, 3}) {
    const auto head =
        UnverifiedPack::open(kiosk.state / "content/generations" / std::to_string(version) / "head");
    const Manifest manifest = parse_manifest(base::as_text(head->head().manifest)).value();
    for (const PackObject& object : manifest.objects) {
      if (version != 2) others.insert(object.hash.text());
      if (version == 2 && object.kind == "site") own = object.hash.text();
    }
  }
  REQUIRE_FALSE(others.contains(own));
  const fs::path path = kiosk.state / "content/objects" / own;
  base::Bytes bytes = store::read_file(path, 1 << 20).value();
  bytes.back() ^= 4;
  REQUIRE(store::replace_file(path, bytes, store::FileMode::public_file).ok());
  const ScrubReport report = kiosk.store().scrub(kiosk.keys).value();
  CHECK(report.damaged == std::vector<std::string>{"site/all"});
  CHECK(report.versions == std::vector<std::int64_t>{2});
  CHECK_FALSE(fs::exists(path));
  CHECK(kiosk.shown() == 3);
  REQUIRE(kiosk.install(3));
}

TEST_CASE("scrubbing stops when it is asked to") {
  const Kiosk kiosk;
  REQUIRE(kiosk.install(1));
  int asked = 0;
  const ScrubReport report = kiosk.store().scrub(kiosk.keys, [&] { return ++asked == 2; }).value();
  CHECK(asked == 2);
  CHECK(report.objects <= 1);
}
