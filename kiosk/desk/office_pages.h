#pragma once
// The pages of users, settings, the log and one's own account. Pure: what is shown in, a page out.

#include "kiosk/desk/audit.h"
#include "kiosk/desk/settings.h"
#include "kiosk/desk/totp.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

constexpr std::int64_t kAuditRowsPerPage = 100;
constexpr std::string_view kDeadlinesPart = "deadlines", kKeepingPart = "keeping";  // of the settings

struct UserModel {
  UserRow user;
  bool is_locked = false;       // after too many wrong passwords
  std::int64_t open_cases = 0;  // that are the user's
};
base::HttpResponse users_page(const View& view, const std::vector<UserModel>& users,
                              std::string_view message);
// Each card saves for itself: what the form calls its part. `erases`: not saved yet; so many cases would be
// erased, and the page asks.
base::HttpResponse settings_page(const View& view, const Settings& settings, std::string_view message,
                                 std::optional<std::int64_t> erases = {});
base::HttpResponse audit_log_page(const View& view, const std::vector<AuditRow>& rows,
                                  std::string_view subject);

struct AccountModel {
  bool has_totp = false;
  const TotpSecret* fresh = nullptr;  // one that is to be confirmed
  std::string fresh_box;              // it, locked, for the form to bring back
  std::string message;
  bool refused = false;
};
base::HttpResponse account_page(const View& view, const AccountModel& model);

}  // namespace kiosk::desk
