#pragma once
// What the steps of the complaint share: the five arches above, back and home and "continue" below, the error
// bar. Internal to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

// The citizen's sentence for an error of the form, and what it is about.
std::string words_of(const Context& context, const base::Error& error);

// "Complaint", "Observation" or "Suggestion", to be translated.
const char* words_of(complaint::Kind kind);

// "0612345678" in pairs; what is still missing as dashes.
std::string phone_in_pairs(std::string_view digits);

PageOptions form_page(const Context& context, app::Screen step, std::string title, std::string hint);
// Draws the page and hears its "continue".
PageResult draw_form_page(Context& context, const PageOptions& options);
// The error of this step at the foot of the box, if there is one; the height it took.
float error_bar(Context& context, const ui::Box& box);
// The same from the box's top down.
float error_below(Context& context, const ui::Box& box);

// Where a keyboard is up: the keyboard, and above or before it the room for what it writes into. Draws the
// error there.
struct TypingPlace {
  ui::Box room, keyboard;
};
TypingPlace typing_place(Context& context, const PageResult& page);

// The keyboard for the field in focus; what it does to that field.
void keyboard_for(Context& context, const ui::Box& box, app::Field which, ui::FieldState& field,
                  const ui::Box& field_box, const ui::FieldOptions& options);

}  // namespace kiosk::screens
