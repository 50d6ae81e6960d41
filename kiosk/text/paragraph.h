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

#include "kiosk/text/array_block.h"
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
  bool is_being_written = false;  // runs are kept from one key to the next
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
  bool spaced;          // letter-spacing applies
  float size_px;
  std::uint32_t first_glyph, glyph_count;      // glyphs in visual order, from the left
  std::uint32_t first_cluster, cluster_count;  // clusters in logical order
};

// What HarfBuzz moves as one: one or more characters with their glyphs.
struct Cluster {
  static constexpr std::uint8_t kUnsafeToBreak = 1;   // a line broken before it must shape both sides again
  static constexpr std::uint8_t kSpace = 2;           // white space that hangs at a line's end
  static constexpr std::uint8_t kResetAtLineEnd = 4;  // takes the base level there (UAX#9 L1)
  static constexpr std::uint8_t kGraphemeEnd = 8;     // a grapheme ends with it
  static constexpr std::uint8_t kLineMayEnd = 16;     // a line may end after it
  static constexpr std::uint8_t kLineMustEnd = 32;    // and must

  std::uint32_t start;        // byte offset; ends where the next one starts
  std::uint32_t first_glyph;  // of the paragraph
  float advance;
  std::uint16_t glyph_count;
  std::uint8_t flags;

  [[nodiscard]] bool is(std::uint8_t flag) const { return (flags & flag) != 0; }
};

struct HardLine {
  std::uint32_t start, end;  // without the newline
  BidiLevel base_level;
};

// All arrays lie in one block of memory; a Paragraph is moved, never copied.
struct Paragraph {
  std::string_view text;
  std::string language;
  std::span<const Style> styles;
  std::span<const HardLine> hard_lines;
  std::span<const Run> runs;
  std::span<const Glyph> glyphs;
  std::span<const Cluster> clusters;
  std::span<const std::uint32_t> graphemes;  // boundaries, both ends included
  ArrayBlock memory;                         // what the spans look at

  [[nodiscard]] std::size_t size_bytes() const { return sizeof *this + memory.size_bytes(); }
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

  // Glyphs of [start, end) of a run, shaped on their own with the paragraph as context, in visual order: for
  // lines broken at a place that is not safe. Appended to `out`.
  void shape_piece(const Paragraph& paragraph, const Run& run, std::uint32_t start, std::uint32_t end,
                   std::vector<Glyph>& out);
  // The ellipsis in a style and language, shaped once and kept.
  const Paragraph& ellipsis(const Style& style, std::string_view language);

  // Overwrites the text that scratch memory still holds.
  void forget();

  struct State;  // kiosk/text's own
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace kiosk::text
