#include "kiosk/content/typography.h"

#include <algorithm>

namespace kiosk::content {
namespace {

constexpr std::string_view kNarrow = "\u202F";   // NNBSP
constexpr std::string_view kNoBreak = "\u00A0";  // NBSP
constexpr std::string_view kLri = "\u2066", kPdi = "\u2069";

bool is_digit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (is_digit(text, at + count)) ++count;
  return count;
}

// "35 000 000" -> with NNBSP. A group before the space has one to three digits, every group after exactly
// three.
std::string join_thousands(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t count = digits_from(text, at);
    if (count == 0) {
      out.push_back(text[at++]);
      continue;
    }
    out.append(text.substr(at, count));
    at += count;
    bool grouped = count <= 3;
    while (grouped && at < text.size() && text[at] == ' ' && digits_from(text, at + 1) == 3) {
      out.append(kNarrow).append(text.substr(at + 1, 3));
      at += 4;
    }
  }
  return out;
}

// Length of a number that has to be isolated at `at`, or 0: "09-08", "2.17.265", "12/3", "40%", "40 %".
std::size_t fragile_number(std::string_view text, std::size_t at) {
  std::size_t size = digits_from(text, at);
  int points = 0;
  bool fragile = false;
  while (at + size < text.size() && is_digit(text, at + size + 1)) {
    const char joint = text[at + size];
    if (joint != '-' && joint != '/' && joint != '.' && joint != ',') break;
    points += joint == '.' ? 1 : 0;
    fragile = fragile || joint == '-' || joint == '/' || points == 2;
    size += 1 + digits_from(text, at + size + 1);
  }
  for (const std::string_view gap : {std::string_view(), kNarrow, kNoBreak, std::string_view(" ")}) {
    const std::string_view rest = text.substr(at + size);
    if (rest.starts_with(gap) && rest.substr(gap.size()).starts_with('%')) return size + gap.size() + 1;
  }
  return fragile ? size : 0;
}

std::string isolate_numbers(std::string_view text) {
  std::string out;
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text, at) && text[at] != kLri.front()) {
      out.push_back(text[at++]);
      continue;
    }
    const std::string_view rest = text.substr(at);
    for (const std::string_view opening : {"\u2066", "\u2067", "\u2068"})
      depth += rest.starts_with(opening) ? 1 : 0;
    if (rest.starts_with(kPdi)) depth = std::max(0, depth - 1);
    const std::size_t digits = digits_from(text, at);
    const std::size_t fragile = digits > 0 && depth == 0 ? fragile_number(text, at) : 0;
    if (fragile > 0) {
      out.append(kLri).append(text.substr(at, fragile)).append(kPdi);
    } else {
      out.append(text.substr(at, std::max<std::size_t>(digits, 1)));
    }
    at += std::max<std::size_t>({fragile, digits, 1});
  }
  return out;
}

// An ordinary space before these marks becomes one that keeps the mark on its line.
std::string keep_french_marks(std::string_view text) {
  constexpr std::string_view kOpen = "«", kClose = "»";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at + 1);
    const bool after_open = out.ends_with(kOpen);
    const bool before_narrow = rest.starts_with(';') || rest.starts_with('!') || rest.starts_with('?') ||
                               rest.starts_with('%') || rest.starts_with(kClose);
    if (text[at] != ' ') {
      out.push_back(text[at]);
    } else if (after_open || before_narrow) {
      out.append(kNarrow);
    } else {
      out.append(rest.starts_with(':') ? kNoBreak : " ");
    }
  }
  return out;
}

}  // namespace

std::string polish(std::string_view text, base::Language language) {
  const bool has_digits = text.find_first_of("0123456789") != std::string_view::npos;
  if (!has_digits && language != base::Language::fr) return std::string(text);
  std::string joined = join_thousands(text);
  if (language == base::Language::ar) return isolate_numbers(joined);
  if (language == base::Language::fr) return keep_french_marks(joined);
  return joined;
}

}  // namespace kiosk::content
