#pragma once
// The on-screen keyboards of the design, section 10: Arabic as used in Morocco, French AZERTY, Tifinagh
// (IRCAM), and the numeric keypad. Everything can be typed by plain taps: one key walks through trays in the
// place of the digits, with the letters that have no key of their own (hamza on alef, Moroccan letters,
// accents), the vowel marks, and the signs. Nothing typed is kept here.

#include "kiosk/ui/field.h"

namespace kiosk::ui {

enum class KeyboardLayout { arabic, french, tifinagh };
enum class Shift { off, once, locked };

struct KeyboardState {
  KeyboardLayout layout = KeyboardLayout::arabic;
  Shift shift = Shift::off;
  std::size_t tray = 0;  // 0: digits
};

KeyboardLayout layout_for(base::Language language);
constexpr bool is_right_to_left(KeyboardLayout layout) { return layout == KeyboardLayout::arabic; }

struct KeyboardWords {  // the function keys' labels in the interface's language
  std::string space, done;
};

struct KeyboardAction {
  std::optional<Edit> edit;
  bool done = false;  // the enter key of a one-line field
};

// Draws the keyboard in `box` and answers what was typed. Enter makes a new line where `many_lines`.
KeyboardAction keyboard(Interface& ui, const Box& box, KeyboardState& state, const KeyboardWords& words,
                        bool many_lines);

// The ids to tap, in order, to type one code point from this state; empty when no layout has it. Updates the
// state as the taps would.
std::vector<std::string> taps_for(KeyboardState& state, char32_t code_point);

// 1 2 3 / 4 5 6 / 7 8 9 / erase 0 check. A digit, "⌫" or "✓" that was activated.
std::optional<std::string> keypad(Interface& ui, const Box& box, bool check_enabled);

}  // namespace kiosk::ui
