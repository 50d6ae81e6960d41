#include "kiosk/crypto/random.h"

#include <sodium.h>

#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::crypto {

void fill_random(std::span<base::Byte> bytes) {
  crypto_ready();
  randombytes_buf(bytes.data(), bytes.size());
}

std::uint32_t random_below(std::uint32_t bound) {
  crypto_ready();
  return randombytes_uniform(bound);
}

base::Uuid random_uuid() {
  base::Uuid uuid;
  fill_random(uuid.bytes);
  uuid.bytes[6] = static_cast<base::Byte>((uuid.bytes[6] & 0x0F) | 0x40);
  uuid.bytes[8] = static_cast<base::Byte>((uuid.bytes[8] & 0x3F) | 0x80);
  return uuid;
}

}  // namespace kiosk::crypto
