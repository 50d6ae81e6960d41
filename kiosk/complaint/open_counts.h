#pragma once
// How many complaints of a category in a district are open and came in lately: what the desk publishes so
// that a citizen is told when others have reported the same. Numbers alone, and none below kOpenCountLeast:
// nobody is singled out. They come as the member "open" of a signed page of answers (protocol.h):
//
//   "open":[{"category":"lighting","district":"bettana","count":7}]
//
// Pure, any thread.

#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/json.h"
#include "kiosk/base/time.h"

namespace kiosk::complaint {

constexpr int kOpenCountLeast = 3;
constexpr std::size_t kOpenCountsMax = 200;
constexpr std::chrono::days kOpenCountDays(30);  // "lately"

struct OpenCount {
  std::string category, district;  // slugs
  std::int64_t count = 0;
  bool operator==(const OpenCount&) const = default;
};

struct OpenCounts {
  base::Timestamp as_of{};  // by the desk's clock
  std::vector<OpenCount> counts;
};

base::Json to_json(const std::vector<OpenCount>& counts);
// What is no count is passed over; none at all where the member is missing.
std::optional<std::vector<OpenCount>> open_counts_in(const base::Json& page);

}  // namespace kiosk::complaint
