#pragma once
// The desk's SQL, on either of its databases (sqlite.h, postgresql.h): statements in the words that both
// understand, with ? for a parameter or ?1 for one that is used twice. A statement is prepared, bound by
// position from 1, stepped; its rows are those of the moment it is first stepped. A transaction that writes
// is alone: it waits until no other writes, in whatever process.
//
// Errors are StoreError; busy: another one writes for too long, or the database cannot be reached. A
// connection and its statements are for one thread at a time.

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/base/bytes.h"
#include "kiosk/base/result.h"

namespace kiosk::desk {

// What a database makes of a statement.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual void bind(int position, std::int64_t value) = 0;
  virtual void bind(int position, std::string_view value) = 0;
  virtual void bind(int position, base::ByteView value) = 0;
  virtual base::Result<bool> step() = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string text(int column) const = 0;
  [[nodiscard]] virtual base::Bytes blob(int column) const = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
};

class Statement {
 public:
  explicit Statement(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}
  template <typename Value>
  Statement& bind(int position, const Value& value) {
    cursor_->bind(position, value);
    return *this;
  }
  base::Result<bool> step() { return cursor_->step(); }  // true while there is a row
  base::Result<void> run();                              // for statements without rows
  [[nodiscard]] std::int64_t integer(int column) const { return cursor_->integer(column); }
  [[nodiscard]] std::string text(int column) const { return cursor_->text(column); }
  [[nodiscard]] base::Bytes blob(int column) const { return cursor_->blob(column); }
  [[nodiscard]] bool is_null(int column) const { return cursor_->is_null(column); }

 private:
  std::unique_ptr<Cursor> cursor_;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual base::Result<Statement> prepare(std::string_view sql) = 0;
  virtual base::Result<void> run(std::string_view sql) = 0;  // one or more, without parameters
  [[nodiscard]] virtual std::int64_t changes() const = 0;    // rows that the last statement changed
  virtual base::Result<void> begin() = 0;
  virtual base::Result<void> commit() = 0;
  virtual void rollback() = 0;
  // At the end of a SELECT that takes work which no other process is to take as well.
  [[nodiscard]] virtual std::string_view skip_locked() const = 0;
  // Whether the files still have what was deleted or overwritten, until they are made anew.
  [[nodiscard]] virtual bool keeps_deleted() const = 0;
  // The seconds since 1970 on the database's clock, which all its desks share, as an expression.
  [[nodiscard]] virtual std::string_view clock() const = 0;
};

// Rolls back unless commit() returned well.
class Transaction {
 public:
  static base::Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  base::Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace kiosk::desk
