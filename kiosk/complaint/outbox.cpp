#include "kiosk/complaint/outbox.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/complaint/outbox_rows.h"
#include "kiosk/crypto/random.h"

namespace kiosk::complaint {
namespace {

using base::Bytes;
using base::Error;
using base::Result;
using store::Statement;
using store::StoreError;
namespace fs = store::fs;

// Each by its partial index: left alone, SQLite sorts the whole queue for every complaint it hands out.
constexpr std::string_view kOldestFirst =
    " FROM complaints INDEXED BY complaints_pending WHERE state IN ('queued', 'sending') ";
constexpr std::string_view kSoonestFirst =
    " FROM complaints INDEXED BY complaints_due WHERE state IN ('queued', 'sending') ";

Error outbox_error(const Error& cause) {
  const OutboxError code = cause.is(StoreError::full) ? OutboxError::disk_full : OutboxError::disk_error;
  return {code, cause.sentence()};
}

// Of an envelope: the file, the row's, and that of the database's log before it is worked in.
constexpr std::uint64_t kCopies = 3;

// Names of a ChannelWait's parts in the ledger.
constexpr std::string_view kWaitDesk = "wait-desk", kWaitBoot = "wait-boot", kWaitFailures = "wait-failures",
                           kWaitUntil = "wait-until";

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

Error not_found() { return {OutboxError::not_found, "no such complaint is in the outbox"}; }

}  // namespace

std::string_view name_of(OutboxError code) {
  switch (code) {
    case OutboxError::disk_full:
      return "disk-full";
    case OutboxError::disk_error:
      return "disk-error";
    case OutboxError::queue_full:
      return "queue-full";
    case OutboxError::not_found:
      return "not-found";
    case OutboxError::unavailable:
      return "unavailable";
    case OutboxError::spool_missing:
      return "spool-missing";
  }
  return "disk-error";
}

std::string_view slug_of(OutboxState state) {
  switch (state) {
    case OutboxState::queued:
      return "queued";
    case OutboxState::sending:
      return "sending";
    case OutboxState::delivered:
      return "delivered";
    case OutboxState::failed:
      return "failed";
  }
  return "queued";
}

Outbox::Outbox(fs::path folder, Ledger& ledger, const Identity& identity)
    : folder_(std::move(folder)), ledger_(ledger), identity_(identity) {}

Result<std::unique_ptr<Outbox>> Outbox::open(const fs::path& folder, Ledger& ledger,
                                             const Identity& identity) {
  std::unique_ptr<Outbox> outbox(new Outbox(folder, ledger, identity));
  TRY(store::make_folder(folder / "spool"));
  // Whoever made the folders may have been killed before they were durable.
  TRY(store::sync_folder(folder));
  if (folder.has_parent_path()) TRY(store::sync_folder(folder.parent_path()));
  TRY(outbox->repair());
  outbox->log_fill();
  return outbox;
}

fs::path Outbox::spool_path(const base::Uuid& uuid) const { return folder_ / "spool" / spool_name(uuid); }

Result<void> Outbox::check_room(std::size_t size_bytes) const {
  if (held_count_ >= kQueueMaxCount || held_bytes_ + static_cast<std::int64_t>(size_bytes) > kQueueMaxBytes) {
    return Error(OutboxError::queue_full, "the outbox holds as much as it may");
  }
  const Result<std::uint64_t> free = store::free_bytes(folder_);
  if (!free) return outbox_error(free.error());
  if (*free < kFreeSpaceFloorBytes + kCopies * size_bytes) {
    return Error(OutboxError::disk_full, "too little room is left on the disk");
  }
  return base::done();
}

namespace {

int percent_of(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 100 : static_cast<int>(std::min<std::uint64_t>(100, part * 100 / whole));
}

}  // namespace

OutboxFill fill_of(std::int64_t count, std::int64_t bytes, std::uint64_t free_bytes) {
  const auto held = static_cast<std::uint64_t>(std::clamp<std::int64_t>(bytes, 0, kQueueMaxBytes));
  const std::uint64_t may_need = static_cast<std::uint64_t>(kQueueMaxBytes) - held;
  const std::uint64_t room = free_bytes - std::min(free_bytes, kFreeSpaceFloorBytes);
  return {percent_of(static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0)), kQueueMaxCount),
          percent_of(held, kQueueMaxBytes), percent_of(may_need - std::min(room, may_need), may_need)};
}

