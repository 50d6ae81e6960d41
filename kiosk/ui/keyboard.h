#pragma once
// The on-screen keyboards of the design, section 10: Arabic as used in Morocco, French AZERTY, Tifinagh
// (IRCAM), and the numeric keypad. Everything can be typed by plain taps: one key walks through trays in the
// place of the digits, with the letters that have no key of their own (hamza on alef, Moroccan letters,
// accents), the vowel marks, and the signs. A long press offers the same letters in a bubble over the key.
// Nothing typed is kept here.
//
// In French a capital is offered where a sentence begins. Two spaces after a word become a full stop and a
// space; a backspace right after that makes them two spaces again.

#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard_layout.h"

namespace kiosk::ui {

enum class Shift { off, once, locked };

struct KeyboardState {
  KeyboardLayout layout = KeyboardLayout::arabic;
  Shift shift = Shift::off;
  std::size_t tray = 0;  // 0: digits
  // The key whose bubble is open, or whose long press has opened a tray; where the finger was then, in
  // pixels; whether it has slid since.
  std::string held;
  float held_x = 0;
  bool slid = false;
  std::optional<std::size_t> capital_offered;  // at this length of the text before the caret
  bool shift_offered = false;                  // the capital is the keyboard's offer, not somebody's wish
  bool space_before = false;                   // the last tap was a space: another one makes a full stop
  bool stop_made = false;                      // and it did
};

inline KeyboardState keyboard_with(KeyboardLayout layout) {
  KeyboardState state;
  state.layout = layout;
  return state;
}
KeyboardLayout layout_for(base::Language language);
constexpr bool is_right_to_left(KeyboardLayout layout) { return layout == KeyboardLayout::arabic; }

struct KeyboardWords {  // the function keys' labels in the interface's language
  std::string space, done;
};

struct KeyboardAction {
  std::optional<Edit> edit;
  bool done = false;  // the enter key of a one-line field
};

// Draws the keyboard in `box` and answers what was typed after the text `before` the caret. Enter makes a new
// line where `many_lines`.
KeyboardAction keyboard(Interface& ui, const Box& box, KeyboardState& state, const KeyboardWords& words,
                        std::string_view before, bool many_lines);

// The ids to tap, in order, on the way to a code point from this state. Where another layout has it these are
// the way there, and the rest is asked for when that is up, which may have offered a capital.
struct Taps {
  std::vector<std::string> ids;  // empty: no layout has it
  bool types;                    // the code point is typed when they are done
};
Taps taps_towards(KeyboardState state, char32_t code_point);

constexpr std::string_view kEraseKey = "⌫", kCheckKey = "✓";
// 1 2 3 / 4 5 6 / 7 8 9 / erase 0 check. A digit, or one of the two above, that was activated.
std::optional<std::string> keypad(Interface& ui, const Box& box, bool check_enabled);

}  // namespace kiosk::ui
