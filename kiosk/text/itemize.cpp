#include "kiosk/text/itemize.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <string_view>

namespace kiosk::text {
namespace {

constexpr std::size_t kMaxOpenBrackets = 64;

// What a code point wants of a run; equal neighbours share one.
struct Item {
  BidiLevel level;
  Script script;
  std::uint16_t style;
  FaceIndex face;
  RunKind kind;
  bool in_number;
  bool operator==(const Item&) const = default;
};

Script to_script(UScriptCode code) {
  const char* name = uscript_getShortName(code);
  const char letters[5] = {name[0], name[1], name[2], name[3], '\0'};
  return script_tag(letters);
}

UScriptCode script_of(char32_t c) {
  UErrorCode code = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &code);
}

bool is_real(UScriptCode script) {
  return script != USCRIPT_COMMON && script != USCRIPT_INHERITED && script != USCRIPT_INVALID_CODE;
}

UScriptCode script_of_language(std::string_view language) {
  if (language.starts_with("ar")) return USCRIPT_ARABIC;
  if (language.starts_with("zgh")) return USCRIPT_TIFINAGH;
  return USCRIPT_LATIN;
}

// UAX#24 resolution of one hard line, with closing brackets following their opening ones.
std::vector<UScriptCode> resolve_scripts(std::u32string_view text, UScriptCode otherwise) {
  std::vector<UScriptCode> scripts(text.size());
  struct Open {
    char32_t closing;
    UScriptCode script;
  };
  std::vector<Open> open;
  UScriptCode current = USCRIPT_COMMON;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const UScriptCode own = script_of(text[i]);
    if (is_real(own)) current = own;
    scripts[i] = current;
    const auto point = static_cast<UChar32>(text[i]);
    const int bracket = u_getIntPropertyValue(point, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
    if (bracket == U_BPT_OPEN && open.size() < kMaxOpenBrackets) {
      open.push_back({static_cast<char32_t>(u_getBidiPairedBracket(point)), current});
    } else if (bracket == U_BPT_CLOSE && !open.empty() && open.back().closing == text[i]) {
      current = scripts[i] = open.back().script;
      open.pop_back();
    }
  }
  const auto first = std::find_if(scripts.begin(), scripts.end(), is_real);
  std::fill(scripts.begin(), first, first == scripts.end() ? otherwise : *first);
  for (UScriptCode& script : scripts) script = is_real(script) ? script : otherwise;
  return scripts;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// Joins digits into one number: separators, dashes and no-break spaces between two digits.
bool joins_digits(char32_t c) {
  return std::u32string_view(U".,:/-\u2013\u2212\u00A0\u202F").find(c) != std::u32string_view::npos;
}

std::vector<bool> find_numbers(std::u32string_view text) {
  std::vector<bool> in_number(text.size(), false);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit_before = i > 0 && is_digit(text[i - 1]);
    const bool digit_after = i + 1 < text.size() && is_digit(text[i + 1]);
    in_number[i] = is_digit(text[i]) || (joins_digits(text[i]) && digit_before && digit_after) ||
                   (text[i] == '%' && digit_before) || (text[i] == '+' && digit_after);
  }
  return in_number;
}

RunKind kind_of(char32_t c) {
  if (c == '\t') return RunKind::tab;
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029 ? RunKind::newline : RunKind::text;
}

bool keeps_face(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  return u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || u_isUWhiteSpace(point);
}

class Itemizer {
 public:
  Itemizer(const ParagraphInput& input, const TextScratch& scratch, FontSet& fonts, Paragraph& paragraph)
      : input_(input), scratch_(scratch), fonts_(fonts), paragraph_(paragraph) {}

  // Code points [first, last) are one hard line; [last, newline_end) its newline.
  void hard_line(std::size_t first, std::size_t last, std::size_t newline_end);

 private:
  std::uint16_t style_at(std::uint32_t offset);
  void choose_faces(std::size_t first, std::vector<Item>& items, std::u32string_view text);
  void add_runs(std::size_t first, const std::vector<Item>& items);

