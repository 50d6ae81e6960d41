#pragma once
// Cuts a hard line into runs of one level, script, style and face. Internal to kiosk/text.
//
// Scripts follow UAX#24: common and inherited characters take the script of what stands before them (at the
// start, of what follows), closing brackets that of their opening one. Western digits and what joins them
// into one number form items of their own, so that a number keeps one face and is drawn whole. Faces are
// chosen per grapheme cluster; white space and format characters stay with the face before them.

#include <vector>

#include "kiosk/text/paragraph.h"

namespace kiosk::text {

struct TextScratch {
  std::u32string code_points;
  std::vector<std::uint32_t> offsets;  // byte offset of each code point, and the end
};

// Fills paragraph.hard_lines, runs (without glyphs) and styles; paragraph.text and graphemes are set.
void itemize(const ParagraphInput& input, const TextScratch& scratch, FontSet& fonts, Paragraph& paragraph);

}  // namespace kiosk::text
