// The cell's keys: changed while complaints are queued, lost, and told to the kiosks.

#include "kiosk/complaint/stick_mail.h"
#include "kiosk/desk/case_list.h"
#include "kiosk/desk/publications.h"
#include "kiosk/desk/stick_intake.h"
#include "kiosk/sync/uploader.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using base::BootTime;
using complaint::CaseState;
using tests::DeskWorld;
using tests::kNoon;
using tests::OpenOutbox;
namespace fs = std::filesystem;

namespace {

// Does what the network would, with the desk in the same process, until nothing is left to do.
std::vector<sync::Event> exchange(sync::Uploader& uploader, Desk& desk, BootTime& now) {
  std::vector<sync::Event> events;
  for (int round = 0; round < 200; ++round) {
    const std::optional<sync::Job> job = uploader.tick(now, kNoon).value();
    if (!job) {
      now = std::max(now + std::chrono::milliseconds(1), uploader.next_wake(now));
      if (now > BootTime(std::chrono::hours(2))) break;
      continue;
    }
    base::HttpRequest request = job->request;
    request.url = request.url.substr(std::string_view("http://127.0.0.1:8311").size());
    for (sync::Event& event : uploader.finish(*job, desk.handle(request, kNoon), now))
      events.push_back(std::move(event));
  }
  return events;
}

// As kiosk/main does.
void follow_key(const std::vector<sync::Event>& events, const tests::KioskWorld& world, OpenOutbox& open) {
  for (const sync::Event& event : events) {
    if (event.kind != sync::EventKind::new_cell_key) continue;
    complaint::keep_cell_key(world.state(), *event.cell_key).value();
    open.identity.recipients.set_cell(*event.cell_key);
  }
}

std::vector<std::string> case_lines(const DeskWorld& world) {
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  std::vector<std::string> lines;
  for_each_case_line(*database, vault, [&](std::string_view line) -> base::Result<void> {
    lines.emplace_back(line);
    return base::done();
  }).value();
  return lines;
}

}  // namespace

TEST_CASE("the cell's key changes while complaints are queued: all arrive, all open, the kiosk follows") {
  const DeskWorld world;
  OpenOutbox open(world.kiosk);
  BootTime now(std::chrono::hours(1));
  sync::Uploader uploader(*open.outbox, open.answers, open.identity, [](std::uint32_t) { return 0U; });
  tests::file_one(*open.outbox, tests::complaint_saying("قبل تغيير المفتاح")).value();
  const crypto::CellPublicKey before = open.identity.recipients.cell();
  const crypto::CellPublicKey next = rotate_cell_key(world.paths(), kNoon).value();
  CHECK(next != before);
  {
    const auto desk = world.open();
    const std::vector<sync::Event> events = exchange(uploader, *desk, now);
    CHECK(open.outbox->stats().value().delivered == 1);  // its ack was signed with the key the kiosk knew
    follow_key(events, world.kiosk, open);
  }
  CHECK(open.identity.recipients.cell() == next);
  CHECK(world.kiosk.identity().recipients.cell() == next);  // after a restart as well
  tests::file_one(*open.outbox, tests::complaint_saying("بعد تغيير المفتاح")).value();
  rotate_cell_key(world.paths(), kNoon).value();
  rotate_cell_key(world.paths(), kNoon).value();
  const auto desk = world.open();
  now = BootTime(std::chrono::hours(1));
  follow_key(exchange(uploader, *desk, now), world.kiosk, open);
  CHECK(open.outbox->stats().value().delivered == 2);
  CHECK(open.identity.recipients.cell() == Vault::open(world.paths().cell_key).value().cell().public_half());
  const std::vector<std::string> lines = case_lines(world);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].find("قبل تغيير المفتاح") != std::string::npos);
  CHECK(lines[1].find("بعد تغيير المفتاح") != std::string::npos);
}

TEST_CASE("what clerks wrote before the key changed is read after it") {
  const DeskWorld world;
  {
    const auto desk = world.open();
    tests::put(world, *desk);
    tests::Browser browser(*desk);
    browser.sign_in();
    browser.post("/cases/2026-1/answer", "ar=" + percent_encoded("تم إصلاح المصباح") + "&fr=");
  }
  rotate_cell_key(world.paths(), kNoon).value();
  const auto desk = world.open();
  tests::Browser browser(*desk);
  browser.sign_in();
  CHECK(tests::has(browser.get("/cases/2026-1"), "تم إصلاح المصباح"));
}

TEST_CASE("a change of the key that is cut short at any file leaves kiosks and desk one key") {
  const DeskWorld world;
  const fs::path keys = world.paths().cell_key.parent_path();
  const crypto::CellPublicKey before = Vault::open(world.paths().cell_key).value().cell().public_half();
  rotate_cell_key(world.paths(), kNoon).value();
  // The last file was not written yet: the link leads on, `cell.key` is the old one.
  const crypto::SecretBytes old = [&] {
    const base::Bytes file =
        store::read_file(keys / base::cat("cell-", base::to_hex(before.id()), ".key"), 4096).value();
    return crypto::SecretBytes::copy_of(file);
  }();
  tests::write_text(world.paths().cell_key, base::as_text(old.view()));
  const Vault vault = Vault::open(world.paths().cell_key).value();
  CHECK(vault.cell().public_half() == complaint::newest_cell_key(before, vault.links()));
  CHECK(vault.cell().public_half() != before);
  // Nothing that leads on yet: all is as before.
  fs::remove(keys / "cell-links.json");
  CHECK(Vault::open(world.paths().cell_key).value().cell().public_half() == before);
}

