#pragma once
// Numbers as people write them, kept whole and in order. Internal to kiosk/text.
//
// Unicode's algorithms see "2-17-265" in Arabic text as three numbers (UAX#9 turns its digits to Arabic ones,
// which hyphens do not join) and "+212 5 37 00 00 00" as six, and lay them out from right to left; a line may
// break at any of their spaces. They are one thing to a reader: law numbers, telephone numbers, prices with
// spaces between thousands, percentages. UAX#9 (HL3) and UAX#14 let a text layer say so.
//
//   digits joined by . , : / - U+2212 or a no-break space       one number
//   groups of digits apart by single spaces                     one number if it begins with + or 0 and has
//                                                               8 digits or more (a telephone number), or if
//                                                               every group after the first has three digits
//                                                               (thousands) and the first one to three
//   + before a number, % after it (a space between allowed)     belong to it
//
// A span of years (2003 – 2015) is two numbers: in Arabic the first stands at the right.

#include "kiosk/text/decode.h"

namespace kiosk::text {

// Marks in `numbers` (one a code point) what belongs to a number; gives its joints a class that keeps it in
// order and takes line breaks out of it.
void keep_numbers_whole(DecodedText& text, std::vector<std::uint8_t>& numbers);

}  // namespace kiosk::text
