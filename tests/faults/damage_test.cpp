// Database and spool damaged at random places: the outbox opens or says why not, loses nothing that is whole
// in either, deletes nothing, and reports.

#include <fstream>
#include <random>

#include "tests/faults/promises.h"
#include "tests/faults/thorough.h"
#include "tests/support/catch.h"

using namespace kiosk;
using base::BootTime;
using complaint::OutboxState;
using tests::DiskImage;
using tests::KioskWorld;
using tests::OpenOutbox;
namespace fs = std::filesystem;

namespace {

constexpr int kComplaints = 12, kDelivered = 3;

struct Busy {
  DiskImage state;                             // as a crash leaves it, the write-ahead log with it
  std::map<std::string, std::string> waiting;  // envelopes by uuid
};

Busy make_busy(const KioskWorld& world) {
  Busy busy;
  OpenOutbox open(world);
  for (int count = 0; count < kComplaints; ++count) tests::file_one(*open.outbox).value();
  for (int count = 0; count < kDelivered; ++count) {
    const complaint::Outgoing outgoing = open.outbox->take_due(BootTime()).value().value();
    open.outbox->mark_delivered(tests::ack_for(outgoing, open.identity.id)).value();
  }
  busy.state = DiskImage::of(world.state());
  for (const auto& [name, content] : busy.state.files) {
    if (name.ends_with(".env")) busy.waiting[fs::path(name).stem().string()] = content->bytes;
  }
  return busy;
}

// One of the ways in which storage goes wrong.
void damage(const fs::path& path, const fs::path& other, std::mt19937& random) {
  const std::size_t size = fs::exists(path) ? fs::file_size(path) : 0;
  std::string bytes(size, '\0');
  std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(size));
  const std::size_t at = size == 0 ? 0 : random() % size;
  const std::size_t length = size == 0 ? 0 : std::min<std::size_t>(size - at, 1 + random() % 5000);
  switch (random() % 6) {
    case 0:
      if (size > 0) bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
      break;
    case 1:
      bytes.resize(at);
      break;
    case 2:
      std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), length, '\0');
      break;
    case 3:
      for (std::size_t byte = 0; byte < length; ++byte) bytes[at + byte] = static_cast<char>(random());
      break;
    case 4:
      fs::remove(path);
      return;
    default:
      fs::remove(path);
      if (fs::exists(other)) fs::copy_file(other, path);
      return;
  }
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

struct Tally {
  int tried = 0;
  int refused = 0;  // did not open, and said why
  int rebuilt = 0;
  int set_aside = 0;  // complaints that staff have to look at
  int lost = 0;
};

// Everything whole that lay in the spool lies there still, or in quarantine.
int files_gone(const fs::path& state, const Busy& busy, const std::set<std::string>& damaged) {
  int gone = 0;
  for (const auto& [uuid, bytes] : busy.waiting) {
    if (damaged.contains(uuid)) continue;
    const std::string name = uuid + ".env";
    gone +=
        fs::exists(state / "outbox/spool" / name) || fs::exists(state / "outbox/quarantine" / name) ? 0 : 1;
  }
  return gone;
}

enum class Copies { whole, gone };  // of the envelopes in the database

// Opens what is left and counts; `damaged` are the envelopes whose spool file is not what it was.
void look(const fs::path& state, const KioskWorld& world, const Busy& busy,
          const std::set<std::string>& damaged, Tally& tally, Copies copies = Copies::whole) {
  ++tally.tried;
  const tests::Opening open(state, world);
  if (open.outbox == nullptr) {
    ++tally.refused;
    CHECK_FALSE(open.problem.empty());
    CHECK(files_gone(state, busy, damaged) == 0);
    return;
  }
  const bool rebuilt = open.outbox->repair_report().rebuilt;
  tally.rebuilt += rebuilt ? 1 : 0;
  if (rebuilt) CHECK(fs::exists(state / "outbox/outbox.db.damaged-1"));
  std::map<std::string, std::string> offered;
  int offers = 0;
  while (const auto outgoing = open.outbox->take_due(BootTime()).value()) {
    REQUIRE(++offers <= kComplaints);
    offered[outgoing->uuid.text()] = std::string(base::as_text(outgoing->envelope));
    open.outbox->mark_waiting(outgoing->uuid, BootTime(std::chrono::hours(1000)), "").value();
  }
  std::set<std::string> set_aside;
  const std::vector<complaint::OutboxItem> items = open.outbox->list().value();
  for (const complaint::OutboxItem& item : items) {
    if (item.state != OutboxState::failed) continue;
    CHECK_FALSE(item.reason.empty());
    set_aside.insert(item.uuid.text());
  }
  for (const auto& [uuid, bytes] : busy.waiting) {
    const auto sent = offered.find(uuid);
    if (sent != offered.end()) {
      CHECK(sent->second == bytes);
      continue;
    }
    const bool is_told =
        set_aside.contains(uuid) || fs::exists(state / "outbox/quarantine" / (uuid + ".env"));
    tally.set_aside += is_told ? 1 : 0;
    // What is whole in either must go on its way; what is whole in neither must at least be told.
    const bool is_whole = !damaged.contains(uuid) || copies == Copies::whole;
    tally.lost += is_whole || !is_told ? 1 : 0;
  }
  CHECK(files_gone(state, busy, damaged) == 0);
  CHECK(tests::file_one(*open.outbox).ok());
}