Result<OutboxFill> Outbox::fill_now() const {
  const Result<std::uint64_t> free = store::free_bytes(folder_);
  if (!free) return outbox_error(free.error());
  return fill_of(held_count_, held_bytes_, *free);
}

Result<OutboxFill> Outbox::fill() {
  const LedgerUse use = ledger_.use();
  return fill_now();
}

// Once for each threshold on the way up, and again after it has emptied below it.
void Outbox::log_fill() {
  const Result<OutboxFill> fill = fill_now();
  if (!fill) return;
  const int percent = fill->percent();
  const int threshold = percent >= kFillWarnPercent   ? kFillWarnPercent
                        : percent >= kFillNotePercent ? kFillNotePercent
                                                      : 0;
  const int before = std::exchange(logged_fill_, threshold);
  if (threshold <= before) return;
  if (threshold == kFillWarnPercent) {
    KIOSK_LOG(warning, "outbox.filling", {"percent", percent}, {"complaints", held_count_});
  } else {
    KIOSK_LOG(info, "outbox.filling", {"percent", percent}, {"complaints", held_count_});
  }
}

Result<void> Outbox::check_ready() {
  const LedgerUse use = ledger_.use();
  if (broken_) return Error(OutboxError::unavailable, "the outbox failed and has to be opened again");
  if (const Result<void> room = check_room(kEnvelopeMaxSize); !room)
    return Error(OutboxError::unavailable, std::string(room.error().sentence()));
  return base::done();
}

Result<Receipt> Outbox::file(const Filing& filing, const Moment& now) {
  const base::SecretString letter = write_letter(filing.complaint, filing.code);
  const EnvelopeHeader header = TRY(keep(letter.view(), {&filing, nullptr}, now));
  return Receipt{filing.code, header.uuid, header.created_at};
}

Result<base::Uuid> Outbox::file(const Message& message, const Moment& now) {
  TRY(check_words(message.text.view()));
  return TRY(keep(write_letter(message).view(), {nullptr, &message}, now)).uuid;
}

Result<EnvelopeHeader> Outbox::keep(std::string_view letter, const RowDetails& details, const Moment& now) {
  const LedgerUse use = ledger_.use();
  if (broken_) return Error(OutboxError::disk_error, "the outbox failed before and has to be opened again");
  const Result<ChainEnd> last = read_chain_end(use);
  if (!last) return outbox_error(last.error());
  const EnvelopeHeader header{identity_.id, crypto::random_uuid(),  last->sequence + 1,
                              last->hash,   std::max(now.wall, {}), now.clock};
  Bytes sealed = seal_envelope(header, base::as_bytes(letter), identity_.recipients.all(), identity_.key);
  TRY(check_room(sealed.size()));
  // Verified before it is kept: what memory changed on the way would be found by nobody but the desk.
  const Envelope envelope =
      TRY(TRY(UnverifiedEnvelope::read(std::move(sealed))).verify(identity_.key.public_half()));

  Result<void> kept =
      store::replace_file(spool_path(header.uuid), envelope.bytes(), store::FileMode::private_file);
  if (kept) {
    kept = keep_row(use, envelope, details);
    broken_ = !kept && !kept.error().is(StoreError::full);
  }
  if (!kept) {
    KIOSK_LOG(error, "outbox.not-filed", {"reason", kept.error().sentence()});
    withdraw(header.uuid);
    return outbox_error(kept.error());
  }
  ++held_count_;
  held_bytes_ += static_cast<std::int64_t>(envelope.bytes().size());
  log_fill();
  return header;
}

// Nothing was kept, and the citizen is told so. A row whose commit failed may be on the disk all the same and
// come to light when the database is opened again: then the spool says that it does not count.
void Outbox::withdraw(const base::Uuid& uuid) {
  const fs::path path = spool_path(uuid);
  const Result<void> gone = broken_ ? store::rename_file(path, path.string() + std::string(kWithdrawnEnding))
                                    : store::remove_file(path);
  if (gone || gone.error().is(StoreError::not_found)) return;
  // What cannot be taken back would come again at the next start, beside another one of its sequence.
  broken_ = true;
  KIOSK_LOG(error, "outbox.not-withdrawn", {"uuid", uuid.text()}, {"reason", gone.error().sentence()});
}

// Whatever an I/O error left behind is not trusted: the outbox is to be opened again.
template <typename T>
Result<T> Outbox::watched(Result<T> done) {
  if (!done && (done.error().is(StoreError::io) || done.error().is(StoreError::damaged))) broken_ = true;
  return done;
}

