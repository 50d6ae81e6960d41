#pragma once
// How the visit moves to another place. Internal to kiosk/app.

#include "kiosk/app/state.h"

namespace kiosk::app {

void go(State& state, Place place);
// What belongs to a page alone does not outlive it: popover, toast, the estimator's further questions.
void leave_page(State& state);

}  // namespace kiosk::app
