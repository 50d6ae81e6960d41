#include "kiosk/text/plain_bidi.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace kiosk::text {
namespace {

// What is left of the classes once W1 to W3 are done; neutrals are one.
enum Kind : std::uint8_t { kLeft, kRight, kEuropean, kArabicNumber, kTerminator, kNeutral };

constexpr std::size_t kMostOpen = 63;  // BD16

Kind strong_of(BidiLevel base) { return (base & 1U) != 0 ? kRight : kLeft; }

// N0 to N2 count numbers as right-to-left.
bool is_strong(std::uint8_t kind) { return kind <= kArabicNumber; }
Kind side_of(std::uint8_t kind) { return kind == kLeft ? kLeft : kRight; }

// W1 to W4, and W6 for separators.
void resolve_weak(std::span<const std::uint8_t> classes, Kind start, std::vector<std::uint8_t>& kinds) {
  bool after_arabic = false;
  std::uint8_t before = start;
  const auto number_at = [&](std::size_t i) -> std::uint8_t {
    if (i >= classes.size()) return kNeutral;
    if (classes[i] == U_ARABIC_NUMBER) return kArabicNumber;
    if (classes[i] == U_EUROPEAN_NUMBER) return after_arabic ? kArabicNumber : kEuropean;
    return kNeutral;
  };
  for (std::size_t i = 0; i < classes.size(); ++i) {
    std::uint8_t kind = kNeutral;
    switch (classes[i]) {
      case U_LEFT_TO_RIGHT:
        kind = kLeft;
        after_arabic = false;
        break;
      case U_RIGHT_TO_LEFT:
        kind = kRight;
        after_arabic = false;
        break;
      case U_RIGHT_TO_LEFT_ARABIC:
        kind = kRight;
        after_arabic = true;
        break;
      case U_EUROPEAN_NUMBER:
      case U_ARABIC_NUMBER:
        kind = number_at(i);
        break;
      case U_EUROPEAN_NUMBER_SEPARATOR:
        if (i > 0 && before == kEuropean && number_at(i + 1) == kEuropean) kind = kEuropean;
        break;
      case U_COMMON_NUMBER_SEPARATOR:
        if (i > 0 && (before == kEuropean || before == kArabicNumber) && number_at(i + 1) == before)
          kind = before;
        break;
      case U_EUROPEAN_NUMBER_TERMINATOR:
        kind = kTerminator;
        break;
      case U_DIR_NON_SPACING_MARK:
        kind = before;
        break;
      default:
        break;
    }
    kinds[i] = before = kind;
  }
}

// W5 to W7: terminators beside a European number belong to it; that number is left-to-right after such a
// letter.
void resolve_numbers(Kind start, std::vector<std::uint8_t>& kinds) {
  std::uint8_t strong = start;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] == kTerminator) {
      std::size_t end = i;
      while (end < kinds.size() && kinds[end] == kTerminator) ++end;
      const bool beside =
          (i > 0 && kinds[i - 1] == kEuropean) || (end < kinds.size() && kinds[end] == kEuropean);
      std::fill(kinds.begin() + static_cast<std::ptrdiff_t>(i),
                kinds.begin() + static_cast<std::ptrdiff_t>(end),
                static_cast<std::uint8_t>(beside ? kEuropean : kNeutral));
    }
    if (kinds[i] == kLeft || kinds[i] == kRight) strong = kinds[i];
  }
  strong = start;
  for (std::uint8_t& kind : kinds) {
    if (kind == kLeft || kind == kRight) strong = kind;
    if (kind == kEuropean && strong == kLeft) kind = kLeft;
  }
}

// An opening bracket's place and its closing one's.
using Pair = std::pair<std::uint32_t, std::uint32_t>;

// BD16; false where it gives up.
bool find_pairs(std::span<const char32_t> text, std::span<const std::uint8_t> classes,
                const std::vector<std::uint8_t>& kinds, std::vector<Pair>& pairs) {
  struct Open {
    char32_t pair;
    std::uint32_t at;
  };
  std::array<Open, kMostOpen> open;
  std::size_t count = 0;
  pairs.clear();
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if (classes[i] != U_OTHER_NEUTRAL || kinds[i] != kNeutral) continue;
    const Bracket bracket = bracket_of(text[i]);
    if (bracket.pair == 0) continue;
    if (bracket.opens) {
      if (count == open.size()) return false;
      open[count++] = {bracket.pair, i};
      continue;
    }
    for (std::size_t depth = count; depth > 0; --depth) {
      if (open[depth - 1].pair != bracket.pair) continue;
      pairs.emplace_back(open[depth - 1].at, i);
      count = depth - 1;
      break;
    }
  }
  std::sort(pairs.begin(), pairs.end());  // in the order of the opening ones
  return true;
}

