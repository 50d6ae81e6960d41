#include "kiosk/app/follow.h"

#include "kiosk/complaint/receipt_code.h"

namespace kiosk::app {

std::optional<effect::LookUp> ask_by_code(State& state) {
  Follow& follow = state.follow;
  if (follow.asking) return std::nullopt;
  if (state.now < follow.blocked_until) {
    follow.problem = FollowProblem::too_often;
    return std::nullopt;
  }
  const auto code = complaint::ReceiptCode::parse(follow.digits.view());
  if (!code) {
    follow.problem =
        code.error().is(complaint::CodeError::check_digit) ? FollowProblem::mistyped : FollowProblem::unknown;
    return std::nullopt;
  }
  follow.problem = FollowProblem::none;
  follow.asking = true;
  return effect::LookUp{follow.digits};
}

void clear_follow(Follow& follow) {
  Follow fresh;
  fresh.failures = follow.failures;
  fresh.blocked_until = follow.blocked_until;
  follow = std::move(fresh);
}

namespace {

void count_failure(State& state) {
  Follow& follow = state.follow;
  if (++follow.failures < kFollowTries) return;
  follow.failures = 0;
  follow.blocked_until = state.now + kTryPause;
  follow.problem = FollowProblem::too_often;
}

// News of the case whose state is on screen already.
void note_news(State& state, const complaint::FollowUp& news) {
  const std::optional<complaint::FollowUp>& shown = state.follow.found;
  if (state.place().screen != Screen::status || !shown || shown->history.size() == news.history.size())
    return;
  state.toast = Toast::state_changed;
  state.toast_since = state.now;
}

}  // namespace

void take_answer(State& state, const intent::FollowAnswered& answer) {
  Follow& follow = state.follow;
  // The citizen may have left meanwhile: then the answer is nobody's.
  if (!follow.asking) return;
  follow.asking = false;
  if (answer.failed) {
    follow.problem = FollowProblem::failed;
  } else if (!answer.found) {
    follow.problem = FollowProblem::unknown;
    count_failure(state);
  } else {
    follow.failures = 0;
    note_news(state, *answer.found);
    follow.found = answer.found;
    if (state.place().screen == Screen::follow) state.trail.back() = {Screen::status, {}, 0};
  }
}

}  // namespace kiosk::app
