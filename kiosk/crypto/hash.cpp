#include "kiosk/crypto/hash.h"

#include <sodium.h>

#include <algorithm>

#include "kiosk/base/check.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::crypto {

struct Hasher::State {
  crypto_generichash_state sodium;
};

base::Result<Hash> Hash::parse(std::string_view hex) { return from_bytes(TRY(base::from_hex(hex))); }

base::Result<Hash> Hash::from_bytes(base::ByteView bytes) {
  Hash hash;
  if (bytes.size() != hash.bytes.size()) {
    return base::Error(base::BytesError::too_short, "a hash that is not 32 bytes long");
  }
  std::copy(bytes.begin(), bytes.end(), hash.bytes.begin());
  return hash;
}

Hash hash_of(base::ByteView bytes) {
  Hash hash;
  crypto_generichash(hash.bytes.data(), hash.bytes.size(), bytes.data(), bytes.size(), nullptr, 0);
  return hash;
}

Hasher::Hasher() : state_(std::make_unique<State>()) {
  crypto_generichash_init(&state_->sodium, nullptr, 0, Hash{}.bytes.size());
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::add(base::ByteView bytes) {
  crypto_generichash_update(&state_->sodium, bytes.data(), bytes.size());
}

Hash Hasher::finish() {
  Hash hash;
  crypto_generichash_final(&state_->sodium, hash.bytes.data(), hash.bytes.size());
  return hash;
}

Hash keyed_hash(base::ByteView key, base::ByteView message) {
  KIOSK_ASSERT(key.size() >= crypto_generichash_KEYBYTES_MIN &&
               key.size() <= crypto_generichash_KEYBYTES_MAX);
  Hash hash;
  crypto_generichash(hash.bytes.data(), hash.bytes.size(), message.data(), message.size(), key.data(),
                     key.size());
  return hash;
}

}  // namespace kiosk::crypto
