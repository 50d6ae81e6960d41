#include "kiosk/crypto/aead.h"
#include "kiosk/crypto/hash.h"
#include "kiosk/crypto/key_file.h"
#include "kiosk/crypto/password.h"
#include "kiosk/crypto/random.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::crypto;
using base::as_bytes;
using base::as_text;
using base::Bytes;

TEST_CASE("BLAKE2b-256 gives the known digest of nothing and of abc, in one piece or in many") {
  CHECK(hash_of({}).text() == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  CHECK(hash_of(as_bytes("abc")).text() ==
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  Hasher hasher;
  for (const char* piece : {"a", "", "bc"}) hasher.add(as_bytes(piece));
  CHECK(hasher.finish() == hash_of(as_bytes("abc")));
}

TEST_CASE("a signature holds for its purpose, message and key, and for nothing else") {
  const SigningKey key = SigningKey::make();
  const Signature signature = key.sign("purpose a", as_bytes("message"));
  CHECK(key.public_half().verifies("purpose a", as_bytes("message"), signature));
  CHECK_FALSE(key.public_half().verifies("purpose b", as_bytes("message"), signature));
  CHECK_FALSE(key.public_half().verifies("purpose a", as_bytes("messagf"), signature));
  CHECK_FALSE(SigningKey::make().public_half().verifies("purpose a", as_bytes("message"), signature));
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    Signature flipped = signature;
    flipped[bit / 8] = static_cast<base::Byte>(flipped[bit / 8] ^ (1U << bit % 8));
    CHECK_FALSE(key.public_half().verifies("purpose a", as_bytes("message"), flipped));
  }
}

TEST_CASE("a sealed box opens with its key only, and not when a bit is flipped") {
  const OpenKey key = OpenKey::make();
  const Bytes sealed = key.public_half().seal(as_bytes("words"));
  CHECK(sealed.size() == 5 + kSealOverhead);
  CHECK(as_text(key.open(sealed).value().view()) == "words");
  CHECK_FALSE(OpenKey::make().open(sealed).ok());
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes flipped = sealed;
    flipped[bit / 8] = static_cast<base::Byte>(flipped[bit / 8] ^ (1U << bit % 8));
    CHECK_FALSE(key.open(flipped).ok());
  }
}

TEST_CASE("an encrypted box is bound to the bytes beside it") {
  Bytes key(kAeadKeySize);
  fill_random(key);
  const Bytes box = aead_lock(key, as_bytes("words"), as_bytes("header"));
  CHECK(as_text(aead_unlock(key, box, as_bytes("header")).value().view()) == "words");
  CHECK_FALSE(aead_unlock(key, box, as_bytes("headex")).ok());
  for (std::size_t size = 0; size < box.size(); ++size) {
    CHECK_FALSE(aead_unlock(key, base::ByteView(box).first(size), as_bytes("header")).ok());
  }
}

TEST_CASE("key files come back as the keys they were, and one kind is not taken for another") {
  const SigningKey kiosk = SigningKey::make();
  const CellSecretKey cell = CellSecretKey::make();
  const SecretBytes kiosk_file = to_file(kiosk);
  const SecretBytes cell_file = to_file(cell);
  CHECK(parse_kiosk_secret(as_text(kiosk_file.view())).value().public_half() == kiosk.public_half());
  CHECK(parse_kiosk_public(to_file(kiosk.public_half())).value() == kiosk.public_half());
  CHECK(parse_cell_secret(as_text(cell_file.view())).value().public_half() == cell.public_half());
  CHECK(parse_cell_public(to_file(cell.public_half())).value() == cell.public_half());
  CHECK(parse_cell_public(to_file(kiosk.public_half())).error().is(CryptoError::bad_key));
  CHECK_FALSE(parse_kiosk_secret("").ok());
  CHECK_FALSE(parse_cell_public(R"({"kind":"cell-public","seal":"AAAA","sign":"AAAA"})").ok());
}

TEST_CASE("a kept password matches itself only") {
  const std::string kept = hash_password("2026-سلا").value();
  CHECK(kept.starts_with("$argon2id$"));
  CHECK(password_matches(kept, "2026-سلا"));
  CHECK_FALSE(password_matches(kept, "2026-سلﺎ"));
  CHECK_FALSE(password_matches("", ""));
  CHECK_FALSE(password_matches(std::string(5000, 'x'), "x"));
}

TEST_CASE("a slow derivation depends on secret, salt and cost") {
  const SlowCost cheap{1, 8 * 1024 * 1024};
  const Bytes salt(16, 1);
  const Bytes other_salt(16, 2);
  const auto derive = [](std::string_view secret, const Bytes& with, SlowCost cost) {
    return base::to_hex(slow_derive(as_bytes(secret), with, cost, 32).value().view());
  };
  const std::string one = derive("482719360574", salt, cheap);
  CHECK(one == derive("482719360574", salt, cheap));
  CHECK(one != derive("482719360575", salt, cheap));
  CHECK(one != derive("482719360574", other_salt, cheap));
  CHECK(one != derive("482719360574", salt, SlowCost{2, 8 * 1024 * 1024}));
}

TEST_CASE("random UUIDs are of version 4 and differ") {
  const base::Uuid one = random_uuid();
  CHECK(one.text()[14] == '4');
  CHECK(one != random_uuid());
}
