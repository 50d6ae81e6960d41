#pragma once
// The chapters of an article as controls: a row of pills, a column of buttons, and the way to the chapter
// before and the one after. Internal to kiosk/screens.

#include "kiosk/screens/context.h"

namespace kiosk::screens {

// In one row; with larger text in more (section 12.2). Read chapters carry a check.
std::size_t pill_rows(const Context& context, const content::Article& article);
float pills_height(const Context& context, const content::Article& article);
void chapter_pills(Context& context, const content::Article& article, ui::Accent accent, const ui::Box& box);

// Tall buttons one below the other, with the chapters' icons.
void chapter_list(Context& context, const content::Article& article, ui::Accent accent, const ui::Box& box);

// Previous and next; on the last chapter the way leads back to the first.
void chapter_buttons(Context& context, const content::Article& article, ui::Accent accent,
                     const ui::Box& row);

}  // namespace kiosk::screens
