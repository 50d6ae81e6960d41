#pragma once
// The files a page of the web desk needs, compiled into the program from kiosk/desk/web. Nothing is fetched
// from anywhere else.

#include <string_view>

namespace kiosk::desk {

// "desk.css", "desk.js", "icons.svg", "frieze.svg"; empty for any other name.
std::string_view asset_text(std::string_view name);

}  // namespace kiosk::desk
