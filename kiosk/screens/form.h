#pragma once
// What the steps of the complaint share: the five arches above, back and home and "continue" below, the error
// bar. Internal to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

// The citizen's sentence for an error of the form, and what it is about.
std::string words_of(const Context& context, const base::Error& error);

PageOptions form_page(const Context& context, app::Screen step, std::string title, std::string hint);
// Draws the page and hears its "continue".
ui::Box draw_form_page(Context& context, const PageOptions& options);
// The error of this step above the row of buttons, if there is one; the height it took.
float error_bar(Context& context, const ui::Box& content);

// The keyboard for the field in focus; what it does to that field.
void keyboard_for(Context& context, const ui::Box& box, app::Field which, ui::FieldState& field,
                  const ui::Box& field_box, const ui::FieldOptions& options);

}  // namespace kiosk::screens
