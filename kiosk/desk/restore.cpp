// How a desk is made of a backup (backup.h).

#include <algorithm>
#include <set>

#include "kiosk/desk/backup.h"
#include "kiosk/desk/backup_files.h"
#include "kiosk/desk/erasure.h"
#include "kiosk/desk/postgresql.h"
#include "kiosk/desk/postgresql_tools.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
namespace fs = store::fs;

constexpr std::string_view kStageName = "restoring", kDumpName = "desk.dump";

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

Result<Manifest> manifest_in(const fs::path& backup) {
  const Result<base::Bytes> file = store::read_file(backup / kManifestName, kManifestMaxSize);
  if (!file && file.error().is(store::StoreError::not_found))
    return Error(DeskError::not_found,
                 base::cat(backup.string(), " is no backup: it has no ", kManifestName));
  return Manifest::parse(base::as_text(TRY(file)));
}

// What lies there already is the backup's own, of a restore that was cut short, or a key that was put there
// before: nothing else is replaced.
Result<void> check_free(const Manifest& manifest, const fs::path& data) {
  if (TRY(DeskDatabase::is_prepared(data)))
    return Error(DeskError::exists, base::cat(data.string(), " has a desk already; nothing was changed"));
  for (const BackupFile& file : manifest.files) {
    if (!is_there(data / file.name) || file.name == kErasuresFileName) continue;
    if (TRY(hashed_file(data, file.name)).hash != file.hash)
      return Error(DeskError::exists,
                   base::cat(data.string(), " has another ", file.name, " already; nothing was changed"));
  }
  return base::done();
}

Result<void> check_database(const Manifest& manifest, const std::string& url) {
  if (manifest.is_file && !url.empty())
    return Error(
        DeskError::refused,
        "this backup is of a desk with a file: restore it without --database, then kiosk-desk move-to");
  if (!manifest.is_file && url.empty())
    return Error(DeskError::refused, "this backup is of a desk on PostgreSQL: --database names an empty one");
  return base::done();
}

Result<void> copy_all(const Manifest& manifest, const fs::path& backup, const fs::path& stage) {
  for (const BackupFile& file : manifest.files) {
    const BackupFile copy = TRY(copy_file(backup, stage, file.name));
    if (copy.hash != file.hash || copy.size_bytes != file.size_bytes)
      return Error(store::StoreError::damaged,
                   base::cat(file.name, " of this backup is not what was written; nothing was restored"));
  }
  return base::done();
}

// Of the backup and of newer files, each complaint once.
Result<std::vector<ErasedComplaint>> erasures_of(const fs::path& stage, const std::vector<fs::path>& newer) {
  std::vector<ErasedComplaint> all = TRY(read_erasures(stage / kErasuresFileName));
  std::set<std::pair<complaint::KioskId, base::Uuid>> known;
  for (const ErasedComplaint& one : all) known.emplace(one.kiosk, one.uuid);
  std::vector<ErasedComplaint> missing;
  for (const fs::path& file : newer) {
    if (!is_there(file)) return Error(DeskError::not_found, base::cat(file.string(), " is not there"));
    for (ErasedComplaint& one : TRY(read_erasures(file)))
      if (known.emplace(one.kiosk, one.uuid).second) missing.push_back(std::move(one));
  }
  TRY(add_erasures(stage / kErasuresFileName, missing));
  all.insert(all.end(), missing.begin(), missing.end());
  return all;
}

Result<bool> has_no_tables(const std::string& url) {
  const std::unique_ptr<Connection> connection = TRY(open_postgresql(url));
  Statement row =
      TRY(connection->prepare("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"));
  TRY(row.step());
  return row.integer(0) == 0;
}

// An empty database gets the dump; one without a dump was restored before.
Result<void> fill_postgresql(const Manifest& manifest, const fs::path& stage, const std::string& url) {
  const bool is_empty = TRY(has_no_tables(url));
  const bool has_dump = manifest.has(kDumpName);
  if (has_dump && !is_empty)
    return Error(DeskError::exists, "the database has tables already; nothing was changed");
  if (!has_dump && is_empty)
    return Error(DeskError::not_found,
                 "this backup has no dump of the database: restore that first, as its database.txt says");
  return has_dump ? restore_postgresql(url, stage / kDumpName) : base::done();
}

Result<std::int64_t> count_all(const DeskUse& use) {
  Statement row = TRY(use->prepare("SELECT COUNT(*) FROM cases"));
  TRY(row.step());
  return row.integer(0);
}

Result<void> write_in_log(const DeskUse& use, const RestoreOrder& order, const RestoreDone& done) {
  Transaction change = TRY(Transaction::begin(*use));
  TRY(record(use,
             {order.doing.actor, "restore", base::to_iso8601(done.manifest.made_at),
              base::cat("head ", done.manifest.head.text(), ", erased again ", done.erased)},
             order.doing.now));
  return change.commit();
}

// Today's tables, without what was erased.
Result<void> bring_up_to_date(const fs::path& stage, const RestoreOrder& order, RestoreDone& done) {
  std::vector<fs::path> newer = order.erasures;
  if (is_there(order.data / kErasuresFileName)) newer.push_back(order.data / kErasuresFileName);
  const std::vector<ErasedComplaint> erasures = TRY(erasures_of(stage, newer));
  const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(stage, order.database));
  done.faults = TRY(verify_audit(*database, done.manifest.head)).faults;
  const DeskUse use = database->use();
  const ErasedAgain again = TRY(erase_again(use, erasures, order.doing));
  done.erased = again.erased;
  done.not_here = again.not_here;
  TRY(write_in_log(use, order, done));
  done.cases = TRY(count_all(use));
  done.head = TRY(audit_head(use));
  return DeskDatabase::remove_copies(stage);  // the backup is the copy
}

// The database last: a folder without it has no desk.
Result<void> put_in_place(const Manifest& manifest, const fs::path& stage, const RestoreOrder& order) {
  TRY(store::make_folder(order.data / "keys"));
  std::set<std::string> names;
  for (const BackupFile& file : manifest.files) names.insert(file.name);
  names.insert(std::string(kErasuresFileName));
  names.insert("keys/audit.key");  // made anew where the backup had none
  for (const std::string_view not_yet : {DeskDatabase::kFileName, kDumpName})
    names.erase(std::string(not_yet));
  for (const std::string& name : names) {
    if (is_there(stage / name)) TRY(store::rename_file(stage / name, order.data / name));
  }
  if (!manifest.is_file) return DeskDatabase::choose(order.data, order.database);
  return store::rename_file(stage / DeskDatabase::kFileName, order.data / DeskDatabase::kFileName);
}

}  // namespace

Result<RestoreDone> restore(const RestoreOrder& order) {
  RestoreDone done;
  done.manifest = TRY(manifest_in(order.backup));
  TRY(check_database(done.manifest, order.database));
  TRY(check_free(done.manifest, order.data));
  const Unfinished stage = TRY(Unfinished::make(order.data / kStageName));
  TRY(copy_all(done.manifest, order.backup, stage.path()));
  if (!done.manifest.is_file) TRY(fill_postgresql(done.manifest, stage.path(), order.database));
  TRY(bring_up_to_date(stage.path(), order, done));
  TRY(put_in_place(done.manifest, stage.path(), order));
  return done;
}

}  // namespace kiosk::desk
