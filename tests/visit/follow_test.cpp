// A complaint followed on another kiosk than its own: asked of the cell, added to, opened again, and what is
// known of it without a network.

#include "kiosk/complaint/receipt_code.h"
#include "kiosk/desk/cases.h"
#include "tests/visit/robot.h"

using namespace kiosk;
using complaint::CaseState;
using tests::DeskWorld;
using tests::KioskWorld;
using tests::RobotKiosk;
using tests::Server;
using tests::TempFolder;

namespace {

// K-02, which the desk of the world knows as well.
std::filesystem::path enrol_other(const DeskWorld& world, const TempFolder& folder) {
  const std::filesystem::path state = folder / "state";
  tests::write_text(state / "kiosk.json",
                    R"({"kiosk":"K-02","desk":"http://127.0.0.1:9","name":{"ar":"الملحقة"}})");
  const crypto::SigningKey key = crypto::SigningKey::make();
  tests::write_text(state / "keys/kiosk.key", base::as_text(crypto::to_file(key).view()));
  tests::write_text(state / "keys/cell.pub", crypto::to_file(world.kiosk.cell.public_half()));
  const auto database = desk::DeskDatabase::open(world.data()).value();
  desk::enrol(database->use(), complaint::KioskId::parse("K-02").value(), key.public_half(), "الملحقة",
              tests::kDoing)
      .value();
  return state;
}

// What a clerk does, at the machine's own time.
void close_case(const DeskWorld& world, std::string_view answer) {
  const auto database = desk::DeskDatabase::open(world.data()).value();
  const desk::Vault vault = desk::Vault::open(world.paths().cell_key).value();
  const std::vector<desk::Case> all = desk::cases_after(database->use(), 0, 2).value();
  REQUIRE(all.size() == 1);
  desk::Change change;
  change.event = desk::CaseEvent::answer;
  change.state = CaseState::closed;
  change.actor = "amina";
  change.answer.ar = base::SecretString(answer);
  desk::change_case(database->use(), vault, all[0], change, base::wall_now()).value();
}

// The state of the one case on the desk.
std::string state_on_desk(const DeskWorld& world) {
  const std::vector<base::Json> cases = tests::cases_of(world);
  REQUIRE(cases.size() == 1);
  return cases[0].string_or("state", "");
}

void open_case(RobotKiosk& kiosk, const std::string& shown) {
  kiosk.taps({"attract.ar", "home.follow"});
  const complaint::ReceiptCode code = complaint::ReceiptCode::parse(shown).value();
  for (const char digit : code.digits()) kiosk.taps({base::cat("osk.", std::string(1, digit))});
  kiosk.taps({"follow.show"});
  kiosk.ask("settle");
}

void add_words(RobotKiosk& kiosk, const std::string& words) {
  kiosk.taps({"follow.add"});
  CHECK(kiosk.screen() == "follow.message");
  kiosk.ask("type " + words);
  kiosk.taps({"follow.send"});
  kiosk.ask("settle");
  CHECK(kiosk.screen() == "follow.status");
}

}  // namespace

TEST_CASE("a complaint is followed, added to and opened again on another kiosk, and stays one case") {
  const DeskWorld world;
  const TempFolder work, elsewhere;
  tests::install_content(world.kiosk, work);
  const std::filesystem::path other_state = enrol_other(world, elsewhere);
  std::filesystem::copy(world.kiosk.state() / "keys/content", other_state / "keys/content");
  std::filesystem::copy(world.kiosk.state() / "content", other_state / "content",
                        std::filesystem::copy_options::recursive);
  auto server = std::make_unique<Server>(world);
  RobotKiosk here(world.kiosk.state(), server->url), there(other_state, server->url);
  here.fill_form("عمود الإنارة رقم 14 مطفأ منذ أسبوع");
  here.taps({"complaint.send"});
  here.ask("settle");
  const std::string code = here.value("receipt.code");
  REQUIRE(here.wait_for_value("receipt.state", "delivered"));
  here.taps({"receipt.done"});
  tests::wait_for_tickets(world);

  open_case(there, code);
  CHECK(there.value("follow.status") == "received");
  add_words(there, "عاد العمود إلى الانطفاء مساء أمس");
  CHECK(there.wait_for_words("أضفتم معلومة"));
  there.taps({"follow.done"});

  close_case(world, "أصلح الفريق العمود يوم الاثنين.");
  CHECK(state_on_desk(world) == "closed");
  open_case(there, code);
  CHECK(there.wait_for_value("follow.status", "closed"));  // shown as it was known, and the news at once
  CHECK(there.value("follow.answer") == "أصلح الفريق العمود يوم الاثنين.");
  add_words(there, "لم يُصلح العمود بعد");
  CHECK(there.wait_for_value("follow.status", "in_progress"));
  there.taps({"follow.done"});
  CHECK(state_on_desk(world) == "in_progress");

  // Its own kiosk hears of all that by itself.
  open_case(here, code);
  CHECK(here.wait_for_value("follow.status", "in_progress"));
  here.taps({"follow.done"});

  // Without a network both say what they knew last, and of when; a number that only the cell knows waits for
  // it.
  server->end(SIGKILL);
  for (RobotKiosk* kiosk : {&here, &there}) {
    open_case(*kiosk, code);
    CHECK(kiosk->value("follow.status") == "in_progress");
    CHECK(kiosk->value("follow.answer") == "أصلح الفريق العمود يوم الاثنين.");
    CHECK(kiosk->words().find("آخر تحديث من الخلية") != std::string::npos);
    kiosk->taps({"follow.done"});
  }
  open_case(there, std::string(complaint::ReceiptCode::random().digits()));
  CHECK(there.screen() == "follow");
  CHECK(there.node("follow.problem"));
  CHECK(there.quit() == 0);
  CHECK(here.quit() == 0);
  CHECK(tests::cases_of(world).size() == 1);
}
