#pragma once
// The durable outbox: a complaint is in it, sealed, before the citizen sees a receipt, and stays until the
// desk's signed ack. Under STATE/outbox:
//
//   spool/<uuid>.env            one envelope a file (envelope.h), until delivered
//   spool/<uuid>.env.withdrawn  one whose row could not be committed: never receipted, it does not count
//   quarantine/<name>           files of the spool that are no envelopes of this kiosk, for a person to see
//   outbox.db                   a row a complaint (ledger.h), kept after delivery; until then with a copy of
//                               the envelope: spool and database can each be made anew from the other
//   chain-end.env               the last envelope, once it is delivered: the next one names it
//
// Filing: seal in memory, write the spool file (fsync, rename, fsync of the folder), commit the row; only
// then the Receipt. If any step fails nothing is kept and no receipt is given; after an I/O error of the
// database nothing more is filed until the outbox is opened again, for a failed fsync is never tried again on
// the same file. open() repairs: envelopes without a row are adopted (they describe themselves and are
// signed), files that are missing or damaged are written anew from the database's copy, rows of which there
// is neither are marked failed, files that are no envelope go to quarantine. Only a delivered envelope's file
// is removed. A message to a complaint (letter.h) is filed, kept and sent like a complaint.
//
// Thread-safe. Every call may write to the disk: worker or network thread, never the screen's.

#include <algorithm>
#include <atomic>
#include <memory>
#include <set>

#include "kiosk/complaint/identity.h"
#include "kiosk/complaint/ledger.h"
#include "kiosk/complaint/letter.h"
#include "kiosk/complaint/protocol.h"
#include "kiosk/complaint/ticket.h"

namespace kiosk::complaint {

constexpr std::int64_t kQueueMaxCount = 100'000;
constexpr std::int64_t kQueueMaxBytes = std::int64_t{1} << 30;
// Below this nothing is filed any more: the database must still be able to mark what is delivered.
constexpr std::uint64_t kFreeSpaceFloorBytes = std::uint64_t{1} << 20;

// How full the outbox is, long before anything is refused. Of the disk it counts how much of the room that
// the queue may still come to need is not there: nothing as long as a whole queue would find its place.
struct OutboxFill {
  int count_percent = 0, bytes_percent = 0, disk_percent = 0;
  [[nodiscard]] int percent() const { return std::max({count_percent, bytes_percent, disk_percent}); }
};
constexpr int kFillNotePercent = 50;  // staff are told
constexpr int kFillWarnPercent = 80;  // somebody has to come
OutboxFill fill_of(std::int64_t count, std::int64_t bytes, std::uint64_t free_bytes);

enum class OutboxError {
  unavailable,  // nothing can be filed at present
  disk_full,    // no room for one more; nothing was kept
  disk_error,   // the disk failed; nothing was kept
  queue_full,   // a named limit is reached
  not_found,
  spool_missing,  // a complaint whose envelope is gone
};
std::string_view name_of(OutboxError);

struct Moment {
  base::Timestamp wall;
  ClockQuality clock = ClockQuality::unknown;
};

struct Filing {
  const Complaint& complaint;
  const ReceiptCode& code;
  const Ticket* ticket = nullptr;  // if the screen has derived it already
};

struct Receipt {
  ReceiptCode code;
  base::Uuid uuid;
  base::Timestamp filed_at;
};

enum class OutboxState { queued, sending, delivered, failed };
std::string_view slug_of(OutboxState);

struct OutboxItem {
  base::Uuid uuid;
  crypto::Hash hash;
  std::int64_t sequence = 0;
  OutboxState state = OutboxState::queued;
  std::int64_t size_bytes = 0;
  base::Timestamp created_at;
  std::int64_t attempts = 0;
  std::string reason;  // of the last attempt that failed
  std::optional<base::Timestamp> delivered_at;
  std::string case_number;
};

struct OutboxStats {
  std::int64_t queued = 0;  // those being sent too
  std::int64_t delivered = 0;
  std::int64_t failed = 0;  // those in quarantine too
};

// For the staff screens: when, how many and why, never what.
struct OutboxReport {
  std::optional<base::Timestamp> oldest_waiting;
  std::optional<base::Timestamp> last_delivered;
  std::vector<base::Timestamp> filed;  // since the moment asked for, at most kReportedMax
  std::int64_t delivered = 0;          // since the second moment
  std::vector<OutboxItem> failed;      // at most kFailedMax
  std::optional<base::Error> damage;   // of the database
  OutboxFill fill;
};
constexpr std::int64_t kReportedMax = 10'000, kFailedMax = 20;

struct RepairReport {
  int adopted = 0;      // envelopes that had no row
  int restored = 0;     // files that were written anew
  int missing = 0;      // complaints of which no envelope is left
  int quarantined = 0;  // files
  bool rebuilt = false;
};

struct RowDetails;  // outbox_rows.h

struct Outgoing {
  base::Uuid uuid;
  base::Bytes envelope;
  std::int64_t attempts = 0;  // this one included
};

struct ChannelWait {
  std::string desk;  // the address it is about
  std::string boot;  // of the machine, whose clock `told_until` is
  std::int64_t failures = 0;
  base::BootTime told_until{};
};

class Outbox {
 public:
  // `ledger` and `identity` must outlive the outbox.
  static base::Result<std::unique_ptr<Outbox>> open(const store::fs::path& folder, Ledger& ledger,
                                                    const Identity& identity);

