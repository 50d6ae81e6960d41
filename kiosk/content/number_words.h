#pragma once
// Numbers beside the words that say them, as a page and its charts have them. Pure functions.

#include <string>
#include <string_view>

namespace kiosk::content {

bool is_digits(std::string_view text);   // and nothing else, and some
std::string number_text(double number);  // "1050.5"

// Whether the words hold the number, however its thousands and decimals are set apart.
bool says_number(std::string_view words, double number);

}  // namespace kiosk::content
