#include "kiosk/text/itemize.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "kiosk/text/face.h"
#include "kiosk/text/numbers.h"
#include "kiosk/text/segment.h"

namespace kiosk::text {
namespace {

constexpr std::size_t kMaxOpenBrackets = 64;

Script script_of_language(std::string_view language) {
  if (language.starts_with("ar")) return kArabicScript;
  if (language.starts_with("zgh")) return kTifinaghScript;
  return kLatinScript;
}

RunKind kind_of(char32_t c, const CharacterProperties& properties) {
  if (c == '\t') return RunKind::tab;
  return properties.is(CharacterProperties::kEndsLine) ? RunKind::newline : RunKind::text;
}

}  // namespace

// What a grapheme cluster wants of a run; neighbours that want the same share one.
struct Itemizer::Item {
  BidiLevel level;
  RunKind kind;
  bool in_number;
  std::uint16_t style;
  Script script;
  bool operator==(const Item&) const = default;
};

// UAX#24 resolution of one hard line, with closing brackets following their opening ones.
void Itemizer::resolve_scripts(std::size_t first, std::size_t end) {
  struct Open {
    char32_t closing;
    Script script;
  };
  std::array<Open, kMaxOpenBrackets> open;
  std::size_t open_count = 0;
  Script current = 0;
  std::size_t leading = 0;  // characters before the first with a script
  scripts_.resize(end - first);
  for (std::size_t i = first; i < end; ++i) {
    const CharacterProperties& properties = text_->properties[i];
    if (properties.script != 0) current = properties.script;
    if (properties.is(CharacterProperties::kOpens) && open_count < open.size()) {
      open[open_count++] = {paired_bracket(text_->code_points[i]), current};
    } else if (properties.is(CharacterProperties::kCloses) && open_count > 0 &&
               open[open_count - 1].closing == text_->code_points[i]) {
      if (open[open_count - 1].script != 0) current = open[open_count - 1].script;
      --open_count;
    }
    if (current == 0) ++leading;
    scripts_[i - first] = current;
  }
  const Script start = leading < scripts_.size() ? scripts_[leading] : otherwise_;
  std::fill_n(scripts_.begin(), leading, start);
}

bool Itemizer::covers(Face& face, std::size_t first, std::size_t end) const {
  for (std::size_t i = first; i < end; ++i) {
    if (text_->properties[i].is(CharacterProperties::kIgnorable) || face.has(text_->code_points[i])) continue;
    return covers_otherwise(face, first, end);
  }
  return true;
}

// Whether the face has the cluster in its composed or its decomposed form: HarfBuzz takes what there is.
bool Itemizer::covers_otherwise(Face& face, std::size_t first, std::size_t end) const {
  const icu::UnicodeString cluster =
      icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text_->code_points.data()) + first,
                                    static_cast<std::int32_t>(end - first));
  UErrorCode code = U_ZERO_ERROR;
  for (const icu::Normalizer2* form :
       {icu::Normalizer2::getNFCInstance(code), icu::Normalizer2::getNFDInstance(code)}) {
    const icu::UnicodeString letters = form->normalize(cluster, code);
    bool all = U_SUCCESS(code);
    for (std::int32_t at = 0; all && at < letters.length(); at = letters.moveIndex32(at, 1)) {
      const UChar32 c = letters.char32At(at);
      all = u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ||
            face.has(static_cast<char32_t>(c));
    }
    if (all) return true;
  }
  return false;
}

// The first face that has every character of the cluster; for white space and format characters the one
// before them.
FaceIndex Itemizer::face_for(std::span<const FaceIndex> order, std::size_t first, std::size_t end,
                             FaceIndex before) {
  if (before != kNoFace && !fonts_->has_colour(before)) {  // an emoji font's space is as wide as an emoji
    const bool neutral =
        std::all_of(text_->properties.begin() + static_cast<std::ptrdiff_t>(first),
                    text_->properties.begin() + static_cast<std::ptrdiff_t>(end),
                    [](const CharacterProperties& one) { return one.is(CharacterProperties::kIgnorable); });
    if (neutral) return before;
  }
  for (const FaceIndex face : order) {
    if (covers(fonts_->face(face), first, end)) return face;
  }
  return kNoFace;
}

// How far text goes on like `item`, in `face`: to the start of a grapheme that wants another run, or asks
// more than a look.
std::size_t Itemizer::end_of_alike(const Item& item, Face& face, std::size_t from, std::size_t end,
                                   std::size_t line) const {
  using P = CharacterProperties;
  std::size_t boundary = from;
  for (std::size_t i = from; i < end; ++i) {
    const P& properties = text_->properties[i];
    const char32_t c = text_->code_points[i];
    if ((text_->boundaries[i] & kGraphemeBoundary) != 0) {
      boundary = i;
      if (properties.grapheme == GraphemeKind::extends) return boundary;
    }
    if (levels_[i - line] != item.level || scripts_[i - line] != item.script || numbers_[i] != 0 ||
        properties.is(P::kEndsLine) || c == '\t' || !(properties.is(P::kIgnorable) || face.has(c)))
      return boundary;
  }
  return end;
}

