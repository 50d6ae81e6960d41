#include "kiosk/app/attract.h"

#include <algorithm>

namespace kiosk::app {
namespace {

constexpr int kMorning = 7, kEvening = 18;
constexpr float kViewPart = 2.0F / 3;  // of the change; the words take the rest

float eased(float t) { return t * t * (3 - 2 * t); }

}  // namespace

SlideChange slide_change(const State& state, base::BootTime now) {
  SlideChange change;
  if (state.slide == 0) return change;  // the loop has just begun
  const auto frames_at = [](base::Milliseconds since) {
    return static_cast<int>(since * kSlideFadeFrames / kSlideFade) + 1;
  };
  const int frame = frames_at(std::max(now - state.slide_since, base::Milliseconds(0)));
  if (frame >= kSlideFadeFrames) return change;
  const float part = static_cast<float>(frame) / kSlideFadeFrames;
  change.view = eased(std::min(1.0F, part / kViewPart));
  change.words = eased(std::max(0.0F, (part - kViewPart) / (1 - kViewPart)));
  // Rounded up, so that the next frame is drawn once, when it is due.
  change.next_frame =
      state.slide_since + (kSlideFade * frame + base::Milliseconds(kSlideFadeFrames - 1)) / kSlideFadeFrames;
  return change;
}

bool is_day(base::Timestamp wall) {
  const int hour = base::to_local(wall).hour;
  return hour >= kMorning && hour < kEvening;
}

bool is_out_of_service(const State& state) {
  return state.kiosk.catalogue == nullptr && !state.kiosk.complaint_problem.empty();
}

}  // namespace kiosk::app
