#include "kiosk/content/number_words.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace kiosk::content {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string number_text(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.10g", number);
  return text.data();
}

bool says_number(std::string_view words, double number) {
  constexpr std::string_view kNarrowSpace = "\u202f";
  std::string plain;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool space = words.substr(i).starts_with(kNarrowSpace);
    if (!space) plain.push_back(words[i] == ',' ? '.' : words[i]);
    if (space) i += kNarrowSpace.size() - 1;
  }
  // Neither a digit nor a decimal point with one behind it: 93 is not in 0.93, nor 26 in 3.26 or 26.5.
  const auto is_digit = [&plain](std::size_t at) { return at < plain.size() && is_digits({&plain[at], 1}); };
  const auto goes_on = [&](std::size_t at) { return is_digit(at) || (plain[at] == '.' && is_digit(at + 1)); };
  const auto came_from = [&](std::size_t at) {
    return at > 0 && (is_digit(at - 1) || (plain[at - 1] == '.' && at > 1 && is_digit(at - 2)));
  };
  const std::string wanted = number_text(number);
  for (std::size_t at = plain.find(wanted); at != std::string::npos; at = plain.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if (!came_from(at) && (end == plain.size() || !goes_on(end))) return true;
  }
  return false;
}

}  // namespace kiosk::content
