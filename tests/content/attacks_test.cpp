// The attacks that TUF names, on a kiosk whose content keys stand in a root: each is refused by its own code,
// and what is shown stays. Those that need a network or a stick: tests/sync/content_fetcher_test.cpp,
// tests/stick/hostile_test.cpp.

#include "kiosk/content/compression.h"
#include "kiosk/content/pack_file.h"
#include "tests/content/commune.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Byte;
using base::Bytes;
using tests::Commune;
using tests::sign;

namespace {

// A kiosk that shows version 5, and one who wants it to show something else.
struct Attacked : Commune {
  crypto::MinisignSecretKey stranger = crypto::MinisignSecretKey::make();
  TrustedKeys keys = trusted();

  Attacked() { REQUIRE(install(edition(5), keys).value() == 5); }
  Bytes edition(std::int64_t version, std::optional<Day> expires = std::nullopt) {
    return edition_by(version, {&content_key}, expires);
  }
  Bytes edition_by(std::int64_t version, const tests::Keys& by, std::optional<Day> expires = std::nullopt) {
    contents.site.declaration = base::cat("edition ", version);
    PackOptions options;
    options.expires = expires;
    return pack(version, by, {}, options);
  }
  // A manifest of somebody's own making, with what he wants to go with it.
  Bytes forged(const std::string& manifest, const Bytes& objects, const crypto::MinisignSecretKey& by) const {
    Bytes out = write_head(base::as_bytes(manifest), {by.sign(base::as_bytes(manifest), "x")}, {});
    out.insert(out.end(), objects.begin(), objects.end());
    return out;
  }
};

std::string manifest_text(const Bytes& pack) {
  return std::string(base::as_text(UnverifiedPack::from_bytes(pack).value().head().manifest));
}

Bytes objects_of(const Bytes& pack) {
  const std::size_t head = UnverifiedPack::from_bytes(pack).value().head().bytes.size();
  return {pack.begin() + static_cast<std::ptrdiff_t>(head), pack.end()};
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// A pack with everything a pack can have: a photograph, targets, dates, a recipient, two roots, two
// signatures.
Bytes full_pack(const Commune& commune) {
  Manifest manifest;
  manifest.version = 6;
  manifest.created = tests::day(2026, 11, 23);
  manifest.expires = tests::day(2027, 11, 23);
  manifest.starts = tests::day(2026, 11, 24);
  manifest.targets = {{"K-01", "K-02"}, {"lobby"}};
  manifest.recipients = {"a key"};
  const Bytes document = compress(base::as_bytes("{}"));
  const Bytes picture(40, Byte{0x5A});
  manifest.objects.push_back({"site", "all", "zstd", crypto::hash_of(document), document.size(), 2});
  manifest.objects.push_back(
      {"picture", "garden", "raw", crypto::hash_of(picture), picture.size(), picture.size()});
  const Bytes bare = write_pack(manifest, {document, picture});
  const PackHead head = UnverifiedPack::from_bytes(bare).value().head();
  const tests::Keys root_keys = {&commune.a, &commune.b, &commune.c}, by = {&commune.a, &commune.b};
  std::vector<std::string> roots;
  for (const int version : {2, 3})
    roots.push_back(sign(commune.root(version, root_keys, {&commune.fresh, &commune.other}, 2), by).file());
  std::vector<std::string> signatures;
  for (const crypto::MinisignSecretKey* key : {&commune.fresh, &commune.other})
    signatures.push_back(key->sign(head.manifest, "x"));
  Bytes out = write_head(head.manifest, signatures, roots);
  out.insert(out.end(), bare.begin() + static_cast<std::ptrdiff_t>(head.bytes.size()), bare.end());
  return out;
}

base::Result<VerifiedPack> verify(Bytes bytes, const TrustedKeys& keys) {
  return TRY(UnverifiedPack::from_bytes(std::move(bytes))).verify(keys);
}

}  // namespace

TEST_CASE("every attack that TUF names is refused by its own code, and what is shown stays") {
  Attacked kiosk;
  const Bytes good = kiosk.edition(6), old = kiosk.edition(5);
  const std::string manifest = manifest_text(good);
  Bytes mixed = good;
  {
    // Objects of another pack by the same hand, of the same sizes.
    const Bytes others = objects_of(kiosk.edition(7));
    REQUIRE(others.size() == objects_of(good).size());
    std::copy(others.begin(), others.end(), mixed.end() - static_cast<std::ptrdiff_t>(others.size()));
  }
  Bytes endless = good;
  endless.resize(endless.size() + 1000);
  Bytes half = good;
  half.resize(half.size() - 1);
  const std::string newer = changed(manifest, "\"spec\":1", "\"spec\":2");
  Commune single;  // of a kiosk that asks for two content keys

  struct Attack {
    const char* name;
    Bytes pack;
    PackError refusal;
  };
  const Attack attacks[] = {
      {"arbitrary installation: a stranger's", kiosk.edition_by(6, {&kiosk.stranger}),
       PackError::wrong_signature},
      {"arbitrary installation: nobody's", kiosk.edition_by(6, {}), PackError::no_signature},
      {"arbitrary installation: signed by the root's keys, which sign no packs",
       kiosk.edition_by(6, {&kiosk.a, &kiosk.b}), PackError::wrong_signature},
      {"arbitrary installation: a good signature of another manifest",
       [&] {
         Bytes out = write_head(base::as_bytes(manifest_text(kiosk.edition(8))),
                                {kiosk.content_key.sign(base::as_bytes(manifest), "x")}, {});
         const Bytes objects = objects_of(kiosk.edition(8));
         out.insert(out.end(), objects.begin(), objects.end());
         return out;
       }(),
       PackError::wrong_signature},
      {"rollback", kiosk.edition(4), PackError::older_version},
      {"replay of what is shown", old, PackError::installed},
      {"the same version with other bytes", kiosk.edition(5, tests::day(2030, 1, 1)), PackError::other_bytes},
      {"indefinite freeze: what has expired", kiosk.edition(6, tests::day(2026, 11, 30)), PackError::expired},
      {"mix and match: objects of another pack", mixed, PackError::damaged},
      {"endless data", endless, PackError::damaged},
      {"a transfer that breaks off", half, PackError::damaged},
      {"wrong software: of a newer program", kiosk.forged(newer, objects_of(good), kiosk.content_key),
       PackError::newer_program},
      {"fast forward past the last number",
       kiosk.forged(changed(manifest, "\"version\":6", "\"version\":9223372036854775807"), objects_of(good),
                    kiosk.content_key),
       PackError::damaged},
      {"a role that signs no content",
       kiosk.forged(changed(manifest, "\"role\":\"content\"", "\"role\":\"root\""), objects_of(good),
                    kiosk.content_key),
       PackError::damaged},
      {"a size that would fill the disk",
       kiosk.forged(changed(manifest, "\"size\":", "\"size\":99999999"), objects_of(good), kiosk.content_key),
       PackError::damaged},
  };
  for (const Attack& attack : attacks) {
    INFO(attack.name);
    const auto installed = kiosk.install(attack.pack, kiosk.keys);
    const bool replayed = attack.refusal == PackError::installed;
    if (replayed) {
      CHECK(installed.value() == 5);  // no error: nothing to do
    } else {
      REQUIRE_FALSE(installed.ok());
      INFO(installed.error().sentence());
      CHECK(installed.error().is(attack.refusal));
    }
    CHECK(kiosk.shown(kiosk.keys) == 5);
    CHECK(kiosk.store.list().versions == std::vector<std::int64_t>{5});
  }
  INFO("and the good one is installed after all of them");
  CHECK(kiosk.install(good, kiosk.keys).value() == 6);

  INFO("key compromise: one stolen key of two");
  const TrustedKeys two = single.trusted(2);
  CHECK(single.refusal(single.pack(1, {&single.content_key}), two) == PackError::wrong_signature);
  CHECK(single.refusal(single.pack(1, {&single.content_key, &single.content_key}), two) ==
        PackError::wrong_signature);
}

TEST_CASE("a pack with everything a pack can have is refused when it is cut anywhere or a bit of it flips") {
  const Commune commune;
  const TrustedKeys keys = commune.trusted();
  const Bytes good = full_pack(commune);
  const auto whole = verify(good, keys);
  INFO((whole ? "" : whole.error().sentence()));
  REQUIRE(whole.ok());
  for (std::size_t size = 0; size < good.size(); ++size) {
    if (verify(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)), keys).ok())
      FAIL("cut after " << size << " of " << good.size() << " bytes, and accepted");
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes bad = good;
      bad[at] ^= static_cast<Byte>(1 << bit);
      if (verify(bad, keys).ok()) FAIL("bit " << bit << " of byte " << at << " was flipped and accepted");
    }
  }
  Bytes longer = good;
  longer.push_back(0);
  CHECK_FALSE(verify(longer, keys).ok());
}
