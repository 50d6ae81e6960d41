// update() for sticks: which are plugged in, what happens to what lies on one that is pulled, and the waiting
// complaints that are copied to one. Whoever is no staff sees nothing of it.

#include <algorithm>

#include "kiosk/app/staff_update.h"
#include "kiosk/app/trail.h"

namespace kiosk::app {
namespace {

const StickView* find_stick(const std::vector<StickView>& sticks, std::uint64_t plug) {
  const auto found = std::ranges::find(sticks, plug, &StickView::plug);
  return found == sticks.end() ? nullptr : &*found;
}

// What the worker has seen of a stick stays known as long as it is plugged in.
std::vector<StickView> with_what_is_known(std::vector<StickView> now, const std::vector<StickView>& before) {
  for (StickView& stick : now) {
    if (const StickView* known = find_stick(before, stick.plug)) stick = *known;
  }
  return now;
}

bool shows_the_chosen_pack(Screen screen) {
  return screen == Screen::staff_review || screen == Screen::staff_changes || screen == Screen::staff_preview;
}

bool is_gone(const State& state, std::uint64_t plug) {
  return plug != kFolder && find_stick(state.kiosk.sticks, plug) == nullptr;
}

void refuse_removed(State& state) {
  while (shows_the_chosen_pack(state.place().screen)) state.trail.pop_back();
  state.staff.refusal = {kStickRemoved, 0, {}};
  go(state, {Screen::staff_refused, {}, 0});
}

// Those of a pulled stick leave the list, which says so.
void drop_packs(State& state) {
  Staff& staff = state.staff;
  const auto gone =
      std::erase_if(staff.packs, [&state](const PackView& pack) { return is_gone(state, pack.plug); });
  if (gone == 0) return;
  staff.stick_removed = true;
  if (staff.packs.empty()) staff.refusal = {kStickRemoved, 0, {}};
}

bool has_new(const std::vector<StickView>& now, const std::vector<StickView>& before) {
  return std::ranges::any_of(
      now, [&before](const StickView& stick) { return find_stick(before, stick.plug) == nullptr; });
}

}  // namespace

bool is_chosen_removed(const State& state) {
  return state.staff.chosen && is_gone(state, state.staff.chosen->plug);
}

void search_packs(State& state, Effects& effects) {
  state.staff.searching = true;
  effects.emplace_back(effect::FindPacks{++state.kiosk.pack_searches});
}

void staff_update(State& state, Effects& effects, const intent::SticksChanged& intent) {
  const std::vector<StickView> before = std::exchange(state.kiosk.sticks, {});
  state.kiosk.sticks = with_what_is_known(intent.sticks, before);
  if (!is_staff_mode(state)) return;
  drop_packs(state);
  if (shows_the_chosen_pack(state.place().screen) && is_chosen_removed(state)) refuse_removed(state);
  // A list that is shown gets the new one's packs; elsewhere only how many there are.
  if (state.place().screen == Screen::staff_packs &&
      (state.staff.searching || has_new(state.kiosk.sticks, before))) {
    search_packs(state, effects);
  } else if (!state.kiosk.sticks.empty()) {
    effects.emplace_back(effect::LookAtSticks{});
  }
}

void staff_update(State& state, Effects&, const intent::SticksSeen& intent) {
  for (StickView& stick : state.kiosk.sticks) {
    if (const StickView* seen = find_stick(intent.sticks, stick.plug)) stick = *seen;
  }
}

void staff_update(State& state, Effects& effects, const intent::CopyOutbox& intent) {
  Copying& copying = state.staff.copying;
  if (!is_staff_mode(state) || copying.under_way) return;
  copying = {};
  copying.plug = intent.plug;
  if (is_gone(state, intent.plug)) {
    copying.problem = kStickRemoved;
    return;
  }
  copying.under_way = true;
  effects.emplace_back(effect::CopyOutbox{intent.plug});
}

void staff_update(State& state, Effects&, const intent::OutboxCopied& intent) {
  Copying& copying = state.staff.copying;
  if (!copying.under_way) return;
  copying.under_way = false;
  copying.problem = intent.problem;
  if (intent.problem.empty()) copying.copied = intent.copied;
  copying.delivered = intent.delivered;
  state.last_touch = state.now;
}

}  // namespace kiosk::app
