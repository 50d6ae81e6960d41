#include "kiosk/desk/users.h"

#include <algorithm>

#include "kiosk/base/utf8.h"
#include "kiosk/crypto/password.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using store::Statement;

// Argon2id at the cost of hash_password(), of bytes that nobody knows.
constexpr std::string_view kMatchesNothing =
    "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

bool is_user_name(std::string_view name) {
  return !name.empty() && name.size() <= kUserNameMaxSize && base::is_valid_utf8(name) &&
         std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

Result<std::string> hash_of_new(std::string_view password) {
  if (base::count_code_points(password) < kPasswordMinCodePoints || password.size() > kPasswordMaxSize) {
    return Error(DeskError::refused, "a password has at least ten characters");
  }
  return crypto::hash_password(password);
}

}  // namespace

Result<void> add_user(const DeskUse& use, std::string_view name, std::string_view password,
                      base::Timestamp now) {
  if (!is_user_name(name))
    return Error(DeskError::refused, "a user's name is 1 to 64 bytes of UTF-8 without blanks");
  const std::string hash = TRY(hash_of_new(password));
  Statement insert = TRY(use->prepare(
      "INSERT INTO users (name, password, created_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING"));
  TRY(insert.bind(1, name).bind(2, std::string_view(hash)).bind(3, base::to_unix_ms(now)).run());
  if (use->changes() > 0) return base::done();
  if (TRY(may_work(use, name))) return Error(DeskError::exists, "a user of this name exists");
  return Error(DeskError::exists,
               base::cat("this user exists and is disabled: `kiosk-desk user enable ", name,
                         "` lets in again, `kiosk-desk user password ", name, "` sets a new password"));
}

Result<void> enable_user(const DeskUse& use, std::string_view name) {
  Statement update = TRY(use->prepare("UPDATE users SET disabled = 0 WHERE name = ?"));
  TRY(update.bind(1, name).run());
  if (use->changes() == 0) return Error(DeskError::not_found, "no such user");
  return base::done();
}

Result<void> change_password(const DeskUse& use, std::string_view name, std::string_view password) {
  const std::string hash = TRY(hash_of_new(password));
  Statement update = TRY(use->prepare("UPDATE users SET password = ? WHERE name = ?"));
  TRY(update.bind(1, std::string_view(hash)).bind(2, name).run());
  if (use->changes() == 0) return Error(DeskError::not_found, "no such user");
  return base::done();
}

Result<void> disable_user(const DeskUse& use, std::string_view name) {
  Statement update = TRY(use->prepare("UPDATE users SET disabled = 1 WHERE name = ? AND disabled = 0"));
  TRY(update.bind(1, name).run());
  if (use->changes() == 0) return Error(DeskError::not_found, "no such user");
  return base::done();
}

Result<std::vector<UserRow>> list_users(const DeskUse& use) {
  Statement row = TRY(use->prepare("SELECT name, created_at, disabled FROM users ORDER BY name"));
  std::vector<UserRow> users;
  while (TRY(row.step())) {
    users.push_back({row.text(0), base::from_unix_ms(row.integer(1)), row.integer(2) != 0});
  }
  return users;
}

Result<bool> may_work(const DeskUse& use, std::string_view name) {
  Statement row = TRY(use->prepare("SELECT 1 FROM users WHERE name = ? AND disabled = 0"));
  return row.bind(1, name).step();
}

Result<std::string> kept_password(const DeskUse& use, std::string_view name) {
  Statement row = TRY(use->prepare("SELECT password FROM users WHERE name = ? AND disabled = 0"));
  row.bind(1, name);
  if (!TRY(row.step())) return std::string(kMatchesNothing);
  return row.text(0);
}

}  // namespace kiosk::desk
