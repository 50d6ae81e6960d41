#pragma once
// The second thing beside a password: a code of six digits that a telephone shows for thirty seconds
// (RFC 6238 with HMAC-SHA-1; what every authenticator app does by default). The secret lies on the telephone
// and here; it is 160 bits, as long as RFC 4226 recommends. A code is accepted one step early or late, for
// clocks that differ, and once: the caller keeps the step that accepted_step() gives and hands it back the
// next time. Whoever calls counts wrong codes: a million of them are not many.
//
// Pure but for make(); any thread.

#include <cstdint>
#include <optional>

#include "kiosk/base/secret_string.h"
#include "kiosk/base/time.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::desk {

constexpr std::size_t kTotpSecretSize = 20;  // bytes
constexpr std::size_t kTotpDigits = 6;
constexpr std::chrono::seconds kTotpStep{30};
constexpr std::int64_t kTotpSlackSteps = 1;
constexpr std::size_t kTotpTypedMaxSize = 64;  // bytes, with blanks

class TotpSecret {
 public:
  static TotpSecret make();
  static base::Result<TotpSecret> from_bytes(base::ByteView bytes);  // CryptoError::bad_key

  [[nodiscard]] base::ByteView bytes() const { return secret_.view(); }
  // "JBSW Y3DP ...": base32 (RFC 4648) in groups of four, for typing.
  [[nodiscard]] base::SecretString typing_text() const;
  // "otpauth://totp/Sal%C3%A9:amina?secret=...", for a QR code.
  [[nodiscard]] base::SecretString uri(std::string_view account) const;

 private:
  explicit TotpSecret(crypto::SecretBytes secret) : secret_(std::move(secret)) {}
  crypto::SecretBytes secret_;
};

// The step to keep; nothing for a wrong code, and for one of a step up to `last_step` (0 at first). Blanks
// among the digits do no harm, Arabic-Indic digits count.
std::optional<std::int64_t> accepted_step(const TotpSecret& secret, std::string_view typed,
                                          base::Timestamp now, std::int64_t last_step);

}  // namespace kiosk::desk
