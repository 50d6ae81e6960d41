#pragma once
// Sealed boxes (X25519, XSalsa20-Poly1305): anyone seals to a public key, only the secret half opens, and the
// sender cannot open it again. Overhead 48 bytes. They say nothing about who sealed: signatures do (sign.h).

#include <array>

#include "kiosk/base/bytes.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::crypto {

constexpr std::size_t kSealOverhead = 48;

struct SealKey {
  std::array<base::Byte, 32> bytes{};
  [[nodiscard]] base::Bytes seal(base::ByteView message) const;
  static base::Result<SealKey> from_bytes(base::ByteView bytes);
  bool operator==(const SealKey&) const = default;
};

class OpenKey {
 public:
  static OpenKey make();
  static base::Result<OpenKey> from_bytes(base::ByteView secret);  // 32 bytes
  [[nodiscard]] base::Result<SecretBytes> open(base::ByteView sealed) const;
  [[nodiscard]] const SealKey& public_half() const { return public_half_; }
  [[nodiscard]] base::ByteView bytes() const { return secret_.view(); }

 private:
  SecretBytes secret_;
  SealKey public_half_;
};

}  // namespace kiosk::crypto
