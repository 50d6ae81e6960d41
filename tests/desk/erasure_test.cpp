// What is erased is nowhere: not in the database's file, not beside it, not in a backup, not in a desk that
// was made of a backup from before. What has to stay, stays.

#include "kiosk/desk/erasure.h"

#include "kiosk/desk/drafts.h"
#include "kiosk/desk/duties.h"
#include "kiosk/desk/settings.h"
#include "kiosk/store/database.h"
#include "tests/support/backup_world.h"
#include "tests/support/catch.h"
#include "tests/support/needles.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::audit_of;
using tests::DeskWorld;
using tests::kNoon;
using tests::Needles;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kComplaint = "Le canari de la complainte chante derrière le marché aux grains",
                           kAnswer = "Le canari de la réponse est rentré dans sa cage dorée",
                           kNote = "Le canari de la note interne se tait devant le caïd",
                           kMessage = "Le canari du message revient encore une fois au soir",
                           kDraft = "Le canari du brouillon n'a jamais été envoyé à personne",
                           kReason = "Le canari du motif de fusion regarde par la fenêtre";

tests::Sealed seal_message(const DeskWorld& world, const complaint::TicketTag& tag) {
  complaint::Message message;
  message.tag = tag;
  message.text = kMessage;
  const complaint::Identity identity = world.kiosk.identity();
  tests::Sealed sealed{crypto::random_uuid(), complaint::ReceiptCode::random(), {}};
  sealed.bytes = complaint::seal_envelope(
      {identity.id, sealed.uuid, 2, {}, kNoon, complaint::ClockQuality::plausible},
      base::as_bytes(complaint::write_letter(message).view()), identity.recipients.all(), identity.key);
  return sealed;
}

tests::Sealed seal_complaint(const DeskWorld& world) {
  complaint::Draft draft = tests::lighting_draft();
  draft.text = kComplaint;
  return tests::seal(world.kiosk, draft);
}

// A case with one of everything that can be written: case 2026/2, between two that stay.
class Canaries {
 public:
  explicit Canaries(const DeskWorld& world)
      : complaint(seal_complaint(world)), message(complaint), world_(world) {
    const auto desk = world.open();
    tests::put(world, *desk);
    ack = desk->handle(tests::put_request(complaint), kNoon);
    REQUIRE(ack.status == 201);
    tests::put(world, *desk);
    tests::wait_for_tickets(world);
    const complaint::Ticket ticket = complaint::derive_ticket(complaint.code).value();
    message = seal_message(world, ticket.tag);
    REQUIRE(desk->handle(tests::put_request(message), kNoon).status == 201);
    write_words();
    gather();
  }

  tests::Sealed complaint, message;
  base::HttpResponse ack;
  Needles needles;

 private:
  void write_words() const {
    const auto database = DeskDatabase::open(world_.data()).value();
    const DeskUse use = database->use();
    const Vault vault = Vault::open(world_.paths().cell_key).value();
    const Case target = find_case(use, CaseNumber{2026, 2}).value().value();
    Change note{CaseEvent::note, target.state, "amina"};
    note.reason = kNote;
    change_case(use, vault, target, note, kNoon).value();
    Change answer{CaseEvent::answer, complaint::CaseState::answered, "amina"};
    answer.answer.fr = kAnswer;
    change_case(use, vault, target, answer, kNoon).value();
    Change shown{CaseEvent::phone_shown, target.state, "amina"};
    shown.reason = kReason;
    change_case(use, vault, target, shown, kNoon).value();
    complaint::Words words;
    words.fr = kDraft;
    keep_draft(use, vault, target.id, "amina", words, kNoon).value();
  }

  // The words in plain, the letters as they came, and every box that the desk made of them.
  void gather() {
    for (const std::string_view words : {kComplaint, kAnswer, kNote, kMessage, kDraft, kReason})
      needles.add(words);
    needles.add(base::ByteView(complaint.bytes));
    needles.add(base::ByteView(message.bytes));
    needles.leave_out(tests::seal(world_.kiosk).bytes);  // how every letter begins
    const auto database = DeskDatabase::open(world_.data()).value();
    const DeskUse use = database->use();
    for (const std::string_view sql :
         {"SELECT box FROM texts JOIN history ON id = history_id WHERE case_id = 2",
          "SELECT publications.box FROM publications JOIN history ON id = history_id WHERE case_id = 2",
          "SELECT box FROM drafts WHERE case_id = 2", "SELECT ticket_box FROM cases WHERE id = 2",
          "SELECT bytes FROM envelopes WHERE case_id = 2",
          "SELECT envelope FROM messages WHERE case_id = 2"}) {
      Statement row = use->prepare(sql).value();
      int boxes = 0;
      for (; row.step().value(); ++boxes) needles.add(base::ByteView(row.blob(0)));
      INFO(sql);
      CHECK(boxes > 0);
    }
  }
  const DeskWorld& world_;
};

