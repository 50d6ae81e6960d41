#pragma once
// UAX#9 for paragraphs without embeddings, overrides, isolates and boundary neutrals, which nearly all are:
// rules W1 to W7, N0 to N2, I1, I2 and L1 over one run of one level, in a few passes and without allocating.
// The rest is FriBidi's (bidi.h). Internal to kiosk/text.

#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/text/bidi.h"

namespace kiosk::text {

// `classes` are ICU's UCharDirection. False, and nothing in `levels` to rely on, where brackets nest deeper
// than UAX#9 lets them, or a paragraph separator stands in the middle.
bool resolve_plain(std::span<const char32_t> text, std::span<const std::uint8_t> classes, BidiLevel base,
                   BidiScratch& scratch, std::vector<BidiLevel>& levels);

// A paired bracket in its canonical form, as its opening one; 0 for none.
struct Bracket {
  char32_t pair = 0;
  bool opens = false;
};
Bracket bracket_of(char32_t c);

}  // namespace kiosk::text
