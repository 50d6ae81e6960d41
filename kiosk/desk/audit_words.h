#pragma once
// The log in the reader's words: who, what, and with which details. What it does not know is shown as it is
// written. Pure.

#include "kiosk/desk/audit.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

// What an action of the log is called: "user.add" is "user added".
std::string_view action_words(const View& view, std::string_view action);
// "cli root" is "command line (root)"; nobody is the desk itself.
std::string actor_words(const View& view, std::string_view actor);
// "entry 17 answered" is "entry 17, state: answered".
Markup detail_words(const View& view, const AuditRow& row);

}  // namespace kiosk::desk
