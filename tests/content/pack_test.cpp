#include "kiosk/content/pack.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "kiosk/content/catalogue.h"
#include "kiosk/content/compression.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::as_bytes;
using base::Bytes;

namespace {

// The smallest pack there can be: one object.
struct Small {
  crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  TrustedKeys keys = tests::trust(key);
  Manifest manifest;
  std::vector<Bytes> stored;

  Small() {
    manifest.version = 3;
    manifest.created = tests::day(2026, 11, 23);
    manifest.languages = {base::Language::ar};
    add("cities", "all", "{}");
  }
  void add(const std::string& kind, const std::string& name, std::string_view json) {
    stored.push_back(compress(as_bytes(json)));
    manifest.objects.push_back(
        {kind, name, "zstd", crypto::hash_of(stored.back()), stored.back().size(), json.size()});
  }
  [[nodiscard]] Bytes bytes() const { return sign_pack(write_pack(manifest, stored), key).value(); }
};

base::Result<VerifiedPack> verify(Bytes bytes, const TrustedKeys& keys) {
  return TRY(UnverifiedPack::from_bytes(std::move(bytes))).verify(keys);
}

// A pack whose signed manifest is this text, whatever it says.
Bytes pack_of(const Small& small, std::string_view manifest, const Bytes& objects) {
  base::ByteWriter out;
  out.raw(as_bytes("KPACK2\r\n"));
  out.u32(static_cast<std::uint32_t>(manifest.size()));
  out.raw(as_bytes(manifest));
  const std::string signature = small.key.sign(as_bytes(manifest), "made by hand");
  out.u8(1);
  out.u16(static_cast<std::uint16_t>(signature.size()));
  out.raw(as_bytes(signature));
  out.u8(0);
  out.raw(crypto::hash_of(out.bytes()).bytes);
  out.raw(objects);
  return out.take();
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

bool runs(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("the same contents, version and dates give the same bytes, and another version does not") {
  const Contents contents = tests::good_contents();
  const PackOptions options{4, tests::day(2026, 11, 23), tests::day(2027, 11, 23)};
  CHECK(build_pack(contents, options) == build_pack(tests::good_contents(), options));
  CHECK(build_pack(contents, options) != build_pack(contents, {5, options.created, options.expires}));
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  CHECK(sign_pack(build_pack(contents, options), key).value() ==
        sign_pack(build_pack(contents, options), key).value());
}

TEST_CASE("a pack verifies for those who trust its key, and names its signer") {
  const Small small;
  const auto verified = verify(small.bytes(), small.keys);
  REQUIRE(verified.ok());
  CHECK(verified->manifest() == small.manifest);
  CHECK(verified->signer() == small.key.public_half().id_text());
  REQUIRE(verified->documents().size() == 1);
  CHECK(verified->documents()[0].json == "{}");
}

TEST_CASE("unsigned is one refusal, signed by a stranger another") {
  const Small small;
  CHECK(verify(write_pack(small.manifest, small.stored), small.keys).error().is(PackError::no_signature));
  CHECK(verify(small.bytes(), tests::trust(crypto::MinisignSecretKey::make()))
            .error()
            .is(PackError::wrong_signature));
  CHECK(verify(small.bytes(), TrustedKeys({})).error().is(PackError::wrong_signature));
}

TEST_CASE("a second signature joins the first, one by the same key takes its place") {
  const Small small;
  const crypto::MinisignSecretKey other = crypto::MinisignSecretKey::make();
  const Bytes both = sign_pack(small.bytes(), other).value();
  CHECK(verify(both, small.keys).ok());
  CHECK(verify(both, tests::trust(other)).ok());
  CHECK(sign_pack(both, other).value() == both);
}

TEST_CASE("a trusted key's signature that does not hold is refused even beside a good one") {
  const Small small;
  const crypto::MinisignSecretKey other = crypto::MinisignSecretKey::make();
  const TrustedKeys both({small.key.public_half(), other.public_half()});
  const Bytes pack = add_signature(small.bytes(), other.sign(as_bytes("another manifest"), "x")).value();
  CHECK(verify(pack, both).error().is(PackError::wrong_signature));
  CHECK(verify(pack, small.keys).ok());
}

TEST_CASE("every flipped bit of a signed pack is refused") {
  const Small small;
  const crypto::MinisignSecretKey stranger = crypto::MinisignSecretKey::make();
  const Bytes good = sign_pack(small.bytes(), stranger).value();  // with a signature nobody here knows
  REQUIRE(verify(good, small.keys).ok());
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes bad = good;
      bad[at] ^= static_cast<base::Byte>(1 << bit);
      if (verify(bad, small.keys).ok())
        FAIL("bit " << bit << " of byte " << at << " was flipped and accepted");
    }
  }
}

TEST_CASE("a flipped bit is refused also when the head's own sum was made to fit") {
  const Small small;
  const Bytes good = small.bytes();
  const std::size_t head = UnverifiedPack::from_bytes(good).value().head().bytes.size();
  const std::size_t comment = std::string("untrusted comment: ").size();
  const std::size_t signature = 8 + 4 + to_text(small.manifest).size() + 1 + 2;
  for (std::size_t at = 0; at + 32 < head; ++at) {
    // The first line of a minisign signature is nobody's word; the sum alone guards it.
    if (at >= signature + comment && at < signature + 70) continue;
    Bytes bad = good;
    bad[at] ^= 1;
    const crypto::Hash sum = crypto::hash_of(base::ByteView(bad).first(head - 32));
    std::copy(sum.bytes.begin(), sum.bytes.end(), bad.begin() + static_cast<std::ptrdiff_t>(head - 32));
    if (verify(bad, small.keys).ok()) FAIL("byte " << at << " was changed and accepted");
  }
}

TEST_CASE("a pack cut anywhere, or with anything after it, is refused") {
  const Small small;
  const Bytes good = small.bytes();
  for (std::size_t size = 0; size < good.size(); ++size) {
    const auto verified =
        verify(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)), small.keys);
    if (verified.ok() || !verified.error().is(PackError::damaged)) FAIL("cut to " << size << " bytes");
  }
  Bytes longer = good;
  longer.push_back(0);
  CHECK(verify(longer, small.keys).error().is(PackError::damaged));
}

