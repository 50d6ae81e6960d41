#pragma once
// The files that the desk needs, most of them for its pages, compiled into the program from kiosk/desk/web.
// Nothing is fetched from anywhere else.

#include <string_view>

namespace kiosk::desk {

// "desk.css", "desk.js", "icons.svg", "frieze.svg", "plan.svg", and what `init` writes: "names.json" (names.h),
// "holidays.json" (calendar.h); empty for any other name.
std::string_view asset_text(std::string_view name);

}  // namespace kiosk::desk
