#include <signal.h>
#include <sys/resource.h>

#include <fstream>

#include "kiosk/content/compression.h"
#include "kiosk/content/content_store.h"
#include "kiosk/content/pack_finder.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Bytes;
namespace fs = std::filesystem;

namespace {

const base::Timestamp kNow = tests::noon(2026, 12, 1);

struct Kiosk {
  tests::TempFolder state;
  crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  TrustedKeys keys = tests::trust(key);
  Contents contents = tests::good_contents();
  ContentStore store{state.path()};

  Bytes pack(std::int64_t version, std::optional<Day> expires = std::nullopt) {
    contents.site.declaration = "edition " + std::to_string(version);
    return tests::signed_pack(contents, key, version, expires);
  }
  auto install(Bytes pack, base::Timestamp now = kNow) {
    return store.install(UnverifiedPack::from_bytes(std::move(pack)).value(), keys, now);
  }
  [[nodiscard]] std::int64_t shown() const { return store.load(keys).value().catalogue->version(); }
  [[nodiscard]] fs::path path(const std::string& inside) const { return state.path() / "content" / inside; }
  [[nodiscard]] std::size_t objects() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path("objects")), fs::directory_iterator()));
  }
};

}  // namespace

TEST_CASE("an installed pack is what the next start shows") {
  Kiosk kiosk;
  CHECK(kiosk.store.load(kiosk.keys).error().is(PackError::nothing_there));
  const auto installed = kiosk.install(kiosk.pack(5));
  REQUIRE(installed.ok());
  CHECK((*installed)->version() == 5);
  const InstalledContent loaded = kiosk.store.load(kiosk.keys).value();
  CHECK(loaded.catalogue->contents() == kiosk.contents);
  CHECK_FALSE(loaded.set_aside);
  CHECK(kiosk.store.list().versions == std::vector<std::int64_t>{5});
}

TEST_CASE("a state folder shows the same after it was moved") {
  Kiosk kiosk;
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  const tests::TempFolder other;
  fs::copy(kiosk.state.path(), other / "state", fs::copy_options::recursive);
  CHECK(ContentStore(other / "state").load(kiosk.keys).value().catalogue->version() == 5);
}

TEST_CASE(
    "older packs are refused, the same pack is no error, other bytes of the same version are an alarm") {
  Kiosk kiosk;
  const Bytes five = kiosk.pack(5);
  REQUIRE(kiosk.install(five).ok());
  CHECK(kiosk.install(kiosk.pack(4)).error().is(PackError::older_version));
  CHECK(kiosk.install(five).ok());
  kiosk.contents.site.answer_days = 61;
  CHECK(kiosk.install(kiosk.pack(5)).error().is(PackError::other_bytes));
  CHECK(kiosk.shown() == 5);
}

TEST_CASE("going back shows the older pack and does not open the door to older ones") {
  Kiosk kiosk;
  const Bytes five = kiosk.pack(5), six = kiosk.pack(6);
  REQUIRE(kiosk.install(five).ok());
  REQUIRE(kiosk.install(six).ok());
  CHECK(kiosk.store.rollback(kiosk.keys).value().catalogue->version() == 5);
  CHECK(kiosk.shown() == 5);
  CHECK(kiosk.install(five).error().is(PackError::older_version));
  CHECK(kiosk.store.rollback(kiosk.keys).error().is(PackError::nothing_there));
  CHECK(kiosk.install(six).ok());
  CHECK(kiosk.shown() == 6);
}

TEST_CASE("the ratchet holds when one of its files, or both, are lost or spoiled") {
  Kiosk kiosk;
  const Bytes five = kiosk.pack(5);
  REQUIRE(kiosk.install(five).ok());
  REQUIRE(kiosk.install(kiosk.pack(6)).ok());
  REQUIRE(kiosk.store.rollback(kiosk.keys).ok());
  fs::remove(kiosk.path("ratchet"));
  CHECK(kiosk.install(five).error().is(PackError::older_version));
  REQUIRE(store::replace_file(kiosk.path("ratchet.copy"), base::as_bytes("{"), store::FileMode::public_file)
              .ok());
  CHECK(kiosk.install(five).error().is(PackError::older_version));
}

