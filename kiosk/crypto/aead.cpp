#include "kiosk/crypto/aead.h"

#include <sodium.h>

#include "kiosk/base/check.h"
#include "kiosk/crypto/random.h"

namespace kiosk::crypto {
namespace {

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(kAeadOverhead == kNonceSize + crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(kAeadKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

}  // namespace

base::Bytes aead_lock(base::ByteView key, base::ByteView message, base::ByteView bound) {
  KIOSK_ASSERT(key.size() == kAeadKeySize);
  base::Bytes box(message.size() + kAeadOverhead);
  fill_random(std::span(box).first(kNonceSize));
  crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + kNonceSize, nullptr, message.data(), message.size(),
                                             bound.data(), bound.size(), nullptr, box.data(), key.data());
  return box;
}

base::Result<SecretBytes> aead_unlock(base::ByteView key, base::ByteView box, base::ByteView bound) {
  const base::Error refused(CryptoError::cannot_open, "an encrypted box that this key does not open");
  if (key.size() != kAeadKeySize || box.size() <= kAeadOverhead) return refused;
  SecretBytes message(box.size() - kAeadOverhead);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(message.writable().data(), nullptr, nullptr,
                                                 box.data() + kNonceSize, box.size() - kNonceSize,
                                                 bound.data(), bound.size(), box.data(), key.data()) != 0) {
    return refused;
  }
  return message;
}

}  // namespace kiosk::crypto
