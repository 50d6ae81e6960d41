#include "kiosk/complaint/receipt_code.h"

#include <string.h>

#include "kiosk/complaint/typed_text.h"
#include "kiosk/crypto/random.h"

namespace kiosk::complaint {
namespace {

// Damm's quasigroup of order 10: row = state, column = digit.
constexpr std::array<std::array<char, 10>, 10> kDamm = {{{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
                                                         {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
                                                         {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
                                                         {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
                                                         {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
                                                         {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                                                         {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
                                                         {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
                                                         {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
                                                         {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}};

// The check digit of `digits`; of digits that end in their check digit it is 0.
char check_digit(std::string_view digits) {
  char state = 0;
  for (const char digit : digits) {
    state = kDamm[static_cast<std::size_t>(state)][static_cast<std::size_t>(digit - '0')];
  }
  return static_cast<char>('0' + state);
}

}  // namespace

std::string_view name_of(CodeError code) { return code == CodeError::incomplete ? "E-CODE" : "E-CODE-CHK"; }

ReceiptCode ReceiptCode::random() {
  ReceiptCode code;
  for (std::size_t at = 0; at + 1 < kReceiptDigits; ++at) {
    code.digits_[at] = static_cast<char>('0' + crypto::random_below(10));
  }
  code.digits_.back() = check_digit(code.digits().substr(0, kReceiptDigits - 1));
  return code;
}

base::Result<ReceiptCode> ReceiptCode::parse(std::string_view typed) {
  const base::Error incomplete(CodeError::incomplete, "a receipt code has twelve digits");
  const base::SecretString plain = western_digits(typed);
  ReceiptCode code;
  std::size_t count = 0;
  for (const char c : plain.view()) {
    if (c == ' ' || c == '-') continue;
    if (c < '0' || c > '9' || count == kReceiptDigits) return incomplete;
    code.digits_[count++] = c;
  }
  if (count != kReceiptDigits) return incomplete;
  if (check_digit(code.digits()) != '0') {
    return base::Error(CodeError::check_digit, "a receipt code with a slip of typing");
  }
  return code;
}

ReceiptCode::~ReceiptCode() { explicit_bzero(digits_.data(), digits_.size()); }

base::SecretString ReceiptCode::grouped() const {
  base::SecretString out;
  for (std::size_t at = 0; at < kReceiptDigits; at += 4) {
    if (at > 0) out.append(" ");
    out.append(digits().substr(at, 4));
  }
  return out;
}

}  // namespace kiosk::complaint
