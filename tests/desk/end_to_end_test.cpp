// The real programs: kiosk-desk as a server, kioskctl outbox, and the kiosk's network thread between them.

#include <future>

#include "kiosk/main/network_thread.h"
#include "tests/support/catch.h"
#include "tests/support/programs.h"

using namespace kiosk;
using tests::desk_command;
using tests::DeskWorld;
using tests::Finished;
using tests::lines_of;
using tests::program;
using tests::run_program;
using tests::Server;

namespace {

Finished outbox_command(const DeskWorld& world, std::vector<std::string> words, std::string_view input = {}) {
  return tests::outbox_command(world.kiosk, std::move(words), input);
}

void point_to(const DeskWorld& world, const std::string& url) {
  tests::write_text(world.kiosk.state() / "kiosk.json", base::cat(R"({"kiosk":"K-01","desk":")", url, "\"}"));
}

// The kiosk's network side, with what it told.
struct Kiosk {
  explicit Kiosk(const DeskWorld& world)
      : open(world.kiosk),
        network(main::NetworkThread::start(*open.outbox, open.answers, open.identity,
                                           [this](const sync::Event& event) { events.post(event); })
                    .value()) {}

  // Waits for an event of this kind.
  sync::Event wait_for(sync::EventKind kind) {
    while (true) {
      const std::optional<sync::Event> event = events.wait(std::chrono::seconds(60));
      REQUIRE(event.has_value());
      if (event->kind == kind) return *event;
    }
  }
  tests::OpenOutbox open;
  base::Mailbox<sync::Event> events;
  std::unique_ptr<main::NetworkThread> network;
};

constexpr std::string_view kLines =
    R"({"kind":"complaint","category":"lighting","district":"bettana","text":"عمود الإنارة رقم 14 مطفأ","phone":"0612345678"})"
    "\n"
    R"({"kind":"observation","text":"La place est très propre, merci ⵣ \"bien\" \\ 😀"})"
    "\n";

}  // namespace

TEST_CASE(
    "complaints put in the outbox reach the desk once, to the byte, and are followed up by their code") {
  const DeskWorld world;
  Server server(world);
  point_to(world, server.url);
  const Finished put = outbox_command(world, {"put"}, kLines);
  CHECK(put.exit_code == 0);
  const std::vector<std::string> receipts = lines_of(put.said);
  REQUIRE(receipts.size() == 2);
  CHECK(receipts[0].size() > 12 + 1 + 36 + 1);
  CHECK(outbox_command(world, {"stats"}).said == "{\"queued\":2,\"delivered\":0,\"failed\":0}\n");
  {
    Kiosk kiosk(world);
    kiosk.wait_for(sync::EventKind::delivered);
    kiosk.wait_for(sync::EventKind::delivered);
    const complaint::ReceiptCode code = complaint::ReceiptCode::parse(receipts[0].substr(0, 12)).value();
    const complaint::Ticket ticket = complaint::derive_ticket(code).value();
    // The answers may have come between the two deliveries, and then there is no news to wait for.
    std::optional<complaint::FollowUp> follow_up = kiosk.open.answers.lookup(ticket).value();
    while (!follow_up) {
      kiosk.network->follow_up_asked();
      kiosk.wait_for(sync::EventKind::answers_updated);
      follow_up = kiosk.open.answers.lookup(ticket).value();
    }
    CHECK(follow_up->case_number == "2026/1");
    CHECK(follow_up->category == "lighting");
    CHECK(follow_up->filed_here->state == complaint::LocalState::delivered);
    CHECK(follow_up->history.front().state == complaint::CaseState::received);
  }
  CHECK(outbox_command(world, {"stats"}).said == "{\"queued\":0,\"delivered\":2,\"failed\":0}\n");
  const std::vector<std::string> cases = lines_of(desk_command(world, {"case", "list", "--json"}).said);
  REQUIRE(cases.size() == 2);
  for (std::size_t at = 0; at < 2; ++at) {
    const base::Json sent = base::Json::parse(lines_of(std::string(kLines))[at]).value();
    const base::Json got = base::Json::parse(cases[at]).value();
    CHECK(got.string_or("text", "") == sent.string_or("text", "x"));
    CHECK(got.string_or("receipt", "") == receipts[at].substr(0, 12));
    CHECK(got.string_or("uuid", "") == receipts[at].substr(13, 36));
  }
  CHECK(server.end(SIGTERM) == 0);
}

