#pragma once
// A sketch of the arrondissements with one of them filled in, for the page of a case; the shapes are in
// web/plan.svg. Never mirrored: north is up and the sea in the west in both languages. Pure.

#include "kiosk/desk/view.h"

namespace kiosk::desk {

// Nothing for a district that is not on the sketch, or none.
Markup plan(const View& view, std::string_view district);

}  // namespace kiosk::desk
