#include "kiosk/text/lines.h"

#include <algorithm>
#include <cmath>

#include "kiosk/text/engine.h"
#include "kiosk/text/justify.h"

namespace kiosk::text {
namespace {

// Sums of advances are floats: a line that fits to within this much of a pixel fits.
constexpr float kSlack = 0.01F;

struct Cut {
  std::uint32_t first, last;  // clusters of the paragraph
  bool ellipsis = false;
  bool ends_paragraph = false;  // the last line, or one ended by a newline: never stretched
};

class LineBuilder {
 public:
  LineBuilder(Engine& engine, const Paragraph& paragraph, const LayoutOptions& options)
      : engine_(engine),
        paragraph_(paragraph),
        options_(options),
        parts_(engine.state().layout),
        limit_(options.width_px + kSlack) {}

  Layout build();

 private:
  void hard_line(const HardLine& line, std::uint32_t first, std::uint32_t last, bool is_last_line);
  [[nodiscard]] std::uint32_t fit(std::uint32_t first, std::uint32_t last) const;
  [[nodiscard]] std::uint32_t fit_emergency(std::uint32_t first, std::uint32_t last) const;
  [[nodiscard]] Cut cut_for_ellipsis(std::uint32_t first, std::uint32_t last, float ellipsis_width) const;
  [[nodiscard]] std::uint32_t end_of(std::uint32_t cluster) const;
  std::uint32_t add_fitting_line(const HardLine& hard, std::uint32_t first, std::uint32_t next,
                                 std::uint32_t last);
  [[nodiscard]] std::uint32_t end_before(std::uint32_t first, std::uint32_t next) const;
  float add_line(const HardLine& hard, Cut cut);  // returns its width before it is justified
  void find_pieces(const HardLine& hard, Cut cut);
  float place_pieces(const HardLine& hard, bool ellipsis);
  void place_piece(const Piece& piece, float& x);
  void place_ellipsis(BidiLevel level, float& x);
  float stretch(Cut cut, float width, const Line& line);
  void align(const HardLine& hard, float hanging, float total, Line& line);
  void set_height(Line& line);
  [[nodiscard]] float hanging_width(Cut cut) const;

