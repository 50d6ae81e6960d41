#pragma once
// The five arches of a form: done, now, next. Section 9, "Steps (forms)".

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

void steps(Interface& ui, const Box& box, std::span<const std::string> names, std::size_t current,
           Accent accent);

}  // namespace kiosk::ui
