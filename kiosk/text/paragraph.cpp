#include "kiosk/text/paragraph.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/base/overwrite.h"
#include "kiosk/base/utf8.h"
#include "kiosk/text/engine.h"

namespace kiosk::text {
namespace {

constexpr float kTabEms = 2;     // advance of a tab, in em of its run
constexpr float kBoxEms = 0.6F;  // advance of the box drawn for what no face has
constexpr std::string_view kEllipsis = "\u2026";

// Groups the glyphs of one run, which stand in visual order, into clusters in logical order.
void add_clusters(const Shaped& shaped, ParagraphParts& parts, Run& run) {
  run.first_glyph = static_cast<std::uint32_t>(parts.glyphs.size());
  run.glyph_count = static_cast<std::uint32_t>(shaped.infos.size());
  run.first_cluster = static_cast<std::uint32_t>(parts.clusters.size());
  parts.glyphs.resize(parts.glyphs.size() + run.glyph_count);
  Glyph* glyphs = parts.glyphs.data() + run.first_glyph;
  for (std::uint32_t i = 0; i < run.glyph_count;) {
    const std::uint32_t start = shaped.infos[i].cluster;
    Cluster cluster{start, run.first_glyph + i, 0, 0, 0};
    for (; i < run.glyph_count && shaped.infos[i].cluster == start; ++i) {
      glyphs[i] = to_glyph(shaped.infos[i], shaped.positions[i]);
      cluster.advance += glyphs[i].advance;
      if ((shaped.infos[i].mask & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0)
        cluster.flags |= Cluster::kUnsafeToBreak;
      ++cluster.glyph_count;
    }
    parts.clusters.push_back(cluster);
  }
  run.cluster_count = static_cast<std::uint32_t>(parts.clusters.size()) - run.first_cluster;
  if (is_rtl(run.level)) std::reverse(parts.clusters.begin() + run.first_cluster, parts.clusters.end());
}

// Tabs, newlines and characters no face has: one glyph of id 0 a character.
void add_placeholders(std::string_view text, ParagraphParts& parts, Run& run) {
  run.first_glyph = static_cast<std::uint32_t>(parts.glyphs.size());
  run.first_cluster = static_cast<std::uint32_t>(parts.clusters.size());
  float advance = 0;
  if (run.kind == RunKind::tab) advance = kTabEms * run.size_px;
  if (run.kind == RunKind::text) advance = kBoxEms * run.size_px;
  for (std::uint32_t at = run.start; at < run.end; at += base::decode_utf8(text, at).size_bytes) {
    parts.clusters.push_back({at, 0, advance, 1, 0});
    parts.glyphs.push_back({0, at, advance, 0, 0});
  }
  run.glyph_count = static_cast<std::uint32_t>(parts.glyphs.size()) - run.first_glyph;
  run.cluster_count = run.glyph_count;
  if (is_rtl(run.level)) std::reverse(parts.glyphs.begin() + run.first_glyph, parts.glyphs.end());
  for (std::uint32_t i = 0; i < run.cluster_count; ++i) {
    const std::uint32_t from_left = is_rtl(run.level) ? run.cluster_count - 1 - i : i;
    parts.clusters[run.first_cluster + i].first_glyph = run.first_glyph + from_left;
  }
}

// What stands at each cluster's end, and the grapheme boundaries. Clusters and code points both ascend.
void mark_clusters(const DecodedText& text, ParagraphParts& parts) {
  parts.graphemes.clear();
  std::size_t point = 0;
  for (std::size_t i = 0; i < parts.clusters.size(); ++i) {
    Cluster& cluster = parts.clusters[i];
    const std::uint32_t end = i + 1 < parts.clusters.size() ? parts.clusters[i + 1].start
                                                            : static_cast<std::uint32_t>(text.bytes.size());
    const CharacterProperties& first = text.properties[point];
    std::uint8_t flags = cluster.flags;
    if (first.is(CharacterProperties::kSpace)) flags |= Cluster::kSpace;
    if (first.is(CharacterProperties::kResetAtLineEnd)) flags |= Cluster::kResetAtLineEnd;
    for (; text.offsets[point] < end; ++point) {
      if ((text.boundaries[point] & kGraphemeBoundary) != 0) parts.graphemes.push_back(text.offsets[point]);
    }
    const std::uint8_t boundary = text.boundaries[point];
    if ((boundary & kGraphemeBoundary) != 0) flags |= Cluster::kGraphemeEnd;
    if ((boundary & kLineMayEnd) != 0) flags |= Cluster::kLineMayEnd;
    if ((boundary & kLineMustEnd) != 0) flags |= Cluster::kLineMustEnd;
    cluster.flags = flags;
  }
  parts.graphemes.push_back(static_cast<std::uint32_t>(text.bytes.size()));
  if (parts.graphemes.front() != 0) parts.graphemes.insert(parts.graphemes.begin(), 0);
}

// Adds the style's letter-spacing after each grapheme of runs that take it: to the glyph that ends it.
void space_letters(ParagraphParts& parts) {
  for (const Run& run : parts.runs) {
    if (!run.spaced) continue;
    const float spacing = parts.styles[run.style].letter_spacing_px;
    for (std::uint32_t i = 0; i < run.cluster_count; ++i) {
      Cluster& cluster = parts.clusters[run.first_cluster + i];
      if (!cluster.is(Cluster::kGraphemeEnd) || cluster.glyph_count == 0) continue;
      cluster.advance += spacing;
      parts.glyphs[cluster.first_glyph + cluster.glyph_count - 1U].advance += spacing;
    }
  }
}

Paragraph pack(std::string_view text, std::string_view language, const ParagraphParts& parts) {
  Paragraph out;
  out.language = language;
  out.memory = ArrayBlock(parts.clusters, parts.glyphs, parts.graphemes, parts.runs, parts.hard_lines,
                          parts.styles, text);
  out.clusters = out.memory.add(parts.clusters);
  out.glyphs = out.memory.add(parts.glyphs);
  out.graphemes = out.memory.add(parts.graphemes);
  out.runs = out.memory.add(parts.runs);
  out.hard_lines = out.memory.add(parts.hard_lines);
  out.styles = out.memory.add(parts.styles);
  const std::span<const char> kept = out.memory.add(text);
  out.text = {kept.data(), kept.size()};
  return out;
}

}  // namespace

Engine::Engine(FontSet fonts) : state_(std::make_unique<State>(std::move(fonts))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

FontSet& Engine::fonts() { return state_->fonts; }
Segmenter& Engine::segmenter() { return state_->segmenter; }

Paragraph Engine::shape_paragraph(const ParagraphInput& input) {
  State& state = *state_;
  ParagraphParts& parts = state.parts;
  DecodedText& text = state.segmenter.analyse(input.text);
  state.itemizer.itemize(input, text, state.fonts, parts);
  parts.glyphs.clear();
  parts.clusters.clear();
  bool any_spaced = false;
  for (Run& run : parts.runs) {
    any_spaced |= run.spaced;
    if (run.kind == RunKind::text && run.face != kNoFace) {
      Face& face = state.fonts.face(run.face);
      add_clusters(input.is_being_written
                       ? state.shaper.shape_again(text.bytes, input.language, run, face)
                       : state.shaper.shape(text.bytes, input.language, run, run.start, run.end, face),
                   parts, run);
    } else {
      if (run.kind == RunKind::text) KIOSK_LOG(warning, "text.no-face", {"script", script_code(run.script)});
      add_placeholders(text.bytes, parts, run);
    }
  }
  mark_clusters(text, parts);
  if (!input.spans.empty()) split_runs(input, parts);
  if (any_spaced) space_letters(parts);
  Paragraph out = pack(text.bytes, input.language, parts);
  if (input.text.size() > State::kLargeText) state.release_scratch();
  return out;
}

void Engine::shape_piece(const Paragraph& paragraph, const Run& run, std::uint32_t start, std::uint32_t end,
                         std::vector<Glyph>& out) {
  const Shaped shaped =
      state_->shaper.shape(paragraph.text, paragraph.language, run, start, end, state_->fonts.face(run.face));
  const float spacing = run.spaced ? paragraph.styles[run.style].letter_spacing_px : 0;
  for (std::size_t i = 0; i < shaped.infos.size(); ++i) {
    Glyph glyph = to_glyph(shaped.infos[i], shaped.positions[i]);
    const bool ends = i + 1 == shaped.infos.size() || shaped.infos[i + 1].cluster != glyph.cluster;
    if (ends) glyph.advance += spacing;
    out.push_back(glyph);
  }
}

const Paragraph& Engine::ellipsis(const Style& style, std::string_view language) {
  for (const State::KeptEllipsis& kept : state_->ellipses) {
    if (kept.style == style && kept.language == language) return kept.paragraph;
  }
  ParagraphInput input;
  input.text = kEllipsis;
  input.language = language;
  input.style = style;
  constexpr std::size_t kMostKept = 64;  // styles of one program; more would be somebody's animation
  if (state_->ellipses.size() == kMostKept) state_->ellipses.clear();
  Paragraph shaped = shape_paragraph(input);
  state_->ellipses.push_back({style, std::string(language), std::move(shaped)});
  return state_->ellipses.back().paragraph;
}

void Engine::forget() {
  state_->shaper.forget();
  state_->segmenter.forget();
  base::overwrite(state_->parts.glyphs);  // glyphs tell the text
  base::overwrite(state_->layout.glyphs);
}

}  // namespace kiosk::text
