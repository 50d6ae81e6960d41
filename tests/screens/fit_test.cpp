// Every screen in each language, text size and orientation: what can be touched lies on the picture, is tall
// enough for a finger, covers nothing else that can be touched, and has a name; no alert hides it. Scrolled
// through to its end.
// KIOSK_PICTURES=1 keeps a picture of each in build/<preset>/fit/, to be looked at.

#include <map>

#include "platform/display/image_file.h"
#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using app::Field;
using app::Screen;
using base::Language;
using tests::ScreenRig;

namespace {

constexpr float kLeastTouch = 56;  // section 9: nothing below it is ever touchable
constexpr float kRounding = 2;     // pixels
constexpr int kMaxScrolls = 24;

struct Case {
  const char* name;
  void (*prepare)(ScreenRig&);
};

template <typename Intent>
void does(ScreenRig& rig, Intent intent) {
  app::update(rig.state, std::move(intent));
}

void open(ScreenRig& rig, Screen screen, std::string slug = {}) {
  does(rig, app::intent::Open{{screen, std::move(slug), 0}});
}

void where(ScreenRig& rig) {
  open(rig, Screen::category);
  does(rig, app::intent::ChooseCategory{"lighting"});
  does(rig, app::intent::Continue{});
  does(rig, app::intent::ChooseDistrict{"tabriquet"});
}

void describe(ScreenRig& rig) {
  where(rig);
  does(rig, app::intent::Continue{});
}

void contact(ScreenRig& rig) {
  describe(rig);
  does(rig, app::intent::EditField{Field::text, "Le lampadaire est éteint depuis lundi، والزقاق مظلم"});
  does(rig, app::intent::Continue{});
}

void phone(ScreenRig& rig) {
  contact(rig);
  does(rig, app::intent::ChooseContact{complaint::Contact::call});
  does(rig, app::intent::EditField{Field::phone, "0612"});
}

void check(ScreenRig& rig) {
  phone(rig);
  does(rig, app::intent::EditField{Field::phone, "0612345678"});
  does(rig, app::intent::EditField{Field::name, "نادية"});
  does(rig, app::intent::EditField{Field::landmark, "قرب مدرسة النور"});
  does(rig, app::intent::Continue{});
}

void status(ScreenRig& rig) {
  complaint::FollowUp found;
  found.category = "lighting";
  found.district = "tabriquet";
  found.kind = complaint::Kind::suggestion;
  complaint::FollowUpStep step;
  step.state = complaint::CaseState::answered;
  step.at = rig.state.wall;
  std::string answer;
  for (int i = 0; i < 12; ++i) answer += "Une équipe passe lundi matin. سيمر الفريق صباح الاثنين. ";
  step.answer.fr = base::SecretString(answer);
  step.answer.ar = base::SecretString(answer);
  found.history.push_back(std::move(step));
  rig.state.follow.found = std::move(found);
  rig.state.follow.digits = "482719360574";
  rig.state.trail = {app::Place{Screen::home, {}, 0}, app::Place{Screen::status, {}, 0}};
}

const std::vector<Case> kCases = {
    {"attract",
     [](ScreenRig& rig) {
       rig.state.trail = {app::Place{Screen::attract, {}, 0}};
     }},
    {"home", [](ScreenRig&) {}},
    {"partnerships", [](ScreenRig& rig) { open(rig, Screen::partnerships); }},
    {"twins", [](ScreenRig& rig) { open(rig, Screen::twins); }},
    {"agreements", [](ScreenRig& rig) { open(rig, Screen::agreements); }},
    {"agreement", [](ScreenRig& rig) { open(rig, Screen::agreement, "local-governance"); }},
    {"governance", [](ScreenRig& rig) { open(rig, Screen::article, "governance"); }},
    {"covenant", [](ScreenRig& rig) { open(rig, Screen::article, "covenant"); }},
    {"privacy", [](ScreenRig& rig) { open(rig, Screen::article, "privacy"); }},
    {"energy", [](ScreenRig& rig) { open(rig, Screen::energy); }},
    {"energy-cooling", [](ScreenRig& rig) { open(rig, Screen::energy, "cooling"); }},
    {"tip", [](ScreenRig& rig) { open(rig, Screen::tip, "led-off"); }},
    {"missing", [](ScreenRig& rig) { open(rig, Screen::article, "nowhere"); }},
    {"category", [](ScreenRig& rig) { open(rig, Screen::category); }},
    {"category-error",
     [](ScreenRig& rig) {
       open(rig, Screen::category);
       does(rig, app::intent::Continue{});
     }},
    {"where", &where},
    {"where-error",
     [](ScreenRig& rig) {
       where(rig);
       does(rig, app::intent::ChooseDistrict{""});
       does(rig, app::intent::Continue{});
     }},
    {"where-landmark",
     [](ScreenRig& rig) {
       where(rig);
       does(rig, app::intent::FocusField{Field::landmark});
       does(rig, app::intent::EditField{Field::landmark, "قرب مدرسة النور"});
     }},
    {"describe", &describe},
    {"describe-error",
     [](ScreenRig& rig) {
       describe(rig);
       does(rig, app::intent::Continue{});
     }},
    {"contact", &contact},
    {"contact-phone", &phone},
    {"contact-error",
     [](ScreenRig& rig) {
       phone(rig);
       does(rig, app::intent::Continue{});
     }},
    {"contact-name",
     [](ScreenRig& rig) {
       phone(rig);
       does(rig, app::intent::FocusField{Field::name});
       does(rig, app::intent::EditField{Field::name, "Nadia"});
     }},
    {"check", &check},
    {"check-error",
     [](ScreenRig& rig) {
       check(rig);
       does(rig, app::intent::Send{});
     }},
    {"receipt", &tests::open_receipt},
    {"receipt-delivered",
     [](ScreenRig& rig) {
       tests::open_receipt(rig);
       does(rig, app::intent::Delivered{"one", rig.state.wall, "2025/1184"});
     }},
    {"follow", [](ScreenRig& rig) { open(rig, Screen::follow); }},
    {"follow-unknown",
     [](ScreenRig& rig) {
       open(rig, Screen::follow);
       rig.state.follow.problem = app::FollowProblem::unknown;
     }},
    {"status", &status},
    {"still-there",
     [](ScreenRig& rig) {
       check(rig);
       rig.state.overlay = app::Overlay::still_there;
     }},
    {"leave",
     [](ScreenRig& rig) {
       check(rig);
       rig.state.overlay = app::Overlay::leave;
     }},
    {"staff-pin", [](ScreenRig& rig) { open(rig, Screen::staff_pin); }},
    {"staff-status", [](ScreenRig& rig) { open(rig, Screen::staff_status); }},
};

struct View {
  Language language;
  int percent;
  int width, height;
};

bool may_overlap(const ui::Node& node) {
  return node.role == ui::NodeRole::pin || node.id == "attract.screen" || node.id == "overlay.scrim";
}

bool overlap(const ui::PixelBox& a, const ui::PixelBox& b) {
  return std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x) > kRounding &&
         std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y) > kRounding;
}

