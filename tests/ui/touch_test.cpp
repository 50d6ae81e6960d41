#include "tests/support/catch.h"
#include "tests/ui/rig.h"

using namespace kiosk;
using namespace std::chrono_literals;
using tests::UiRig;

namespace {

// Two buttons, one above the other, in a left-to-right page of 1080 x 1920 pixels of which 2.7 make a
// millimetre.
struct TwoButtons {
  TwoButtons() {
    rig.settings.language = base::Language::fr;
    rig.frame();
  }

  void draw(ui::Interface& ui) {
    ui::ButtonOptions options;
    options.enabled = first_enabled;
    if (ui::neutral_button(ui, "first", {100, 200, 300, 120}, "Un", options)) ++first;
    if (ui::neutral_button(ui, "second", {100, 400, 300, 120}, "Deux", {})) ++second;
  }
  int first = 0, second = 0;
  bool first_enabled = true;
  UiRig rig{[this](ui::Interface& ui) { draw(ui); }};
};

}  // namespace

TEST_CASE_METHOD(TwoButtons, "a button acts when the finger lifts, not when it comes down") {
  rig.press(150, 250);
  CHECK(first == 0);
  rig.lift(150, 250);
  CHECK(first == 1);
}

TEST_CASE_METHOD(TwoButtons, "a finger may stray 8 mm from a button, and no farther") {
  rig.press(150, 250);
  rig.move(150, 320 + 20);  // 7.4 mm below its edge
  rig.lift(150, 320 + 20);
  CHECK(first == 1);
  rig.now += 1s;
  rig.press(150, 250);
  rig.move(150, 320 + 23);  // 8.5 mm
  rig.move(150, 250);       // coming back does not bring it back
  rig.lift(150, 250);
  CHECK(first == 1);
  CHECK(second == 0);
}

TEST_CASE_METHOD(TwoButtons, "the same button acts once in 300 ms, another at once") {
  rig.press(150, 250);
  rig.lift(150, 250);
  rig.now += 299ms;
  rig.press(150, 250);
  rig.lift(150, 250);
  CHECK(first == 1);
  rig.press(150, 450);
  rig.lift(150, 450);
  CHECK(second == 1);
  rig.now += 301ms;
  rig.press(150, 250);
  rig.lift(150, 250);
  CHECK(first == 2);
}

TEST_CASE_METHOD(TwoButtons, "one finger leads: a second one does nothing until the first is gone") {
  rig.touch(ui::TouchEvent::Phase::down, 150, 250, 1);
  rig.touch(ui::TouchEvent::Phase::down, 150, 450, 2);
  rig.touch(ui::TouchEvent::Phase::up, 150, 450, 2);
  CHECK(second == 0);
  rig.touch(ui::TouchEvent::Phase::up, 150, 250, 1);
  CHECK(first == 1);
  rig.touch(ui::TouchEvent::Phase::down, 150, 450, 2);
  rig.touch(ui::TouchEvent::Phase::up, 150, 450, 2);
  CHECK(second == 1);
}

TEST_CASE_METHOD(TwoButtons, "a disabled button is seen, not touched") {
  first_enabled = false;
  rig.frame();
  CHECK_FALSE(rig.ui.tree().find("first")->enabled);
  rig.press(150, 250);
  rig.lift(150, 250);
  CHECK(first == 0);
  CHECK_FALSE(rig.ui.activate("first"));
}

TEST_CASE_METHOD(TwoButtons, "in Arabic the same place is counted from the right") {
  CHECK(rig.ui.tree().find("first")->box.x == 100);
  rig.settings.language = base::Language::ar;
  rig.frame();
  CHECK(rig.ui.tree().find("first")->box.x == 1080 - 100 - 300);
}

TEST_CASE_METHOD(TwoButtons, "the keypad walks through the controls and selects") {
  rig.ui.key(ui::NavKey::down, rig.now);
  rig.frame();
  CHECK(rig.ui.tree().find("first")->focused);
  rig.ui.key(ui::NavKey::down, rig.now);
  rig.ui.key(ui::NavKey::select, rig.now);
  rig.frame();
  CHECK(second == 1);
  rig.ui.key(ui::NavKey::down, rig.now);
  rig.frame();
  CHECK(rig.ui.tree().find("first")->focused);  // round from the last
}

