#pragma once
// What a keyboard does to a text: inserts, deletes, selects, moves the caret, undoes. Knows the text, the
// caret and the selection, not the screen; what is seen (visual movement, hits) comes from a CaretMap of the
// text's current layout.
//
// Backspace takes one code point when what stands before is Arabic (a letter's marks go one by one, and
// lam-alef as two letters), a whole grapheme otherwise; Delete takes a grapheme. What is selected goes with
// either, and gives way to what is typed. Undo goes back a word, or a deletion, at a time. Input is folded:
// Arabic presentation forms, which some keyboard maps send for lam-alef, become letters; controls and bidi
// controls are dropped, joiners kept. The text is a citizen's: it, and what undo keeps of it, live in
// SecretStrings.

#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/base/secret_string.h"
#include "kiosk/text/caret.h"

namespace kiosk::text {

// Text as it may be typed: presentation forms unfolded, newlines unified, controls and bidi controls left
// out.
std::string fold_input(std::string_view typed);

class Editor {
 public:
  static constexpr std::size_t kMostUndos = 100;

  explicit Editor(std::size_t max_code_points) : max_code_points_(max_code_points) {}

  void set_text(std::string_view text);  // caret to the end; nothing to undo
  [[nodiscard]] std::string_view text() const { return text_.view(); }
  [[nodiscard]] Caret caret() const { return caret_; }
  [[nodiscard]] TextRange selection() const;  // empty: none
  [[nodiscard]] std::string_view selected() const;
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] bool can_undo() const { return !history_.empty(); }

  void set_caret(Caret caret);  // selects nothing
  void extend_to(Caret caret);  // selects from where the caret was, or the selection began
  void select(TextRange range);
  // The word that the offset is in, or at the end of; false if there is none.
  bool select_word(Segmenter& segmenter, std::uint32_t offset);

  // False when nothing changed: at the limit, or nothing there to delete or to undo.
  bool insert(std::string_view typed);
  bool backspace(Segmenter& segmenter);
  bool backspace_word(Segmenter& segmenter);
  bool delete_forward(Segmenter& segmenter);
  // [start, end) by other text, as one step of undo.
  bool replace(TextRange range, std::string_view typed);
  bool clear();
  bool undo();

 private:
  enum class Change { none, typing, deleting, other };
  struct Snapshot {
    base::SecretString text;
    Caret caret;
  };
  void erase(std::uint32_t start, std::uint32_t end, Change change);
  bool put_if_it_fits(TextRange range, std::string folded);
  void put(TextRange range, std::string_view folded);
  bool erase_selection();
  // Before a change: keeps the text as it is, unless the change goes on with the one before.
  void remember(Change change, bool begins_step);
  [[nodiscard]] bool starts_word() const;

  base::SecretString text_;
  Caret caret_;
  std::optional<std::uint32_t> anchor_;  // the selection's other end
  std::size_t max_code_points_;
  std::vector<Snapshot> history_;
  Change last_ = Change::none;
};

}  // namespace kiosk::text
