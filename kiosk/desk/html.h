#pragma once
// HTML and XML written safely by default: string literals of the program are markup, everything else is text
// and is escaped. There is no way to put a string into a page unescaped but to write it in the source.
//
// Of two literals in a condition only words, no tags: the choice is a pointer, and is escaped like any text.
//
//   page << "<p dir=\"auto\">" << letter.text << "</p>";

#include <concepts>
#include <string>
#include <string_view>

namespace kiosk::desk {

// & < > " ' as references; control characters that HTML and XML do not allow, U+FFFE and U+FFFF as U+FFFD.
std::string escaped(std::string_view text);

class Markup {
 public:
  template <std::size_t N>
  Markup& operator<<(const char (&markup)[N]) {
    text_.append(markup, N - 1);
    return *this;
  }
  Markup& operator<<(const Markup& part) {
    text_ += part.text_;
    return *this;
  }
  template <typename Text>
  requires std::convertible_to<Text, std::string_view> &&(!std::is_array_v<Text>)Markup& operator<<(
      const Text& text) {
    text_ += escaped(text);
    return *this;
  }
  template <std::integral Integer>
  Markup& operator<<(Integer number) {
    text_ += std::to_string(number);
    return *this;
  }
  [[nodiscard]] const std::string& str() const { return text_; }

 private:
  std::string text_;
};

}  // namespace kiosk::desk
