#include "kiosk/desk/schema.h"

#include <array>
#include <utility>

#include "kiosk/store/file.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kFirst = R"(
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
CREATE INDEX cases_open ON cases ((state IN ('answered', 'closed')), deadline_at, id);
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

// Who may do what, and what the cell does with cases among itself. The texts of the history leave it, so that
// they can be erased and it stays. Whoever used the desk before roles could do all that a supervisor can.
constexpr std::string_view kCell = R"(
CREATE TABLE texts (history_id INTEGER PRIMARY KEY REFERENCES history, box BLOB NOT NULL) STRICT;
INSERT INTO texts (history_id, box) SELECT id, box FROM history;
ALTER TABLE history DROP COLUMN box;
ALTER TABLE cases ADD COLUMN assignee TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN merged_into INTEGER REFERENCES cases;
ALTER TABLE cases ADD COLUMN acknowledge_at INTEGER;
ALTER TABLE cases ADD COLUMN acknowledged_at INTEGER;
ALTER TABLE cases ADD COLUMN remind_at INTEGER;
ALTER TABLE cases ADD COLUMN escalate_at INTEGER;
ALTER TABLE cases ADD COLUMN escalated_at INTEGER;
ALTER TABLE cases ADD COLUMN closed_at INTEGER;
ALTER TABLE cases ADD COLUMN erased_at INTEGER;
ALTER TABLE cases ADD COLUMN ticket_taken_at INTEGER NOT NULL DEFAULT 0;
UPDATE cases SET closed_at = updated_at WHERE state = 'closed';
DROP INDEX cases_open;
DROP INDEX cases_received;
CREATE INDEX cases_listed ON cases ((CASE WHEN state IN ('answered', 'closed') THEN 1 ELSE 0 END), deadline_at, id,
  merged_into, state, category, district, kiosk, assignee, kind, escalated_at, received_at);
CREATE INDEX cases_received ON cases (received_at, id, answered_at, deadline_at, category, district, kind);
CREATE INDEX cases_deposited ON cases (deposited_at);
CREATE INDEX cases_updated ON cases (updated_at);
CREATE INDEX cases_answered ON cases (answered_at, received_at, deadline_at) WHERE answered_at IS NOT NULL;
CREATE INDEX cases_closed ON cases (closed_at) WHERE closed_at IS NOT NULL AND erased_at IS NULL;
CREATE INDEX cases_erased ON cases (erased_at) WHERE erased_at IS NOT NULL;
CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX cases_remind ON cases (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX cases_escalate ON cases (escalate_at) WHERE escalate_at IS NOT NULL;
CREATE TABLE drafts (
  case_id INTEGER NOT NULL REFERENCES cases,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  box BLOB NOT NULL,
  PRIMARY KEY (case_id, author)
) STRICT;
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'supervisor';
ALTER TABLE users ADD COLUMN totp_box BLOB;
ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;
CREATE TABLE sessions (
  token BLOB PRIMARY KEY,
  user_name TEXT NOT NULL REFERENCES users,
  stage TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user_name);
CREATE TABLE attempts (who TEXT PRIMARY KEY, count INTEGER NOT NULL, last_at INTEGER NOT NULL) STRICT;
CREATE TABLE views (
  user_name TEXT NOT NULL REFERENCES users,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  PRIMARY KEY (user_name, name)
) STRICT;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  digest BLOB NOT NULL,
  key TEXT NOT NULL,
  mac BLOB NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject, id);
)";

// One step a version; after it the tables whose rows nothing may change.
struct Step {
  std::string_view text;
  std::string_view append_only;
};
constexpr std::array kSteps = {Step{kFirst, "history"}, Step{kMessages, ""}, Step{kChain, ""},
                               Step{kCell, "audit"}};
constexpr auto kVersion = static_cast<std::int64_t>(kSteps.size());

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string in(Dialect dialect, std::string_view text) {
  std::string out(text);
  if (dialect == Dialect::sqlite) return out;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kWords = {
      {{" STRICT, WITHOUT ROWID", ""},
       {" STRICT", ""},
       {"  id INTEGER PRIMARY KEY,", "  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"},
       {"INTEGER", "BIGINT"},
       {"BLOB", "BYTEA"}}};
  for (const auto& [sqlite, postgresql] : kWords) replace_all(out, sqlite, postgresql);
  return out;
}

std::string append_only(Dialect dialect, std::string_view table) {
  if (dialect == Dialect::postgresql)
    return base::cat("CREATE FUNCTION ", table, "_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$",
                     " BEGIN RAISE EXCEPTION '", table, " is append-only'; END $$;", "CREATE TRIGGER ", table,
                     "_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ", table,
                     " FOR EACH STATEMENT EXECUTE FUNCTION ", table, "_is_append_only()");
  const auto trigger = [&](std::string_view name, std::string_view deed) {
    return base::cat("CREATE TRIGGER ", table, "_is_not_", name, " BEFORE ", deed, " ON ", table,
                     " BEGIN SELECT RAISE(ABORT, '", table, " is append-only'); END;");
  };
  return trigger("changed", "UPDATE") + trigger("deleted", "DELETE");
}

Result<std::int64_t> version_of(Connection& connection, Dialect dialect) {
  if (dialect == Dialect::postgresql)
    TRY(connection.run("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)"));
  Statement row = TRY(connection.prepare(dialect == Dialect::sqlite
                                             ? "PRAGMA user_version"
                                             : "SELECT coalesce(max(version), 0) FROM schema_version"));
  TRY(row.step());
  return row.integer(0);
}

Result<void> set_version(Connection& connection, Dialect dialect) {
  if (dialect == Dialect::sqlite) return connection.run(base::cat("PRAGMA user_version = ", kVersion));
  return connection.run(
      base::cat("DELETE FROM schema_version; INSERT INTO schema_version VALUES (", kVersion, ")"));
}

}  // namespace

std::int64_t schema_version() { return kVersion; }

Result<SchemaState> schema_state(Connection& connection, Dialect dialect) {
  const std::int64_t version = TRY(version_of(connection, dialect));
  if (version > kVersion) return Error(store::StoreError::damaged, "a database of a newer kiosk-desk");
  if (version == 0) return SchemaState::none;
  return version < kVersion ? SchemaState::old : SchemaState::current;
}

Result<void> prepare_schema(Connection& connection, Dialect dialect) {
  Transaction change = TRY(Transaction::begin(connection));
  const std::int64_t version = TRY(version_of(connection, dialect));
  if (version > kVersion) return Error(store::StoreError::damaged, "a database of a newer kiosk-desk");
  if (version == kVersion) return base::done();
  for (auto at = static_cast<std::size_t>(version); at < kSteps.size(); ++at) {
    TRY(connection.run(in(dialect, kSteps[at].text)));
    if (!kSteps[at].append_only.empty()) TRY(connection.run(append_only(dialect, kSteps[at].append_only)));
  }
  TRY(set_version(connection, dialect));
  return change.commit();
}

}  // namespace kiosk::desk
