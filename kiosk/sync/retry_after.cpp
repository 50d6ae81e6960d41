#include "kiosk/sync/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace kiosk::sync {
namespace {

using base::Milliseconds;

constexpr std::int64_t kMostSeconds = 10'000'000;  // above any limit of a caller

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// "Sun, 06 Nov 1994 08:49:37 GMT", the one form that is written today.
std::optional<base::Timestamp> date_of(std::string_view text) {
  constexpr std::size_t kSize = 29;
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != kSize || text.substr(26) != "GMT") return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  if (month == kMonths.end()) return std::nullopt;
  const std::string number = std::to_string(month - kMonths.begin() + 1);
  const base::Result<base::Timestamp> date =
      base::parse_iso8601(base::cat(text.substr(12, 4), "-", number.size() < 2 ? "0" : "", number, "-",
                                    text.substr(5, 2), "T", text.substr(17, 8), "Z"));
  return date ? std::optional(*date) : std::nullopt;
}

}  // namespace

std::optional<Milliseconds> retry_after(const base::HttpHeaders& headers) {
  const std::string_view value = base::header(headers, "Retry-After");
  if (const std::optional<std::int64_t> seconds = number_of(value))
    return std::chrono::seconds(std::min(*seconds, kMostSeconds));
  const std::optional<base::Timestamp> until = date_of(value);
  const std::optional<base::Timestamp> said = date_of(base::header(headers, "Date"));
  if (!until || !said) return std::nullopt;
  return std::max(std::chrono::duration_cast<Milliseconds>(*until - *said), Milliseconds(0));
}

}  // namespace kiosk::sync
