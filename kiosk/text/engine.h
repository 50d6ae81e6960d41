#pragma once
// What an Engine keeps: fonts, iterators, HarfBuzz's buffer, and memory that goes from one paragraph to the
// next. Internal to kiosk/text.

#include "kiosk/text/itemize.h"
#include "kiosk/text/lines.h"
#include "kiosk/text/shape.h"

namespace kiosk::text {

// The part [start, end) of a run, with the level it has on its line.
struct Piece {
  std::uint32_t run;
  std::uint32_t start, end;
  std::uint32_t first_cluster, last_cluster;
  BidiLevel level;
};

// What becomes a Layout.
struct LayoutParts {
  std::vector<Line> lines;
  std::vector<PlacedRun> runs;
  std::vector<Glyph> glyphs;
  std::vector<Piece> pieces;  // of the line under way
  std::vector<BidiLevel> levels;
  std::vector<std::uint32_t> order;
};

struct Engine::State {
  // Scratch memory grows with the longest text; that of a text longer than this is given back.
  static constexpr std::size_t kLargeText = 256 * 1024;

  explicit State(FontSet set) : fonts(std::move(set)) {}
  void release_scratch() {
    parts = {};
    layout = {};
    itemizer = {};
    shaper = {};
    segmenter.release_scratch();
  }
  struct KeptEllipsis {
    Style style;
    std::string language;
    Paragraph paragraph;
  };
  FontSet fonts;
  Segmenter segmenter;
  Itemizer itemizer;
  Shaper shaper;
  ParagraphParts parts;
  LayoutParts layout;
  std::vector<KeptEllipsis> ellipses;
};

}  // namespace kiosk::text
