#pragma once
// How often a key may post by Open311: a program gone wild, or a key in the wrong hands, must not bury the
// clerks' inbox. In memory only: a restart forgives. Thread-safe; time is an argument.

#include <map>
#include <mutex>
#include <optional>

#include "kiosk/base/time.h"
#include "kiosk/crypto/hash.h"

namespace kiosk::desk {

constexpr int kOpen311PostsPerMinute = 120;

class PostLimiter {
 public:
  // Nothing: the post may come and is counted. Else how long to wait.
  std::optional<std::chrono::seconds> wait_for(const crypto::Hash& key, base::Timestamp now);

 private:
  struct Minute {
    base::Timestamp since;
    int posted = 0;
  };
  std::mutex mutex_;
  std::map<crypto::Hash, Minute> minutes_;  // of keys that posted within a minute: never more than there are
};

}  // namespace kiosk::desk
