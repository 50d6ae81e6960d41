#include "kiosk/desk/open311_query.h"

#include <algorithm>
#include <charconv>

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using base::Timestamp;

// Requests are told to the second, so an end at the second of one of them has to reach it.
constexpr base::Milliseconds kRestOfSecond{999};

Error refused(std::string sentence) { return {DeskError::refused, std::move(sentence)}; }

Result<std::vector<std::string>> list_in(const Form& query, std::string_view name) {
  std::vector<std::string> all;
  for (std::string_view rest : query.values(name)) {
    while (!rest.empty()) {
      const std::string_view item = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), item.size() + 1));
      if (!item.empty()) all.emplace_back(item);
      if (all.size() > kOpen311MaxCodes)
        return refused(base::cat(name, " has more than ", kOpen311MaxCodes, " values"));
    }
  }
  return all;
}

Result<std::int64_t> whole_number(const Form& query, std::string_view name, std::int64_t other) {
  const std::string_view text = query.value(name);
  if (text.empty()) return other;
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = code == std::errc() && end == text.data() + text.size();
  if (!whole || value < 1 || text.size() > kOpen311PageMaxDigits)
    return refused(base::cat(name, " is a whole number from 1"));
  return value;
}

Result<std::optional<Timestamp>> date_in(const Form& query, std::string_view name) {
  const std::string_view text = query.value(name);
  if (text.empty()) return std::optional<Timestamp>();
  const Result<Timestamp> time = base::parse_iso8601(text);
  if (!time) return refused(base::cat(name, " is a time such as 2026-11-23T00:00:00Z"));
  return std::optional(*time);
}

Result<std::optional<bool>> is_open_in(const Form& query) {
  const std::vector<std::string> states = TRY(list_in(query, "status"));
  for (const std::string& state : states) {
    if (state != "open" && state != "closed") return refused("status is open, closed or both");
  }
  const bool both =
      states.empty() || std::any_of(states.begin(), states.end(),
                                    [&states](const std::string& state) { return state != states[0]; });
  return both ? std::optional<bool>() : std::optional(states[0] == "open");
}

Result<void> limit_dates(const Form& query, Timestamp now, CaseFilter& filter) {
  filter.deposited_from = TRY(date_in(query, "start_date"));
  filter.deposited_to = TRY(date_in(query, "end_date"));
  filter.updated_from = TRY(date_in(query, "updated_after"));
  filter.updated_to = TRY(date_in(query, "updated_before"));
  for (std::optional<Timestamp>* end : {&filter.deposited_to, &filter.updated_to}) {
    if (*end) **end += kRestOfSecond;
  }
  if (!filter.deposited_from && !filter.updated_from)
    filter.deposited_from = filter.deposited_to.value_or(now) - kOpen311DefaultDays;
  if (filter.deposited_to && filter.deposited_from && *filter.deposited_to < *filter.deposited_from)
    return refused("end_date is before start_date");
  if (filter.updated_to && filter.updated_from && *filter.updated_to < *filter.updated_from)
    return refused("updated_before is before updated_after");
  return base::done();
}

}  // namespace

Result<RequestsQuery> requests_query(const Form& query, Timestamp now) {
  RequestsQuery out;
  out.filter.order = CaseOrder::newest;
  out.filter.merged = Merged::shown;  // whoever made a request finds it
  out.page = TRY(whole_number(query, "page", 1));
  out.page_size = std::min(TRY(whole_number(query, "page_size", kOpen311MaxRequests)), kOpen311MaxRequests);
  for (const std::string& id : TRY(list_in(query, "service_request_id")))
    out.filter.numbers.push_back(CaseNumber::parse(id).value_or(CaseNumber{}));
  if (!out.filter.numbers.empty()) return out;
  out.filter.categories = TRY(list_in(query, "service_code"));
  out.filter.is_open = TRY(is_open_in(query));
  TRY(limit_dates(query, now, out.filter));
  return out;
}

}  // namespace kiosk::desk
