#include "kiosk/app/staff_update.h"

#include <algorithm>

#include "kiosk/app/trail.h"

namespace kiosk::app {
namespace {

void append_digit(base::SecretString& typed, char digit) {
  if (typed.size() < kPinMaxDigits) typed.append(std::string_view(&digit, 1));
}

// The worker keeps the count, before it looks: neither pulling the plug nor leaving while a code is checked
// makes a try for nothing.
void take_count(State& state, int wrong_tries) {
  Kiosk& kiosk = state.kiosk;
  kiosk.code_under_way = false;
  if (wrong_tries > kiosk.pin_failures) kiosk.pin_blocked_until = state.now + pin_pause(wrong_tries);
  kiosk.pin_failures = wrong_tries;
}

bool is_blocked(const State& state) {
  return state.kiosk.code_under_way || state.now < state.kiosk.pin_blocked_until;
}

void check_up(State& state, Effects& effects) {
  state.staff.looking = true;
  effects.emplace_back(effect::CheckUp{});
  if (!state.kiosk.sticks.empty()) effects.emplace_back(effect::LookAtSticks{});
}

void take_old_code(CodeChange& code, bool is_right) {
  code.checking = false;
  if (is_right) {
    code.field = CodeField::fresh;
  } else {
    code.old_code.wipe();
    code.problem = kWrongCode;
  }
}

void refuse_new_code(CodeChange& code, std::string_view problem) {
  code.fresh.wipe();
  code.again.wipe();
  code.field = CodeField::fresh;
  code.problem = problem;
}

// What can be known of a new code before it is given again.
std::string_view problem_of_new(const CodeChange& code) {
  const std::string_view problem = problem_of_code(code.fresh.view());
  return problem.empty() && code.fresh == code.old_code ? kSameCode : problem;
}

// 111111 and 123456, 987654: what a stranger tries first.
bool is_a_row(std::string_view digits) {
  const int step = digits[1] - digits[0];
  if (step < -1 || step > 1) return false;
  for (std::size_t i = 2; i < digits.size(); ++i)
    if (digits[i] - digits[i - 1] != step) return false;
  return true;
}

void begin_install(State& state, bool going_back) {
  Staff& staff = state.staff;
  staff.searching = false;
  staff.progress_percent = 0;
  staff.done_bytes = staff.all_bytes = 0;
  staff.time_left = {};
  staff.refusal = {};
  staff.going_back = going_back;
  go(state, {Screen::staff_installing, {}, 0});
}

}  // namespace

base::Milliseconds pin_pause(int failures) {
  constexpr int kMostDoublings = 10;
  if (failures < kPinTries) return {};
  return std::min(kPinPause * (1 << std::min(failures - kPinTries, kMostDoublings)), kPinLongestPause);
}

std::string_view problem_of_code(std::string_view code) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (code.size() < kPinFewestDigits || code.size() > kPinMaxDigits || !std::ranges::all_of(code, is_digit))
    return kCodeNotDigits;
  return is_a_row(code) ? std::string_view(kCodeTooEasy) : std::string_view();
}

bool is_low(const Checkup::Memory& memory) {
  return memory.free_bytes < memory.total_bytes / 100 * kLowPercent;
}

bool is_staff_mode(const State& state) {
  return std::ranges::any_of(state.trail,
                             [](const Place& place) { return place.screen == Screen::staff_status; });
}

void leave_door(State& state, Effects& effects) {
  state.staff = {};
  state.trail.pop_back();
  if (state.place().screen == Screen::attract) return end_visit(state, effects);
  leave_page(state);
}

void open_staff_page(State& state, Effects& effects, const Place& place) {
  if (place.screen != Screen::staff_pin && !is_staff_mode(state)) return;
  state.staff.code = {};
  if (place.screen == Screen::staff_copy) state.staff.copying = {};
  if (place.screen == Screen::staff_diagnostics) effects.emplace_back(effect::Diagnose{});
  if (place.screen != Screen::staff_pin) check_up(state, effects);
  go(state, place);
}

void staff_update(State& state, Effects&, const intent::PinDigit& intent) {
  if (state.staff.checking) return;
  append_digit(state.staff.pin, intent.digit);
  state.staff.wrong = false;
}

void staff_update(State& state, Effects&, const intent::PinErase&) {
  if (!state.staff.checking) state.staff.pin.drop_last();
}

void staff_update(State& state, Effects& effects, const intent::PinEnter&) {
  if (state.staff.checking || state.staff.pin.empty() || is_blocked(state)) return;
  state.staff.checking = state.kiosk.code_under_way = true;
  effects.emplace_back(effect::CheckPin{state.staff.pin});
}

void staff_update(State& state, Effects& effects, const intent::PinChecked& intent) {
  Staff& staff = state.staff;
  take_count(state, intent.wrong_tries);
  state.kiosk.pin_is_set = intent.is_set;
  if (staff.code.checking && staff.code.field == CodeField::old_code)
    return take_old_code(staff.code, intent.right);
  if (!staff.checking) return;
  staff.checking = false;
  staff.pin.wipe();
  if (intent.right) {
    // The citizen's visit ends here; how the pages look stays, staff chose it at the door.
    const Settings settings = state.settings;
    end_visit(state, effects);
    state.settings = settings;
    go(state, {Screen::staff_status, {}, 0});
    return check_up(state, effects);
  }
  staff.wrong = intent.is_set;
}