TEST_CASE("three generations are kept: the new one, the one shown before, the newest of the others") {
  Kiosk kiosk;
  for (const std::int64_t version : {1, 2, 3, 4}) REQUIRE(kiosk.install(kiosk.pack(version)).ok());
  CHECK(kiosk.store.list().versions == std::vector<std::int64_t>{2, 3, 4});
  REQUIRE(kiosk.store.rollback(kiosk.keys).ok());
  REQUIRE(kiosk.store.rollback(kiosk.keys).ok());
  REQUIRE(kiosk.shown() == 2);
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  CHECK(kiosk.store.list().versions == std::vector<std::int64_t>{2, 4, 5});
}

TEST_CASE("objects that no kept generation needs are cleared away, shared ones stay") {
  Kiosk kiosk;
  REQUIRE(kiosk.install(kiosk.pack(1)).ok());
  const std::size_t one = kiosk.objects();
  for (const std::int64_t version : {2, 3, 4, 5}) REQUIRE(kiosk.install(kiosk.pack(version)).ok());
  CHECK(kiosk.objects() == one + 2);  // only the site's document differs
  for (const std::int64_t version : kiosk.store.list().versions) {
    REQUIRE(store::replace_file(kiosk.path("current"), base::as_bytes(std::to_string(version)),
                                store::FileMode::public_file)
                .ok());
    CHECK(kiosk.shown() == version);
    CHECK_FALSE(kiosk.store.load(kiosk.keys).value().set_aside);
  }
}

TEST_CASE("an expired pack is refused when the clock can be believed, and installed when it cannot") {
  Kiosk kiosk;
  const Bytes pack = kiosk.pack(5, tests::day(2026, 11, 30));
  CHECK(kiosk.install(pack, tests::noon(2026, 12, 1)).error().is(PackError::expired));
  CHECK(kiosk.install(pack, tests::noon(2026, 11, 30)).ok());
  CHECK(kiosk.store.clock_floor() == base::Timestamp(tests::day(2026, 11, 23)));
  INFO("a clock that was lost cannot tell, unless it was over by the day that is known");
  const Bytes next = kiosk.pack(6, tests::day(2026, 12, 1));
  CHECK(kiosk.install(next, tests::noon(2026, 12, 2)).error().is(PackError::expired));
  CHECK(kiosk.install(next, tests::noon(1970, 1, 1)).ok());
  CHECK(kiosk.install(kiosk.pack(7, tests::day(1999, 1, 1)), tests::noon(1970, 1, 1))
            .error()
            .is(PackError::expired));
  INFO("what is shown keeps showing, with a flag");
  CHECK(kiosk.store.load(kiosk.keys).value().catalogue->is_expired(tests::noon(2026, 12, 2)));
}

TEST_CASE("the clock's floor is what a time service told last, and no wrong time stays in it") {
  Kiosk kiosk;
  CHECK(kiosk.store.clock_floor() == base::Timestamp(base::kProgramDay));
  REQUIRE(kiosk.store.note_clock(tests::noon(2027, 3, 10)).ok());
  CHECK(ContentStore(kiosk.state.path()).clock_floor() == base::Timestamp(tests::day(2027, 3, 9)));
  INFO("a time that was wrong, and is mended");
  REQUIRE(kiosk.store.note_clock(tests::noon(2099, 1, 1)).ok());
  REQUIRE(kiosk.store.note_clock(tests::noon(2027, 3, 11)).ok());
  CHECK(kiosk.store.clock_floor() == base::Timestamp(tests::day(2027, 3, 10)));
  INFO("an earlier time goes no further back than the newest pack");
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  REQUIRE(kiosk.store.note_clock(tests::noon(1999, 1, 1)).ok());
  CHECK(kiosk.store.clock_floor() == base::Timestamp(tests::day(2026, 11, 23)));
  INFO("a file that is spoiled is none");
  std::ofstream(kiosk.path("seen")) << "{";
  CHECK(kiosk.store.clock_floor() == base::Timestamp(tests::day(2026, 11, 23)));
  INFO("a pack that was over by then is refused also where the clock was lost since");
  REQUIRE(kiosk.store.note_clock(tests::noon(2027, 3, 10)).ok());
  const Bytes over = kiosk.pack(6, tests::day(2027, 2, 1));
  CHECK(kiosk.install(over, tests::noon(1970, 1, 1)).error().is(PackError::expired));
}

