// The questions of a category: where they stand in the form, and what may be answered.

#include "kiosk/app/questions.h"

#include "kiosk/app/form.h"
#include "tests/app/world.h"
#include "tests/support/catalogue.h"
#include "tests/support/catch.h"

using namespace kiosk;
using app::Screen;
using complaint::answer_to;
using complaint::DraftError;
using content::Question;
using tests::AppWorld;

namespace {

content::LocalText words(const char* text) {
  content::LocalText out;
  for (const base::Language language : base::kLanguages) out.own(language) = text;
  return out;
}

// Lighting asks three things, of which `required` has to be answered; roads nothing.
std::shared_ptr<const content::Catalogue> catalogue(const char* required) {
  content::Contents contents;
  content::Category lighting{"lighting", "street-light", "cell", words("Lighting"), {}};
  const auto ask = [&](const char* code, Question::Kind kind) {
    Question question;
    question.code = code;
    question.kind = kind;
    question.required = question.code == required;
    question.label = question.words = words(code);
    if (kind == Question::Kind::number) question.most = 500;
    if (kind == Question::Kind::one || kind == Question::Kind::several)
      question.values = {{"a", words("A")}, {"b", words("B")}, {"c", words("C")}};
    lighting.questions.push_back(std::move(question));
  };
  ask("extent", Question::Kind::one);
  ask("seen", Question::Kind::several);
  ask("pole", Question::Kind::number);
  contents.categories = {lighting, {"roads", "road", "cell", words("Roads"), {}}};
  contents.categories[1].questions = {};
  return tests::catalogue_of(contents);
}

struct World : AppWorld {
  explicit World(const char* required = "") {
    state.kiosk.catalogue = catalogue(required);
    start();
    open(Screen::category);
    act(app::intent::ChooseCategory{"lighting"});
  }
  void go_on() { act(app::intent::Continue{}); }
  [[nodiscard]] std::string shown() const { return state.place().slug; }
  [[nodiscard]] std::string_view answer(std::string_view code) const {
    return answer_to(state.form.draft, code);
  }
  // As fill_form(), from the subject's page or a question to the check page.
  void go_to_check() {
    while (screen() != Screen::where) go_on();
    act(app::intent::ChooseDistrict{"bettana"});
    go_on();
    type(app::Field::text, "عمود الإنارة رقم 14 مطفأ");
    go_on();
    go_on();
    act(app::intent::ToggleConsent{});
    REQUIRE(screen() == Screen::check);
  }
};

}  // namespace

TEST_CASE("questions that need no answer are offered and stand in nobody's way") {
  World world;
  world.go_on();
  CHECK(world.screen() == Screen::where);
  world.act(app::intent::Back{});
  REQUIRE(world.screen() == Screen::category);
  world.act(app::intent::OpenQuestions{});
  for (const char* code : {"extent", "seen", "pole"}) {
    CHECK(world.screen() == Screen::question);
    CHECK(world.shown() == code);
    CHECK(app::step_of(world.screen()) == 0);
    world.go_on();
  }
  CHECK(world.screen() == Screen::where);
}

TEST_CASE("a question that has to be answered is asked of everybody and cannot be passed over") {
  World world("seen");
  world.go_on();
  REQUIRE(world.screen() == Screen::question);
  CHECK(world.shown() == "seen");
  world.act(app::intent::SkipQuestion{});
  CHECK(world.shown() == "seen");
  world.go_on();
  REQUIRE(world.state.form.error);
  CHECK(world.state.form.error->is(DraftError::no_answer));
  world.act(app::intent::ChooseAnswer{"b"});
  CHECK_FALSE(world.state.form.error);
  world.go_on();
  CHECK(world.screen() == Screen::where);
}

TEST_CASE("nothing is sent while a question that has to be answered is open") {
  World world("seen");
  world.go_on();
  world.act(app::intent::ChooseAnswer{"a"});
  world.go_to_check();
  complaint::set_answer(world.state.form.draft, "seen", {});
  CHECK_FALSE(tests::asks_for<app::effect::FileComplaint>(world.act(app::intent::Send{})));
  CHECK(world.shown() == "seen");
  CHECK(world.state.form.error->is(DraftError::no_answer));
}

TEST_CASE("of one there is one answer, of several they come and go in the order of the page") {
  World world;
  world.act(app::intent::OpenQuestions{});
  world.act(app::intent::ChooseAnswer{"a"});
  world.act(app::intent::ChooseAnswer{"c"});
  world.act(app::intent::ChooseAnswer{"unknown"});
  CHECK(world.answer("extent") == "c");
  world.go_on();
  for (const char* key : {"c", "a", "b", "a", "unknown"}) world.act(app::intent::ChooseAnswer{key});
  CHECK(world.answer("seen") == "b,c");
  world.act(app::intent::SkipQuestion{});
  CHECK(world.answer("seen").empty());
  CHECK(world.shown() == "pole");
}

