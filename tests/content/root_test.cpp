// TUF's rules of keys, on kiosks whose keys may change. Its attacks by name: attacks_test.cpp.

#include "kiosk/content/root.h"

#include "tests/content/commune.h"

using namespace kiosk;
using namespace kiosk::content;
using base::as_bytes;
using base::Bytes;
using tests::Commune;
using tests::Keys;
using tests::kNow;
using tests::sign;

TEST_CASE("a root survives its file, and the same root gives the same bytes") {
  const Commune commune;
  const SignedRoot made = sign(commune.first(), {&commune.a, &commune.b});
  const SignedRoot read = SignedRoot::parse(made.file()).value();
  CHECK(read.root == made.root);
  CHECK(read.text == made.text);
  CHECK(read.signatures == made.signatures);
  CHECK(to_text(read.root) == made.text);
}

TEST_CASE("a root that names no keys, a key twice, or more signatures than it has keys is refused") {
  const Commune commune;
  Root twice = commune.first();
  twice.content.keys.push_back(twice.content.keys.front());
  Root renamed = commune.first();  // the same key under another id counts once
  renamed.root.keys[1] = renamed.root.keys[0];
  renamed.root.keys[1].id[0] ^= 1;
  Root none = commune.first();
  none.content.keys.clear();
  Root unreachable = commune.first();
  unreachable.root.threshold = 4;
  Root nobody = commune.first();
  nobody.content.threshold = 0;
  for (const Root& root : {twice, renamed, none, unreachable, nobody})
    CHECK(parse_root(to_text(root)).error().is(PackError::broken_root));
  for (const char* text : {"", "{}", "[]", R"({"role":"root","spec":1,"version":0})",
                           R"({"role":"content","spec":1,"version":1})"})
    CHECK(parse_root(text).error().is(PackError::broken_root));
  CHECK(parse_root(R"({"role":"root","spec":2,"version":1})").error().is(PackError::newer_program));
}

TEST_CASE("one key that signs twice is one signature") {
  const Commune commune;
  const SignedRoot once = sign(commune.first(), {&commune.a, &commune.a});
  CHECK(check_self_signed(once).error().is(PackError::broken_root));
  CHECK(check_self_signed(sign(commune.first(), {&commune.a, &commune.b})).ok());
  Commune two;
  CHECK(two.refusal(two.pack(1, {&two.content_key, &two.content_key}), two.trusted(2)) ==
        PackError::wrong_signature);
  CHECK(two.install(two.pack(1, {&two.content_key, &two.other}), two.trusted(2)).value() == 1);
}

TEST_CASE("a pack takes as many content keys as the root asks for, and root keys sign no packs") {
  Commune commune;
  CHECK(commune.refusal(commune.pack(1, {&commune.content_key}), commune.trusted(2)) ==
        PackError::wrong_signature);
  CHECK(commune.refusal(commune.pack(1, {&commune.a, &commune.b}), commune.trusted()) ==
        PackError::wrong_signature);
  CHECK(commune.refusal(commune.pack(1, {}), commune.trusted()) == PackError::no_signature);
  CHECK(commune.install(commune.pack(1, {&commune.a, &commune.content_key}), commune.trusted()).value() == 1);
}

TEST_CASE("a root follows the last one only if enough keys of both signed it, and only the very next") {
  const Commune commune;
  const Root first = commune.first();
  const Keys kept = {&commune.b, &commune.c, &commune.d};
  const Root next = commune.root(2, kept, {&commune.fresh});
  struct Case {
    const char* what;
    Keys by;
    bool follows;
  };
  const Case cases[] = {
      {"two keys that are in both", {&commune.b, &commune.c}, true},
      {"one in both, one of each", {&commune.a, &commune.b, &commune.d}, true},
      {"enough of the old keys only", {&commune.a, &commune.b}, false},
      {"enough of the new keys only", {&commune.d, &commune.b}, false},
      {"nobody", {}, false},
      {"one key, twice", {&commune.b, &commune.b}, false},
      {"the content keys", {&commune.content_key, &commune.other, &commune.fresh}, false},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    CHECK(check_follows(first, sign(next, one.by)).ok() == one.follows);
  }
  const Keys enough = {&commune.b, &commune.c};
  CHECK_FALSE(check_follows(first, sign(commune.root(3, kept, {&commune.fresh}), enough)).ok());
  CHECK_FALSE(check_follows(first, sign(commune.root(1, kept, {&commune.fresh}), enough)).ok());
  SignedRoot changed = sign(next, enough);
  changed.text = to_text(commune.root(2, kept, {&commune.a}));
  CHECK_FALSE(check_follows(first, changed).ok());
}