TEST_CASE("a refused pack leaves what is installed untouched") {
  Kiosk kiosk;
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  const std::size_t objects = kiosk.objects();
  Bytes damaged = kiosk.pack(6);
  damaged.back() ^= 1;
  CHECK(kiosk.install(damaged).error().is(PackError::damaged));
  const Bytes foreign = tests::signed_pack(kiosk.contents, crypto::MinisignSecretKey::make(), 6);
  CHECK(kiosk.install(foreign).error().is(PackError::wrong_signature));
  CHECK(kiosk.shown() == 5);
  CHECK(kiosk.store.list().versions == std::vector<std::int64_t>{5});
  REQUIRE(kiosk.install(kiosk.pack(6)).ok());
  CHECK(kiosk.objects() == objects + 1);
}

TEST_CASE("a pack whose documents this program cannot read is not installed") {
  Kiosk kiosk;
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  Manifest manifest;
  manifest.version = 6;
  manifest.created = tests::day(2026, 11, 23);
  const Bytes stored = compress(base::as_bytes("{\"twins\":7}"));
  manifest.objects.push_back({"cities", "all", "zstd", crypto::hash_of(stored), stored.size(), 11});
  const Bytes bad = sign_pack(write_pack(manifest, {stored}), kiosk.key).value();
  CHECK(kiosk.install(bad).error().is(PackError::damaged));
  CHECK(kiosk.shown() == 5);
}

TEST_CASE("a damaged installed object, head or pointer shows the next older whole generation, and says why") {
  for (const char* spoiled : {"objects", "generations/6/head", "current"}) {
    Kiosk kiosk;
    REQUIRE(kiosk.install(kiosk.pack(5)).ok());
    std::vector<std::string> before;
    for (const auto& entry : fs::directory_iterator(kiosk.path("objects")))
      before.push_back(entry.path().filename());
    const Bytes six = kiosk.pack(6);
    REQUIRE(kiosk.install(six).ok());
    fs::path path = kiosk.path(spoiled);
    if (fs::is_directory(path)) {
      for (const auto& entry : fs::directory_iterator(kiosk.path("objects"))) {
        const std::string name = entry.path().filename();
        if (std::find(before.begin(), before.end(), name) == before.end()) path = entry.path();
      }
    }
    Bytes bytes = store::read_file(path, 1 << 20).value();
    bytes[bytes.size() / 2] ^= 0x10;
    REQUIRE(store::replace_file(path, bytes, store::FileMode::public_file).ok());
    INFO(spoiled);
    const InstalledContent loaded = kiosk.store.load(kiosk.keys).value();
    if (std::string_view(spoiled) == "current") {
      CHECK(loaded.catalogue->version() == 6);
    } else {
      CHECK(loaded.catalogue->version() == 5);
      REQUIRE(loaded.set_aside);
      CHECK(loaded.set_aside->is(PackError::damaged));
    }
    INFO("and the same pack again repairs it");
    REQUIRE(kiosk.install(six).ok());
    CHECK_FALSE(kiosk.store.load(kiosk.keys).value().set_aside);
    CHECK(kiosk.shown() == 6);
  }
}

TEST_CASE("a page that is damaged in every generation takes only itself off the screen") {
  Kiosk kiosk;
  const auto spoil = [&](std::string_view kind) {
    const Manifest manifest = kiosk.store.load(kiosk.keys).value().catalogue->manifest();
    const auto object = std::ranges::find(manifest.objects, kind, &PackObject::kind);
    const fs::path path = kiosk.path("objects") / object->hash.text();
    Bytes bytes = store::read_file(path, 1 << 20).value();
    bytes[bytes.size() / 2] ^= 0x10;
    REQUIRE(store::replace_file(path, bytes, store::FileMode::public_file).ok());
    return object->name;
  };
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  REQUIRE(kiosk.install(kiosk.pack(6)).ok());
  const Contents whole = kiosk.store.load(kiosk.keys).value().catalogue->contents();
  const std::string page = spoil("article");
  const InstalledContent left = kiosk.store.load(kiosk.keys).value();
  REQUIRE(left.set_aside);
  CHECK(left.set_aside->is(PackError::damaged));
  CHECK(left.catalogue->version() == 6);
  CHECK_FALSE(left.catalogue->article(page, base::Language::ar));
  CHECK(left.catalogue->contents().articles.size() == whole.articles.size() - 1);
  CHECK(left.catalogue->site() == whole.site);
  INFO("a list too; without the site's own document it is the generation before");
  for (const char* kind : {"cities", "agreements", "campaigns", "complaints"}) {
    spoil(kind);
    REQUIRE(kiosk.store.load(kiosk.keys).ok());
  }
  CHECK(kiosk.store.load(kiosk.keys).value().catalogue->contents().twins.empty());
  spoil("site");
  CHECK(kiosk.store.load(kiosk.keys).value().catalogue->version() == 5);
}

