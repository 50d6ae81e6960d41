#include "kiosk/app/lists.h"
#include "tests/app/world.h"
#include "tests/support/catalogue.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace std::chrono_literals;
using app::Screen;
using complaint::DraftError;
using tests::AppWorld;
using tests::asks_for;

namespace {

app::ReceiptView receipt_of(std::string uuid) {
  app::ReceiptView receipt;
  receipt.code = "4827 1936 0574";
  receipt.uuid = std::move(uuid);
  return receipt;
}

}  // namespace

TEST_CASE("each step says what is missing and goes on once it is there") {
  AppWorld world;
  world.start();
  CHECK(asks_for<app::effect::PrepareTicket>(world.act(app::intent::Open{{Screen::category, {}, 0}})));
  world.act(app::intent::Continue{});
  REQUIRE(world.state.form.error);
  CHECK(world.state.form.error->is(DraftError::no_category));
  world.act(app::intent::ChooseCategory{"lighting"});
  CHECK_FALSE(world.state.form.error);
  world.act(app::intent::Continue{});
  REQUIRE(world.screen() == Screen::where);
  world.act(app::intent::Continue{});
  CHECK(world.state.form.error->is(DraftError::no_district));
  world.act(app::intent::ChooseDistrict{"bettana"});
  world.act(app::intent::Continue{});
  REQUIRE(world.screen() == Screen::describe);
  world.type(app::Field::text, "قصير");
  world.act(app::intent::Continue{});
  CHECK(world.state.form.error->is(DraftError::text_too_short));
  world.type(app::Field::text, "عمود الإنارة مطفأ منذ أسبوع");
  world.act(app::intent::Continue{});
  REQUIRE(world.screen() == Screen::contact);
  world.act(app::intent::ChooseContact{complaint::Contact::call});
  world.type(app::Field::phone, "061234");
  world.act(app::intent::Continue{});
  CHECK(world.state.form.error->is(DraftError::phone_incomplete));
  world.type(app::Field::phone, "0612345678");
  world.act(app::intent::Continue{});
  REQUIRE(world.screen() == Screen::check);
  CHECK_FALSE(asks_for<app::effect::FileComplaint>(world.act(app::intent::Send{})));
  CHECK(world.state.form.error->is(DraftError::no_consent));
}

TEST_CASE("back walks through the steps and keeps what was filled in") {
  AppWorld world;
  world.start();
  world.fill_form();
  for (const Screen step : {Screen::contact, Screen::describe, Screen::where, Screen::category}) {
    world.act(app::intent::Back{});
    CHECK(world.screen() == step);
  }
  CHECK(world.state.form.draft.category == "lighting");
  CHECK(world.state.form.draft.district == "bettana");
}

TEST_CASE("a line changed on the check page comes back to the check page") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.act(app::intent::ChangeStep{Screen::where});
  REQUIRE(world.screen() == Screen::where);
  world.act(app::intent::ChooseDistrict{"hssaine"});
  world.act(app::intent::Continue{});
  CHECK(world.screen() == Screen::check);
  CHECK(world.state.form.draft.district == "hssaine");
}

TEST_CASE("another district forgets the neighbourhood of the last one") {
  AppWorld world;
  world.start();
  world.open(Screen::category);
  world.act(app::intent::ChooseDistrict{"tabriquet"});
  world.act(app::intent::ChooseNeighbourhood{"القدس"});
  world.act(app::intent::ChooseDistrict{"tabriquet"});
  CHECK_FALSE(world.state.form.draft.neighbourhood.empty());
  world.act(app::intent::ChooseDistrict{"bettana"});
  CHECK(world.state.form.draft.neighbourhood.empty());
}

TEST_CASE("choosing no number forgets the number") {
  AppWorld world;
  world.start();
  world.open(Screen::category);
  world.act(app::intent::ChooseContact{complaint::Contact::sms});
  world.type(app::Field::phone, "0612345678");
  world.act(app::intent::ChooseContact{complaint::Contact::none});
  CHECK(world.state.form.draft.phone.empty());
}

TEST_CASE("a complaint is sent once, however often the button is touched") {
  AppWorld world;
  world.start();
  world.fill_form();
  CHECK(asks_for<app::effect::FileComplaint>(world.act(app::intent::Send{})));
  CHECK_FALSE(asks_for<app::effect::FileComplaint>(world.act(app::intent::Send{})));
  world.act(app::intent::Home{});
  world.tick(10min);  // a slow disk does not make the visit end
  CHECK(world.state.form.sending);
  world.act(app::intent::Filed{receipt_of("one"), std::nullopt});
  CHECK_FALSE(asks_for<app::effect::FileComplaint>(world.act(app::intent::Send{})));
}

TEST_CASE("a complaint that could not be recorded gives no receipt and keeps the text") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.act(app::intent::Send{});
  world.act(
      app::intent::Filed{std::nullopt, base::Error(complaint::DraftError::not_text, "any error will do")});
  CHECK(world.screen() == Screen::check);
  CHECK_FALSE(world.state.receipt);
  CHECK(world.state.form.error);
  CHECK_FALSE(world.state.form.draft.text.empty());
  CHECK(asks_for<app::effect::FileComplaint>(world.act(app::intent::Send{})));
}

TEST_CASE("delivered marks only the receipt on screen") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.act(app::intent::Send{});
  world.act(app::intent::Filed{receipt_of("mine"), std::nullopt});
  world.act(app::intent::Delivered{"another", world.wall, "2026/1"});
  CHECK_FALSE(world.state.receipt->delivered_at);
  world.act(app::intent::Delivered{"mine", world.wall, "2026/2"});
  CHECK(world.state.receipt->delivered_at == world.wall);
  CHECK(world.state.receipt->case_number == "2026/2");
}

