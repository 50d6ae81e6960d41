#include "kiosk/text/caret.h"

#include <set>

#include "kiosk/base/utf8.h"
#include "kiosk/text/editor.h"
#include "tests/support/catch.h"
#include "tests/support/fonts.h"

using namespace kiosk;
using namespace kiosk::text;

namespace {

const char* const kTexts[] = {
    "سلا",
    "Salé",
    "عدد 123 مرحبا",
    "أخبرنا le gardien ولم يتغير",
    "le gardien قال (نعم) hier",
    "السلام والإسلام",
    "جيِّد أهلاً",
    "a (ب) c",
    "سلا ",
    " (سلا) 12:30 ",
};

struct Fixture {
  Engine engine = tests::text_engine();
  Paragraph paragraph;
  Layout layout;

  explicit Fixture(std::string_view text, float width = kNoWidth) {
    ParagraphInput input;
    input.text = text;
    input.style = {Role::interface, Weight::regular, 30, 0};
    paragraph = engine.shape_paragraph(input);
    LayoutOptions options;
    options.width_px = width;
    layout = lay_out(engine, paragraph, options);
  }
  CaretMap map() { return {engine, paragraph, layout}; }
};

}  // namespace

TEST_CASE("moving right from the far left visits every place once, and moving left comes back the same way") {
  for (const char* text : kTexts) {
    Fixture fixture(text);
    const CaretMap map = fixture.map();
    Caret caret = map.hit(-100, 0);
    std::vector<float> going, coming;
    for (int i = 0; i < 200; ++i) {
      going.push_back(map.x_of(caret));
      const Caret next = map.right_of(caret);
      if (next == caret) break;
      caret = next;
    }
    INFO(text);
    REQUIRE(going.size() < 100);
    CHECK(going.size() == fixture.paragraph.graphemes.size());
    CHECK(std::is_sorted(going.begin(), going.end()));
    for (int i = 0; i < 200; ++i) {
      coming.push_back(map.x_of(caret));
      const Caret next = map.left_of(caret);
      if (next == caret) break;
      caret = next;
    }
    std::reverse(coming.begin(), coming.end());
    REQUIRE(coming.size() == going.size());
    for (std::size_t i = 0; i < going.size(); ++i) CHECK(coming[i] == Approx(going[i]).margin(0.01));
  }
}

TEST_CASE("a touch on a grapheme's side gives the caret on that side") {
  for (const char* text : kTexts) {
    Fixture fixture(text);
    const CaretMap map = fixture.map();
    for (float x = 0; x < fixture.layout.width; x += 3) {
      const Caret caret = map.hit(x, 5);
      INFO(text << " at " << x);
      CHECK(std::abs(map.x_of(caret) - x) < 30);
      CHECK(std::binary_search(fixture.paragraph.graphemes.begin(), fixture.paragraph.graphemes.end(),
                               caret.offset));
    }
  }
}

TEST_CASE("after a Latin word in Arabic text the strong place is at its left, the weak one at its right") {
  Fixture fixture("أخبرنا le gardien");
  const CaretMap map = fixture.map();
  const auto end = static_cast<std::uint32_t>(fixture.paragraph.text.size());
  const CaretPlace place = map.place({end, Lean::before});
  CHECK(place.strong_x == Approx(0).margin(0.1));
  CHECK(place.weak_x > 50);
  const CaretPlace inside = map.place({4, Lean::after});
  CHECK(inside.strong_x == Approx(inside.weak_x));
}

TEST_CASE("lam-alef drawn as one glyph still has a caret between its letters") {
  Fixture fixture("لا");
  const CaretMap map = fixture.map();
  const CaretPlace middle = map.place({2, Lean::after});
  CHECK(middle.strong_x > 1);
  CHECK(middle.strong_x < fixture.layout.width - 1);
}

TEST_CASE("marks are no stops: the caret goes around a letter with its harakat") {
  Fixture fixture("جيِّد");
  const auto stops = fixture.map().stops();
  CHECK(std::vector(stops.begin(), stops.end()) == std::vector<std::uint32_t>{0, 2, 8, 10});
}

TEST_CASE("a selection over two directions is several rectangles of whole graphemes") {
  Fixture fixture("أخبرنا le gardien ولم");
  const CaretMap map = fixture.map();
  const std::vector<Rect> parts =
      map.selection(9, 20);  // the end of the Arabic word and part of the Latin one
  CHECK(parts.size() == 2);
  const std::vector<Rect> all = map.selection(0, static_cast<std::uint32_t>(fixture.paragraph.text.size()));
  REQUIRE(all.size() == 1);
  CHECK(all[0].width == Approx(fixture.layout.width).margin(0.1));
}

