#include "kiosk/text/bidi.h"

#include <fribidi.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "kiosk/base/check.h"
#include "kiosk/text/plain_bidi.h"

namespace kiosk::text {
namespace {

// By ICU's UCharDirection.
constexpr std::array<FriBidiCharType, U_CHAR_DIRECTION_COUNT> kTypes = [] {
  std::array<FriBidiCharType, U_CHAR_DIRECTION_COUNT> types{};
  types.fill(FRIBIDI_TYPE_ON);
  types[U_LEFT_TO_RIGHT] = FRIBIDI_TYPE_LTR;
  types[U_RIGHT_TO_LEFT] = FRIBIDI_TYPE_RTL;
  types[U_EUROPEAN_NUMBER] = FRIBIDI_TYPE_EN;
  types[U_EUROPEAN_NUMBER_SEPARATOR] = FRIBIDI_TYPE_ES;
  types[U_EUROPEAN_NUMBER_TERMINATOR] = FRIBIDI_TYPE_ET;
  types[U_ARABIC_NUMBER] = FRIBIDI_TYPE_AN;
  types[U_COMMON_NUMBER_SEPARATOR] = FRIBIDI_TYPE_CS;
  types[U_BLOCK_SEPARATOR] = FRIBIDI_TYPE_BS;
  types[U_SEGMENT_SEPARATOR] = FRIBIDI_TYPE_SS;
  types[U_WHITE_SPACE_NEUTRAL] = FRIBIDI_TYPE_WS;
  types[U_LEFT_TO_RIGHT_EMBEDDING] = FRIBIDI_TYPE_LRE;
  types[U_LEFT_TO_RIGHT_OVERRIDE] = FRIBIDI_TYPE_LRO;
  types[U_RIGHT_TO_LEFT_ARABIC] = FRIBIDI_TYPE_AL;
  types[U_RIGHT_TO_LEFT_EMBEDDING] = FRIBIDI_TYPE_RLE;
  types[U_RIGHT_TO_LEFT_OVERRIDE] = FRIBIDI_TYPE_RLO;
  types[U_POP_DIRECTIONAL_FORMAT] = FRIBIDI_TYPE_PDF;
  types[U_DIR_NON_SPACING_MARK] = FRIBIDI_TYPE_NSM;
  types[U_BOUNDARY_NEUTRAL] = FRIBIDI_TYPE_BN;
  types[U_FIRST_STRONG_ISOLATE] = FRIBIDI_TYPE_FSI;
  types[U_LEFT_TO_RIGHT_ISOLATE] = FRIBIDI_TYPE_LRI;
  types[U_RIGHT_TO_LEFT_ISOLATE] = FRIBIDI_TYPE_RLI;
  types[U_POP_DIRECTIONAL_ISOLATE] = FRIBIDI_TYPE_PDI;
  return types;
}();

constexpr std::uint32_t bit(int direction) { return 1U << direction; }
constexpr std::uint32_t kLetters = bit(U_LEFT_TO_RIGHT) | bit(U_RIGHT_TO_LEFT) | bit(U_RIGHT_TO_LEFT_ARABIC);
constexpr std::uint32_t kControls = bit(U_LEFT_TO_RIGHT_EMBEDDING) | bit(U_LEFT_TO_RIGHT_OVERRIDE) |
                                    bit(U_RIGHT_TO_LEFT_EMBEDDING) | bit(U_RIGHT_TO_LEFT_OVERRIDE) |
                                    bit(U_POP_DIRECTIONAL_FORMAT) | bit(U_FIRST_STRONG_ISOLATE) |
                                    bit(U_LEFT_TO_RIGHT_ISOLATE) | bit(U_RIGHT_TO_LEFT_ISOLATE) |
                                    bit(U_POP_DIRECTIONAL_ISOLATE) | bit(U_BOUNDARY_NEUTRAL);
// What would stand against a paragraph of the one direction or the other.
constexpr std::uint32_t kAgainstRtl =
    kControls | bit(U_LEFT_TO_RIGHT) | bit(U_EUROPEAN_NUMBER) | bit(U_ARABIC_NUMBER);
constexpr std::uint32_t kAgainstLtr =
    kControls | bit(U_RIGHT_TO_LEFT) | bit(U_RIGHT_TO_LEFT_ARABIC) | bit(U_ARABIC_NUMBER);

FriBidiBracketType fribidi_bracket(char32_t c) {
  constexpr FriBidiBracketType kOpen = 0x80000000;
  const Bracket bracket = bracket_of(c);
  if (bracket.pair == 0) return FRIBIDI_NO_BRACKET;
  return bracket.opens ? bracket.pair | kOpen : static_cast<FriBidiBracketType>(bracket.pair);
}

FriBidiParType paragraph_type(BaseDirection direction, bool otherwise_rtl) {
  if (direction == BaseDirection::ltr) return FRIBIDI_PAR_LTR;
  if (direction == BaseDirection::rtl) return FRIBIDI_PAR_RTL;
  return otherwise_rtl ? FRIBIDI_PAR_WRTL : FRIBIDI_PAR_WLTR;
}

}  // namespace

BidiLevel resolve_levels(std::span<const char32_t> text, std::span<const std::uint8_t> classes,
                         BaseDirection direction, bool otherwise_rtl, BidiScratch& scratch,
                         std::vector<BidiLevel>& levels) {
  std::uint32_t seen = 0;
  std::uint8_t first_letter = U_OTHER_NEUTRAL;
  for (const std::uint8_t one : classes) {
    if (first_letter == U_OTHER_NEUTRAL && (bit(one) & kLetters) != 0) first_letter = one;
    seen |= bit(one);
  }
  if ((seen & kControls) == 0) {
    const bool rtl = direction == BaseDirection::rtl ||
                     (direction == BaseDirection::first_strong &&
                      (first_letter == U_OTHER_NEUTRAL ? otherwise_rtl : first_letter != U_LEFT_TO_RIGHT));
    if ((seen & (rtl ? kAgainstRtl : kAgainstLtr)) == 0) {
      levels.assign(classes.size(), rtl ? 1 : 0);
      return rtl ? 1 : 0;
    }
    if (resolve_plain(text, classes, rtl ? 1 : 0, scratch, levels)) return rtl ? 1 : 0;
  }
  FriBidiParType base = paragraph_type(direction, otherwise_rtl);
  static_assert(sizeof(FriBidiCharType) == sizeof(std::uint32_t) &&
                std::is_same_v<FriBidiBracketType, std::uint32_t> &&
                std::is_same_v<FriBidiLevel, signed char>);
  auto& [types, brackets, resolved, kinds, pairs] = scratch;
  types.resize(classes.size());
  brackets.resize(classes.size());
  resolved.resize(classes.size());
  for (std::size_t i = 0; i < classes.size(); ++i) {
    types[i] = kTypes[classes[i]];
    brackets[i] = types[i] == FRIBIDI_TYPE_ON ? fribidi_bracket(text[i]) : FRIBIDI_NO_BRACKET;
  }
  const auto length = static_cast<FriBidiStrIndex>(classes.size());
  // Zero means that memory ran out.
  KIOSK_ASSERT(fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), length, &base,
                                                   resolved.data()) != 0);
  levels.assign(resolved.begin(), resolved.end());
  return FRIBIDI_IS_RTL(base) ? 1 : 0;
}

