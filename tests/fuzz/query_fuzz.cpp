// A target and a Cookie header, apart by a line feed: what comes out is text out of the input, comes back
// through encoding, and a query of requests stays within its limits.

#include <algorithm>
#include <cstdlib>

#include "kiosk/base/utf8.h"
#include "kiosk/desk/open311_query.h"

namespace {

using namespace kiosk;

constexpr base::Timestamp kNow{std::chrono::sys_days(std::chrono::year(2026) / 11 / 23)};
constexpr const char* kNames[] = {"a", "page", "page_size", "status", "service_code", "service_request_id"};

void demand(bool condition) {
  if (!condition) abort();
}

void check_form(const desk::Form& form) {
  const base::Result<desk::Form> again = desk::Form::parse(form.encoded_without({}));
  demand(again.ok());
  for (const char* name : kNames) {
    for (const std::string_view value : form.values(name)) demand(base::is_valid_utf8(value));
    demand(again->values(name) == form.values(name));
    demand(form.has(name) != form.values(name).empty());
    demand(form.values(name).empty() || form.value(name) == form.values(name).front());
  }
}

void check_requests(const desk::Form& form) {
  const base::Result<desk::RequestsQuery> query = desk::requests_query(form, kNow);
  if (!query) return;
  demand(query->page >= 1 && query->page_size >= 1 && query->page_size <= desk::kOpen311MaxRequests);
  demand(query->offset() >= 0);
  demand(query->filter.numbers.size() <= desk::kOpen311MaxCodes);
  demand(query->filter.categories.size() <= desk::kOpen311MaxCodes);
  const bool bounded = query->filter.deposited_from || query->filter.updated_from;
  demand(bounded == query->filter.numbers.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view line = text.substr(0, text.find('\n'));
  const base::Result<desk::Target> target = desk::parse_target(line);
  if (target) {
    demand(line.starts_with(target->path) && target->path.find('?') == std::string::npos);
    check_form(target->query);
    check_requests(target->query);
  }
  const std::string cookies(text.substr(std::min(text.size(), line.size() + 1)));
  const base::HttpHeaders headers = {{"Cookie", cookies}};
  for (const char* name : kNames) {
    const std::string_view value = desk::cookie_value(headers, name);
    demand(value.find(';') == std::string_view::npos);
    demand(value.empty() || cookies.find(base::cat(name, "=", value)) != std::string::npos);
  }
  return 0;
}
