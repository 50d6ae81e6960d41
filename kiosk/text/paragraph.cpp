#include "kiosk/text/paragraph.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/base/utf8.h"
#include "kiosk/text/itemize.h"
#include "kiosk/text/shape.h"

namespace kiosk::text {
namespace {

constexpr float kTabEms = 2;     // advance of a tab, in em of its run
constexpr float kBoxEms = 0.6F;  // advance of the box drawn for what no face has

void decode(std::string_view text, std::string& clean, TextScratch& scratch) {
  clean.clear();
  clean.reserve(text.size());
  scratch.code_points.clear();
  scratch.offsets.clear();
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded decoded = base::decode_utf8(text, at);
    scratch.code_points.push_back(decoded.code_point);
    scratch.offsets.push_back(static_cast<std::uint32_t>(clean.size()));
    if (decoded.valid) {
      clean.append(text.substr(at, decoded.size_bytes));
    } else {
      base::append_utf8(clean, base::kReplacement);
    }
    at += decoded.size_bytes;
  }
  scratch.offsets.push_back(static_cast<std::uint32_t>(clean.size()));
}

// Groups the glyphs of one run, which stand in visual order, into clusters in logical order.
void add_clusters(Paragraph& paragraph, Run& run, const std::vector<ShapedGlyph>& shaped) {
  run.first_glyph = static_cast<std::uint32_t>(paragraph.glyphs.size());
  run.glyph_count = static_cast<std::uint32_t>(shaped.size());
  run.first_cluster = static_cast<std::uint32_t>(paragraph.clusters.size());
  for (std::size_t i = 0; i < shaped.size();) {
    Cluster cluster{
        shaped[i].glyph.cluster, run.first_glyph + static_cast<std::uint32_t>(i), 0, false, false, 0};
    for (; i < shaped.size() && shaped[i].glyph.cluster == cluster.start; ++i) {
      cluster.advance += shaped[i].glyph.advance;
      cluster.unsafe_to_break |= shaped[i].unsafe_to_break;
      ++cluster.glyph_count;
      paragraph.glyphs.push_back(shaped[i].glyph);
    }
    paragraph.clusters.push_back(cluster);
  }
  run.cluster_count = static_cast<std::uint32_t>(paragraph.clusters.size()) - run.first_cluster;
  if (is_rtl(run.level)) {
    std::reverse(paragraph.clusters.begin() + run.first_cluster, paragraph.clusters.end());
  }
}

// Tabs, newlines and characters no face has: one glyph of id 0 a character.
std::vector<ShapedGlyph> placeholder_glyphs(const Paragraph& paragraph, const Run& run) {
  std::vector<ShapedGlyph> out;
  for (std::uint32_t at = run.start; at < run.end;) {
    float advance = 0;
    if (run.kind == RunKind::tab) advance = kTabEms * run.size_px;
    if (run.kind == RunKind::text) advance = kBoxEms * run.size_px;
    out.push_back({{0, at, advance, 0, 0}, false});
    at += base::decode_utf8(paragraph.text, at).size_bytes;
  }
  if (is_rtl(run.level)) std::reverse(out.begin(), out.end());
  return out;
}

void mark_spaces(Paragraph& paragraph) {
  for (Cluster& cluster : paragraph.clusters) {
    const char32_t c = base::decode_utf8(paragraph.text, cluster.start).code_point;
    const auto point = static_cast<UChar32>(c);
    const bool no_break = c == 0xA0 || c == 0x202F || c == 0x2007;
    cluster.is_space = u_isUWhiteSpace(point) && !no_break;
  }
}

}  // namespace

struct Engine::State {
  explicit State(FontSet set) : fonts(std::move(set)) {}
  FontSet fonts;
  Segmenter segmenter;
  Shaper shaper;
  TextScratch scratch;
  std::vector<ShapedGlyph> shaped;
};

Engine::Engine(FontSet fonts) : state_(std::make_unique<State>(std::move(fonts))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

FontSet& Engine::fonts() { return state_->fonts; }
Segmenter& Engine::segmenter() { return state_->segmenter; }

std::size_t Paragraph::size_bytes() const {
  return sizeof *this + text.capacity() + language.capacity() + styles.capacity() * sizeof(Style) +
         hard_lines.capacity() * sizeof(HardLine) + runs.capacity() * sizeof(Run) +
         glyphs.capacity() * sizeof(Glyph) + clusters.capacity() * sizeof(Cluster) +
         breaks.capacity() * sizeof(LineBreak) + graphemes.capacity() * sizeof(std::uint32_t);
}

Paragraph Engine::shape_paragraph(const ParagraphInput& input) {
  State& state = *state_;
  Paragraph paragraph;
  decode(input.text, paragraph.text, state.scratch);
  paragraph.language = input.language;
  paragraph.graphemes = state.segmenter.graphemes(paragraph.text);
  paragraph.breaks = state.segmenter.line_breaks(paragraph.text);
  itemize(input, state.scratch, state.fonts, paragraph);
  paragraph.glyphs.reserve(state.scratch.code_points.size());
  paragraph.clusters.reserve(state.scratch.code_points.size());
  for (Run& run : paragraph.runs) {
    if (run.kind == RunKind::text && run.face != kNoFace) {
      state.shaper.shape(paragraph.text, paragraph.language, run, run.start, run.end,
                         state.fonts.face(run.face), state.shaped);
    } else {
      if (run.kind == RunKind::text) KIOSK_LOG(warning, "text.no-face", {"script", script_code(run.script)});
      state.shaped = placeholder_glyphs(paragraph, run);
    }
    add_clusters(paragraph, run, state.shaped);
  }
  mark_spaces(paragraph);
  return paragraph;
}

std::vector<Glyph> Engine::shape_piece(const Paragraph& paragraph, const Run& run, std::uint32_t start,
                                       std::uint32_t end) {
  state_->shaper.shape(paragraph.text, paragraph.language, run, start, end, state_->fonts.face(run.face),
                       state_->shaped);
  std::vector<Glyph> out;
  for (const ShapedGlyph& shaped : state_->shaped) out.push_back(shaped.glyph);
  return out;
}

void Engine::forget() {
  state_->shaper.forget();
  std::fill(state_->scratch.code_points.begin(), state_->scratch.code_points.end(), U' ');
  state_->scratch.code_points.clear();
}

}  // namespace kiosk::text
