#pragma once
// What is asked before many cases change their state at once, or one is closed without a word: how many they are,
// and which. Pure.

#include <utility>
#include <vector>

#include "kiosk/desk/cases.h"
#include "kiosk/desk/view.h"

namespace kiosk::desk {

struct BulkQuestion {
  complaint::CaseState state = complaint::CaseState::closed;  // that they would get
  std::vector<Case> cases;
  std::string address;  // where the answer goes, with "sure" and these fields
  std::vector<std::pair<std::string, std::string>> fields;
  std::string back;  // the address of the page that asked for it
};

base::HttpResponse bulk_question_page(const View& view, const BulkQuestion& question);

}  // namespace kiosk::desk
