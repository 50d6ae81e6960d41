// The on-screen keyboard types, by taps on its own keys, everything a citizen of Salé writes.

#include "kiosk/ui/keyboard.h"

#include <set>

#include "kiosk/base/utf8.h"
#include "tests/support/catch.h"
#include "tests/ui/rig.h"

using namespace kiosk;
using tests::UiRig;

namespace {

struct Typist {
  void draw(ui::Interface& ui) {
    const ui::KeyboardWords words{"space", "done"};
    const std::string_view before = field.editor.text().substr(0, field.editor.caret().offset);
    const ui::KeyboardAction action = ui::keyboard(ui, kKeys, state, words, before, true);
    if (action.edit) ui::apply(ui, field, *action.edit, kField, options);
  }
  // Every code point by taps; the ids that were not there, if any.
  std::string type(std::string_view text) {
    std::string missing;
    for (std::size_t at = 0; at < text.size();) {
      const base::Decoded decoded = base::decode_utf8(text, at);
      const ui::Taps taps = ui::taps_towards(state, decoded.code_point);
      if (taps.ids.empty()) missing += text.substr(at, decoded.size_bytes);
      for (const std::string& id : taps.ids) {
        if (!rig.tap(id)) missing += "[" + id + "]";
      }
      if (taps.types || taps.ids.empty()) at += decoded.size_bytes;
    }
    return missing;
  }
  [[nodiscard]] std::string text() const { return std::string(field.editor.text()); }

  static constexpr ui::Box kKeys{0, 1030, 1080, 552};
  static constexpr ui::Box kField{56, 424, 968, 470};
  ui::KeyboardState state;
  ui::FieldState field{1000};
  ui::FieldOptions options{ui::FieldOptions::Lines::many};
  UiRig rig{[this](ui::Interface& ui) { draw(ui); }};
};

}  // namespace

TEST_CASE_METHOD(Typist, "Arabic as written in Morocco can be typed by taps alone") {
  const std::string letters =
      "ضصثقفغعهخحجدشسيبلاتنمكطذ؟ئءؤرىةوزظأإآڭگڤپچ،؛:!«»()/@-. 0123456789"
      "\u064E\u064F\u0650\u064B\u064C\u064D\u0651\u0652\u0670";
  CHECK(type(letters) == "");
  CHECK(text() == letters);
}

TEST_CASE_METHOD(Typist, "lam-alef has a key of its own and is two letters") {
  REQUIRE(rig.tap("osk.لا"));
  CHECK(text() == "لا");
  REQUIRE(rig.tap("osk.backspace"));
  CHECK(text() == "ل");
}

TEST_CASE_METHOD(Typist, "French with its accents, capitals and signs can be typed by taps alone") {
  const std::string words = "Réverbère n° éteint à côté de l'école ÉÀÇËÎÏÛÑŒÆ œuvre, où ? ça  et  là. Fin… ÿ";
  std::string typed;
  for (std::size_t at = 0; at < words.size();) {
    const base::Decoded decoded = base::decode_utf8(words, at);
    if (decoded.code_point != U'°') typed += words.substr(at, decoded.size_bytes);
    at += decoded.size_bytes;
  }
  CHECK(type(typed) == "");
  CHECK(text() == typed);
}

TEST_CASE_METHOD(Typist, "Tifinagh can be typed by taps alone") {
  const std::string letters = "ⴰⵣⴻⵔⵜⵢⵓⵉⵄⵃⵇⵙⴷⴼⴳⵀⵊⴽⵍⵎⵡⵅⵛⵖⴱⵏⵥⵕⵟⵚⴹⵯ";
  CHECK(type(letters) == "");
  CHECK(text() == letters);
}

TEST_CASE_METHOD(Typist, "a sentence that changes script three times comes out as it was meant") {
  const std::string words = "عمود رقم 14 أمام Pharmacie Al Amal مطفأ\nⴰⵣⵓⵍ";
  CHECK(type(words) == "");
  CHECK(text() == words);
}

TEST_CASE_METHOD(Typist, "the language keys change the keyboard and not the text") {
  type("سلا");
  const ui::KeyboardLayout before = state.layout;
  type("S");
  CHECK(state.layout != before);
  CHECK(text() == "سلاS");
}

TEST_CASE_METHOD(Typist, "a full field refuses further keys and keeps what it has") {
  field.editor.set_text(std::string(1000, 'a'));
  rig.tap("osk.1");
  CHECK(text().size() == 1000);
}

TEST_CASE_METHOD(Typist, "backspace held down goes on by itself") {
  type("abcdefgh");
  const ui::Node* key = rig.ui.tree().find("osk.backspace");
  REQUIRE(key != nullptr);
  const float x = key->box.x + 5, y = key->box.y + 5;
  rig.press(x, y);
  CHECK(text().size() == 8);
  rig.wait(std::chrono::milliseconds(400));
  rig.wait(std::chrono::milliseconds(80));
  rig.wait(std::chrono::milliseconds(80));
  CHECK(text().size() < 8);
  const std::size_t left = text().size();
  rig.move(x, 10);
  rig.wait(std::chrono::milliseconds(500));
  CHECK(text().size() == left);
}