Result<std::optional<Outgoing>> Outbox::take_due(base::BootTime now) {
  LedgerUse use = ledger_.use();
  const auto oldest = [&]() -> Result<std::optional<Outgoing>> {
    while (true) {
      Statement row = TRY(use->prepare(base::cat("SELECT uuid, hash, attempts", kOldestFirst,
                                                 "AND next_try <= ? ORDER BY sequence LIMIT 1")));
      row.bind(1, now.time_since_epoch().count());
      if (!TRY(row.step())) return std::optional<Outgoing>();
      std::optional<Outgoing> outgoing = TRY(read_outgoing(use, row));
      if (outgoing) return outgoing;
    }
  };
  return watched(oldest());
}

Result<std::optional<Outgoing>> Outbox::take(const base::Uuid& uuid) {
  LedgerUse use = ledger_.use();
  const auto that_one = [&]() -> Result<std::optional<Outgoing>> {
    Statement row = TRY(use->prepare(
        "SELECT uuid, hash, attempts FROM complaints WHERE uuid = ? AND state IN ('queued', 'sending')"));
    row.bind(1, uuid.bytes);
    if (!TRY(row.step())) return std::optional<Outgoing>();
    return read_outgoing(use, row);
  };
  return watched(that_one());
}

// What this kiosk signed as this complaint is that complaint, whatever a damaged database says.
bool Outbox::is_own(const base::Uuid& uuid, const Bytes& bytes) const {
  Result<UnverifiedEnvelope> read = UnverifiedEnvelope::read(bytes);
  if (!read) return false;
  const Result<Envelope> envelope = std::move(read).value().verify(identity_.key.public_half());
  return envelope && envelope->header().kiosk == identity_.id && envelope->header().uuid == uuid;
}

Result<bool> Outbox::bears_our_signature(const base::Uuid& uuid) {
  const LedgerUse use = ledger_.use();
  Statement row = TRY(use->prepare("SELECT hash FROM complaints WHERE uuid = ?"));
  row.bind(1, uuid.bytes);
  if (!TRY(row.step())) return not_found();
  const crypto::Hash hash = TRY(crypto::Hash::from_bytes(row.blob(0)));
  TRY(row.run());
  const std::optional<Bytes> envelope = TRY(whole_envelope(use, uuid, hash));
  return envelope && is_own(uuid, *envelope);
}

Result<void> Outbox::correct_row(const LedgerUse& use, const base::Uuid& uuid, const Bytes& envelope) {
  KIOSK_LOG(warning, "outbox.row-corrected", {"uuid", uuid.text()});
  Statement row = TRY(use->prepare("UPDATE complaints SET hash = ?, size = ? WHERE uuid = ?"));
  row.bind(1, crypto::hash_of(envelope).bytes).bind(2, static_cast<std::int64_t>(envelope.size()));
  return row.bind(3, uuid.bytes).run();
}

// The bytes of a waiting envelope: the spool's, else the ledger's copy, which is then put back into the
// spool. Nothing if neither is whole.
Result<std::optional<Bytes>> Outbox::whole_envelope(const LedgerUse& use, const base::Uuid& uuid,
                                                    const crypto::Hash& hash) {
  Result<Bytes> file = store::read_file(spool_path(uuid), kEnvelopeMaxSize);
  if (file && crypto::hash_of(*file) == hash) return std::optional(std::move(file).value());
  if (file && is_own(uuid, *file)) {
    TRY(correct_row(use, uuid, *file));
    return std::optional(std::move(file).value());
  }
  std::optional<Bytes> copy = TRY(copy_of(use, uuid));
  if (copy && !is_own(uuid, *copy)) copy.reset();
  const bool is_there = file || !file.error().is(StoreError::not_found);
  if (is_there) TRY(quarantine(spool_name(uuid), copy ? kReplacedEnding : ""));
  if (!copy) return std::optional<Bytes>();
  if (crypto::hash_of(*copy) != hash) TRY(correct_row(use, uuid, *copy));
  KIOSK_LOG(warning, "outbox.restored", {"uuid", uuid.text()});
  TRY(store::replace_file(spool_path(uuid), *copy, store::FileMode::private_file));
  ++report_.restored;
  return copy;
}

// A row that one index shows and another does not would be offered for ever: the database has to be opened
// anew, which checks it.
Result<void> Outbox::changed_a_row(const LedgerUse& use) {
  if (use->changes() > 0) return base::done();
  broken_ = true;
  return Error(OutboxError::unavailable, "the database is damaged: a complaint in it cannot be marked");
}

