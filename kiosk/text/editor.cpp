#include "kiosk/text/editor.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "kiosk/base/overwrite.h"
#include "kiosk/base/utf8.h"

namespace kiosk::text {
namespace {

bool is_presentation_form(char32_t c) { return c >= 0xFB50 && c <= 0xFEFC && c != 0xFD3E && c != 0xFD3F; }

// Letters stay apart or join by them, and emoji become one.
bool is_joiner(char32_t c) { return c == 0x200C || c == 0x200D; }

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
    } else if (decoded.valid && (is_joiner(c) || u_iscntrl(static_cast<UChar32>(c)) == 0) &&
               !is_bidi_control(c)) {
      base::append_utf8(out, c);
    }
  }
  return out;
}

namespace {

bool is_white(char c) { return c == ' ' || c == '\n'; }

}  // namespace

void Editor::set_text(std::string_view text) {
  text_ = text;
  set_caret({static_cast<std::uint32_t>(text.size()), Lean::before});
  history_.clear();
}

void Editor::set_caret(Caret caret) {
  caret_ = {std::min(caret.offset, static_cast<std::uint32_t>(text_.size())), caret.lean};
  anchor_.reset();
  last_ = Change::none;
}

void Editor::extend_to(Caret caret) {
  const std::uint32_t from = anchor_.value_or(caret_.offset);
  set_caret(caret);
  if (from != caret_.offset) anchor_ = from;
}

void Editor::select(TextRange range) {
  set_caret({range.start, Lean::after});
  extend_to({range.end, Lean::before});
}

bool Editor::select_word(Segmenter& segmenter, std::uint32_t offset) {
  const std::optional<TextRange> word = segmenter.word_at(text(), offset);
  if (word) select(*word);
  return word.has_value();
}

TextRange Editor::selection() const {
  if (!anchor_) return {caret_.offset, caret_.offset};
  return {std::min(*anchor_, caret_.offset), std::max(*anchor_, caret_.offset)};
}

std::string_view Editor::selected() const {
  const TextRange range = selection();
  return text().substr(range.start, range.end - range.start);
}

bool Editor::is_full() const { return base::count_code_points(text_.view()) >= max_code_points_; }

bool Editor::starts_word() const { return caret_.offset == 0 || is_white(text()[caret_.offset - 1]); }

void Editor::remember(Change change, bool begins_step) {
  const bool goes_on = change == last_ && change != Change::other && !begins_step;
  last_ = change;
  if (goes_on) return;
  if (history_.size() == kMostUndos) history_.erase(history_.begin());
  history_.push_back({text_, caret_});
}

bool Editor::undo() {
  if (history_.empty()) return false;
  text_ = std::move(history_.back().text);
  const Caret caret = history_.back().caret;
  history_.pop_back();
  set_caret(caret);
  return true;
}

void Editor::put(TextRange range, std::string_view folded) {
  base::SecretString next(text().substr(0, range.start));
  next.append(folded);
  next.append(text().substr(range.end));
  text_ = std::move(next);
  caret_ = {range.start + static_cast<std::uint32_t>(folded.size()), Lean::before};
  anchor_.reset();
}

bool Editor::replace(TextRange range, std::string_view typed) {
  return put_if_it_fits(range, fold_input(typed));
}

bool Editor::put_if_it_fits(TextRange range, std::string folded) {
  const std::size_t kept = base::count_code_points(text()) -
                           base::count_code_points(text().substr(range.start, range.end - range.start));
  const std::size_t added = base::count_code_points(folded);
  const bool fits = kept + added <= max_code_points_ && !(folded.empty() && range.empty());
  if (fits) {
    const bool is_key = range.empty() && added <= 2;  // lam-alef has a key
    const bool word_begins = starts_word() && !folded.empty() && !is_white(folded.front());
    remember(is_key ? Change::typing : Change::other, word_begins);
    put(range, folded);
  }
  base::overwrite(folded);
  return fits;
}

bool Editor::insert(std::string_view typed) {
  std::string folded = fold_input(typed);
  return !folded.empty() && put_if_it_fits(selection(), std::move(folded));
}

void Editor::erase(std::uint32_t start, std::uint32_t end, Change change) {
  remember(change, false);
  put({start, end}, {});
}

bool Editor::erase_selection() {
  const TextRange range = selection();
  if (range.empty()) return false;
  erase(range.start, range.end, Change::other);
  return true;
}

bool Editor::backspace(Segmenter& segmenter) {
  if (erase_selection()) return true;
  if (caret_.offset == 0) return false;
  auto start = static_cast<std::uint32_t>(base::code_point_before(text_.view(), caret_.offset));
  const char32_t last = base::decode_utf8(text_.view(), start).code_point;
  if (!deletes_by_code_point(last)) {
    const std::vector<std::uint32_t> stops = segmenter.graphemes(text_.view());
    start = *(std::lower_bound(stops.begin(), stops.end(), caret_.offset) - 1);
  }
  erase(start, caret_.offset, Change::deleting);
  return true;
}

bool Editor::backspace_word(Segmenter& segmenter) {
  if (erase_selection()) return true;
  if (caret_.offset == 0) return false;
  const std::vector<std::uint32_t> stops = segmenter.words(text_.view());
  auto stop = std::lower_bound(stops.begin(), stops.end(), caret_.offset) - 1;
  while (stop != stops.begin() && text_.view()[*stop] == ' ') --stop;
  erase(*stop, caret_.offset, Change::deleting);
  return true;
}

bool Editor::delete_forward(Segmenter& segmenter) {
  if (erase_selection()) return true;
  if (caret_.offset >= text_.size()) return false;
  const std::vector<std::uint32_t> stops = segmenter.graphemes(text_.view());
  const std::uint32_t offset = caret_.offset;
  erase(offset, *std::upper_bound(stops.begin(), stops.end(), offset), Change::deleting);
  caret_.lean = Lean::after;
  return true;
}

bool Editor::clear() {
  if (text_.empty()) return false;
  erase(0, static_cast<std::uint32_t>(text_.size()), Change::other);
  return true;
}

}  // namespace kiosk::text
