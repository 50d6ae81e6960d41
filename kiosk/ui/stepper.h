#pragma once
// A number with a button to lower and one to raise it: section 9 of the design. Less stands at the start,
// more at the end; held down they go on by themselves; at a limit the button is grey. The value is in the
// tree under the stepper's id, the buttons as ID.less and ID.more.

#include "kiosk/ui/interface.h"

namespace kiosk::ui {

struct StepperOptions {
  Accent accent = Accent::teal;
  int value = 0, min = 0, max = 0, step = 1;
  std::string_view shown;        // the value as it is shown between the buttons
  std::string_view value_words;  // and as it is read: "5 hours"
  std::string_view less, more;   // what the buttons are called
};

constexpr float kStepButton = 116;
// The value as changed by a touch.
std::optional<int> stepper(Interface& ui, std::string_view id, const Box& box, const StepperOptions& options);

// One of its buttons, for what has them apart: -1 lowers, 1 raises.
bool step_button(Interface& ui, std::string_view id, const Box& box, int direction,
                 const StepperOptions& options);

}  // namespace kiosk::ui
