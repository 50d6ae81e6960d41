#pragma once
// What a key of a real keyboard does to a text. Arrows, Home, End and Return do that only for who writes; for
// everybody else they move the focus and choose, as the accessible keypad's keys do.

#include <optional>

#include "kiosk/ui/edit.h"
#include "platform/display/window.h"

namespace kiosk::main {

std::optional<ui::Edit> edit_of(const platform::display::KeyPress& press, bool is_writing);

}  // namespace kiosk::main
