#include "kiosk/text/caret.h"

#include <hb-ot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "kiosk/text/face.h"

namespace kiosk::text {
namespace {

constexpr unsigned kMaxLigatureCarets = 16;

// Inner caret positions of a ligature glyph from its left edge, ascending; empty if the font gives none.
std::vector<float> ligature_carets(Face& face, const PlacedRun& run, std::uint32_t glyph, float advance) {
  hb_font_t* font = face.font(run.size_px);
  std::array<hb_position_t, kMaxLigatureCarets> positions{};
  unsigned count = kMaxLigatureCarets;
  hb_ot_layout_get_ligature_carets(font, is_rtl(run.level) ? HB_DIRECTION_RTL : HB_DIRECTION_LTR, glyph, 0,
                                   &count, positions.data());
  std::vector<float> out;
  for (unsigned i = 0; i < std::min(count, kMaxLigatureCarets); ++i) {
    const float x = static_cast<float>(positions[i]) / kUnitsPerPixel;
    if (x > 0 && x < advance) out.push_back(x);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

CaretMap::CaretMap(Engine& engine, const Paragraph& paragraph, const Layout& layout)
    : engine_(engine), paragraph_(paragraph), layout_(layout), lines_(layout.lines.size()) {
  text_ends_.reserve(layout.lines.size());
  for (const Line& line : layout.lines) {
    text_ends_.push_back(line.end);
    for (const PlacedRun& run : layout.runs.subspan(line.first_run, line.run_count)) {
      if (run.kind == RunKind::newline) text_ends_.back() = std::min(text_ends_.back(), run.start);
    }
  }
}

const CaretMap::LineCells& CaretMap::line_cells(std::size_t index) const {
  LineCells& out = lines_[index];
  if (out.made) return out;
  out.made = true;
  const Line& line = layout_.lines[index];
  std::vector<PlacedCluster> clusters;
  for (const PlacedRun& run : layout_.runs.subspan(line.first_run, line.run_count))
    add_clusters(run, clusters);
  std::sort(clusters.begin(), clusters.end(),
            [](const PlacedCluster& a, const PlacedCluster& b) { return a.start < b.start; });
  std::vector<Cell>& cells = out.cells;
  for (const PlacedCluster& cluster : clusters) add_cells(cluster, cells);
  // Zero-width cells share an edge with their neighbour: a stable order keeps their logical sense.
  std::stable_sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) {
    return a.left != b.left ? a.left < b.left : a.right < b.right;
  });
  out.logical.resize(cells.size());
  std::iota(out.logical.begin(), out.logical.end(), 0U);
  std::sort(out.logical.begin(), out.logical.end(),
            [&cells](std::uint32_t a, std::uint32_t b) { return cells[a].start < cells[b].start; });
  return out;
}

// The clusters of a run from the left; each ends where the next one in logical order starts.
void CaretMap::add_clusters(const PlacedRun& run, std::vector<PlacedCluster>& clusters) const {
  if (run.kind == RunKind::newline || run.is_ellipsis) return;
  const std::span<const Glyph> glyphs = glyphs_of(paragraph_, layout_, run);
  const std::size_t first = clusters.size();
  float x = run.x;
  for (std::size_t i = 0; i < glyphs.size();) {
    PlacedCluster cluster{glyphs[i].cluster, 0, &run, x, 0};
    for (; i < glyphs.size() && glyphs[i].cluster == cluster.start; ++i) cluster.width += glyphs[i].advance;
    x += cluster.width;
    clusters.push_back(cluster);
  }
  const bool from_right = clusters.size() > first + 1 && clusters[first].start > clusters[first + 1].start;
  for (std::size_t i = first; i < clusters.size(); ++i) {
    const bool is_last = from_right ? i == first : i + 1 == clusters.size();
    clusters[i].end = is_last ? run.end : clusters[from_right ? i - 1 : i + 1].start;
  }
}

// A cluster may hold several graphemes (a ligature) and a grapheme several clusters (marks in clusters of
// their own): the cell of a grapheme is what its clusters cover.
void CaretMap::add_cells(const PlacedCluster& cluster, std::vector<Cell>& cells) const {
  const PlacedRun& run = *cluster.run;
  const bool rtl = is_rtl(run.level);
  const std::span<const std::uint32_t> stops = paragraph_.graphemes;
  const auto first = std::upper_bound(stops.begin(), stops.end(), cluster.start);
  if (*(first - 1) != cluster.start && !cells.empty() && cells.back().start == *(first - 1)) {
    Cell& owner = cells.back();  // a later cluster of the grapheme before: widen its cell
    owner.end = std::max(owner.end, cluster.end);
    owner.left = std::min(owner.left, cluster.x);
    owner.right = std::max(owner.right, cluster.x + cluster.width);
    return;
  }
  if (first == stops.end() || *first >= cluster.end) {
    cells.push_back({cluster.start, cluster.end, cluster.x, cluster.x + cluster.width, rtl});
    return;
  }
  std::vector<std::uint32_t> starts = {cluster.start};
  for (auto stop = first; stop != stops.end() && *stop < cluster.end; ++stop) starts.push_back(*stop);
  const std::size_t count = starts.size();
  std::vector<float> edges;  // count + 1, from the left
  if (run.face != kNoFace) {
    for (const Glyph& glyph : glyphs_of(paragraph_, layout_, run)) {
      if (glyph.cluster != cluster.start || glyph.advance <= 0) continue;
      edges = ligature_carets(engine_.fonts().face(run.face), run, glyph.id, glyph.advance);
      if (!edges.empty()) break;
    }
  }
  if (edges.size() != count - 1) {
    edges.clear();
    for (std::size_t i = 1; i < count; ++i) {
      edges.push_back(cluster.width * static_cast<float>(i) / static_cast<float>(count));
    }
  }
  edges.insert(edges.begin(), 0);
  edges.push_back(cluster.width);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t from_left = rtl ? count - 1 - i : i;
    cells.push_back({starts[i], i + 1 < count ? starts[i + 1] : cluster.end, cluster.x + edges[from_left],
                     cluster.x + edges[from_left + 1], rtl});
  }
}

std::uint32_t CaretMap::line_of(Caret caret) const {
  for (std::uint32_t i = 0; i < layout_.lines.size(); ++i) {
    const Line& line = layout_.lines[i];
    const bool is_last = i + 1 == layout_.lines.size();
    if (caret.offset < line.end || is_last) return i;
    if (caret.offset > line.end) continue;
    // Exactly at the end: the next line starts here, unless the caret leans back and the line was only
    // wrapped.
    if (caret.lean == Lean::before && text_ends_[i] == line.end) return i;
  }
  return 0;
}

float CaretMap::line_edge(const Line& line, bool at_end) {
  return at_end != is_rtl(line.base_level) ? line.x + line.width : line.x;
}

// The first cell, in the order of the text, that does not start before the offset.
std::size_t CaretMap::first_from(const LineCells& line, std::uint32_t offset) {
  const auto found =
      std::lower_bound(line.logical.begin(), line.logical.end(), offset,
                       [&line](std::uint32_t i, std::uint32_t at) { return line.cells[i].start < at; });
  return static_cast<std::size_t>(found - line.logical.begin());
}

const CaretMap::Cell* CaretMap::starting_at(std::uint32_t index, std::uint32_t offset) const {
  const LineCells& line = line_cells(index);
  const std::size_t found = first_from(line, offset);
  if (found == line.logical.size()) return nullptr;
  const Cell& cell = line.cells[line.logical[found]];
  return cell.start == offset ? &cell : nullptr;
}

const CaretMap::Cell* CaretMap::ending_at(std::uint32_t index, std::uint32_t offset) const {
  const LineCells& line = line_cells(index);
  const std::size_t found = first_from(line, offset);
  if (found == 0) return nullptr;
  const Cell& before = line.cells[line.logical[found - 1]];
  return before.end == offset ? &before : nullptr;
}

CaretPlace CaretMap::place(Caret caret) const {
  const std::uint32_t index = line_of(caret);
  const Line& line = layout_.lines[index];
  const Cell* before = ending_at(index, caret.offset);
  const Cell* after = starting_at(index, caret.offset);
  const bool base_rtl = is_rtl(line.base_level);
  // Trailing edge of what stands before; leading edge of what follows; the line's edges at its ends.
  const float trailing =
      before != nullptr ? (before->rtl ? before->left : before->right) : line_edge(line, false);
  const float leading = after != nullptr ? (after->rtl ? after->right : after->left) : line_edge(line, true);
  const bool before_rtl = before != nullptr ? before->rtl : base_rtl;
  const bool after_rtl = after != nullptr ? after->rtl : base_rtl;
  if (before_rtl == after_rtl) {
    const float x = before != nullptr ? trailing : (after != nullptr ? leading : line_edge(line, false));
    return {index, x, x};
  }
  return before_rtl == base_rtl ? CaretPlace{index, trailing, leading} : CaretPlace{index, leading, trailing};
}

float CaretMap::x_of(Caret caret) const {
  const std::uint32_t index = line_of(caret);
  if (const Cell* cell = ending_at(index, caret.offset); cell != nullptr && caret.lean == Lean::before)
    return cell->rtl ? cell->left : cell->right;
  if (const Cell* cell = starting_at(index, caret.offset); cell != nullptr && caret.lean == Lean::after)
    return cell->rtl ? cell->right : cell->left;
  return place(caret).strong_x;
}

Caret CaretMap::leaning(Caret caret, bool rtl) const {
  const std::uint32_t index = line_of(caret);
  const bool base_rtl = is_rtl(layout_.lines[index].base_level);
  const Cell* before = ending_at(index, caret.offset);
  const Cell* after = starting_at(index, caret.offset);
  const bool before_rtl = before != nullptr ? before->rtl : base_rtl;
  const bool after_rtl = after != nullptr ? after->rtl : base_rtl;
  if (before_rtl == after_rtl) return caret;
  return {caret.offset, before_rtl == rtl ? Lean::before : Lean::after};
}

Caret CaretMap::hit(float x, float y) const {
  std::size_t index = 0;
  while (index + 1 < layout_.lines.size() && y >= layout_.lines[index + 1].top) ++index;
  const Line& line = layout_.lines[index];
  const std::vector<Cell>& cells = this->cells(index);
  if (cells.empty()) return {line.start, Lean::after};
  if (x < line.x || x > line.x + line.width) {
    const bool at_end = (x < line.x) == is_rtl(line.base_level);
    return at_end ? line_end({line.start, Lean::after}) : line_start({line.start, Lean::after});
  }
  const Cell* nearest = nullptr;
  float distance = 0;
  for (const Cell& cell : cells) {
    if (cell.right <= cell.left) continue;
    const float away = std::max({cell.left - x, x - cell.right, 0.0F});
    if (nearest == nullptr || away < distance) {
      nearest = &cell;
      distance = away;
    }
  }
  if (nearest == nullptr) return {line.start, Lean::after};
  const bool right_half = x > (nearest->left + nearest->right) / 2;
  if (right_half != nearest->rtl) return {nearest->end, Lean::before};
  return {nearest->start, Lean::after};
}

// Slot i lies left of cell i; slot cells.size() right of the last one.
std::size_t CaretMap::slot_of(const std::vector<Cell>& cells, const Line& line, Caret caret) {
  const Cell* other = nullptr;  // the neighbour it does not lean to
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    if (caret.lean == Lean::after && cell.start == caret.offset) return cell.rtl ? i + 1 : i;
    if (caret.lean == Lean::before && cell.end == caret.offset) return cell.rtl ? i : i + 1;
    if (cell.start == caret.offset || cell.end == caret.offset) other = &cell;
  }
  // At an end of the line, which runs in the line's direction; next to a letter of the same direction that is
  // beside the letter.
  if (other != nullptr && other->rtl == is_rtl(line.base_level)) {
    const auto i = static_cast<std::size_t>(other - cells.data());
    return (other->start == caret.offset) == other->rtl ? i + 1 : i;
  }
  return is_rtl(line.base_level) == (caret.offset > line.start) ? 0 : cells.size();
}

