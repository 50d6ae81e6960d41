#include "kiosk/desk/refusals.h"

#include "kiosk/base/log.h"

namespace kiosk::desk {

void log_refusal(complaint::Refusal reason, std::string_view message, const complaint::KioskId* kiosk) {
  if (kiosk == nullptr) {
    KIOSK_LOG(warning, "desk.refused", {"reason", name_of(reason)}, {"message", message});
    return;
  }
  KIOSK_LOG(warning, "desk.refused", {"reason", name_of(reason)}, {"kiosk", kiosk->text()},
            {"message", message});
}

}  // namespace kiosk::desk
