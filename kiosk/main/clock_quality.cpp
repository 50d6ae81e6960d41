#include "kiosk/main/clock_quality.h"

#include <sys/timex.h>

namespace kiosk::main {

complaint::ClockQuality clock_quality(base::Timestamp now) {
  if (now < base::kProgramDay) return complaint::ClockQuality::unknown;
  timex state{};
  const bool steered = adjtimex(&state) != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
  return steered ? complaint::ClockQuality::synchronised : complaint::ClockQuality::plausible;
}

}  // namespace kiosk::main
