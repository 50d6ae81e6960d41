#pragma once
// What a query of GET /open311/v2/requests asks for. Pure.
//
// A parameter that is empty is one that is not there. Several service_request_id, service_code or status come
// apart by commas or one by one; ids override everything else but the paging, and an id that cannot be one
// matches nothing. An end_date takes its whole second in. Without start_date the list goes back ninety days
// from there, or from now; a longer span may be asked for: the standard forbids it to keep answers short, and
// pages do that here. `page` and `page_size` are the extension that Chicago, Boston, Toronto and others have:
// whole numbers from 1; anything else is refused, but a size over kOpen311MaxRequests is taken as that.
// `extensions` is accepted and changes nothing: what there would be to add is the citizen's.

#include "kiosk/desk/cases.h"
#include "kiosk/desk/form.h"

namespace kiosk::desk {

constexpr std::chrono::days kOpen311DefaultDays{90};
constexpr std::int64_t kOpen311MaxRequests = 1000;
constexpr std::size_t kOpen311MaxCodes = 100;  // of one parameter
constexpr std::size_t kOpen311PageMaxDigits = 9;

struct RequestsQuery {
  CaseFilter filter;
  std::int64_t page = 1;
  std::int64_t page_size = kOpen311MaxRequests;
  [[nodiscard]] std::int64_t offset() const { return (page - 1) * page_size; }
};

// Refused with a sentence that names the parameter.
base::Result<RequestsQuery> requests_query(const Form& query, base::Timestamp now);

}  // namespace kiosk::desk
