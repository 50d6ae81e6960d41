#pragma once
// The citizen's receipt: 12 decimal digits, shown in three groups of four ("4827 1936 0574"). Eleven are
// random (10^11 codes), the last is a check digit by Damm's algorithm (H. M. Damm, "Total anti-symmetrische
// Quasigruppen", Marburg 2004), which catches every single wrong digit and every swap of two neighbours.
// Digits only, so that a code can be read aloud, dictated and typed by anyone; it always reads from the left.
//
// Whoever holds the code can read the answers, so it is wiped when the value ends. It is never written to the
// kiosk's disk, nor anything that is cheaper to compute from it than ticket.h says.

#include <array>
#include <string>
#include <string_view>

#include "kiosk/base/result.h"
#include "kiosk/base/secret_string.h"

namespace kiosk::complaint {

constexpr std::size_t kReceiptDigits = 12;

enum class CodeError {
  incomplete,   // E-CODE: not twelve digits
  check_digit,  // E-CODE-CHK: a slip of typing
};
std::string_view name_of(CodeError);

class ReceiptCode {
 public:
  static ReceiptCode random();
  // What a person typed: spaces and dashes are skipped, Arabic-Indic digits understood.
  static base::Result<ReceiptCode> parse(std::string_view typed);

  ReceiptCode(const ReceiptCode&) = default;
  ReceiptCode& operator=(const ReceiptCode&) = default;
  ~ReceiptCode();

  [[nodiscard]] std::string_view digits() const { return {digits_.data(), digits_.size()}; }
  [[nodiscard]] base::SecretString grouped() const;
  bool operator==(const ReceiptCode&) const = default;

 private:
  ReceiptCode() = default;
  std::array<char, kReceiptDigits> digits_{};
};

}  // namespace kiosk::complaint