// What a kiosk that sends it once more hears, and what is there of the case.
void check_tombstone(const DeskPaths& paths, const Canaries& canaries) {
  const auto desk = Desk::open(paths, Cookies::plain).value();
  const base::HttpResponse again = desk->handle(tests::put_request(canaries.complaint), kNoon);
  CHECK(again.status == 200);
  CHECK(again.body == canaries.ack.body);
  CHECK(desk->handle(tests::put_request(canaries.message), kNoon).status == 200);
  const auto database = DeskDatabase::open(paths.data).value();
  CHECK(count_cases(database->use(), {}).value() == 3);
  const Case target = find_case(database->use(), CaseNumber{2026, 2}).value().value();
  CHECK(target.erased_at == kNoon);
  CHECK(target.category == "lighting");
  CHECK(envelope_of(database->use(), target.id).error().is(DeskError::erased));
  CHECK(verify_audit(*database, std::nullopt).value().faults.empty());
}

void copy_keys(const DeskWorld& world, const fs::path& data) {
  fs::create_directories(data / "keys");
  fs::copy(world.paths().cell_key, data / "keys/cell.key");
}

}  // namespace

TEST_CASE("the desk's file overwrites what is deleted", "[sqlite]") {
  const DeskWorld world;
  const auto database = DeskDatabase::open(world.data()).value();
  Statement row = database->use()->prepare("PRAGMA secure_delete").value();
  REQUIRE(row.step().value());
  CHECK(row.integer(0) == 1);
}

TEST_CASE("of an erased case nothing is in any file of the desk, also while it works", "[sqlite]") {
  const DeskWorld world;
  const Canaries canaries(world);
  CHECK(canaries.needles.count_in(world.data()) > canaries.needles.size() / 2);
  tests::erase(world, 2);
  CHECK(canaries.needles.count_in(world.data()) == 0);
  check_tombstone(world.paths(), canaries);
  CHECK(canaries.needles.count_in(world.data()) == 0);
}

TEST_CASE("pages that a large database no longer uses have nothing of an erased case", "[sqlite]") {
  const DeskWorld world;
  const Canaries canaries(world);
  {
    const auto desk = world.open();
    for (int count = 0; count < 30; ++count) tests::put(world, *desk);
  }
  tests::erase(world, 2);
  for (std::int64_t serial = 4; serial < 30; ++serial) tests::erase(world, serial);
  store::Database file = store::Database::open(world.data() / "desk.db", store::Journal::read_only).value();
  store::Statement row = file.prepare("PRAGMA freelist_count").value();
  REQUIRE(row.step().value());
  CHECK(row.integer(0) > 10);
  CHECK(canaries.needles.count_in(world.data()) == 0);
}

TEST_CASE("of an erased case nothing is in a backup that is made afterwards", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const Canaries canaries(world);
  tests::erase(world, 2);
  const BackupDone done = tests::back_up(world, folder / "to").value();
  CHECK(canaries.needles.count_in(folder / "to") == 0);
  copy_keys(world, folder / "new");
  CHECK(tests::restore(done.folder, folder / "new").value().erased == 0);
  CHECK(canaries.needles.count_in(folder / "new") == 0);
  check_tombstone(DeskPaths::of(folder / "new"), canaries);
}

TEST_CASE("a backup from before an erasure makes a desk without what was erased", "[sqlite]") {
  const DeskWorld world;
  const tests::TempFolder folder;
  const Canaries canaries(world);
  const BackupDone old = tests::back_up(world, folder / "to").value();
  CHECK(canaries.needles.count_in(old.folder) > canaries.needles.size() / 2);
  tests::erase(world, 2);
  copy_keys(world, folder / "new");
  const RestoreDone done =
      tests::restore(old.folder, folder / "new", {world.data() / kErasuresFileName}).value();
  CHECK(done.erased == 1);
  CHECK(done.faults.empty());
  CHECK(canaries.needles.count_in(folder / "new") == 0);
  check_tombstone(DeskPaths::of(folder / "new"), canaries);
  CHECK(audit_of(folder / "new", old.manifest.head).faults.empty());
  // The next backup tells the one after it.
  CHECK(read_erasures(folder / "new" / kErasuresFileName).value().size() == 1);
}

