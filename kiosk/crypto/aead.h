#pragma once
// XChaCha20-Poly1305: encryption under a key both sides have, bound to bytes that travel in clear. The random
// nonce (24 bytes) stands in front of the box; overhead 40 bytes.

#include "kiosk/base/bytes.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::crypto {

constexpr std::size_t kAeadKeySize = 32;
constexpr std::size_t kAeadOverhead = 40;

base::Bytes aead_lock(base::ByteView key, base::ByteView message, base::ByteView bound);
base::Result<SecretBytes> aead_unlock(base::ByteView key, base::ByteView box, base::ByteView bound);

}  // namespace kiosk::crypto
