#pragma once
// Fields for what a citizen types: one line or several, mixed directions, with a caret that shows where the
// next letter of the active keyboard will stand. A touch places the caret at the nearest letter.
//
// The text lives in the FieldState's editor (which wipes itself); the screen reads it when `changed` says so.

#include "kiosk/text/editor.h"
#include "kiosk/ui/interface.h"

namespace kiosk::ui {

struct FieldState {
  explicit FieldState(std::size_t max_code_points) : editor(max_code_points) {}
  text::Editor editor;
  float scroll = 0;  // design units hidden above
  base::BootTime blink_from{};
};

struct FieldOptions {
  enum class Lines { one, many };
  Lines lines = Lines::one;
  std::string_view label = {};  // inside, above the text, for one-line fields
  std::string_view hint = {};   // shown while empty
  std::string_view icon = {};
  bool focused = false;
  bool error = false;
  bool keyboard_is_rtl = true;    // which of two caret places is the next letter's
  std::size_t counter_limit = 0;  // shows "n / limit" at the foot
  Accent accent = Accent::brick;
};

// What a one-line field needs for its label and its text, which both grow.
float field_height(const Interface& ui);

// Draws it; true when it was touched (and its caret placed).
bool field(Interface& ui, std::string_view id, const Box& box, FieldState& state,
           const FieldOptions& options);

// What a keyboard asks of a field.
enum class EditKind { insert, backspace, backspace_word, move_left, move_right, clear };
struct Edit {
  EditKind kind;
  std::string text;
};
// True when the text changed.
bool apply(Interface& ui, FieldState& state, const Edit& edit, const Box& box, const FieldOptions& options);

}  // namespace kiosk::ui
