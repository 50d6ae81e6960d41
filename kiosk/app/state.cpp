#include "kiosk/app/state.h"

#include <algorithm>

#include "kiosk/base/bytes.h"

namespace kiosk::app {

std::string_view name_of(Screen screen) {
  switch (screen) {
    case Screen::attract:
      return "attract";
    case Screen::home:
      return "home";
    case Screen::partnerships:
      return "partnerships";
    case Screen::twins:
      return "twins";
    case Screen::agreements:
      return "agreements";
    case Screen::partners:
      return "agreements.partners";
    case Screen::agreement:
      return "agreement";
    case Screen::article:
      return "article";
    case Screen::energy:
      return "energy";
    case Screen::tip:
      return "tip";
    case Screen::missing:
      return "missing";
    case Screen::search:
      return "search";
    case Screen::category:
      return "complaint.category";
    case Screen::where:
      return "complaint.where";
    case Screen::describe:
      return "complaint.text";
    case Screen::contact:
      return "complaint.contact";
    case Screen::check:
      return "complaint.check";
    case Screen::receipt:
      return "receipt";
    case Screen::follow:
      return "follow";
    case Screen::status:
      return "follow.status";
    case Screen::staff_pin:
      return "staff.pin";
    case Screen::staff_status:
      return "staff.status";
    case Screen::staff_packs:
      return "staff.packs";
    case Screen::staff_review:
      return "staff.review";
    case Screen::staff_installing:
      return "staff.installing";
    case Screen::staff_done:
      return "staff.done";
    case Screen::staff_refused:
      return "staff.refused";
    case Screen::staff_changes:
      return "staff.changes";
    case Screen::staff_preview:
      return "staff.preview";
    case Screen::staff_rollback:
      return "staff.rollback";
    case Screen::staff_content:
      return "staff.content";
    case Screen::staff_queue:
      return "staff.queue";
    case Screen::staff_network:
      return "staff.network";
    case Screen::staff_touch:
      return "staff.touch";
    case Screen::staff_clock:
      return "staff.clock";
    case Screen::staff_machine:
      return "staff.machine";
    case Screen::staff_errors:
      return "staff.errors";
    case Screen::staff_diagnostics:
      return "staff.diagnostics";
    case Screen::staff_settings:
      return "staff.settings";
    case Screen::staff_code:
      return "staff.code";
  }
  return "attract";
}

std::string chapter_key(const Place& place) { return base::cat(place.slug, "/", place.chapter); }

std::optional<std::size_t> step_of(Screen screen) {
  const auto found = std::find(kFormSteps.begin(), kFormSteps.end(), screen);
  return found == kFormSteps.end() ? std::nullopt
                                   : std::optional(static_cast<std::size_t>(found - kFormSteps.begin()));
}

}  // namespace kiosk::app