TEST_CASE("a pointer that was lost names the newest generation again when the program begins") {
  Kiosk kiosk;
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  REQUIRE(kiosk.install(kiosk.pack(6)).ok());
  std::int64_t expected = 6;
  SECTION("it was sound") { REQUIRE(kiosk.store.confirm().ok()); }
  SECTION("it was found wanting") {
    REQUIRE(kiosk.store.reject("a page is empty", kiosk.keys).ok());
    expected = 5;
  }
  for (const char* text : {"", "none\n"}) {
    REQUIRE(
        store::replace_file(kiosk.path("current"), base::as_bytes(text), store::FileMode::public_file).ok());
    REQUIRE(kiosk.store.begin(kiosk.keys).ok());
    CHECK(kiosk.store.list().current == expected);
  }
}

TEST_CASE("a pack that was made on a day far ahead is refused by a clock that can be believed") {
  Kiosk kiosk;
  const Bytes pack = kiosk.pack(5);  // of 2026-11-23
  CHECK(kiosk.install(pack, tests::noon(2026, 11, 1)).ok());
  Contents contents = kiosk.contents;
  PackOptions options{6, tests::day(2027, 11, 23), std::nullopt};
  const Bytes ahead = sign_pack(build_pack(contents, options), kiosk.key).value();
  CHECK(kiosk.install(ahead, tests::noon(2026, 12, 1)).error().is(PackError::not_yet));
  CHECK(kiosk.install(ahead, tests::noon(2027, 11, 1)).ok());
}

TEST_CASE("a full disk refuses with its own code and leaves the shown content whole") {
  Kiosk kiosk;
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  const Bytes six = kiosk.pack(6);
  struct rlimit before {};
  getrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_IGN);
  struct rlimit small = before;
  small.rlim_cur = 100;
  setrlimit(RLIMIT_FSIZE, &small);
  const auto installed = kiosk.install(six);
  setrlimit(RLIMIT_FSIZE, &before);
  REQUIRE_FALSE(installed.ok());
  CHECK(installed.error().is(PackError::no_space));
  CHECK(kiosk.shown() == 5);
  CHECK(kiosk.install(six).ok());
}

TEST_CASE("a disk that cannot take the new generation refuses with its own code") {
  Kiosk kiosk;
  const Bytes five = kiosk.pack(5);
  fs::create_directories(kiosk.path(""));
  REQUIRE(store::replace_file(kiosk.path("generations"), base::as_bytes("in the way"),
                              store::FileMode::public_file)
              .ok());
  CHECK(kiosk.install(five).error().is(PackError::install_failed));
  fs::remove(kiosk.path("generations"));
  CHECK(kiosk.install(five).ok());
}

TEST_CASE("a second process that installs is told that the folder is busy") {
  Kiosk kiosk;
  REQUIRE(kiosk.install(kiosk.pack(5)).ok());
  const auto held = store::LockFile::acquire(kiosk.path("lock")).value();
  CHECK(kiosk.install(kiosk.pack(6)).error().is(store::StoreError::busy));
  CHECK(kiosk.store.rollback(kiosk.keys).error().is(store::StoreError::busy));
}

TEST_CASE("progress counts every stored byte once and ends at the whole") {
  Kiosk kiosk;
  const Bytes pack = kiosk.pack(5);
  std::size_t last = 0, whole = 0, calls = 0;
  const auto installed = kiosk.store.install(UnverifiedPack::from_bytes(pack).value(), kiosk.keys, kNow,
                                             [&](std::size_t done, std::size_t all) {
                                               CHECK(done > last);
                                               last = done, whole = all, ++calls;
                                             });
  REQUIRE(installed.ok());
  CHECK(last == whole);
  CHECK(calls == (*installed)->manifest().objects.size());
}

