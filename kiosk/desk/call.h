#pragma once
// One request to the web desk with what was found out about it, as its rooms (door.h, inbox_desk.h,
// case_desk.h, office.h) are handed it, and what they answer when something is in the way.

#include "kiosk/desk/form.h"
#include "kiosk/desk/parts.h"
#include "kiosk/desk/users.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

struct Call {
  const base::HttpRequest& request;
  Target target;
  Form form;  // of a POST
  View view;
  std::string token;  // of the session

  [[nodiscard]] bool is_post() const { return request.method == "POST"; }
  [[nodiscard]] Doing doing() const { return {view.user, view.now}; }
};

// A fault of the desk itself: a line in the log, and a sentence for the clerk.
base::HttpResponse trouble(const Call& call, const base::Error& error);
base::HttpResponse not_found(const Call& call);
base::HttpResponse case_not_found(const Call& call);
base::HttpResponse not_allowed(const Call& call);
// A file to keep.
base::HttpResponse file_response(std::string_view name, std::string_view type, std::string_view text);
// Asked for paper where there is nothing to make it with (parts.h).
base::HttpResponse no_printer(const Call& call);
// What was written in a field; nothing if it is blanks only.
std::string written(const Form& form, std::string_view field);

}  // namespace kiosk::desk
