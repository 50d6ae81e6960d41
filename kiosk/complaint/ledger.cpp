#include "kiosk/complaint/ledger.h"

#include "kiosk/base/log.h"

namespace kiosk::complaint {
namespace {

using base::Error;
using base::Result;
using store::Database;
using store::Statement;
using store::StoreError;
namespace fs = store::fs;

constexpr std::int64_t kSchemaVersion = 2;
constexpr std::string_view kFileName = "outbox.db";
constexpr std::string_view kKioskName = "kiosk";
constexpr int kMaxDamaged = 1000;

// The tag stays NULL until it is known: from the screen's ticket, or with the desk's first record. `summary`
// is what the kiosk itself can tell the citizen before the desk has (kind, category, district), locked with
// the ticket's key. `role` is what the envelope holds: a complaint, or a message to one. `envelopes` has the
// bytes of the spool's files a second time, until they are delivered. `records` are of this kiosk's
// complaints where `kiosk` is empty; those of others were asked for by a citizen (`asked`: when). A small
// write-ahead log (512 KiB) keeps the room a full disk must still have for marking deliveries.
constexpr std::string_view kSchema = R"(
CREATE TABLE IF NOT EXISTS complaints (
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  uuid BLOB NOT NULL UNIQUE,
  hash BLOB NOT NULL,
  size INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'delivered', 'failed')),
  created_at INTEGER NOT NULL,
  tag BLOB,
  summary BLOB,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  delivered_at INTEGER,
  case_number TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT 'complaint' CHECK (role IN ('complaint', 'message'))
) STRICT;
CREATE INDEX IF NOT EXISTS complaints_pending ON complaints (sequence) WHERE state IN ('queued', 'sending');
CREATE INDEX IF NOT EXISTS complaints_due ON complaints (next_try) WHERE state IN ('queued', 'sending');
CREATE INDEX IF NOT EXISTS complaints_state ON complaints (state);
CREATE INDEX IF NOT EXISTS complaints_tag ON complaints (tag) WHERE tag IS NOT NULL;
CREATE TABLE IF NOT EXISTS records (
  number INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL,
  tag BLOB NOT NULL,
  box BLOB NOT NULL,
  kiosk TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS records_tag ON records (tag);
CREATE TABLE IF NOT EXISTS asked (tag BLOB PRIMARY KEY, as_of INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS envelopes (uuid BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS named (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;
)";

constexpr std::string_view kFromVersion1 = R"(
ALTER TABLE complaints ADD COLUMN role TEXT NOT NULL DEFAULT 'complaint' CHECK (role IN ('complaint', 'message'));
ALTER TABLE records ADD COLUMN kiosk TEXT NOT NULL DEFAULT '';
)";

Result<Database> open_checked(const fs::path& path, const KioskId& kiosk) {
  Database database = TRY(Database::open(path, store::Journal::wal_exclusive));
  TRY(database.run("PRAGMA wal_autocheckpoint=128; PRAGMA journal_size_limit=524288"));
  TRY(database.full_check());
  const std::int64_t version = TRY(database.version());
  if (version > kSchemaVersion)
    return Error(LedgerError::of_a_newer_program, "the outbox was made by a newer program");
  store::Transaction change = TRY(store::Transaction::begin(database));
  if (version == 1) TRY(database.run(kFromVersion1));
  TRY(database.run(kSchema));
  TRY(database.set_version(kSchemaVersion));
  TRY(TRY(database.prepare("INSERT OR IGNORE INTO named VALUES (?, ?)"))
          .bind(1, kKioskName)
          .bind(2, std::string_view(kiosk.text()))
          .run());
  Statement owner = TRY(database.prepare("SELECT value FROM named WHERE name = ?"));
  owner.bind(1, kKioskName);
  TRY(owner.step());
  if (owner.text(0) != kiosk.text())
    return Error(LedgerError::of_another_kiosk,
                 base::cat("the outbox is that of kiosk ", owner.text(0), ", not of ", kiosk.text()));
  TRY(owner.run());
  TRY(change.commit());
  return database;
}

// Where it lies then.
Result<fs::path> move_aside(const fs::path& path) {
  for (int number = 1; number < kMaxDamaged; ++number) {
    const std::string ending = base::cat(".damaged-", number);
    std::error_code ignored;
    if (fs::exists(path.string() + ending, ignored)) continue;
    for (const std::string_view part : {"-wal", "-journal", "-shm", ""}) {
      const fs::path from = path.string() + std::string(part);
      if (!fs::exists(from, ignored)) continue;
      TRY(store::rename_file(from, base::cat(path.string(), ending, part)));
    }
    return fs::path(path.string() + ending);
  }
  return Error(StoreError::damaged, "too many damaged outbox databases lie here");
}

}  // namespace

std::string_view name_of(LedgerError code) {
  return code == LedgerError::of_another_kiosk ? "outbox-of-another-kiosk" : "outbox-of-a-newer-program";
}

Result<std::optional<std::int64_t>> LedgerUse::number(std::string_view name) const {
  Statement row = TRY(database_.prepare("SELECT value FROM named WHERE name = ?"));
  row.bind(1, name);
  if (!TRY(row.step())) return std::optional<std::int64_t>();
  return std::optional(row.integer(0));
}

Result<void> LedgerUse::set_number(std::string_view name, std::int64_t value) const {
  Statement row = TRY(database_.prepare("INSERT OR REPLACE INTO named VALUES (?, ?)"));
  return row.bind(1, name).bind(2, value).run();
}

Result<base::Bytes> LedgerUse::bytes(std::string_view name) const {
  Statement row = TRY(database_.prepare("SELECT value FROM named WHERE name = ?"));
  row.bind(1, name);
  if (!TRY(row.step())) return base::Bytes();
  return row.blob(0);
}

Result<void> LedgerUse::set_bytes(std::string_view name, base::ByteView value) const {
  Statement row = TRY(database_.prepare("INSERT OR REPLACE INTO named VALUES (?, ?)"));
  return row.bind(1, name).bind(2, value).run();
}

Result<std::unique_ptr<Ledger>> Ledger::open(const fs::path& folder, const KioskId& kiosk) {
  TRY(store::make_folder(folder));
  const fs::path path = folder / kFileName;
  Result<Database> database = open_checked(path, kiosk);
  fs::path damaged;
  if (!database && database.error().is(StoreError::damaged)) {
    KIOSK_LOG(error, "outbox.database-damaged", {"reason", database.error().sentence()});
    damaged = TRY(move_aside(path));
    database = open_checked(path, kiosk);
  }
  if (!database) return database.error();
  return std::unique_ptr<Ledger>(new Ledger(std::move(database).value(), std::move(damaged)));
}

}  // namespace kiosk::complaint
