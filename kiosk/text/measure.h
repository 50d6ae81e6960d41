#pragma once
// What the text layer costs, beside its floor: raw hb_shape on the same runs, in the same process. For
// `kioskctl text bench` and tests/bench. Wall time of the best of several rounds, after a warm-up.

#include <span>
#include <string>

#include "kiosk/text/paragraph.h"

namespace kiosk::text {

struct TextCosts {
  std::size_t code_points = 0;
  std::size_t paragraphs = 0;
  double raw_ns = 0;     // a code point: hb_shape alone
  double cold_ns = 0;    // a code point: analysis, shaping and lines of a paragraph seen for the first time
  double rewrap_ns = 0;  // a code point: lines for another width
  double cached_ns = 0;  // a paragraph: found unchanged in the cache
};

TextCosts measure_costs(Engine& engine, std::span<const std::string> paragraphs, const Style& style,
                        float width_px, int rounds);

}  // namespace kiosk::text
