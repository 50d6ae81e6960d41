#pragma once
// The pages of users, settings and one's own account. Pure: what is shown in, a page out.

#include "kiosk/desk/settings.h"
#include "kiosk/desk/totp.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

constexpr std::string_view kDeadlinesPart = "deadlines", kKeepingPart = "keeping";  // of the settings

struct UserModel {
  UserRow user;
  bool is_locked = false;       // after too many wrong passwords
  std::int64_t open_cases = 0;  // that are the user's
};
struct NewUser {
  std::string name;
  Role role = Role::agent;
};
// `typed`: a new user who was refused.
base::HttpResponse users_page(const View& view, const std::vector<UserModel>& users, std::string_view message,
                              const NewUser& typed = {});
// Each card saves for itself: what the form calls its part. `erases`: not saved yet; so many cases would be
// erased, and the page asks.
base::HttpResponse settings_page(const View& view, const Settings& settings, std::string_view message,
                                 std::optional<std::int64_t> erases = {});

struct AccountModel {
  bool has_totp = false;
  const TotpSecret* fresh = nullptr;  // one that is to be confirmed
  std::string fresh_box;              // it, locked, for the form to bring back
  std::string message;
  bool refused = false;
};
base::HttpResponse account_page(const View& view, const AccountModel& model);

}  // namespace kiosk::desk
