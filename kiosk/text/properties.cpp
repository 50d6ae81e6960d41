#include "kiosk/text/properties.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "kiosk/text/bidi.h"

namespace kiosk::text {
namespace {

Script script_of(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode code = uscript_getScript(c, &error);
  if (code == USCRIPT_COMMON || code == USCRIPT_INHERITED || code == USCRIPT_INVALID_CODE) return 0;
  const char* name = uscript_getShortName(code);
  const char letters[5] = {name[0], name[1], name[2], name[3], '\0'};
  return script_tag(letters);
}

GraphemeKind grapheme_of(UChar32 c) {
  switch (u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_OTHER:
      // Emoji hold together around joiners.
      return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ? GraphemeKind::intricate
                                                                 : GraphemeKind::other;
    case U_GCB_EXTEND:
    case U_GCB_SPACING_MARK:
    case U_GCB_ZWJ:
      return GraphemeKind::extends;
    default:
      return GraphemeKind::intricate;
  }
}

bool is_wide(UChar32 c) {
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE || width == U_EA_HALFWIDTH;
}

LineKind line_of(UChar32 c) {
  switch (u_getIntPropertyValue(c, UCHAR_LINE_BREAK)) {
    case U_LB_ALPHABETIC:
      return LineKind::letter;
    case U_LB_NUMERIC:
      return LineKind::digit;
    case U_LB_QUOTATION:
      return LineKind::quote;
    case U_LB_INFIX_NUMERIC:
      return LineKind::infix;
    case U_LB_EXCLAMATION:
      return LineKind::exclaims;
    // East Asian brackets have rules of their own (LB30).
    case U_LB_OPEN_PUNCTUATION:
      return is_wide(c) ? LineKind::intricate : LineKind::opens;
    case U_LB_CLOSE_PARENTHESIS:
      return is_wide(c) ? LineKind::intricate : LineKind::closes;
    case U_LB_HYPHEN:
      return LineKind::hyphen;
    case U_LB_BREAK_AFTER:
      return c == 0x2010 ? LineKind::intricate : LineKind::dash;  // ICU keeps it with the word it begins
    case U_LB_BREAK_SYMBOLS:
      return LineKind::slash;
    case U_LB_PREFIX_NUMERIC:
      return LineKind::prefix;
    case U_LB_POSTFIX_NUMERIC:
      return LineKind::postfix;
    case U_LB_GLUE:
      return LineKind::glue;
    case U_LB_SPACE:
      return LineKind::space;
    case U_LB_LINE_FEED:
      return LineKind::newline;
    case U_LB_COMBINING_MARK:
      return LineKind::extends;
    default:
      return LineKind::intricate;
  }
}

CharacterProperties properties_of(UChar32 c) {
  using P = CharacterProperties;
  P out{script_of(c), static_cast<std::uint8_t>(u_charDirection(c)), grapheme_of(c), line_of(c), 0};
  const auto set = [&out](std::uint16_t flag, bool on) {
    if (on) out.flags = static_cast<std::uint16_t>(out.flags | flag);
  };
  const bool white = u_isUWhiteSpace(c) != 0;
  const bool no_break = c == 0xA0 || c == 0x202F || c == 0x2007;
  set(P::kSpace, white && !no_break);
  set(P::kIgnorable, is_ignorable(static_cast<char32_t>(c)));
  const int bracket = u_getIntPropertyValue(c, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
  set(P::kOpens, bracket == U_BPT_OPEN);
  set(P::kCloses, bracket == U_BPT_CLOSE);
  set(P::kResetAtLineEnd, is_reset_at_line_end(static_cast<char32_t>(c)));
  set(P::kDigit, c >= '0' && c <= '9');
  set(P::kEndsLine, c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029);
  return out;
}

}  // namespace

const CharacterProperties& PropertyTable::fill(char32_t c) {
  auto page = std::make_unique<Page>();
  for (std::size_t i = 0; i < page->size(); ++i) {
    (*page)[i] = properties_of(static_cast<UChar32>((c & ~0xFFU) + i));
  }
  pages_[c >> 8] = std::move(page);
  return (*pages_[c >> 8])[c & 0xFF];
}

bool is_ignorable(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  return u_isUWhiteSpace(c) != 0 || u_iscntrl(c) != 0 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_cursive(Script script) {
  for (const Script one : {kArabicScript, script_tag("Mand"), script_tag("Mong"), script_tag("Nkoo"),
                           script_tag("Phag"), script_tag("Rohg"), script_tag("Syrc")}) {
    if (script == one) return true;
  }
  return false;
}

char32_t paired_bracket(char32_t c) {
  return static_cast<char32_t>(u_getBidiPairedBracket(static_cast<UChar32>(c)));
}

}  // namespace kiosk::text
