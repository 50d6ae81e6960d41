#pragma once
// Argon2id: for what people choose or type. hash_password() makes a string to keep ("$argon2id$..."),
// slow_derive() turns a short code into keys at a stated cost.

#include <string>
#include <string_view>

#include "kiosk/base/bytes.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::crypto {

struct SlowCost {
  std::uint64_t passes;
  std::size_t memory_bytes;
};

// For sign-ins and PINs: about 0.1 s and 64 MiB on a small desktop (libsodium's interactive cost).
base::Result<std::string> hash_password(std::string_view password);
bool password_matches(std::string_view kept, std::string_view password);

// `size` bytes from `secret`; the same secret, salt (16 bytes) and cost give the same bytes on any machine.
base::Result<SecretBytes> slow_derive(base::ByteView secret, base::ByteView salt, SlowCost cost,
                                      std::size_t size);

}  // namespace kiosk::crypto
