// What Outbox::open() puts right after a crash, a power cut, or a lost database.

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

Result<std::set<base::Uuid>> uuids_where(const LedgerUse& use, std::string_view condition) {
  Statement row = TRY(use->prepare(base::cat("SELECT uuid FROM complaints WHERE ", condition)));
  std::set<base::Uuid> uuids;
  while (TRY(row.step())) uuids.insert(uuid_of(row.blob(0)));
  return uuids;
}

}  // namespace

Result<void> Outbox::repair() {
  LedgerUse use = ledger_.use();
  report_.rebuilt = ledger_.was_rebuilt();
  TRY(drop_partial_files(folder_ / "spool"));
  store::Transaction change = TRY(store::Transaction::begin(*use));
  const std::set<base::Uuid> delivered = TRY(uuids_where(use, "state = 'delivered'"));
  const std::set<base::Uuid> failed = TRY(uuids_where(use, "state = 'failed'"));
  std::set<base::Uuid> missing = TRY(uuids_where(use, "state IN ('queued', 'sending')"));
  for (const std::string& name : TRY(store::list_files(folder_ / "spool"))) {
    const std::optional<base::Uuid> uuid = uuid_in(name);
    if (uuid && (missing.erase(*uuid) > 0 || failed.contains(*uuid))) continue;
    if (uuid && delivered.contains(*uuid)) {
      TRY(store::remove_file(folder_ / "spool" / name));
      continue;
    }
    TRY(adopt(use, name));
  }
  for (const base::Uuid& uuid : missing) TRY(fail(use, uuid, "spool-missing"));
  report_.missing = static_cast<int>(missing.size());
  // Times of the last run mean nothing now: all are due again, with their count of attempts.
  TRY(use->run("UPDATE complaints SET state = 'queued', next_try = 0 WHERE state IN ('queued', 'sending')"));
  Statement held = TRY(use->prepare("SELECT COUNT(*), SUM(size) FROM complaints WHERE state != 'delivered'"));
  TRY(held.step());
  held_count_ = held.integer(0);
  held_bytes_ = held.integer(1);
  TRY(held.run());
  TRY(change.commit());
  if (report_.adopted + report_.missing + report_.quarantined > 0 || report_.rebuilt) {
    KIOSK_LOG(warning, "outbox.repaired", {"adopted", report_.adopted}, {"missing", report_.missing},
              {"quarantined", report_.quarantined}, {"rebuilt", report_.rebuilt ? 1 : 0});
  }
  return base::done();
}

// Takes in an envelope that has no row, if this kiosk signed it and it lies under its own name.
Result<void> Outbox::adopt(LedgerUse& use, const std::string& name) {
  Result<base::Bytes> bytes = store::read_file(folder_ / "spool" / name, kEnvelopeMaxSize);
  if (!bytes && !bytes.error().is(store::StoreError::too_large)) return bytes.error();
  Result<UnverifiedEnvelope> read =
      bytes ? UnverifiedEnvelope::read(std::move(bytes).value()) : Result<UnverifiedEnvelope>(bytes.error());
  const Result<Envelope> envelope =
      read ? std::move(read).value().verify(identity_.key.public_half()) : Result<Envelope>(read.error());
  const bool ours =
      envelope && envelope->header().kiosk == identity_.id && spool_name(envelope->header().uuid) == name;
  if (!ours) return quarantine(name);
  TRY(insert_row(use, {envelope->header(), envelope->hash(), envelope->bytes().size(), nullptr}));
  ++report_.adopted;
  return base::done();
}

Result<void> Outbox::quarantine(const std::string& name) {
  const fs::path folder = folder_ / "quarantine";
  TRY(store::make_folder(folder));
  KIOSK_LOG(error, "outbox.quarantined", {"file", name});
  ++report_.quarantined;
  return store::rename_file(folder_ / "spool" / name, folder / name);
}

}  // namespace kiosk::complaint