TEST_CASE("a desk killed at any moment loses and doubles nothing") {
  const DeskWorld world;
  std::string lines;
  for (int count = 0; count < 60; ++count) {
    lines += base::cat(R"({"kind":"complaint","text":"complaint number )", count, " of sixty\"}\n");
  }
  CHECK(outbox_command(world, {"put"}, lines).exit_code == 0);
  int delivered = 0;
  for (const int stop_after : {1, 3, 7, 12, 100}) {
    Server server(world);
    point_to(world, server.url);
    Kiosk kiosk(world);
    for (int count = 0; count < stop_after && delivered < 60; ++count, ++delivered) {
      kiosk.wait_for(sync::EventKind::delivered);
    }
    server.end(SIGKILL);
    delivered = static_cast<int>(kiosk.open.outbox->stats().value().delivered);
  }
  CHECK(outbox_command(world, {"stats"}).said == "{\"queued\":0,\"delivered\":60,\"failed\":0}\n");
  std::set<std::string> texts;
  const std::vector<std::string> cases = lines_of(desk_command(world, {"case", "list", "--json"}).said);
  for (const std::string& line : cases) texts.insert(base::Json::parse(line)->string_or("text", ""));
  CHECK(cases.size() == 60);
  CHECK(texts.size() == 60);
}

TEST_CASE("a revoked kiosk raises an alarm and keeps its complaints") {
  const DeskWorld world;
  Server server(world);
  point_to(world, server.url);
  CHECK(desk_command(world, {"kiosk", "revoke", "--id", "K-01"}).exit_code == 0);
  CHECK(outbox_command(world, {"put"}, kLines).exit_code == 0);
  {
    Kiosk kiosk(world);
    CHECK(kiosk.wait_for(sync::EventKind::alarm).reason == "revoked-kiosk");
  }
  CHECK(outbox_command(world, {"stats"}).said == "{\"queued\":2,\"delivered\":0,\"failed\":0}\n");
}

TEST_CASE(
    "without a network complaints travel on a stick, and stick and network together are one case each") {
  const DeskWorld world;
  const tests::TempFolder stick;
  CHECK(outbox_command(world, {"put"}, kLines).exit_code == 0);
  CHECK(outbox_command(world, {"export", "--to", stick.path().string()}).exit_code == 0);
  CHECK(desk_command(world, {"import", stick.path().string()}).said ==
        "2 imported, 0 known already, 0 refused\n");
  CHECK(desk_command(world, {"import", stick.path().string()}).said ==
        "0 imported, 2 known already, 0 refused\n");
  Server server(world);
  point_to(world, server.url);
  {
    Kiosk kiosk(world);
    kiosk.wait_for(sync::EventKind::delivered);
    kiosk.wait_for(sync::EventKind::delivered);
  }
  CHECK(lines_of(desk_command(world, {"case", "list", "--json"}).said).size() == 2);
  tests::write_text(stick / "broken.env", "not an envelope");
  CHECK(desk_command(world, {"import", stick.path().string()}).exit_code == 1);
}

TEST_CASE("bad lines are refused one by one and do not stop the others") {
  const DeskWorld world;
  const std::string lines =
      "not json\n"
      "{}\n"
      "{\"kind\":\"praise\",\"text\":\"long enough a text\"}\n"
      "{\"kind\":\"complaint\",\"text\":\"short\"}\n"
      "{\"kind\":\"complaint\",\"text\":\"long enough a text\",\"phone\":\"0812345678\"}\n"
      "{\"kind\":\"complaint\",\"text\":\"long enough a text\",\"colour\":\"red\"}\n"
      "{\"kind\":\"complaint\",\"text\":7}\n"
      "\n"
      "{\"kind\":\"complaint\",\"text\":\"long enough a text\",\"category\":null,\"phone\":\"\"}";
  const Finished put = outbox_command(world, {"put"}, lines);
  CHECK(put.exit_code == 1);
  CHECK(lines_of(put.said).size() == 1);
  CHECK(outbox_command(world, {"stats"}).said == "{\"queued\":1,\"delivered\":0,\"failed\":0}\n");
}