// What is wrong with the controls on screen now; the tallest each has been seen goes to `tallest`.
std::vector<std::string> problems(ScreenRig& rig, const View& view, std::map<std::string, float>& tallest) {
  std::vector<std::string> out;
  std::vector<const ui::Node*> controls;
  for (const ui::Node& node : rig.interface().tree().nodes()) {
    if (node.focusable) controls.push_back(&node);
  }
  for (const ui::Node& alert : rig.interface().tree().nodes()) {
    // Texts that have scrolled out of their window are in the tree where they would be.
    if (alert.role != ui::NodeRole::alert || rig.interface().scroll_state("page").offset > 0) continue;
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

std::string name_of(const Case& one, const View& view) {
  return std::string(one.name) + "-" + std::string(base::code_of(view.language)) + "-" +
         std::to_string(view.percent) + (view.width > view.height ? "-landscape" : "");
}

void keep_picture(ScreenRig& rig, const std::string& name) {
  const char* wanted = std::getenv("KIOSK_PICTURES");
  if (wanted == nullptr || std::string_view(wanted) != "1") return;
  const std::filesystem::path folder = std::filesystem::path(KIOSK_BUILD_DIR) / "fit";
  std::filesystem::create_directories(folder);
  REQUIRE(platform::display::save_png(folder / (name + ".png"), rig.picture()).ok());
}

std::vector<std::string> walk(ScreenRig& rig, const Case& one, const View& view) {
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
  for (const auto& [id, tall] : tallest) {
    if (tall < kLeastTouch) out.push_back(id + " is too small to be touched");
  }
  return out;
}

void check_view(const View& view) {
  ScreenRig rig(view.width, view.height);
  const app::State fresh = rig.state;
  for (const Case& one : kCases) {
    rig.state = fresh;
    rig.interface().forget();
    rig.screens().forget();
    rig.state.settings.language = view.language;
    rig.state.settings.text_percent = view.percent;
    rig.state.trail = {app::Place{Screen::home, {}, 0}};
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
