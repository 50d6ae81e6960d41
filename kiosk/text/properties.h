#pragma once
// What Unicode 15 says of a character, as far as the text layer asks. The answers are ICU's, kept in pages of
// 256 code points, so that a question asked twice costs one look. Internal to kiosk/text; one thread.

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "kiosk/text/font_set.h"

namespace kiosk::text {

// For grapheme clusters (UAX#29): most text needs three rules.
enum class GraphemeKind : std::uint8_t {
  other,     // a boundary before it
  extends,   // none: Extend, SpacingMark, ZWJ
  intricate  // controls, Hangul, flags, emoji, prepended marks: ICU's rules decide
};

// For line ends (UAX#14): most text needs a few of its rules.
enum class LineKind : std::uint8_t {
  letter,     // AL
  digit,      // NU
  quote,      // QU
  infix,      // IS
  exclaims,   // EX
  opens,      // OP
  closes,     // CP
  hyphen,     // HY
  dash,       // BA
  slash,      // SY
  prefix,     // PR: + and signs of money
  postfix,    // PO: % and °
  glue,       // GL: no-break spaces
  space,      // SP
  newline,    // LF
  extends,    // CM: goes with what stands before
  intricate,  // everything else: ICU's rules decide
};

struct CharacterProperties {
  static constexpr std::uint16_t kSpace = 1;            // white space at which a line may end
  static constexpr std::uint16_t kIgnorable = 2;        // never decides over a face
  static constexpr std::uint16_t kOpens = 4;            // an opening bracket
  static constexpr std::uint16_t kCloses = 8;           // a closing one
  static constexpr std::uint16_t kResetAtLineEnd = 16;  // UAX#9 L1
  static constexpr std::uint16_t kDigit = 32;           // 0 to 9
  static constexpr std::uint16_t kEndsLine = 64;        // a newline of any kind

  Script script;      // 0: common or inherited
  std::uint8_t bidi;  // ICU's UCharDirection
  GraphemeKind grapheme : 3;
  LineKind line : 5;
  std::uint16_t flags;

  [[nodiscard]] bool is(std::uint16_t flag) const { return (flags & flag) != 0; }
};

class PropertyTable {
 public:
  PropertyTable() : pages_(kPages) {}

  const CharacterProperties& of(char32_t c) {
    const std::unique_ptr<Page>& page = pages_[c >> 8];
    return page ? (*page)[c & 0xFF] : fill(c);
  }

 private:
  using Page = std::array<CharacterProperties, 256>;
  static constexpr std::size_t kPages = 0x110000 / 256;
  const CharacterProperties& fill(char32_t c);
  std::vector<std::unique_ptr<Page>> pages_;
};

// White space, controls and what Unicode calls default-ignorable: of these alone nothing is drawn.
bool is_ignorable(char32_t c);

// Whether the letters of a script join (CSS Text 3, "cursive scripts").
bool is_cursive(Script script);

// The closing bracket that belongs to an opening one, and the other way round.
char32_t paired_bracket(char32_t c);

}  // namespace kiosk::text