// The caret in a slot leans to the cell it was moved over.
Caret CaretMap::caret_at_slot(const std::vector<Cell>& cells, std::size_t slot, bool moved_right) {
  const Cell& crossed = moved_right ? cells[slot - 1] : cells[slot];
  if (moved_right != crossed.rtl) return {crossed.end, Lean::before};
  return {crossed.start, Lean::after};
}

Caret CaretMap::left_of(Caret caret) const {
  const std::uint32_t index = line_of(caret);
  const Line& line = layout_.lines[index];
  const std::vector<Cell>& cells = this->cells(index);
  const std::size_t slot = slot_of(cells, line, caret);
  if (slot > 0) return caret_at_slot(cells, slot - 1, false);
  // Past the left edge: the line after in right-to-left text, the line before otherwise. The first line
  // decides for all, so that lines of two directions cannot send the caret back and forth.
  const bool forward = is_rtl(layout_.lines.front().base_level);
  if (forward ? index + 1 == layout_.lines.size() : index == 0) return caret;
  return at_edge(forward ? index + 1 : index - 1, true);
}

Caret CaretMap::at_edge(std::size_t line, bool right) const {
  const Caret inside{layout_.lines[line].start, Lean::after};
  return right == is_rtl(layout_.lines[line].base_level) ? line_start(inside) : line_end(inside);
}