TEST_CASE("a signed manifest that no builder writes is refused by its kind") {
  const Small small;
  const std::string good = to_text(small.manifest);
  const std::string object = base::Json::parse(good).value().find("objects")->items()->front().text();
  const std::pair<std::string, PackError> cases[] = {
      {"", PackError::damaged},
      {"[]", PackError::damaged},
      {changed(good, "\"role\":\"content\"", "\"role\":\"root\""), PackError::damaged},
      {changed(good, "\"spec\":1", "\"spec\":2"), PackError::newer_program},
      {changed(good, "\"min_app\":1", "\"min_app\":2"), PackError::newer_program},
      {changed(good, "\"version\":3", "\"version\":0"), PackError::damaged},
      {changed(good, "\"version\":3", "\"version\":-3"), PackError::damaged},
      {changed(good, "\"version\":3", "\"version\":9223372036854775807"), PackError::damaged},
      {changed(good, "\"version\":3", "\"version\":3,\"version\":4"), PackError::damaged},
      {changed(good, "\"version\":3", "\"version\":\"3\""), PackError::damaged},
      {changed(good, "2026-11-23", "2026-13-23"), PackError::damaged},
      {changed(good, "[\"ar\"]", "[\"xx\"]"), PackError::newer_program},
      {changed(good, "\"zstd\"", "\"zip\""), PackError::newer_program},
      {changed(good, "\"cities\"", "\"../../x\""), PackError::damaged},
      {changed(good, "\"name\":\"all\"", "\"name\":\"\""), PackError::damaged},
      {changed(good, "\"size\":2", "\"size\":0"), PackError::damaged},
      {changed(good, "\"size\":2", "\"size\":4194305"), PackError::damaged},
      {changed(good, object, object + "," + object), PackError::damaged},
  };
  for (const auto& [manifest, code] : cases) {
    INFO(manifest);
    const auto verified = verify(pack_of(small, manifest, small.stored[0]), small.keys);
    REQUIRE_FALSE(verified.ok());
    CHECK(verified.error().is(code));
  }
}

TEST_CASE("signed sizes that do not match the object are refused before anything grows") {
  const Small small;
  const std::string good = to_text(small.manifest);
  for (const char* size : {"\"size\":1", "\"size\":3", "\"size\":4194304"}) {
    INFO(size);
    CHECK(verify(pack_of(small, changed(good, "\"size\":2", size), small.stored[0]), small.keys)
              .error()
              .is(PackError::damaged));
  }
  const std::string stored = "\"stored\":" + std::to_string(small.stored[0].size());
  const std::string one_less = "\"stored\":" + std::to_string(small.stored[0].size() - 1);
  CHECK(verify(pack_of(small, changed(good, stored, one_less), small.stored[0]), small.keys)
            .error()
            .is(PackError::damaged));
}

