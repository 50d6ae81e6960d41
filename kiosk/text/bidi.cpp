#include "kiosk/text/bidi.h"

#include <fribidi.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <numeric>

#include "kiosk/base/check.h"

namespace kiosk::text {
namespace {

FriBidiCharType type_of(char32_t c) {
  switch (u_charDirection(static_cast<UChar32>(c))) {
    case U_LEFT_TO_RIGHT:
      return FRIBIDI_TYPE_LTR;
    case U_RIGHT_TO_LEFT:
      return FRIBIDI_TYPE_RTL;
    case U_EUROPEAN_NUMBER:
      return FRIBIDI_TYPE_EN;
    case U_EUROPEAN_NUMBER_SEPARATOR:
      return FRIBIDI_TYPE_ES;
    case U_EUROPEAN_NUMBER_TERMINATOR:
      return FRIBIDI_TYPE_ET;
    case U_ARABIC_NUMBER:
      return FRIBIDI_TYPE_AN;
    case U_COMMON_NUMBER_SEPARATOR:
      return FRIBIDI_TYPE_CS;
    case U_BLOCK_SEPARATOR:
      return FRIBIDI_TYPE_BS;
    case U_SEGMENT_SEPARATOR:
      return FRIBIDI_TYPE_SS;
    case U_WHITE_SPACE_NEUTRAL:
      return FRIBIDI_TYPE_WS;
    case U_OTHER_NEUTRAL:
      return FRIBIDI_TYPE_ON;
    case U_LEFT_TO_RIGHT_EMBEDDING:
      return FRIBIDI_TYPE_LRE;
    case U_LEFT_TO_RIGHT_OVERRIDE:
      return FRIBIDI_TYPE_LRO;
    case U_RIGHT_TO_LEFT_ARABIC:
      return FRIBIDI_TYPE_AL;
    case U_RIGHT_TO_LEFT_EMBEDDING:
      return FRIBIDI_TYPE_RLE;
    case U_RIGHT_TO_LEFT_OVERRIDE:
      return FRIBIDI_TYPE_RLO;
    case U_POP_DIRECTIONAL_FORMAT:
      return FRIBIDI_TYPE_PDF;
    case U_DIR_NON_SPACING_MARK:
      return FRIBIDI_TYPE_NSM;
    case U_BOUNDARY_NEUTRAL:
      return FRIBIDI_TYPE_BN;
    case U_FIRST_STRONG_ISOLATE:
      return FRIBIDI_TYPE_FSI;
    case U_LEFT_TO_RIGHT_ISOLATE:
      return FRIBIDI_TYPE_LRI;
    case U_RIGHT_TO_LEFT_ISOLATE:
      return FRIBIDI_TYPE_RLI;
    case U_POP_DIRECTIONAL_ISOLATE:
      return FRIBIDI_TYPE_PDI;
    default:
      return FRIBIDI_TYPE_ON;
  }
}

// BD16 compares brackets up to canonical equivalence; U+2329 and U+232A are the only singletons among them.
FriBidiBracketType canonical(UChar32 bracket) {
  if (bracket == 0x2329) return 0x3008;
  if (bracket == 0x232A) return 0x3009;
  return static_cast<FriBidiBracketType>(bracket);
}

FriBidiBracketType bracket_of(char32_t c) {
  constexpr FriBidiBracketType kOpen = 0x80000000;
  const auto point = static_cast<UChar32>(c);
  switch (u_getIntPropertyValue(point, UCHAR_BIDI_PAIRED_BRACKET_TYPE)) {
    case U_BPT_OPEN:
      return canonical(point) | kOpen;
    case U_BPT_CLOSE:
      return canonical(u_getBidiPairedBracket(canonical(point)));
    default:
      return FRIBIDI_NO_BRACKET;
  }
}

FriBidiParType paragraph_type(BaseDirection direction, bool otherwise_rtl) {
  if (direction == BaseDirection::ltr) return FRIBIDI_PAR_LTR;
  if (direction == BaseDirection::rtl) return FRIBIDI_PAR_RTL;
  return otherwise_rtl ? FRIBIDI_PAR_WRTL : FRIBIDI_PAR_WLTR;
}

}  // namespace

BidiResult resolve_levels(std::span<const char32_t> text, BaseDirection direction, bool otherwise_rtl) {
  FriBidiParType base = paragraph_type(direction, otherwise_rtl);
  BidiResult result;
  result.levels.resize(text.size());
  if (text.empty()) {
    result.base_level = base == FRIBIDI_PAR_RTL || base == FRIBIDI_PAR_WRTL ? 1 : 0;
    return result;
  }
  std::vector<FriBidiCharType> types(text.size());
  std::vector<FriBidiBracketType> brackets(text.size());
  std::vector<FriBidiLevel> levels(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    types[i] = type_of(text[i]);
    brackets[i] = types[i] == FRIBIDI_TYPE_ON ? bracket_of(text[i]) : FRIBIDI_NO_BRACKET;
  }
  const auto length = static_cast<FriBidiStrIndex>(text.size());
  // Zero means that memory ran out.
  KIOSK_ASSERT(
      fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), length, &base, levels.data()) != 0);
  result.base_level = FRIBIDI_IS_RTL(base) ? 1 : 0;
  std::transform(levels.begin(), levels.end(), result.levels.begin(),
                 [](FriBidiLevel level) { return static_cast<BidiLevel>(level); });
  return result;
}

std::vector<std::uint32_t> visual_order(std::span<const BidiLevel> levels) {
  std::vector<std::uint32_t> order(levels.size());
  std::iota(order.begin(), order.end(), 0U);
  if (levels.empty()) return order;
  const BidiLevel highest = *std::max_element(levels.begin(), levels.end());
  for (BidiLevel level = highest; level > 0; --level) {
    for (std::size_t start = 0; start < levels.size();) {
      if (levels[start] < level) {
        ++start;
        continue;
      }
      std::size_t end = start;
      while (end < levels.size() && levels[end] >= level) ++end;
      std::reverse(order.begin() + static_cast<std::ptrdiff_t>(start),
                   order.begin() + static_cast<std::ptrdiff_t>(end));
      start = end;
    }
  }
  return order;
}

bool is_reset_at_line_end(char32_t c) {
  switch (u_charDirection(static_cast<UChar32>(c))) {
    case U_WHITE_SPACE_NEUTRAL:
    case U_SEGMENT_SEPARATOR:
    case U_BLOCK_SEPARATOR:
    case U_FIRST_STRONG_ISOLATE:
    case U_LEFT_TO_RIGHT_ISOLATE:
    case U_RIGHT_TO_LEFT_ISOLATE:
    case U_POP_DIRECTIONAL_ISOLATE:
    case U_LEFT_TO_RIGHT_EMBEDDING:
    case U_LEFT_TO_RIGHT_OVERRIDE:
    case U_RIGHT_TO_LEFT_EMBEDDING:
    case U_RIGHT_TO_LEFT_OVERRIDE:
    case U_POP_DIRECTIONAL_FORMAT:
    case U_BOUNDARY_NEUTRAL:
      return true;
    default:
      return false;
  }
}

}  // namespace kiosk::text