TEST_CASE("up and down keep to the lines of a wrapped text") {
  Fixture fixture("واحد اثنان ثلاثة أربعة خمسة ستة سبعة", 200);
  const CaretMap map = fixture.map();
  REQUIRE(fixture.layout.lines.size() > 2);
  const Caret first = map.hit(150, 0);
  const Caret second = map.below(first, 150);
  CHECK(map.line_of(second) == 1);
  CHECK(map.line_of(map.above(second, 150)) == 0);
  CHECK(map.line_of(map.line_end(second)) == 1);
  CHECK(map.line_start(second).offset == fixture.layout.lines[1].start);
}

TEST_CASE("backspace takes harakat one by one and lam-alef as two letters, Latin by grapheme") {
  Segmenter segmenter;
  Editor editor(100);
  const auto after_backspace = [&](const char* text) {
    editor.set_text(text);
    REQUIRE(editor.backspace(segmenter));
    return std::string(editor.text());
  };
  CHECK(after_backspace("جيِّ") == "جيِ");
  CHECK(after_backspace("جيِ") == "جي");
  CHECK(after_backspace("أهلاً") == "أهلا");
  CHECK(after_backspace("لا") == "ل");
  CHECK(after_backspace("e\u0301") == "e");
  CHECK(after_backspace("Salé") == "Sal");
  CHECK(after_backspace("😀") == "");
  CHECK(after_backspace("👨‍👩‍👧") == "");
  editor.clear();
  CHECK_FALSE(editor.backspace(segmenter));
}

TEST_CASE("typing in the middle, deleting forward and by word keep the rest") {
  Segmenter segmenter;
  Editor editor(100);
  editor.set_text("سلا مدينة");
  editor.set_caret({6, Lean::after});
  REQUIRE(editor.insert(" الجميلة"));
  CHECK(editor.text() == "سلا الجميلة مدينة");
  REQUIRE(editor.backspace_word(segmenter));
  CHECK(editor.text() == "سلا  مدينة");
  REQUIRE(editor.delete_forward(segmenter));
  CHECK(editor.text() == "سلا مدينة");
}

TEST_CASE("the limit counts code points and refuses what would pass it") {
  Editor editor(5);
  CHECK(editor.insert("سلا"));
  CHECK_FALSE(editor.insert("123"));
  CHECK(editor.insert("12"));
  CHECK(editor.is_full());
  CHECK_FALSE(editor.insert("x"));
  CHECK(editor.text() == "سلا12");
}

TEST_CASE("typed presentation forms become letters, bidi and other controls are dropped") {
  CHECK(fold_input("\uFEFB") == "لا");
  CHECK(fold_input("\uFEF7") == "لأ");
  CHECK(fold_input("a\u202Eb\u2066c\u200F") == "abc");
  CHECK(fold_input("a\x07\tb\r\nc") == "a b\nc");
  CHECK(fold_input("سِلا ⵙⵍⴰ é 😀") == "سِلا ⵙⵍⴰ é 😀");
}

TEST_CASE("the caret goes through an empty line behind one that is full") {
  // The first line decides that left is forward; the emoji fills its line, so the newline stands alone.
  Fixture fixture("سلا\nx👨‍👩‍👧ّ\nab", 12);
  const CaretMap map = fixture.map();
  Caret caret = map.hit(100, 0);
  std::size_t steps = 0;
  for (Caret next = map.left_of(caret); !(next == caret) && steps < 50; next = map.left_of(caret), ++steps)
    caret = next;
  CHECK(steps < 50);
  CHECK(map.line_of(caret) + 1 == fixture.layout.lines.size());
}

TEST_CASE("what is typed takes the place of the selection, what is deleted is the selection") {
  Segmenter segmenter;
  Editor editor(20);
  editor.set_text("سلا مدينة");
  REQUIRE(editor.select_word(segmenter, 9));
  CHECK(editor.selected() == "مدينة");
  REQUIRE(editor.insert("Rabat"));
  CHECK(editor.text() == "سلا Rabat");
  CHECK(editor.selection().empty());
  editor.select({0, 6});
  CHECK(editor.caret().offset == 6);
  REQUIRE(editor.backspace(segmenter));
  CHECK(editor.text() == " Rabat");
  editor.select({1, 6});
  REQUIRE(editor.delete_forward(segmenter));
  CHECK(editor.text() == " ");
}

TEST_CASE("a selection grows from where it began, and ends with a move of the caret") {
  Editor editor(20);
  editor.set_text("abcdef");
  editor.set_caret({2, Lean::after});
  editor.extend_to({5, Lean::before});
  CHECK(editor.selected() == "cde");
  editor.extend_to({1, Lean::after});
  CHECK(editor.selected() == "b");
  editor.extend_to({2, Lean::after});
  CHECK(editor.selected().empty());
  editor.extend_to({4, Lean::after});
  editor.set_caret({0, Lean::after});
  CHECK(editor.selection().empty());
}

