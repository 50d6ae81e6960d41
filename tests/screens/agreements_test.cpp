#include "kiosk/app/agreements.h"

#include "tests/support/catalogue.h"
#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using app::Screen;

namespace {

struct Timeline {
  explicit Timeline(const content::Contents& contents = tests::timeline_contents()) {
    rig.state.kiosk.catalogue = tests::catalogue_of(contents);
    rig.state.trail = {app::Place{Screen::home, {}, 0}};
    app::update(rig.state, app::intent::Open{{Screen::agreements, {}, 0}});
    rig.draw();
  }
  [[nodiscard]] const ui::Node* find(std::string_view id) { return rig.interface().tree().find(id); }
  [[nodiscard]] bool shows(std::string_view id) { return find(id) != nullptr; }
  [[nodiscard]] bool is_on(std::string_view id) { return shows(id) && find(id)->selected; }
  // The agreement whose card is highest in the list.
  [[nodiscard]] std::string first() {
    const ui::Node* highest = nullptr;
    for (const ui::Node& node : rig.interface().tree().nodes()) {
      if (!node.id.starts_with("agreement.")) continue;
      if (highest == nullptr || node.box.y < highest->box.y) highest = &node;
    }
    return highest == nullptr ? "" : highest->id.substr(10);
  }
  [[nodiscard]] std::string count() { return find("agreements.count")->name; }

  tests::ScreenRig rig;
};

// So many that they have to be scrolled: 15 in each year, newest first.
content::Contents many() {
  content::Contents contents = tests::timeline_contents();
  const content::Agreement pattern = contents.agreements.front();
  contents.agreements.clear();
  for (int year = 2015; year >= 2003; --year) {
    for (int i = 0; i < 15; ++i) {
      contents.agreements.push_back(pattern);
      contents.agreements.back().slug = std::to_string(year) + "-" + std::to_string(i);
      contents.agreements.back().first_year = contents.agreements.back().last_year = year;
    }
  }
  return contents;
}

}  // namespace

TEST_CASE("touching a field shows its agreements only, and all brings the others back") {
  Timeline timeline;
  CHECK(timeline.is_on("field.all"));
  CHECK(timeline.first() == "parks");
  REQUIRE(timeline.rig.tap("field.culture"));
  CHECK(timeline.is_on("field.culture"));
  CHECK_FALSE(timeline.is_on("field.all"));
  CHECK(timeline.first() == "books");
  CHECK_FALSE(timeline.find("year.2014")->enabled);
  CHECK(timeline.find("year.2012")->enabled);
  REQUIRE(timeline.rig.tap("field.all"));
  CHECK(timeline.first() == "parks");
}

TEST_CASE("an empty result says so, and its button shows everything of the period again") {
  Timeline timeline;
  REQUIRE(timeline.rig.tap("period.2003-2009"));
  REQUIRE(timeline.rig.tap("field.culture"));
  CHECK(timeline.first().empty());
  CHECK_FALSE(timeline.shows("agreements.count"));
  REQUIRE(timeline.rig.tap("agreements.reset"));
  CHECK(timeline.is_on("field.all"));
  CHECK(timeline.is_on("period.2003-2009"));
  CHECK(timeline.first() == "twins");
  CHECK_FALSE(timeline.shows("agreements.reset"));
}

TEST_CASE("a period without agreements offers no filter to undo") {
  content::Contents contents = tests::timeline_contents();
  contents.agreements.pop_back();
  contents.agreements.pop_back();
  Timeline timeline(contents);
  REQUIRE(timeline.rig.tap("period.2003-2009"));
  CHECK(timeline.first().empty());
  CHECK_FALSE(timeline.shows("agreements.reset"));
}

TEST_CASE("a partner is chosen on a page of its own, which leads back to the list") {
  Timeline timeline;
  REQUIRE(timeline.rig.tap("partner"));
  CHECK(timeline.rig.state.place().screen == Screen::partners);
  CHECK(timeline.is_on("partner.all"));
  REQUIRE(timeline.rig.tap("partner.2"));
  CHECK(timeline.rig.state.place().screen == Screen::agreements);
  CHECK(timeline.first() == "books");
  CHECK(timeline.find("partner")->name.find("Book fund") != std::string::npos);
  REQUIRE(timeline.rig.tap("partner"));
  CHECK(timeline.is_on("partner.2"));
  REQUIRE(timeline.rig.tap("partner.all"));
  CHECK(timeline.first() == "parks");
}

TEST_CASE("the choice stays when the language changes") {
  Timeline timeline;
  REQUIRE(timeline.rig.tap("field.economy"));
  app::update(timeline.rig.state, app::intent::ChooseLanguage{base::Language::fr});
  timeline.rig.draw();
  CHECK(timeline.is_on("field.economy"));
  CHECK(timeline.first() == "lights");
}

