#pragma once
// How the visit moves to another place. Internal to kiosk/app.

#include "kiosk/app/state.h"

namespace kiosk::app {

void go(State& state, Place place);

}  // namespace kiosk::app