// N0 for one pair.
void resolve_pair(std::span<const std::uint8_t> classes, const Pair& pair, Kind base,
                  std::vector<std::uint8_t>& kinds) {
  const auto& [open, close] = pair;
  bool opposite = false, same = false;
  for (std::uint32_t i = open + 1; i < close && !same; ++i) {
    if (!is_strong(kinds[i])) continue;
    (side_of(kinds[i]) == base ? same : opposite) = true;
  }
  if (!same && !opposite) return;
  Kind side = base;
  if (!same) {
    Kind before = base;
    for (std::uint32_t i = open; i > 0; --i) {
      if (!is_strong(kinds[i - 1])) continue;
      before = side_of(kinds[i - 1]);
      break;
    }
    if (before != base) side = before;
  }
  for (const std::uint32_t at : {open, close}) {
    kinds[at] = side;
    // Marks on a bracket go with it.
    for (std::size_t i = at + 1; i < kinds.size() && classes[i] == U_DIR_NON_SPACING_MARK; ++i)
      kinds[i] = side;
  }
}

// N1, N2.
void resolve_neutrals(Kind base, std::vector<std::uint8_t>& kinds) {
  Kind before = base;
  for (std::size_t i = 0; i < kinds.size();) {
    if (is_strong(kinds[i])) {
      before = side_of(kinds[i++]);
      continue;
    }
    std::size_t end = i;
    while (end < kinds.size() && !is_strong(kinds[end])) ++end;
    const Kind after = end < kinds.size() ? side_of(kinds[end]) : base;
    std::fill(kinds.begin() + static_cast<std::ptrdiff_t>(i),
              kinds.begin() + static_cast<std::ptrdiff_t>(end),
              static_cast<std::uint8_t>(before == after ? before : base));
    i = end;
  }
}

char32_t canonical(char32_t c) {
  if (c == 0x2329) return 0x3008;
  if (c == 0x232A) return 0x3009;
  return c;
}

}  // namespace

Bracket bracket_of(char32_t c) {
  if (c < 0x80) {
    switch (c) {
      case '(':
      case '[':
      case '{':
        return {c, true};
      case ')':
        return {'(', false};
      case ']':
        return {'[', false};
      case '}':
        return {'{', false};
      default:
        return {};
    }
  }
  // BD16 compares brackets up to canonical equivalence; U+2329 and U+232A are the only singletons among them.
  switch (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_BIDI_PAIRED_BRACKET_TYPE)) {
    case U_BPT_OPEN:
      return {canonical(c), true};
    case U_BPT_CLOSE:
      return {static_cast<char32_t>(u_getBidiPairedBracket(static_cast<UChar32>(canonical(c)))), false};
    default:
      return {};
  }
}

bool resolve_plain(std::span<const char32_t> text, std::span<const std::uint8_t> classes, BidiLevel base,
                   BidiScratch& scratch, std::vector<BidiLevel>& levels) {
  const Kind start = strong_of(base);
  std::vector<std::uint8_t>& kinds = scratch.kinds;
  kinds.resize(classes.size());
  resolve_weak(classes, start, kinds);
  resolve_numbers(start, kinds);
  if (!find_pairs(text, classes, kinds, scratch.pairs)) return false;
  for (const Pair& pair : scratch.pairs) resolve_pair(classes, pair, start, kinds);
  resolve_neutrals(start, kinds);
  levels.resize(classes.size());
  for (std::size_t i = 0; i < classes.size(); ++i) {
    // I1, I2.
    const bool number = kinds[i] == kEuropean || kinds[i] == kArabicNumber;
    const bool against = side_of(kinds[i]) != start || number;
    levels[i] = static_cast<BidiLevel>(!against ? base : (number && base == 0 ? 2 : base + 1));
  }
  // L1: separators, and white space before them.
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i] != U_SEGMENT_SEPARATOR && classes[i] != U_BLOCK_SEPARATOR) continue;
    if (classes[i] == U_BLOCK_SEPARATOR && i + 1 < classes.size()) return false;
    levels[i] = base;
    for (std::size_t k = i; k > 0 && classes[k - 1] == U_WHITE_SPACE_NEUTRAL; --k) levels[k - 1] = base;
  }
  return true;
}

}  // namespace kiosk::text
