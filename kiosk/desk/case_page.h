#pragma once
// The page of one case: what the citizen wrote and where, the history, and what the desk can do: change the
// state, answer, ask for the telephone. Pure: a model in, a page out.

#include "kiosk/desk/cases.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

struct CaseModel {
  Case entry;
  std::optional<complaint::Letter> letter;  // none if it does not open
  std::vector<HistoryEntry> history;
  bool show_phone = false;  // asked for with a reason, which is in the history
  bool is_told = true;      // whether the citizen's kiosk can already show the last change
  // After a form that is refused: why, and what was typed, so that nobody has to type it again.
  struct Typed {
    std::string answer_ar;
    std::string answer_fr;
    std::string note_ar;
    std::string note_fr;
    std::string reason;
    std::optional<complaint::CaseState> state;
  };
  std::string message;
  bool refused = false;
  Typed typed;
};

base::HttpResponse case_page(const View& view, const CaseModel& model);

}  // namespace kiosk::desk