// Reads the envelope and marks the row as being sent; nothing if no whole envelope is left: the row is then
// marked failed, so that it does not block the others.
Result<std::optional<Outgoing>> Outbox::read_outgoing(LedgerUse& use, Statement& row) {
  const base::Uuid uuid = uuid_of(row.blob(0));
  const crypto::Hash expected = TRY(crypto::Hash::from_bytes(row.blob(1)));
  Outgoing outgoing{uuid, {}, row.integer(2) + 1};
  TRY(row.run());
  std::optional<Bytes> envelope = TRY(whole_envelope(use, uuid, expected));
  if (!envelope) {
    TRY(fail(use, uuid, kSpoolMissing));
    TRY(changed_a_row(use));
    return std::optional<Outgoing>();
  }
  outgoing.envelope = *std::move(envelope);
  Statement mark = TRY(use->prepare("UPDATE complaints SET state = 'sending', attempts = ? WHERE uuid = ?"));
  TRY(mark.bind(1, outgoing.attempts).bind(2, uuid.bytes).run());
  TRY(changed_a_row(use));
  return std::optional(std::move(outgoing));
}

Result<std::optional<base::BootTime>> Outbox::next_due() {
  LedgerUse use = ledger_.use();
  Statement row = TRY(use->prepare(base::cat("SELECT MIN(next_try)", kSoonestFirst)));
  TRY(row.step());
  if (row.is_null(0)) return std::optional<base::BootTime>();
  return std::optional(base::BootTime(base::Milliseconds(row.integer(0))));
}

Result<void> Outbox::mark_waiting(const base::Uuid& uuid, base::BootTime next_try, std::string_view reason) {
  const LedgerUse use = ledger_.use();
  const auto mark = [&]() -> Result<void> {
    Statement update =
        TRY(use->prepare("UPDATE complaints SET state = 'queued', next_try = ?, reason = ?"
                         " WHERE uuid = ? AND state IN ('queued', 'sending')"));
    return update.bind(1, next_try.time_since_epoch().count()).bind(2, reason).bind(3, uuid.bytes).run();
  };
  return watched(mark());
}

Result<void> Outbox::fail(const LedgerUse& use, const base::Uuid& uuid, std::string_view reason) {
  Statement mark =
      TRY(use->prepare("UPDATE complaints SET state = 'failed', reason = ?"
                       " WHERE uuid = ? AND state IN ('queued', 'sending')"));
  TRY(mark.bind(1, reason).bind(2, uuid.bytes).run());
  if (use->changes() > 0) KIOSK_LOG(warning, "outbox.set-aside", {"uuid", uuid.text()}, {"reason", reason});
  return base::done();
}

Result<void> Outbox::mark_failed(const base::Uuid& uuid, std::string_view reason) {
  const LedgerUse use = ledger_.use();
  return watched(fail(use, uuid, reason));
}

Result<void> Outbox::mark_delivered(const Ack& ack) {
  const LedgerUse use = ledger_.use();
  return watched(set_delivered(use, ack));
}

Result<void> Outbox::set_delivered(const LedgerUse& use, const Ack& ack) {
  Statement row = TRY(use->prepare("SELECT size, state FROM complaints WHERE uuid = ? AND hash = ?"));
  row.bind(1, ack.uuid.bytes).bind(2, ack.envelope.bytes);
  if (!TRY(row.step())) return not_found();
  const std::int64_t size = row.integer(0);
  const bool first = row.text(1) != slug_of(OutboxState::delivered);
  TRY(row.run());
  if (!first) return base::done();
  store::Transaction change = TRY(store::Transaction::begin(*use));
  Statement mark =
      TRY(use->prepare("UPDATE complaints SET state = 'delivered', reason = '', delivered_at = ?,"
                       " case_number = ? WHERE uuid = ?"));
  mark.bind(1, base::to_unix_ms(ack.received_at)).bind(2, std::string_view(ack.case_number));
  TRY(mark.bind(3, ack.uuid.bytes).run());
  TRY(drop_copy(use, ack.uuid));
  TRY(change.commit());
  --held_count_;
  held_bytes_ -= size;
  return clear_spool(use, ack.uuid);
}

