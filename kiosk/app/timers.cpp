#include "kiosk/app/timers.h"

#include <algorithm>

namespace kiosk::app {
namespace {

using base::BootTime;

base::Milliseconds idle_limit(const State& state) {
  if (is_staff(state.place().screen)) return kStaffIdle;
  switch (state.place().screen) {
    case Screen::home:
      return kHomeIdle;
    case Screen::receipt:
    case Screen::status:
      return kReceiptTime;
    default:
      return kPageIdle;
  }
}

// Whether the visit simply ends when its time is up, or the citizen is asked first.
bool ends_without_question(const State& state) {
  const Screen screen = state.place().screen;
  return screen == Screen::attract || screen == Screen::home || screen == Screen::receipt ||
         screen == Screen::status || is_staff(screen);
}

bool is_busy(const State& state) {
  return state.form.sending || state.place().screen == Screen::staff_installing ||
         state.staff.copying.under_way;
}

// A passer-by may have used the bar of the attract loop and gone on.
bool has_default_settings(const State& state) {
  Settings fresh;
  fresh.language = state.kiosk.language;
  return state.settings == fresh;
}

// The end of a countdown that is shown.
std::optional<BootTime> countdown_end(const State& state) {
  if (state.overlay == Overlay::still_there) return state.overlay_since + kWarning;
  const Screen screen = state.place().screen;
  if (state.overlay == Overlay::none && (screen == Screen::receipt || screen == Screen::status))
    return state.last_touch + kReceiptTime;
  return std::nullopt;
}

// When the visit's time is up, unless something else happens first.
std::optional<BootTime> visit_end(const State& state) {
  if (state.place().screen == Screen::attract)
    return has_default_settings(state) ? std::nullopt : std::optional(state.last_touch + kHomeIdle);
  if (state.overlay == Overlay::still_there) return state.overlay_since + kWarning;
  return is_busy(state) ? std::nullopt : std::optional(state.last_touch + idle_limit(state));
}

}  // namespace

TimeUp time_up(const State& state) {
  const std::optional<BootTime> end = visit_end(state);
  if (!end || state.now < *end) return TimeUp::no;
  const bool asked = state.overlay == Overlay::still_there;
  return asked || ends_without_question(state) ? TimeUp::end : TimeUp::ask;
}

std::optional<int> seconds_left(const State& state) {
  const std::optional<BootTime> end = countdown_end(state);
  if (!end) return std::nullopt;
  return static_cast<int>(
      std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(*end - state.now).count()));
}

std::optional<int> follow_pause_left(const State& state) {
  if (state.now >= state.follow.blocked_until) return std::nullopt;
  return static_cast<int>(
      std::chrono::ceil<std::chrono::seconds>(state.follow.blocked_until - state.now).count());
}

std::optional<int> pin_seconds_left(const State& state) {
  const base::Milliseconds left = state.kiosk.pin_blocked_until - state.now;
  if (left <= base::Milliseconds(0)) return std::nullopt;
  return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count());
}

std::optional<BootTime> next_tick(const State& state) {
  std::optional<BootTime> due = visit_end(state);
  const auto at = [&due](BootTime time) { due = due ? std::min(*due, time) : time; };
  if (state.place().screen == Screen::attract) {
    at(state.slide_since + kSlideTime);
  } else {
    // The clock in the header shows minutes.
    const base::Milliseconds into_minute = state.wall.time_since_epoch() % std::chrono::minutes(1);
    at(state.now + (std::chrono::minutes(1) - into_minute));
  }
  if (const std::optional<BootTime> end = countdown_end(state)) {
    const int left = std::max(0, *seconds_left(state) - 1);
    at(std::max(*end - std::chrono::seconds(left), state.now + base::Milliseconds(1)));
  }
  if (state.popover != Popover::none) at(state.popover_since + kPopoverTime);
  if (state.toast != Toast::none) at(state.toast_since + kToastTime);
  // A pause that is shown is counted down.
  const Screen screen = state.place().screen;
  if (const std::optional<int> left = follow_pause_left(state); left && screen == Screen::follow)
    at(std::max(state.follow.blocked_until - std::chrono::seconds(*left - 1),
                state.now + base::Milliseconds(1)));
  if (const std::optional<int> seconds = pin_seconds_left(state);
      seconds && (screen == Screen::staff_pin || screen == Screen::staff_code))
    at(std::max(state.kiosk.pin_blocked_until - std::chrono::seconds(*seconds - 1),
                state.now + base::Milliseconds(1)));
  return due;
}

}  // namespace kiosk::app
