#pragma once
// How far the machine's clock can be believed: synchronised if the kernel says that a time service steers it,
// plausible if it is at least past this program's making, else unknown.

#include "kiosk/complaint/envelope.h"

namespace kiosk::main {

complaint::ClockQuality clock_quality(base::Timestamp now);

}  // namespace kiosk::main
