// Articles, the covenant, tips, and pages whose content is missing: what can be read, and what leads where.

#include <algorithm>

#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using app::Screen;
using base::Language;
using tests::ScreenRig;

namespace {

void open(ScreenRig& rig, Screen screen, std::string slug = {}) {
  rig.state.trail = {app::Place{Screen::home, {}, 0}};
  app::update(rig.state, app::intent::Open{{screen, std::move(slug), 0}});
  rig.draw();
}

void choose(ScreenRig& rig, std::size_t chapter) {
  app::update(rig.state, app::intent::ChooseChapter{chapter});
  rig.draw();
}

const ui::Node* node(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

bool is_read(ScreenRig& rig, std::string_view words) {
  const auto& nodes = rig.interface().tree().nodes();
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](const ui::Node& one) { return one.spoken.find(words) != std::string::npos; });
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

}  // namespace

TEST_CASE("chapters are left and come back, what was read says so, the last leads to the first") {
  ScreenRig rig;
  open(rig, Screen::article, "governance");
  CHECK_FALSE(node(rig, "article.previous")->enabled);
  CHECK(node(rig, "article.chapter.1")->selected);
  REQUIRE(rig.tap("article.next"));
  CHECK(rig.state.place().chapter == 1);
  CHECK(node(rig, "article.chapter.1")->spoken.find("قُرئ") != std::string::npos);
  CHECK(node(rig, "article.chapter.3")->spoken.find("قُرئ") == std::string::npos);
  REQUIRE(rig.tap("article.previous"));
  CHECK(rig.state.place().chapter == 0);
  REQUIRE(rig.tap("article.chapter.5"));
  REQUIRE(rig.tap("article.next"));
  CHECK(rig.state.place().chapter == 0);
}

TEST_CASE("the risk map says in words that its points are an example") {
  for (const auto& [width, height] : {std::pair(1080, 1920), std::pair(1920, 1080)}) {
    ScreenRig rig(width, height);
    open(rig, Screen::article, "governance");
    choose(rig, 2);
    CHECK(is_read(rig, "مثال توضيحي"));
  }
}

TEST_CASE("the way of a complaint leads to one") {
  ScreenRig rig(1920, 1080);
  open(rig, Screen::article, "governance");
  choose(rig, 4);
  REQUIRE(rig.tap("article.complaint"));
  CHECK(rig.state.place().screen == Screen::category);
}

TEST_CASE("the covenant draws no numbers of sectors, says what it waits for, and leads to those there are") {
  for (const Language language : base::kLanguages) {
    ScreenRig rig;
    rig.state.settings.language = language;
    open(rig, Screen::article, "covenant");
    CHECK(node(rig, "article.chart") == nullptr);
    REQUIRE(node(rig, "article.waiting") != nullptr);
    CHECK_FALSE(has_digit(node(rig, "article.waiting")->name));
    REQUIRE(rig.tap("link.street-lighting"));
    CHECK(rig.state.place().slug == "street-lighting");
  }
}

TEST_CASE(
    "a chart says its numbers, turns into a table and back, and is a chart again for the next visitor") {
  ScreenRig rig;
  rig.state.settings.language = Language::en;
  open(rig, Screen::article, "street-lighting");
  choose(rig, 1);
  const ui::Node* chart = node(rig, "article.chart");
  REQUIRE(chart != nullptr);
  for (const char* words : {"68% in 2015", "93%", "96 hours in 2014", "Under 26 hours"})
    CHECK(chart->spoken.find(words) != std::string::npos);
  CHECK_FALSE(chart->selected);
  REQUIRE(rig.tap("article.chart"));
  CHECK(node(rig, "article.chart")->selected);
  CHECK(node(rig, "article.chart")->spoken.find("93%") != std::string::npos);
  REQUIRE(rig.tap("article.chart"));
  CHECK_FALSE(rig.state.chart_as_table);
  app::update(rig.state, app::intent::ToggleChart{});
  app::update(rig.state, app::intent::Finish{});
  CHECK_FALSE(rig.state.chart_as_table);
}

TEST_CASE(
    "with low reach nothing of an article has to be touched above the line, and every way on is there") {
  for (const auto& [slug, chapters] :
       {std::pair("governance", 5), std::pair("covenant", 1), std::pair("street-lighting", 3)}) {
    for (const Language language : base::kLanguages) {
      ScreenRig rig;
      rig.state.settings.language = language;
      rig.state.settings.low_reach = true;
      open(rig, Screen::article, slug);
      for (int chapter = 0; chapter < chapters; ++chapter) {
        choose(rig, static_cast<std::size_t>(chapter));
        const float line = rig.interface().reach_top();
        REQUIRE(line > 0);
        for (const ui::Node& one : rig.interface().tree().nodes()) {
          INFO(slug << " " << chapter << " " << one.id);
          if (one.focusable && one.id != "staff.open") CHECK(one.box.y >= line);
        }
      }
    }
  }
  ScreenRig rig;
  rig.state.settings.low_reach = true;
  open(rig, Screen::article, "covenant");
  for (const char* id : {"link.energy-days", "link.energy", "link.sure", "link.street-lighting"})
    CHECK(node(rig, id) != nullptr);
  open(rig, Screen::article, "governance");
  choose(rig, 4);
  CHECK(node(rig, "article.complaint") != nullptr);
}

TEST_CASE("a tip leads to the campaign's others, and back to where the first was found") {
  ScreenRig rig;
  open(rig, Screen::energy);
  app::update(rig.state, app::intent::Open{{Screen::tip, "led-off", 0}});
  rig.draw();
  REQUIRE(rig.tap("tip.led-clean"));
  CHECK(rig.state.place().slug == "led-clean");
  CHECK(node(rig, "tip.led-clean") == nullptr);
  app::update(rig.state, app::intent::Back{});
  CHECK(rig.state.place().screen == Screen::energy);
}

TEST_CASE("where content is missing the page names it and offers two sections that are there") {
  ScreenRig rig;
  open(rig, Screen::article, "nowhere");
  CHECK(is_read(rig, "nowhere"));
  REQUIRE(node(rig, "missing.way.1") != nullptr);
  REQUIRE(node(rig, "missing.way.2") != nullptr);
  CHECK(node(rig, "missing.way.3") == nullptr);
  REQUIRE(rig.tap("missing.way.1"));
  CHECK(rig.state.place().screen == Screen::agreements);
  rig.state.kiosk.catalogue = nullptr;  // nothing installed: complaints still work
  open(rig, Screen::article, "governance");
  REQUIRE(rig.tap("missing.way.1"));
  CHECK(rig.state.place().screen == Screen::category);
}
