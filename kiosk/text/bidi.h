#pragma once
// The Unicode Bidirectional Algorithm (UAX#9, Unicode 15): every case of BidiTest and BidiCharacterTest.
// Plain paragraphs are resolved here (plain_bidi.h), those with embeddings, overrides or isolates by
// FriBidi 1.0.8; its own tables are older, so it is fed with ICU's classes and brackets. Reordering (L1, L2)
// is per line and happens after line breaking. Any thread.

#include <cstdint>
#include <span>
#include <utility>
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

// Memory that goes from one paragraph to the next.
struct BidiScratch {
  std::vector<std::uint32_t> types, brackets;
  std::vector<signed char> resolved;
  std::vector<std::uint8_t> kinds;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
};

// The same for classes that are known already (ICU's UCharDirection, one a code point), into `levels`;
// returns the base level. A paragraph whose letters all run in its own direction, without numbers that run
// against it and without controls, needs no algorithm and gets none.
BidiLevel resolve_levels(std::span<const char32_t> text, std::span<const std::uint8_t> classes,
                         BaseDirection direction, bool otherwise_rtl, BidiScratch& scratch,
                         std::vector<BidiLevel>& levels);

// One paragraph of code points. `otherwise_rtl` decides for text without a strong letter.
BidiResult resolve_levels(std::span<const char32_t> text, BaseDirection direction, bool otherwise_rtl);

// Rule L2: the visual order, from the left, of items with these levels; order[i] is the logical index.
std::vector<std::uint32_t> visual_order(std::span<const BidiLevel> levels);
void visual_order(std::span<const BidiLevel> levels, std::vector<std::uint32_t>& order);

// White space, separators and isolates, which rule L1 resets to the base level at a line's end.
bool is_reset_at_line_end(char32_t code_point);

}  // namespace kiosk::text