// Of what is delivered the spool needs nothing more. The end of the chain is kept beside it, until another
// one is: a database that is made anew would begin the chain again.
Result<void> Outbox::clear_spool(const LedgerUse& use, const base::Uuid& uuid) {
  const ChainEnd end = TRY(read_chain_end(use));
  Statement row = TRY(use->prepare("SELECT 1 FROM complaints WHERE uuid = ? AND sequence = ?"));
  row.bind(1, uuid.bytes).bind(2, static_cast<std::int64_t>(end.sequence));
  if (!TRY(row.step())) return store::remove_file(spool_path(uuid));
  Result<void> kept = store::rename_file(spool_path(uuid), folder_ / kChainEndFile);
  return !kept && kept.error().is(StoreError::not_found) ? base::done() : kept;
}

Result<void> Outbox::retry(const base::Uuid& uuid) {
  const LedgerUse use = ledger_.use();
  const bool has_envelope = TRY(has_copy(use, uuid)) || is_there(spool_path(uuid));
  Statement mark =
      TRY(use->prepare("UPDATE complaints SET state = 'queued', attempts = 0, next_try = 0, reason = ''"
                       " WHERE uuid = ? AND state IN ('failed', 'queued') AND ?"));
  TRY(mark.bind(1, uuid.bytes).bind(2, std::int64_t{has_envelope}).run());
  if (use->changes() > 0) return base::done();
  Statement row = TRY(use->prepare("SELECT state FROM complaints WHERE uuid = ?"));
  if (!TRY(row.bind(1, uuid.bytes).step())) return not_found();
  if (row.text(0) == slug_of(OutboxState::delivered))
    return Error(OutboxError::not_found, "this complaint is delivered already");
  return Error(OutboxError::spool_missing, "no envelope of it is left");
}

Result<ChannelWait> Outbox::channel_wait() {
  const LedgerUse use = ledger_.use();
  ChannelWait wait;
  wait.desk = base::as_text(TRY(use.bytes(kWaitDesk)));
  wait.boot = base::as_text(TRY(use.bytes(kWaitBoot)));
  wait.failures = TRY(use.number(kWaitFailures)).value_or(0);
  wait.told_until = base::BootTime(base::Milliseconds(TRY(use.number(kWaitUntil)).value_or(0)));
  return wait;
}

Result<void> Outbox::keep_channel_wait(const ChannelWait& wait) {
  const LedgerUse use = ledger_.use();
  store::Transaction change = TRY(store::Transaction::begin(*use));
  TRY(use.set_bytes(kWaitDesk, base::as_bytes(wait.desk)));
  TRY(use.set_bytes(kWaitBoot, base::as_bytes(wait.boot)));
  TRY(use.set_number(kWaitFailures, wait.failures));
  TRY(use.set_number(kWaitUntil, wait.told_until.time_since_epoch().count()));
  return change.commit();
}

Result<std::vector<OutboxItem>> Outbox::list() {
  LedgerUse use = ledger_.use();
  return list_rows(use);
}

Result<OutboxStats> Outbox::stats() {
  LedgerUse use = ledger_.use();
  Statement row = TRY(use->prepare("SELECT state, COUNT(*) FROM complaints GROUP BY state"));
  OutboxStats stats;
  while (TRY(row.step())) {
    const std::string state = row.text(0);
    std::int64_t& count = state == "delivered" ? stats.delivered
                          : state == "failed"  ? stats.failed
                                               : stats.queued;
    count += row.integer(1);
  }
  stats.failed += static_cast<std::int64_t>(TRY(quarantined()).size());
  return stats;
}

Result<std::vector<std::string>> Outbox::quarantined() {
  const fs::path folder = folder_ / "quarantine";
  if (!is_there(folder)) return std::vector<std::string>();
  std::vector<std::string> names = TRY(store::list_files(folder));
  std::erase_if(names, [](const std::string& name) { return name.ends_with(kReplacedEnding); });
  return names;
}

Result<std::vector<std::string>> Outbox::export_to(const fs::path& folder) {
  std::vector<std::string> names;
  for (const OutboxItem& item : TRY(list())) {
    if (item.state == OutboxState::delivered) continue;
    const std::optional<Bytes> envelope = TRY(whole_envelope(ledger_.use(), item.uuid, item.hash));
    if (!envelope) continue;
    const std::string name = base::cat(identity_.id.text(), "-", spool_name(item.uuid));
    TRY(store::replace_file(folder / name, *envelope, store::FileMode::private_file));
    names.push_back(name);
  }
  return names;
}

}  // namespace kiosk::complaint
