// The five steps of the complaint, touched as a citizen would.

#include "kiosk/content/contents.h"
#include "tests/support/catch.h"
#include "tests/support/screen_rig.h"

using namespace kiosk;
using app::Field;
using app::Screen;
using tests::ScreenRig;

namespace {

template <typename Intent>
void does(ScreenRig& rig, Intent intent) {
  app::update(rig.state, std::move(intent));
}

void open_form(ScreenRig& rig) {
  rig.state.trail = {app::Place{Screen::home, {}, 0}};
  does(rig, app::intent::Open{{Screen::category, {}, 0}});
  rig.draw();
}

void open_where(ScreenRig& rig) {
  open_form(rig);
  does(rig, app::intent::ChooseCategory{"lighting"});
  does(rig, app::intent::Continue{});
  rig.draw();
}

void open_check(ScreenRig& rig, std::string text) {
  open_where(rig);
  does(rig, app::intent::ChooseDistrict{"tabriquet"});
  does(rig, app::intent::Continue{});
  does(rig, app::intent::EditField{Field::text, base::SecretString(text)});
  does(rig, app::intent::Continue{});
  does(rig, app::intent::Continue{});
  REQUIRE(rig.state.place().screen == Screen::check);
  rig.draw();
}

const ui::Node* find(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

// A finger at a place of the plan's own units (968 x 500).
void touch_plan(ScreenRig& rig, float x, float y) {
  const ui::Node* plan = find(rig, "complaint.plan");
  REQUIRE(plan != nullptr);
  const float at_x = plan->box.x + x / 968 * plan->box.width;
  const float at_y = plan->box.y + y / 500 * plan->box.height;
  rig.pass(base::Milliseconds(400));
  rig.interface().touch({ui::TouchEvent::Phase::down, 1, at_x, at_y, rig.state.now});
  rig.interface().touch({ui::TouchEvent::Phase::up, 1, at_x, at_y, rig.state.now});
  rig.draw();
}

}  // namespace

TEST_CASE("continue without a subject says so and stays") {
  ScreenRig rig;
  open_form(rig);
  const ui::Node* go_on = find(rig, "complaint.continue");
  REQUIRE(go_on != nullptr);
  CHECK(go_on->enabled);
  REQUIRE(rig.tap("complaint.continue"));
  CHECK(rig.state.place().screen == Screen::category);
  const ui::Node* alert = find(rig, "form.error");
  REQUIRE(alert != nullptr);
  CHECK(alert->role == ui::NodeRole::alert);
  CHECK(alert->name == "اختاروا موضوعاً للمتابعة.");
}

TEST_CASE("more subjects than a page holds are reached by its last card") {
  ScreenRig rig;
  rig.state.kiosk.catalogue = tests::sample_catalogue([](content::Contents& contents) {
    for (const char* slug : {"one", "two", "three"}) {
      content::Category category = contents.categories.front();
      category.slug = slug;
      contents.categories.push_back(std::move(category));
    }
  });
  open_form(rig);
  CHECK(find(rig, "complaint.category.noise") != nullptr);
  CHECK(find(rig, "complaint.category.three") == nullptr);
  REQUIRE(rig.tap("complaint.categories.more"));
  CHECK(find(rig, "complaint.category.noise") == nullptr);
  REQUIRE(rig.tap("complaint.category.three"));
  CHECK(rig.state.form.draft.category == "three");
  REQUIRE(rig.tap("complaint.categories.more"));
  CHECK(find(rig, "complaint.category.noise") != nullptr);
}

TEST_CASE("an area of the plan is touched inside its outline only") {
  ScreenRig rig;
  open_where(rig);
  const ui::Node* area = find(rig, "complaint.plan.bab-lamrissa");
  REQUIRE(area != nullptr);
  touch_plan(rig, 150, 170);  // the sea, in the box of Bab Lamrissa
  CHECK(rig.state.form.draft.district.empty());
  touch_plan(rig, 450, 250);  // Tabriquet, in the same box
  CHECK(rig.state.form.draft.district == "tabriquet");
  touch_plan(rig, 250, 330);
  CHECK(rig.state.form.draft.district == "bab-lamrissa");
  const ui::Node* chip = find(rig, "complaint.district.bab-lamrissa");
  REQUIRE(chip != nullptr);
  CHECK(chip->selected);
}

TEST_CASE("the middle of each area's box lies in the area, in every language") {
  ScreenRig rig;
  for (const base::Language language : {base::Language::ar, base::Language::fr}) {
    rig.state.settings.language = language;
    open_where(rig);
    for (const char* slug : {"bab-lamrissa", "tabriquet", "bettana", "hssaine", "layayda"}) {
      REQUIRE(rig.tap(std::string("complaint.plan.") + slug));
      CHECK(rig.state.form.draft.district == slug);
    }
  }
}

TEST_CASE("a neighbourhood is found however its name is spelled, and chooses its arrondissement") {
  ScreenRig rig;
  open_where(rig);
  does(rig, app::intent::ChooseDistrict{"tabriquet"});
  rig.draw();
  REQUIRE(rig.tap("complaint.search.open"));
  REQUIRE(rig.state.form.field == Field::neighbourhood);
  does(rig, app::intent::ChooseDistrict{"bettana"});
  for (const char* spelling : {"الإنبعات", "xyz"}) {
    does(rig, app::intent::EditField{Field::neighbourhood, base::SecretString(std::string_view(spelling))});
    rig.draw();
    CHECK(find(rig, "complaint.search.none") != nullptr);
  }
  for (const char* spelling : {"الرَّحمه", "RAHMÀ"}) {
    does(rig, app::intent::EditField{Field::neighbourhood, base::SecretString(std::string_view(spelling))});
    rig.draw();
    CHECK(find(rig, "complaint.search.none") == nullptr);
    CHECK(find(rig, "complaint.neighbourhood.rahma") != nullptr);
    CHECK(find(rig, "complaint.neighbourhood.qods") == nullptr);
  }
  REQUIRE(rig.tap("complaint.neighbourhood.rahma"));
  CHECK(rig.state.form.draft.district == "tabriquet");
  CHECK(rig.state.form.draft.neighbourhood.view() == "الرحمة");
  CHECK_FALSE(rig.state.form.field);
  CHECK(rig.state.form.search.empty());
}

TEST_CASE("questions are offered once a subject has some, answered by touch, passed over, and checked") {
  ScreenRig rig;
  open_form(rig);
  CHECK(find(rig, "complaint.questions") == nullptr);
  REQUIRE(rig.tap("complaint.category.other"));
  CHECK(find(rig, "complaint.questions") == nullptr);
  REQUIRE(rig.tap("complaint.category.lighting"));
  REQUIRE(rig.tap("complaint.questions"));
  REQUIRE(rig.tap("complaint.question.lighting-extent.street"));
  const ui::Node* street = find(rig, "complaint.question.lighting-extent.street");
  REQUIRE(street != nullptr);
  CHECK(street->role == ui::NodeRole::radio);
  CHECK(street->selected);
  CHECK(find(rig, "complaint.skip") != nullptr);
  REQUIRE(rig.tap("complaint.continue"));
  REQUIRE(rig.tap("complaint.question.lighting-what.off"));
  CHECK(find(rig, "complaint.question.lighting-what.off")->role == ui::NodeRole::checkbox);
  REQUIRE(rig.tap("complaint.skip"));
  for (const char* key : {"osk.1", "osk.4", "osk.2", "osk.backspace", "osk.0"}) REQUIRE(rig.tap(key));
  CHECK(find(rig, "complaint.answer")->value == "140");
  REQUIRE(rig.tap("osk.enter"));
  REQUIRE(rig.state.place().screen == Screen::where);
  does(rig, app::intent::ChooseDistrict{"tabriquet"});
  does(rig, app::intent::Continue{});
  does(rig, app::intent::EditField{Field::text, "عمود الإنارة مطفأ"});
  does(rig, app::intent::Continue{});
  does(rig, app::intent::Continue{});
  rig.draw();
  const ui::Node* answers = find(rig, "complaint.answer.questions");
  REQUIRE(answers != nullptr);
  CHECK(answers->name == "كم مصباحاً: زقاق أو شارع كامل\nرقم العمود: \u2066140\u2069");
  REQUIRE(rig.tap("complaint.change.questions"));
  CHECK(rig.state.place().slug == "lighting-extent");
}

TEST_CASE("a line of text is written for a question, and forgotten by the next form") {
  ScreenRig rig;
  open_form(rig);
  does(rig, app::intent::ChooseCategory{"markets"});
  does(rig, app::intent::OpenQuestions{});
  does(rig, app::intent::Continue{});
  rig.draw();
  for (const char* key : {"osk.س", "osk.و", "osk.ق"}) REQUIRE(rig.tap(key));
  CHECK(find(rig, "complaint.answer")->value == "سوق");
  CHECK(complaint::answer_to(rig.state.form.draft, "markets-name") == "سوق");
  does(rig, app::intent::Finish{});
  rig.draw();
  open_form(rig);
  does(rig, app::intent::ChooseCategory{"markets"});
  does(rig, app::intent::OpenQuestions{});
  does(rig, app::intent::Continue{});
  rig.draw();
  CHECK(find(rig, "complaint.answer")->value.empty());
}

TEST_CASE(
    "what the cell cannot handle, and where to go with it, is offered to everybody before a subject is "
    "chosen") {
  ScreenRig rig;
  open_form(rig);
  REQUIRE(rig.tap("complaint.limits"));
  const ui::Node* words = find(rig, "sheet.words");
  REQUIRE(words != nullptr);
  for (const char* part : {"القضاء", "سيدي بوقنادل", "chikaya.ma", "3737", "الوسيط"})
    CHECK(words->name.find(part) != std::string::npos);
  REQUIRE(rig.tap("sheet.close"));
  CHECK(find(rig, "sheet.words") == nullptr);
  CHECK(rig.state.place().screen == Screen::category);
}

TEST_CASE("a subject that another body receives says whose it is when it is chosen") {
  ScreenRig rig;
  rig.state.kiosk.catalogue = tests::sample_catalogue([](content::Contents& contents) {
    content::Service company{"company", contents.site.cell};
    company.name.own(base::Language::ar) = "شركة الماء";
    contents.services.push_back(company);
    contents.categories[3].service = "company";
  });
  open_form(rig);
  const auto says = [&rig] {
    for (const ui::Node& node : rig.interface().tree().nodes()) {
      if (node.name.find("شركة الماء") != std::string::npos) return true;
    }
    return false;
  };
  REQUIRE(rig.tap("complaint.category.lighting"));
  CHECK_FALSE(says());
  REQUIRE(rig.tap("complaint.category.water"));
  CHECK(says());
}

TEST_CASE("who reports what others have reported is told so, and goes on") {
  ScreenRig rig;
  rig.state.kiosk.open_counts = complaint::OpenCounts{rig.state.wall, {{"lighting", "tabriquet", 7}}};
  open_where(rig);
  CHECK(find(rig, "complaint.others") == nullptr);
  REQUIRE(rig.tap("complaint.district.tabriquet"));
  const ui::Node* others = find(rig, "complaint.others");
  REQUIRE(others != nullptr);
  CHECK(others->role == ui::NodeRole::message);
  CHECK(others->name.find('7') != std::string::npos);
  REQUIRE(rig.tap("complaint.continue"));
  CHECK(rig.state.place().screen == Screen::describe);
}

TEST_CASE("a description that is cut on the check page opens whole") {
  ScreenRig rig;
  std::string text;
  for (int i = 0; i < 30; ++i) text += "عمود الإنارة مطفأ منذ أسبوع. ";
  open_check(rig, text);
  REQUIRE(rig.tap("complaint.answer.text"));
  const ui::Node* words = find(rig, "sheet.words");
  REQUIRE(words != nullptr);
  CHECK(words->name == text);
  CHECK(find(rig, "complaint.send") == nullptr);
  REQUIRE(rig.tap("sheet.close"));
  CHECK(find(rig, "sheet.words") == nullptr);
  CHECK(find(rig, "complaint.send") != nullptr);
}

TEST_CASE("a short description is there already, and opens nothing") {
  ScreenRig rig;
  open_check(rig, "عمود الإنارة مطفأ");
  const ui::Node* answer = find(rig, "complaint.answer.text");
  REQUIRE(answer != nullptr);
  CHECK_FALSE(answer->focusable);
}

TEST_CASE("with low reach nothing of the form is touched above the hand's reach") {
  for (const auto& [width, height] : {std::pair(1080, 1920), std::pair(1920, 1080)}) {
    ScreenRig rig(width, height);
    rig.state.settings.low_reach = true;
    open_check(rig, std::string(600, 'a'));
    for (const Screen step : app::kFormSteps) {
      does(rig, app::intent::ChangeStep{step});
      for (const bool keyboard : {false, true}) {
        if (keyboard && step == Screen::where) does(rig, app::intent::FocusField{Field::neighbourhood});
        if (keyboard && step == Screen::contact)
          does(rig, app::intent::ChooseContact{complaint::Contact::call});
        rig.draw();
        const float reach =
            rig.interface().reach_top() * static_cast<float>(width) / rig.interface().canvas().width;
        for (const ui::Node& node : rig.interface().tree().nodes()) {
          if (!node.focusable || node.id == "staff.open") continue;
          CAPTURE(width, static_cast<int>(step), node.id, node.box.y);
          CHECK(node.box.y >= reach - 10);
        }
      }
    }
  }
}

TEST_CASE("four lines of the largest text are seen while it is written") {
  for (const base::Language language : {base::Language::ar, base::Language::fr}) {
    ScreenRig rig;
    rig.state.settings.language = language;
    rig.state.settings.text_percent = 150;
    open_where(rig);
    does(rig, app::intent::ChooseDistrict{"tabriquet"});
    does(rig, app::intent::Continue{});
    rig.draw();
    const ui::Node* area = find(rig, "complaint.text");
    REQUIRE(area != nullptr);
    constexpr float kAround = 28 + 56;  // above the first line, and the counter's row
    const ui::TypeRow& row = ui::row_of(ui::Type::input);
    CHECK(area->box.height - kAround >= 4 * row.arabic * row.line * 1.5F);
  }
}

TEST_CASE("the keypad is as large as ever after another language was on the page") {
  const auto open_contact = [](ScreenRig& rig, base::Language language) {
    rig.state.settings.language = language;
    rig.state.trail = {app::Place{app::Screen::home, {}, 0}, app::Place{app::Screen::contact, {}, 0}};
    app::update(rig.state, app::intent::ChooseContact{complaint::Contact::sms});
    rig.draw();
  };
  ScreenRig fresh, changed;
  open_contact(fresh, base::Language::ar);
  open_contact(changed, base::Language::en);
  app::update(changed.state, app::intent::ChooseLanguage{base::Language::ar});
  changed.draw();
  const ui::Node* key = changed.interface().tree().find("osk.0");
  REQUIRE(key != nullptr);
  CHECK(key->box.height == fresh.interface().tree().find("osk.0")->box.height);
  CHECK(changed.interface().tree().find("scroll.down") == nullptr);
}
