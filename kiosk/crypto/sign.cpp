#include "kiosk/crypto/sign.h"

#include <sodium.h>

#include <algorithm>

#include "kiosk/crypto/hash.h"
#include "kiosk/crypto/random.h"

namespace kiosk::crypto {
namespace {

// The signed bytes: BLAKE2b-256(purpose) then BLAKE2b-256(message); fixed length, so nothing can be shifted
// between them.
base::Bytes signed_bytes(std::string_view purpose, base::ByteView message) {
  base::ByteWriter out;
  out.raw(hash_of(base::as_bytes(purpose)).bytes);
  out.raw(hash_of(message).bytes);
  return out.take();
}

}  // namespace

bool VerifyKey::verifies(std::string_view purpose, base::ByteView message, base::ByteView signature) const {
  crypto_ready();
  if (signature.size() != crypto_sign_BYTES) return false;
  const base::Bytes data = signed_bytes(purpose, message);
  return crypto_sign_verify_detached(signature.data(), data.data(), data.size(), bytes.data()) == 0;
}

std::string VerifyKey::fingerprint() const {
  std::string hex = hash_of(bytes).text().substr(0, 20);
  std::transform(hex.begin(), hex.end(), hex.begin(),
                 [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
  for (std::size_t at = 16; at > 0; at -= 4) hex.insert(at, 1, ' ');
  return hex;
}

base::Result<VerifyKey> VerifyKey::from_bytes(base::ByteView bytes) {
  VerifyKey key;
  if (bytes.size() != key.bytes.size())
    return base::Error(CryptoError::bad_key, "a public key that is not 32 bytes long");
  std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
  return key;
}

SigningKey SigningKey::make() {
  SecretBytes seed(crypto_sign_SEEDBYTES);
  fill_random(seed.writable());
  return from_seed(seed.view()).value();
}

base::Result<SigningKey> SigningKey::from_seed(base::ByteView seed) {
  if (seed.size() != crypto_sign_SEEDBYTES)
    return base::Error(CryptoError::bad_key, "a signing seed that is not 32 bytes long");
  SigningKey key;
  key.seed_ = SecretBytes::copy_of(seed);
  key.secret_ = SecretBytes(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(key.public_half_.bytes.data(), key.secret_.writable().data(), seed.data());
  return key;
}

Signature SigningKey::sign(std::string_view purpose, base::ByteView message) const {
  const base::Bytes data = signed_bytes(purpose, message);
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, data.data(), data.size(), secret_.view().data());
  return signature;
}

}  // namespace kiosk::crypto
