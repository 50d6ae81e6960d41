#pragma once
// The door of the web desk: a name and a password, then the code of a second factor for whoever has one, and
// the way out. Failures are counted (sessions.h), and everything is in the log.
//
//   GET, POST /sign-in · GET, POST /sign-in/code · POST /sign-out
//
// Thread-safe.

#include "kiosk/desk/call.h"
#include "kiosk/desk/sessions.h"

namespace kiosk::desk {

constexpr std::string_view kSessionCookie = "desk_session";

class Door {
 public:
  Door(const Parts& parts, Cookies cookies) : parts_(parts), cookies_(cookies) {}
  // An answer that was sent without a session any more goes along, and is a draft once its author is in again;
  // an internal note comes back to be sent once more. Who asked for a case gets there.
  base::HttpResponse sign_in_form(const Call& call, int status, std::string_view message) const;
  base::HttpResponse sign_in(const Call& call);
  base::HttpResponse code_form(const Call& call, int status, std::string_view message) const;
  base::HttpResponse code(const Call& call);
  base::HttpResponse sign_out(const Call& call);
  [[nodiscard]] std::string cookie(std::string_view name, std::string_view value,
                                   std::string_view more) const;

 private:
  base::Result<void> end_and_record(const Call& call);
  base::Result<base::HttpResponse> try_password(const Call& call, std::string_view user,
                                                std::string_view password);
  base::Result<base::HttpResponse> try_code(const Call& call);
  base::HttpResponse go_on(const Call& call, std::string_view token, std::string_view user,
                           std::string_view place) const;
  base::Result<std::string> keep_carried(const DeskUse& use, const Call& call, std::string_view user);
  base::Result<SignIn> note_failure(const Call& call, std::string_view user);
  Parts parts_;
  Cookies cookies_;
};

// Whether what this form sent outlives the session it came too late for.
bool keeps_text(std::string_view path);

// The locked secret of a second factor belongs to one name.
std::string totp_place(std::string_view user);

}  // namespace kiosk::desk
