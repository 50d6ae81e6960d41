#pragma once
// Stretches a line of Arabic and other text to its width. Internal to kiosk/text.
//
//   1  spaces between words, to one and a half of their width
//   2  kashida: U+0640 inserted where HarfBuzz says it is safe and shaped with its neighbours; at most one
//      place a word and one for every ten letters of a line; never in words of three letters or fewer, never
//      after a vowel mark
//   3  spaces again, for what is left
//
// Which place in a word: after a tatweel of the writer's; after seen or sad; before a final teh marbuta, heh
// or dal; before a final alef, tah, lam or kaf; before a final ra or yeh after a medial beh; before a final
// waw, ain, qaf or feh; the last other one (Microsoft's order of 1999, which readers of print know).
// A line without a space between words stays as it is.

#include "kiosk/text/engine.h"

namespace kiosk::text {

// Widens the runs of `line` (the last of parts.lines to be) by `room` pixels; returns by how much it did.
float stretch_line(Engine& engine, const Paragraph& paragraph, LayoutParts& parts, const Line& line,
                   float room);

}  // namespace kiosk::text