TEST_CASE_METHOD(Typist, "in French a capital is offered where a sentence begins, once") {
  rig.tap("osk.fr");
  CHECK(state.shift == ui::Shift::once);
  REQUIRE(rig.tap("osk.B"));
  REQUIRE(rig.tap("osk.o"));
  REQUIRE(rig.tap("osk.."));
  REQUIRE(rig.tap("osk.space"));
  REQUIRE(rig.tap("osk.M"));
  CHECK(text() == "Bo. M");
  REQUIRE(rig.tap("osk.enter"));
  rig.tap("osk.shift");  // it was not wanted
  REQUIRE(rig.tap("osk.a"));
  CHECK(text() == "Bo. M\na");
}

TEST_CASE_METHOD(Typist, "two spaces make a full stop, and a backspace makes them two spaces again") {
  REQUIRE(rig.tap("osk.س"));
  rig.tap("osk.space");
  rig.tap("osk.space");
  CHECK(text() == "س. ");
  rig.tap("osk.backspace");
  CHECK(text() == "س  ");
  rig.tap("osk.backspace");
  CHECK(text() == "س ");
  type("،");
  rig.tap("osk.space");
  rig.tap("osk.space");  // after a comma there is nothing to end
  CHECK(text() == "س ،  ");
}

namespace {

// A finger that stays on a key until its bubble is open.
struct LongPress : Typist {
  explicit LongPress(ui::KeyboardLayout layout = ui::KeyboardLayout::arabic) { state.layout = layout; }
  void hold(const std::string& id) {
    rig.frame();
    const ui::Node* key = rig.ui.tree().find(id);
    REQUIRE(key != nullptr);
    x = key->box.x + key->box.width / 2;
    y = key->box.y + key->box.height / 2;
    rig.press(x, y);
    rig.frame();
    rig.wait(std::chrono::milliseconds(420));
  }
  void slide(float cells) {
    x += cells * 112;
    rig.move(x, y);
    rig.frame();
  }
  void lift() { rig.lift(x, y); }
  float x = 0, y = 0;
};

}  // namespace

TEST_CASE_METHOD(LongPress, "a long press types the first alternate, and others when the finger slides") {
  hold("osk.ا");
  CHECK(text().empty());
  lift();
  CHECK(text() == "أ");
  hold("osk.ا");
  slide(1);
  slide(1);
  lift();
  CHECK(text() == "أآ");
  hold("osk.ا");
  slide(-1);
  lift();
  CHECK(text() == "أآا");
  hold("osk.ل");
  slide(2);
  lift();
  CHECK(text() == "أآالإ");
}

TEST_CASE_METHOD(LongPress, "a finger lifted outside the bubble types nothing") {
  hold("osk.ك");
  rig.move(x, y + 300);
  rig.frame();
  rig.lift(x, y + 300);
  CHECK(text().empty());
  hold("osk.ك");
  slide(6);
  lift();
  CHECK(text().empty());
  rig.tap("osk.ك");
  CHECK(text() == "ك");
}

TEST_CASE_METHOD(LongPress, "held digits open the signs and type nothing, a short touch types") {
  hold("osk.3");
  lift();
  CHECK(text().empty());
  CHECK(rig.ui.tree().find("osk.؛") != nullptr);
  CHECK(rig.ui.tree().find("osk.3") == nullptr);
  rig.tap("osk.tray");
  rig.tap("osk.3");
  CHECK(text() == "3");
}

TEST_CASE_METHOD(LongPress, "every alternate of a long press can be typed by taps too") {
  for (const char* key : {"ا", "ك", "ف", "ب", "ج", "ي", "و", "ه", "ل", "a", "e", "c", "i", "o", "u",
                          "y", "n", "A", "E", "C", "I", "O", "U", "N", "ⵣ", "ⴷ", "ⵔ", "ⵙ", "ⵜ", "."}) {
    for (const std::string& letter : ui::alternates_of(key)) {
      INFO(letter);
      field.editor.set_text("");
      rig.frame();
      CHECK(type(letter) == "");
      CHECK(text() == letter);
    }
  }
}

TEST_CASE_METHOD(Typist, "keys are 15 millimetres apart on the smallest panel, in every layout") {
  for (const char* language : {"osk.fr", "osk.zgh", "osk.ar"}) {
    rig.tap(language);
    rig.frame();
    // 15.6 inches on its side is 194 mm wide.
    const float mm = 194.0F / 1080;
    for (const ui::Node& node : rig.ui.tree().nodes()) {
      INFO(node.id);
      CHECK(node.box.width * mm > 15);
      CHECK(node.box.height * mm > 15);
    }
  }
}

TEST_CASE_METHOD(Typist, "no two keys have one name, whatever layout, tray and shift") {
  for (const char* language : {"osk.fr", "osk.zgh", "osk.ar"}) {
    rig.tap(language);
    for (int tray = 0; tray < 4; ++tray) {
      for (int shift = 0; shift < 2; ++shift) {
        std::set<std::string> ids;
        for (const ui::Node& node : rig.ui.tree().nodes()) {
          INFO(language << " " << node.id);
          CHECK(ids.insert(node.id).second);
        }
        rig.tap("osk.shift");
      }
      rig.tap("osk.tray");
    }
  }
}

TEST_CASE_METHOD(Typist, "a key that was held and repeated does not act once more when it is let go") {
  type("abcdefgh");
  const ui::PixelBox key = rig.ui.tree().find("osk.backspace")->box;
  rig.press(key.x + 5, key.y + 5);
  rig.wait(std::chrono::milliseconds(420));
  rig.frame();
  CHECK(text() == "abcdefg");
  rig.lift(key.x + 5, key.y + 5);
  CHECK(text() == "abcdefg");
}
