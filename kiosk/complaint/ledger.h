#pragma once
// The kiosk's one database of complaints and answers, STATE/outbox/outbox.db, and the lock under which it is
// used: outbox.h and answer_store.h are its two readers and writers. It holds nothing that cannot be had
// again: rows and copies of complaints from the spool's signed envelopes, records from the desk. So a damaged
// database is moved aside ("outbox.db.damaged-1") and a new one begun; nothing is deleted. A whole one that
// is another kiosk's, or a newer program's, is left alone and refused: somebody's configuration is wrong.
//
// One connection (store/database.h says why); a second process is refused with StoreError::busy. Any thread,
// one at a time: use() waits for the lock.

#include <memory>
#include <mutex>
#include <optional>

#include "kiosk/complaint/kiosk_id.h"
#include "kiosk/store/database.h"

namespace kiosk::complaint {

// The database while the lock is held.
class LedgerUse {
 public:
  store::Database* operator->() const { return &database_; }
  store::Database& operator*() const { return database_; }

  // Named values: counters and the like.
  base::Result<std::optional<std::int64_t>> number(std::string_view name) const;
  base::Result<void> set_number(std::string_view name, std::int64_t value) const;
  base::Result<base::Bytes> bytes(std::string_view name) const;  // empty if never set
  base::Result<void> set_bytes(std::string_view name, base::ByteView value) const;

 private:
  friend class Ledger;
  LedgerUse(std::mutex& mutex, store::Database& database) : lock_(mutex), database_(database) {}
  std::unique_lock<std::mutex> lock_;
  store::Database& database_;
};

enum class LedgerError { of_another_kiosk, of_a_newer_program };
std::string_view name_of(LedgerError);

class Ledger {
 public:
  static base::Result<std::unique_ptr<Ledger>> open(const store::fs::path& folder, const KioskId& kiosk);
  [[nodiscard]] LedgerUse use() { return {mutex_, database_}; }
  // The older database that was moved aside to make this one; empty: none.
  [[nodiscard]] const store::fs::path& damaged() const { return damaged_; }

 private:
  Ledger(store::Database database, store::fs::path damaged)
      : database_(std::move(database)), damaged_(std::move(damaged)) {}
  std::mutex mutex_;
  store::Database database_;
  store::fs::path damaged_;
};

}  // namespace kiosk::complaint