TEST_CASE("an upgrade's copy of the database goes with the first erasure", "[sqlite]") {
  const DeskWorld world;
  const Canaries canaries(world);
  fs::copy(world.data() / "desk.db", world.data() / "desk.db.v3");
  tests::erase(world, 2);
  CHECK_FALSE(fs::exists(world.data() / "desk.db.v3"));
  CHECK(canaries.needles.count_in(world.data()) == 0);
}

TEST_CASE("whoever erases, by hand or by rule, leaves a line for restores") {
  const DeskWorld world;
  {
    const auto desk = world.open();
    for (int count = 0; count < 3; ++count) tests::put(world, *desk);
  }
  const fs::path file = world.data() / kErasuresFileName;
  CHECK_FALSE(fs::exists(file));
  tests::erase(world, 2);
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  for (const std::int64_t serial : {1, 3}) {
    const Case target = find_case(database->use(), CaseNumber{2026, serial}).value().value();
    change_case(database->use(), vault, target, {CaseEvent::state, complaint::CaseState::closed, "amina"},
                kNoon)
        .value();
  }
  CHECK(erase_closed(database->use(), vault, kNoon + std::chrono::hours(1), 10, kNoon).value() == 2);
  const std::vector<ErasedComplaint> erased = read_erasures(file).value();
  REQUIRE(erased.size() == 3);
  for (const ErasedComplaint& one : erased) {
    CHECK(one.kiosk == DeskWorld::kiosk_id());
    CHECK(one.at == kNoon);
    CHECK(find_case(database->use(), one.kiosk, one.uuid).value().value().erased_at == kNoon);
  }
}

TEST_CASE("an erasure that cannot be kept for restores is not done") {
  const DeskWorld world;
  tests::put(world, *world.open());
  fs::create_directory(world.data() / kErasuresFileName);
  const auto database = DeskDatabase::open(world.data()).value();
  const DeskUse use = database->use();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  const Case target = find_case(use, CaseNumber{2026, 1}).value().value();
  CHECK_FALSE(erase_case(use, vault, target, "on request", {"amina", kNoon}).ok());
  CHECK_FALSE(find_case(use, CaseNumber{2026, 1}).value().value().erased_at.has_value());
  CHECK(envelope_of(use, target.id).ok());
}

TEST_CASE("a desk that starts adds to its file what the database has erased") {
  const DeskWorld world;
  tests::put(world, *world.open());
  tests::erase(world, 1);
  const fs::path file = world.data() / kErasuresFileName;
  const std::vector<ErasedComplaint> before = read_erasures(file).value();
  fs::remove(file);
  static_cast<void>(world.open());
  const std::vector<ErasedComplaint> after = read_erasures(file).value();
  REQUIRE(after.size() == 1);
  CHECK(after[0].uuid == before[0].uuid);
  static_cast<void>(world.open());
  CHECK(read_erasures(file).value().size() == 1);
}

TEST_CASE("of a file of erasures a last line that was cut short is nothing, and any other must be whole") {
  const tests::TempFolder folder;
  const std::string line = "K-01 8cc5780f-468d-40bd-be40-b9d291b08d04 2026-11-27T04:23:50Z\n";
  CHECK(read_erasures(folder / "none").value().empty());
  tests::write_text(folder / "good", line + line + "K-01 8cc5");
  CHECK(read_erasures(folder / "good").value().size() == 2);
  for (const std::string_view bad : {"\n", "K-01\n", "K-01 8cc5780f-468d-40bd-be40-b9d291b08d04\n",
                                     "K-01 8cc5780f-468d-40bd-be40-b9d291b08d0 2026-11-27T04:23:50Z\n",
                                     "K/01 8cc5780f-468d-40bd-be40-b9d291b08d04 2026-11-27T04:23:50Z\n",
                                     "K-01 8cc5780f-468d-40bd-be40-b9d291b08d04 yesterday\n",
                                     "K-01  8cc5780f-468d-40bd-be40-b9d291b08d04 2026-11-27T04:23:50Z\n"}) {
    INFO(bad);
    tests::write_text(folder / "bad", base::cat(line, bad, line));
    CHECK(read_erasures(folder / "bad").error().is(store::StoreError::damaged));
  }
}

TEST_CASE("a lost key is recovered also where cases were erased") {
  const DeskWorld world;
  {
    const auto desk = world.open();
    tests::put(world, *desk);
    tests::put(world, *desk);
  }
  tests::erase(world, 1);
  const Recovery recovery = recover(world.paths(), world.kiosk.cell).value();
  CHECK(recovery.all == 1);
  CHECK(recovery.opened == 1);
}
