#pragma once
// Backup of a desk while it works, and restoring one.
//
//   FOLDER/desk-20261127T023000Z/   made under another name, synced, then renamed: it is whole or not there
//     backup.json                   what it is (Manifest), with the hash of every file:
//       {"format":1,"made_at":"2026-11-27T02:30:00Z","program":"0.1.0","schema":4,"database":"sqlite",
//        "audit_head":"17:<mac>","cases":12,"files":[{"name":"desk.db","size":131072,"blake2b":"<hex>"}]}
//     desk.db                       a consistent copy of the database, checked; of PostgreSQL desk.dump, if
//                                   pg_dump is there, and database.txt, which says what else to back up
//     erasures                      erasure_file.h, for backups that are older
//     names.json holidays.json api-keys keys/cell.pub keys/open311.key keys/audit.key
//     keys/cell*.key cell-links.json   only locked ones of DATA/keys: a plain key beside the cases, or one
//                                   that was put on another disk, would undo what keeps the two apart
//
// Restoring puts everything together in DATA/restoring, checks the hashes, upgrades the database, erases
// again what was erased after the backup, and only then makes a desk of it: the database comes into its place
// last. It needs no secret of the cell. What is cut short leaves no desk, and the same command begins anew.
//
// One backup to a folder at a time. Errors: DeskError, StoreError; ::damaged for a backup that is not whole.

#include "kiosk/desk/audit.h"
#include "kiosk/desk/desk.h"

namespace kiosk::desk {

constexpr std::string_view kManifestName = "backup.json";
constexpr std::size_t kManifestMaxSize = 256 * 1024;
constexpr std::size_t kBackupFilesMost = 1000;  // a key a year, and some

struct BackupFile {
  std::string name;  // "keys/cell.pub"; one of those above
  std::int64_t size_bytes = 0;
  crypto::Hash hash = {};
};

struct Manifest {
  base::Timestamp made_at;
  std::string program;
  std::int64_t schema = 0;
  bool is_file = true;  // else of PostgreSQL
  AuditHead head;       // of the copy; of PostgreSQL it may go further
  std::int64_t cases = 0;
  std::vector<BackupFile> files;
  [[nodiscard]] std::string text() const;
  static base::Result<Manifest> parse(std::string_view text);
  [[nodiscard]] bool has(std::string_view name) const;
};

struct BackupOrder {
  store::fs::path to;
  int keep = 0;  // so many of them stay, the newest; 0: all
  std::string program;
  Doing doing;
};
struct BackupDone {
  store::fs::path folder;
  Manifest manifest;
  std::vector<std::string> plain_keys;  // that were left out, by their names
  bool keys_are_elsewhere = false;
  int removed = 0;  // older backups
};
base::Result<BackupDone> back_up(const DeskPaths& paths, const BackupOrder& order);

struct RestoreOrder {
  store::fs::path backup;
  store::fs::path data;
  std::vector<store::fs::path> erasures;  // newer than the backup's own
  std::string database;                   // PostgreSQL's, for a backup of it
  Doing doing;
};
struct RestoreDone {
  Manifest manifest;
  std::int64_t cases = 0;
  std::int64_t erased = 0;          // again
  std::int64_t not_here = 0;        // erased complaints that came after the backup
  std::vector<std::string> faults;  // of the log, as it was in the backup
  AuditHead head;                   // now
};
base::Result<RestoreDone> restore(const RestoreOrder& order);

}  // namespace kiosk::desk
