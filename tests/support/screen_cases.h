#pragma once
// Every screen in a state worth looking at. For tests that walk through all of them, and for golden pictures.

#include "tests/support/screen_rig.h"

namespace kiosk::tests {

struct ScreenCase {
  const char* name;
  void (*prepare)(ScreenRig&);  // from the home page of a visit
};

const std::vector<ScreenCase>& screen_cases();
const ScreenCase& screen_case(std::string_view name);  // that there is

}  // namespace kiosk::tests
