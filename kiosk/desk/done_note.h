#pragma once
// What was done is said once, on the page that follows: the redirect after a form has a short code in its
// address, and a table knows its sentence. Codes that it does not know say nothing, and no link of the page
// carries one on. Pure.

#include <array>

#include "kiosk/desk/form.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

// Fields of a query that are for one page alone.
inline constexpr std::array<std::string_view, 4> kOnceFields = {"lang", "done", "changed", "kept"};

// "?done=answer"; nothing for no code, or one that is none of ours.
std::string done_words(const View& view, const Form& query);
constexpr std::string_view kPasswordDone = "password";  // one's own, after which one signs in again
base::HttpResponse redirect_after(std::string_view address, std::string_view code);
// After many cases: "?done=bulk&changed=3&kept=1".
base::HttpResponse redirect_after_many(std::string_view address, int changed, int kept);

}  // namespace kiosk::desk
