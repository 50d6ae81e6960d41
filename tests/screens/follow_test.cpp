// Following by number: when the buttons wake, what is said of a wrong number, and what the status shows.

#include "kiosk/app/timers.h"
#include "kiosk/complaint/receipt_code.h"
#include "tests/screens/keep_picture.h"

using namespace kiosk;
using app::FollowProblem;
using base::Language;
using tests::ScreenRig;

namespace {

const ui::Node* find(ScreenRig& rig, std::string_view id) { return rig.interface().tree().find(id); }

bool enabled(ScreenRig& rig, std::string_view id) {
  const ui::Node* found = find(rig, id);
  REQUIRE(found != nullptr);
  return found->enabled;
}

void open(ScreenRig& rig) {
  rig.state.trail = {app::Place{app::Screen::home, {}, 0}};
  app::update(rig.state, app::intent::Open{{app::Screen::follow, {}, 0}});
  rig.draw();
}

void type(ScreenRig& rig, std::string_view digits) {
  for (const char digit : digits) app::update(rig.state, app::intent::FollowDigit{digit});
  rig.draw();
}

struct View {
  int width, height;
};

constexpr std::string_view kRight = "482719360574";

std::string right_code() {
  // The last digit is the check digit: one of the ten is right.
  std::string code(kRight);
  for (char last = '0'; last <= '9'; ++last) {
    code.back() = last;
    if (complaint::ReceiptCode::parse(code)) return code;
  }
  return {};
}

bool has_look_up(const ScreenRig& rig) {
  for (const app::Effect& effect : rig.effects()) {
    if (std::holds_alternative<app::effect::LookUp>(effect)) return true;
  }
  return false;
}

void fail(ScreenRig& rig) {
  app::update(rig.state, app::intent::FollowShow{});
  app::update(rig.state, app::intent::FollowAnswered{std::nullopt, false});
}

complaint::FollowUp found_case(const ScreenRig& rig, complaint::CaseState last) {
  complaint::FollowUp found;
  found.category = "lighting";
  found.district = "tabriquet";
  found.kind = complaint::Kind::complaint;
  found.case_number = "2025/1184";
  const base::Timestamp filed = rig.state.wall - std::chrono::hours(24 * 6);
  found.filed_here = complaint::FiledHere{complaint::LocalState::delivered, filed, filed};
  found.deadline = rig.state.wall + std::chrono::hours(24 * 14);
  found.as_of = rig.state.wall;
  for (const complaint::CaseState state : complaint::kCaseStates) {
    complaint::FollowUpStep step;
    step.state = state;
    step.at = filed + std::chrono::hours(24 * static_cast<int>(found.history.size() + 1));
    if (state == complaint::CaseState::answered) {
      step.answer.ar = base::SecretString("أصلح الفريق العمود يوم الاثنين. شكراً لكم على التنبيه.");
      step.answer.fr =
          base::SecretString("L'équipe a réparé le lampadaire lundi. Merci de nous avoir avertis.");
    }
    found.history.push_back(std::move(step));
    if (state == last) break;
  }
  return found;
}

void show(ScreenRig& rig, complaint::FollowUp found) {
  rig.state.follow.found = std::move(found);
  rig.state.follow.digits = kRight;
  rig.state.trail = {app::Place{app::Screen::home, {}, 0}, app::Place{app::Screen::status, {}, 0}};
  rig.draw();
}

}  // namespace

TEST_CASE("showing the state wakes at twelve digits") {
  ScreenRig rig;
  open(rig);
  type(rig, right_code().substr(0, 11));
  CHECK_FALSE(enabled(rig, "follow.show"));
  CHECK_FALSE(enabled(rig, "osk.enter"));
  tests::keep_picture(rig, "follow-eleven");
  type(rig, right_code().substr(11));
  CHECK(enabled(rig, "follow.show"));
  CHECK(enabled(rig, "osk.enter"));
  CHECK(find(rig, "follow.code")->value == right_code());
}

TEST_CASE("a slip of typing is told without asking, and goes with the next change") {
  ScreenRig rig;
  open(rig);
  std::string wrong = right_code();
  wrong[4] = wrong[4] == '1' ? '7' : '1';
  type(rig, wrong);
  REQUIRE(rig.tap("follow.show"));
  CHECK(rig.state.follow.problem == FollowProblem::mistyped);
  CHECK_FALSE(has_look_up(rig));
  REQUIRE(find(rig, "follow.problem") != nullptr);
  CHECK(find(rig, "follow.problem")->role == ui::NodeRole::alert);
  CHECK_FALSE(enabled(rig, "follow.show"));
  tests::keep_picture(rig, "follow-mistyped");
  REQUIRE(rig.tap("osk.backspace"));
  CHECK(find(rig, "follow.problem") == nullptr);
  CHECK(find(rig, "follow.help") != nullptr);
}

TEST_CASE("a number that nobody knows wakes nothing until it is changed") {
  ScreenRig rig;
  open(rig);
  type(rig, right_code());
  fail(rig);
  rig.draw();
  CHECK(rig.state.follow.problem == FollowProblem::unknown);
  CHECK_FALSE(enabled(rig, "follow.show"));
  CHECK_FALSE(enabled(rig, "osk.enter"));
  CHECK(find(rig, "follow.help") == nullptr);
  tests::keep_picture(rig, "follow-unknown");
}

