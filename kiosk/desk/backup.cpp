#include "kiosk/desk/backup.h"

#include <algorithm>

#include "kiosk/desk/backup_files.h"
#include "kiosk/desk/erasure_file.h"
#include "kiosk/desk/postgresql_tools.h"
#include "kiosk/desk/schema.h"
#include "kiosk/desk/sqlite.h"
#include "kiosk/store/database.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
namespace fs = store::fs;

constexpr std::string_view kStart = "desk-", kUnfinishedEnding = ".unfinished";
constexpr std::string_view kLockName = "backup.lock";
constexpr std::string_view kDumpName = "desk.dump";
constexpr std::string_view kPlainFiles[] = {"names.json",    "holidays.json",    "api-keys",
                                            "keys/cell.pub", "keys/open311.key", "keys/audit.key"};
constexpr std::string_view kLinksName = "keys/cell-links.json", kPlaceName = "cell-key-place";

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

// "desk-20261127T023000Z", and nothing else.
std::string name_at(base::Timestamp time) {
  std::string name(kStart);
  const std::string text = base::to_iso8601(time);  // 2026-11-27T02:30:00.123Z
  for (const char c : text.substr(0, text.find_first_of(".Z")))
    if (c != '-' && c != ':') name += c;
  return name + "Z";
}

bool is_name_of_backup(std::string_view name) {
  constexpr std::string_view kPattern = "desk-00000000T000000Z";
  if (name.size() != kPattern.size()) return false;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool is_digit = name[at] >= '0' && name[at] <= '9';
    if (kPattern[at] == '0' ? !is_digit : name[at] != kPattern[at]) return false;
  }
  return true;
}

Result<std::vector<fs::path>> folders_in(const fs::path& folder) {
  std::error_code code;
  std::vector<fs::path> found;
  for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    if (at->is_directory(code) && !at->is_symlink(code)) found.push_back(at->path());
  }
  if (code) return Error(store::StoreError::io, base::cat("cannot list ", folder.string()));
  std::sort(found.begin(), found.end());
  return found;
}

Result<void> remove_folder(const fs::path& path) {
  std::error_code code;
  fs::remove_all(path, code);
  if (code) return Error(store::StoreError::io, base::cat("cannot remove ", path.string()));
  return store::sync_folder(path.parent_path());
}

// Of backups that were cut short, and of removals.
Result<void> remove_unfinished(const fs::path& folder) {
  for (const fs::path& path : TRY(folders_in(folder))) {
    const std::string name = path.filename().string();
    if (name.ends_with(kUnfinishedEnding) &&
        is_name_of_backup(std::string_view(name).substr(0, name.size() - kUnfinishedEnding.size())))
      TRY(remove_folder(path));
  }
  return base::done();
}

Result<int> remove_older(const fs::path& folder, int keep) {
  std::vector<fs::path> backups;
  for (const fs::path& path : TRY(folders_in(folder))) {
    if (is_name_of_backup(path.filename().string()) && is_there(path / kManifestName))
      backups.push_back(path);
  }
  int removed = 0;
  for (; backups.size() > static_cast<std::size_t>(keep); backups.erase(backups.begin())) {
    const fs::path leaving = backups.front().string() + std::string(kUnfinishedEnding);
    TRY(store::rename_file(backups.front(), leaving));
    TRY(remove_folder(leaving));
    ++removed;
  }
  return removed;
}

// One backup that is being made.
class Backup {
 public:
  Backup(const DeskPaths& paths, const BackupOrder& order, const fs::path& folder)
      : paths_(paths), order_(order), folder_(folder) {
    done_.manifest.made_at = order.doing.now;
    done_.manifest.program = order.program;
  }

  Result<BackupDone> run() {
    const std::string url = TRY(DeskDatabase::chosen(paths_.data));
    done_.manifest.is_file = url.empty();
    done_.manifest.schema = schema_version();
    const std::unique_ptr<DeskDatabase> database = TRY(DeskDatabase::open(paths_.data));
    TRY(write_in_log(*database));
    TRY(url.empty() ? copy_file_database(*database) : dump(*database, url));
    TRY(complete_erasures(database->use()));
    TRY(take_if_there(kErasuresFileName));
    for (const std::string_view name : kPlainFiles) TRY(take_if_there(name));
    TRY(take_cell_keys());
    TRY(store::replace_file(folder_ / kManifestName, base::as_bytes(done_.manifest.text() + "\n"),
                            store::FileMode::private_file));
    return std::move(done_);
  }

