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

// What the citizen whose complaint is shown may add to it.
enum class Adding { information, reopening, too_late, enough };
Adding adding(const State& state);
// Whether the page of a message is to be opened; what was written before, and not sent, is still there.
bool begin_message(State& state);
// The order to file it, or nothing and the error shown.
std::optional<effect::FileMessage> send_message(State& state);
// Whether it was kept, and the page is done with.
bool take_filed_message(State& state, const intent::MessageFiled& filed);

}  // namespace kiosk::app