TEST_CASE("the pause after too many tries is counted down and ends by itself") {
  ScreenRig rig;
  open(rig);
  type(rig, right_code());
  for (int i = 0; i < app::kFollowTries; ++i) fail(rig);
  rig.draw();
  REQUIRE(find(rig, "follow.problem") != nullptr);
  CHECK(find(rig, "follow.problem")->name.find("1:00") != std::string::npos);
  CHECK(app::follow_pause_left(rig.state) == 60);
  tests::keep_picture(rig, "follow-pause");
  rig.pass(std::chrono::seconds(18));
  rig.draw();
  CHECK(find(rig, "follow.problem")->name.find("0:42") != std::string::npos);
  CHECK_FALSE(enabled(rig, "follow.show"));
  app::update(rig.state, app::intent::Touched{});  // somebody is still there
  rig.pass(std::chrono::seconds(42));
  rig.draw();
  CHECK(find(rig, "follow.problem") == nullptr);
  CHECK(enabled(rig, "follow.show"));
}

TEST_CASE("where the number stands is explained on demand") {
  ScreenRig rig;
  open(rig);
  type(rig, "4827");
  REQUIRE(rig.tap("follow.help"));
  CHECK(rig.state.overlay == app::Overlay::number_help);
  CHECK(find(rig, "osk.1") == nullptr);
  tests::keep_picture(rig, "follow-number-help");
  REQUIRE(rig.tap("help.close"));
  CHECK(rig.state.overlay == app::Overlay::none);
  CHECK(find(rig, "follow.code")->value == "4827");
}

TEST_CASE("with low reach the boxes are only read and the keypad lies below the middle") {
  ScreenRig rig;
  rig.state.settings.low_reach = true;
  open(rig);
  type(rig, "482719");
  const float reach = rig.interface().reach_top();
  REQUIRE(reach > 0);
  CHECK_FALSE(find(rig, "follow.code")->focusable);
  CHECK(find(rig, "follow.code")->box.y + find(rig, "follow.code")->box.height <= reach);
  for (const char* id : {"osk.1", "follow.help", "follow.show", "nav.back"})
    CHECK(find(rig, id)->box.y >= reach);
  CHECK(find(rig, "osk.1")->box.height >= 96);
  tests::keep_picture(rig, "follow-low");
}

TEST_CASE("the follow page keeps its keys large at every text size and either way up") {
  for (const View view : {View{1080, 1920}, View{1920, 1080}, View{1280, 800}}) {
    ScreenRig rig(view.width, view.height);
    const float scale = rig.interface().painter().scale() > 0 ? rig.interface().painter().scale() : 1;
    for (const Language language : {Language::ar, Language::fr}) {
      for (const int percent : app::kTextSizes) {
        rig.state.settings.language = language;
        rig.state.settings.text_percent = percent;
        open(rig);
        type(rig, right_code());
        fail(rig);
        rig.draw();
        const std::string name = base::cat("follow-", base::code_of(language), "-", percent, "-", view.width);
        INFO(name);
        CHECK(find(rig, "osk.1")->box.height >= 96 * scale);
        CHECK(find(rig, "osk.1")->box.width >= 78 * scale);
        const ui::PixelBox boxes = find(rig, "follow.code")->box, told = find(rig, "follow.problem")->box;
        CHECK(boxes.y + boxes.height <= told.y);
        CHECK(told.y + told.height <= static_cast<float>(view.height));
        tests::keep_picture(rig, name);
        rig.state.follow = {};
      }
    }
  }
}

TEST_CASE("the state of a case is shown with its steps, the answer in full, and what is still to come") {
  for (const View view : {View{1080, 1920}, View{1920, 1080}}) {
    ScreenRig rig(view.width, view.height);
    for (const Language language : {Language::ar, Language::fr}) {
      rig.state.settings.language = language;
      show(rig, found_case(rig, complaint::CaseState::waiting_service));
      CHECK(find(rig, "follow.status")->value == "waiting_service");
      CHECK(find(rig, "follow.answer") == nullptr);
      tests::keep_picture(rig, base::cat("status-open-", base::code_of(language), "-", view.width));
      show(rig, found_case(rig, complaint::CaseState::answered));
      CHECK(find(rig, "follow.status")->value == "answered");
      const std::string& answer = find(rig, "follow.answer")->value;
      CHECK(answer.find(language == Language::ar ? "شكراً لكم على التنبيه" : "Merci de nous avoir avertis") !=
            std::string::npos);
      tests::keep_picture(rig, base::cat("status-answered-", base::code_of(language), "-", view.width));
    }
  }
}

TEST_CASE("news of a case that is on screen are pointed out for four seconds") {
  ScreenRig rig;
  show(rig, found_case(rig, complaint::CaseState::received));
  CHECK(find(rig, "follow.news") == nullptr);
  rig.state.follow.asking = true;
  app::update(rig.state, app::intent::FollowAnswered{found_case(rig, complaint::CaseState::received), false});
  rig.draw();
  CHECK(find(rig, "follow.news") == nullptr);  // nothing new
  rig.state.follow.asking = true;
  app::update(rig.state,
              app::intent::FollowAnswered{found_case(rig, complaint::CaseState::in_progress), false});
  rig.draw();
  CHECK(find(rig, "follow.news") != nullptr);
  tests::keep_picture(rig, "status-news");
  rig.pass(std::chrono::seconds(4));
  rig.draw();
  CHECK(find(rig, "follow.news") == nullptr);
}
