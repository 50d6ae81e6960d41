#pragma once
// How much of the faults is tried: a part in tests/run, all of it at night (CMakePresets.json, `nightly`).

#include <sys/statvfs.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/base/bytes.h"
#include "tests/support/captured_log.h"

namespace kiosk::tests {

inline bool is_thorough() { return std::getenv("KIOSK_THOROUGH") != nullptr; }

template <typename Value>
Value by_day_or_night(Value day, Value night) {
  return is_thorough() ? night : day;
}

// Temporary folders lie in memory, where a sync costs nothing, for as long as the value lives; the log is
// kept out of the way.
class FastDisk {
 public:
  FastDisk() {
    const char* before = std::getenv("TMPDIR");
    if (before != nullptr) before_ = before;
    if (has_room()) setenv("TMPDIR", kFolder, 1);
  }
  FastDisk(const FastDisk&) = delete;
  FastDisk& operator=(const FastDisk&) = delete;
  ~FastDisk() {
    if (before_) {
      setenv("TMPDIR", before_->c_str(), 1);
    } else {
      unsetenv("TMPDIR");
    }
  }

 private:
  static constexpr const char* kFolder = "/dev/shm";
  static constexpr std::uint64_t kRoomBytes = std::uint64_t{256} << 20;
  static bool has_room() {
    struct statvfs status {};
    return statvfs(kFolder, &status) == 0 && status.f_bavail * status.f_frsize > kRoomBytes;
  }
  std::optional<std::string> before_;
  CapturedLog log_;
};

// A figure for whoever runs the tests by hand, or reads the log of the night.
template <typename... Values>
void tell(const Values&... values) {
  std::puts(base::cat(values...).c_str());
  std::fflush(stdout);
}

}  // namespace kiosk::tests
