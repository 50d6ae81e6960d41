// A field under a finger and under a real keyboard: placing, selecting, the bubble, undoing.

#include "kiosk/ui/field.h"

#include "tests/support/catch.h"
#include "tests/ui/rig.h"

using namespace kiosk;
using namespace std::chrono_literals;
using tests::UiRig;
using ui::EditKind;

namespace {

struct Writer {
  void draw(ui::Interface& ui) {
    options.words = &words;
    options.focused = true;
    changes += ui::field(ui, "text", kField, field, options).changed ? 1 : 0;
    for (const ui::Edit& edit : ui.take_edits()) ui::apply(ui, field, edit, kField, options);
  }
  // The middle of the letter at this byte, in pixels (a unit is one here).
  text::Point place_of(std::uint32_t offset) {
    const auto laid = lay();
    const text::CaretMap map(rig.ui.engine(), laid->paragraph, laid->layout);
    const text::Rect letter = map.selection(offset, offset + 1).at(0);
    return {kField.start + 34 + letter.x + letter.width / 2, kField.top + 28 + letter.y + letter.height / 2};
  }
  std::shared_ptr<const text::Laid> lay() {
    ui::TextOptions options;
    options.type = ui::Type::input;
    options.direction = field.direction.value_or(text::BaseDirection::first_strong);
    return rig.ui.lay(field.editor.text(), kField.width - 68, options);
  }
  void tap(text::Point at) {
    rig.now += 400ms;
    rig.press(at.x, at.y);
    rig.frame();
    rig.now += 60ms;
    rig.lift(at.x, at.y);
    rig.frame();
  }
  bool has(const std::string& id) { return rig.ui.tree().find(id) != nullptr; }
  void key(EditKind kind, bool extends = false) {
    rig.ui.edit({kind, {}, extends});
    rig.frame();
    rig.frame();
  }
  void type(const std::string& text) {
    rig.ui.edit({EditKind::insert, text});
    rig.frame();
    rig.frame();
  }
  [[nodiscard]] std::string text() const { return std::string(field.editor.text()); }
  [[nodiscard]] std::string selected() const { return std::string(field.editor.selected()); }

  static constexpr ui::Box kField{56, 424, 968, 470};
  ui::FieldWords words{"cut", "copy", "paste", "all", "turn", "start", "end"};
  ui::FieldState field{1000};
  ui::FieldOptions options{ui::FieldOptions::Lines::many};
  int changes = 0;
  UiRig rig{[this](ui::Interface& ui) { draw(ui); }};
};

}  // namespace

TEST_CASE_METHOD(Writer, "a touch places the caret, a second one at the same place selects the word") {
  field.editor.set_text("عمود الإنارة مطفأ");
  rig.frame();
  const text::Point in_word = place_of(15);
  tap(in_word);
  CHECK(selected().empty());
  CHECK_FALSE(has("text.copy"));
  tap(in_word);
  CHECK(selected() == "الإنارة");
  CHECK(has("text.cut"));
  CHECK(has("text.copy"));
  CHECK(has("text.all"));
  CHECK_FALSE(has("text.paste"));  // nothing to paste yet
  CHECK(has("text.selection-start"));
  tap(place_of(2));
  CHECK(selected().empty());
  CHECK_FALSE(has("text.copy"));
}

TEST_CASE_METHOD(Writer, "cut, paste and copy go through the field's own clipboard") {
  field.editor.set_text("Salé Rabat");
  rig.frame();
  tap(place_of(7));
  tap(place_of(7));
  REQUIRE(selected() == "Rabat");
  REQUIRE(rig.tap("text.cut"));
  CHECK(text() == "Salé ");
  CHECK(changes == 1);
  key(EditKind::line_start);
  tap(place_of(1));
  tap(place_of(1));
  REQUIRE(selected() == "Salé");
  REQUIRE(rig.tap("text.copy"));
  CHECK(selected() == "Salé");
  REQUIRE(rig.tap("text.paste"));
  CHECK(text() == "Salé ");
  key(EditKind::line_end);
  key(EditKind::paste);
  CHECK(text() == "Salé Salé");
  key(EditKind::undo);
  CHECK(text() == "Salé ");
  // Another field, or another visit, has a state and a clipboard of its own.
  CHECK(ui::FieldState(10).clipboard.empty());
}

