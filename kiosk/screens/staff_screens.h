#pragma once
// One function a page of the staff; draw_staff() (context.h) chooses. Internal to kiosk/screens.

#include "kiosk/screens/context.h"

namespace kiosk::screens {

void draw_staff_pin(Context& context);
void draw_staff_code(Context& context);
void draw_staff_status(Context& context);
void draw_staff_queue(Context& context);
void draw_staff_network(Context& context);
void draw_staff_touch(Context& context);
void draw_staff_clock(Context& context);
void draw_staff_machine(Context& context);
void draw_staff_content(Context& context);
void draw_staff_errors(Context& context);
void draw_staff_diagnostics(Context& context);
void draw_staff_settings(Context& context);
void draw_staff_packs(Context& context);
void draw_staff_review(Context& context);
void draw_staff_changes(Context& context);
void draw_staff_preview(Context& context);
void draw_staff_installing(Context& context);
void draw_staff_done(Context& context);
void draw_staff_refused(Context& context);
void draw_staff_rollback(Context& context);
void draw_staff_copy(Context& context);

}  // namespace kiosk::screens
