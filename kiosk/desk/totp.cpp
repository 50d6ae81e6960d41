#include "kiosk/desk/totp.h"

#include <liboath/oath.h>

#include <cstdlib>

#include "kiosk/base/check.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/crypto/random.h"
#include "kiosk/desk/form.h"

namespace kiosk::desk {
namespace {

using base::SecretString;

constexpr std::string_view kIssuer = "Salé";
constexpr std::size_t kGroup = 4;

void oath_ready() {
  static const int ready = oath_init();
  KIOSK_ASSERT(ready == OATH_OK);
}

SecretString base32(base::ByteView bytes) {
  oath_ready();
  char* text = nullptr;
  std::size_t size = 0;
  const int done =
      oath_base32_encode(reinterpret_cast<const char*>(bytes.data()), bytes.size(), &text, &size);
  KIOSK_ASSERT(done == OATH_OK);
  SecretString out(std::string_view(text, size));
  crypto::wipe(std::span(reinterpret_cast<base::Byte*>(text), size));
  std::free(text);
  return out;
}

// The six digits of a step.
SecretString code_of(const TotpSecret& secret, std::int64_t step) {
  oath_ready();
  char digits[kTotpDigits + 1] = {};
  const int done = oath_hotp_generate(reinterpret_cast<const char*>(secret.bytes().data()),
                                      secret.bytes().size(), static_cast<std::uint64_t>(step), kTotpDigits,
                                      false, OATH_HOTP_DYNAMIC_TRUNCATION, digits);
  KIOSK_ASSERT(done == OATH_OK);
  SecretString out(digits);
  crypto::wipe(std::span(reinterpret_cast<base::Byte*>(digits), sizeof digits));
  return out;
}

// In the same time whatever the digits are.
bool same_digits(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  unsigned difference = 0;
  for (std::size_t at = 0; at < one.size(); ++at)
    difference |= static_cast<unsigned char>(one[at]) ^ static_cast<unsigned char>(other[at]);
  return difference == 0;
}

// The digits without blanks; nothing if anything else was typed.
std::optional<SecretString> digits_of(std::string_view typed) {
  if (typed.size() > kTotpTypedMaxSize) return std::nullopt;
  const SecretString western = complaint::western_digits(typed);
  SecretString digits;
  for (const char c : western.view()) {
    if (c == ' ' || c == '\t') continue;
    if (c < '0' || c > '9') return std::nullopt;
    digits.append(std::string_view(&c, 1));
  }
  if (digits.size() != kTotpDigits) return std::nullopt;
  return digits;
}

}  // namespace

TotpSecret TotpSecret::make() {
  crypto::SecretBytes secret(kTotpSecretSize);
  crypto::fill_random(secret.writable());
  return TotpSecret(std::move(secret));
}

base::Result<TotpSecret> TotpSecret::from_bytes(base::ByteView bytes) {
  if (bytes.size() != kTotpSecretSize)
    return base::Error(crypto::CryptoError::bad_key, "a secret for codes that is not of 20 bytes");
  return TotpSecret(crypto::SecretBytes::copy_of(bytes));
}

SecretString TotpSecret::typing_text() const {
  const SecretString text = base32(bytes());
  SecretString grouped;
  for (std::size_t at = 0; at < text.size(); at += kGroup) {
    if (at > 0) grouped.append(" ");
    grouped.append(text.view().substr(at, kGroup));
  }
  return grouped;
}

SecretString TotpSecret::uri(std::string_view account) const {
  const std::string issuer = percent_encoded(kIssuer);
  SecretString out(base::cat("otpauth://totp/", issuer, ":", percent_encoded(account), "?secret="));
  out.append(base32(bytes()).view());
  out.append(
      base::cat("&issuer=", issuer, "&algorithm=SHA1&digits=", kTotpDigits, "&period=", kTotpStep.count()));
  return out;
}

std::optional<std::int64_t> accepted_step(const TotpSecret& secret, std::string_view typed,
                                          base::Timestamp now, std::int64_t last_step) {
  const std::optional<SecretString> digits = digits_of(typed);
  if (!digits) return std::nullopt;
  const std::int64_t present = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch() / kTotpStep;
  // The latest first: where two steps have one code, it is used up for both.
  for (std::int64_t step = present + kTotpSlackSteps; step >= present - kTotpSlackSteps; --step) {
    const bool may_count = step > last_step && step > 0;
    if (may_count && same_digits(digits->view(), code_of(secret, step).view())) return step;
  }
  return std::nullopt;
}

}  // namespace kiosk::desk
