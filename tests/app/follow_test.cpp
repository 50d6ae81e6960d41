// Asking for a complaint by its number, and what may be added to it.

#include "kiosk/app/follow.h"
#include "kiosk/complaint/outbox.h"
#include "tests/app/world.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace std::chrono_literals;
using app::Adding;
using app::FollowProblem;
using app::Screen;
using complaint::CaseState;
using complaint::DraftError;
using tests::AppWorld;
using tests::asks_for;

namespace {

std::string valid_code() { return std::string(complaint::ReceiptCode::random().digits()); }

void type_code(AppWorld& world, std::string_view digits) {
  for (const char digit : digits) world.act(app::intent::FollowDigit{digit});
}

// The page of a case that came to this state so long ago.
struct ShownCase : AppWorld {
  explicit ShownCase(CaseState last, base::Milliseconds ago = 1h) {
    start();
    open(Screen::follow);
    code = valid_code();
    type_code(*this, code);
    act(app::intent::FollowShow{});
    found.history = {{wall - ago, last, {}, {}, false}};
    act(app::intent::FollowAnswered{found, false});
    REQUIRE(screen() == Screen::status);
  }
  // The order to keep the words, if the page gives one.
  std::optional<app::effect::FileMessage> send(std::string_view text) {
    type(app::Field::text, text);
    for (const app::Effect& effect : act(app::intent::SendMessage{})) {
      if (const auto* order = std::get_if<app::effect::FileMessage>(&effect)) return *order;
    }
    return std::nullopt;
  }
  // The page opened, words sent and kept.
  void add(std::string_view text) {
    act(app::intent::AddMessage{});
    REQUIRE(send(text));
    act(app::intent::MessageFiled{});
    act(app::intent::FollowAnswered{found, false});
  }
  std::string code;
  complaint::FollowUp found;
};

constexpr std::string_view kWords = "عاد المصباح إلى الانطفاء";

}  // namespace

TEST_CASE("a code with a slip of typing is not looked up") {
  AppWorld world;
  world.start();
  world.open(Screen::follow);
  std::string code = valid_code();
  code[5] = code[5] == '9' ? '0' : static_cast<char>(code[5] + 1);
  type_code(world, code);
  CHECK_FALSE(asks_for<app::effect::LookUp>(world.act(app::intent::FollowShow{})));
  CHECK(world.state.follow.problem == FollowProblem::mistyped);
  world.act(app::intent::FollowErase{});
  CHECK(world.state.follow.problem == FollowProblem::none);
  CHECK(world.state.follow.digits.size() == 11);
}

TEST_CASE("five unknown codes in a visit make a pause of a minute") {
  AppWorld world;
  world.start();
  world.open(Screen::follow);
  type_code(world, valid_code());
  for (int i = 0; i < app::kFollowTries; ++i) {
    CHECK(asks_for<app::effect::LookUp>(world.act(app::intent::FollowShow{})));
    world.act(app::intent::FollowAnswered{std::nullopt, false});
  }
  CHECK(world.state.follow.problem == FollowProblem::too_often);
  CHECK_FALSE(asks_for<app::effect::LookUp>(world.act(app::intent::FollowShow{})));
  world.tick(59s);
  world.act(app::intent::Touched{});
  CHECK_FALSE(asks_for<app::effect::LookUp>(world.act(app::intent::FollowShow{})));
  world.tick(1s);
  CHECK(asks_for<app::effect::LookUp>(world.act(app::intent::FollowShow{})));
}

TEST_CASE("leaving and opening the follow-up page again does not take the pause away") {
  AppWorld world;
  world.start();
  world.open(Screen::follow);
  type_code(world, valid_code());
  for (int i = 0; i < app::kFollowTries; ++i) {
    world.act(app::intent::FollowShow{});
    world.act(app::intent::FollowAnswered{std::nullopt, false});
  }
  world.act(app::intent::Back{});
  world.open(Screen::follow);
  type_code(world, valid_code());
  CHECK_FALSE(asks_for<app::effect::LookUp>(world.act(app::intent::FollowShow{})));
}

TEST_CASE("an answer that comes after the citizen left is shown to nobody") {
  AppWorld world;
  world.start();
  world.open(Screen::follow);
  type_code(world, valid_code());
  world.act(app::intent::FollowShow{});
  world.act(app::intent::Finish{});
  world.act(app::intent::FollowAnswered{complaint::FollowUp{}, false});
  CHECK_FALSE(world.state.follow.found);
  CHECK(world.screen() == Screen::attract);
}

TEST_CASE("a number not known here, while the cell cannot be asked, is told apart from an unknown one") {
  AppWorld world;
  world.start();
  world.open(Screen::follow);
  type_code(world, valid_code());
  world.act(app::intent::FollowShow{});
  world.act(app::intent::FollowAnswered{std::nullopt, false, false});
  CHECK(world.state.follow.problem == FollowProblem::unreached);
  // It may be asked again as it stands: the network may be back. It counts as a try all the same.
  for (int i = 1; i < app::kFollowTries; ++i) {
    CHECK(asks_for<app::effect::LookUp>(world.act(app::intent::FollowShow{})));
    world.act(app::intent::FollowAnswered{std::nullopt, false, false});
  }
  CHECK(world.state.follow.problem == FollowProblem::too_often);
}

