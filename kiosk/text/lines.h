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

constexpr float kNoWidth = std::numeric_limits<float>::infinity();

struct LayoutOptions {
  float width_px = kNoWidth;  // without a width nothing wraps and x starts at 0
  float line_height_px = 0;   // 0: ascent + descent of the line's faces
  Align align = Align::start;
  std::uint32_t max_lines = 0;  // 0: as many as it takes
};

struct PlacedGlyph {
  std::uint32_t id;
  std::uint32_t cluster;
  float x, y;  // of the glyph's origin on the baseline, offsets applied
  float advance;
};

// A run's part on a line, in visual order from the left.
struct PlacedRun {
  std::uint32_t start, end;  // bytes
  RunKind kind;
  BidiLevel level;
  FaceIndex face;
  Script script;
  std::uint16_t style;
  float size_px;
  float x, width;
  std::uint32_t first_glyph, glyph_count;  // of Layout::glyphs
  bool is_ellipsis;                        // start == end: stands for text that was cut
};

// A cluster's place on a line, in logical order: for carets, hit tests and selections.
struct PlacedCluster {
  std::uint32_t start, end;
  std::uint32_t run;  // of Layout::runs
  float x, width;
};

struct Line {
  std::uint32_t start, end;  // bytes; the newline belongs to the line it ends
  BidiLevel base_level;
  float x, width;  // ink and spaces within, without what hangs
  float top, height, baseline;
  std::uint32_t first_run, run_count;
  std::uint32_t first_cluster, cluster_count;
};

struct Layout {
  std::vector<Line> lines;
  std::vector<PlacedRun> runs;
  std::vector<PlacedGlyph> glyphs;
  std::vector<PlacedCluster> clusters;
  float width = 0;  // of the widest line
  float height = 0;
  bool truncated = false;

  [[nodiscard]] std::size_t size_bytes() const;
};

Layout lay_out(Engine& engine, const Paragraph& paragraph, const LayoutOptions& options);

}  // namespace kiosk::text