  Engine& engine_;
  const Paragraph& paragraph_;
  const LayoutOptions& options_;
  LayoutParts& parts_;
  const float limit_;
  std::uint32_t run_ = 0;  // the first run that is not all on earlier lines
  float width_ = 0, height_ = 0;
  bool truncated_ = false;
};

std::uint32_t LineBuilder::end_of(std::uint32_t cluster) const {
  return cluster + 1 < paragraph_.clusters.size() ? paragraph_.clusters[cluster + 1].start
                                                  : static_cast<std::uint32_t>(paragraph_.text.size());
}

// How many clusters from `first` fit, ending where a line may break.
std::uint32_t LineBuilder::fit(std::uint32_t first, std::uint32_t last) const {
  const Cluster* clusters = paragraph_.clusters.data();
  float width = 0;
  std::uint32_t best = first;
  for (std::uint32_t i = first; i < last; ++i) {
    width += clusters[i].advance;
    if (width > limit_ && !clusters[i].is(Cluster::kSpace))
      return best > first ? best : fit_emergency(first, last);
    if (clusters[i].is(Cluster::kLineMayEnd)) {
      best = i + 1;
      if (clusters[i].is(Cluster::kLineMustEnd)) return best;
    }
  }
  return last;
}

// A word wider than the line: as many whole graphemes as fit, at least one, and the white space after them.
std::uint32_t LineBuilder::fit_emergency(std::uint32_t first, std::uint32_t last) const {
  float width = 0;
  std::uint32_t best = first;
  for (std::uint32_t i = first; i < last; ++i) {
    const Cluster& cluster = paragraph_.clusters[i];
    width += cluster.advance;
    if (width > limit_ && best > first && !cluster.is(Cluster::kSpace)) return best;
    if (cluster.is(Cluster::kGraphemeEnd)) best = i + 1;
    if (cluster.is(Cluster::kLineMustEnd)) return i + 1;
  }
  return std::max(best, std::min(first + 1, last));
}

// The longest start of [first, last) that leaves room for the ellipsis, at a word's end where there is one.
Cut LineBuilder::cut_for_ellipsis(std::uint32_t first, std::uint32_t last, float ellipsis_width) const {
  const auto& clusters = paragraph_.clusters;
  float width = 0;
  std::uint32_t end = first, word_end = first;
  for (std::uint32_t i = first; i < last; ++i) {
    width += clusters[i].advance;
    if (width + ellipsis_width > options_.width_px) break;
    if (!clusters[i].is(Cluster::kGraphemeEnd)) continue;
    end = i + 1;
    const bool word_ends_here = end == last || clusters[end].is(Cluster::kSpace);
    if (word_ends_here && !clusters[i].is(Cluster::kSpace)) word_end = end;
  }
  return {first, word_end > first ? word_end : end, true};
}

Layout LineBuilder::build() {
  parts_.lines.clear();
  parts_.runs.clear();
  parts_.glyphs.clear();
  std::uint32_t first = 0;
  const auto count = static_cast<std::uint32_t>(paragraph_.clusters.size());
  for (std::size_t i = 0; i < paragraph_.hard_lines.size() && !truncated_; ++i) {
    const bool is_last = i + 1 == paragraph_.hard_lines.size();
    std::uint32_t last = count;
    if (!is_last) {
      const std::uint32_t end = paragraph_.hard_lines[i + 1].start;
      last = static_cast<std::uint32_t>(
          std::lower_bound(paragraph_.clusters.begin() + first, paragraph_.clusters.end(), end,
                           [](const Cluster& cluster, std::uint32_t at) { return cluster.start < at; }) -
          paragraph_.clusters.begin());
    }
    hard_line(paragraph_.hard_lines[i], first, last, is_last);
    first = last;
  }
  Layout out;
  out.memory = ArrayBlock(parts_.lines, parts_.runs, parts_.glyphs);
  out.lines = out.memory.add(parts_.lines);
  out.runs = out.memory.add(parts_.runs);
  out.glyphs = out.memory.add(parts_.glyphs);
  out.width = width_;
  out.height = height_;
  out.truncated = truncated_;
  return out;
}

void LineBuilder::hard_line(const HardLine& hard, std::uint32_t first, std::uint32_t last,
                            bool is_last_line) {
  do {
    const std::uint32_t next = fit(first, last);
    const bool is_last_allowed = options_.max_lines > 0 && parts_.lines.size() + 1 == options_.max_lines;
    if (is_last_allowed && (next < last || !is_last_line)) {
      truncated_ = true;
      const Paragraph& dots = engine_.ellipsis(paragraph_.styles[0], paragraph_.language);
      add_line(hard, cut_for_ellipsis(first, last, dots.clusters.empty() ? 0 : dots.clusters[0].advance));
      return;
    }
    first = add_fitting_line(hard, first, next, last);
  } while (first < last);
}

// Adds the line [first, next), or a shorter one where its border had to be shaped again and came out too wide
// (a kern with the next letter is gone); returns where the next line starts.
std::uint32_t LineBuilder::add_fitting_line(const HardLine& hard, std::uint32_t first, std::uint32_t next,
                                            std::uint32_t last) {
  const std::size_t runs = parts_.runs.size(), glyphs = parts_.glyphs.size();
  const float width = width_;
  while (true) {
    const float natural = add_line(hard, {first, next, false, next == last});
    const std::uint32_t shorter = end_before(first, next);
    const bool reshaped = parts_.glyphs.size() > glyphs;
    if (!reshaped || shorter == first || natural <= limit_) return next;
    parts_.lines.pop_back();
    parts_.runs.resize(runs);
    parts_.glyphs.resize(glyphs);
    width_ = width;
    next = shorter;
  }
}

// The last place before `next` where the line may end, or a grapheme if there is none; `first` if there is
// neither.
std::uint32_t LineBuilder::end_before(std::uint32_t first, std::uint32_t next) const {
  std::uint32_t grapheme = first;
  for (std::uint32_t i = next > first ? next - 1 : first; i > first; --i) {
    if (paragraph_.clusters[i - 1].is(Cluster::kLineMayEnd)) return i;
    if (grapheme == first && paragraph_.clusters[i - 1].is(Cluster::kGraphemeEnd)) grapheme = i;
  }
  return grapheme;
}

// Pieces in logical order. L1: white space and isolates at the line's end go back to the base level.
void LineBuilder::find_pieces(const HardLine& hard, Cut cut) {
  const auto& clusters = paragraph_.clusters;
  std::uint32_t trailing = cut.last;
  // A joiner at the end stays with its letter: a grapheme is never in two places.
  const auto starts_grapheme = [&](std::uint32_t i) {
    return i == cut.first || clusters[i - 1].is(Cluster::kGraphemeEnd);
  };
  while (!cut.ellipsis && trailing > cut.first && clusters[trailing - 1].is(Cluster::kResetAtLineEnd) &&
         starts_grapheme(trailing - 1))
    --trailing;
  parts_.pieces.clear();
  while (run_ < paragraph_.runs.size() &&
         paragraph_.runs[run_].first_cluster + paragraph_.runs[run_].cluster_count <= cut.first)
    ++run_;
  for (std::uint32_t index = run_; index < paragraph_.runs.size(); ++index) {
    const Run& run = paragraph_.runs[index];
    if (run.first_cluster >= cut.last) break;
    const std::uint32_t first = std::max(run.first_cluster, cut.first);
    const std::uint32_t last = std::min(run.first_cluster + run.cluster_count, cut.last);
    const std::uint32_t middle = std::clamp(trailing, first, last);
    const auto add = [&](std::uint32_t from, std::uint32_t to, BidiLevel level) {
      if (from < to) parts_.pieces.push_back({index, clusters[from].start, end_of(to - 1), from, to, level});
    };
    if (run.level == hard.base_level) {
      add(first, last, run.level);
    } else {
      add(first, middle, run.level);
      add(middle, last, hard.base_level);
    }
  }
}

float LineBuilder::add_line(const HardLine& hard, Cut cut) {
  Line line{};
  const bool empty = cut.first == cut.last;
  line.start = cut.first < paragraph_.clusters.size() ? paragraph_.clusters[cut.first].start
                                                      : static_cast<std::uint32_t>(paragraph_.text.size());
  line.end = empty ? line.start : end_of(cut.last - 1);
  line.base_level = hard.base_level;
  line.first_run = static_cast<std::uint32_t>(parts_.runs.size());
  find_pieces(hard, cut);
  const float total = place_pieces(hard, cut.ellipsis);
  line.run_count = static_cast<std::uint32_t>(parts_.runs.size()) - line.first_run;
  const float hanging = hanging_width(cut);
  align(hard, hanging, total + stretch(cut, total - hanging, line), line);
  set_height(line);
  width_ = std::max(width_, line.width);
  height_ = line.top + line.height;
  parts_.lines.push_back(line);
  return total - hanging;
}

// Width of the white space that hangs at the line's logical end. It was reset to the base level, so it stands
// at the visual end: left of a right-to-left line, right of a left-to-right one.
float LineBuilder::hanging_width(Cut cut) const {
  float width = 0;
  for (std::uint32_t i = cut.last; !cut.ellipsis && i > cut.first; --i) {
    const Cluster& cluster = paragraph_.clusters[i - 1];
    if (!cluster.is(Cluster::kSpace)) break;
    width += cluster.advance;
  }
  return width;
}

float LineBuilder::place_pieces(const HardLine& hard, bool ellipsis) {
  float x = 0;
  if (parts_.pieces.size() == 1 && !ellipsis) {
    place_piece(parts_.pieces[0], x);
    return x;
  }
  parts_.levels.clear();
  for (const Piece& piece : parts_.pieces) parts_.levels.push_back(piece.level);
  if (ellipsis) parts_.levels.push_back(hard.base_level);
  visual_order(parts_.levels, parts_.order);
  for (const std::uint32_t index : parts_.order) {
    if (index < parts_.pieces.size()) {
      place_piece(parts_.pieces[index], x);
    } else {
      place_ellipsis(hard.base_level, x);
    }
  }
  return x;
}

void LineBuilder::place_piece(const Piece& piece, float& x) {
  const auto& clusters = paragraph_.clusters;
  const Run& run = paragraph_.runs[piece.run];
  PlacedRun placed{piece.start, piece.end,   run.kind, piece.level, run.face, false, false, run.script,
                   run.style,   run.size_px, x,        0,           0,        0,     0};
  const bool cuts_start = piece.first_cluster > run.first_cluster;
  const bool cuts_end = piece.last_cluster < run.first_cluster + run.cluster_count;
  const bool unsafe = (cuts_start && clusters[piece.first_cluster].is(Cluster::kUnsafeToBreak)) ||
                      (cuts_end && clusters[piece.last_cluster].is(Cluster::kUnsafeToBreak));
  if (unsafe && run.kind == RunKind::text && run.face != kNoFace) {
    placed.own_glyphs = true;
    placed.first_glyph = static_cast<std::uint32_t>(parts_.glyphs.size());
    engine_.shape_piece(paragraph_, run, piece.start, piece.end, parts_.glyphs);
    placed.glyph_count = static_cast<std::uint32_t>(parts_.glyphs.size()) - placed.first_glyph;
    for (std::uint32_t i = 0; i < placed.glyph_count; ++i)
      placed.width += parts_.glyphs[placed.first_glyph + i].advance;
  } else {
    // The clusters' glyphs are neighbours; in a right-to-left run the last cluster stands first.
    const bool rtl = is_rtl(run.level);
    const Cluster& left = clusters[rtl ? piece.last_cluster - 1 : piece.first_cluster];
    const Cluster& right = clusters[rtl ? piece.first_cluster : piece.last_cluster - 1];
    placed.first_glyph = left.first_glyph;
    placed.glyph_count = right.first_glyph + right.glyph_count - left.first_glyph;
    for (std::uint32_t i = piece.first_cluster; i < piece.last_cluster; ++i)
      placed.width += clusters[i].advance;
  }
  x += placed.width;
  parts_.runs.push_back(placed);
}

void LineBuilder::place_ellipsis(BidiLevel level, float& x) {
  const Paragraph& source = engine_.ellipsis(paragraph_.styles[0], paragraph_.language);
  const std::uint32_t at = parts_.pieces.empty() ? 0 : parts_.pieces.back().end;
  for (const Run& run : source.runs) {
    PlacedRun placed{at,
                     at,
                     run.kind,
                     level,
                     run.face,
                     true,
                     true,
                     run.script,
                     0,
                     run.size_px,
                     x,
                     0,
                     0,
                     static_cast<std::uint32_t>(parts_.glyphs.size()),
                     run.glyph_count};
    for (std::uint32_t i = 0; i < run.glyph_count; ++i) {
      Glyph glyph = source.glyphs[run.first_glyph + i];
      glyph.cluster = at;
      placed.width += glyph.advance;
      parts_.glyphs.push_back(glyph);
    }
    x += placed.width;
    parts_.runs.push_back(placed);
  }
}

// Justifies the line, if that is asked for; returns by how much it grew.
float LineBuilder::stretch(Cut cut, float width, const Line& line) {
  const bool wanted = options_.justify == Justify::yes && std::isfinite(options_.width_px);
  if (!wanted || cut.ellipsis || cut.ends_paragraph ||
      paragraph_.clusters[cut.last - 1].is(Cluster::kLineMustEnd))
    return 0;
  const float grown = stretch_line(engine_, paragraph_, parts_, line, options_.width_px - width);
  float x = 0;
  for (std::uint32_t i = 0; i < line.run_count; ++i) {
    PlacedRun& run = parts_.runs[line.first_run + i];
    run.x = x;
    x += run.width;
  }
  return grown;
}

void LineBuilder::align(const HardLine& hard, float hanging, float total, Line& line) {
  line.width = total - hanging;
  const bool rtl = is_rtl(hard.base_level);
  float shift = rtl ? -hanging : 0;
  if (std::isfinite(options_.width_px)) {
    const float room = options_.width_px - line.width;
    const bool at_left = options_.align == (rtl ? Align::end : Align::start);
    if (options_.align == Align::center) {
      shift += room / 2;
    } else if (!at_left) {
      shift += room;
    }
  }
  line.x = shift + (rtl ? hanging : 0);
  for (std::uint32_t i = 0; i < line.run_count; ++i) parts_.runs[line.first_run + i].x += shift;
}

// The line box is that of the paragraph's main face, as CSS does it: ascent and descent plus half of the
// extra height above and below. Without a fixed height every face on the line counts.
void LineBuilder::set_height(Line& line) {
  FontSet& fonts = engine_.fonts();
  const Style& style = paragraph_.styles[0];
  const Script script = paragraph_.language.starts_with("ar") ? kArabicScript : kLatinScript;
  const FaceIndex main = fonts.main_face(style, script);
  LineMetrics box = fonts.metrics(main, fonts.size_of(main, style));
  if (options_.line_height_px <= 0) {
    for (std::uint32_t i = 0; i < line.run_count; ++i) {
      const PlacedRun& run = parts_.runs[line.first_run + i];
      if (run.face == kNoFace) continue;
      const LineMetrics own = fonts.metrics(run.face, run.size_px);
      box.ascent = std::max(box.ascent, own.ascent);
      box.descent = std::max(box.descent, own.descent);
    }
  }
  const float natural = box.ascent + box.descent;
  line.height = options_.line_height_px > 0 ? options_.line_height_px : natural;
  line.top = parts_.lines.empty() ? 0 : parts_.lines.back().top + parts_.lines.back().height;
  line.baseline = line.top + (line.height - natural) / 2 + box.ascent;
  for (std::uint32_t i = 0; i < line.run_count; ++i) parts_.runs[line.first_run + i].baseline = line.baseline;
}

}  // namespace

Layout lay_out(Engine& engine, const Paragraph& paragraph, const LayoutOptions& options) {
  Layout out = LineBuilder(engine, paragraph, options).build();
  if (paragraph.text.size() > Engine::State::kLargeText) engine.state().layout = {};
  return out;
}

}  // namespace kiosk::text
