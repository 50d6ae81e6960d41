#include "kiosk/crypto/seal.h"

#include <sodium.h>

#include <algorithm>

#include "kiosk/crypto/random.h"

namespace kiosk::crypto {

static_assert(kSealOverhead == crypto_box_SEALBYTES);

base::Bytes SealKey::seal(base::ByteView message) const {
  crypto_ready();
  base::Bytes sealed(message.size() + crypto_box_SEALBYTES);
  crypto_box_seal(sealed.data(), message.data(), message.size(), bytes.data());
  return sealed;
}

base::Result<SealKey> SealKey::from_bytes(base::ByteView bytes) {
  SealKey key;
  if (bytes.size() != key.bytes.size())
    return base::Error(CryptoError::bad_key, "a public key that is not 32 bytes long");
  std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
  return key;
}

OpenKey OpenKey::make() {
  SecretBytes secret(crypto_box_SECRETKEYBYTES);
  fill_random(secret.writable());
  return from_bytes(secret.view()).value();
}

base::Result<OpenKey> OpenKey::from_bytes(base::ByteView secret) {
  if (secret.size() != crypto_box_SECRETKEYBYTES)
    return base::Error(CryptoError::bad_key, "a secret key that is not 32 bytes long");
  OpenKey key;
  key.secret_ = SecretBytes::copy_of(secret);
  crypto_scalarmult_base(key.public_half_.bytes.data(), key.secret_.view().data());
  return key;
}

base::Result<SecretBytes> OpenKey::open(base::ByteView sealed) const {
  const base::Error refused(CryptoError::cannot_open, "a sealed box that this key does not open");
  if (sealed.size() <= crypto_box_SEALBYTES) return refused;
  SecretBytes message(sealed.size() - crypto_box_SEALBYTES);
  if (crypto_box_seal_open(message.writable().data(), sealed.data(), sealed.size(), public_half_.bytes.data(),
                           secret_.view().data()) != 0) {
    return refused;
  }
  return message;
}

}  // namespace kiosk::crypto