TEST_CASE("the outbox's commands list, retry and refuse with their exit codes") {
  const DeskWorld world;
  CHECK(outbox_command(world, {"put"}, kLines).exit_code == 0);
  const std::string uuid = [&] {
    tests::OpenOutbox open(world.kiosk);
    const base::Uuid first = open.outbox->list().value()[0].uuid;
    open.outbox->mark_failed(first, "too-large").value();
    CHECK(outbox_command(world, {"stats"}).exit_code == 1);  // in use
    return first.text();
  }();
  const std::vector<std::string> items = lines_of(outbox_command(world, {"list"}).said);
  REQUIRE(items.size() == 2);
  CHECK(base::Json::parse(items[0])->string_or("reason", "") == "too-large");
  CHECK(items[0].find("Pharmacie") == std::string::npos);
  CHECK(outbox_command(world, {"retry", uuid}).exit_code == 0);
  CHECK(outbox_command(world, {"stats"}).said == "{\"queued\":2,\"delivered\":0,\"failed\":0}\n");
  CHECK(outbox_command(world, {"retry", "x"}).exit_code == 1);
  CHECK(outbox_command(world, {"export"}).exit_code == 2);
  CHECK(outbox_command(world, {"bogus"}).exit_code == 2);
  CHECK(run_program({program("kioskctl"), "outbox", "stats", "--state", "/nonexistent"}).exit_code == 1);
}

TEST_CASE("the desk's commands prepare, enrol, add and refuse with their exit codes") {
  const tests::TempFolder folder;
  const std::string data = folder / "data";
  const auto run = [&](std::vector<std::string> words, std::string_view input = {}) {
    words.insert(words.begin(), program("kiosk-desk"));
    words.insert(words.end(), {"--data", data});
    return run_program(words, input);
  };
  CHECK(run({"serve"}).exit_code == 1);
  CHECK(run({"init"}).exit_code == 1);  // where the cell's key goes is a choice
  const base::Json first =
      base::Json::parse(run({"init", "--cell-key", data + "/keys/cell.key"}).said).value();
  CHECK(first.string_or("api_key", "").size() == 64);
  CHECK(base::Json::parse(run({"init"}).said)->find("api_key")->is_null());
  CHECK(run({"api-key", "new"}).said.size() == 65);
  const crypto::SigningKey key = crypto::SigningKey::make();
  tests::write_text(folder / "kiosk.pub", crypto::to_file(key.public_half()));
  CHECK(run({"kiosk", "enrol", "--id", "K-01", "--key", folder / "kiosk.pub", "--name", "بهو"}).exit_code ==
        0);
  CHECK(run({"kiosk", "enrol", "--id", "K/01", "--key", folder / "kiosk.pub"}).exit_code == 1);
  CHECK(run({"kiosk", "enrol", "--id", "K-02", "--key", folder / "none"}).exit_code == 1);
  CHECK(run({"kiosk", "list"}).said.find(key.public_half().fingerprint()) != std::string::npos);
  CHECK(run({"kiosk", "revoke", "--id", "K-01"}).exit_code == 0);
  CHECK(run({"kiosk", "revoke", "--id", "K-01"}).exit_code == 1);
  CHECK(run({"user", "add", "amina"}, "correct horse battery\n").exit_code == 0);
  CHECK(run({"user", "add", "amina"}, "correct horse battery\n").exit_code == 1);
  CHECK(run({"user", "add", "youssef"}).exit_code == 1);  // no password
  CHECK(run({"user", "list"}).said.starts_with("amina\t"));
  CHECK(run({"user", "disable", "amina"}).exit_code == 0);
  CHECK(run({"case", "list", "--json"}).exit_code == 0);
  CHECK(run({"serve", "--database", "postgresql://127.0.0.1:1/x"}).exit_code == 1);  // nobody listens there
  CHECK(run({"serve", "--listen", "nowhere"}).exit_code == 2);
  CHECK(run({"key", "rotate"}).exit_code == 0);
  CHECK(run({"key", "recover"}).exit_code == 2);
  CHECK(run({"key", "list"}).said.find("newest") == 17);
  CHECK(run_program({program("kiosk-desk"), "--help"}).exit_code == 0);
  CHECK(run_program({program("kiosk-desk"), "--version"}).said == "0.1.0\n");
  CHECK(run_program({program("kiosk-desk")}).exit_code == 2);
}
