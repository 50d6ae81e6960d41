#pragma once
// How the visit moves to another place, and how it ends. Internal to kiosk/app.

#include "kiosk/app/update.h"

namespace kiosk::app {

void go(State& state, Place place);
// What belongs to a page alone does not outlive it: popover, toast, the estimator's further questions.
void leave_page(State& state);
// Nothing of the visit is left, here or elsewhere.
void end_visit(State& state, std::vector<Effect>& effects);

}  // namespace kiosk::app