TEST_CASE("a word is selected from inside it and from its end, a space is not") {
  Segmenter segmenter;
  Editor editor(60);
  editor.set_text("قُرب Pharmacie، l'école");
  CHECK(editor.select_word(segmenter, 2));
  CHECK(editor.selected() == "قُرب");
  CHECK(editor.select_word(segmenter, 8));  // its end
  CHECK(editor.selected() == "قُرب");
  CHECK(editor.select_word(segmenter, 18));  // the end of Pharmacie, before a comma
  CHECK(editor.selected() == "Pharmacie");
  CHECK_FALSE(editor.select_word(segmenter, 20));  // behind the comma
  editor.set_text("");
  CHECK_FALSE(editor.select_word(segmenter, 0));
}

TEST_CASE("undo goes back word by word, and over what was deleted, pasted and cleared") {
  Segmenter segmenter;
  Editor editor(60);
  const auto type = [&](std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = base::decode_utf8(text, at).size_bytes;
      REQUIRE(editor.insert(text.substr(at, size)));
      at += size;
    }
  };
  CHECK_FALSE(editor.undo());
  type("عمود مطفأ");
  REQUIRE(editor.undo());
  CHECK(editor.text() == "عمود ");
  CHECK(editor.caret().offset == editor.text().size());
  type("جديد");
  editor.backspace(segmenter);
  editor.backspace(segmenter);
  CHECK(editor.text() == "عمود جد");
  REQUIRE(editor.undo());
  CHECK(editor.text() == "عمود جديد");
  REQUIRE(editor.insert("Pharmacie Al Amal"));
  REQUIRE(editor.undo());
  CHECK(editor.text() == "عمود جديد");
  editor.clear();
  REQUIRE(editor.undo());
  CHECK(editor.text() == "عمود جديد");
  REQUIRE(editor.undo());
  REQUIRE(editor.undo());
  CHECK(editor.text().empty());
  CHECK_FALSE(editor.undo());
  // Another complaint begins: nothing of the last one comes back.
  type("سر");
  editor.set_text("");
  CHECK_FALSE(editor.undo());
}

TEST_CASE("undo keeps a bounded number of steps, the last ones") {
  Segmenter segmenter;
  Editor editor(2000);
  for (int i = 0; i < 300; ++i) REQUIRE(editor.insert("a "));
  std::size_t steps = 0;
  while (editor.undo()) ++steps;
  CHECK(steps == Editor::kMostUndos);
  CHECK(editor.text().size() == 2 * (300 - Editor::kMostUndos));
}

TEST_CASE("by words the caret goes as the line runs") {
  Fixture arabic("سلا مدينة Salé جميلة", 600);
  const CaretMap map = arabic.map();
  Caret caret{0, Lean::after};
  std::vector<std::uint32_t> left;
  for (int i = 0; i < 5; ++i) left.push_back((caret = map.word_left_of(caret)).offset);
  CHECK(left == std::vector<std::uint32_t>{6, 17, 23, 34, 34});
  std::vector<std::uint32_t> right;
  for (int i = 0; i < 5; ++i) right.push_back((caret = map.word_right_of(caret)).offset);
  CHECK(right == std::vector<std::uint32_t>{24, 18, 7, 0, 0});
}

TEST_CASE("a touch beyond the text of a line goes to the line's start or end") {
  Fixture arabic("الصيدلية قريبة من Pharmacie", 600);
  const CaretMap map = arabic.map();
  const Line& line = arabic.layout.lines[0];
  CHECK(map.hit(line.x - 30, 5) == Caret{line.end, Lean::before});
  CHECK(map.hit(line.x + line.width + 30, 5) == Caret{0, Lean::after});
  Fixture french("à côté de سلا", 600);
  CHECK(french.map().hit(590, 5).offset == french.paragraph.text.size());
}

TEST_CASE("moving goes on from where the caret is seen, at a border of directions too") {
  Fixture fixture("الأمل abc");
  const CaretMap map = fixture.map();
  const auto end = static_cast<std::uint32_t>(fixture.paragraph.text.size());
  // At the end, with an Arabic keyboard: left of abc. Right of it comes a|bc.
  const Caret seen = map.leaning({end, Lean::before}, true);
  CHECK(map.x_of(seen) == fixture.layout.lines[0].x);
  CHECK(map.right_of(seen).offset == end - 2);
  CHECK(map.left_of(seen) == seen);
  // With a French one: right of abc; right of that the space.
  const Caret french = map.leaning({end, Lean::before}, false);
  CHECK(map.x_of(french) > map.x_of(seen));
  CHECK(map.left_of(french).offset == end - 1);
}