TEST_CASE("keys are replaced over several roots by one pack, and what is shown stays shown") {
  Commune commune;
  const TrustedKeys keys = commune.trusted();
  REQUIRE(commune.install(commune.pack(7, {&commune.content_key}), keys).value() == 7);
  const SignedRoot second =
      sign(commune.root(2, {&commune.b, &commune.c, &commune.d}, {&commune.other}), {&commune.b, &commune.c});
  const SignedRoot third =
      sign(commune.root(3, {&commune.c, &commune.d}, {&commune.fresh}), {&commune.c, &commune.d});
  INFO("the chain has a gap");
  CHECK(commune.refusal(commune.pack(8, {&commune.fresh}, {third}), keys) == PackError::broken_root);
  INFO("the new key signs, but nobody says that it may");
  CHECK(commune.refusal(commune.pack(8, {&commune.fresh}), keys) == PackError::wrong_signature);
  REQUIRE(commune.install(commune.pack(8, {&commune.fresh}, {second, third}), keys).value() == 8);
  CHECK(commune.shown(keys) == 8);
  CHECK(commune.store.newest(keys).root()->version == 3);

  INFO("the old key is shut out, whatever it signs");
  CHECK(commune.refusal(commune.pack(9, {&commune.content_key}), keys) == PackError::wrong_signature);
  INFO("packs need not bring roots that are known here");
  REQUIRE(commune.install(commune.pack(9, {&commune.fresh}), keys).value() == 9);
  CHECK(commune.shown(keys) == 9);
  INFO("and the generation the old key signed can still be gone back to");
  REQUIRE(commune.store.rollback(keys).ok());
  REQUIRE(commune.store.rollback(keys).value().catalogue->version() == 7);
}

TEST_CASE("fast forward: after a change of the content keys the ratchet begins anew, and not before") {
  Commune commune;
  const TrustedKeys keys = commune.trusted();
  REQUIRE(commune.install(commune.pack(kMaxVersion, {&commune.content_key}), keys).ok());
  CHECK(commune.refusal(commune.pack(9, {&commune.other}), keys) == PackError::older_version);
  const Keys kept = {&commune.a, &commune.b, &commune.c}, by = {&commune.a, &commune.b};
  INFO("other root keys, the same content keys: no way around it");
  const SignedRoot same = sign(commune.root(2, kept, {&commune.other, &commune.content_key}), by);
  CHECK(commune.refusal(commune.pack(9, {&commune.other}, {same}), keys) == PackError::older_version);
  const SignedRoot second = sign(commune.root(2, kept, {&commune.fresh}), by);
  REQUIRE(commune.install(commune.pack(9, {&commune.fresh}, {second}), keys).value() == 9);
  CHECK(commune.shown(keys) == 9);
  CHECK(commune.refusal(commune.pack(8, {&commune.fresh}, {second}), keys) == PackError::older_version);
}

