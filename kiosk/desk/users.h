#pragma once
// People of the complaints cell and how they sign in. There is no default user and no default password.
// Functions on the locked database; whatever changes something is in the log (audit.h) under `actor`.
// Checking a password takes about a tenth of a second on purpose and must not hold the lock, so it is asked
// for apart.

#include <optional>
#include <vector>

#include "kiosk/base/time.h"
#include "kiosk/desk/desk_database.h"
#include "kiosk/desk/roles.h"

namespace kiosk::desk {

constexpr std::size_t kUserNameMaxSize = 64;
constexpr std::size_t kPasswordMinCodePoints = 10;
constexpr std::size_t kPasswordMaxSize = 1024;

struct UserRow {
  std::string name;
  Role role = Role::agent;
  base::Timestamp created_at;
  bool disabled = false;
  bool has_totp = false;  // a second factor (totp.h)
};

// Who does it, and when: for the log.
struct Doing {
  std::string_view actor;
  base::Timestamp now;
};

// DeskError::refused: a name or password against the rules; ::exists: a name that is taken, maybe by a user
// who is disabled; ::not_found: no such user.
base::Result<void> add_user(const DeskUse& use, std::string_view name, std::string_view password, Role role,
                            const Doing& doing);
// All but a new role end the user's sessions.
base::Result<void> disable_user(const DeskUse& use, std::string_view name, const Doing& doing);
base::Result<void> enable_user(const DeskUse& use, std::string_view name, const Doing& doing);
base::Result<void> change_role(const DeskUse& use, std::string_view name, Role role, const Doing& doing);
// A new password; whether the user may sign in stays as it is.
base::Result<void> change_password(const DeskUse& use, std::string_view name, std::string_view password,
                                   const Doing& doing);
// The locked secret of a second factor; empty: none any more.
base::Result<void> keep_totp(const DeskUse& use, std::string_view name, base::ByteView box,
                             const Doing& doing);

base::Result<std::vector<UserRow>> list_users(const DeskUse& use);
base::Result<std::optional<UserRow>> find_user(const DeskUse& use, std::string_view name);
// What password_matches() compares with; of an unknown or disabled user a hash that nothing matches, at the
// same cost.
base::Result<std::string> kept_password(const DeskUse& use, std::string_view name);

struct KeptTotp {
  base::Bytes box;
  std::int64_t last_step = 0;
};
base::Result<std::optional<KeptTotp>> kept_totp(const DeskUse& use, std::string_view name);
// False if a code of this step or a later one was used meanwhile.
base::Result<bool> use_totp_step(const DeskUse& use, std::string_view name, std::int64_t step);

}  // namespace kiosk::desk