void report(std::string_view what, const Tally& tally) {
  tests::tell(what, " damaged ", tally.tried, " times: rebuilt ", tally.rebuilt, ", refused to open ",
              tally.refused, ", complaints set aside ", tally.set_aside, ", lost ", tally.lost);
  CHECK(tally.lost == 0);
}

int rounds() { return tests::by_day_or_night(150, 5000); }

}  // namespace

TEST_CASE("a database damaged anywhere loses no complaint that lies whole in the spool") {
  const tests::FastDisk fast;
  const KioskWorld world, other;
  const Busy busy = make_busy(world);
  make_busy(other).state.write_to(other.state());
  const tests::TempFolder folder;
  std::mt19937 random(20261123);
  Tally tally;
  for (int round = 0; round < rounds(); ++round) {
    busy.state.write_to(folder / "state");
    const std::string name = random() % 2 == 0 ? "outbox.db" : "outbox.db-wal";
    if (random() % 2 == 0) {
      // Closed in peace first: everything is in the database itself.
      const tests::Opening once(folder / "state", world);
    }
    INFO("round " << round << ", " << name);
    damage(folder / "state" / "outbox" / name, other.outbox() / name, random);
    look(folder / "state", world, busy, {}, tally);
  }
  report("database", tally);
  CHECK(tally.rebuilt > 0);
}

TEST_CASE("a database whose index of uuids has lost its rows is rebuilt, and nothing is offered for ever") {
  const tests::FastDisk fast;
  const KioskWorld world;
  const Busy busy = make_busy(world);
  {
    OpenOutbox open(world);
    const complaint::LedgerUse use = open.ledger->use();
    REQUIRE(use->run("CREATE TABLE empty (uuid BLOB UNIQUE)").ok());
    const auto page_of = [&](std::string_view index) {
      store::Statement row = use->prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").value();
      row.bind(1, index);
      REQUIRE(row.step().value());
      return row.integer(0);
    };
    const std::int64_t full = page_of("sqlite_autoindex_complaints_1"),
                       empty = page_of("sqlite_autoindex_empty_1");
    REQUIRE(
        use->run(base::cat("PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = ", full + empty,
                           " - rootpage WHERE name LIKE 'sqlite_autoindex_complaints_1' OR"
                           " name LIKE 'sqlite_autoindex_empty_1'; PRAGMA writable_schema=OFF"))
            .ok());
  }
  Tally tally;
  look(world.state(), world, busy, {}, tally);
  CHECK(tally.rebuilt == 1);
  CHECK(tally.lost == 0);
}

TEST_CASE("an envelope that is whole is sent though its row says another hash") {
  const tests::FastDisk fast;
  const KioskWorld world;
  const Busy busy = make_busy(world);
  {
    OpenOutbox open(world);
    REQUIRE(open.ledger->use()->run("UPDATE complaints SET hash = randomblob(32), size = 1").ok());
  }
  Tally tally;
  look(world.state(), world, busy, {}, tally);
  CHECK(tally.set_aside == 0);
  CHECK(tally.lost == 0);
}

// Damages up to three files of the spool, `rounds` times.
Tally damage_spool(Copies copies) {
  const tests::FastDisk fast;
  const KioskWorld world, other;
  const Busy busy = make_busy(world);
  make_busy(other).state.write_to(other.state());
  const std::string foreign = fs::directory_iterator(other.spool())->path().string();
  const tests::TempFolder folder;
  std::mt19937 random(20261123);
  Tally tally;
  for (int round = 0; round < rounds(); ++round) {
    busy.state.write_to(folder / "state");
    std::set<std::string> damaged;
    for (std::uint32_t count = 1 + random() % 3; count > 0; --count) {
      const std::string uuid = std::next(busy.waiting.begin(), random() % kDelivered)->first;
      const fs::path path = folder / "state" / "outbox/spool" / (uuid + ".env");
      if (fs::exists(path)) damage(path, foreign, random);
      damaged.insert(uuid);
    }
    if (copies == Copies::gone) {
      const auto ledger = complaint::Ledger::open(folder / "state/outbox", world.identity().id).value();
      for (const std::string& uuid : damaged) {
        const complaint::LedgerUse use = ledger->use();
        auto row = use->prepare("DELETE FROM envelopes WHERE uuid = ?").value();
        row.bind(1, base::Uuid::parse(uuid).value().bytes).run().value();
      }
    }
    INFO("round " << round);
    look(folder / "state", world, busy, damaged, tally, copies);
  }
  return tally;
}

TEST_CASE("a spool damaged anywhere loses nothing: what waits is sent from the database's copy") {
  const Tally tally = damage_spool(Copies::whole);
  report("spool", tally);
  CHECK(tally.set_aside == 0);
}

TEST_CASE("what is damaged in both holds up no other complaint, and is told to staff") {
  const Tally tally = damage_spool(Copies::gone);
  report("spool and copy", tally);
  CHECK(tally.set_aside > 0);
}
