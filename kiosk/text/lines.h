#pragma once
// Lines of a paragraph for a width: broken where UAX#14 allows (at a grapheme when a word is wider than the
// line), reordered line by line (UAX#9 L1, L2), aligned by start and end. Nothing is shaped again but pieces
// whose border HarfBuzz calls unsafe. Lengths are pixels; x grows to the right from the left edge of the box
// of width_px, y grows downwards from its top.
//
// White space at a line's end hangs: it is not part of the line's width. A line that is cut because max_lines
// is reached ends with an ellipsis at its logical end.

#include <limits>

#include "kiosk/text/paragraph.h"

namespace kiosk::text {

enum class Align : std::uint8_t { start, center, end };
// Lines stretched to the width (spaces and kashida; justify.h), but for the last of each paragraph.
enum class Justify : std::uint8_t { no, yes };

constexpr float kNoWidth = std::numeric_limits<float>::infinity();

struct LayoutOptions {
  float width_px = kNoWidth;  // without a width nothing wraps and x starts at 0
  float line_height_px = 0;   // 0: ascent + descent of the line's faces
  Align align = Align::start;
  Justify justify = Justify::no;
  std::uint32_t max_lines = 0;  // 0: as many as it takes
};

// A run's part on a line, in visual order from the left. Its glyphs follow each other: the pen starts at x on
// the baseline, each glyph is drawn at the pen plus its offset, and the pen goes on by its advance.
struct PlacedRun {
  std::uint32_t start, end;  // bytes
  RunKind kind;
  BidiLevel level;
  FaceIndex face;
  bool is_ellipsis;  // start == end: stands for text that was cut
  bool own_glyphs;   // shaped for this line: in Layout::glyphs, not in the paragraph's
  Script script;
  std::uint16_t style;
  float size_px;
  float x, baseline, width;
  std::uint32_t first_glyph, glyph_count;
};

struct Line {
  std::uint32_t start, end;  // bytes; the newline belongs to the line it ends
  BidiLevel base_level;
  float x, width;  // ink and spaces within, without what hangs
  float top, height, baseline;
  std::uint32_t first_run, run_count;
};

// All arrays lie in one block of memory; a Layout is moved, never copied.
struct Layout {
  std::span<const Line> lines;
  std::span<const PlacedRun> runs;
  std::span<const Glyph> glyphs;  // of runs that were shaped for their line
  ArrayBlock memory;              // what the spans look at
  float width = 0;                // of the widest line
  float height = 0;
  bool truncated = false;

  [[nodiscard]] std::size_t size_bytes() const { return sizeof *this + memory.size_bytes(); }
};

Layout lay_out(Engine& engine, const Paragraph& paragraph, const LayoutOptions& options);

// The glyphs of a run of this layout, in visual order.
inline std::span<const Glyph> glyphs_of(const Paragraph& paragraph, const Layout& layout,
                                        const PlacedRun& run) {
  return (run.own_glyphs ? layout.glyphs : paragraph.glyphs).subspan(run.first_glyph, run.glyph_count);
}

// Calls visit(glyph, x, y) with the place of each glyph's origin, offsets applied, from the left.
template <typename Visit>
void each_glyph(const Paragraph& paragraph, const Layout& layout, const PlacedRun& run, Visit visit) {
  float pen = run.x;
  for (const Glyph& glyph : glyphs_of(paragraph, layout, run)) {
    visit(glyph, pen + glyph.x_offset, run.baseline + glyph.y_offset);
    pen += glyph.advance;
  }
}

}  // namespace kiosk::text