TEST_CASE("a spoiled root on the disk takes away nothing but what followed from it") {
  Commune commune;
  const TrustedKeys keys = commune.trusted();
  const SignedRoot second =
      sign(commune.root(2, {&commune.a, &commune.b, &commune.c}, {&commune.fresh}), {&commune.a, &commune.b});
  REQUIRE(commune.install(commune.pack(5, {&commune.fresh}, {second}), keys).ok());
  const auto path = commune.state.path() / "content/roots/2";
  REQUIRE(store::replace_file(path, as_bytes("{}"), store::FileMode::public_file).ok());
  CHECK(commune.shown(keys) == 5);
  CHECK(commune.store.newest(keys).root()->version == 1);
  REQUIRE(commune.install(commune.pack(6, {&commune.fresh}, {second}), keys).ok());
}

TEST_CASE("keys without a root follow no roots") {
  Commune commune;
  const TrustedKeys plain({commune.content_key.public_half()});
  const SignedRoot takeover = sign(commune.root(1, {&commune.content_key, &commune.other}, {&commune.fresh}),
                                   {&commune.content_key, &commune.other});
  CHECK(commune.refusal(commune.pack(1, {&commune.fresh}, {takeover}), plain) == PackError::wrong_signature);
  CHECK(commune.install(commune.pack(1, {&commune.content_key}, {takeover}), plain).value() == 1);
  CHECK(commune.install(commune.pack(2, {&commune.content_key}), plain).value() == 2);
}

TEST_CASE("a root in the keys folder is believed if its own keys signed it") {
  const Commune commune;
  const tests::TempFolder folder;
  const auto put = [&](const SignedRoot& root) {
    REQUIRE(
        store::replace_file(folder / "root.json", as_bytes(root.file()), store::FileMode::public_file).ok());
  };
  put(sign(commune.first(), {&commune.a, &commune.c}));
  CHECK(TrustedKeys::load(folder.path()).value().root() == commune.first());
  put(sign(commune.first(), {&commune.a}));
  CHECK(TrustedKeys::load(folder.path()).error().is(PackError::broken_root));
}

TEST_CASE("a pack is for the kiosks and groups it names") {
  Commune commune;
  const TrustedKeys keys = commune.trusted();
  std::int64_t version = 0;
  const auto offer = [&](const Targets& targets) {
    PackOptions options;
    options.targets = targets;
    return commune.install(commune.pack(++version, {&commune.content_key}, {}, options), keys);
  };
  CHECK(offer({{"K-02"}, {}}).error().is(PackError::other_kiosk));
  CHECK(offer({{}, {"halls"}}).error().is(PackError::other_kiosk));
  CHECK(offer({{"K-02", "K-01"}, {}}).ok());
  CHECK(offer({{}, {"halls", "lobby"}}).ok());
  CHECK(offer({{"K-02"}, {"lobby"}}).ok());
  CHECK(offer({}).ok());
  INFO("a kiosk nobody named takes what is for all, and nothing else");
  const tests::TempFolder nameless;
  ContentStore store(nameless.path());
  PackOptions for_one;
  for_one.targets = {{"K-01"}, {}};
  const auto pack = [&](const PackOptions& options) {
    return UnverifiedPack::from_bytes(commune.pack(1, {&commune.content_key}, {}, options)).value();
  };
  CHECK(store.install(pack(for_one), keys, kNow).error().is(PackError::other_kiosk));
  CHECK(store.install(pack({}), keys, kNow).ok());
}

TEST_CASE("a pack waits for its first day, by the calendar of Morocco and a clock that can be believed") {
  base::use_time_zone(base::kMoroccoTimeZone);
  Commune commune;
  const TrustedKeys keys = commune.trusted();
  PackOptions options;
  options.starts = tests::day(2026, 12, 5);
  const Bytes pack = commune.pack(3, {&commune.content_key}, {}, options);
  const auto at = [&](base::Timestamp now) {
    return commune.store.install(UnverifiedPack::from_bytes(pack).value(), keys, now);
  };
  const base::Timestamp midnight = base::Timestamp(tests::day(2026, 12, 4)) + std::chrono::hours(23);
  CHECK(at(midnight - std::chrono::seconds(1)).error().is(PackError::not_yet));
  CHECK(at(midnight).ok());
  CHECK(at(tests::noon(1970, 1, 1)).ok());
}
