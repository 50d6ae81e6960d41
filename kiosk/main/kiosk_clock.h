#pragma once
// The kiosk's clock: the machine's, plus what the robot's `advance` has added; a preview may show another
// day. Any thread may read it.

#include <atomic>

#include "kiosk/base/time.h"

namespace kiosk::main {

class KioskClock {
 public:
  [[nodiscard]] base::BootTime now() const { return base::BootClock::now() + offset(); }
  [[nodiscard]] base::Timestamp wall() const { return base::wall_now() + offset() + days_; }
  // Before any thread starts: the same hour of another day.
  void show_day(std::chrono::sys_days day) { days_ = day - base::local_day(base::wall_now()); }
  void advance(base::Milliseconds by) { offset_ms_ += by.count(); }

 private:
  [[nodiscard]] base::Milliseconds offset() const { return base::Milliseconds(offset_ms_.load()); }
  std::atomic<std::int64_t> offset_ms_ = 0;
  std::chrono::days days_{0};
};

}  // namespace kiosk::main