TEST_CASE("information is added to an open case, in the words and under the number of the page") {
  ShownCase world(CaseState::in_progress);
  CHECK(app::adding(world.state) == Adding::information);
  world.act(app::intent::AddMessage{});
  CHECK(world.screen() == Screen::message);
  const auto order = world.send(kWords);
  REQUIRE(order);
  CHECK(order->code.view() == world.code);
  CHECK(order->text.view() == kWords);
  CHECK(order->wish == complaint::Wish::read);
  CHECK(order->language == base::Language::ar);
  // Once is enough, and nothing is left behind while it is kept.
  CHECK_FALSE(asks_for<app::effect::FileMessage>(world.act(app::intent::SendMessage{})));
  world.act(app::intent::Home{});
  CHECK(world.screen() == Screen::message);
  const std::vector<app::Effect> after = world.act(app::intent::MessageFiled{});
  CHECK(world.screen() == Screen::status);
  CHECK(world.state.toast == app::Toast::message_kept);
  CHECK(world.state.form.draft.text.empty());
  CHECK(asks_for<app::effect::LookUp>(after));
}

TEST_CASE("too few words, or a disk that is full, leave the words where they are and say so") {
  ShownCase world(CaseState::in_progress);
  world.act(app::intent::AddMessage{});
  CHECK_FALSE(world.send("لا"));
  REQUIRE(world.state.form.error);
  CHECK(world.state.form.error->is(DraftError::text_too_short));
  REQUIRE(world.send(kWords));
  world.act(app::intent::MessageFiled{base::Error{complaint::OutboxError::disk_full, "full"}});
  CHECK(world.screen() == Screen::message);
  REQUIRE(world.state.form.error);
  CHECK(world.state.form.draft.text.view() == kWords);
  REQUIRE(world.send(kWords));
  world.act(app::intent::MessageFiled{});
  CHECK(world.screen() == Screen::status);
}

TEST_CASE("an answered or closed case is opened again for thirty days, not a moment longer") {
  const CaseState state = GENERATE(CaseState::answered, CaseState::closed);
  ShownCase world(state, complaint::kReopenDays);
  CHECK(app::adding(world.state) == Adding::reopening);
  world.act(app::intent::AddMessage{});
  const auto order = world.send(kWords);
  REQUIRE(order);
  CHECK(order->wish == complaint::Wish::reopen);
  ShownCase late(state, complaint::kReopenDays);
  late.tick(1s);
  CHECK(app::adding(late.state) == Adding::too_late);
  late.act(app::intent::AddMessage{});
  CHECK(late.screen() == Screen::status);
}

TEST_CASE("a visit adds so many messages, whichever cases it looks at") {
  ShownCase world(CaseState::in_progress);
  for (int i = 0; i < app::kMessagesPerVisit; ++i) world.add(kWords);
  CHECK(app::adding(world.state) == Adding::enough);
  world.act(app::intent::AddMessage{});
  CHECK(world.screen() == Screen::status);
  world.act(app::intent::Back{});
  CHECK(world.state.follow.messages == app::kMessagesPerVisit);
  world.act(app::intent::Finish{});
  CHECK(world.state.follow.messages == 0);
}

TEST_CASE("back keeps what was written for the same case, leaving it forgets it") {
  ShownCase world(CaseState::in_progress);
  world.act(app::intent::AddMessage{});
  world.type(app::Field::text, kWords);
  world.act(app::intent::Back{});
  CHECK(world.screen() == Screen::status);
  world.act(app::intent::AddMessage{});
  CHECK(world.state.form.draft.text.view() == kWords);
  world.act(app::intent::Back{});
  world.act(app::intent::Back{});
  CHECK(world.screen() != Screen::status);
  CHECK(world.state.form.draft.text.empty());
}

TEST_CASE("the way out of a message asks first where something is written") {
  ShownCase world(CaseState::in_progress);
  world.act(app::intent::AddMessage{});
  world.type(app::Field::text, kWords);
  world.act(app::intent::Home{});
  CHECK(world.state.overlay == app::Overlay::leave);
  CHECK(world.screen() == Screen::message);
}

TEST_CASE("a visit does not end while words are being kept, and gives their writer time to read so") {
  ShownCase world(CaseState::in_progress);
  world.act(app::intent::AddMessage{});
  REQUIRE(world.send(kWords));
  world.tick(61s);
  world.tick(31s);
  CHECK(world.screen() == Screen::message);
  world.act(app::intent::MessageFiled{});
  CHECK(world.screen() == Screen::status);
  world.tick(app::kReceiptTime - 1s);
  CHECK(world.screen() == Screen::status);
  world.tick(1s);
  CHECK(world.screen() == Screen::attract);
}