TEST_CASE("a frame that unpacks to more than was signed, or carries a second frame, is refused") {
  const Bytes bomb = compress(Bytes(3 << 20, 0));
  CHECK(bomb.size() < 1000);
  CHECK(decompress(bomb, 3 << 20).value().size() == 3 << 20);
  CHECK_FALSE(decompress(bomb, 1000).ok());
  Bytes two = compress(as_bytes("a"));
  const Bytes second = compress(as_bytes("b"));
  two.insert(two.end(), second.begin(), second.end());
  CHECK_FALSE(decompress(two, 1).ok());
  CHECK_FALSE(decompress({}, 1).ok());
  CHECK_FALSE(decompress(as_bytes("no frame at all"), 4).ok());

  Small small;
  small.stored[0] = bomb;
  small.manifest.objects[0].hash = crypto::hash_of(bomb);
  small.manifest.objects[0].stored_bytes = bomb.size();
  CHECK(verify(small.bytes(), small.keys).error().is(PackError::damaged));
}

TEST_CASE("objects in another order than the manifest's are refused") {
  Small small;
  small.add("tip", "a", "{\"ar\":{}}");
  std::swap(small.stored[0], small.stored[1]);
  const Bytes unsigned_pack = write_pack(small.manifest, small.stored);
  CHECK_FALSE(sign_pack(unsigned_pack, small.key).ok());
  Bytes objects = small.stored[0];
  objects.insert(objects.end(), small.stored[1].begin(), small.stored[1].end());
  CHECK(verify(pack_of(small, to_text(small.manifest), objects), small.keys).error().is(PackError::damaged));
}

TEST_CASE("a medium that stops answering is named as such, not as a damaged pack") {
  const Small small;
  const UnverifiedPack whole = UnverifiedPack::from_bytes(small.bytes()).value();
  const auto pulled = [](const PackObject&) -> base::Result<Bytes> {
    return base::Error(store::StoreError::io, "Input/output error");
  };
  const auto verified = UnverifiedPack::from_head(whole.head().bytes, pulled).value().verify(small.keys);
  CHECK(verified.error().is(PackError::stick_removed));
}

TEST_CASE("only a whole pack can be signed") {
  const Small small;
  Bytes cut = write_pack(small.manifest, small.stored);
  cut.pop_back();
  CHECK(sign_pack(cut, small.key).error().is(PackError::damaged));
  cut.push_back(0xFF);
  CHECK_FALSE(sign_pack(cut, small.key).ok());
  CHECK_FALSE(sign_pack(as_bytes("no pack"), small.key).ok());
}

TEST_CASE("minisign accepts our pack's signature, and its signature makes our pack trusted") {
  const tests::TempFolder folder;
  const Small small;
  const std::string at = folder.path().string();
  const UnverifiedPack ours = UnverifiedPack::from_bytes(small.bytes()).value();
  write(folder / "manifest", base::as_text(ours.head().manifest));
  write(folder / "manifest.minisig", ours.head().signatures[0]);
  write(folder / "key.pub", small.key.public_half().file_text("content"));
  CHECK(runs("minisign -V -p " + at + "/key.pub -m " + at + "/manifest"));

  REQUIRE(runs("minisign -G -W -p " + at + "/their.pub -s " + at + "/their.key"));
  REQUIRE(runs("minisign -S -s " + at + "/their.key -m " + at + "/manifest -t 'by minisign'"));
  const Bytes pack =
      add_signature(write_pack(small.manifest, small.stored), read(folder / "manifest.minisig")).value();
  const auto their_key = crypto::MinisignPublicKey::parse(read(folder / "their.pub")).value();
  CHECK(verify(pack, TrustedKeys({their_key})).ok());
}

TEST_CASE("a folder of trusted keys is read key by key, and what is no key is left out") {
  const tests::TempFolder folder;
  const Small small;
  write(folder / "a.pub", small.key.public_half().file_text("content"));
  write(folder / "b.pub", "no key");
  write(folder / "c.txt", small.key.public_half().file_text("content"));
  const TrustedKeys keys = TrustedKeys::load(folder.path()).value();
  CHECK(keys.content().keys.size() == 1);
  CHECK(verify(small.bytes(), keys).ok());
  CHECK_FALSE(TrustedKeys::load(folder / "none").ok());
}
