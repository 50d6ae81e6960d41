#pragma once
// A short word about what has just happened, over the foot of a page: dark, for a few seconds, one at a time.
// It asks nothing and cannot be touched; who did not see it has missed nothing that is not on the page too.
// Section 9 of the design. When it comes and goes is the caller's.

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

constexpr float kToastHeight = 112;

// At the foot of the box, taller where the words need it.
void toast(Interface& ui, std::string_view id, const Box& above, std::string_view icon,
           std::string_view words);

}  // namespace kiosk::ui
