#include "kiosk/app/agreements.h"

#include "tests/app/world.h"
#include "tests/support/catalogue.h"
#include "tests/support/catch.h"

using namespace kiosk;
using app::Screen;
using Field = content::Agreement::Field;

namespace {

struct Timeline : tests::AppWorld {
  Timeline() {
    static const auto kCatalogue = tests::catalogue_of(tests::timeline_contents());
    state.kiosk.catalogue = kCatalogue;
    start();
    open(Screen::agreements);
  }
  void show(app::AgreementChoice choice) { act(app::intent::ShowAgreements{std::move(choice)}); }
  [[nodiscard]] std::vector<std::string> slugs() const {
    std::vector<std::string> out;
    for (const content::Agreement* agreement : app::agreements_shown(state)) out.push_back(agreement->slug);
    return out;
  }
  [[nodiscard]] std::size_t count_in(int year) const {
    for (const app::YearCount& one : app::years_of_agreements(state)) {
      if (one.year == year) return one.count;
    }
    return 1000;
  }
};

using Slugs = std::vector<std::string>;

}  // namespace

TEST_CASE("a visit begins with every agreement of the last period, newest first") {
  const Timeline world;
  CHECK(app::period_shown(world.state)->slug == "2009-2015");
  CHECK(world.slugs() == Slugs{"parks", "books", "lights", "twins"});
}

TEST_CASE("2009 belongs to both periods, and is one column") {
  Timeline world;
  world.show({"2003-2009", std::nullopt, {}});
  CHECK(world.slugs() == Slugs{"twins", "crafts"});
  const auto years = app::years_of_agreements(world.state);
  REQUIRE(years.size() == 13);
  CHECK(years.front().year == 2003);
  CHECK(years.back().year == 2015);
  CHECK(years[6].year == 2009);
  CHECK(years[6].in_period);
  CHECK(years[6].count == 1);
  CHECK_FALSE(years[7].in_period);
}

TEST_CASE("the bars follow the filter, in both periods") {
  Timeline world;
  CHECK(world.count_in(2012) == 2);
  world.show({{}, Field::economy, {}});
  CHECK(world.slugs() == Slugs{"lights"});
  CHECK(world.count_in(2012) == 1);
  CHECK(world.count_in(2014) == 0);
  CHECK(world.count_in(2004) == 1);
}

TEST_CASE("field and partner filter together, and may leave nothing") {
  Timeline world;
  world.show({{}, std::nullopt, "City of Rivers"});
  CHECK(world.slugs() == Slugs{"parks", "lights"});
  world.show({{}, Field::environment, "City of Rivers"});
  CHECK(world.slugs() == Slugs{"parks"});
  world.show({{}, Field::culture, "City of Rivers"});
  CHECK(world.slugs().empty());
}

TEST_CASE("partners are those of the period and field shown, with how many agreements they have") {
  Timeline world;
  const auto partners = app::partners_shown(world.state);
  REQUIRE(partners.size() == 3);
  CHECK(partners[0].name->in(base::Language::fr) == "City of Rivers");
  CHECK(partners[0].count == 2);
  CHECK(partners[0].number == 1);
  CHECK(partners[2].number == 3);
  world.show({"2003-2009", Field::economy, {}});
  const auto others = app::partners_shown(world.state);
  REQUIRE(others.size() == 1);
  CHECK(others[0].name->in(base::Language::ar) == "Guild");
  CHECK(others[0].number == 4);
}

TEST_CASE("choosing a partner goes back to the timeline, and keeps period and field") {
  Timeline world;
  world.show({"2003-2009", Field::economy, {}});
  world.open(Screen::partners);
  world.show({"2003-2009", Field::economy, "Guild"});
  CHECK(world.screen() == Screen::agreements);
  CHECK(app::partner_chosen(world.state)->in(base::Language::en) == "Guild");
  CHECK(world.slugs() == Slugs{"crafts"});
}

TEST_CASE("a year leads to its period, one that the period shown has too stays in it") {
  Timeline world;
  CHECK(app::choice_with_year(world.state, 2004).period == "2003-2009");
  CHECK(app::choice_with_year(world.state, 2012) == world.state.agreements);
  CHECK(app::choice_with_year(world.state, 2009) == world.state.agreements);
  world.show({"2003-2009", std::nullopt, {}});
  CHECK(app::choice_with_year(world.state, 2009).period == "2003-2009");
}

TEST_CASE("the choice of agreements outlasts a change of language, and ends with the visit") {
  Timeline world;
  const app::AgreementChoice choice{"2003-2009", Field::economy, "Guild"};
  world.show(choice);
  world.act(app::intent::ChooseLanguage{base::Language::fr});
  CHECK(world.state.agreements == choice);
  world.act(app::intent::Home{});
  CHECK(world.state.agreements == choice);
  world.act(app::intent::Finish{});
  CHECK(world.state.agreements == app::AgreementChoice{});
}

TEST_CASE("without content there is no period, no agreement and no partner") {
  tests::AppWorld world;
  CHECK(app::period_shown(world.state) == nullptr);
  CHECK(app::agreements_shown(world.state).empty());
  CHECK(app::years_of_agreements(world.state).empty());
  CHECK(app::partners_shown(world.state).empty());
  CHECK(app::partner_chosen(world.state) == nullptr);
  CHECK(app::choice_with_year(world.state, 2012) == app::AgreementChoice{});
}
