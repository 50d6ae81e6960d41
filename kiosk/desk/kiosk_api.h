#pragma once
// What kiosks ask of the desk: complaint/protocol.h, server side.

#include "kiosk/base/http.h"
#include "kiosk/desk/parts.h"

namespace kiosk::desk {

constexpr int kNotNowSeconds = 30;  // Retry-After, when the desk itself is in trouble

// For targets that start with "/v1/".
base::HttpResponse answer_kiosk(const Parts& parts, const base::HttpRequest& request, base::Timestamp now);

}  // namespace kiosk::desk
