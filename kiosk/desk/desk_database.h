#pragma once
// The desk's database, and who may use it when. As a rule DATA/desk.db: SQLite with a rollback journal, so that
// commands (`kiosk-desk case list`, `user add`) may read and write while the server runs, each with its own
// connection; whoever meets a locked file waits up to five seconds. Where DATA/database-url names a PostgreSQL
// database, that one: several desks, each with a data folder of its own, then share it.
//
//   kiosks        enrolled kiosks, their public keys, the last heartbeat
//   cases         one row a complaint, unique by (kiosk, uuid); only what is not personal stands in clear
//   envelopes     the complaint itself, sealed as it came
//   messages      what citizens added to their complaints, sealed as it came, unique by (kiosk, uuid)
//   chain         number, hash and predecessor of every envelope that came (chain.h)
//   history       what was done to a case, by whom and when; append-only, enforced by triggers
//   texts         what was written with it, locked (vault.h); goes when a case is erased
//   audit         everything that was done, append-only and chained (audit.h)
//   drafts        answers that clerks have begun, locked
//   publications  sealed status records for the kiosks, numbered upwards
//   users         people of the cell, with Argon2id passwords and their roles
//   sessions      who is signed in (sessions.h); attempts: failed sign-ins
//   views         searches that users keep; settings: what administrators set (settings.h)
//   counters      the last case number of each year: numbers have no gaps
//
// Thread-safe: use() waits for a connection that is free; hold it briefly, and never two at once.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "kiosk/crypto/secret_bytes.h"
#include "kiosk/desk/calendar.h"
#include "kiosk/desk/sql.h"
#include "kiosk/store/file.h"

namespace kiosk::desk {

enum class DeskError {
  not_found,
  exists,
  refused,       // by a rule of the desk
  not_prepared,  // a data folder that `kiosk-desk init` has not made
  erased,        // what was written is gone, by rule or on request
};
std::string_view name_of(DeskError);

// DATA/keys/audit.key (audit.h).
struct AuditKey {
  crypto::SecretBytes secret;
  std::string id;  // the start of its hash, in hexadecimal
};

// What beside the tables the data folder holds for everybody who uses them.
struct DeskFolder {
  store::fs::path path;
  AuditKey audit_key;
  Calendar calendar = {};
};

class ConnectionPool;

// A connection while one holds it.
class DeskUse {
 public:
  ~DeskUse();
  DeskUse(const DeskUse&) = delete;
  DeskUse& operator=(const DeskUse&) = delete;
  Connection* operator->() const { return connection_.get(); }
  Connection& operator*() const { return *connection_; }
  [[nodiscard]] const store::fs::path& data_folder() const;
  [[nodiscard]] const AuditKey& audit_key() const;
  [[nodiscard]] const Calendar& calendar() const;  // as it was when the database was opened

 private:
  friend class ConnectionPool;
  DeskUse(ConnectionPool& pool, std::unique_ptr<Connection> connection)
      : pool_(&pool), connection_(std::move(connection)) {}
  ConnectionPool* pool_;
  std::unique_ptr<Connection> connection_;
};

class ConnectionPool {
 public:
  ConnectionPool(std::vector<std::unique_ptr<Connection>> connections, DeskFolder folder)
      : free_(std::move(connections)), folder_(std::move(folder)) {}
  DeskUse take();

 private:
  friend class DeskUse;
  void give_back(std::unique_ptr<Connection> connection);
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Connection>> free_;
  const DeskFolder folder_;
};

class DeskDatabase {
 public:
  static constexpr std::string_view kFileName = "desk.db";
  static constexpr int kConnections =
      6;  // to PostgreSQL: the server's handlers (http_listener.h) and its worker

  // Makes the tables, and the key of the log, if they are not there. Tables of an older program become today's:
  // of a file, a copy is put beside it first, desk.db.v3 and the like.
  static base::Result<std::unique_ptr<DeskDatabase>> open(const store::fs::path& data_folder);
  // The same with this PostgreSQL database, whichever the folder names; empty: with its file.
  static base::Result<std::unique_ptr<DeskDatabase>> open(const store::fs::path& data_folder,
                                                          const std::string& url);
  // The PostgreSQL database that the folder names; empty: it has a file.
  static base::Result<std::string> chosen(const store::fs::path& data_folder);
  // Whether this folder has a database already, or names one; refused if it is another user's.
  static base::Result<bool> is_prepared(const store::fs::path& data_folder);
  // The desk of this folder is to work with this PostgreSQL database; refused if it cannot be reached, and
  // where the folder has a database of its own (move.h).
  static base::Result<void> choose(const store::fs::path& data_folder, std::string_view url);
  // The same once everything has been moved there; where the file is now.
  static base::Result<store::fs::path> choose_after_move(const store::fs::path& data_folder,
                                                         std::string_view url);
  // Takes away what was left of before an upgrade or a move: desk.db.*, and a file that is no longer used.
  static base::Result<void> remove_copies(const store::fs::path& data_folder);
  [[nodiscard]] DeskUse use() { return pool_.take(); }

 private:
  DeskDatabase(std::vector<std::unique_ptr<Connection>> connections, DeskFolder folder)
      : pool_(std::move(connections), std::move(folder)) {}
  ConnectionPool pool_;
};

}  // namespace kiosk::desk
