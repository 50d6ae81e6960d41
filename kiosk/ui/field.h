#pragma once
// Fields for what a citizen types: one line or several, mixed directions, with a caret that shows where the
// next letter of the active keyboard will stand.
//
//   touch        the caret goes to the nearest letter and follows the finger; held, a lens shows the place
//   touch again  near there: the word is selected, and a bubble offers what can be done with it
//   handles      at both ends of a selection: dragged, they move it
//   bubble       cut, copy, paste, select all, and the direction of the text, which is that of its first
//                letter until somebody says otherwise
//
// What was cut or copied stays in its field. The text lives in the FieldState's editor; all of it wipes
// itself. The screen reads the text when a function says that it changed.

#include "kiosk/text/editor.h"
#include "kiosk/ui/interface.h"

namespace kiosk::ui {

struct FieldState {
  explicit FieldState(std::size_t max_code_points) : editor(max_code_points) {}
  text::Editor editor;
  base::SecretString clipboard;
  std::optional<text::BaseDirection> direction;  // that somebody chose
  bool bubble = false;
  // Design units hidden before the text that is seen: above lines, left of a single one.
  float scroll = 0;
  base::BootTime blink_from{};
  // Between two directions the caret stands where a touch or an arrow took it, until something is typed or
  // the keyboard changes: then where the next letter will stand.
  bool placed = false;
  bool keyboard_was_rtl = true;
  std::optional<base::BootTime> refused_at;  // a letter had no room
  // Pixels of the layout.
  std::optional<text::Point> touched;       // where the last touch placed the caret
  std::optional<text::Point> dragged_from;  // from the finger on a handle to the end of the selection
  std::optional<float> goal_x;              // of moves up and down
  bool lens = false;                        // shown for the finger that is down

  // Another page is opened: the caret stays, what was selected does not.
  void close() {
    editor.set_caret(editor.caret());
    bubble = false;
    touched.reset();
  }
};

// What the bubble and the handles are called, in the interface's language.
struct FieldWords {
  std::string cut, copy, paste, all, direction, selection_start, selection_end;
};

struct FieldOptions {
  enum class Lines { one, many };
  Lines lines = Lines::one;
  std::string_view label = {};  // inside, above the text, for one-line fields
  std::string_view hint = {};   // shown while empty
  std::string_view icon = {};
  std::string_view end_icon = {};  // at the end of one with one line: what a touch brings
  std::string_view note = {};      // at the foot of one with several lines, where there is room
  bool focused = false;
  bool only_shown = false;  // out of the hand's reach: written into, but not touched
  bool error = false;
  bool keyboard_is_rtl = true;    // which of two caret places is the next letter's
  std::size_t counter_limit = 0;  // shows "n / limit" at the foot
  Accent accent = Accent::brick;
  const FieldWords* words = nullptr;  // none: nothing can be selected
};

// What a one-line field needs for its label and its text, which both grow.
float field_height(const Interface& ui);

// Draws it; true when it was touched (and its caret placed).
bool field(Interface& ui, std::string_view id, const Box& box, FieldState& state,
           const FieldOptions& options);
// Handles and bubble of the field that is written into, over everything that was drawn before; true when the
// text changed.
bool selection_tools(Interface& ui, std::string_view id, const Box& box, FieldState& state,
                     const FieldOptions& options);

// True when the text changed.
bool apply(Interface& ui, FieldState& state, const Edit& edit, const Box& box, const FieldOptions& options);

}  // namespace kiosk::ui
