#pragma once
// Parts of the page of a case for what its citizen is told: another state, an answer. Pure.

#include "kiosk/desk/case_page.h"

namespace kiosk::desk {

Markup state_card(const View& view, const CaseModel& model);
Markup answer_card(const View& view, const CaseModel& model);

}  // namespace kiosk::desk
