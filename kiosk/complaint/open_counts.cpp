#include "kiosk/complaint/open_counts.h"

namespace kiosk::complaint {

using base::Json;

Json to_json(const std::vector<OpenCount>& counts) {
  Json list = Json::array();
  for (const OpenCount& one : counts) {
    list.add(
        Json::object().set("category", one.category).set("district", one.district).set("count", one.count));
  }
  return list;
}

std::optional<std::vector<OpenCount>> open_counts_in(const Json& page) {
  const Json* list = page.find("open");
  if (list == nullptr || list->items() == nullptr) return std::nullopt;
  std::vector<OpenCount> counts;
  for (const Json& item : *list->items()) {
    if (item.members() == nullptr || counts.size() == kOpenCountsMax) continue;
    OpenCount one{item.string_or("category", ""), item.string_or("district", ""),
                  item.integer_or("count", 0)};
    if (!one.category.empty() && !one.district.empty() && one.count >= kOpenCountLeast)
      counts.push_back(std::move(one));
  }
  return counts;
}

}  // namespace kiosk::complaint
