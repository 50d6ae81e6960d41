#include "kiosk/sync/back_off.h"

#include <algorithm>

namespace kiosk::sync {
namespace {

constexpr std::int64_t kMaxDoublings = 16;  // far above where the cap begins

}  // namespace

base::Milliseconds back_off(std::int64_t failures, const Random& random) {
  const std::int64_t doublings = std::clamp<std::int64_t>(failures - 1, 0, kMaxDoublings);
  const base::Milliseconds longest = std::min(kRetryCap, kRetryBase * (std::int64_t{1} << doublings));
  return base::Milliseconds(random(static_cast<std::uint32_t>(longest.count()) + 1));
}

}  // namespace kiosk::sync
