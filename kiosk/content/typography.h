#pragma once
// What a clerk cannot type and readers need: done to every text when a pack is built.
//
//   everywhere  a space between groups of three digits becomes a narrow no-break space: 35 000
//   Arabic      numbers joined by '-', '/' or two points, and percentages, stand in an isolate (LRI ... PDI):
//               without it 09-08 is shown as 08-09 after an Arabic word (UAX #9, rules W2 and W4)
//   French      no-break spaces before ; : ! ? % » and after «
//
// A number that stands in an isolate already is left as it is. polish(polish(x)) == polish(x).

#include <string>
#include <string_view>

#include "kiosk/base/language.h"

namespace kiosk::content {

std::string polish(std::string_view text, base::Language language);

}  // namespace kiosk::content
