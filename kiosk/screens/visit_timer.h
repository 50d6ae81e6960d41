#pragma once
// "This screen is erased by itself in 1:48": the time a page with somebody's own matter has left. Any touch
// begins it anew. Internal to kiosk/screens.

#include "kiosk/screens/context.h"

namespace kiosk::screens {

// In the middle of the box's height, whole.
void draw_visit_timer(Context& context, std::string_view id, const ui::Box& box, text::Align align);

}  // namespace kiosk::screens
