#pragma once
// update() for what staff do. Internal to kiosk/app.

#include "kiosk/app/update.h"

namespace kiosk::app {

using Effects = std::vector<Effect>;

// Whether the code was given in this visit.
bool is_staff_mode(const State& state);
// Back from the keypad: the page the mark was held on is as it was.
void leave_door(State& state, Effects& effects);
// A page of the staff is opened: what it shows is asked for anew.
void open_staff_page(State& state, Effects& effects, const Place& place);

// The stick of the pack that was chosen is not plugged in any more.
bool is_chosen_removed(const State& state);
// The packs of all sticks are asked for anew; what is shown stays until the answer.
void search_packs(State& state, Effects& effects);

void staff_update(State& state, Effects& effects, const intent::PinDigit& intent);
void staff_update(State& state, Effects& effects, const intent::PinErase& intent);
void staff_update(State& state, Effects& effects, const intent::PinEnter& intent);
void staff_update(State& state, Effects& effects, const intent::PinChecked& intent);
void staff_update(State& state, Effects& effects, const intent::CodeDigit& intent);
void staff_update(State& state, Effects& effects, const intent::CodeErase& intent);
void staff_update(State& state, Effects& effects, const intent::CodeEnter& intent);
void staff_update(State& state, Effects& effects, const intent::CodeChanged& intent);
void staff_update(State& state, Effects& effects, const intent::FindPacks& intent);
void staff_update(State& state, Effects& effects, const intent::PacksFound& intent);
void staff_update(State& state, Effects& effects, const intent::ReviewPack& intent);
void staff_update(State& state, Effects& effects, const intent::Install& intent);
void staff_update(State& state, Effects& effects, const intent::InstallProgress& intent);
void staff_update(State& state, Effects& effects, const intent::RollBack& intent);
void staff_update(State& state, Effects& effects, const intent::Installed& intent);
void staff_update(State& state, Effects& effects, const intent::CheckUp& intent);
void staff_update(State& state, Effects& effects, const intent::CheckedUp& intent);
void staff_update(State& state, Effects& effects, const intent::TryNetwork& intent);
void staff_update(State& state, Effects& effects, const intent::RetryFailed& intent);
void staff_update(State& state, Effects& effects, const intent::Diagnosed& intent);
void staff_update(State& state, Effects& effects, const intent::ToggleReducedMotion& intent);
void staff_update(State& state, Effects& effects, const intent::SticksChanged& intent);
void staff_update(State& state, Effects& effects, const intent::SticksSeen& intent);
void staff_update(State& state, Effects& effects, const intent::CopyOutbox& intent);
void staff_update(State& state, Effects& effects, const intent::OutboxCopied& intent);

}  // namespace kiosk::app
