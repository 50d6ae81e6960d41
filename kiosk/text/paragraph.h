#pragma once
// A paragraph, analysed and shaped once and never changed after: bidi levels, runs of one level, script,
// style and face, positioned glyphs, places where lines may break. Lines for a width are made from it without
// shaping again (lines.h); carets come from both (caret.h).
//
// Text is UTF-8; invalid parts are replaced by U+FFFD before anything else, so offsets are bytes of text(). A
// newline ends a hard line: each hard line resolves its own direction, as UAX#9 P1 says. Lengths are pixels.
// A Paragraph is an immutable value that any thread may read; shape_paragraph() belongs to the Engine's
// thread.
//
// Shaping is HarfBuzz's `ot` shaper on whole runs with the paragraph as context, so that a border of style,
// colour or face inside a word keeps the joining.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/text/bidi.h"
#include "kiosk/text/font_set.h"
#include "kiosk/text/segment.h"

namespace kiosk::text {

struct StyleSpan {
  std::uint32_t start, end;  // bytes; spans ascend and do not overlap
  Style style;
};

struct ParagraphInput {
  std::string_view text;
  std::string_view language = "ar";  // BCP 47
  BaseDirection direction = BaseDirection::first_strong;
  Style style;
  std::span<const StyleSpan> spans;
};

struct Glyph {
  std::uint32_t id;                   // 0: the face has none
  std::uint32_t cluster;              // byte offset of the first character it stands for
  float advance, x_offset, y_offset;  // y grows downwards
};

enum class RunKind : std::uint8_t { text, tab, newline };

// A piece of one level, script, style and face. Runs stand in logical order and cover every byte.
struct Run {
  std::uint32_t start, end;
  RunKind kind;
  BidiLevel level;
  FaceIndex face;  // kNoFace: drawn as boxes
  Script script;
  std::uint16_t style;  // index into Paragraph::styles
  float size_px;
  std::uint32_t first_glyph, glyph_count;      // glyphs in visual order, from the left
  std::uint32_t first_cluster, cluster_count;  // clusters in logical order
};

// What HarfBuzz moves as one: one or more characters with their glyphs.
struct Cluster {
  std::uint32_t start;        // byte offset; ends where the next one starts
  std::uint32_t first_glyph;  // of the paragraph
  std::uint16_t glyph_count;
  bool unsafe_to_break;  // a line broken before it must shape both sides again
  bool is_space;         // white space that hangs at a line's end
  float advance;
};

struct HardLine {
  std::uint32_t start, end;  // without the newline
  BidiLevel base_level;
};

struct Paragraph {
  std::string text;
  std::string language;
  std::vector<Style> styles;
  std::vector<HardLine> hard_lines;
  std::vector<Run> runs;
  std::vector<Glyph> glyphs;
  std::vector<Cluster> clusters;
  std::vector<LineBreak> breaks;
  std::vector<std::uint32_t> graphemes;  // boundaries, both ends included

  [[nodiscard]] std::size_t size_bytes() const;  // memory it holds, for caches
};

// What shaping needs besides the text: fonts, iterators and scratch memory. One a thread.
class Engine {
 public:
  explicit Engine(FontSet fonts);
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  Paragraph shape_paragraph(const ParagraphInput& input);
  FontSet& fonts();
  Segmenter& segmenter();

  // Clusters and glyphs of [start, end) of a run, shaped on their own with the paragraph as context: for
  // lines broken at a place that is not safe. Glyphs in visual order.
  std::vector<Glyph> shape_piece(const Paragraph& paragraph, const Run& run, std::uint32_t start,
                                 std::uint32_t end);

  // Overwrites the text that scratch memory still holds.
  void forget();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kiosk::text
