#pragma once
// Signatures that Debian's `minisign` accepts and makes (formats: jedisct1/minisign, src/minisign.h).
//
//   public key file   untrusted comment: <text> \n base64( "Ed" | key id[8] | public key[32] ) \n
//   secret key file   untrusted comment: <text> \n base64( "Ed" | kdf 00 00 | "B2" | salt[32] | ops[8] |
//   mem[8] |
//                     key id[8] | secret key[64] | BLAKE2b-256("Ed" | key id | secret key)[32] ) \n
//                     (kdf 00 00: not encrypted; the file is 0600 and lives where no kiosk is. minisign 0.11
//                     leaves the last 32 bytes of such a file at zero)
//   signature         untrusted comment: <text> \n base64( "ED" | key id[8] | signature[64] ) \n
//                     trusted comment: <text> \n base64( signature over (signature | trusted comment) ) \n
//
// "ED": the signature is over BLAKE2b-512 of the data. The older "Ed" (over the data itself) is refused.

#include <array>
#include <string>
#include <string_view>

#include "kiosk/base/bytes.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::crypto {

using MinisignKeyId = std::array<base::Byte, 8>;

struct MinisignPublicKey {
  MinisignKeyId id{};
  std::array<base::Byte, 32> bytes{};

  static base::Result<MinisignPublicKey> parse(std::string_view file);
  [[nodiscard]] std::string file_text(std::string_view comment) const;
  [[nodiscard]] std::string id_text() const;  // sixteen upper-case hexadecimal digits, as minisign prints it
  // The trusted comment, if `signature` (the text above) is this key's over `data`.
  [[nodiscard]] base::Result<std::string> verify(base::ByteView data, std::string_view signature) const;
  bool operator==(const MinisignPublicKey&) const = default;
};

class MinisignSecretKey {
 public:
  static MinisignSecretKey make();
  static base::Result<MinisignSecretKey> parse(std::string_view file);
  [[nodiscard]] SecretBytes file_text(std::string_view comment) const;
  [[nodiscard]] std::string sign(base::ByteView data, std::string_view trusted_comment) const;
  [[nodiscard]] const MinisignPublicKey& public_half() const { return public_half_; }

 private:
  SecretBytes secret_;  // 64 bytes
  MinisignPublicKey public_half_;
};

// Key id of a signature, to find the key that should verify it.
base::Result<MinisignKeyId> minisign_key_id(std::string_view signature);

}  // namespace kiosk::crypto