 private:
  Result<void> write_in_log(DeskDatabase& database) {
    const DeskUse use = database.use();
    Transaction change = TRY(Transaction::begin(*use));
    TRY(record(use, {order_.doing.actor, "backup", name_at(order_.doing.now)}, order_.doing.now));
    return change.commit();
  }

  Result<void> take_if_there(std::string_view name) {
    if (!is_there(paths_.data / name)) return base::done();
    done_.manifest.files.push_back(TRY(copy_file(paths_.data, folder_, std::string(name))));
    return base::done();
  }

  // The copy is opened and read: what cannot be read is no backup.
  Result<void> copy_file_database(DeskDatabase& database) {
    const fs::path copy = folder_ / DeskDatabase::kFileName;
    TRY(copy_sqlite(*database.use(), copy));
    store::Database read = TRY(store::Database::open(copy, store::Journal::read_only));
    TRY(read.full_check());
    store::Statement row =
        TRY(read.prepare("SELECT id, mac, (SELECT COUNT(*) FROM cases) FROM audit ORDER BY id DESC LIMIT 1"));
    if (!TRY(row.step())) return Error(store::StoreError::damaged, "the copy has no log");
    done_.manifest.head = {row.integer(0), TRY(crypto::Hash::from_bytes(row.blob(1)))};
    done_.manifest.cases = row.integer(2);
    done_.manifest.files.push_back(TRY(hashed_file(folder_, std::string(DeskDatabase::kFileName))));
    return base::done();
  }

  // The head is at least as old as the dump, so that it is in it.
  Result<void> dump(DeskDatabase& database, const std::string& url) {
    done_.manifest.head = TRY(audit_head(database.use()));
    done_.manifest.cases = TRY(count_all(database));
    TRY(store::replace_file(folder_ / "database.txt", base::as_bytes(kPostgresqlNote),
                            store::FileMode::private_file));
    done_.manifest.files.push_back(TRY(hashed_file(folder_, "database.txt")));
    if (!TRY(dump_postgresql(url, folder_ / kDumpName))) return base::done();
    TRY(store::sync_file(folder_ / kDumpName));
    done_.manifest.files.push_back(TRY(hashed_file(folder_, std::string(kDumpName))));
    return base::done();
  }

  static Result<std::int64_t> count_all(DeskDatabase& database) {
    const DeskUse use = database.use();
    Statement row = TRY(use->prepare("SELECT COUNT(*) FROM cases"));
    TRY(row.step());
    return row.integer(0);
  }

  Result<void> take_cell_keys() {
    done_.keys_are_elsewhere = !paths_.is_usual();
    if (done_.keys_are_elsewhere) return take_if_there(kPlaceName);
    for (const fs::path& key : TRY(KeyRing(paths_.cell_key).files())) {
      const std::string name = key.filename().string();
      if (TRY(KeyRing::is_locked_file(key))) {
        TRY(take_if_there("keys/" + name));
      } else {
        done_.plain_keys.push_back(name);
      }
    }
    return take_if_there(kLinksName);
  }

  const DeskPaths& paths_;
  const BackupOrder& order_;
  const fs::path& folder_;
  BackupDone done_;
};

}  // namespace

Result<BackupDone> back_up(const DeskPaths& paths, const BackupOrder& order) {
  TRY(store::make_folder(order.to));
  const store::LockFile lock = TRY(store::LockFile::acquire(order.to / kLockName));
  TRY(remove_unfinished(order.to));
  const fs::path place = order.to / name_at(order.doing.now);
  if (is_there(place)) return Error(DeskError::exists, "a backup of this second is there already");
  Unfinished folder = TRY(Unfinished::make(place.string() + std::string(kUnfinishedEnding)));
  BackupDone done = TRY(Backup(paths, order, folder.path()).run());
  TRY(store::sync_folder(folder.path()));
  TRY(folder.keep_as(place));
  done.folder = place;
  if (order.keep > 0) done.removed = TRY(remove_older(order.to, order.keep));
  return done;
}

}  // namespace kiosk::desk