  // Whether a complaint could be filed now: asked before a citizen begins to write one.
  base::Result<void> check_ready();
  base::Result<Receipt> file(const Filing& filing, const Moment& now);
  // A message, by the same way; its uuid.
  base::Result<base::Uuid> file(const Message& message, const Moment& now);

  // An I/O error was met: the outbox has to be opened again.
  [[nodiscard]] bool is_broken() const { return broken_; }

  // The oldest complaint whose time has come, or the one asked for; marked as being sent before it is handed
  // out.
  base::Result<std::optional<Outgoing>> take_due(base::BootTime now);
  base::Result<std::optional<Outgoing>> take(const base::Uuid& uuid);
  base::Result<std::optional<base::BootTime>> next_due();
  base::Result<void> mark_waiting(const base::Uuid& uuid, base::BootTime next_try, std::string_view reason);
  base::Result<void> mark_failed(const base::Uuid& uuid, std::string_view reason);
  base::Result<void> mark_delivered(const Ack& ack);
  // False: it was filed while this kiosk had another key, and the desk will never take it from this one.
  base::Result<bool> bears_our_signature(const base::Uuid& uuid);

  // How long the channel to the desk was told to wait, over restarts (sync/uploader.h).
  base::Result<ChannelWait> channel_wait();
  base::Result<void> keep_channel_wait(const ChannelWait& wait);

  base::Result<void> retry(const base::Uuid& uuid);  // a failed one is queued again
  base::Result<std::vector<OutboxItem>> list();
  // Names of the files in quarantine, for staff; not those whose complaint was whole in the other copy.
  base::Result<std::vector<std::string>> quarantined();
  base::Result<OutboxStats> stats();
  base::Result<OutboxFill> fill();
  // `since` for what was filed, `today` for what was delivered. Checks the database as well: slow.
  base::Result<OutboxReport> report(base::Timestamp since, base::Timestamp today);
  // Copies of every envelope not delivered yet, as files that `kiosk-desk import` reads; their names.
  base::Result<std::vector<std::string>> export_to(const store::fs::path& folder);
  [[nodiscard]] const RepairReport& repair_report() const { return report_; }

 private:
  Outbox(store::fs::path folder, Ledger& ledger, const Identity& identity);
  base::Result<void> repair();
  base::Result<void> adopt(const LedgerUse& use, const std::string& name, base::Result<base::Bytes> bytes);
  base::Result<void> salvage();
  base::Result<void> drop_withdrawn(const LedgerUse& use, const std::vector<std::string>& names);
  base::Result<void> look_at_spool(const LedgerUse& use, const std::vector<std::string>& names);
  base::Result<void> look_at_envelope(const LedgerUse& use, const base::Uuid& uuid);
  base::Result<void> quarantine(const std::string& name, std::string_view ending = "");
  base::Result<void> check_room(std::size_t size_bytes) const;
  [[nodiscard]] base::Result<OutboxFill> fill_now() const;
  void log_fill();
  base::Result<EnvelopeHeader> keep(std::string_view letter, const RowDetails& details, const Moment& now);
  void withdraw(const base::Uuid& uuid);
  base::Result<std::optional<base::Bytes>> whole_envelope(const LedgerUse& use, const base::Uuid& uuid,
                                                          const crypto::Hash& hash);
  base::Result<std::optional<Outgoing>> read_outgoing(LedgerUse& use, store::Statement& row);
  [[nodiscard]] bool is_own(const base::Uuid& uuid, const base::Bytes& bytes) const;
  static base::Result<void> correct_row(const LedgerUse& use, const base::Uuid& uuid,
                                        const base::Bytes& envelope);
  base::Result<void> changed_a_row(const LedgerUse& use);
  base::Result<void> fail(const LedgerUse& use, const base::Uuid& uuid, std::string_view reason);
  base::Result<void> set_delivered(const LedgerUse& use, const Ack& ack);
  base::Result<void> clear_spool(const LedgerUse& use, const base::Uuid& uuid);
  base::Result<void> restore_chain_end(const LedgerUse& use);
  template <typename T>
  base::Result<T> watched(base::Result<T> done);
  [[nodiscard]] store::fs::path spool_path(const base::Uuid& uuid) const;

  store::fs::path folder_;
  Ledger& ledger_;
  const Identity& identity_;
  RepairReport report_;
  std::int64_t held_count_ = 0;  // envelopes in the spool; under the ledger's lock like all that follows
  std::int64_t held_bytes_ = 0;
  int logged_fill_ = 0;  // the threshold that the log was told of, 0: none
  std::atomic<bool> broken_ = false;
};

}  // namespace kiosk::complaint
