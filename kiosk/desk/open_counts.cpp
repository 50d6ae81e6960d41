#include "kiosk/desk/open_counts.h"

namespace kiosk::desk {

base::Result<std::vector<complaint::OpenCount>> open_counts(const DeskUse& use, base::Timestamp now) {
  Statement row = TRY(use->prepare(
      "SELECT category, district, COUNT(*) FROM cases"
      " WHERE received_at >= ? AND state NOT IN ('answered', 'closed') AND category != '' AND district != ''"
      " GROUP BY category, district HAVING COUNT(*) >= ? ORDER BY COUNT(*) DESC, category, district LIMIT "
      "?"));
  row.bind(1, base::to_unix_ms(now - complaint::kOpenCountDays)).bind(2, complaint::kOpenCountLeast);
  row.bind(3, static_cast<std::int64_t>(complaint::kOpenCountsMax));
  std::vector<complaint::OpenCount> counts;
  while (TRY(row.step())) counts.push_back({row.text(0), row.text(1), row.integer(2)});
  return counts;
}

}  // namespace kiosk::desk
