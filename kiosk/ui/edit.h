#pragma once
// What is done to a field: by the on-screen keyboard, the tools beside it, or a real keyboard.

#include <string>

namespace kiosk::ui {

enum class EditKind {
  insert,
  full_stop,       // the space before the caret becomes a full stop and a space
  undo_full_stop,  // and two spaces again
  backspace,
  backspace_word,
  delete_forward,
  move_left,
  move_right,
  move_up,
  move_down,
  word_left,
  word_right,
  line_start,
  line_end,
  select_all,
  turn,  // to the other direction
  cut,
  copy,
  paste,
  undo,
  clear,
};

struct Edit {
  EditKind kind;
  std::string text = {};  // to insert
  bool extends = false;   // a move: the selection goes with it
};

}  // namespace kiosk::ui