void Itemizer::add_runs(std::size_t first, std::size_t end) {
  Item current{};
  std::span<const FaceIndex> order;  // of the items like `current`
  bool open = false;
  for (std::size_t i = first; i < end;) {
    std::size_t next = i + 1;
    while (next < end && (text_->boundaries[next] & kGraphemeBoundary) == 0) ++next;
    const std::uint32_t offset = text_->offsets[i];
    while (span_ < input_->spans.size() && input_->spans[span_].end <= offset) ++span_;
    const bool styled = span_ < input_->spans.size() && input_->spans[span_].start <= offset;
    const Item item{levels_[i - first], kind_of(text_->code_points[i], text_->properties[i]),
                    numbers_[i] != 0, shaping_style_[styled ? span_ + 1 : 0], scripts_[i - first]};
    // A grapheme that starts with a mark is the rest of one that was too long (segment.cpp).
    const bool rest = text_->properties[i].grapheme == GraphemeKind::extends;
    const bool alike = open && item == current && item.kind == RunKind::text && !rest;
    FaceIndex face = alike ? out_->runs.back().face : kNoFace;
    if (!alike) order = fonts_->order_for(out_->styles[item.style], item.script, item.in_number);
    const FaceIndex preferred = order.front();
    // Nearly always the face that is preferred has it, and the run before is in that face.
    if (!(alike && face == preferred && covers(fonts_->face(preferred), i, next)))
      face = face_for(order, i, next, alike ? face : kNoFace);
    if (alike && out_->runs.back().face == face) {
      out_->runs.back().end = text_->offsets[next];
    } else {
      Run run{};
      run.start = offset;
      run.end = text_->offsets[next];
      run.kind = item.kind;
      run.level = item.level;
      run.face = face;
      run.script = item.in_number ? kLatinScript : item.script;
      run.style = item.style;
      run.size_px = fonts_->size_of(face, out_->styles[item.style]);
      run.spaced = out_->styles[item.style].letter_spacing_px != 0 && !is_cursive(item.script);
      out_->runs.push_back(run);
    }
    current = item;
    open = true;
    i = next;
    // Most text goes on like this.
    if (item.kind == RunKind::text && !item.in_number && face == preferred && input_->spans.empty()) {
      i = end_of_alike(item, fonts_->face(face), i, end, first);
      out_->runs.back().end = text_->offsets[i];
    }
  }
}

// Code points [first, last) are one hard line; [last, end) its newline.
void Itemizer::hard_line(std::size_t first, std::size_t last, std::size_t end) {
  classes_.clear();
  for (std::size_t i = first; i < end; ++i) classes_.push_back(text_->properties[i].bidi);
  const std::span<const char32_t> points =
      std::span<const char32_t>(text_->code_points).subspan(first, end - first);
  const BidiLevel base =
      resolve_levels(points, classes_, input_->direction, otherwise_ == kArabicScript, bidi_, levels_);
  out_->hard_lines.push_back({text_->offsets[first], text_->offsets[last], base});
  resolve_scripts(first, end);
  add_runs(first, end);
}

void Itemizer::itemize(const ParagraphInput& input, DecodedText& text, FontSet& fonts, ParagraphParts& out) {
  input_ = &input;
  text_ = &text;
  fonts_ = &fonts;
  out_ = &out;
  otherwise_ = script_of_language(input.language);
  span_ = 0;
  out.hard_lines.clear();
  out.runs.clear();
  out.styles.assign(1, input.style);
  for (const StyleSpan& span : input.spans) out.styles.push_back(span.style);
  shaping_style_.clear();
  for (const Style& style : out.styles) {
    const auto same = std::find(out.styles.begin(), out.styles.end(), style);
    shaping_style_.push_back(static_cast<std::uint16_t>(same - out.styles.begin()));
  }
  keep_numbers_whole(text, numbers_);
  std::size_t first = 0;
  while (true) {
    std::size_t last = first;
    while (last < text.size() && text.code_points[last] != '\n' && text.code_points[last] != 0x2029) ++last;
    const std::size_t end = std::min(last + 1, text.size());
    hard_line(first, last, end);
    if (last == text.size()) return;
    first = end;
  }
}

void split_runs(const ParagraphInput& input, ParagraphParts& parts) {
  std::size_t span = 0;
  const auto style_at = [&](std::uint32_t offset) {
    while (span < input.spans.size() && input.spans[span].end <= offset) ++span;
    const bool inside = span < input.spans.size() && input.spans[span].start <= offset;
    return static_cast<std::uint16_t>(inside ? span + 1 : 0);
  };
  std::vector<Run> runs;
  for (const Run& run : parts.runs) {
    for (std::uint32_t i = 0; i < run.cluster_count; ++i) {
      const Cluster& cluster = parts.clusters[run.first_cluster + i];
      const std::uint16_t style = style_at(cluster.start);
      if (i > 0 && runs.back().style == style) {
        ++runs.back().cluster_count;
        runs.back().glyph_count += cluster.glyph_count;
        continue;
      }
      if (i > 0) runs.back().end = cluster.start;
      Run part = run;
      part.start = cluster.start;
      part.style = style;
      part.first_cluster = run.first_cluster + i;
      part.cluster_count = 1;
      part.glyph_count = cluster.glyph_count;
      runs.push_back(part);
    }
    if (run.cluster_count > 0) runs.back().end = run.end;
  }
  // Glyphs run from the left, clusters from the start of the text.
  for (Run& run : runs) {
    const std::uint32_t left =
        is_rtl(run.level) ? run.first_cluster + run.cluster_count - 1 : run.first_cluster;
    run.first_glyph = parts.clusters[left].first_glyph;
  }
  parts.runs = std::move(runs);
}

}  // namespace kiosk::text