TEST_CASE("a neighbourhood found elsewhere brings its arrondissement, and the search is over") {
  AppWorld world;
  world.start();
  world.act(app::intent::Open{{Screen::category, {}, 0}});
  world.act(app::intent::ChooseCategory{"lighting"});
  world.act(app::intent::Continue{});
  world.act(app::intent::ChooseDistrict{"bettana"});
  world.act(app::intent::FocusField{app::Field::neighbourhood});
  world.type(app::Field::neighbourhood, "رحم");
  world.act(app::intent::ChooseNeighbourhood{"الرحمة", "tabriquet"});
  CHECK(world.state.form.draft.district == "tabriquet");
  CHECK(world.state.form.draft.neighbourhood.view() == "الرحمة");
  CHECK_FALSE(world.state.form.field);
  CHECK(world.state.form.search.empty());
  world.act(app::intent::ChooseNeighbourhood{});
  CHECK(world.state.form.neighbourhood_unknown);
  world.act(app::intent::ChooseDistrict{"bettana"});
  CHECK_FALSE(world.state.form.neighbourhood_unknown);
}

TEST_CASE("back closes what lies over a page of the form before it leaves the page") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.act(app::intent::OpenSheet{app::Sheet::description});
  world.act(app::intent::Back{});
  CHECK(world.screen() == Screen::check);
  CHECK(world.state.form.sheet == app::Sheet::none);
  world.act(app::intent::Back{});
  CHECK(world.screen() == Screen::contact);
}

TEST_CASE("the neighbourhood that was chosen is written in the language of the visit") {
  AppWorld world;
  world.start();
  content::District district;
  district.slug = "tabriquet";
  content::LocalText name;
  name.own(base::Language::ar) = "الرحمة";
  name.own(base::Language::fr) = "Rahma";
  name.own(base::Language::en) = "Rahma";
  district.name = name;
  district.neighbourhoods.push_back({"rahma", name});
  content::Contents contents;
  contents.districts.push_back(district);
  world.state.kiosk.catalogue = tests::catalogue_of(contents);
  world.open(Screen::category);
  world.act(app::intent::ChooseNeighbourhood{"الرحمة", "tabriquet"});
  world.act(app::intent::ChooseLanguage{base::Language::fr});
  CHECK(world.state.form.draft.neighbourhood.view() == "Rahma");
  world.act(app::intent::ChooseLanguage{base::Language::ar});
  CHECK(world.state.form.draft.neighbourhood.view() == "الرحمة");
}

TEST_CASE("opening the form from a page read over it goes back to it as it was") {
  AppWorld world;
  world.start();
  world.fill_form();
  world.open(Screen::article, "privacy");
  world.open(Screen::search);
  world.open(Screen::category);
  CHECK(world.screen() == Screen::check);
  CHECK_FALSE(world.state.form.draft.text.empty());
  CHECK(world.state.form.draft.consent);
  CHECK_FALSE(world.state.form.field);  // the search's keyboard is gone
}

TEST_CASE(
    "who files one complaint after the other has to wait, is told so before anything is written, and not for "
    "long") {
  AppWorld world;
  for (std::size_t i = 0; i < app::kComplaintsInARow; ++i) {
    world.start();
    world.file();
    REQUIRE(world.screen() == Screen::receipt);
    world.act(app::intent::Finish{});
    world.tick(10s);
  }
  world.start();
  world.open(Screen::category);
  REQUIRE(world.state.form.error);
  CHECK(world.state.form.error->is(app::VisitError::too_many));
  world.act(app::intent::ChooseCategory{"lighting"});
  world.act(app::intent::Continue{});
  CHECK(world.screen() == Screen::category);
  CHECK(world.state.form.error->is(app::VisitError::too_many));
  world.act(app::intent::Finish{});
  world.tick(app::kComplaintsInARowTime - std::chrono::seconds(10) * app::kComplaintsInARow);
  world.start();
  world.open(Screen::category);
  CHECK_FALSE(world.state.form.error);
}

TEST_CASE("home asks before it takes the number of a receipt away") {
  AppWorld world;
  world.start();
  world.file();
  world.act(app::intent::Home{});
  CHECK(world.state.overlay == app::Overlay::leave_receipt);
  CHECK(world.screen() == Screen::receipt);
  world.act(app::intent::KeepGoing{});
  CHECK(world.state.receipt);
  world.act(app::intent::Home{});
  world.act(app::intent::Finish{});
  CHECK(world.screen() == Screen::attract);
}

TEST_CASE("others are counted for the chosen subject and place, while what the desk said is fresh") {
  AppWorld world;
  world.start();
  world.open(Screen::category);
  world.act(app::intent::ChooseCategory{"lighting"});
  world.act(app::intent::ChooseDistrict{"bettana"});
  CHECK_FALSE(app::others_reported(world.state));
  const auto say = [&](base::Timestamp as_of) {
    world.act(app::intent::OpenCountsRead{complaint::OpenCounts{as_of, {{"lighting", "bettana", 7}}}});
    return app::others_reported(world.state);
  };
  CHECK(say(world.wall) == 7);
  CHECK(say(world.wall - std::chrono::days(7)) == 7);
  CHECK_FALSE(say(world.wall - std::chrono::days(7) - 1s));
  CHECK(say(world.wall + std::chrono::hours(1)) == 7);
  CHECK_FALSE(say(world.wall + std::chrono::days(2)));  // this clock is wrong
  CHECK(say(world.wall) == 7);
  world.act(app::intent::ChooseDistrict{"tabriquet"});
  CHECK_FALSE(app::others_reported(world.state));
  world.act(app::intent::OpenCountsRead{});
  world.act(app::intent::ChooseDistrict{"bettana"});
  CHECK_FALSE(app::others_reported(world.state));
}
