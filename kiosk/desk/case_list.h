#pragma once
// `kiosk-desk case list --json`: every case, one JSON object a line, in the order they came:
//
//   {"case":"2026/17","uuid":...,"receipt":"482719360574","kind":...,"category":...,"district":...,"text":...,
//    "phone":...,"state":...,"received":"2026-11-23T12:00:00Z"}
//
// For whoever holds the cell's key. Goes page by page, so that a server at work is not kept waiting.

#include <functional>

#include "kiosk/desk/cases.h"

namespace kiosk::desk {

// `line` is given each object's text without a newline; its error ends the list. A letter that does not open
// has "receipt", "text" and "phone" null and says so in "error".
base::Result<void> for_each_case_line(DeskDatabase& database, const Vault& vault,
                                      const std::function<base::Result<void>(std::string_view line)>& line);

}  // namespace kiosk::desk
