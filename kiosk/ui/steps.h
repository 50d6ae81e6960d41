#pragma once
// The five arches of a form: done, now, next. Section 9, "Steps (forms)".

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

// In a low box only the current arch, with its name beside it (section 12.2).
constexpr float kStepsHeight = 150, kLowStepsHeight = 76;
float steps_height(const Interface& ui);  // that suits the text size
// The line fills to the current arch, which grows, when another step is reached.
void steps(Interface& ui, const Box& box, std::span<const std::string> names, std::size_t current,
           Accent accent);

}  // namespace kiosk::ui
