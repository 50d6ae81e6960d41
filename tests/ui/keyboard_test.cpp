// The on-screen keyboard types, by taps on its own keys, everything a citizen of Salé writes.

#include "kiosk/ui/keyboard.h"
#include "kiosk/base/utf8.h"
#include "tests/support/catch.h"
#include "tests/ui/rig.h"

using namespace kiosk;
using tests::UiRig;

namespace {

struct Typist {
  void draw(ui::Interface& ui) {
    const ui::KeyboardWords words{"space", "done"};
    const ui::KeyboardAction action = ui::keyboard(ui, kKeys, state, words, true);
    if (action.edit) ui::apply(ui, field, *action.edit, kField, options);
  }
  // Every code point by taps; the ids that were not there, if any.
  std::string type(std::string_view text) {
    std::string missing;
    for (std::size_t at = 0; at < text.size();) {
      const base::Decoded decoded = base::decode_utf8(text, at);
      ui::KeyboardState planned = state;
      const std::vector<std::string> taps = ui::taps_for(planned, decoded.code_point);
      if (taps.empty()) missing += text.substr(at, decoded.size_bytes);
      for (const std::string& id : taps) {
        if (!rig.tap(id)) missing += "[" + id + "]";
      }
      at += decoded.size_bytes;
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
  const std::string words = "Réverbère n° éteint à côté de l'école ÉÀÇ œuvre, où ? ça";
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
