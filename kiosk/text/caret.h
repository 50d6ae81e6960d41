#pragma once
// Carets in laid-out text. A Caret is a byte offset at a grapheme boundary and the side it leans to; between
// two directions the same offset has two places:
//
//   strong  where text of the line's base direction would appear when typed
//   weak    where text of the other direction would
//
// (Pango's and GTK's terms.) Moving left and right is visual: it steps over one grapheme of what is seen, and
// the caret leans to what it stepped over, so that no sequence of steps can loop. Inside a ligature stops
// come from the font's GDEF table, else the width is shared out evenly. x and y are pixels in the layout's
// box.

#include <optional>
#include <vector>

#include "kiosk/text/lines.h"

namespace kiosk::text {

enum class Lean : std::uint8_t {
  before,
  after
};  // towards the character before the offset, or the one after it

struct Caret {
  std::uint32_t offset = 0;
  Lean lean = Lean::after;
  bool operator==(const Caret&) const = default;
};

struct CaretPlace {
  std::uint32_t line;
  float strong_x, weak_x;
};

struct Rect {
  float x, y, width, height;
};

// Carets of one layout. Keeps references: paragraph, layout and engine must outlive it. Belongs to the
// engine's thread.
class CaretMap {
 public:
  CaretMap(Engine& engine, const Paragraph& paragraph, const Layout& layout);

  // Every grapheme boundary, both ends included, ascending.
  [[nodiscard]] std::span<const std::uint32_t> stops() const { return paragraph_.graphemes; }
  [[nodiscard]] CaretPlace place(Caret caret) const;
  // Where the caret itself stands: at the edge of the character it leans to.
  [[nodiscard]] float x_of(Caret caret) const;
  [[nodiscard]] std::uint32_t line_of(Caret caret) const;

  // The same place leaning to the neighbour of that direction, where the two differ.
  [[nodiscard]] Caret leaning(Caret caret, bool rtl) const;

  // The nearest; beyond an edge of a line's text its start or its end.
  [[nodiscard]] Caret hit(float x, float y) const;
  [[nodiscard]] Caret left_of(Caret caret) const;  // at the end of everything it stays
  [[nodiscard]] Caret right_of(Caret caret) const;
  // By words, towards that side as the line's own direction has it.
  [[nodiscard]] Caret word_left_of(Caret caret) const;
  [[nodiscard]] Caret word_right_of(Caret caret) const;
  [[nodiscard]] Caret line_start(Caret caret) const;
  [[nodiscard]] Caret line_end(Caret caret) const;
  [[nodiscard]] Caret above(Caret caret, float x) const;
  [[nodiscard]] Caret below(Caret caret, float x) const;

  // One rectangle a visual stretch of [start, end), over the full line height.
  [[nodiscard]] std::vector<Rect> selection(std::uint32_t start, std::uint32_t end) const;

 private:
  // One grapheme as it is seen: `left` and `right` edges, and which text it is.
  struct Cell {
    std::uint32_t start, end;
    float left, right;
    bool rtl;
  };

  static std::size_t slot_of(const std::vector<Cell>& cells, const Line& line, Caret caret);
  static Caret caret_at_slot(const std::vector<Cell>& cells, std::size_t slot, bool moved_right);
  // A cluster's place on a line.
  struct PlacedCluster {
    std::uint32_t start, end;
    const PlacedRun* run;
    float x, width;
  };
  void add_clusters(const PlacedRun& run, std::vector<PlacedCluster>& clusters) const;
  void add_cells(const PlacedCluster& cluster, std::vector<Cell>& cells) const;
  static float line_edge(const Line& line, bool at_end);

  Engine& engine_;
  const Paragraph& paragraph_;
  const Layout& layout_;
  [[nodiscard]] const Cell* starting_at(std::uint32_t line, std::uint32_t offset) const;
  [[nodiscard]] const Cell* ending_at(std::uint32_t line, std::uint32_t offset) const;
  [[nodiscard]] Caret by_word(Caret caret, bool forward) const;
  // The caret at a line's left or right edge.
  [[nodiscard]] Caret at_edge(std::size_t line, bool right) const;

  // A line's cells from left to right, and the order in which the text has them. Made when the line is first
  // asked about: most carets ask about one.
  struct LineCells {
    std::vector<Cell> cells;
    std::vector<std::uint32_t> logical;
    bool made = false;
  };
  [[nodiscard]] const LineCells& line_cells(std::size_t line) const;
  static std::size_t first_from(const LineCells& line, std::uint32_t offset);
  [[nodiscard]] const std::vector<Cell>& cells(std::size_t line) const { return line_cells(line).cells; }

  std::vector<std::uint32_t> text_ends_;  // of each line, without the newline that ends it
  mutable std::vector<LineCells> lines_;
};

}  // namespace kiosk::text
