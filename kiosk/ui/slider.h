#pragma once
// A value chosen on a line: section 9 of the design. It grows from the start side. A touch on the track
// jumps, a finger that moves along it is followed, and a button at each end takes one step, so that nothing
// needs a drag; with the focus on it the keys Start and End do the same. Ticks below name its quarters.

#include "kiosk/ui/stepper.h"

namespace kiosk::ui {

struct SliderOptions {
  StepperOptions steps;
  int from = 0;  // what the start of the track stands for; the value goes no lower than its own least
  std::string_view name;
  bool enabled = true;
};

constexpr float kSliderHeight = 120, kTicksHeight = 44;

// The nearest step to a place on the track, 0..1 from its start.
int slider_value(const SliderOptions& options, float part);
// What stands under the track: the first, the last and three between, or fewer where they are not whole.
std::vector<int> slider_ticks(int from, int max);

// In a box at least kSliderHeight + kTicksHeight tall. The value as changed by a touch.
std::optional<int> slider(Interface& ui, std::string_view id, const Box& box, const SliderOptions& options);

}  // namespace kiosk::ui