TEST_CASE_METHOD(Writer, "handles drag the ends of the selection, and do not pass each other") {
  field.editor.set_text("un deux trois quatre");
  rig.frame();
  tap(place_of(5));
  tap(place_of(5));
  REQUIRE(selected() == "deux");
  const ui::PixelBox handle = rig.ui.tree().find("text.selection-end")->box;
  const float x = handle.x + handle.width / 2, y = handle.y + handle.height / 2;
  const text::Point from = place_of(7), to = place_of(12);
  rig.now += 400ms;
  rig.press(x, y);
  rig.frame();
  rig.move(x + to.x - from.x + 6, y);
  rig.frame();
  CHECK(selected() == "deux trois");
  rig.move(x - 500, y);
  rig.frame();
  CHECK_FALSE(selected().empty());
  rig.lift(x - 500, y);
  CHECK_FALSE(selected().empty());
}

TEST_CASE_METHOD(Writer, "the caret follows a finger that moves, and the text stays") {
  field.editor.set_text("un deux trois quatre");
  rig.frame();
  rig.now += 400ms;
  const text::Point from = place_of(0), to = place_of(9);
  rig.press(from.x, from.y);
  rig.frame();
  rig.wait(450ms);  // a lens is open
  rig.move(to.x, to.y);
  rig.frame();
  CHECK((field.editor.caret().offset == 9 || field.editor.caret().offset == 10));
  rig.lift(to.x, to.y);
  rig.frame();
  CHECK(selected().empty());
  CHECK(text() == "un deux trois quatre");
}

TEST_CASE_METHOD(Writer, "a text can be turned round and back") {
  field.editor.set_text("2-17-265 قانون");
  rig.frame();
  tap(place_of(11));
  tap(place_of(11));
  CHECK(text::is_rtl(lay()->layout.lines[0].base_level));
  REQUIRE(rig.tap("text.direction"));
  CHECK_FALSE(text::is_rtl(lay()->layout.lines[0].base_level));
  REQUIRE(rig.tap("text.direction"));
  CHECK(text::is_rtl(lay()->layout.lines[0].base_level));
}

TEST_CASE_METHOD(Writer, "a real keyboard moves, selects, deletes and replaces") {
  type("سلا مدينة");
  key(EditKind::move_right, true);
  key(EditKind::move_right, true);
  CHECK(selected() == "نة");
  type("ن");
  CHECK(text() == "سلا مدين");
  key(EditKind::line_start);
  key(EditKind::delete_forward);
  CHECK(text() == "لا مدين");
  key(EditKind::word_left, true);
  CHECK(selected() == "لا");
  key(EditKind::move_left);  // to the selection's left side
  CHECK(field.editor.caret().offset == 4);
  key(EditKind::select_all);
  key(EditKind::cut);
  CHECK(text().empty());
  key(EditKind::paste);
  CHECK(text() == "لا مدين");
}

TEST_CASE_METHOD(Writer, "up and down keep the place across a short line") {
  field.editor.set_text("abcdefgh\nab\nabcdefgh");
  rig.frame();
  field.editor.set_caret({6, text::Lean::after});
  key(EditKind::move_down);
  CHECK(field.editor.caret().offset == 11);
  key(EditKind::move_down);
  CHECK(field.editor.caret().offset == 18);
  key(EditKind::move_up, true);
  key(EditKind::move_up, true);
  CHECK(field.editor.caret().offset == 6);
  CHECK(selected() == "gh\nab\nabcdef");
}

TEST_CASE_METHOD(Writer, "what nobody takes from a real keyboard is gone with the frame") {
  UiRig page([](ui::Interface&) {});
  page.ui.edit({EditKind::insert, "secret"});
  page.frame();
  CHECK_FALSE(page.ui.pending());
  CHECK(page.ui.take_edits().empty());
}
