#pragma once
// The code (PIN) of the staff screens, under STATE/staff:
//
//   pin    its Argon2id hash; the code itself is kept nowhere
//   tries  "4\n": wrong codes in a row. Written before a code is looked at, so that pulling the plug while it
//          is being checked gives no try for nothing; removed when a code was right. One that cannot be read
//          counts as a full pause.
//
// While the process lives the count is kept in memory too, so that a full disk gives no try for nothing
// either. One thread.

#include <filesystem>

#include "kiosk/app/staff.h"
#include "kiosk/base/result.h"
#include "kiosk/base/secret_string.h"

namespace kiosk::main {

enum class CodeError { not_digits, too_easy, wrong, same };
std::string_view name_of(CodeError);

struct CodeCheck {
  bool right = false;
  int wrong_tries = 0;  // in a row, this one among them
};

class StaffCode {
 public:
  explicit StaffCode(const std::filesystem::path& state) : folder_(state / "staff") {}

  [[nodiscard]] bool is_set() const;
  [[nodiscard]] int wrong_tries() const;

  // Whether it is the code; keeps the count.
  [[nodiscard]] CodeCheck check(const base::SecretString& code);
  // As many digits as app/staff.h says, and not what a stranger tries first.
  [[nodiscard]] base::Result<void> set(const base::SecretString& code) const;

 private:
  void keep_tries(int tries) const;
  std::filesystem::path folder_;
  int counted_ = 0;  // wrong ones in a row that this process saw
};

}  // namespace kiosk::main
