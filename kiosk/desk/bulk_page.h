#pragma once
// What the inbox asks before it changes the state of many cases at once: how many they are, and which. Pure.

#include <vector>

#include "kiosk/desk/cases.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

struct BulkQuestion {
  complaint::CaseState state = complaint::CaseState::closed;  // that they would get
  std::vector<Case> cases;
  std::string back;  // the address of the list they were chosen in
};

base::HttpResponse bulk_question_page(const View& view, const BulkQuestion& question);

}  // namespace kiosk::desk