Caret CaretMap::right_of(Caret caret) const {
  const std::uint32_t index = line_of(caret);
  const Line& line = layout_.lines[index];
  const std::vector<Cell>& cells = this->cells(index);
  const std::size_t slot = slot_of(cells, line, caret);
  if (slot < cells.size()) return caret_at_slot(cells, slot + 1, true);
  const bool forward = !is_rtl(layout_.lines.front().base_level);
  if (forward ? index + 1 == layout_.lines.size() : index == 0) return caret;
  return at_edge(forward ? index + 1 : index - 1, false);
}

Caret CaretMap::by_word(Caret caret, bool forward) const {
  Segmenter& segmenter = engine_.segmenter();
  if (forward) return {segmenter.next_word_end(paragraph_.text, caret.offset), Lean::before};
  return {segmenter.previous_word_start(paragraph_.text, caret.offset), Lean::after};
}

Caret CaretMap::word_left_of(Caret caret) const {
  return by_word(caret, is_rtl(layout_.lines[line_of(caret)].base_level));
}

Caret CaretMap::word_right_of(Caret caret) const {
  return by_word(caret, !is_rtl(layout_.lines[line_of(caret)].base_level));
}

Caret CaretMap::line_start(Caret caret) const { return {layout_.lines[line_of(caret)].start, Lean::after}; }

