#pragma once
// SQLite behind three small types. One connection a file and process: Debian 12's SQLite 3.40 can corrupt a
// WAL database that two connections checkpoint at once (sqlite.org/wal.html#walresetbug), so
//
//   Journal::wal_exclusive  for the kiosk: locking_mode=EXCLUSIVE before WAL (no -shm file, a second process
//                           is refused), synchronous=FULL: a COMMIT that returned survives a power cut
//   Journal::rollback       for the desk: journal_mode=TRUNCATE, synchronous=EXTRA; other processes may read
//
// A statement is prepared, bound by position from 1, stepped. Errors are StoreError. Not for use from two
// threads at once.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/bytes.h"
#include "kiosk/store/file.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kiosk::store {

enum class Journal { wal_exclusive, rollback, read_only };

class Statement {
 public:
  Statement& bind(int position, std::int64_t value);
  Statement& bind(int position, std::string_view value);
  Statement& bind(int position, base::ByteView value);
  Statement& bind_null(int position);

  // True while there is a row.
  base::Result<bool> step();
  // For statements without rows.
  base::Result<void> run();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] base::Bytes blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  static base::Result<Database> open(const fs::path& path, Journal journal);

  base::Result<Statement> prepare(std::string_view sql);
  base::Result<void> run(std::string_view sql);  // one or more statements without parameters
  [[nodiscard]] std::int64_t changes() const;    // rows the last statement changed
  [[nodiscard]] std::int64_t last_id() const;

  // The schema version kept in the file (PRAGMA user_version).
  base::Result<std::int64_t> version();
  base::Result<void> set_version(std::int64_t version);

  // StoreError::damaged if the file is. The quick one does not compare indexes with their tables: a row
  // missing from an index is found by one query and not by another.
  base::Result<void> quick_check();
  base::Result<void> full_check();

 private:
  base::Result<void> check(std::string_view pragma);
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Database(sqlite3* database) : database_(database) {}
  std::unique_ptr<sqlite3, Close> database_;
};

// BEGIN IMMEDIATE; rolls back unless commit() returned well.
class Transaction {
 public:
  static base::Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  base::Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace kiosk::store
