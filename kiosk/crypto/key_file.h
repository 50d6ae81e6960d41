#pragma once
// Key files of kiosks and of the complaints cell: one JSON object a file, keys in base64.
//
//   kiosk secret  {"kind":"kiosk-secret","sign":...}            stays on the kiosk
//   kiosk public  {"kind":"kiosk-public","sign":...}            is enrolled at the desk
//   cell secret   {"kind":"cell-secret","open":...,"sign":...}  stays at the desk
//   cell public   {"kind":"cell-public","seal":...,"sign":...}  is known to every kiosk
//
// The cell has two pairs: complaints are sealed to one, acknowledgements and answers are signed with the
// other. Its key id is the first 8 bytes of BLAKE2b-256(seal | sign).

#include <array>

#include "kiosk/base/bytes.h"
#include "kiosk/crypto/seal.h"
#include "kiosk/crypto/sign.h"

namespace kiosk::crypto {

using CellKeyId = std::array<base::Byte, 8>;

struct CellPublicKey {
  SealKey seal;
  VerifyKey sign;
  [[nodiscard]] CellKeyId id() const;
  bool operator==(const CellPublicKey&) const = default;
};

struct CellSecretKey {
  OpenKey open;
  SigningKey sign;
  static CellSecretKey make();
  [[nodiscard]] CellPublicKey public_half() const;
};

SecretBytes to_file(const SigningKey& kiosk);
std::string to_file(const VerifyKey& kiosk);
SecretBytes to_file(const CellSecretKey& cell);
std::string to_file(const CellPublicKey& cell);

base::Result<SigningKey> parse_kiosk_secret(std::string_view file);
base::Result<VerifyKey> parse_kiosk_public(std::string_view file);
base::Result<CellSecretKey> parse_cell_secret(std::string_view file);
base::Result<CellPublicKey> parse_cell_public(std::string_view file);

}  // namespace kiosk::crypto
