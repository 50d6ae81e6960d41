#pragma once
// The desk's database, DATA/desk.db, and the lock under which it is used. SQLite with a rollback journal:
// commands (`kiosk-desk case list`, `user add`) may read and write while the server runs, each with its own
// connection (store/database.h says why not WAL); whoever meets a locked file waits up to five seconds.
//
//   kiosks        enrolled kiosks, their public keys, the last heartbeat
//   cases         one row a complaint, unique by (kiosk, uuid); only what is not personal stands in clear
//   envelopes     the complaint itself, sealed as it came
//   messages      what citizens added to their complaints, sealed as it came, unique by (kiosk, uuid)
//   chain         number, hash and predecessor of every envelope that came (chain.h)
//   history       what was done, by whom and when; append-only, enforced by triggers. Texts are locked (vault.h)
//   publications  sealed status records for the kiosks, numbered upwards
//   users         people of the cell, with Argon2id passwords
//   counters      the last case number of each year: numbers have no gaps
//
// Thread-safe: use() waits for the lock; hold it briefly.

#include <memory>
#include <mutex>

#include "kiosk/store/database.h"

namespace kiosk::desk {

enum class DeskError {
  not_found,
  exists,
  refused,       // by a rule of the desk
  not_prepared,  // a data folder that `kiosk-desk init` has not made
};
std::string_view name_of(DeskError);

// The database while the lock is held.
class DeskUse {
 public:
  store::Database* operator->() const { return &database_; }
  store::Database& operator*() const { return database_; }

 private:
  friend class DeskDatabase;
  DeskUse(std::mutex& mutex, store::Database& database) : lock_(mutex), database_(database) {}
  std::unique_lock<std::mutex> lock_;
  store::Database& database_;
};

class DeskDatabase {
 public:
  // Makes it if it is not there.
  static base::Result<std::unique_ptr<DeskDatabase>> open(const store::fs::path& data_folder);
  [[nodiscard]] DeskUse use() { return {mutex_, database_}; }

 private:
  explicit DeskDatabase(store::Database database) : database_(std::move(database)) {}
  std::mutex mutex_;
  store::Database database_;
};

}  // namespace kiosk::desk
