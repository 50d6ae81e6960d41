#pragma once
// The web desk: who may see what, and what each address does. Nothing but the sign-in page and the assets is
// shown to who is not signed in; every form must bring back its token; a POST that another site started is
// refused.
//
//   GET  /cases[?show=&category=&district=&kiosk=&page=]   the inbox
//   GET  /cases/2026-17                                    a case; the first reading is noted in its history
//   POST /cases/2026-17/state | answer | phone             what the desk does; then the case again
//   GET, POST /find [?number=2026/17]                      to that case; also by the receipt's code, which
//                                                          is posted: addresses stay in histories and logs
//   GET, POST /sign-in · POST /sign-out · GET /assets/...
//
// ?lang=ar|fr on any page is remembered in a cookie. Thread-safe.

#include "kiosk/base/http.h"
#include "kiosk/desk/case_page.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/inbox_page.h"
#include "kiosk/desk/parts.h"
#include "kiosk/desk/search.h"
#include "kiosk/desk/sessions.h"

namespace kiosk::desk {

enum class Cookies { plain, secure };  // secure: only ever sent over TLS

class Web {
 public:
  Web(const Parts& parts, Cookies cookies)
      : parts_(parts), cookies_(cookies), search_(parts.database, parts.vault) {}
  base::HttpResponse handle(const base::HttpRequest& request, base::Timestamp now);

 private:
  // A request with what was found out about it.
  struct Call {
    const base::HttpRequest& request;
    Target target;
    Form form;  // of a POST
    View view;
    std::string token;  // of the session, or of the sign-in form
  };
  base::HttpResponse route(Call& call);
  base::HttpResponse sign_in_form(const Call& call, int status, std::string_view message);
  base::HttpResponse sign_in(Call& call);
  base::HttpResponse sign_out(const Call& call);
  base::HttpResponse inbox(Call& call);
  base::HttpResponse find(const Call& call);
  base::HttpResponse show_case(Call& call, const CaseNumber& number);
  base::HttpResponse change(Call& call, const CaseNumber& number, std::string_view action);
  base::HttpResponse render(const Call& call, CaseModel model);
  base::Result<InboxModel> inbox_model(Call& call);
  base::Result<CaseModel> case_model(const Case& entry);
  base::HttpResponse trouble(const Call& call, const base::Error& error);
  [[nodiscard]] std::string cookie(std::string_view name, std::string_view value,
                                   std::string_view more) const;

  Parts parts_;
  Cookies cookies_;
  Search search_;
  Sessions sessions_;
  SignInLimiter limiter_;
};

}  // namespace kiosk::desk
