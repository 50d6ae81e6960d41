#pragma once
// The code (PIN) of the staff screens, under STATE/staff:
//
//   pin    its Argon2id hash; the code itself is kept nowhere
//   tries  "4\n": wrong codes in a row. Written before a code is looked at, so that pulling the plug while it
//          is being checked gives no try for nothing; removed when a code was right. One that cannot be read
//          counts as a full pause.
//
// Any thread, one at a time.

#include <filesystem>

#include "kiosk/base/result.h"
#include "kiosk/base/secret_string.h"

namespace kiosk::main {

constexpr std::size_t kCodeFewestDigits = 6, kCodeMostDigits = 12;

enum class CodeError { not_digits, too_easy, wrong };
std::string_view name_of(CodeError);

class StaffCode {
 public:
  explicit StaffCode(const std::filesystem::path& state) : folder_(state / "staff") {}

  [[nodiscard]] bool is_set() const;
  [[nodiscard]] int wrong_tries() const;

  // Whether it is the code; keeps the count. `before`: wrong ones in a row, as the caller knows them.
  [[nodiscard]] bool matches(const base::SecretString& code, int before) const;
  // 6 to 12 digits, and not what a stranger tries first.
  [[nodiscard]] base::Result<void> set(const base::SecretString& code) const;

 private:
  void keep_tries(int tries) const;
  std::filesystem::path folder_;
};

}  // namespace kiosk::main
