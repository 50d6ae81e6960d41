#pragma once
// KIOSK_PICTURES=1 keeps what a test drew in build/<preset>/screens/, to be looked at.

#include <cstdlib>

#include "platform/display/image_file.h"
#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

namespace kiosk::tests {

inline void keep_picture(ScreenRig& rig, const std::string& name) {
  const char* wanted = std::getenv("KIOSK_PICTURES");
  if (wanted == nullptr || std::string_view(wanted) != "1") return;
  const std::filesystem::path folder = std::filesystem::path(KIOSK_BUILD_DIR) / "screens";
  std::filesystem::create_directories(folder);
  REQUIRE(platform::display::save_png(folder / (name + ".png"), rig.picture()).ok());
}

}  // namespace kiosk::tests
