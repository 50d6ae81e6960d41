// The receipt: number and state in view whatever the letters' size, and nothing said before its time.

#include "tests/screens/keep_picture.h"

using namespace kiosk;
using base::Language;
using tests::ScreenRig;

namespace {

struct View {
  int width, height;
  const char* name;
};
constexpr std::array<View, 3> kViews = {
    {{1080, 1920, "portrait"}, {1920, 1080, "landscape"}, {1280, 800, "small"}}};

const ui::Node& node(ScreenRig& rig, std::string_view id) {
  const ui::Node* found = rig.interface().tree().find(id);
  INFO(id);
  REQUIRE(found != nullptr);
  return *found;
}

float bottom(const ui::Node& of) { return of.box.y + of.box.height; }

// The first control below the sheet.
float foot_of(ScreenRig& rig) { return node(rig, "receipt.follow").box.y; }

void check_in_view(ScreenRig& rig, std::string_view id) {
  const ui::Node& found = node(rig, id);
  INFO(id);
  CHECK(found.box.x >= 0);
  CHECK(found.box.y >= 0);
  CHECK(bottom(found) <= foot_of(rig));
}

void check_receipt(ScreenRig& rig, const std::string& name) {
  INFO(name);
  rig.draw();
  check_in_view(rig, "title");
  check_in_view(rig, "receipt.code");
  check_in_view(rig, "receipt.state");
  if (rig.state.settings.text_percent < 150) {
    check_in_view(rig, "receipt.qr");
    CHECK(rig.interface().tree().find("scroll.down") == nullptr);
  }
  tests::keep_picture(rig, name);
}

}  // namespace

TEST_CASE("a receipt's number and state need no scrolling, at any text size and either way up") {
  for (const View& view : kViews) {
    ScreenRig rig(view.width, view.height);
    for (const Language language : {Language::ar, Language::fr, Language::en}) {
      for (const int percent : app::kTextSizes) {
        rig.state.settings.language = language;
        rig.state.settings.text_percent = percent;
        const std::string name = base::cat("receipt-", base::code_of(language), "-", percent, "-", view.name);
        tests::open_receipt(rig);
        check_receipt(rig, name);
        app::update(rig.state, app::intent::Delivered{"one", rig.state.wall, "2025/1184"});
        check_receipt(rig, name + "-sent");
      }
    }
  }
}

TEST_CASE("a receipt is within low reach, in high contrast too") {
  ScreenRig rig;
  rig.state.settings.low_reach = true;
  for (const bool contrast : {false, true}) {
    rig.state.settings.high_contrast = contrast;
    tests::open_receipt(rig);
    check_receipt(rig, contrast ? "receipt-low-contrast" : "receipt-low");
    for (const ui::Node& one : rig.interface().tree().nodes()) {
      INFO(one.id);
      if (one.focusable && one.id != "staff.open") CHECK(one.box.y >= rig.interface().reach_top());
    }
  }
}

TEST_CASE("a receipt says that the complaint arrived only once the cell has acknowledged this one") {
  ScreenRig rig;
  tests::open_receipt(rig);
  rig.draw();
  const std::string recorded = node(rig, "title").name;
  CHECK(node(rig, "receipt.state").value == "saved");
  app::update(rig.state, app::intent::Delivered{"another", rig.state.wall, "2025/1183"});
  rig.draw();
  CHECK(node(rig, "receipt.state").value == "saved");
  CHECK(node(rig, "title").name == recorded);
  app::update(rig.state, app::intent::Delivered{"one", rig.state.wall, "2025/1184"});
  rig.draw_once();  // while the one fades into the other the words are already the new ones
  CHECK(node(rig, "receipt.state").value == "delivered");
  CHECK(node(rig, "title").name != recorded);
  tests::keep_picture(rig, "receipt-arrived");
}

TEST_CASE("the square of a receipt is at least 300 wide and the code is read in groups") {
  ScreenRig rig;
  tests::open_receipt(rig);
  rig.draw();
  CHECK(node(rig, "receipt.qr").box.width >= 300);
  CHECK(node(rig, "receipt.code").value == "4827 1936 0574");
  CHECK(node(rig, "receipt.code").spoken.starts_with("4 8 2 7 , 1 9 3 6"));
  CHECK_FALSE(node(rig, "nav.back").enabled);
}