TEST_CASE("what an install would refuse is refused where packs are found, and the pack shown is told apart") {
  Kiosk kiosk;
  const tests::TempFolder stick;
  const auto found = [&](const Bytes& bytes) {
    REQUIRE(store::replace_file(stick / "a.kpack", bytes, store::FileMode::public_file).ok());
    const auto shown = kiosk.store.load(kiosk.keys);
    return find_packs(stick.path(), kiosk.keys, shown ? &shown->catalogue->manifest() : nullptr,
                      [&](const SignedPack& pack) { return kiosk.store.check(pack, kNow); })
        .value()
        .at(0)
        .summary;
  };
  const Bytes five = kiosk.pack(5), six = kiosk.pack(6);
  CHECK(found(five).ok());
  REQUIRE(kiosk.install(five).ok());
  CHECK(found(five).error().is(PackError::installed));
  INFO("the same pack mends what it has lost");
  const Manifest manifest = kiosk.store.load(kiosk.keys).value().catalogue->manifest();
  REQUIRE(fs::remove(fs::directory_iterator(kiosk.path("objects"))->path()));
  CHECK_FALSE(kiosk.store.missing_of_shown(kiosk.keys).empty());
  CHECK(find_packs(stick.path(), kiosk.keys, &manifest, {}, false).value().at(0).summary.ok());
  REQUIRE(kiosk.install(five).ok());
  CHECK(found(kiosk.pack(4)).error().is(PackError::older_version));
  CHECK(found(kiosk.pack(7, tests::day(2026, 11, 30))).error().is(PackError::expired));
  REQUIRE(kiosk.install(six).ok());
  REQUIRE(kiosk.store.rollback(kiosk.keys).ok());
  CHECK(found(six).ok());
  CHECK(found(five).error().is(PackError::installed));
  kiosk.contents.site.answer_days = 61;
  CHECK(found(kiosk.pack(6)).error().is(PackError::other_bytes));
}

TEST_CASE("a pack is installed only as it was found") {
  Kiosk kiosk;
  const tests::TempFolder stick;
  const auto put = [&](const Bytes& bytes) {
    REQUIRE(store::replace_file(stick / "a.kpack", bytes, store::FileMode::public_file).ok());
  };
  put(kiosk.pack(5));
  const crypto::Hash manifest =
      find_packs(stick.path(), kiosk.keys, nullptr).value().at(0).summary.value().manifest;
  CHECK(open_found(stick / "a.kpack", manifest).ok());
  kiosk.contents.site.answer_days = 61;
  put(kiosk.pack(5));
  CHECK(open_found(stick / "a.kpack", manifest).error().is(PackError::changed));
  fs::remove(stick / "a.kpack");
  CHECK(open_found(stick / "a.kpack", manifest).error().is(PackError::stick_removed));
}

TEST_CASE("packs in a folder are found, each with what it would change or why it is refused") {
  Kiosk kiosk;
  const tests::TempFolder stick;
  CHECK(find_packs(stick.path(), kiosk.keys, nullptr).error().is(PackError::no_pack));
  CHECK(find_packs(stick / "none", kiosk.keys, nullptr).error().is(PackError::no_pack));
  const auto put = [&](const std::string& name, const Bytes& bytes) {
    REQUIRE(store::replace_file(stick / name, bytes, store::FileMode::public_file).ok());
  };
  const auto shown = kiosk.install(kiosk.pack(5)).value();
  kiosk.contents.articles.pop_back();
  kiosk.contents.tips.push_back(kiosk.contents.tips[0]);
  kiosk.contents.tips.back().slug = "tip-two";
  put("new.kpack", kiosk.pack(6, tests::day(2027, 1, 1)));
  Bytes damaged = kiosk.pack(7);
  damaged[20] ^= 1;
  put("damaged.pack", damaged);
  put("\u202Eodd name.kpack", kiosk.pack(8));
  put("._new.kpack", damaged);
  put("letter.txt", damaged);
  const std::vector<FoundPack> found = find_packs(stick.path(), kiosk.keys, &shown->manifest()).value();
  REQUIRE(found.size() == 3);
  CHECK(found[0].name == "_odd_name.kpack");
  CHECK(found[1].name == "new.kpack");
  CHECK(found[2].summary.error().is(PackError::damaged));
  const PackSummary& summary = found[1].summary.value();
  CHECK(summary.version == 6);
  CHECK(summary.expires == tests::day(2027, 1, 1));
  CHECK(summary.signer == kiosk.key.public_half().id_text());
  CHECK(summary.pages == 5);
  CHECK(summary.added == std::vector<std::string>{"tip/tip-two"});
  CHECK(summary.changed == std::vector<std::string>{"site/all"});
  CHECK(summary.removed == std::vector<std::string>{"article/privacy"});
  CHECK(found[1].size_bytes == fs::file_size(stick / "new.kpack"));
}
