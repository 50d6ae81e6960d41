#pragma once
// How many cases are open by category and district, for the kiosks (complaint/open_counts.h): those that came
// in within kOpenCountDays, and at least kOpenCountLeast of a kind.

#include "kiosk/complaint/open_counts.h"
#include "kiosk/desk/desk_database.h"

namespace kiosk::desk {

base::Result<std::vector<complaint::OpenCount>> open_counts(const DeskUse& use, base::Timestamp now);

}  // namespace kiosk::desk
