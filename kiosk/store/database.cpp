#include "kiosk/store/database.h"

#include <errno.h>
#include <sqlite3.h>

namespace kiosk::store {
namespace {

using base::Error;
using base::Result;

constexpr int kBusyPatienceMs = 5000;

Error failure(sqlite3* database, std::string_view doing) {
  const int code = sqlite3_extended_errcode(database) & 0xFF;
  StoreError kind = StoreError::io;
  // SQLite calls only ENOSPC full; a quota or a limit on file sizes is no broken disk either. SQLite tells of
  // neither, but nothing has been called since that would change errno.
  const bool write_failed = sqlite3_extended_errcode(database) == SQLITE_IOERR_WRITE;
  const bool over_limit = write_failed && (errno == EDQUOT || errno == EFBIG);
  if (code == SQLITE_FULL || over_limit) kind = StoreError::full;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) kind = StoreError::busy;
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) kind = StoreError::damaged;
  return {kind, base::cat(doing, ": ", sqlite3_errmsg(database))};
}

std::string_view settings_of(Journal journal) {
  switch (journal) {
    case Journal::wal_exclusive:
      return "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
             "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON;";
    case Journal::rollback:
      return "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;"
             "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON;";
    case Journal::read_only:
      return "PRAGMA trusted_schema=OFF;";
  }
  return "";
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

Statement& Statement::bind(int position, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), position, value);
  return *this;
}
Statement& Statement::bind(int position, std::string_view value) {
  // A view of nothing has no address, and SQLite takes none for NULL.
  sqlite3_bind_text64(statement_.get(), position, value.empty() ? "" : value.data(), value.size(),
                      SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}
Statement& Statement::bind(int position, base::ByteView value) {
  sqlite3_bind_blob64(statement_.get(), position, value.empty() ? "" : static_cast<const void*>(value.data()),
                      value.size(), SQLITE_TRANSIENT);
  return *this;
}
Statement& Statement::bind_null(int position) {
  sqlite3_bind_null(statement_.get(), position);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = failure(sqlite3_db_handle(statement_.get()), "the database refused a statement");
  sqlite3_reset(statement_.get());
  return error;
}

Result<void> Statement::run() {
  while (TRY(step())) {
  }
  return base::done();
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return data == nullptr
             ? std::string()
             : std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

base::Bytes Statement::blob(int column) const {
  const auto* data = static_cast<const base::Byte*>(sqlite3_column_blob(statement_.get(), column));
  return data == nullptr ? base::Bytes()
                         : base::Bytes(data, data + sqlite3_column_bytes(statement_.get(), column));
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<Database> Database::open(const fs::path& path, Journal journal) {
  const int flags =
      journal == Journal::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOFOLLOW, nullptr);
  Database database(raw);
  if (code != SQLITE_OK) return failure(raw, "cannot open the database");
  sqlite3_extended_result_codes(raw, 1);
  // Whoever holds the exclusive database holds it for its whole life: waiting for it is pointless.
  sqlite3_busy_timeout(raw, journal == Journal::wal_exclusive ? 0 : kBusyPatienceMs);
  TRY(database.run(settings_of(journal)));
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr) !=
      SQLITE_OK) {
    return failure(database_.get(), "cannot prepare a statement");
  }
  return Statement(raw);
}

Result<void> Database::run(std::string_view sql) {
  if (sqlite3_exec(database_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return failure(database_.get(), "the database refused a statement");
  }
  return base::done();
}

std::int64_t Database::changes() const { return sqlite3_changes64(database_.get()); }
std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(database_.get()); }

Result<std::int64_t> Database::version() {
  Statement statement = TRY(prepare("PRAGMA user_version"));
  TRY(statement.step());
  return statement.integer(0);
}

Result<void> Database::set_version(std::int64_t version) {
  return run(base::cat("PRAGMA user_version=", version));
}

Result<void> Database::quick_check() { return check("PRAGMA quick_check(1)"); }
Result<void> Database::full_check() { return check("PRAGMA integrity_check(1)"); }

Result<void> Database::check(std::string_view pragma) {
  Statement statement = TRY(prepare(pragma));
  TRY(statement.step());
  if (statement.text(0) != "ok")
    return Error(StoreError::damaged, "the database is damaged: " + statement.text(0));
  return base::done();
}

Result<Transaction> Transaction::begin(Database& database) {
  TRY(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ != nullptr) static_cast<void>(database_->run("ROLLBACK").ok());
}

Result<void> Transaction::commit() {
  TRY(database_->run("COMMIT"));
  database_ = nullptr;
  return base::done();
}

}  // namespace kiosk::store
