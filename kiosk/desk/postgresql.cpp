#include "kiosk/desk/postgresql.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "kiosk/store/file.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using store::StoreError;

// One that every desk asks for before it writes; any number that nobody else in this database uses.
constexpr std::string_view kBegin = "BEGIN; SELECT pg_advisory_xact_lock(7205759)";
// Whoever waits for it longer than for SQLite's file is told that the desk is busy.
constexpr std::string_view kSettings =
    "SET lock_timeout = '5s'; SET statement_timeout = '60s'; SET bytea_output = 'hex';"
    "SET client_min_messages = warning; SET standard_conforming_strings = on;"
    "SET idle_in_transaction_session_timeout = '60s'";

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Rows = std::unique_ptr<PGresult, Clear>;
using Link = std::unique_ptr<PGconn, Clear>;

std::string first_line(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  return std::string(text);
}

// SQLSTATE classes: 08 the connection, 40 another transaction won, 53 resources, 55 a lock, 57 it is stopped.
StoreError kind_of(PGconn* link, std::string_view state) {
  if (PQstatus(link) != CONNECTION_OK) return StoreError::busy;
  if (state == "53100") return StoreError::full;
  if (state.starts_with("XX")) return StoreError::damaged;
  for (const std::string_view busy : {"08", "40", "53", "55", "57"}) {
    if (state.starts_with(busy)) return StoreError::busy;
  }
  return StoreError::io;
}

Error failure(PGconn* link, const PGresult* rows) {
  const char* state = rows == nullptr ? nullptr : PQresultErrorField(rows, PG_DIAG_SQLSTATE);
  const std::string said = first_line(rows == nullptr ? PQerrorMessage(link) : PQresultErrorMessage(rows));
  return {kind_of(link, state == nullptr ? "" : state), "the database refused a statement: " + said};
}

class PostgresqlConnection : public Connection {
 public:
  explicit PostgresqlConnection(Link link) : link_(std::move(link)) {}
  Result<Statement> prepare(std::string_view sql) override;
  Result<void> run(std::string_view sql) override {
    TRY(reconnect());
    const Rows rows(PQexec(link_.get(), std::string(sql).c_str()));
    return keep(rows.get());
  }
  [[nodiscard]] std::int64_t changes() const override { return changes_; }
  Result<void> begin() override {
    Result<void> begun = run(kBegin);
    in_transaction_ = true;
    if (!begun) rollback();
    return begun;
  }
  // A transaction in which a statement failed answers COMMIT with ROLLBACK, and calls that a success.
  Result<void> commit() override {
    TRY(reconnect());
    const Rows rows(PQexec(link_.get(), "COMMIT"));
    TRY(keep(rows.get()));
    if (std::string_view(PQcmdStatus(rows.get())) != "COMMIT")
      return Error(StoreError::io, "a transaction that had failed cannot be committed");
    in_transaction_ = false;
    return base::done();
  }
  void rollback() override {
    const Rows rows(PQexec(link_.get(), "ROLLBACK"));  // a connection that is lost has rolled back
    in_transaction_ = false;
  }
  [[nodiscard]] std::string_view skip_locked() const override { return " FOR UPDATE SKIP LOCKED"; }
  [[nodiscard]] bool keeps_deleted() const override { return true; }
  [[nodiscard]] std::string_view clock() const override {
    return "CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)";
  }

  Result<Rows> execute(const std::string& sql, const std::vector<const char*>& values,
                       const std::vector<int>& lengths, const std::vector<int>& formats) {
    TRY(reconnect());
    Rows rows(PQexecParams(link_.get(), sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(),
                           lengths.data(), formats.data(), 0));
    TRY(keep(rows.get()));
    return rows;
  }