TEST_CASE("a link that the key before did not sign leads nowhere") {
  const crypto::CellSecretKey first = crypto::CellSecretKey::make(), second = crypto::CellSecretKey::make(),
                              thief = crypto::CellSecretKey::make();
  const std::string good = complaint::write_key_link(first, second.public_half(), kNoon);
  const std::string forged = complaint::write_key_link(thief, thief.public_half(), kNoon);
  const crypto::CellPublicKey known = first.public_half();
  CHECK(complaint::newest_cell_key(known, {forged, good}) == second.public_half());
  CHECK(complaint::newest_cell_key(known, {good, forged}) == second.public_half());
  CHECK(complaint::newest_cell_key(second.public_half(), {good}) == second.public_half());
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK(complaint::newest_cell_key(known, {changed}) == known);
  }
}

TEST_CASE("a lost key: the escrow's opens what was sealed to both, and new complaints go to a new key") {
  const DeskWorld world;
  const crypto::CellSecretKey escrow = crypto::CellSecretKey::make();
  tests::write_text(world.kiosk.state() / "keys" / "escrow.pub", crypto::to_file(escrow.public_half()));
  {
    const auto desk = world.open();
    tests::put(world, *desk);
    tests::wait_for_tickets(world);
  }
  fs::remove(world.paths().cell_key);
  // A key that opens nothing changes nothing.
  CHECK(recover(world.paths(), crypto::CellSecretKey::make()).error().is(DeskError::refused));
  CHECK_FALSE(fs::exists(world.paths().cell_key));
  const Recovery recovery = recover(world.paths(), escrow).value();
  CHECK(recovery.opened == 1);
  CHECK(recovery.all == 1);
  const crypto::CellPublicKey next = recovery.new_key.value();
  complaint::keep_cell_key(world.kiosk.state(), next).value();
  const auto desk = world.open();
  tests::put(world, *desk);
  tests::wait_for_tickets(world);
  const std::vector<std::string> lines = case_lines(world);
  REQUIRE(lines.size() == 2);
  for (const std::string& line : lines) CHECK(line.find("عمود الإنارة") != std::string::npos);
  tests::Browser browser(*desk);
  browser.sign_in();
  CHECK(browser.get("/cases/2026-1").status == 200);
  browser.post("/cases/2026-1/answer", "ar=" + percent_encoded("تم إصلاح المصباح") + "&fr=");
  CHECK(tests::has(browser.get("/cases/2026-1"), "تم إصلاح المصباح"));
}

TEST_CASE("an old copy of the cell's key is not taken for the newest, and the found one is put beside it") {
  const DeskWorld world;
  const fs::path keys = world.paths().cell_key.parent_path();
  const base::Bytes old = store::read_file(world.paths().cell_key, 4096).value();
  const crypto::CellPublicKey next = rotate_cell_key(world.paths(), kNoon).value();
  tests::put(world, *world.open());
  const fs::path ring = keys / base::cat("cell-", base::to_hex(next.id()), ".key");
  base::Bytes file = store::read_file(ring, 4096).value();
  const crypto::CellSecretKey found = crypto::parse_cell_secret(base::as_text(file)).value();
  fs::remove(ring);
  store::replace_file(world.paths().cell_key, old, store::FileMode::private_file).value();
  const base::Error missing = Desk::open(world.paths(), Cookies::plain).error();
  CHECK(missing.is(VaultError::newest_missing));
  CHECK(missing.sentence().find(base::to_hex(next.id())) != std::string::npos);
  const Recovery recovery = recover(world.paths(), found).value();
  CHECK_FALSE(recovery.new_key);
  CHECK(Vault::open(world.paths().cell_key).value().cell().public_half() == next);
}

TEST_CASE("where every key of the desk was lost, the escrow and a new sender for Open311 let it work again") {
  const DeskWorld world;
  const crypto::CellSecretKey escrow = crypto::CellSecretKey::make();
  tests::write_text(world.kiosk.state() / "keys" / "escrow.pub", crypto::to_file(escrow.public_half()));
  tests::put(world, *world.open());
  fs::remove_all(world.paths().cell_key.parent_path());
  CHECK(Desk::open(world.paths(), Cookies::plain).error().is(DeskError::refused));
  CHECK(recover(world.paths(), escrow).value().new_key);
  CHECK(prepare(world.paths(), kNoon).ok());
  CHECK(prepare(world.paths(), kNoon).ok());
  const auto database = DeskDatabase::open(world.data()).value();
  const std::vector<KioskRow> rows = list_kiosks(database->use()).value();
  int senders = 0;
  for (const KioskRow& row : rows) senders += is_open311(row.id) ? 1 : 0;
  CHECK(senders == 2);
  CHECK(case_lines(world).size() == 1);
}

