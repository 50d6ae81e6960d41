#pragma once
// A sentence of `pack check` before it is worded: English words with {names} in them, what fills them in, and
// possibly a further part ("…: did you mean «{near}»?") that only some cases have. The English words are the
// id of the sentence in the catalogues of the other languages (assets/locale/check), so that it can be worded
// in the clerk's language when it is printed. Plain values; no catalogue is known here.

#include <concepts>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::content {

// Words that stand inside a sentence and have to be translated too ("a control character").
struct Phrase {
  const char* words;
};
constexpr Phrase phrase(const char* words) { return {words}; }

struct Argument {
  Argument(std::string_view name_in, std::string_view text) : name(name_in), value(text) {}
  Argument(std::string_view name_in, Phrase words) : name(name_in), phrase(words.words) {}
  Argument(std::string_view name_in, std::integral auto number)
      : name(name_in), value(std::to_string(number)) {}

  std::string_view name;  // a literal
  std::string value;
  const char* phrase = nullptr;  // instead of the value
};
using Arguments = std::initializer_list<Argument>;

// How a language words a report. English words itself.
struct Wording {
  std::function<std::string(const char* words)> words;
  // By number, with the plural forms of the language; {n} is filled in.
  std::function<std::string(const char* one, const char* many, std::int64_t n)> count;
  bool right_to_left = false;  // sentences and what fills them in are isolated from the line around them
};
const Wording& english_wording();

class Message {
 public:
  Message(const char* words, Arguments arguments) { then(words, arguments); }
  Message& then(const char* words, Arguments arguments = {});
  [[nodiscard]] std::string text(const Wording& wording = english_wording()) const;

 private:
  struct Part {
    const char* words;
    std::vector<Argument> arguments;
  };
  std::vector<Part> parts_;
};

// Every sentence is written inside one of these, or then(): the test that looks for missing translations
// finds it there.
inline Message say(const char* words, Arguments arguments = {}) { return {words, arguments}; }

}  // namespace kiosk::content
