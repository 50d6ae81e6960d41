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
  fresh.messages = follow.messages;
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
  if (state.place().screen != Screen::status || state.toast != Toast::none || !shown ||
      shown->history.size() == news.history.size())
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
    follow.problem = answer.reached ? FollowProblem::unknown : FollowProblem::unreached;
    count_failure(state);
  } else {
    follow.failures = 0;
    note_news(state, *answer.found);
    follow.found = answer.found;
    if (state.place().screen == Screen::follow) state.trail.back() = {Screen::status, {}, 0};
  }
}

Adding adding(const State& state) {
  const std::optional<complaint::FollowUp>& found = state.follow.found;
  if (!found || state.follow.messages >= kMessagesPerVisit) return Adding::enough;
  if (found->history.empty()) return Adding::information;
  const complaint::FollowUpStep& last = found->history.back();
  const bool over =
      last.state == complaint::CaseState::answered || last.state == complaint::CaseState::closed;
  if (!over) return Adding::information;
  return state.wall > last.at + complaint::kReopenDays ? Adding::too_late : Adding::reopening;
}

bool begin_message(State& state) {
  const Adding how = adding(state);
  const bool may = how == Adding::information || how == Adding::reopening;
  if (!may || state.place().screen != Screen::status) return false;
  state.form.draft.language = state.settings.language;
  state.form.error.reset();
  state.form.field = Field::text;
  return true;
}

std::optional<effect::FileMessage> send_message(State& state) {
  Form& form = state.form;
  if (form.sending || state.place().screen != Screen::message) return std::nullopt;
  const base::Result<void> checked = complaint::check_words(form.draft.text.view());
  if (!checked) {
    form.error = checked.error();
    return std::nullopt;
  }
  form.sending = true;
  form.error.reset();
  const complaint::Wish wish =
      adding(state) == Adding::reopening ? complaint::Wish::reopen : complaint::Wish::read;
  return effect::FileMessage{state.follow.digits, form.draft.text, wish, form.draft.language};
}

bool take_filed_message(State& state, const intent::MessageFiled& filed) {
  // The citizen may have left meanwhile: the message is kept all the same.
  if (!state.form.sending || state.place().screen != Screen::message) return false;
  state.form.sending = false;
  if (filed.error) {
    state.form.error = filed.error;
    return false;
  }
  state.form = {};
  ++state.follow.messages;
  state.last_touch = state.now;
  return true;
}

}  // namespace kiosk::app
