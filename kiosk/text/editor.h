#pragma once
// What a keyboard does to a text: inserts, deletes, moves the caret. Knows the text and the caret, not the
// screen; what is seen (visual movement, hits) comes from a CaretMap of the text's current layout.
//
// Backspace takes one code point when what stands before is Arabic (a letter's marks go one by one, and
// lam-alef as two letters), a whole grapheme otherwise; Delete takes a grapheme. Input is folded: Arabic
// presentation forms, which some keyboard maps send for lam-alef, become letters; controls and bidi controls
// are dropped. The text is a citizen's: it lives in a SecretString.

#include <string_view>

#include "kiosk/base/secret_string.h"
#include "kiosk/text/caret.h"

namespace kiosk::text {

// Text as it may be typed: presentation forms unfolded, newlines unified, controls and bidi controls left
// out.
std::string fold_input(std::string_view typed);

class Editor {
 public:
  explicit Editor(std::size_t max_code_points) : max_code_points_(max_code_points) {}

  void set_text(std::string_view text);  // caret to the end
  [[nodiscard]] std::string_view text() const { return text_.view(); }
  [[nodiscard]] Caret caret() const { return caret_; }
  void set_caret(Caret caret);
  [[nodiscard]] bool is_full() const;

  // False when nothing changed: at the limit, or nothing there to delete.
  bool insert(std::string_view typed);
  bool backspace(Segmenter& segmenter);
  bool backspace_word(Segmenter& segmenter);
  bool delete_forward(Segmenter& segmenter);
  bool clear();

 private:
  void erase(std::uint32_t start, std::uint32_t end);

  base::SecretString text_;
  Caret caret_;
  std::size_t max_code_points_;
};

}  // namespace kiosk::text
