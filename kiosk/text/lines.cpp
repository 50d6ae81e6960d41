#include "kiosk/text/lines.h"

#include <algorithm>
#include <cmath>

#include "kiosk/base/check.h"
#include "kiosk/base/utf8.h"

namespace kiosk::text {
namespace {

constexpr std::string_view kEllipsis = "\u2026";
// Sums of advances are floats: a line that fits to within this much of a pixel fits.
constexpr float kSlack = 0.01F;

// The part [start, end) of a run, with the level it has on this line.
struct Piece {
  std::uint32_t run;
  std::uint32_t start, end;
  std::uint32_t first_cluster, last_cluster;
  BidiLevel level;
};

struct Cut {
  std::uint32_t first_cluster, last_cluster;  // of Paragraph::clusters
  bool ellipsis = false;
};

class LineBuilder {
 public:
  LineBuilder(Engine& engine, const Paragraph& paragraph, const LayoutOptions& options)
      : engine_(engine), paragraph_(paragraph), options_(options) {}

  Layout build();

 private:
  void hard_line(const HardLine& line, std::uint32_t end);
  std::uint32_t fit(std::uint32_t first, std::uint32_t last) const;
  std::uint32_t fit_emergency(std::uint32_t first, std::uint32_t last) const;
  Cut cut_for_ellipsis(std::uint32_t first, std::uint32_t last, float ellipsis_width) const;
  [[nodiscard]] const LineBreak* break_at(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t cluster_at(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t end_of(std::uint32_t cluster) const;
  void add_line(const HardLine& hard, Cut cut);
  std::vector<Piece> pieces_of(const HardLine& hard, Cut cut) const;
  void place(const std::vector<Piece>& pieces, const HardLine& hard, bool ellipsis, Line& line);
  void place_piece(const Piece& piece, float& x);
  void place_glyphs(const Piece& piece, const Run& run, float x);
  void place_clusters(const Piece& piece, const Run& run, std::uint32_t run_index, float x);
  void place_ellipsis(BidiLevel level, float& x);
  const Paragraph& ellipsis();
  void set_height(const HardLine& hard, Line& line);
  float hanging(const Line& line, bool ellipsis) const;

  Engine& engine_;
  const Paragraph& paragraph_;
  const LayoutOptions& options_;
  Layout layout_;
  Paragraph ellipsis_;
  bool has_ellipsis_ = false;
};

std::uint32_t LineBuilder::cluster_at(std::uint32_t offset) const {
  const auto& clusters = paragraph_.clusters;
  const auto found =
      std::lower_bound(clusters.begin(), clusters.end(), offset,
                       [](const Cluster& cluster, std::uint32_t at) { return cluster.start < at; });
  return static_cast<std::uint32_t>(found - clusters.begin());
}

std::uint32_t LineBuilder::end_of(std::uint32_t cluster) const {
  return cluster + 1 < paragraph_.clusters.size() ? paragraph_.clusters[cluster + 1].start
                                                  : static_cast<std::uint32_t>(paragraph_.text.size());
}

const LineBreak* LineBuilder::break_at(std::uint32_t offset) const {
  const auto found =
      std::lower_bound(paragraph_.breaks.begin(), paragraph_.breaks.end(), offset,
                       [](const LineBreak& at, std::uint32_t wanted) { return at.offset < wanted; });
  return found != paragraph_.breaks.end() && found->offset == offset ? &*found : nullptr;
}

// How many clusters from `first` fit, ending where a line may break.
std::uint32_t LineBuilder::fit(std::uint32_t first, std::uint32_t last) const {
  const auto& clusters = paragraph_.clusters;
  float width = 0;
  std::uint32_t best = first;
  for (std::uint32_t i = first; i < last; ++i) {
    width += clusters[i].advance;
    if (width > options_.width_px + kSlack && !clusters[i].is_space) {
      return best > first ? best : fit_emergency(first, last);
    }
    if (const LineBreak* found = break_at(end_of(i))) {
      best = i + 1;
      if (found->mandatory) return best;
    }
  }
  return last;
}

// A word wider than the line: as many whole graphemes as fit, at least one.
std::uint32_t LineBuilder::fit_emergency(std::uint32_t first, std::uint32_t last) const {
  float width = 0;
  std::uint32_t best = first;
  for (std::uint32_t i = first; i < last; ++i) {
    width += paragraph_.clusters[i].advance;
    if (width > options_.width_px + kSlack && best > first) return best;
    if (std::binary_search(paragraph_.graphemes.begin(), paragraph_.graphemes.end(), end_of(i))) best = i + 1;
  }
  return std::max(best, std::min(first + 1, last));
}

// The longest start of [first, last) that leaves room for the ellipsis, at a word's end where there is one.
Cut LineBuilder::cut_for_ellipsis(std::uint32_t first, std::uint32_t last, float ellipsis_width) const {
  const auto& clusters = paragraph_.clusters;
  float width = 0;
  std::uint32_t end = first;
  std::uint32_t word_end = first;
  for (std::uint32_t i = first; i < last && width + clusters[i].advance + ellipsis_width <= options_.width_px;
       ++i) {
    width += clusters[i].advance;
    end = i + 1;
    const bool word_ends_here = end == last || clusters[end].is_space;
    if (word_ends_here && !clusters[i].is_space) word_end = end;
  }
  return {first, word_end > first ? word_end : end, true};
}

Layout LineBuilder::build() {
  for (std::size_t i = 0; i < paragraph_.hard_lines.size(); ++i) {
    const bool last = i + 1 == paragraph_.hard_lines.size();
    hard_line(paragraph_.hard_lines[i],
              last ? static_cast<std::uint32_t>(paragraph_.text.size()) : paragraph_.hard_lines[i + 1].start);
    if (layout_.truncated) break;
  }
  return std::move(layout_);
}

void LineBuilder::hard_line(const HardLine& hard, std::uint32_t end) {
  std::uint32_t first = cluster_at(hard.start);
  const std::uint32_t last = cluster_at(end);
  do {
    const std::uint32_t next = fit(first, last);
    const bool is_last_allowed = options_.max_lines > 0 && layout_.lines.size() + 1 == options_.max_lines;
    const bool more = next < last || end < paragraph_.text.size();
    if (is_last_allowed && more) {
      layout_.truncated = true;
      const float width = ellipsis().clusters.empty() ? 0 : ellipsis().clusters[0].advance;
      add_line(hard, cut_for_ellipsis(first, last, width));
      return;
    }
    add_line(hard, {first, next});
    first = next;
  } while (first < last);
}

// Pieces in logical order. L1: white space and isolates at the line's end go back to the base level.
std::vector<Piece> LineBuilder::pieces_of(const HardLine& hard, Cut cut) const {
  std::uint32_t trailing = cut.last_cluster;
  while (!cut.ellipsis && trailing > cut.first_cluster) {
    const std::uint32_t start = paragraph_.clusters[trailing - 1].start;
    if (!is_reset_at_line_end(base::decode_utf8(paragraph_.text, start).code_point)) break;
    --trailing;
  }
  std::vector<Piece> pieces;
  for (std::uint32_t index = 0; index < paragraph_.runs.size(); ++index) {
    const Run& run = paragraph_.runs[index];
    const std::uint32_t first = std::max(run.first_cluster, cut.first_cluster);
    const std::uint32_t last = std::min(run.first_cluster + run.cluster_count, cut.last_cluster);
    if (first >= last) continue;
    const std::uint32_t middle = std::clamp(trailing, first, last);
    const auto add = [&](std::uint32_t from, std::uint32_t to, BidiLevel level) {
      if (from < to)
        pieces.push_back({index, paragraph_.clusters[from].start, end_of(to - 1), from, to, level});
    };
    add(first, middle, run.level);
    add(middle, last, hard.base_level);
  }
  return pieces;
}

void LineBuilder::add_line(const HardLine& hard, Cut cut) {
  Line line{};
  const bool empty = cut.first_cluster == cut.last_cluster;
  line.start = empty ? hard.start : paragraph_.clusters[cut.first_cluster].start;
  line.end = empty ? line.start : end_of(cut.last_cluster - 1);
  line.base_level = hard.base_level;
  line.first_run = static_cast<std::uint32_t>(layout_.runs.size());
  line.first_cluster = static_cast<std::uint32_t>(layout_.clusters.size());
  place(pieces_of(hard, cut), hard, cut.ellipsis, line);
  set_height(hard, line);
  layout_.width = std::max(layout_.width, line.width);
  layout_.height = line.top + line.height;
  layout_.lines.push_back(line);
}

// Width of the white space that hangs at the line's logical end. It was reset to the base level, so it stands
// at the visual end: left of a right-to-left line, right of a left-to-right one.
float LineBuilder::hanging(const Line& line, bool ellipsis) const {
  if (ellipsis) return 0;
  float width = 0;
  for (std::size_t i = layout_.clusters.size(); i > line.first_cluster; --i) {
    const PlacedCluster& placed = layout_.clusters[i - 1];
    const Cluster& cluster = paragraph_.clusters[cluster_at(placed.start)];
    if (!cluster.is_space) break;
    width += placed.width;
  }
  return width;
}

void LineBuilder::place(const std::vector<Piece>& pieces, const HardLine& hard, bool ellipsis, Line& line) {
  std::vector<BidiLevel> levels;
  for (const Piece& piece : pieces) levels.push_back(piece.level);
  if (ellipsis) levels.push_back(hard.base_level);
  float x = 0;
  for (const std::uint32_t index : visual_order(levels)) {
    if (index < pieces.size()) {
      place_piece(pieces[index], x);
    } else {
      place_ellipsis(hard.base_level, x);
    }
  }
  const auto clusters_begin = layout_.clusters.begin() + line.first_cluster;
  std::sort(clusters_begin, layout_.clusters.end(),
            [](const PlacedCluster& a, const PlacedCluster& b) { return a.start < b.start; });
  line.run_count = static_cast<std::uint32_t>(layout_.runs.size()) - line.first_run;
  line.cluster_count = static_cast<std::uint32_t>(layout_.clusters.size()) - line.first_cluster;

  const float hang = hanging(line, ellipsis);
  line.width = x - hang;
  const bool rtl = is_rtl(hard.base_level);
  float shift = rtl ? -hang : 0;
  if (std::isfinite(options_.width_px)) {
    const float room = options_.width_px - line.width;
    const bool at_left = options_.align == (rtl ? Align::end : Align::start);
    if (options_.align == Align::center) {
      shift += room / 2;
    } else if (!at_left) {
      shift += room;
    }
  }
  line.x = shift + (rtl ? hang : 0);
  for (std::size_t i = line.first_run; i < layout_.runs.size(); ++i) layout_.runs[i].x += shift;
  for (std::size_t i = line.first_cluster; i < layout_.clusters.size(); ++i) layout_.clusters[i].x += shift;
  for (std::size_t i = line.first_run; i < layout_.runs.size(); ++i) {
    const PlacedRun& run = layout_.runs[i];
    for (std::uint32_t k = 0; k < run.glyph_count; ++k) layout_.glyphs[run.first_glyph + k].x += shift;
  }
}

void LineBuilder::place_piece(const Piece& piece, float& x) {
  const Run& run = paragraph_.runs[piece.run];
  PlacedRun placed{};
  placed.start = piece.start;
  placed.end = piece.end;
  placed.kind = run.kind;
  placed.level = piece.level;
  placed.face = run.face;
  placed.script = run.script;
  placed.style = run.style;
  placed.size_px = run.size_px;
  placed.x = x;
  placed.first_glyph = static_cast<std::uint32_t>(layout_.glyphs.size());
  place_glyphs(piece, run, x);
  placed.glyph_count = static_cast<std::uint32_t>(layout_.glyphs.size()) - placed.first_glyph;
  for (std::uint32_t i = 0; i < placed.glyph_count; ++i)
    placed.width += layout_.glyphs[placed.first_glyph + i].advance;
  layout_.runs.push_back(placed);
  place_clusters(piece, run, static_cast<std::uint32_t>(layout_.runs.size()) - 1, x);
  x += placed.width;
}

void LineBuilder::place_glyphs(const Piece& piece, const Run& run, float x) {
  const auto& clusters = paragraph_.clusters;
  const bool cuts_start = piece.first_cluster > run.first_cluster;
  const bool cuts_end = piece.last_cluster < run.first_cluster + run.cluster_count;
  const bool unsafe = (cuts_start && clusters[piece.first_cluster].unsafe_to_break) ||
                      (cuts_end && clusters[piece.last_cluster].unsafe_to_break);
  std::vector<Glyph> reshaped;
  std::span<const Glyph> glyphs;
  if (unsafe && run.kind == RunKind::text && run.face != kNoFace) {
    reshaped = engine_.shape_piece(paragraph_, run, piece.start, piece.end);
    glyphs = reshaped;
  } else {
    // The clusters' glyphs are neighbours; in a right-to-left run the last cluster stands first.
    const bool rtl = is_rtl(run.level);
    const Cluster& left = clusters[rtl ? piece.last_cluster - 1 : piece.first_cluster];
    const Cluster& right = clusters[rtl ? piece.first_cluster : piece.last_cluster - 1];
    glyphs = std::span(paragraph_.glyphs)
                 .subspan(left.first_glyph, right.first_glyph + right.glyph_count - left.first_glyph);
  }
  for (const Glyph& glyph : glyphs) {
    layout_.glyphs.push_back({glyph.id, glyph.cluster, x + glyph.x_offset, glyph.y_offset, glyph.advance});
    x += glyph.advance;
  }
}

void LineBuilder::place_clusters(const Piece& piece, const Run& run, std::uint32_t run_index, float x) {
  const PlacedRun& placed = layout_.runs[run_index];
  // Advances come from the glyphs actually placed: a reshaped piece may differ from the paragraph's.
  for (std::uint32_t i = 0; i < placed.glyph_count;) {
    const std::uint32_t start = layout_.glyphs[placed.first_glyph + i].cluster;
    float width = 0;
    for (; i < placed.glyph_count && layout_.glyphs[placed.first_glyph + i].cluster == start; ++i) {
      width += layout_.glyphs[placed.first_glyph + i].advance;
    }
    layout_.clusters.push_back({start, 0, run_index, x, width});
    x += width;
  }
  // Ends: the next start in logical order, which in a right-to-left piece is the one placed before.
  const std::size_t count = layout_.clusters.size();
  std::size_t first = count;
  while (first > 0 && layout_.clusters[first - 1].run == run_index) --first;
  const bool rtl = is_rtl(run.level);
  for (std::size_t i = first; i < count; ++i) {
    const bool is_last = rtl ? i == first : i + 1 == count;
    layout_.clusters[i].end = is_last ? piece.end : layout_.clusters[rtl ? i - 1 : i + 1].start;
  }
}

const Paragraph& LineBuilder::ellipsis() {
  if (!has_ellipsis_) {
    ParagraphInput input;
    input.text = kEllipsis;
    input.language = paragraph_.language;
    input.style = paragraph_.styles[0];
    ellipsis_ = engine_.shape_paragraph(input);
    has_ellipsis_ = true;
  }
  return ellipsis_;
}

void LineBuilder::place_ellipsis(BidiLevel level, float& x) {
  const Paragraph& source = ellipsis();
  for (const Run& run : source.runs) {
    PlacedRun placed{};
    placed.start = placed.end = layout_.clusters.empty() ? 0 : layout_.clusters.back().end;
    placed.kind = run.kind;
    placed.level = level;
    placed.face = run.face;
    placed.script = run.script;
    placed.size_px = run.size_px;
    placed.x = x;
    placed.is_ellipsis = true;
    placed.first_glyph = static_cast<std::uint32_t>(layout_.glyphs.size());
    placed.glyph_count = run.glyph_count;
    for (std::uint32_t i = 0; i < run.glyph_count; ++i) {
      const Glyph& glyph = source.glyphs[run.first_glyph + i];
      layout_.glyphs.push_back({glyph.id, placed.start, x + glyph.x_offset, glyph.y_offset, glyph.advance});
      x += glyph.advance;
      placed.width += glyph.advance;
    }
    layout_.runs.push_back(placed);
  }
}

// The line box is that of the paragraph's main face, as CSS does it: ascent and descent plus half of the
// extra height above and below. Without a fixed height every face on the line counts.
void LineBuilder::set_height(const HardLine& hard, Line& line) {
  FontSet& fonts = engine_.fonts();
  const Style& style = paragraph_.styles[0];
  const Script script = paragraph_.language.starts_with("ar") ? kArabicScript : kLatinScript;
  const FaceIndex main = fonts.main_face(style, script);
  LineMetrics box = fonts.metrics(main, fonts.size_of(main, style));
  if (options_.line_height_px <= 0) {
    for (std::uint32_t i = 0; i < line.run_count; ++i) {
      const PlacedRun& run = layout_.runs[line.first_run + i];
      if (run.face == kNoFace) continue;
      const LineMetrics own = fonts.metrics(run.face, run.size_px);
      box.ascent = std::max(box.ascent, own.ascent);
      box.descent = std::max(box.descent, own.descent);
    }
  }
  const float natural = box.ascent + box.descent;
  line.height = options_.line_height_px > 0 ? options_.line_height_px : natural;
  line.top = layout_.lines.empty() ? 0 : layout_.lines.back().top + layout_.lines.back().height;
  line.baseline = line.top + (line.height - natural) / 2 + box.ascent;
  line.base_level = hard.base_level;
  for (std::uint32_t i = 0; i < line.run_count; ++i) {
    const PlacedRun& run = layout_.runs[line.first_run + i];
    for (std::uint32_t k = 0; k < run.glyph_count; ++k)
      layout_.glyphs[run.first_glyph + k].y += line.baseline;
  }
}

}  // namespace

std::size_t Layout::size_bytes() const {
  return sizeof *this + lines.capacity() * sizeof(Line) + runs.capacity() * sizeof(PlacedRun) +
         glyphs.capacity() * sizeof(PlacedGlyph) + clusters.capacity() * sizeof(PlacedCluster);
}

Layout lay_out(Engine& engine, const Paragraph& paragraph, const LayoutOptions& options) {
  return LineBuilder(engine, paragraph, options).build();
}

}  // namespace kiosk::text