TEST_CASE_METHOD(TwoButtons, "the second tap of a double tap is not for the page that the first one opened") {
  rig.press(150, 250);
  rig.lift(150, 250);
  rig.ui.new_page(rig.now);
  rig.now += 110ms;
  rig.press(150, 450);
  rig.lift(150, 450);
  CHECK(second == 0);
  rig.now += 300ms;
  rig.press(150, 450);
  rig.lift(150, 450);
  CHECK(second == 1);
}

TEST_CASE("a page taller than its window scrolls under a finger, and what left it cannot be touched") {
  int activated = 0;
  UiRig rig([&activated](ui::Interface& ui) {
    ui.begin_scroll("page", {0, 100, 1080, 500});
    if (ui::neutral_button(ui, "top", {100, 120, 300, 120}, "Un", {})) ++activated;
    ui.end_scroll(2000);
  });
  rig.settings.language = base::Language::fr;
  rig.frame();
  rig.press(200, 180);
  rig.move(200, 120);
  rig.move(200, -220);
  rig.lift(200, -220);
  CHECK(activated == 0);  // it was a drag
  rig.frame();
  rig.wait(ui::kScrollTime);
  CHECK(rig.ui.scroll_state("page").offset > 200);
  CHECK(rig.ui.tree().find("top") == nullptr);
  rig.ui.scroll_by("page", -10);
  rig.frame();
  CHECK(rig.ui.scroll_state("page").at_top());
  rig.wait(ui::kScrollTime);
  CHECK(rig.tap("top"));
  CHECK(activated == 1);
}

TEST_CASE("what was drawn before an overlay is out of reach") {
  bool overlay = false;
  int below = 0, above = 0;
  UiRig rig([&](ui::Interface& ui) {
    if (ui::neutral_button(ui, "below", {100, 200, 300, 120}, "Un", {})) ++below;
    if (!overlay) return;
    ui.begin_overlay();
    if (ui::neutral_button(ui, "above", {100, 600, 300, 120}, "Deux", {})) ++above;
  });
  CHECK(rig.tap("below"));
  overlay = true;
  rig.frame();
  CHECK(rig.ui.tree().find("below") == nullptr);
  CHECK(rig.tap("above"));
  CHECK(below == 1);
  CHECK(above == 1);
}

TEST_CASE("forget leaves nothing of what was drawn, nor of a longer page before it") {
  bool is_long = true;
  UiRig rig([&is_long](ui::Interface& ui) {
    for (float y = 0; y < (is_long ? 800.0F : 100.0F); y += 100)
      ui::neutral_button(ui, "words", {0, y, 600, 90}, "secret words");
  });
  const std::span<const std::byte> vertices = std::as_bytes(rig.drawn->vertices);
  const std::span<const std::byte> indices = std::as_bytes(rig.drawn->indices);
  is_long = false;
  rig.frame();
  REQUIRE(vertices.data() == std::as_bytes(rig.drawn->vertices).data());
  REQUIRE(vertices.size() > rig.drawn->vertices.size_bytes());
  const auto is_empty = [](std::span<const std::byte> bytes) {
    return std::ranges::all_of(bytes, [](std::byte one) { return one == std::byte{0}; });
  };
  CHECK_FALSE(is_empty(vertices.last(vertices.size() - rig.drawn->vertices.size_bytes())));
  rig.ui.forget();
  CHECK(is_empty(vertices));
  CHECK(is_empty(indices));
  rig.frame();
  CHECK_FALSE(is_empty(std::as_bytes(rig.drawn->vertices)));
}

TEST_CASE("forget leaves no text of the visit in the tree") {
  UiRig rig([](ui::Interface& ui) {
    ui.say("quote", ui::NodeRole::quote, {0, 0, 10, 10}, "secret", "secret");
  });
  CHECK(rig.ui.tree().find("quote") != nullptr);
  rig.ui.forget();
  CHECK(rig.ui.tree().nodes().empty());
}
