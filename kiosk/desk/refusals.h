#pragma once
// Refusals as the log tells them, one line each: "desk.refused reason=bad-signature kiosk=K-01 message=...".
// Messages are sentences of this program and the kiosk is named by its id as KioskId read it, so nothing that
// was sent gets into the log.

#include "kiosk/complaint/protocol.h"

namespace kiosk::desk {

// `kiosk` is null if the request names none.
void log_refusal(complaint::Refusal reason, std::string_view message, const complaint::KioskId* kiosk);

}  // namespace kiosk::desk