BidiResult resolve_levels(std::span<const char32_t> text, BaseDirection direction, bool otherwise_rtl) {
  std::vector<std::uint8_t> classes;
  classes.reserve(text.size());
  for (const char32_t c : text)
    classes.push_back(static_cast<std::uint8_t>(u_charDirection(static_cast<UChar32>(c))));
  BidiResult result;
  BidiScratch scratch;
  result.base_level = resolve_levels(text, classes, direction, otherwise_rtl, scratch, result.levels);
  return result;
}

void visual_order(std::span<const BidiLevel> levels, std::vector<std::uint32_t>& order) {
  order.resize(levels.size());
  std::iota(order.begin(), order.end(), 0U);
  if (levels.empty()) return;
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
}

std::vector<std::uint32_t> visual_order(std::span<const BidiLevel> levels) {
  std::vector<std::uint32_t> order;
  visual_order(levels, order);
  return order;
}

bool is_reset_at_line_end(char32_t c) {
  constexpr std::uint32_t kReset =
      kControls | bit(U_WHITE_SPACE_NEUTRAL) | bit(U_SEGMENT_SEPARATOR) | bit(U_BLOCK_SEPARATOR);
  return (bit(u_charDirection(static_cast<UChar32>(c))) & kReset) != 0;
}

}  // namespace kiosk::text
