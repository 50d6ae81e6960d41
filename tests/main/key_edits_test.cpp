// Keys of a real keyboard: what they do to a text, and which are left for moving the focus.

#include "kiosk/main/key_edits.h"

#include "tests/support/catch.h"

using namespace kiosk;
using main::edit_of;
using ui::EditKind;

TEST_CASE("keys that only make sense in a text are edits, whoever presses them") {
  CHECK(edit_of({"Backspace", false, false}, false)->kind == EditKind::backspace);
  CHECK(edit_of({"Backspace", false, true}, false)->kind == EditKind::backspace_word);
  CHECK(edit_of({"Delete", false, false}, false)->kind == EditKind::delete_forward);
  CHECK(edit_of({"Left", true, false}, false)->kind == EditKind::move_left);
  CHECK(edit_of({"Left", true, false}, false)->extends);
  CHECK(edit_of({"Right", false, true}, false)->kind == EditKind::word_right);
  CHECK(edit_of({"C", false, true}, false)->kind == EditKind::copy);
  CHECK(edit_of({"Z", false, true}, true)->kind == EditKind::undo);
}

TEST_CASE("arrows up and down, Home, End and Return are edits only for who writes") {
  for (const char* name : {"Up", "Down", "Home", "End", "Return", "Keypad Enter"}) {
    INFO(name);
    CHECK_FALSE(edit_of({name, false, false}, false));
    CHECK(edit_of({name, false, false}, true));
  }
  CHECK(edit_of({"Return", false, false}, true)->text == "\n");
}

TEST_CASE("letters without control, and what is no command, are no edits: text comes by itself") {
  CHECK_FALSE(edit_of({"C", false, false}, true));
  CHECK_FALSE(edit_of({"Z", true, true}, true));
  CHECK_FALSE(edit_of({"Q", false, true}, true));
  CHECK_FALSE(edit_of({"Tab", false, false}, true));
  CHECK_FALSE(edit_of({"Escape", false, false}, true));
}
