#include "kiosk/desk/post_limiter.h"

namespace kiosk::desk {

std::optional<std::chrono::seconds> PostLimiter::wait_for(const crypto::Hash& key, base::Timestamp now) {
  constexpr std::chrono::minutes kMinute{1};
  const std::lock_guard lock(mutex_);
  // A minute that begins later than now is of a clock that was set back.
  std::erase_if(minutes_, [now, kMinute](const auto& entry) {
    return now >= entry.second.since + kMinute || now < entry.second.since;
  });
  Minute& minute = minutes_.try_emplace(key, Minute{now, 0}).first->second;
  if (minute.posted < kOpen311PostsPerMinute) {
    ++minute.posted;
    return std::nullopt;
  }
  return std::chrono::ceil<std::chrono::seconds>(minute.since + kMinute - now);
}

}  // namespace kiosk::desk
