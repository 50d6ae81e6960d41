#include "kiosk/text/editor.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "kiosk/base/utf8.h"

namespace kiosk::text {
namespace {

bool is_presentation_form(char32_t c) { return c >= 0xFB50 && c <= 0xFEFC && c != 0xFD3E && c != 0xFD3F; }

bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

void append_unfolded(std::string& out, char32_t c) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(code);
  icu::UnicodeString letters;
  if (U_SUCCESS(code) && nfkc->getRawDecomposition(static_cast<UChar32>(c), letters)) {
    std::string utf8;
    letters.toUTF8String(utf8);
    out += utf8;
  } else {
    base::append_utf8(out, c);
  }
}

bool deletes_by_code_point(char32_t c) {
  UErrorCode code = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &code);
  return script == USCRIPT_ARABIC || script == USCRIPT_TIFINAGH || script == USCRIPT_INHERITED;
}

}  // namespace

std::string fold_input(std::string_view typed) {
  std::string out;
  for (std::size_t at = 0; at < typed.size();) {
    const base::Decoded decoded = base::decode_utf8(typed, at);
    at += decoded.size_bytes;
    const char32_t c = decoded.code_point;
    if (c == '\n') {
      out.push_back('\n');
    } else if (c == '\t') {
      out.push_back(' ');
    } else if (is_presentation_form(c)) {
      append_unfolded(out, c);
    } else if (decoded.valid && !u_iscntrl(static_cast<UChar32>(c)) && !is_bidi_control(c)) {
      base::append_utf8(out, c);
    }
  }
  return out;
}

void Editor::set_text(std::string_view text) {
  text_ = text;
  caret_ = {static_cast<std::uint32_t>(text.size()), Lean::before};
}

void Editor::set_caret(Caret caret) {
  caret_ = {std::min(caret.offset, static_cast<std::uint32_t>(text_.size())), caret.lean};
}

bool Editor::is_full() const { return base::count_code_points(text_.view()) >= max_code_points_; }

bool Editor::insert(std::string_view typed) {
  std::string folded = fold_input(typed);
  const std::size_t wanted = base::count_code_points(text_.view()) + base::count_code_points(folded);
  if (folded.empty() || wanted > max_code_points_) return false;
  base::SecretString next(text_.view().substr(0, caret_.offset));
  next.append(folded);
  next.append(text_.view().substr(caret_.offset));
  caret_ = {caret_.offset + static_cast<std::uint32_t>(folded.size()), Lean::before};
  text_ = std::move(next);
  explicit_bzero(folded.data(), folded.size());
  return true;
}

void Editor::erase(std::uint32_t start, std::uint32_t end) {
  base::SecretString next(text_.view().substr(0, start));
  next.append(text_.view().substr(end));
  text_ = std::move(next);
  caret_ = {start, Lean::before};
}

bool Editor::backspace(Segmenter& segmenter) {
  if (caret_.offset == 0) return false;
  auto start = static_cast<std::uint32_t>(base::code_point_before(text_.view(), caret_.offset));
  const char32_t last = base::decode_utf8(text_.view(), start).code_point;
  if (!deletes_by_code_point(last)) {
    const std::vector<std::uint32_t> stops = segmenter.graphemes(text_.view());
    start = *(std::lower_bound(stops.begin(), stops.end(), caret_.offset) - 1);
  }
  erase(start, caret_.offset);
  return true;
}

bool Editor::backspace_word(Segmenter& segmenter) {
  if (caret_.offset == 0) return false;
  const std::vector<std::uint32_t> stops = segmenter.words(text_.view());
  auto stop = std::lower_bound(stops.begin(), stops.end(), caret_.offset) - 1;
  while (stop != stops.begin() && text_.view()[*stop] == ' ') --stop;
  erase(*stop, caret_.offset);
  return true;
}

bool Editor::delete_forward(Segmenter& segmenter) {
  if (caret_.offset >= text_.size()) return false;
  const std::vector<std::uint32_t> stops = segmenter.graphemes(text_.view());
  const std::uint32_t offset = caret_.offset;
  erase(offset, *std::upper_bound(stops.begin(), stops.end(), offset));
  caret_.lean = Lean::after;
  return true;
}

bool Editor::clear() {
  if (text_.empty()) return false;
  text_.wipe();
  caret_ = {};
  return true;
}

}  // namespace kiosk::text
