#pragma once
// The web desk: who may see what, and which room answers each address (web.cpp has the table). Nothing but the
// sign-in page and the assets is shown to who is not signed in; every form must bring back its token; a POST
// that another site started is refused.
//
// ?lang=ar|fr on any page is remembered in a cookie. Thread-safe.

#include <span>

#include "kiosk/base/http.h"
#include "kiosk/desk/case_desk.h"
#include "kiosk/desk/door.h"
#include "kiosk/desk/export_desk.h"
#include "kiosk/desk/inbox_desk.h"
#include "kiosk/desk/office.h"

namespace kiosk::desk {

class Web {
 public:
  Web(const Parts& parts, Cookies cookies)
      : parts_(parts),
        door_(parts, cookies),
        inbox_(parts, cookies),
        cases_(parts),
        exports_(parts),
        office_(parts) {}
  base::HttpResponse handle(const base::HttpRequest& request, base::Timestamp now);

  // Of a path, or of all that begin with it when it ends with '/'. Public, so that a test can go through all.
  struct Route {
    std::string_view method, path;
    std::optional<Right> right;  // none: whoever is signed in
    base::HttpResponse (Web::*answer)(const Call& call);
  };
  static std::span<const Route> routes();

 private:
  base::Result<Stage> add_session(Call& call);
  base::HttpResponse route(Call& call, Stage stage);
  base::HttpResponse enter(Call& call, Stage stage);
  base::HttpResponse start(const Call& call);
  base::HttpResponse case_room(const Call& call);
  // The rooms' own functions, for the table.
  base::HttpResponse inbox(const Call& call) { return inbox_.inbox(call); }
  base::HttpResponse mine(const Call& call) { return inbox_.mine(call); }
  base::HttpResponse find(const Call& call) { return inbox_.find(call); }
  base::HttpResponse keep_view(const Call& call) { return inbox_.keep_view(call); }
  base::HttpResponse remove_view(const Call& call) { return inbox_.remove_view(call); }
  base::HttpResponse bulk(const Call& call) { return inbox_.bulk(call); }
  base::HttpResponse dashboard(const Call& call) { return office_.dashboard(call); }
  base::HttpResponse kiosks(const Call& call) { return office_.kiosks(call); }
  base::HttpResponse exports(const Call& call) { return exports_.choices(call); }
  base::HttpResponse export_file(const Call& call) { return exports_.file(call); }
  base::HttpResponse export_personal(const Call& call) { return exports_.personal(call); }
  base::HttpResponse users(const Call& call) { return office_.users(call); }
  base::HttpResponse change_users(const Call& call) { return office_.change_users(call); }
  base::HttpResponse settings(const Call& call) { return office_.settings(call); }
  base::HttpResponse change_settings(const Call& call) { return office_.change_settings(call); }
  base::HttpResponse audit(const Call& call) { return office_.audit(call); }
  base::HttpResponse account(const Call& call) { return office_.account(call); }
  base::HttpResponse change_account(const Call& call) { return office_.change_account(call); }
  base::HttpResponse sign_out(const Call& call) { return door_.sign_out(call); }

  Parts parts_;
  Door door_;
  InboxDesk inbox_;
  CaseDesk cases_;
  ExportDesk exports_;
  Office office_;
};

}  // namespace kiosk::desk
