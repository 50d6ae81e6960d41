#pragma once
// The room of what leaves the desk as files: the figures, the log, and the cases of a list, with or without personal
// data. Every export is in the log.
//
//   GET  /export[?the inbox's filters]                    what there is to take
//   GET  /export/cases.csv | cases.json | cases.pdf       the same filters; no personal data
//   POST /export/personal  query=&format=csv|json&purpose=  with it, for a purpose of kPurposes, which is logged
//   GET  /export/counts.csv | counts.pdf [?weeks=]
//   GET  /export/log.csv[?the log's filters]
//
// Thread-safe.

#include "kiosk/desk/call.h"
#include "kiosk/desk/exports.h"
#include "kiosk/desk/inbox_query.h"

namespace kiosk::desk {

class ExportDesk {
 public:
  explicit ExportDesk(const Parts& parts) : parts_(parts) {}
  base::HttpResponse choices(const Call& call);
  base::HttpResponse file(const Call& call);
  base::HttpResponse personal(const Call& call);

 private:
  base::Result<base::HttpResponse> file_of(const Call& call);
  base::Result<base::HttpResponse> counts(const Call& call, std::string_view name);
  base::Result<base::HttpResponse> log(const Call& call);
  base::Result<base::HttpResponse> cases(const Call& call, const InboxQuery& query, ExportOrder order,
                                         std::string_view detail);
  base::Result<base::HttpResponse> list(const Call& call, const InboxQuery& query);
  base::Result<void> note(const Call& call, std::string_view action, std::string_view detail);
  Parts parts_;
};

}  // namespace kiosk::desk
