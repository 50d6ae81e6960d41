#pragma once
// The Unicode Bidirectional Algorithm (UAX#9, Unicode 15). FriBidi 1.0.8 resolves the levels, because it
// passes every case of BidiTest and BidiCharacterTest; its own tables are older, so it is fed with ICU's
// classes and brackets. Reordering (L1, L2) is per line and happens after line breaking. Any thread.

#include <cstdint>
#include <span>
#include <vector>

namespace kiosk::text {

enum class BaseDirection : std::uint8_t {
  ltr,
  rtl,
  first_strong,  // of the first strong letter outside isolates; without one, `otherwise`
};

using BidiLevel = std::uint8_t;  // odd: right to left

constexpr bool is_rtl(BidiLevel level) { return (level & 1U) != 0; }

struct BidiResult {
  BidiLevel base_level = 0;
  std::vector<BidiLevel> levels;  // one a code point
};

// One paragraph of code points. `otherwise_rtl` decides for text without a strong letter.
BidiResult resolve_levels(std::span<const char32_t> text, BaseDirection direction, bool otherwise_rtl);

// Rule L2: the visual order, from the left, of items with these levels; order[i] is the logical index.
std::vector<std::uint32_t> visual_order(std::span<const BidiLevel> levels);

// The class U+0009..U+3000 white space and isolates belong to for rule L1: reset to the base level at a
// line's end.
bool is_reset_at_line_end(char32_t code_point);

}  // namespace kiosk::text
