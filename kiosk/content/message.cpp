#include "kiosk/content/message.h"

#include <algorithm>

#include "kiosk/base/utf8.h"

namespace kiosk::content {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Keeps its order by itself in a right-to-left sentence: a number, a name of Latin letters, Arabic words
// without any. Everything else ("2026-11-23", "14.7, -17.4", "[[points]]") is isolated, for hyphens, commas
// and brackets would change sides; an isolate a clerk copies along does no harm in the sources.
bool keeps_its_order(std::string_view value) {
  if (value.empty() || std::all_of(value.begin(), value.end(), is_digit)) return true;
  if (is_ascii_letter(value.front()) && (is_ascii_letter(value.back()) || is_digit(value.back())))
    return std::none_of(value.begin(), value.end(), is_high);
  const bool is_arabic = value.find_first_of("\xD8\xD9\xDA\xDB") != std::string_view::npos;
  return is_arabic && std::none_of(value.begin(), value.end(), is_ascii_letter);
}

std::string worded(const Argument& argument, const Wording& wording) {
  if (argument.phrase != nullptr) return wording.words(argument.phrase);
  if (!wording.right_to_left || keeps_its_order(argument.value)) return argument.value;
  return std::string(base::kFirstStrongIsolate).append(argument.value).append(base::kPopIsolate);
}

// Braces around anything else are the sentence's own.
std::string fill_in(const std::string& words, const std::vector<Argument>& arguments,
                    const Wording& wording) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t open = words.find('{', at), close = words.find('}', open);
    if (close == std::string::npos) return out.append(words, at);
    out.append(words, at, open - at);
    const std::string_view name = std::string_view(words).substr(open + 1, close - open - 1);
    const auto named = std::find_if(arguments.begin(), arguments.end(),
                                    [&](const Argument& one) { return one.name == name; });
    out += named != arguments.end() ? worded(*named, wording) : "{";
    at = named != arguments.end() ? close + 1 : open + 1;
  }
  return out;
}

}  // namespace

const Wording& english_wording() {
  static const Wording english{[](const char* words) { return std::string(words); },
                               [](const char* one, const char* many, std::int64_t n) {
                                 return say(n == 1 ? one : many, {{"n", n}}).text();
                               },
                               false};
  return english;
}

Message& Message::then(const char* words, Arguments arguments) {
  parts_.push_back({words, arguments});
  return *this;
}

std::string Message::text(const Wording& wording) const {
  std::string out;
  for (const Part& part : parts_) out += fill_in(wording.words(part.words), part.arguments, wording);
  return out;
}

}  // namespace kiosk::content
