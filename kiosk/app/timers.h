#pragma once
// What time does to a visit: how long a screen waits for a touch, what happens then, and when to look again.
// Pure; every moment is the state's own `now`.

#include <optional>

#include "kiosk/app/state.h"

namespace kiosk::app {

// Whether the visit's time is up: nothing yet, the citizen is asked first, or it simply ends.
enum class TimeUp { no, ask, end };
TimeUp time_up(const State& state);

// When the next Tick is due, if any: idle times, countdowns, slides, the minute on the clock.
std::optional<base::BootTime> next_tick(const State& state);

// Seconds left on a countdown that is shown: the overlay's, the receipt's; none otherwise.
std::optional<int> seconds_left(const State& state);

// Seconds left of the pause after too many numbers that nobody knows; none: numbers may be asked for.
std::optional<int> follow_pause_left(const State& state);

// Seconds until another staff code may be tried; none when one may be.
std::optional<int> pin_seconds_left(const State& state);

}  // namespace kiosk::app
