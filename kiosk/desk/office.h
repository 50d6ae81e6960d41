#pragma once
// The rooms beside the cases: figures and kiosks, users, settings, the log, and one's own account.
//
//   GET  /dashboard[?weeks=] · /kiosks
//   GET  /users · POST /users/add | role | disable | enable | password | unlock | totp-off
//   GET, POST /settings · GET /audit[?subject=&topic=&from=&to=&before=]
//   GET  /account · POST /account/password | totp | totp-off
//
// Thread-safe.

#include "kiosk/desk/call.h"
#include "kiosk/desk/office_pages.h"
#include "kiosk/desk/settings.h"

namespace kiosk::desk {

class Office {
 public:
  explicit Office(const Parts& parts) : parts_(parts) {}
  base::HttpResponse dashboard(const Call& call);
  base::HttpResponse kiosks(const Call& call);
  base::HttpResponse users(const Call& call);
  base::HttpResponse change_users(const Call& call);
  base::HttpResponse settings(const Call& call);
  base::HttpResponse change_settings(const Call& call);
  base::HttpResponse audit(const Call& call);
  base::HttpResponse account(const Call& call);
  base::HttpResponse change_account(const Call& call);

 private:
  base::Result<std::vector<UserModel>> user_models(base::Timestamp now);
  base::HttpResponse users_page_of(const Call& call, const base::Error* refused);
  base::HttpResponse account_page_of(const Call& call, int status, std::string_view message);
  base::Result<void> change_user_of(const Call& call);
  base::HttpResponse change_own_password(const Call& call);
  base::HttpResponse begin_totp(const Call& call);
  base::HttpResponse confirm_totp(const Call& call);
  Parts parts_;
};

}  // namespace kiosk::desk