TEST_CASE("a number is one, up to what the question allows") {
  World world;
  const Question& pole = *world.state.kiosk.catalogue->question("pole");
  for (const auto& [typed, good] :
       {std::pair("0", true), std::pair("0500", true), std::pair("501", false), std::pair("-1", false),
        std::pair("1a", false), std::pair("99999999999", false)}) {
    INFO(typed);
    complaint::set_answer(world.state.form.draft, "pole", typed);
    CHECK(app::check_answer(world.state.form.draft, pole).ok() == good);
  }
  world.act(app::intent::OpenQuestions{});
  world.go_on();
  world.go_on();
  REQUIRE(world.shown() == "pole");
  world.type(app::Field::answer, "777");
  world.go_on();
  REQUIRE(world.state.form.error);
  CHECK(world.state.form.error->is(DraftError::bad_number));
  world.type(app::Field::answer, "77");
  CHECK_FALSE(world.state.form.error);
  world.go_on();
  CHECK(world.screen() == Screen::where);
}

TEST_CASE("back walks through the questions and keeps the answers, another subject forgets them") {
  World world;
  world.act(app::intent::OpenQuestions{});
  world.act(app::intent::ChooseAnswer{"b"});
  world.go_on();
  world.go_on();
  world.act(app::intent::Back{});
  world.act(app::intent::Back{});
  CHECK(world.shown() == "extent");
  CHECK(world.answer("extent") == "b");
  world.act(app::intent::Back{});
  REQUIRE(world.screen() == Screen::category);
  world.act(app::intent::ChooseCategory{"lighting"});
  CHECK(world.answer("extent") == "b");
  world.act(app::intent::ChooseCategory{"roads"});
  CHECK(world.state.form.draft.answers.empty());
  world.act(app::intent::OpenQuestions{});  // roads asks nothing
  CHECK(world.screen() == Screen::category);
  world.act(app::intent::ChooseCategory{"lighting"});
  world.go_on();
  CHECK(world.screen() == Screen::where);
}

TEST_CASE("answers are changed from the check page, all of them, and it comes back") {
  World world;
  world.go_to_check();
  world.act(app::intent::ChangeStep{Screen::question});
  REQUIRE(world.shown() == "extent");
  world.act(app::intent::ChooseAnswer{"a"});
  world.go_on();
  CHECK(world.shown() == "seen");
  world.go_on();
  CHECK(world.shown() == "pole");
  world.go_on();
  CHECK(world.screen() == Screen::check);
  CHECK(world.answer("extent") == "a");
  const auto effects = world.act(app::intent::Send{});
  REQUIRE(tests::asks_for<app::effect::FileComplaint>(effects));
  CHECK(answer_to(std::get<app::effect::FileComplaint>(effects[0]).draft, "extent") == "a");
}

TEST_CASE("a subject changed from the check page asks what has to be answered before it comes back") {
  World world("seen");
  world.act(app::intent::ChooseCategory{"roads"});
  world.go_to_check();
  world.act(app::intent::ChangeStep{Screen::question});  // roads has none
  CHECK(world.screen() == Screen::check);
  world.act(app::intent::ChangeStep{Screen::category});
  world.act(app::intent::ChooseCategory{"lighting"});
  world.go_on();
  REQUIRE(world.shown() == "seen");
  world.act(app::intent::ChooseAnswer{"a"});
  world.go_on();
  CHECK(world.screen() == Screen::check);
  world.act(app::intent::ChangeStep{Screen::category});
  world.go_on();
  CHECK(world.screen() == Screen::check);
}

TEST_CASE("answers end with the visit, and with the form that was left") {
  World world;
  world.act(app::intent::OpenQuestions{});
  world.act(app::intent::ChooseAnswer{"a"});
  world.act(app::intent::Home{});
  CHECK(world.state.overlay == app::Overlay::leave);
  world.act(app::intent::Finish{});
  CHECK(world.state.form.draft.answers.empty());
  CHECK_FALSE(world.state.form.wants_questions);
}

TEST_CASE("without content there are no questions") {
  AppWorld world;
  world.start();
  world.open(Screen::category);
  world.act(app::intent::ChooseCategory{"lighting"});
  world.act(app::intent::OpenQuestions{});
  CHECK(world.screen() == Screen::category);
  CHECK(app::form_pages(world.state).size() == app::kFormSteps.size());
}
