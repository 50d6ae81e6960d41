#include "kiosk/desk/move.h"

#include <array>
#include <set>

#include "kiosk/desk/postgresql.h"
#include "kiosk/desk/schema.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
namespace fs = store::fs;

// Whoever is referred to comes before who refers. Cases refer to each other: that column goes last.
constexpr std::array<std::string_view, 16> kTables = {
    "kiosks", "counters", "users", "settings", "attempts",     "cases",  "envelopes", "messages",
    "chain",  "history",  "texts", "audit",    "publications", "drafts", "sessions",  "views"};
constexpr std::string_view kLaterTable = "cases", kLaterColumn = "merged_into";
// Those whose numbers PostgreSQL gives.
constexpr std::array<std::string_view, 3> kNumbered = {"cases", "messages", "history"};

enum class Type { integer, text, blob };
struct Column {
  std::string name;
  Type type;
};

Result<std::vector<Column>> columns_of(Connection& from, std::string_view table) {
  Statement row = TRY(from.prepare("SELECT name, type FROM pragma_table_info(?)"));
  row.bind(1, table);
  std::vector<Column> columns;
  while (TRY(row.step())) {
    const std::string type = row.text(1);
    columns.push_back({row.text(0), type == "INTEGER" ? Type::integer
                                    : type == "BLOB"  ? Type::blob
                                                      : Type::text});
  }
  return columns;
}

// A table that a later program adds and that is not named above would be left behind.
Result<void> check_tables(Connection& from) {
  std::set<std::string> there;
  Statement row = TRY(from.prepare("SELECT name FROM sqlite_master WHERE type = 'table'"));
  while (TRY(row.step())) there.insert(row.text(0));
  if (there == std::set<std::string>(kTables.begin(), kTables.end())) return base::done();
  return Error(DeskError::refused, "the file has other tables than this program moves");
}

Result<std::int64_t> number(Connection& connection, const std::string& sql) {
  Statement row = TRY(connection.prepare(sql));
  TRY(row.step());
  return row.integer(0);
}

void bind_column(Statement& to, int position, const Statement& row, int column, Type type) {
  switch (type) {
    case Type::integer:
      to.bind(position, row.integer(column));
      break;
    case Type::text:
      to.bind(position, std::string_view(row.text(column)));
      break;
    case Type::blob:
      to.bind(position, base::ByteView(row.blob(column)));
      break;
  }
}

// What is null is not named, and is null there.
Result<void> copy_row(Connection& to, std::string_view table, const std::vector<Column>& columns,
                      const Statement& row) {
  std::string names, marks;
  std::vector<int> given;
  for (int at = 0; at < static_cast<int>(columns.size()); ++at) {
    const std::string& name = columns[static_cast<std::size_t>(at)].name;
    if (row.is_null(at) || (table == kLaterTable && name == kLaterColumn)) continue;
    names += base::cat(given.empty() ? "" : ", ", name);
    marks += given.empty() ? "?" : ", ?";
    given.push_back(at);
  }
  Statement insert = TRY(to.prepare(base::cat("INSERT INTO ", table, " (", names, ") VALUES (", marks, ")")));
  int position = 0;
  for (const int at : given)
    bind_column(insert, ++position, row, at, columns[static_cast<std::size_t>(at)].type);
  return insert.run();
}

Result<void> copy_table(Connection& from, Connection& to, std::string_view table) {
  const std::vector<Column> columns = TRY(columns_of(from, table));
  std::string names;
  for (const Column& column : columns) names += base::cat(names.empty() ? "" : ", ", column.name);
  Statement row = TRY(from.prepare(base::cat("SELECT ", names, " FROM ", table)));
  while (TRY(row.step())) TRY(copy_row(to, table, columns, row));
  return base::done();
}

Result<void> copy_later_column(Connection& from, Connection& to) {
  Statement row = TRY(from.prepare("SELECT id, merged_into FROM cases WHERE merged_into IS NOT NULL"));
  while (TRY(row.step()))
    TRY(TRY(to.prepare("UPDATE cases SET merged_into = ? WHERE id = ?"))
            .bind(1, row.integer(1))
            .bind(2, row.integer(0))
            .run());
  return base::done();
}

Result<void> go_on_numbering(Connection& to) {
  for (const std::string_view table : kNumbered)
    TRY(number(to, base::cat("SELECT setval(pg_get_serial_sequence('", table,
                             "', 'id'), (SELECT coalesce(max(id), 0) FROM ", table, ") + 1, false)")));
  return base::done();
}

Result<void> check_empty(Connection& to) {
  for (const std::string_view table : kTables) {
    if (TRY(number(to, base::cat("SELECT count(*) FROM ", table))) > 0)
      return Error(DeskError::exists, "the database has a desk already; nothing was changed");
  }
  return base::done();
}

// How many rows are on both sides.
Result<std::int64_t> compare_counts(Connection& from, Connection& to) {
  std::int64_t all = 0;
  for (const std::string_view table : kTables) {
    const std::string sql = base::cat("SELECT count(*) FROM ", table);
    const std::int64_t here = TRY(number(from, sql)), there = TRY(number(to, sql));
    if (here != there)
      return Error(store::StoreError::damaged, base::cat(here, " rows of ", table, " became ", there));
    all += here;
  }
  return all;
}

Result<std::int64_t> copy_all(Connection& from, const std::string& url) {
  const std::unique_ptr<Connection> to = TRY(open_postgresql(url));
  TRY(prepare_schema(*to, Dialect::postgresql));
  Transaction change = TRY(Transaction::begin(*to));
  TRY(check_empty(*to));
  for (const std::string_view table : kTables) TRY(copy_table(from, *to, table));
  TRY(copy_later_column(from, *to));
  TRY(go_on_numbering(*to));
  const std::int64_t rows = TRY(compare_counts(from, *to));
  TRY(change.commit());
  return rows;
}

// The log as it is there, to the row it had here.
Result<AuditHead> verify_there(const fs::path& data_folder, const std::string& url, const AuditHead& head,
                               const Doing& doing) {
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(data_folder, url));
  const AuditCheck check = TRY(verify_audit(*database, head));
  if (!check.faults.empty())
    return Error(store::StoreError::damaged,
                 base::cat("what was moved does not hold: ", check.faults.front()));
  const DeskUse use = database->use();
  Transaction change = TRY(Transaction::begin(*use));
  TRY(record(use, {doing.actor, "move", "postgresql", base::cat("head ", head.text())}, doing.now));
  TRY(change.commit());
  return audit_head(use);
}

}  // namespace

Result<Moved> move_to_postgresql(const fs::path& data_folder, const std::string& url, const Doing& doing) {
  if (!TRY(DeskDatabase::is_prepared(data_folder)))
    return Error(DeskError::not_prepared, "there is no desk in this data folder");
  if (!TRY(DeskDatabase::chosen(data_folder)).empty())
    return Error(DeskError::refused, "this desk is on PostgreSQL already");
  const store::LockFile lock = TRY(store::LockFile::acquire(data_folder / "serve.lock"));
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(data_folder));
  const DeskUse from = database->use();
  const Transaction nobody_else = TRY(Transaction::begin(*from));
  TRY(check_tables(*from));
  const AuditHead head = TRY(audit_head(from));
  Moved moved;
  moved.rows = TRY(copy_all(*from, url));
  moved.head = TRY(verify_there(data_folder, url, head, doing));
  moved.left_behind = TRY(DeskDatabase::choose_after_move(data_folder, url));
  return moved;
}

}  // namespace kiosk::desk
