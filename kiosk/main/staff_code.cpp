#include "kiosk/main/staff_code.h"

#include <algorithm>
#include <charconv>

#include "kiosk/base/log.h"
#include "kiosk/crypto/password.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

using base::Result;
using base::SecretString;

constexpr std::size_t kMaxPinFile = 512, kMaxTriesFile = 16;
constexpr int kUnreadable = app::kPinTries;  // a pause
constexpr int kMostTries = 1'000'000;

std::string hash_in(const std::filesystem::path& folder) {
  const Result<base::Bytes> kept = store::read_file(folder / "pin", kMaxPinFile);
  std::string hash = kept ? std::string(base::as_text(*kept)) : std::string();
  while (!hash.empty() && hash.back() == '\n') hash.pop_back();
  return hash;
}

}  // namespace

std::string_view name_of(CodeError error) {
  switch (error) {
    case CodeError::not_digits:
      return app::kCodeNotDigits;
    case CodeError::too_easy:
      return app::kCodeTooEasy;
    case CodeError::wrong:
      return app::kWrongCode;
    case CodeError::same:
      return app::kSameCode;
  }
  return app::kCodeNotDigits;
}

bool StaffCode::is_set() const { return !hash_in(folder_).empty(); }

int StaffCode::wrong_tries() const {
  const Result<base::Bytes> kept = store::read_file(folder_ / "tries", kMaxTriesFile);
  if (!kept) return std::max(counted_, kept.error().is(store::StoreError::not_found) ? 0 : kUnreadable);
  const std::string_view text = base::as_text(*kept);
  int tries = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), tries);
  const bool whole = code == std::errc() && std::string_view(end, text.data() + text.size()) == "\n";
  return std::max(counted_, whole && tries >= 0 && tries <= kMostTries ? tries : kUnreadable);
}

void StaffCode::keep_tries(int tries) const {
  const std::filesystem::path file = std::filesystem::absolute(folder_ / "tries");
  const Result<void> kept = tries == 0 ? store::remove_file(file)
                                       : store::replace_file(file, base::as_bytes(base::cat(tries, "\n")),
                                                             store::FileMode::private_file);
  // Staff are let in even so: a full disk is what they come for.
  if (!kept) KIOSK_LOG(error, "staff.tries-not-kept", {"reason", kept.error().name()});
}

CodeCheck StaffCode::check(const SecretString& code) {
  const std::string hash = hash_in(folder_);
  const int before = wrong_tries();
  if (hash.empty()) return {false, before};
  counted_ = std::min(before + 1, kMostTries);
  keep_tries(counted_);
  const bool right = crypto::password_matches(hash, code.view());
  if (right) keep_tries(counted_ = 0);
  if (!right) KIOSK_LOG(warning, "staff.wrong-code", {"tries", counted_});
  return {right, counted_};
}

Result<void> StaffCode::set(const SecretString& code) const {
  const std::string_view problem = app::problem_of_code(code.view());
  if (problem == app::kCodeNotDigits)
    return base::Error(CodeError::not_digits, base::cat("a PIN is ", app::kPinFewestDigits, " to ",
                                                        app::kPinMaxDigits, " digits; nothing was changed"));
  if (!problem.empty())
    return base::Error(CodeError::too_easy, "this PIN is too easy to guess; nothing was changed");
  const std::string hash = TRY(crypto::hash_password(code.view()));
  const std::filesystem::path folder = std::filesystem::absolute(folder_);
  TRY(store::make_folder(folder));
  return store::replace_file(folder / "pin", base::as_bytes(hash + "\n"), store::FileMode::private_file);
}

}  // namespace kiosk::main