// An empty line's end leans forward: backward it would be the end of a line that was wrapped before it.
Caret CaretMap::line_end(Caret caret) const {
  const std::uint32_t line = line_of(caret);
  const bool empty = text_ends_[line] == layout_.lines[line].start;
  return {text_ends_[line], empty ? Lean::after : Lean::before};
}

Caret CaretMap::above(Caret caret, float x) const {
  const std::uint32_t line = line_of(caret);
  return line == 0 ? caret : hit(x, layout_.lines[line - 1].top);
}

Caret CaretMap::below(Caret caret, float x) const {
  const std::uint32_t line = line_of(caret);
  return line + 1 == layout_.lines.size() ? caret : hit(x, layout_.lines[line + 1].top);
}

std::vector<Rect> CaretMap::selection(std::uint32_t start, std::uint32_t end) const {
  std::vector<Rect> out;
  for (std::size_t i = 0; i < layout_.lines.size(); ++i) {
    const Line& line = layout_.lines[i];
    bool open = false;
    for (const Cell& cell : cells(i)) {
      const bool inside = cell.start >= start && cell.start < end;
      if (inside && open) {
        out.back().width += cell.right - cell.left;
      } else if (inside) {
        out.push_back({cell.left, line.top, cell.right - cell.left, line.height});
      }
      open = inside;
    }
  }
  return out;
}

}  // namespace kiosk::text
