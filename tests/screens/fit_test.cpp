// Every screen in each language, text size and orientation: what can be touched lies on the picture, is tall
// enough for a finger, covers nothing else that can be touched, and has a name; no alert hides it. Scrolled
// through to its end.
// KIOSK_PICTURES=1 keeps a picture of each in build/<preset>/fit/, to be looked at.

#include <map>

#include "platform/display/image_file.h"
#include "tests/support/catch.h"
#include "tests/support/screen_cases.h"

using namespace kiosk;
using base::Language;
using tests::ScreenRig;

namespace {

constexpr float kLeastTouch = 56;  // section 9: nothing below it is ever touchable
constexpr float kRounding = 2;     // pixels
constexpr int kMaxScrolls = 24;

using tests::ScreenCase;

enum class Reach { all, low };

struct View {
  Language language;
  int percent;
  int width, height;
  bool high_contrast = false;
  Reach reach = Reach::all;
};

bool may_overlap(const ui::Node& node) {
  return node.role == ui::NodeRole::pin || node.id == "attract.screen" || node.id == "overlay.scrim";
}

// With low reach the staff's own pages, and their door, stay as they are (section 6.3).
bool is_for_staff(const ScreenRig& rig, const ui::Node& node) {
  return node.id == "staff.open" || app::is_staff(rig.state.place().screen) || node.id == "overlay.scrim" ||
         node.id == "popover.close" || node.id == "attract.screen";
}

bool overlap(const ui::PixelBox& a, const ui::PixelBox& b) {
  return std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x) > kRounding &&
         std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y) > kRounding;
}

// What is wrong with the controls on screen now; the tallest each has been seen goes to `tallest`.
std::vector<std::string> problems(ScreenRig& rig, const View& view, std::map<std::string, float>& tallest) {
  std::vector<std::string> out;
  for (const base::SecretString& words : rig.interface().overlong())
    out.push_back("too long for its place: " + std::string(words.view()));
  std::vector<const ui::Node*> controls;
  for (const ui::Node& node : rig.interface().tree().nodes()) {
    if (node.focusable) controls.push_back(&node);
  }
  for (const ui::Node& alert : rig.interface().tree().nodes()) {
    // Texts that have scrolled out of their window are in the tree where they would be.
    if (alert.role != ui::NodeRole::alert || rig.interface().scroll_state("page").overflows()) continue;
    for (const ui::Node* control : controls) {
      if (!may_overlap(*control) && overlap(alert.box, control->box))
        out.push_back(alert.id + " hides " + control->id);
    }
  }
  for (std::size_t i = 0; i < controls.size(); ++i) {
    const ui::Node& node = *controls[i];
    const ui::PixelBox& box = node.box;
    float& tall = tallest[node.id];
    tall = std::max(tall, std::min(box.width, box.height));
    const float reach = rig.interface().reach_top() * rig.interface().painter().scale();
    if (box.y + kRounding < reach && !is_for_staff(rig, node)) out.push_back(node.id + " is out of reach");
    if (node.name.empty()) out.push_back(node.id + " has no name");
    if (box.width <= 0 || box.height <= 0) out.push_back(node.id + " is turned inside out");
    if (box.x < -kRounding || box.y < -kRounding ||
        box.x + box.width > static_cast<float>(view.width) + kRounding ||
        box.y + box.height > static_cast<float>(view.height) + kRounding)
      out.push_back(node.id + " reaches over the picture");
    for (std::size_t k = i + 1; k < controls.size(); ++k) {
      if (may_overlap(node) || may_overlap(*controls[k])) continue;
      if (overlap(box, controls[k]->box)) out.push_back(node.id + " lies over " + controls[k]->id);
    }
  }
  return out;
}

std::string name_of(const ScreenCase& one, const View& view) {
  return std::string(one.name) + "-" + std::string(base::code_of(view.language)) + "-" +
         std::to_string(view.percent) + (view.width > view.height ? "-landscape" : "") +
         (view.high_contrast ? "-contrast" : "") + (view.reach == Reach::low ? "-low" : "") +
         (std::min(view.width, view.height) == 1080 ? "" : "-" + std::to_string(view.width));
}

void keep_picture(ScreenRig& rig, const std::string& name) {
  const char* wanted = std::getenv("KIOSK_PICTURES");
  if (wanted == nullptr || std::string_view(wanted) != "1") return;
  const std::filesystem::path folder = std::filesystem::path(KIOSK_BUILD_DIR) / "fit";
  std::filesystem::create_directories(folder);
  REQUIRE(platform::display::save_png(folder / (name + ".png"), rig.picture()).ok());
}

std::vector<std::string> walk(ScreenRig& rig, const ScreenCase& one, const View& view) {
  std::map<std::string, float> tallest;
  std::vector<std::string> out;
  rig.draw();
  for (int part = 0; part < kMaxScrolls; ++part) {
    keep_picture(rig, name_of(one, view) + (part == 0 ? "" : "-" + std::to_string(part)));
    for (std::string& problem : problems(rig, view, tallest)) out.push_back(std::move(problem));
    const ui::Node* down = rig.interface().tree().find("scroll.down");
    if (down == nullptr || !down->enabled) break;
    REQUIRE(rig.tap("scroll.down"));
  }
  const float least = kLeastTouch * rig.interface().painter().scale();
  for (const auto& [id, tall] : tallest) {
    if (tall < least - kRounding) out.push_back(id + " is too small to be touched");
  }
  return out;
}

void check_view(const View& view) {
  ScreenRig rig(view.width, view.height);
  const app::State fresh = rig.state;
  for (const ScreenCase& one : tests::screen_cases()) {
    rig.state = fresh;
    rig.interface().forget();
    rig.screens().forget();
    rig.state.settings.language = view.language;
    rig.state.settings.text_percent = view.percent;
    rig.state.settings.high_contrast = view.high_contrast;
    rig.state.settings.low_reach = view.reach == Reach::low;
    rig.state.trail = {app::Place{app::Screen::home, {}, 0}};
    one.prepare(rig);
    for (const std::string& problem : walk(rig, one, view)) {
      INFO(name_of(one, view));
      FAIL_CHECK(problem);
    }
  }
}

void check_language(Language language) {
  for (const int percent : app::kTextSizes) {
    check_view({language, percent, 1080, 1920});
    check_view({language, percent, 1920, 1080});
  }
}

}  // namespace

TEST_CASE("every control of every screen can be touched, in Arabic") { check_language(Language::ar); }
TEST_CASE("every control of every screen can be touched, in French") { check_language(Language::fr); }
TEST_CASE("every control of every screen can be touched, in English") { check_language(Language::en); }

TEST_CASE("every control can be touched in high contrast") {
  for (const int percent : {100, 150}) {
    check_view({Language::ar, percent, 1080, 1920, true});
    check_view({Language::fr, percent, 1920, 1080, true});
  }
}
TEST_CASE("with low reach nothing is touched above its line") {
  for (const int percent : {100, 150}) {
    check_view({Language::ar, percent, 1080, 1920, false, Reach::low});
    check_view({Language::fr, percent, 1080, 1920, false, Reach::low});
    check_view({Language::ar, percent, 1920, 1080, false, Reach::low});
  }
}
TEST_CASE("every control can be touched on small and large panels") {
  for (const auto& [width, height] : {std::pair(1280, 800), std::pair(800, 1280), std::pair(2160, 3840)}) {
    check_view({Language::ar, 100, width, height});
    check_view({Language::fr, 150, width, height});
  }
}
