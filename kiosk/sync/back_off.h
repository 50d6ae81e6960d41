#pragma once
// How long to wait after the n-th failure in a row: full jitter, a random time between nothing and base *
// 2^(n-1), never above the cap (M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015).
// Random, so that five hundred kiosks that lost the desk at once do not come back at once. Pure.

#include <cstdint>
#include <functional>

#include "kiosk/base/time.h"

namespace kiosk::sync {

constexpr base::Milliseconds kRetryBase = std::chrono::seconds(30);
constexpr base::Milliseconds kRetryCap = std::chrono::hours(1);

// A uniform number in 0 .. bound-1.
using Random = std::function<std::uint32_t(std::uint32_t bound)>;

base::Milliseconds back_off(std::int64_t failures, const Random& random);

}  // namespace kiosk::sync
