#include "tests/support/power_cut.h"

#include <fcntl.h>
#include <unistd.h>

#include "kiosk/content/content_store.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Bytes;
namespace fs = std::filesystem;

namespace {

const base::Timestamp kNow = tests::noon(2026, 12, 1);

// A small pack: the fewer objects, the fewer steps, the same kinds of step.
struct SmallKiosk {
  tests::TempFolder folder;
  fs::path state = folder / "state";
  crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  TrustedKeys keys = tests::trust(key);

  SmallKiosk() { fs::create_directories(state); }

  Bytes pack(std::int64_t version) const {
    Contents contents;
    contents.site.declaration = std::to_string(version);
    return tests::signed_pack(contents, key, version);
  }
  void install(std::int64_t version) const {
    const auto installed =
        ContentStore(state).install(UnverifiedPack::from_bytes(pack(version)).value(), keys, kNow);
    if (!installed.ok()) std::abort();  // also in the child
  }
};

}  // namespace

TEST_CASE(
    "a power cut at any step of an install leaves the old content whole or the new one, and never opens the "
    "ratchet") {
  const SmallKiosk kiosk;
  for (const std::int64_t version : {1, 2, 3}) kiosk.install(version);
  const Bytes older = kiosk.pack(2), newer = kiosk.pack(4);
  bool old_seen = false, new_seen = false;
  const int steps = tests::survive_power_cuts(
      kiosk.state, [&] { kiosk.install(4); },
      [&](const tests::PowerCut& cut) {
        ContentStore store(kiosk.state);
        INFO("step " << cut.step << (cut.loss == tests::Loss::unsynced ? ", unsynced data lost" : ""));
        const auto loaded = store.load(kiosk.keys);
        REQUIRE(loaded.ok());
        CHECK_FALSE(loaded->set_aside);
        const std::int64_t version = loaded->catalogue->version();
        CHECK((version == 3 || version == 4));
        CHECK(loaded->catalogue->site().declaration == std::to_string(version));
        (version == 3 ? old_seen : new_seen) = true;
        CHECK(store.install(UnverifiedPack::from_bytes(older).value(), kiosk.keys, kNow)
                  .error()
                  .is(PackError::older_version));
        const auto again = store.install(UnverifiedPack::from_bytes(newer).value(), kiosk.keys, kNow);
        REQUIRE(again.ok());
        CHECK(store.load(kiosk.keys).value().catalogue->version() == 4);
        CHECK(store.list().versions.size() == kKeptGenerations);
      });
  CHECK(steps > 20);
  CHECK(old_seen);
  CHECK(new_seen);
}

TEST_CASE("a power cut at any step of the first install leaves nothing or the whole") {
  const SmallKiosk kiosk;
  const Bytes first = kiosk.pack(1);
  tests::survive_power_cuts(
      kiosk.state, [&] { kiosk.install(1); },
      [&](const tests::PowerCut& cut) {
        ContentStore store(kiosk.state);
        INFO("step " << cut.step << (cut.loss == tests::Loss::unsynced ? ", unsynced data lost" : ""));
        const auto loaded = store.load(kiosk.keys);
        if (!loaded.ok()) CHECK(loaded.error().is(PackError::nothing_there));
        REQUIRE(store.install(UnverifiedPack::from_bytes(first).value(), kiosk.keys, kNow).ok());
        CHECK(store.load(kiosk.keys).value().catalogue->version() == 1);
      });
}

TEST_CASE("a power cut at any step of going back shows one of the two") {
  const SmallKiosk kiosk;
  kiosk.install(1);
  kiosk.install(2);
  tests::survive_power_cuts(
      kiosk.state,
      [&] {
        if (!ContentStore(kiosk.state).rollback(kiosk.keys).ok()) std::abort();
      },
      [&](const tests::PowerCut&) {
        const std::int64_t version = ContentStore(kiosk.state).load(kiosk.keys).value().catalogue->version();
        CHECK((version == 1 || version == 2));
      });
}

TEST_CASE("the power-cut harness sees what is not synced: a plain write loses its file") {
  const tests::TempFolder folder;
  const fs::path inside = folder / "state";
  fs::create_directories(inside);
  REQUIRE(store::replace_file(inside / "file", base::as_bytes("old"), store::FileMode::public_file).ok());
  bool lost = false;
  tests::survive_power_cuts(
      inside,
      [&] {
        const int fd = ::open((inside / "file").c_str(), O_WRONLY | O_TRUNC);
        if (::write(fd, "new", 3) != 3) std::abort();
        if (::write(fd, "er", 2) != 2) std::abort();
      },
      [&](const tests::PowerCut& cut) {
        const Bytes bytes = store::read_file(inside / "file", 100).value();
        if (cut.loss == tests::Loss::unsynced && bytes.empty()) lost = true;
      });
  CHECK(lost);
}
