// What Outbox::open() puts right after a crash, a power cut, or a lost database.

#include <array>

#include "kiosk/base/log.h"
#include "kiosk/complaint/outbox.h"
#include "kiosk/complaint/outbox_rows.h"

namespace kiosk::complaint {
namespace {

using base::Result;
using store::Statement;
namespace fs = store::fs;

constexpr std::string_view kSpoolEnding = ".env";

// A file that was being written when the machine stopped: never receipted, never whole.
Result<void> drop_partial_files(const fs::path& spool) {
  std::error_code code;
  for (fs::directory_iterator entry(spool, code), end; !code && entry != end; entry.increment(code)) {
    if (entry->path().extension() == ".partial") TRY(store::remove_file(entry->path()));
  }
  return base::done();
}

std::optional<base::Uuid> uuid_in(std::string_view name) {
  if (!name.ends_with(kSpoolEnding)) return std::nullopt;
  const Result<base::Uuid> uuid = base::Uuid::parse(name.substr(0, name.size() - kSpoolEnding.size()));
  return uuid && spool_name(*uuid) == name ? std::optional(*uuid) : std::nullopt;
}

using Uuids = std::set<base::Uuid>;

// A copy of a damaged database to read in: SQLite writes to what it opens, and the damaged one stays as it
// is.
class Scratch {
 public:
  explicit Scratch(const fs::path& damaged) : path_(damaged.string() + ".scratch") {
    for (const char* part : kParts) {
      std::error_code ignored;
      fs::copy_file(damaged.string() + part, path_.string() + part, ignored);
    }
  }
  ~Scratch() {
    std::error_code ignored;
    for (const char* part : kParts) fs::remove(path_.string() + part, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  static constexpr std::array kParts = {"", "-wal"};
  fs::path path_;
};

constexpr std::int64_t kSalvageMaxRows = 1'000'000;

std::int64_t last_row_of(store::Database& database) {
  Result<Statement> row = database.prepare("SELECT max(rowid) FROM envelopes");
  const bool known = row && row->step().ok();
  return known ? std::min(row->integer(0), kSalvageMaxRows) : kSalvageMaxRows;
}

// Each row on its own: a page that is damaged hides only what lies on it.
base::Bytes envelope_in_row(store::Database& database, std::int64_t id) {
  Result<Statement> row = database.prepare("SELECT bytes FROM envelopes WHERE rowid = ?");
  if (!row) return {};
  const Result<bool> found = row->bind(1, id).step();
  return found && *found ? row->blob(0) : base::Bytes();
}

Result<Uuids> uuids_of(const LedgerUse& use, std::string_view query) {
  Statement row = TRY(use->prepare(query));
  Uuids uuids;
  while (TRY(row.step())) uuids.insert(uuid_of(row.blob(0)));
  return uuids;
}

}  // namespace

Result<void> Outbox::repair() {
  const LedgerUse use = ledger_.use();
  report_.rebuilt = !ledger_.damaged().empty();
  TRY(drop_partial_files(folder_ / "spool"));
  if (report_.rebuilt) TRY(salvage());
  const std::vector<std::string> names = TRY(store::list_files(folder_ / "spool"));
  TRY(drop_withdrawn(use, names));
  store::Transaction change = TRY(store::Transaction::begin(*use));
  TRY(look_at_spool(use, names));
  TRY(restore_chain_end(use));
  // Times of the last run mean nothing now: all are due again, with their count of attempts.
  TRY(use->run("UPDATE complaints SET state = 'queued', next_try = 0 WHERE state IN ('queued', 'sending')"));
  Statement held = TRY(use->prepare("SELECT COUNT(*), SUM(size) FROM complaints WHERE state != 'delivered'"));
  TRY(held.step());
  held_count_ = held.integer(0);
  held_bytes_ = held.integer(1);
  TRY(held.run());
  TRY(change.commit());
  const int repaired = report_.adopted + report_.restored + report_.missing + report_.quarantined;
  if (repaired > 0 || report_.rebuilt) {
    KIOSK_LOG(warning, "outbox.repaired", {"adopted", report_.adopted}, {"restored", report_.restored},
              {"missing", report_.missing}, {"quarantined", report_.quarantined},
              {"rebuilt", report_.rebuilt ? 1 : 0});
  }
  return base::done();
}

// Envelopes whose filing failed at its last step: the row, if there is one, and then the file. Their place in
// the chain stays taken: on a disk that fails nobody knows whether one that was withdrawn comes back.
Result<void> Outbox::drop_withdrawn(const LedgerUse& use, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (!name.ends_with(kWithdrawnEnding)) continue;
    const std::string file = name.substr(0, name.size() - kWithdrawnEnding.size());
    if (const std::optional<base::Uuid> uuid = uuid_in(file)) {
      store::Transaction change = TRY(store::Transaction::begin(*use));
      Statement row = TRY(use->prepare("DELETE FROM complaints WHERE uuid = ? AND state != 'delivered'"));
      TRY(row.bind(1, uuid->bytes).run());
      TRY(drop_copy(use, *uuid));
      TRY(change.commit());
    }
    TRY(store::remove_file(folder_ / "spool" / name));
  }
  return base::done();
}

// Every file is looked at by its name alone, every row by whether it has a file and a copy: a queue of tens
// of thousands is opened at once, and each envelope is verified when its turn to be sent comes.
Result<void> Outbox::look_at_spool(const LedgerUse& use, const std::vector<std::string>& names) {
  const Uuids delivered = TRY(uuids_of(use, "SELECT uuid FROM complaints WHERE state = 'delivered'"));
  const Uuids copies = TRY(uuids_of(use, "SELECT uuid FROM envelopes"));
  const Uuids waiting = TRY(uuids_of(use, "SELECT uuid FROM complaints WHERE state != 'delivered'"));
  Uuids incomplete = waiting;
  for (const std::string& name : names) {
    const std::optional<base::Uuid> uuid = uuid_in(name);
    if (name.ends_with(kWithdrawnEnding)) continue;
    if (uuid && delivered.contains(*uuid)) {
      TRY(clear_spool(use, *uuid));
    } else if (!uuid || !waiting.contains(*uuid)) {
      TRY(adopt(use, name, store::read_file(folder_ / "spool" / name, kEnvelopeMaxSize)));
    } else if (copies.contains(*uuid)) {
      incomplete.erase(*uuid);
    }
  }
  for (const base::Uuid& uuid : incomplete) TRY(look_at_envelope(use, uuid));
  return base::done();
}

// One that lacks its file or its copy.
Result<void> Outbox::look_at_envelope(const LedgerUse& use, const base::Uuid& uuid) {
  Statement row = TRY(use->prepare("SELECT hash FROM complaints WHERE uuid = ?"));
  TRY(row.bind(1, uuid.bytes).step());
  const crypto::Hash hash = TRY(crypto::Hash::from_bytes(row.blob(0)));
  TRY(row.run());
  const std::optional<base::Bytes> envelope = TRY(whole_envelope(use, uuid, hash));
  if (envelope) {
    TRY(keep_copy(use, uuid, *envelope));
    Statement again = TRY(
        use->prepare("UPDATE complaints SET state = 'queued', reason = '' WHERE uuid = ? AND state = 'failed'"
                     " AND reason = ?"));
    return again.bind(1, uuid.bytes).bind(2, kSpoolMissing).run();
  }
  TRY(fail(use, uuid, kSpoolMissing));
  report_.missing += static_cast<int>(use->changes());
  return base::done();
}

// Takes in an envelope that has no row, if this kiosk signed it and it lies under its own name. One that
// cannot be read is no reason to refuse all the others.
Result<void> Outbox::adopt(const LedgerUse& use, const std::string& name, Result<base::Bytes> bytes) {
  Result<UnverifiedEnvelope> read =
      bytes ? UnverifiedEnvelope::read(std::move(bytes).value()) : Result<UnverifiedEnvelope>(bytes.error());
  const Result<Envelope> envelope =
      read ? std::move(read).value().verify(identity_.key.public_half()) : Result<Envelope>(read.error());
  const bool ours =
      envelope && envelope->header().kiosk == identity_.id && spool_name(envelope->header().uuid) == name;
  if (!ours) return quarantine(name);
  TRY(insert_row(use, *envelope, {}));
  ++report_.adopted;
  return base::done();
}

// A new database knows of what is delivered only that envelope that was kept for it.
Result<void> Outbox::restore_chain_end(const LedgerUse& use) {
  Result<base::Bytes> bytes = store::read_file(folder_ / kChainEndFile, kEnvelopeMaxSize);
  if (!bytes) return base::done();
  Result<UnverifiedEnvelope> read = UnverifiedEnvelope::read(std::move(bytes).value());
  if (!read) return base::done();
  const Result<Envelope> envelope = std::move(read).value().verify(identity_.key.public_half());
  if (!envelope || envelope->header().kiosk != identity_.id) return base::done();
  return extend_chain(use, *envelope);
}

// What a damaged database still tells of envelopes goes back into the spool, where it is adopted like what
// lies there. As much as can be read; what is not ours or not whole is passed over.
Result<void> Outbox::salvage() {
  const Scratch scratch(ledger_.damaged());
  Result<store::Database> damaged = store::Database::open(scratch.path(), store::Journal::wal_exclusive);
  if (!damaged) return base::done();
  const std::int64_t last = last_row_of(*damaged);
  for (std::int64_t id = 1; id <= last; ++id) {
    base::Bytes bytes = envelope_in_row(*damaged, id);
    if (bytes.empty()) continue;
    Result<UnverifiedEnvelope> read = UnverifiedEnvelope::read(std::move(bytes));
    if (!read) continue;
    const Result<Envelope> envelope = std::move(read).value().verify(identity_.key.public_half());
    if (!envelope) continue;
    const fs::path place = spool_path(envelope->header().uuid);
    std::error_code ignored;
    if (fs::exists(place, ignored)) continue;
    TRY(store::replace_file(place, envelope->bytes(), store::FileMode::private_file));
    ++report_.restored;
  }
  return base::done();
}

Result<void> Outbox::quarantine(const std::string& name, std::string_view ending) {
  constexpr int kMostOfOneName = 1000;
  const fs::path folder = folder_ / "quarantine";
  TRY(store::make_folder(folder));
  fs::path place = folder / base::cat(name, ending);
  std::error_code ignored;
  for (int number = 1; fs::exists(place, ignored) && number < kMostOfOneName; ++number)
    place = folder / base::cat(name, ".", number, ending);
  KIOSK_LOG(error, "outbox.quarantined", {"file", place.filename().string()});
  ++report_.quarantined;
  return store::rename_file(folder_ / "spool" / name, place);
}

}  // namespace kiosk::complaint
