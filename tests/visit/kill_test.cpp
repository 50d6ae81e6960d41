// The kiosk's process is killed between and within the steps of sending and delivering; what was receipted
// arrives once, what was not is there once or not at all.

#include <set>

#include "kiosk/complaint/receipt_code.h"
#include "tests/visit/robot.h"

using namespace kiosk;
using tests::DeskWorld;
using tests::RobotKiosk;
using tests::Server;

namespace {

constexpr const char* kNoDesk = "http://127.0.0.1:9";

// Everything queued on the kiosk is delivered to a running desk.
void deliver_all(const DeskWorld& world) {
  Server server(world);
  REQUIRE_FALSE(server.url.empty());
  RobotKiosk kiosk(world.kiosk.state(), server.url);
  for (int tries = 0; tries < 600; ++tries) {
    const base::Json stats = kiosk.ask("stats");
    if (stats.find("outbox")->integer_or("queued", -1) == 0) break;
    usleep(50'000);
  }
  const base::Json stats = kiosk.ask("stats");
  CHECK(stats.find("outbox")->integer_or("queued", -1) == 0);
  CHECK(stats.find("outbox")->integer_or("failed", -1) == 0);
}

std::multiset<std::string> codes_on_desk(const DeskWorld& world) {
  std::multiset<std::string> codes;
  for (const base::Json& one : tests::cases_of(world)) codes.insert(one.string_or("receipt", ""));
  return codes;
}

}  // namespace

TEST_CASE("a kiosk killed at any step of sending keeps every receipted complaint and doubles none") {
  const DeskWorld world;
  std::multiset<std::string> receipted;
  int sent = 0;
  const auto digits = [](const std::string& shown) {
    return std::string(complaint::ReceiptCode::parse(shown).value().digits());
  };
  // Before anything was sent, and in the middle of typing: nothing is there.
  for (const char* until : {"complaint.category.lighting", "complaint.continue"}) {
    RobotKiosk kiosk(world.kiosk.state(), kNoDesk);
    kiosk.taps({"attract.ar", "home.complaint", "complaint.category.lighting"});
    kiosk.say(base::cat("tap ", until));
    kiosk.kill();
  }
  // At some instant while it is being recorded.
  for (int round = 0; round < 8; ++round) {
    RobotKiosk kiosk(world.kiosk.state(), kNoDesk);
    kiosk.fill_form(base::cat("قتل أثناء الإرسال رقم ", round));
    kiosk.say("tap complaint.send");
    ++sent;
    for (int i = 0; i < round; ++i) usleep(4'000);
    kiosk.kill();
  }
  // With the receipt on the screen.
  for (int round = 0; round < 3; ++round) {
    RobotKiosk kiosk(world.kiosk.state(), kNoDesk);
    kiosk.fill_form(base::cat("قتل بعد الوصل رقم ", round));
    kiosk.taps({"complaint.send"});
    kiosk.ask("settle");
    receipted.insert(digits(kiosk.value("receipt.code")));
    ++sent;
    kiosk.kill();
  }
  deliver_all(world);
  const std::multiset<std::string> codes = codes_on_desk(world);
  for (const std::string& code : receipted) CHECK(codes.count(code) == 1);
  CHECK(codes.size() <= static_cast<std::size_t>(sent));
  CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == codes.size());
}

TEST_CASE("a kiosk killed at any step of delivering loses and doubles nothing") {
  const DeskWorld world;
  std::string lines;
  constexpr int kComplaints = 40;
  for (int count = 0; count < kComplaints; ++count)
    lines += base::cat(R"({"kind":"complaint","text":"complaint number )", count, " of forty\"}\n");
  REQUIRE(tests::outbox_command(world.kiosk, {"put"}, lines).exit_code == 0);
  for (int round = 0; round < 6; ++round) {
    Server server(world);
    RobotKiosk kiosk(world.kiosk.state(), server.url);
    std::int64_t delivered = 0;
    for (int tries = 0; tries < 20'000 && delivered < 5 * (round + 1); ++tries) {
      delivered = kiosk.ask("stats").find("outbox")->integer_or("delivered", 0);
      usleep(1'000);
    }
    CHECK(delivered >= 5 * (round + 1));
    // The kiosk alone, the desk alone, or both at once.
    if (round % 3 != 1) kiosk.kill();
    if (round % 3 != 0) server.end(SIGKILL);
  }
  deliver_all(world);
  std::set<std::string> texts;
  const std::vector<base::Json> cases = tests::cases_of(world);
  for (const base::Json& one : cases) texts.insert(one.string_or("text", ""));
  CHECK(cases.size() == kComplaints);
  CHECK(texts.size() == kComplaints);
}
