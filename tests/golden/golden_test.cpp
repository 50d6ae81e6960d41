// The golden pictures: each case draws a screen with the software renderer and must give the picture beside
// this file, pixel for pixel. KIOSK_ACCEPT=1 writes the pictures anew; a person looks at each before it is
// committed. What came out instead lies in build/<preset>/golden/.

#include <set>

#include "platform/display/image_file.h"
#include "tests/golden/specimen.h"
#include "tests/support/catch.h"
#include "tests/support/screen_cases.h"

using namespace kiosk;
using app::Screen;
using base::Language;
using tests::ScreenRig;

namespace {

struct Case {
  std::string name;
  int width, height;
  Language language;
  void (*prepare)(ScreenRig&);
};

void open(ScreenRig& rig, Screen screen, std::string slug = {}) {
  app::update(rig.state, app::intent::Open{{screen, std::move(slug), 0}});
}

void home(ScreenRig&) {}

void home_high_contrast(ScreenRig& rig) { rig.state.settings.high_contrast = true; }
void home_largest_text(ScreenRig& rig) { rig.state.settings.text_percent = 150; }
void article(ScreenRig& rig) { open(rig, Screen::article, "governance"); }

void describe(ScreenRig& rig) {
  open(rig, Screen::category);
  app::update(rig.state, app::intent::ChooseCategory{"lighting"});
  app::update(rig.state, app::intent::Continue{});
  app::update(rig.state, app::intent::ChooseDistrict{"bettana"});
  app::update(rig.state, app::intent::Continue{});
  rig.draw();
  for (const char* id : {"osk.1", "osk.4"}) REQUIRE(rig.tap(id));
  app::update(rig.state,
              app::intent::EditField{
                  app::Field::text,
                  "عمود الإنارة رقم 14 أمام Pharmacie Al Amal مطفأ منذ ثلاثة أسابيع. الثمن 1050,50 "
                  "درهم، القانون 2-17-265 (هاتف 0537000000)."});
}

void touch(ScreenRig& rig, ui::TouchEvent::Phase phase, float x, float y) {
  rig.interface().touch({phase, 1, x, y, rig.state.now});
  rig.draw();
}

// A word chosen by two touches: its handles and what can be done with it.
void describe_selected(ScreenRig& rig) {
  describe(rig);
  rig.draw();
  const ui::PixelBox text = rig.interface().tree().find("complaint.text")->box;
  for (int i = 0; i < 2; ++i) {
    rig.pass(base::Milliseconds(400));
    touch(rig, ui::TouchEvent::Phase::down, text.x + text.width - 200, text.y + 70);
    touch(rig, ui::TouchEvent::Phase::up, text.x + text.width - 200, text.y + 70);
  }
}

void describe_long_press(ScreenRig& rig) {
  describe(rig);
  rig.draw();
  const ui::PixelBox key = rig.interface().tree().find("osk.ا")->box;
  touch(rig, ui::TouchEvent::Phase::down, key.x + key.width / 2, key.y + key.height / 2);
  rig.pass(base::Milliseconds(450));
}

void category(ScreenRig& rig) {
  open(rig, Screen::category);
  app::update(rig.state, app::intent::ChooseCategory{"lighting"});
}

void contact(ScreenRig& rig) {
  describe(rig);
  app::update(rig.state, app::intent::Continue{});
  app::update(rig.state, app::intent::ChooseContact{complaint::Contact::call});
  app::update(rig.state, app::intent::EditField{app::Field::phone, "06123"});
}

void contact_unasked_largest_text(ScreenRig& rig) {
  rig.state.settings.text_percent = 150;
  describe(rig);
  app::update(rig.state, app::intent::Continue{});
}

void receipt_delivered(ScreenRig& rig) {
  tests::open_receipt(rig);
  app::update(rig.state, app::intent::Delivered{"one", rig.state.wall, "2025/1184"});
}

void receipt_largest_text(ScreenRig& rig) {
  rig.state.settings.text_percent = 150;
  tests::open_receipt(rig);
}

const std::vector<Case> kCases = {
    {"home-ar", 1080, 1920, Language::ar, &home},
    {"home-fr", 1080, 1920, Language::fr, &home},
    {"home-landscape-ar", 1920, 1080, Language::ar, &home},
    {"home-contrast-ar", 1080, 1920, Language::ar, &home_high_contrast},
    {"home-text-150-fr", 1080, 1920, Language::fr, &home_largest_text},
    {"article-ar", 1080, 1920, Language::ar, &article},
    {"article-fr", 1080, 1920, Language::fr, &article},
    {"category-ar", 1080, 1920, Language::ar, &category},
    {"category-landscape-fr", 1920, 1080, Language::fr, &category},
    {"complaint-text-ar", 1080, 1920, Language::ar, &describe},
    {"complaint-text-fr", 1080, 1920, Language::fr, &describe},
    {"complaint-selected-ar", 1080, 1920, Language::ar, &describe_selected},
    {"complaint-long-press-ar", 1080, 1920, Language::ar, &describe_long_press},
    {"contact-landscape-ar", 1920, 1080, Language::ar, &contact},
    {"contact-text-150-fr", 1080, 1920, Language::fr, &contact_unasked_largest_text},
    {"receipt-ar", 1080, 1920, Language::ar, &tests::open_receipt},
    {"receipt-text-150-ar", 1080, 1920, Language::ar, &receipt_largest_text},
    {"receipt-fr", 1080, 1920, Language::fr, &receipt_delivered},
};

// Of each screen: Arabic as designed, French across, Arabic in high contrast.
const std::vector<std::string> kScreens = {"attract",
                                           "partnerships",
                                           "twins",
                                           "agreements",
                                           "agreement",
                                           "governance",
                                           "governance-risks",
                                           "lighting-chart",
                                           "covenant",
                                           "energy",
                                           "tip",
                                           "missing",
                                           "search-found",
                                           "where",
                                           "contact-phone",
                                           "contact-error",
                                           "check",
                                           "receipt-delivered",
                                           "follow",
                                           "follow-unknown",
                                           "status",
                                           "status-messages",
                                           "message",
                                           "still-there",
                                           "leave",
                                           "staff-pin",
                                           "staff-status",
                                           "staff-review",
                                           "staff-installing",
                                           "staff-refused"};
// The busiest ones, with the largest text and with low reach.
const std::vector<std::string> kBusiest = {"agreements", "governance-risks", "energy", "where", "check",
                                           "twins"};

struct Still {
  std::string name, screen;
  int width, height;
  app::Settings settings;
};

std::vector<Still> stills() {
  std::vector<Still> out;
  for (const std::string& screen : kScreens) {
    out.push_back({screen + "-ar", screen, 1080, 1920, {}});
    out.push_back({screen + "-landscape-fr", screen, 1920, 1080, {.language = Language::fr}});
    out.push_back({screen + "-contrast-ar", screen, 1080, 1920, {.high_contrast = true}});
  }
  for (const std::string& screen : kBusiest) {
    const app::Settings largest{.language = Language::fr, .text_percent = 150};
    out.push_back({screen + "-text-150-fr", screen, 1080, 1920, largest});
    out.push_back({screen + "-low-ar", screen, 1080, 1920, {.low_reach = true}});
  }
  return out;
}

const std::string kSpecimen = "specimen";
const std::filesystem::path kKept = std::filesystem::path(KIOSK_SOURCE_DIR) / "tests/golden";
const std::filesystem::path kDrawn = std::filesystem::path(KIOSK_BUILD_DIR) / "golden";

ui::Image draw(const Case& one) {
  ScreenRig rig(one.width, one.height);
  rig.state.settings.language = one.language;
  rig.state.trail = {app::Place{Screen::home, {}, 0}};
  one.prepare(rig);
  return rig.picture();
}

ui::Image draw(const Still& one) {
  ScreenRig rig(one.width, one.height);
  rig.state.settings = one.settings;
  rig.state.trail = {app::Place{Screen::home, {}, 0}};
  tests::screen_case(one.screen).prepare(rig);
  return rig.picture();
}

std::size_t count_different(const ui::Image& a, const ui::Image& b) {
  if (a.width != b.width || a.height != b.height) return a.pixels.size() / 4;
  std::size_t different = 0;
  for (std::size_t at = 0; at < a.pixels.size(); at += 4) {
    different += !std::equal(a.pixels.begin() + static_cast<std::ptrdiff_t>(at),
                             a.pixels.begin() + static_cast<std::ptrdiff_t>(at + 4),
                             b.pixels.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return different;
}

bool accepting() {
  const char* accept = std::getenv("KIOSK_ACCEPT");
  return accept != nullptr && std::string_view(accept) == "1";
}

}  // namespace

namespace {

void compare(const std::string& name, const ui::Image& image) {
  std::filesystem::create_directories(kDrawn);
  const std::filesystem::path kept = kKept / (name + ".png");
  if (accepting()) REQUIRE(platform::display::save_png(kept, image).ok());
  const base::Result<ui::Image> golden = platform::display::load_png(kept);
  INFO(name);
  if (!golden) {
    FAIL_CHECK("there is no picture");
    return;
  }
  const std::size_t different = count_different(image, *golden);
  CHECK(different == 0);
  if (different != 0) REQUIRE(platform::display::save_png(kDrawn / (name + ".png"), image).ok());
}

}  // namespace

TEST_CASE("every golden picture is what its screen draws") {
  for (const Case& one : kCases) compare(one.name, draw(one));
}

TEST_CASE("every screen is what a person has looked at") {
  for (const Still& one : stills()) compare(one.name, draw(one));
}

TEST_CASE("the specimen sheet of the text layer is what a person has looked at") {
  compare(kSpecimen, tests::text_specimen());
}

TEST_CASE("the same screen drawn twice, by two programs' worth of state, gives the same bytes") {
  CHECK(draw(kCases[0]).pixels == draw(kCases[0]).pixels);
}

TEST_CASE("every picture has its case") {
  std::set<std::string> names = {kSpecimen};
  for (const Case& one : kCases) names.insert(one.name);
  for (const Still& one : stills()) names.insert(one.name);
  for (const auto& entry : std::filesystem::directory_iterator(kKept)) {
    if (entry.path().extension() != ".png") continue;
    INFO(entry.path());
    CHECK(names.contains(entry.path().stem().string()));
  }
}
