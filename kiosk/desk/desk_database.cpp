#include "kiosk/desk/desk_database.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using store::Database;

constexpr std::int64_t kSchemaVersion = 3;

// A message waits without a case until the case it names by its tag is there and has its ticket.
constexpr std::string_view kMessages = R"(
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  kiosk TEXT NOT NULL,
  uuid BLOB NOT NULL,
  hash BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  tag BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  case_id INTEGER REFERENCES cases,
  envelope BLOB NOT NULL,
  UNIQUE (kiosk, uuid)
) STRICT;
CREATE INDEX messages_waiting ON messages (tag) WHERE case_id IS NULL;
CREATE INDEX cases_tag ON cases (tag) WHERE tag IS NOT NULL;
CREATE INDEX publications_tag ON publications (tag);
)";

// `previous` is not known of what came before there was this table.
constexpr std::string_view kChain = R"(
CREATE TABLE chain (
  kiosk TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  previous BLOB,
  PRIMARY KEY (kiosk, sequence, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO chain (kiosk, sequence, hash)
  SELECT kiosk, sequence, hash FROM cases WHERE sequence > 0
  UNION SELECT kiosk, sequence, hash FROM messages WHERE sequence > 0;
)";

constexpr std::string_view kSchema = R"(
CREATE TABLE kiosks (
  id TEXT PRIMARY KEY,
  key BLOB NOT NULL,
  name TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  revoked_at INTEGER,
  seen_at INTEGER,
  health TEXT
) STRICT;
CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  kiosk TEXT NOT NULL,
  uuid BLOB NOT NULL,
  hash BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  district TEXT NOT NULL,
  deposited_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  deadline_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  answered_at INTEGER,
  state TEXT NOT NULL,
  opened INTEGER NOT NULL DEFAULT 0,
  tag BLOB,
  ticket_box BLOB,
  UNIQUE (kiosk, uuid),
  UNIQUE (year, serial)
) STRICT;
CREATE INDEX cases_open ON cases (state IN ('answered', 'closed'), deadline_at, id);
CREATE INDEX cases_received ON cases (received_at);
CREATE INDEX cases_without_ticket ON cases (id) WHERE tag IS NULL;
CREATE TABLE envelopes (case_id INTEGER PRIMARY KEY REFERENCES cases, bytes BLOB NOT NULL) STRICT;
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  event TEXT NOT NULL,
  state TEXT NOT NULL,
  public INTEGER NOT NULL,
  box BLOB NOT NULL
) STRICT;
CREATE INDEX history_case ON history (case_id, id);
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
  BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
  BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TABLE publications (
  number INTEGER PRIMARY KEY,
  history_id INTEGER NOT NULL UNIQUE REFERENCES history,
  kiosk TEXT NOT NULL,
  uuid BLOB NOT NULL,
  tag BLOB NOT NULL,
  box BLOB NOT NULL
) STRICT;
CREATE INDEX publications_kiosk ON publications (kiosk, number);
CREATE TABLE users (
  name TEXT PRIMARY KEY,
  password TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE counters (year INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
)";

Result<void> prepare_schema(Database& database) {
  store::Transaction change = TRY(store::Transaction::begin(database));
  const std::int64_t version = TRY(database.version());
  if (version > kSchemaVersion) return Error(store::StoreError::damaged, "a database of a newer kiosk-desk");
  if (version == 0) TRY(database.run(kSchema));
  if (version < 2) TRY(database.run(kMessages));
  if (version < 3) TRY(database.run(kChain));
  if (version < kSchemaVersion) TRY(database.set_version(kSchemaVersion));
  return change.commit();
}

}  // namespace

std::string_view name_of(DeskError code) {
  switch (code) {
    case DeskError::not_found:
      return "not-found";
    case DeskError::exists:
      return "exists";
    case DeskError::refused:
      return "refused";
    case DeskError::not_prepared:
      return "not-prepared";
  }
  return "refused";
}

Result<std::unique_ptr<DeskDatabase>> DeskDatabase::open(const store::fs::path& data_folder) {
  TRY(store::make_folder(data_folder));
  Database database = TRY(Database::open(data_folder / "desk.db", store::Journal::rollback));
  TRY(prepare_schema(database));
  return std::unique_ptr<DeskDatabase>(new DeskDatabase(std::move(database)));
}

}  // namespace kiosk::desk
