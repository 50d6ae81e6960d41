#pragma once
// How long work that counts bytes will still take: rough, and steady. Nothing is said before enough was seen;
// what is said is in large steps, follows the clock down, and rises only when the work has become much
// slower. Plain values, no clock of its own.

#include <cstdint>
#include <optional>

#include "kiosk/base/time.h"

namespace kiosk::app {

class TimeLeft {
 public:
  // So many bytes of so many are done at this moment.
  void see(base::BootTime now, std::uint64_t done_bytes, std::uint64_t all_bytes);
  // Whole seconds in the steps of the screen: 10, 20 ... 60, then whole minutes; none: not known yet.
  [[nodiscard]] std::optional<std::chrono::seconds> shown() const { return shown_; }

 private:
  std::optional<base::BootTime> begin_;
  std::uint64_t first_bytes_ = 0;
  std::optional<std::chrono::seconds> shown_;
};

}  // namespace kiosk::app
