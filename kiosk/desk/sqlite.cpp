#include "kiosk/desk/sqlite.h"

#include "kiosk/store/database.h"

namespace kiosk::desk {
namespace {

using base::Result;

class SqliteCursor : public Cursor {
 public:
  explicit SqliteCursor(store::Statement statement) : statement_(std::move(statement)) {}
  void bind(int position, std::int64_t value) override { statement_.bind(position, value); }
  void bind(int position, std::string_view value) override { statement_.bind(position, value); }
  void bind(int position, base::ByteView value) override { statement_.bind(position, value); }
  Result<bool> step() override { return statement_.step(); }
  [[nodiscard]] std::int64_t integer(int column) const override { return statement_.integer(column); }
  [[nodiscard]] std::string text(int column) const override { return statement_.text(column); }
  [[nodiscard]] base::Bytes blob(int column) const override { return statement_.blob(column); }
  [[nodiscard]] bool is_null(int column) const override { return statement_.is_null(column); }

 private:
  store::Statement statement_;
};

class SqliteConnection : public Connection {
 public:
  explicit SqliteConnection(store::Database database) : database_(std::move(database)) {}
  Result<Statement> prepare(std::string_view sql) override {
    return Statement(std::make_unique<SqliteCursor>(TRY(database_.prepare(sql))));
  }
  Result<void> run(std::string_view sql) override { return database_.run(sql); }
  [[nodiscard]] std::int64_t changes() const override { return database_.changes(); }
  Result<void> begin() override { return database_.run("BEGIN IMMEDIATE"); }
  Result<void> commit() override { return database_.run("COMMIT"); }
  void rollback() override { static_cast<void>(database_.run("ROLLBACK").ok()); }
  [[nodiscard]] std::string_view skip_locked() const override { return ""; }
  [[nodiscard]] bool keeps_deleted() const override { return false; }  // secure_delete
  [[nodiscard]] std::string_view clock() const override { return "CAST(strftime('%s') AS INTEGER)"; }

 private:
  store::Database database_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open_sqlite(const store::fs::path& path) {
  store::Database database = TRY(store::Database::open(path, store::Journal::rollback));
  return std::unique_ptr<Connection>(std::make_unique<SqliteConnection>(std::move(database)));
}

Result<void> copy_sqlite(Connection& connection, const store::fs::path& copy) {
  TRY(TRY(connection.prepare("VACUUM INTO ?")).bind(1, std::string_view(copy.string())).run());
  std::error_code code;
  store::fs::permissions(copy, store::fs::perms::owner_read | store::fs::perms::owner_write, code);
  if (code) return base::Error(store::StoreError::io, "cannot set the mode of the copy");
  return store::sync_file(copy);
}

}  // namespace kiosk::desk