  const ParagraphInput& input_;
  const TextScratch& scratch_;
  FontSet& fonts_;
  Paragraph& paragraph_;
  std::size_t span_ = 0;
  std::size_t grapheme_ = 0;
};

std::uint16_t Itemizer::style_at(std::uint32_t offset) {
  while (span_ < input_.spans.size() && input_.spans[span_].end <= offset) ++span_;
  const bool inside = span_ < input_.spans.size() && input_.spans[span_].start <= offset;
  return static_cast<std::uint16_t>(inside ? span_ + 1 : 0);
}

void Itemizer::choose_faces(std::size_t first, std::vector<Item>& items, std::u32string_view text) {
  FaceIndex previous = kNoFace;
  for (std::size_t i = 0; i < items.size();) {
    // The grapheme cluster that starts here.
    const std::uint32_t offset = scratch_.offsets[first + i];
    while (paragraph_.graphemes[grapheme_] <= offset) ++grapheme_;
    std::size_t end = i + 1;
    while (end < items.size() && scratch_.offsets[first + end] < paragraph_.graphemes[grapheme_]) ++end;
    const std::u32string_view cluster = text.substr(i, end - i);
    const Style& style = paragraph_.styles[items[i].style];
    const bool neutral = std::all_of(cluster.begin(), cluster.end(), keeps_face);
    const bool like_previous = i > 0 && items[i - 1].style == items[i].style &&
                               items[i - 1].script == items[i].script &&
                               items[i - 1].in_number == items[i].in_number;
    FaceIndex face = neutral && like_previous ? previous : kNoFace;
    if (face == kNoFace) face = fonts_.face_for(style, items[i].script, items[i].in_number, cluster);
    for (std::size_t k = i; k < end; ++k) {
      items[k].face = face;
      items[k].style = items[i].style;
      items[k].script = items[i].script;
      items[k].level = items[i].level;
      items[k].in_number = items[i].in_number;
    }
    previous = face;
    i = end;
  }
}

void Itemizer::add_runs(std::size_t first, const std::vector<Item>& items) {
  for (std::size_t i = 0; i < items.size();) {
    std::size_t end = i + 1;
    while (end < items.size() && items[end] == items[i] && items[i].kind == RunKind::text) ++end;
    const Item& item = items[i];
    Run run{};
    run.start = scratch_.offsets[first + i];
    run.end = scratch_.offsets[first + end];
    run.kind = item.kind;
    run.level = item.level;
    run.face = item.face;
    run.script = item.in_number ? kLatinScript : item.script;
    run.style = item.style;
    run.size_px = fonts_.size_of(item.face, paragraph_.styles[item.style]);
    paragraph_.runs.push_back(run);
    i = end;
  }
}

void Itemizer::hard_line(std::size_t first, std::size_t last, std::size_t newline_end) {
  const std::u32string_view text =
      std::u32string_view(scratch_.code_points).substr(first, newline_end - first);
  const UScriptCode otherwise = script_of_language(input_.language);
  const BidiResult bidi = resolve_levels(text, input_.direction, otherwise == USCRIPT_ARABIC);
  paragraph_.hard_lines.push_back({scratch_.offsets[first], scratch_.offsets[last], bidi.base_level});
  const std::vector<UScriptCode> scripts = resolve_scripts(text, otherwise);
  const std::vector<bool> numbers = find_numbers(text);
  std::vector<Item> items(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    items[i] = {bidi.levels[i], to_script(scripts[i]), style_at(scratch_.offsets[first + i]),
                kNoFace,        kind_of(text[i]),      numbers[i]};
  }
  choose_faces(first, items, text);
  add_runs(first, items);
}

}  // namespace

void itemize(const ParagraphInput& input, const TextScratch& scratch, FontSet& fonts, Paragraph& paragraph) {
  paragraph.styles = {input.style};
  for (const StyleSpan& span : input.spans) paragraph.styles.push_back(span.style);
  Itemizer itemizer(input, scratch, fonts, paragraph);
  const std::u32string& text = scratch.code_points;
  std::size_t first = 0;
  while (true) {
    std::size_t last = first;
    while (last < text.size() && text[last] != '\n' && text[last] != 0x2029) ++last;
    const std::size_t newline_end = std::min(last + 1, text.size());
    itemizer.hard_line(first, last, newline_end);
    if (last == text.size()) return;
    first = newline_end;
  }
}

}  // namespace kiosk::text
