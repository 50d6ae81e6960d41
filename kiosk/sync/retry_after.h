#pragma once
// How long a server asks to be left alone: Retry-After (RFC 9110, 10.2.3) as seconds, or as a date, which is
// measured from the response's own Date and never from the kiosk's clock, which may be wrong by years. Pure.

#include <optional>

#include "kiosk/base/http.h"
#include "kiosk/base/time.h"

namespace kiosk::sync {

// Nothing if the header is missing or is none. Never below zero.
std::optional<base::Milliseconds> retry_after(const base::HttpHeaders& headers);

}  // namespace kiosk::sync