 private:
  // Not within a transaction: what it had done is gone with the connection.
  Result<void> reconnect() {
    if (PQstatus(link_.get()) == CONNECTION_OK) return base::done();
    if (in_transaction_) return Error(StoreError::busy, "the connection to the database was lost");
    PQreset(link_.get());
    if (PQstatus(link_.get()) != CONNECTION_OK) return failure(link_.get(), nullptr);
    return run(kSettings);
  }
  Result<void> keep(const PGresult* rows) {
    const ExecStatusType status = PQresultStatus(rows);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failure(link_.get(), rows);
    const std::string_view count = PQcmdTuples(const_cast<PGresult*>(rows));
    changes_ = 0;
    std::from_chars(count.data(), count.data() + count.size(), changes_);
    return base::done();
  }
  Link link_;
  std::int64_t changes_ = 0;
  bool in_transaction_ = false;
};

class PostgresqlCursor : public Cursor {
 public:
  PostgresqlCursor(PostgresqlConnection& connection, std::string sql)
      : connection_(connection), sql_(std::move(sql)) {}
  void bind(int position, std::int64_t value) override { put(position, std::to_string(value), kText); }
  void bind(int position, std::string_view value) override { put(position, std::string(value), kText); }
  void bind(int position, base::ByteView value) override {
    put(position, std::string(base::as_text(value)), kBinary);
  }
  Result<bool> step() override {
    if (!rows_) {
      std::vector<const char*> values;
      std::vector<int> lengths, formats;
      for (const Value& value : values_) {
        values.push_back(value.bytes ? value.bytes->c_str() : nullptr);
        lengths.push_back(value.bytes ? static_cast<int>(value.bytes->size()) : 0);
        formats.push_back(value.format);
      }
      rows_ = TRY(connection_.execute(sql_, values, lengths, formats));
      return ++row_ < PQntuples(rows_.get());
    }
    return ++row_ < PQntuples(rows_.get());
  }
  [[nodiscard]] std::int64_t integer(int column) const override {
    const std::string_view digits = value(column);
    std::int64_t number = digits == "t" ? 1 : 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  [[nodiscard]] std::string text(int column) const override { return std::string(value(column)); }
  [[nodiscard]] base::Bytes blob(int column) const override {
    std::string_view hex = value(column);
    if (!hex.starts_with("\\x")) return {};
    hex.remove_prefix(2);
    const base::Result<base::Bytes> bytes = base::from_hex(hex);
    return bytes ? *bytes : base::Bytes();
  }
  [[nodiscard]] bool is_null(int column) const override {
    return PQgetisnull(rows_.get(), row_, column) != 0;
  }

 private:
  static constexpr int kText = 0, kBinary = 1;
  struct Value {
    std::optional<std::string> bytes;
    int format = kText;
  };
  void put(int position, std::string bytes, int format) {
    const auto count = static_cast<std::size_t>(position);
    if (values_.size() < count) values_.resize(count);
    values_[count - 1] = {std::move(bytes), format};
  }
  [[nodiscard]] std::string_view value(int column) const {
    return {PQgetvalue(rows_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))};
  }
  PostgresqlConnection& connection_;
  std::string sql_;
  std::vector<Value> values_;
  Rows rows_;
  int row_ = -1;
};

Result<Statement> PostgresqlConnection::prepare(std::string_view sql) {
  return Statement(std::make_unique<PostgresqlCursor>(*this, numbered_parameters(sql)));
}

}  // namespace

std::string numbered_parameters(std::string_view sql) {
  std::string out;
  bool quoted = false;
  int next = 1;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == '\'') quoted = !quoted;
    if (sql[i] != '?' || quoted) {
      out += sql[i];
      continue;
    }
    out += '$';
    const bool has_number = i + 1 < sql.size() && sql[i + 1] >= '0' && sql[i + 1] <= '9';
    if (!has_number) out += std::to_string(next++);
  }
  return out;
}

Result<std::unique_ptr<Connection>> open_postgresql(const std::string& url) {
  Link link(PQconnectdb(url.c_str()));
  if (PQstatus(link.get()) != CONNECTION_OK)
    return Error(StoreError::busy,
                 "the database cannot be reached: " + first_line(PQerrorMessage(link.get())));
  auto connection = std::make_unique<PostgresqlConnection>(std::move(link));
  TRY(connection->run(kSettings));
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace kiosk::desk