void staff_update(State& state, Effects&, const intent::CodeDigit& intent) {
  CodeChange& code = state.staff.code;
  if (code.checking || code.done) return;
  append_digit(code.typed(), intent.digit);
  code.problem.clear();
}

void staff_update(State& state, Effects&, const intent::CodeErase&) {
  CodeChange& code = state.staff.code;
  if (!code.checking) code.typed().drop_last();
}

void staff_update(State& state, Effects& effects, const intent::CodeEnter&) {
  CodeChange& code = state.staff.code;
  if (code.checking || code.done || code.typed().empty() || is_blocked(state)) return;
  code.problem.clear();
  if (code.field == CodeField::old_code) {
    code.checking = state.kiosk.code_under_way = true;
    effects.emplace_back(effect::CheckPin{code.old_code});
  } else if (code.field == CodeField::fresh) {
    const std::string_view problem = problem_of_new(code);
    if (!problem.empty()) return refuse_new_code(code, problem);
    code.field = CodeField::again;
  } else if (!(code.fresh == code.again)) {
    refuse_new_code(code, kCodesDiffer);
  } else {
    code.checking = state.kiosk.code_under_way = true;
    effects.emplace_back(effect::ChangeCode{code.old_code, code.fresh});
  }
}

void staff_update(State& state, Effects&, const intent::CodeChanged& intent) {
  take_count(state, intent.wrong_tries);
  if (!state.staff.code.checking) return;
  CodeChange next;
  next.problem = intent.problem;
  next.done = intent.problem.empty();
  if (intent.problem != kWrongCode) {
    // A right old code need not be given again if the new one will not do.
    next.field = CodeField::fresh;
    if (!next.done) next.old_code = std::move(state.staff.code.old_code);
  }
  state.staff.code = std::move(next);
}

void staff_update(State& state, Effects& effects, const intent::FindPacks&) {
  if (!is_staff_mode(state)) return;
  state.staff.packs.clear();
  state.staff.chosen.reset();
  state.staff.stick_removed = false;
  state.staff.refusal = {};
  // From a refusal the trail goes back to the list, so that Back does not walk through every try.
  while (is_staff_mode(state) && state.place().screen != Screen::staff_status) state.trail.pop_back();
  go(state, {Screen::staff_packs, {}, 0});
  search_packs(state, effects);
}

void staff_update(State& state, Effects&, const intent::PacksFound& intent) {
  // An answer that comes late says nothing of the search that is shown, nor of an install's refusal.
  if (!state.staff.searching || intent.search != state.kiosk.pack_searches) return;
  state.staff.searching = false;
  state.staff.packs = intent.packs;
  state.staff.refusal = {intent.refusal, 0, {}};
}

void staff_update(State& state, Effects&, const intent::ReviewPack& intent) {
  Staff& staff = state.staff;
  if (intent.index >= staff.packs.size()) return;
  staff.searching = false;
  staff.chosen = staff.packs[intent.index];
  staff.refusal = {staff.chosen->refusal, staff.chosen->missing_mb, {}};
  go(state, {staff.refusal.code.empty() ? Screen::staff_review : Screen::staff_refused, {}, 0});
}

void staff_update(State& state, Effects& effects, const intent::Install&) {
  if (!state.staff.chosen || !state.staff.chosen->refusal.empty() || is_chosen_removed(state)) return;
  begin_install(state, false);
  effects.emplace_back(effect::InstallPack{state.staff.chosen->path, state.staff.chosen->manifest});
}

void staff_update(State& state, Effects&, const intent::InstallProgress& intent) {
  state.staff.progress_percent = intent.percent;
  state.staff.done_bytes = intent.done_bytes;
  state.staff.all_bytes = intent.all_bytes;
  state.staff.time_left.see(intent.at, intent.done_bytes, intent.all_bytes);
}

void staff_update(State& state, Effects& effects, const intent::RollBack&) {
  if (!is_staff_mode(state)) return;
  begin_install(state, true);
  effects.emplace_back(effect::RollBack{});
}

void staff_update(State& state, Effects&, const intent::Installed& intent) {
  if (state.place().screen != Screen::staff_installing) return;
  state.staff.refusal = {intent.refusal, intent.missing_mb, intent.detail};
  state.trail.back() = {intent.refusal.empty() ? Screen::staff_done : Screen::staff_refused, {}, 0};
  state.last_touch = state.now;
}

void staff_update(State& state, Effects& effects, const intent::CheckUp&) { check_up(state, effects); }

void staff_update(State& state, Effects&, const intent::CheckedUp& intent) {
  state.kiosk.checkup = intent.checkup;
  // It takes complaints, as it said a moment ago.
  if (intent.checkup.outbox_problem.empty()) state.kiosk.complaint_problem.clear();
  state.staff.looking = false;
}

void staff_update(State&, Effects& effects, const intent::TryNetwork&) {
  effects.emplace_back(effect::TryNetwork{});
}

void staff_update(State&, Effects& effects, const intent::RetryFailed&) {
  effects.emplace_back(effect::RetryFailed{});
}

void staff_update(State& state, Effects&, const intent::Diagnosed& intent) {
  state.staff.diagnostics = intent.diagnostics;
}

void staff_update(State& state, Effects& effects, const intent::ToggleReducedMotion&) {
  state.kiosk.reduced_motion = !state.kiosk.reduced_motion;
  effects.emplace_back(effect::KeepSettings{state.kiosk.reduced_motion});
}

}  // namespace kiosk::app