TEST_CASE("a stick carries complaints to the desk and confirmations and answers back, in any order, once") {
  const DeskWorld world;
  OpenOutbox open(world.kiosk);
  const tests::TempFolder stick;
  const Vault vault = Vault::open(world.paths().cell_key).value();
  const auto database = DeskDatabase::open(world.data()).value();
  for (int i = 0; i < 3; ++i) tests::file_one(*open.outbox).value();
  CHECK(complaint::put_waiting(stick.path(), *open.outbox, open.answers, open.identity).value() == 3);
  // One of them goes over the network meanwhile.
  const complaint::Outgoing outgoing = *open.outbox->take_due(BootTime()).value();
  const auto desk = world.open();
  base::HttpRequest put{"PUT",
                        complaint::complaint_path(open.identity.id, outgoing.uuid),
                        {{"Host", "desk"}},
                        outgoing.envelope,
                        ""};
  CHECK(desk->handle(put, kNoon).status == 201);

  const StickIntake first = take_stick(*database, vault, stick.path(), kNoon);
  CHECK(first.stored == 2);
  CHECK(first.known == 1);
  CHECK(first.refused.empty());
  CHECK(first.acks == 3);
  tests::wait_for_tickets(world);
  const StickIntake second = take_stick(*database, vault, stick.path(), kNoon);  // brings the answers, too
  CHECK(second.known == 3);
  CHECK(count_cases(database->use(), {}).value() == 3);

  const complaint::Replies replies =
      complaint::take_replies(stick.path(), *open.outbox, open.answers, open.identity).value();
  CHECK(replies.delivered == 3);
  CHECK(replies.records == 3);
  CHECK(open.outbox->stats().value().delivered == 3);
  CHECK(open.outbox->stats().value().queued == 0);
  CHECK(open.answers.cursor().value() == 3);
  CHECK(fs::is_empty(world.kiosk.spool()));
  // The same stick again, and what is on it after the next time.
  CHECK(complaint::take_replies(stick.path(), *open.outbox, open.answers, open.identity).value().records ==
        0);
  CHECK(complaint::put_waiting(stick.path(), *open.outbox, open.answers, open.identity).value() == 0);
  for (const auto& entry : fs::recursive_directory_iterator(stick.path()))
    CHECK(entry.path().extension() != ".env");
}

TEST_CASE("a stick brings a kiosk the cell's new key, and confirmations signed with it") {
  const DeskWorld world;
  OpenOutbox open(world.kiosk);
  const tests::TempFolder stick;
  tests::file_one(*open.outbox).value();
  complaint::put_waiting(stick.path(), *open.outbox, open.answers, open.identity).value();
  const crypto::CellPublicKey next = rotate_cell_key(world.paths(), kNoon).value();
  const auto database = DeskDatabase::open(world.data()).value();
  take_stick(*database, Vault::open(world.paths().cell_key).value(), stick.path(), kNoon);
  const complaint::Replies replies =
      complaint::take_replies(stick.path(), *open.outbox, open.answers, open.identity).value();
  CHECK(replies.delivered == 1);
  CHECK(replies.cell_key == next);
}

TEST_CASE("what a stick brings for another kiosk, unsigned or broken changes nothing") {
  const DeskWorld world;
  OpenOutbox open(world.kiosk);
  const tests::TempFolder stick;
  const base::Uuid uuid = tests::file_one(*open.outbox).value().uuid;
  complaint::put_waiting(stick.path(), *open.outbox, open.answers, open.identity).value();
  const complaint::Outgoing outgoing = *open.outbox->take_due(BootTime()).value();
  const fs::path ack = stick.path() / "replies" / base::cat("K-01-", uuid.text(), ".ack");
  const std::string right =
      complaint::write_ack(tests::ack_for(outgoing, open.identity.id), world.kiosk.cell.sign);
  const std::string forged =
      complaint::write_ack(tests::ack_for(outgoing, open.identity.id), crypto::SigningKey::make());
  const std::string theirs = complaint::write_ack(
      tests::ack_for(outgoing, complaint::KioskId::parse("K-02").value()), world.kiosk.cell.sign);
  for (const std::string& text : {forged, theirs, right.substr(1), std::string(), std::string(9000, 'x')}) {
    tests::write_text(ack, text);
    tests::write_text(stick.path() / "replies" / "K-01-1.page", text);
    tests::write_text(stick.path() / "replies" / "cell-links.json", text);
    const complaint::Replies replies =
        complaint::take_replies(stick.path(), *open.outbox, open.answers, open.identity).value();
    CHECK(replies.delivered == 0);
    CHECK_FALSE(replies.cell_key);
  }
  CHECK(open.outbox->stats().value().delivered == 0);
  tests::write_text(ack, right);
  CHECK(complaint::take_replies(stick.path(), *open.outbox, open.answers, open.identity).value().delivered ==
        1);
}
