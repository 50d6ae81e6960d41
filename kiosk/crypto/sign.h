#pragma once
// Ed25519. Every message is signed under a purpose ("sale-kiosk envelope v1"), which is hashed in front of
// it, so that a signature made for one thing never passes for another.

#include <array>
#include <string_view>

#include "kiosk/base/bytes.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::crypto {

using Signature = std::array<base::Byte, 64>;

struct VerifyKey {
  std::array<base::Byte, 32> bytes{};
  [[nodiscard]] bool verifies(std::string_view purpose, base::ByteView message,
                              base::ByteView signature) const;
  // Five groups of four hexadecimal digits that two people can compare.
  [[nodiscard]] std::string fingerprint() const;
  static base::Result<VerifyKey> from_bytes(base::ByteView bytes);
  bool operator==(const VerifyKey&) const = default;
};

class SigningKey {
 public:
  static SigningKey make();
  static base::Result<SigningKey> from_seed(base::ByteView seed);  // 32 bytes
  [[nodiscard]] Signature sign(std::string_view purpose, base::ByteView message) const;
  [[nodiscard]] const VerifyKey& public_half() const { return public_half_; }
  [[nodiscard]] base::ByteView seed() const { return seed_.view(); }

 private:
  SecretBytes seed_;
  SecretBytes secret_;  // libsodium's 64-byte form
  VerifyKey public_half_;
};

}  // namespace kiosk::crypto