TEST_CASE("touching a year brings it to the top of the list and marks it") {
  Timeline timeline(many());
  CHECK(timeline.is_on("year.2015"));
  REQUIRE(timeline.rig.tap("year.2012"));
  CHECK(timeline.first() == "2012-0");
  CHECK(timeline.is_on("year.2012"));
  CHECK_FALSE(timeline.is_on("year.2015"));
  // A year of the other period leads there; one of both stays.
  REQUIRE(timeline.rig.tap("year.2009"));
  CHECK(timeline.is_on("period.2009-2015"));
  REQUIRE(timeline.rig.tap("year.2005"));
  CHECK(timeline.is_on("period.2003-2009"));
  CHECK(timeline.first() == "2005-0");
  CHECK(timeline.is_on("year.2005"));
}

TEST_CASE("a year near the end is marked though the list ends before it can be at the top") {
  Timeline timeline;
  REQUIRE(timeline.rig.tap("year.2009"));
  CHECK(timeline.is_on("year.2009"));
  CHECK(timeline.shows("agreement.twins"));
}

TEST_CASE("the count says how far the list is seen") {
  Timeline timeline(many());
  CHECK(timeline.count().find("105") != std::string::npos);
  const std::string before = timeline.count();
  REQUIRE(timeline.rig.tap("scroll.down"));
  CHECK(timeline.count() != before);
  REQUIRE(timeline.rig.tap("year.2009"));
  for (int i = 0; i < 8; ++i) timeline.rig.tap("scroll.down");
  CHECK_FALSE(timeline.find("scroll.down")->enabled);
  const std::string at_end = timeline.count();
  CHECK(at_end.find("105") != at_end.rfind("105"));
}

TEST_CASE("coming back from an agreement, the list stands where it was left") {
  Timeline timeline(many());
  REQUIRE(timeline.rig.tap("year.2011"));
  REQUIRE(timeline.rig.tap("agreement.2011-0"));
  CHECK(timeline.rig.state.place().screen == Screen::agreement);
  REQUIRE(timeline.rig.tap("nav.back"));
  CHECK(timeline.first() == "2011-0");
  REQUIRE(timeline.rig.tap("nav.home"));
  app::update(timeline.rig.state, app::intent::Open{{Screen::agreements, {}, 0}});
  timeline.rig.draw();
  CHECK(timeline.first() == "2015-0");
}

TEST_CASE("nothing of a choice is left for the next visit") {
  Timeline timeline(many());
  REQUIRE(timeline.rig.tap("field.environment"));
  REQUIRE(timeline.rig.tap("year.2010"));
  app::update(timeline.rig.state, app::intent::Finish{});
  timeline.rig.interface().forget();
  timeline.rig.screens().forget();
  timeline.rig.state.trail = {app::Place{Screen::home, {}, 0}, app::Place{Screen::agreements, {}, 0}};
  timeline.rig.draw();
  CHECK(timeline.is_on("field.all"));
  CHECK(timeline.first() == "2015-0");
}

TEST_CASE("the page of partnerships fits without scrolling, and what follows is behind read more") {
  tests::ScreenRig rig;
  for (const base::Language language : base::kLanguages) {
    rig.state.settings.language = language;
    rig.state.trail = {app::Place{Screen::home, {}, 0}, app::Place{Screen::partnerships, {}, 0}};
    rig.draw();
    CHECK(rig.interface().tree().find("scroll.down") == nullptr);
    for (const char* id : {"link.twins", "link.agreements", "link.governance", "link.covenant"}) {
      INFO(id);
      REQUIRE(rig.interface().tree().find(id) != nullptr);
      CHECK(rig.interface().tree().find(id)->box.height > 380);
    }
    REQUIRE(rig.tap("partnerships.more"));
    CHECK(rig.state.place().slug == "about");
  }
}

TEST_CASE("with low reach the cards of partnerships lie over nothing that is read, and read more stays") {
  for (const auto& [width, height] : {std::pair{1080, 1920}, std::pair{1920, 1080}}) {
    tests::ScreenRig rig(width, height);
    rig.state.settings.low_reach = true;
    rig.state.trail = {app::Place{Screen::home, {}, 0}, app::Place{Screen::partnerships, {}, 0}};
    rig.draw();
    const ui::Node* card = rig.interface().tree().find("link.twins");
    REQUIRE(card != nullptr);
    for (const ui::Node& node : rig.interface().tree().nodes()) {
      if (node.role != ui::NodeRole::text || node.id == "clock") continue;
      INFO(node.name);
      CHECK(node.box.y + node.box.height <= card->box.y + 1);
    }
    REQUIRE(rig.tap("partnerships.more"));
    CHECK(rig.state.place().slug == "about");
  }
}
