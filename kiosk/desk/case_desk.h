#pragma once
// The room of one case: reading it, which is in the log with its reader, and everything that is done about it.
//
//   GET  /cases/2026-17 · /cases/2026-17.pdf
//   POST /cases/2026-17/state | answer | draft | phone | note | assign | category | merge | part | erase
//
// Thread-safe.

#include "kiosk/desk/call.h"
#include "kiosk/desk/case_changes.h"
#include "kiosk/desk/case_page.h"

namespace kiosk::desk {

class CaseDesk {
 public:
  explicit CaseDesk(const Parts& parts) : parts_(parts) {}
  base::HttpResponse show(const Call& call, const CaseNumber& number);
  base::HttpResponse paper(const Call& call, const CaseNumber& number);
  base::HttpResponse act(const Call& call, const CaseNumber& number, std::string_view action);
  // What the action needs beside being let into the room; nothing for what is no action.
  static std::optional<Right> right_for(const Call& call, std::string_view action);

 private:
  base::Result<base::HttpResponse> paper_of(const Call& call, const Case& entry);
  base::HttpResponse keep_draft_of(const Call& call, const Case& entry);
  base::HttpResponse erase(const Call& call, const Case& entry);
  base::HttpResponse refuse(const Call& call, const Case& entry, ChangeError reason, const Change& change);
  base::HttpResponse render(const Call& call, const CaseModel& model);
  base::Result<CaseModel> model_of(const Call& call, const Case& entry);
  base::Result<void> add_neighbours(const DeskUse& use, CaseModel& model);
  Parts parts_;
};

}  // namespace kiosk::desk
