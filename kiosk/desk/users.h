#pragma once
// People of the complaints cell and how they sign in. There is no default user and no default password.
// UserStore functions work on the locked database; checking a password takes about a tenth of a second on
// purpose and must not hold the lock, so it is asked for apart.

#include <vector>

#include "kiosk/base/time.h"
#include "kiosk/desk/desk_database.h"

namespace kiosk::desk {

constexpr std::size_t kUserNameMaxSize = 64;
constexpr std::size_t kPasswordMinCodePoints = 10;
constexpr std::size_t kPasswordMaxSize = 1024;

struct UserRow {
  std::string name;
  base::Timestamp created_at;
  bool disabled = false;
};

// DeskError::refused: a name or password against the rules; ::exists: a name that is taken, maybe by a user
// who is disabled.
base::Result<void> add_user(const DeskUse& use, std::string_view name, std::string_view password,
                            base::Timestamp now);
base::Result<void> disable_user(const DeskUse& use, std::string_view name);
base::Result<void> enable_user(const DeskUse& use, std::string_view name);
// A new password; whether the user may sign in stays as it is.
base::Result<void> change_password(const DeskUse& use, std::string_view name, std::string_view password);
base::Result<std::vector<UserRow>> list_users(const DeskUse& use);
base::Result<bool> may_work(const DeskUse& use, std::string_view name);
// What password_matches() compares with; of an unknown or disabled user a hash that nothing matches, at the
// same cost.
base::Result<std::string> kept_password(const DeskUse& use, std::string_view name);

}  // namespace kiosk::desk
