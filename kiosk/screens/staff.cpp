// 18, 18b, 19, 24b: what staff see behind their code.

#include "kiosk/screens/staff_screens.h"

namespace kiosk::screens {

void draw_staff(Context& context) {
  using app::Screen;
  switch (context.state.place().screen) {
    case Screen::staff_pin:
      return draw_staff_pin(context);
    case Screen::staff_code:
      return draw_staff_code(context);
    case Screen::staff_queue:
      return draw_staff_queue(context);
    case Screen::staff_network:
      return draw_staff_network(context);
    case Screen::staff_touch:
      return draw_staff_touch(context);
    case Screen::staff_clock:
      return draw_staff_clock(context);
    case Screen::staff_machine:
      return draw_staff_machine(context);
    case Screen::staff_content:
      return draw_staff_content(context);
    case Screen::staff_errors:
      return draw_staff_errors(context);
    case Screen::staff_diagnostics:
      return draw_staff_diagnostics(context);
    case Screen::staff_settings:
      return draw_staff_settings(context);
    case Screen::staff_packs:
      return draw_staff_packs(context);
    case Screen::staff_review:
      return draw_staff_review(context);
    case Screen::staff_changes:
      return draw_staff_changes(context);
    case Screen::staff_preview:
      return draw_staff_preview(context);
    case Screen::staff_installing:
      return draw_staff_installing(context);
    case Screen::staff_done:
      return draw_staff_done(context);
    case Screen::staff_refused:
      return draw_staff_refused(context);
    case Screen::staff_copy:
      return draw_staff_copy(context);
    case Screen::staff_rollback:
      return draw_staff_rollback(context);
    default:
      return draw_staff_status(context);
  }
}

}  // namespace kiosk::screens
