#include "kiosk/desk/desk_database.h"

#include "kiosk/crypto/hash.h"
#include "kiosk/crypto/random.h"
#include "kiosk/desk/audit.h"
#include "kiosk/desk/postgresql.h"
#include "kiosk/desk/schema.h"
#include "kiosk/desk/sqlite.h"

namespace kiosk::desk {
namespace {

using base::Result;
namespace fs = store::fs;

constexpr std::string_view kUrlFile = "database-url";
constexpr std::size_t kUrlMaxSize = 4096;
constexpr std::string_view kHolidaysFile = "holidays.json";
constexpr std::string_view kAuditKeyFile = "audit.key";
constexpr std::size_t kAuditKeySize = 32, kAuditKeyIdSize = 8;

Result<AuditKey> audit_key_in(const fs::path& data_folder) {
  const fs::path path = data_folder / "keys" / kAuditKeyFile;
  Result<base::Bytes> file = store::read_file(path, kAuditKeySize + 1);
  if (!file && file.error().is(store::StoreError::not_found)) {
    crypto::SecretBytes fresh(kAuditKeySize);
    crypto::fill_random(fresh.writable());
    TRY(store::make_folder(path.parent_path()));
    TRY(store::replace_file(path, fresh.view(), store::FileMode::private_file));
    file = store::read_file(path, kAuditKeySize + 1);
  }
  base::Bytes bytes = TRY(std::move(file));
  if (bytes.size() != kAuditKeySize)
    return base::Error(store::StoreError::damaged, base::cat(path.string(), " is not the key of the log"));
  AuditKey key{crypto::SecretBytes::copy_of(bytes), crypto::hash_of(bytes).text().substr(0, kAuditKeyIdSize)};
  crypto::wipe(bytes);
  return key;
}

Result<std::int64_t> version_of_file(Connection& connection) {
  Statement row = TRY(connection.prepare("PRAGMA user_version"));
  TRY(row.step());
  return row.integer(0);
}

// A newer program's tables cannot be made old again: what was there stays beside it, until it is taken away.
Result<void> keep_copy(Connection& connection, const fs::path& path) {
  const fs::path copy = path.string() + base::cat(".v", TRY(version_of_file(connection)));
  std::error_code ignored;
  for (const std::string_view part : {"", "-journal"})  // of an upgrade that was cut short
    fs::remove(base::cat(copy.string(), part), ignored);
  TRY(copy_sqlite(connection, copy));
  return store::sync_folder(path.parent_path());
}

Result<void> bring_up_to_date(Connection& connection, Dialect dialect, const fs::path& path) {
  if (dialect == Dialect::sqlite && TRY(schema_state(connection, dialect)) == SchemaState::old)
    TRY(keep_copy(connection, path));
  return prepare_schema(connection, dialect);
}

Result<void> keep_url(const fs::path& data_folder, std::string_view url) {
  return store::replace_file(data_folder / kUrlFile, base::as_bytes(url), store::FileMode::private_file);
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
    case DeskError::erased:
      return "erased";
  }
  return "refused";
}

DeskUse::~DeskUse() {
  if (connection_) pool_->give_back(std::move(connection_));
}

const fs::path& DeskUse::data_folder() const { return pool_->folder_.path; }
const AuditKey& DeskUse::audit_key() const { return pool_->folder_.audit_key; }
const Calendar& DeskUse::calendar() const { return pool_->folder_.calendar; }

DeskUse ConnectionPool::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !free_.empty(); });
  std::unique_ptr<Connection> connection = std::move(free_.back());
  free_.pop_back();
  return {*this, std::move(connection)};
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(connection));
  }
  changed_.notify_one();
}

Result<std::unique_ptr<DeskDatabase>> DeskDatabase::open(const fs::path& data_folder) {
  return open(data_folder, TRY(chosen(data_folder)));
}

Result<std::unique_ptr<DeskDatabase>> DeskDatabase::open(const fs::path& data_folder,
                                                         const std::string& url) {
  TRY(store::make_folder(data_folder));
  const Dialect dialect = url.empty() ? Dialect::sqlite : Dialect::postgresql;
  const fs::path path = data_folder / kFileName;
  std::vector<std::unique_ptr<Connection>> connections;
  if (url.empty()) connections.push_back(TRY(open_sqlite(path)));
  for (int i = 0; i < kConnections && !url.empty(); ++i) connections.push_back(TRY(open_postgresql(url)));
  TRY(bring_up_to_date(*connections.front(), dialect, path));
  AuditKey audit_key = TRY(audit_key_in(data_folder));
  DeskFolder folder{data_folder, std::move(audit_key)};
  folder.calendar = TRY(Calendar::read(data_folder / kHolidaysFile));
  std::unique_ptr<DeskDatabase> database(new DeskDatabase(std::move(connections), std::move(folder)));
  TRY(begin_log(database->use()));
  return database;
}

Result<std::string> DeskDatabase::chosen(const fs::path& data_folder) {
  const Result<base::Bytes> bytes = store::read_file(data_folder / kUrlFile, kUrlMaxSize);
  if (!bytes && bytes.error().is(store::StoreError::not_found)) return std::string();
  std::string url(base::as_text(TRY(bytes)));
  while (!url.empty() && url.back() == '\n') url.pop_back();
  return url;
}

Result<bool> DeskDatabase::is_prepared(const fs::path& data_folder) {
  std::error_code code;
  const bool is_there = fs::exists(data_folder / kFileName, code) || fs::exists(data_folder / kUrlFile, code);
  if (code == std::errc::permission_denied)
    return base::Error(
        DeskError::refused,
        base::cat(data_folder.string(), " is another user's: run this as the desk's user, kiosk-desk"));
  return is_there;
}

Result<void> DeskDatabase::choose(const fs::path& data_folder, std::string_view url) {
  std::error_code ignored;
  if (fs::exists(data_folder / kFileName, ignored))
    return base::Error(DeskError::refused,
                       "this desk has its cases in a file: kiosk-desk move-to takes them along");
  TRY(open_postgresql(std::string(url)));
  TRY(store::make_folder(data_folder));
  return keep_url(data_folder, url);
}

Result<fs::path> DeskDatabase::choose_after_move(const fs::path& data_folder, std::string_view url) {
  const fs::path left = data_folder / base::cat(kFileName, ".moved");
  TRY(keep_url(data_folder, url));
  TRY(store::rename_file(data_folder / kFileName, left));
  return left;
}

Result<void> DeskDatabase::remove_copies(const fs::path& data_folder) {
  const std::string start = base::cat(kFileName, ".");
  if (!TRY(chosen(data_folder)).empty()) TRY(store::remove_file(data_folder / kFileName));
  for (const std::string& name : TRY(store::list_files(data_folder))) {
    if (name.starts_with(start)) TRY(store::remove_file(data_folder / name));
  }
  return base::done();
}

}  // namespace kiosk::desk
