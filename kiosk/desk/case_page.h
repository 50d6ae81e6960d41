#pragma once
// The page of one case: what the citizen wrote and where, the history, and what the desk can do: change the
// state, answer, ask for the telephone, and what the cell does among itself (case_work.h). What the reader's
// role must not see is not in the page. Pure: a model in, a page out.

#include "kiosk/desk/history.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

struct CaseModel {
  Case entry;
  std::optional<complaint::Letter> letter = {};  // none if it does not open, or the reader may not
  std::vector<HistoryEntry> history = {};
  bool show_phone = false;                   // asked for with a reason, which is in the history
  bool is_told = true;                       // whether the citizen's kiosk can already show the last change
  std::vector<CaseNumber> merged = {};       // for which this case speaks
  std::optional<CaseNumber> speaker = {};    // the case that speaks for this one
  std::vector<std::string> colleagues = {};  // who works on cases
  std::vector<std::string> writing = {};     // who else has a draft from the last minutes
  bool has_draft = false;                    // what is typed below is the user's draft
  // After a form that is refused: why, and what was typed, so that nobody has to type it again.
  struct Typed {
    std::string answer_ar;
    std::string answer_fr;
    std::string note_ar;
    std::string note_fr;
    std::string reason;
    std::string inner_note;
    std::string other_case;
    std::string erase_reason;
    std::optional<complaint::CaseState> state;
  };
  std::string message = {};
  bool refused = false;
  Typed typed = {};
};

base::HttpResponse case_page(const View& view, const CaseModel& model);

}  // namespace kiosk::desk
