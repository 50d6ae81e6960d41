#include "kiosk/text/numbers.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "kiosk/text/segment.h"

namespace kiosk::text {
namespace {

constexpr std::size_t kTelephoneDigits = 8;

class Numbers {
 public:
  Numbers(DecodedText& text, std::vector<std::uint8_t>& numbers) : text_(text), numbers_(numbers) {}

  // The number that starts at a digit; returns where it ends.
  std::size_t take(std::size_t first) {
    std::size_t end = take_joined(first);
    const bool plus = first > 0 && text_.code_points[first - 1] == '+' && !(first > 1 && digit(first - 2));
    if (const std::size_t spaced = end_of_spaced(first, plus); spaced > end) {
      for (std::size_t i = first; i < spaced; ++i) {
        if (text_.code_points[i] == ' ') join(i);
      }
      end = take_joined(spaced);  // decimals after the last group
    }
    if (plus) be_digit(first - 1);
    const bool space = end + 1 < text_.size() && is_space(text_.code_points[end]);
    if (end < text_.size() && text_.code_points[end] == '%') {
      be_digit(end++);
    } else if (space && text_.code_points[end + 1] == '%') {
      join(end);
      be_digit(end + 1);
      end += 2;
    }
    const std::size_t begin = plus ? first - 1 : first;
    for (std::size_t i = begin; i < end; ++i) {
      numbers_[i] = 1;
      if (i > begin) text_.boundaries[i] = static_cast<std::uint8_t>(text_.boundaries[i] & kGraphemeBoundary);
    }
    return end;
  }

 private:
  [[nodiscard]] bool digit(std::size_t i) const {
    return text_.properties[i].is(CharacterProperties::kDigit);
  }
  [[nodiscard]] std::size_t end_of_group(std::size_t i) const {
    while (i < text_.size() && digit(i)) ++i;
    return i;
  }
  // Digits and what joins them without a space: "0,5", "2-17-265", "10:24". Returns where they end.
  std::size_t take_joined(std::size_t at) {
    std::size_t end = end_of_group(at);
    while (end + 1 < text_.size() && is_joint(text_.code_points[end]) && digit(end + 1)) {
      join(end);
      end = end_of_group(end + 1);
    }
    return end;
  }
  static bool is_joint(char32_t c) {
    return c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || c == 0x2212 || c == 0xA0 ||
           c == 0x202F;
  }
  static bool is_space(char32_t c) { return c == ' ' || c == 0xA0 || c == 0x202F; }

  // Where groups apart by single spaces end, if they are one number; else `first`.
  [[nodiscard]] std::size_t end_of_spaced(std::size_t first, bool plus) const {
    std::size_t end = end_of_group(first);
    const std::size_t first_group = end - first;
    std::size_t digits = first_group, groups = 1;
    bool thousands = first_group <= 3;
    std::size_t end_of_thousands = end;
    while (end + 1 < text_.size() && text_.code_points[end] == ' ' && digit(end + 1)) {
      const std::size_t next = end_of_group(end + 1);
      thousands = thousands && next - end - 1 == 3;
      digits += next - end - 1;
      end = next;
      ++groups;
      if (thousands) end_of_thousands = end;
    }
    if (groups == 1) return first;
    const bool telephone = digits >= kTelephoneDigits && (plus || text_.code_points[first] == '0');
    if (telephone) return end;
    return end_of_thousands > first + first_group ? end_of_thousands : first;
  }

  void set_class(std::size_t i, int direction) {
    text_.properties[i].bidi = static_cast<std::uint8_t>(direction);
  }
  // A common separator between digits of one kind becomes one of them (UAX#9 W4).
  void join(std::size_t i) {
    set_class(i, U_COMMON_NUMBER_SEPARATOR);
    text_.properties[i].flags =
        static_cast<std::uint16_t>(text_.properties[i].flags & ~CharacterProperties::kSpace);
  }
  void be_digit(std::size_t i) { set_class(i, U_EUROPEAN_NUMBER); }

  DecodedText& text_;
  std::vector<std::uint8_t>& numbers_;
};

}  // namespace

void keep_numbers_whole(DecodedText& text, std::vector<std::uint8_t>& numbers) {
  numbers.assign(text.size(), 0);
  Numbers find(text, numbers);
  for (std::size_t i = 0; i < text.size();) {
    i = text.properties[i].is(CharacterProperties::kDigit) ? find.take(i) : i + 1;
  }
}

}  // namespace kiosk::text
