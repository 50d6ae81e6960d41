#pragma once
// What tests of the staff's screens share: staff mode, and what a screen says.

#include <chrono>

#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

namespace kiosk::tests {

inline void staff_mode(ScreenRig& rig, base::Language language = base::Language::ar) {
  rig.state.settings.language = language;
  rig.state.trail = {app::Place{}, {app::Screen::staff_status, {}, 0}};
}

inline void show(ScreenRig& rig, app::Screen screen, std::string slug = {}) {
  rig.state.trail.push_back({screen, std::move(slug), 0});
  rig.draw();
}

inline const ui::Node* node(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

inline std::string name_of(ScreenRig& rig, std::string_view id) {
  const ui::Node* found = node(rig, id);
  return found == nullptr ? std::string() : found->name;
}

inline std::string everything(ScreenRig& rig) {
  std::string all;
  for (const ui::Node& one : rig.interface().tree().nodes())
    all += one.name + "\n" + one.value + "\n" + one.spoken + "\n";
  return all;
}

inline bool says(ScreenRig& rig, std::string_view words) {
  return everything(rig).find(words) != std::string::npos;
}

inline void key(ScreenRig& rig, std::string_view digits) {
  for (const char digit : digits) {
    rig.pass(std::chrono::milliseconds(400));
    REQUIRE(rig.tap(std::string("osk.") + digit));
  }
}

}  // namespace kiosk::tests
