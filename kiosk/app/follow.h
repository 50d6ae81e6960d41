#pragma once
// Asking for a complaint by its number: what may be asked, what the answer does to the visit, and the pause
// after too many numbers that nobody knows. Parts of update(), and as pure. Internal to kiosk/app.

#include "kiosk/app/update.h"

namespace kiosk::app {

// The number that was typed, to be looked up; none while an answer or a pause is waited for, or when it
// cannot be a number of ours.
std::optional<effect::LookUp> ask_by_code(State& state);
void take_answer(State& state, const intent::FollowAnswered& answer);

// What was typed and found goes; the count of tries stays as long as the visit.
void clear_follow(Follow& follow);

}  // namespace kiosk::app
