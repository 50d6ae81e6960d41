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
    ui::field(ui, "text", kField, field, options);
    for (const ui::Edit& edit : ui.take_text_edits()) ui::apply(ui, field, edit, kField, options);
    changes += ui::selection_tools(ui, "text", kField, field, options) ? 1 : 0;
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
  CHECK(selected() == "deux trois");  // an end stays before the other
  rig.lift(x - 500, y);
  CHECK(selected() == "deux trois");
  // By keys a handle goes on a word.
  rig.ui.activate("text.selection-start");
  rig.frame();
  CHECK(selected() == "un deux trois");
}

TEST_CASE_METHOD(Writer, "the start of a selection is dragged too, in a line that runs the other way") {
  field.editor.set_text("شارع Rabat ثم A3 هنا");
  rig.frame();
  const auto number = static_cast<std::uint32_t>(text().find("A3"));
  tap(place_of(number));
  tap(place_of(number));
  REQUIRE(selected() == "A3");
  const ui::PixelBox start = rig.ui.tree().find("text.selection-start")->box;
  const ui::PixelBox end = rig.ui.tree().find("text.selection-end")->box;
  CHECK(start.x + start.width / 2 < end.x + end.width / 2 - 40);  // they hang apart
  const float x = start.x + start.width / 2, y = start.y + start.height / 2;
  const text::Point from = place_of(number), to = place_of(0);
  rig.now += 400ms;
  rig.press(x, y);
  rig.frame();
  rig.move(x + to.x - from.x + 20, y);
  rig.frame();
  CHECK(selected() == "شارع Rabat ثم A3");
  rig.lift(x, y);
}

TEST_CASE_METHOD(Writer, "one touch on a word that was just typed, or beside it, selects nothing") {
  type("الماء مقطوع");
  tap({300, 750});
  CHECK(selected().empty());
  tap({300, 750});  // far below the text: the bubble, to paste, and no word
  CHECK(selected().empty());
  CHECK(has("text.all"));
}

TEST_CASE_METHOD(Writer, "a finger that was held for the lens selects nothing when it is lifted") {
  field.editor.set_text("عمود الإنارة مطفأ");
  rig.frame();
  const text::Point at = place_of(15);
  tap(at);
  rig.now += 400ms;
  rig.press(at.x, at.y);
  rig.frame();
  rig.wait(900ms);
  rig.lift(at.x, at.y);
  rig.frame();
  CHECK(selected().empty());
}

TEST_CASE_METHOD(Writer, "a paste that has no room is refused, and says so") {
  field.editor.set_text(std::string(990, 'a'));
  field.clipboard = std::string_view("bbbbbbbbbbbbbbbbbbbb");
  rig.frame();
  key(EditKind::paste);
  CHECK(text().size() == 990);
  CHECK(field.refused_at.has_value());
}

TEST_CASE("a real keyboard writes where a field is, and moves the focus elsewhere") {
  ui::FieldState field(100);
  bool has_field = false;
  UiRig rig([&](ui::Interface& ui) {
    ui::neutral_button(ui, "button", {0, 0, 200, 120}, "button");
    if (!has_field) return;
    ui::FieldOptions options;
    options.focused = true;
    ui::field(ui, "field", {0, 200, 900, 120}, field, options);
    for (const ui::Edit& edit : ui.take_text_edits()) ui::apply(ui, field, edit, {0, 200, 900, 120}, options);
  });
  rig.ui.edit({EditKind::move_right});
  rig.frame();
  CHECK_FALSE(rig.ui.is_writing());  // nothing here is written
  has_field = true;
  rig.frame();
  rig.ui.edit({EditKind::insert, "abc"});
  rig.frame();
  CHECK(rig.ui.is_writing());
  rig.press(540, 260);
  rig.lift(540, 260);
  rig.frame();
  CHECK(rig.ui.is_writing());  // the field itself was touched
  rig.press(100, 60);
  rig.lift(100, 60);
  CHECK_FALSE(rig.ui.is_writing());
  rig.ui.edit({EditKind::insert, "d"});
  rig.frame();
  rig.ui.new_page(rig.now);
  CHECK_FALSE(rig.ui.is_writing());
}

TEST_CASE("a text longer than its one line moves along with the caret") {
  ui::FieldState field(200);
  constexpr ui::Box kBox{56, 400, 968, 124};
  ui::FieldOptions options;
  options.focused = true;
  ui::FieldWords words{"cut", "copy", "paste", "all", "turn", "start", "end"};
  options.words = &words;
  UiRig rig([&](ui::Interface& ui) {
    ui::field(ui, "field", kBox, field, options);
    for (const ui::Edit& edit : ui.take_text_edits()) ui::apply(ui, field, edit, kBox, options);
  });
  for (int i = 0; i < 12; ++i) {
    rig.ui.edit({EditKind::insert, "Pharmacie "});
    rig.frame();
  }
  rig.frame();
  CHECK(field.scroll > 500);
  rig.ui.edit({EditKind::line_start});
  rig.frame();
  rig.frame();
  CHECK(field.scroll == 0);
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
