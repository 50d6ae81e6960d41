#pragma once
// The search of the web desk: a case by its number, or by the code of the citizen's receipt, as people type
// or paste them: blanks and direction marks around them, Arabic-Indic digits.
//
// The code is the citizen's secret and stays one: nothing is kept to find it by but the tag that answers are
// published under (complaint/ticket.h), which takes a second to derive from a code. One search derives at a
// time, so that searches cannot take the machine. A case whose tag is not derived yet is found by opening its
// letter, of the newest kLettersToOpen of them.
//
// Thread-safe.

#include <mutex>

#include "kiosk/desk/cases.h"

namespace kiosk::desk {

constexpr std::int64_t kLettersToOpen = 500;

enum class SearchError {
  not_understood,  // neither a number nor a code
  mistyped,        // a code whose check digit says so
};
std::string_view name_of(SearchError);

class Search {
 public:
  Search(DeskDatabase& database, const Vault& vault) : database_(database), vault_(vault) {}
  // The number of the case; nothing if no case has this code. A number is not looked up.
  base::Result<std::optional<CaseNumber>> find(std::string_view typed);

 private:
  base::Result<std::optional<CaseNumber>> find_by_code(const complaint::ReceiptCode& code);
  base::Result<std::optional<CaseNumber>> find_in_letters(const complaint::ReceiptCode& code);

  DeskDatabase& database_;
  const Vault& vault_;
  std::mutex one_at_a_time_;
};

}  // namespace kiosk::desk
