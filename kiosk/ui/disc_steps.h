#pragma once
// The steps of what staff do: discs with their names beside them, joined by lines. Section 9, "Steps
// (staff)".

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

// Where the names have no room beside their discs, only the current one's is written. `current` may be one
// past the last: all done.
constexpr float kDiscStepsHeight = 68;
void disc_steps(Interface& ui, const Box& box, std::span<const std::string> names, std::size_t current);

}  // namespace kiosk::ui
