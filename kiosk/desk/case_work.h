#pragma once
// Parts of the page of a case for what the cell does among itself: who is in charge, notes of the desk alone,
// another category, duplicates, erasing. Pure.

#include "kiosk/desk/case_page.h"

namespace kiosk::desk {

Markup work_card(const View& view, const CaseModel& model);
// Up to where its author has read, for forms that tell the citizen something.
Markup seen_field(const CaseModel& model);
// The list to go back to.
Markup list_field(const View& view);
// A form that posts to this case's action.
Markup case_form(const View& view, const CaseModel& model, std::string_view action);

}  // namespace kiosk::desk
