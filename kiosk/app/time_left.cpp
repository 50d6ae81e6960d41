#include "kiosk/app/time_left.h"

#include <cmath>

namespace kiosk::app {
namespace {

constexpr base::Milliseconds kSeenFirst = std::chrono::seconds(2);
constexpr double kPartFirst = 0.02;  // of all that is to do
constexpr double kMuchSlower = 1.5;  // what is shown rises only beyond this, and by more than a step
constexpr std::int64_t kStep = 10, kMinute = 60;

// Up to the next step.
std::chrono::seconds in_steps(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  const std::int64_t step = whole > kMinute ? kMinute : kStep;
  return std::chrono::seconds((std::max<std::int64_t>(whole, 1) + step - 1) / step * step);
}

}  // namespace

void TimeLeft::see(base::BootTime now, std::uint64_t done_bytes, std::uint64_t all_bytes) {
  if (!begin_ || done_bytes < first_bytes_) {
    *this = {};
    begin_ = now;
    first_bytes_ = done_bytes;
    return;
  }
  const auto took = static_cast<double>((now - *begin_).count()) / 1000;
  const auto done = static_cast<double>(done_bytes - first_bytes_);
  if (now - *begin_ < kSeenFirst || done < kPartFirst * static_cast<double>(all_bytes)) return;
  const double left = took / done * static_cast<double>(all_bytes - std::min(done_bytes, all_bytes));
  const std::chrono::seconds steps = in_steps(left);
  const bool slower = shown_ && left > kMuchSlower * static_cast<double>(shown_->count()) &&
                      left > static_cast<double>(shown_->count() + kStep);
  if (!shown_ || steps < *shown_ || slower) shown_ = steps;
}

}  // namespace kiosk::app
