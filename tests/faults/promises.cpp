#include "tests/faults/promises.h"

#include <sstream>

#include "kiosk/complaint/letter.h"

namespace kiosk::tests {
namespace {

using base::BootTime;
using complaint::OutboxItem;
using complaint::OutboxState;

constexpr std::string_view kEnding = ".env";
const BootTime kMuchLater(std::chrono::hours(1000));

std::string uuid_in(const std::string& name) {
  if (!name.ends_with(kEnding)) return {};
  return std::filesystem::path(name).stem().string();
}

base::Result<complaint::Envelope> verified(const Opening& open, base::ByteView bytes) {
  return TRY(complaint::UnverifiedEnvelope::read(base::Bytes(bytes.begin(), bytes.end())))
      .verify(open.identity.key.public_half());
}

// The text in an envelope; what is wrong, if there is none.
std::string text_in(const Opening& open, const KioskWorld& world, base::ByteView bytes) {
  const base::Result<complaint::Envelope> envelope = verified(open, bytes);
  if (!envelope) return "(no envelope)";
  const base::Result<crypto::SecretBytes> letter = envelope->open(world.cell);
  if (!letter) return "(does not open)";
  const base::Result<complaint::Letter> read = complaint::read_letter(base::as_text(letter->view()));
  return read ? std::string(read->draft.text.view()) : "(no letter)";
}

// Everything that would be uploaded, in order.
base::Result<std::vector<complaint::Outgoing>> drain(complaint::Outbox& outbox) {
  std::vector<complaint::Outgoing> all;
  while (std::optional<complaint::Outgoing> outgoing = TRY(outbox.take_due(BootTime()))) {
    TRY(outbox.mark_waiting(outgoing->uuid, kMuchLater, ""));
    all.push_back(*std::move(outgoing));
  }
  return all;
}

void judge_items(const std::vector<OutboxItem>& items, const Promises& promises, std::size_t point,
                 Repairs allowed, Verdict& verdict) {
  std::map<std::string, const OutboxItem*> by_uuid;
  std::map<std::int64_t, bool> sequences;  // and whether the citizen has a receipt
  for (const OutboxItem& item : items) {
    if (!by_uuid.emplace(item.uuid.text(), &item).second)
      verdict.add(&Verdict::doubled, "two rows of one uuid");
    // A row without its envelope, of a filing that was refused, or that the desk has: nobody misses it.
    const auto promise = promises.by_uuid.find(item.uuid.text());
    const bool is_receipted = promise != promises.by_uuid.end() && promise->second.receipt_at < point;
    const bool is_owed = is_receipted && promise->second.acked_at >= point;
    if (item.state == OutboxState::failed && (is_owed || allowed == Repairs::none))
      verdict.add(&Verdict::broken, "set aside: " + item.reason);
    // Where every sync fails two that were refused may come back together; nobody was promised either.
    const auto [same, is_first] = sequences.try_emplace(item.sequence, is_receipted);
    if (!is_first && (same->second || is_receipted || allowed == Repairs::none))
      verdict.add(&Verdict::doubled, "two of one sequence");
  }
  for (const auto& [uuid, promise] : promises.by_uuid) {
    if (promise.receipt_at >= point) continue;
    const auto at = by_uuid.find(uuid);
    if (at == by_uuid.end() && allowed == Repairs::any && promise.acked_at < point)
      continue;  // the desk has it
    if (at == by_uuid.end()) {
      verdict.add(&Verdict::lost, "no row: " + promise.text);
      continue;
    }
    const bool is_delivered = at->second->state == OutboxState::delivered;
    if (promise.delivered_at < point && !is_delivered)
      verdict.add(&Verdict::doubled, "delivered, and sent again");
    if (is_delivered && promise.acked_at >= point) verdict.add(&Verdict::lost, "delivered without an ack");
  }
}

void judge_outgoing(const Opening& open, const KioskWorld& world,
                    const std::vector<complaint::Outgoing>& sent, const std::vector<OutboxItem>& items,
                    const Promises& promises, std::size_t point, Verdict& verdict) {
  std::set<std::string> offered;
  for (const complaint::Outgoing& outgoing : sent) {
    const std::string uuid = outgoing.uuid.text();
    if (!offered.insert(uuid).second) verdict.add(&Verdict::doubled, "offered twice: " + uuid);
    const auto written = promises.envelopes.find(uuid);
    const bool is_same =
        written != promises.envelopes.end() && written->second == base::as_text(outgoing.envelope);
    if (!is_same) verdict.add(&Verdict::broken, "other bytes than were written: " + uuid);
    const auto promise = promises.by_uuid.find(uuid);
    std::string& text = promises.texts[uuid];  // the same bytes say the same
    if (!is_same || text.empty()) text = text_in(open, world, outgoing.envelope);
    if (text.starts_with("(")) verdict.add(&Verdict::broken, "would be uploaded: " + text);
    if (promise != promises.by_uuid.end() && promise->second.text != text)
      verdict.add(&Verdict::lost, "another text: " + text);
  }
  std::set<std::string> delivered;
  for (const OutboxItem& item : items) {
    if (item.state == OutboxState::delivered) delivered.insert(item.uuid.text());
  }
  for (const auto& [uuid, promise] : promises.by_uuid) {
    const bool is_owed = promise.receipt_at < point && promise.acked_at >= point;
    if (is_owed && !offered.contains(uuid) && !delivered.contains(uuid))
      verdict.add(&Verdict::lost, "never offered: " + promise.text);
  }
}

// One more complaint takes its place at the end of the chain. A filing that was withdrawn, because the disk
// failed at its last step, leaves a gap.
void judge_next(const Opening& open, const std::vector<OutboxItem>& items, const Promises& promises,
                Repairs allowed, Verdict& verdict) {
  const base::Result<complaint::Receipt> receipt =
      file_one(*open.outbox, complaint_saying("one more after that"));
  if (!receipt) {
    verdict.add(&Verdict::broken, "cannot file: " + std::string(receipt.error().sentence()));
    return;
  }
  const auto taken = open.outbox->take(receipt->uuid);
  if (!taken || !*taken) {
    verdict.add(&Verdict::broken, "the new one is not offered");
    return;
  }
  const base::Result<complaint::Envelope> next = verified(open, (*taken)->envelope);
  if (!next) {
    verdict.add(&Verdict::broken, "the new one is no envelope");
    return;
  }
  const OutboxItem* last = nullptr;
  for (const OutboxItem& item : items) {
    if (last == nullptr || item.sequence > last->sequence) last = &item;
  }
  const std::uint64_t expected = last == nullptr ? 1 : static_cast<std::uint64_t>(last->sequence) + 1;
  if (next->header().sequence < expected) verdict.add(&Verdict::doubled, "a sequence for the second time");
  if (next->header().sequence > expected && allowed == Repairs::any) return;
  if (next->header().sequence > expected) verdict.add(&Verdict::broken, "a gap in the chain");
  const auto before = last == nullptr ? promises.envelopes.end() : promises.envelopes.find(last->uuid.text());
  const crypto::Hash hash =
      before == promises.envelopes.end() ? crypto::Hash() : crypto::hash_of(base::as_bytes(before->second));
  if (next->header().previous != hash) verdict.add(&Verdict::broken, "the chain is broken");
}

}  // namespace

Opening::Opening(const std::filesystem::path& state, const KioskWorld& world) : identity(world.identity()) {
  auto opened = complaint::Ledger::open(state / "outbox", identity.id);
  if (!opened) {
    problem = opened.error().sentence();
    return;
  }
  ledger = std::move(opened).value();
  auto made = complaint::Outbox::open(state / "outbox", *ledger, identity);
  if (!made) {
    problem = made.error().sentence();
  } else {
    outbox = std::move(made).value();
  }
}

Promises Promises::read(const DiskLog& log) {
  Promises promises;
  std::map<int, std::string> contents;
  for (std::size_t at = 0; at < log.size(); ++at) {
    const DiskRecord& record = log[at];
    if (record.call == DiskCall::write) {
      std::string& content = contents[record.file];
      if (content.size() < record.at + record.bytes.size()) content.resize(record.at + record.bytes.size());
      content.replace(record.at, record.bytes.size(), record.bytes);
    }
    if (record.call == DiskCall::rename && !uuid_in(record.to).empty())
      promises.envelopes[uuid_in(record.to)] = contents[record.file];
    if (record.call != DiskCall::mark) continue;
    std::istringstream in(record.bytes);
    std::string word, uuid;
    in >> word >> uuid >> std::ws;
    if (uuid.empty()) continue;
    Promise& promise = promises.by_uuid[uuid];
    if (word == "receipt") promise.receipt_at = at, std::getline(in, promise.text);
    if (word == "acked") promise.acked_at = std::min(promise.acked_at, at);  // of several the first
    if (word == "delivered") promise.delivered_at = at;
  }
  return promises;
}

Verdict judge(const std::filesystem::path& state, const KioskWorld& world, const Promises& promises,
              std::size_t point, Repairs allowed) {
  Verdict verdict;
  const Opening open(state, world);
  if (open.outbox == nullptr) {
    verdict.add(&Verdict::broken, "does not open: " + open.problem);
    return verdict;
  }
  const complaint::RepairReport& report = open.outbox->repair_report();
  if (allowed == Repairs::none && (report.missing > 0 || report.quarantined > 0 || report.rebuilt))
    verdict.add(&Verdict::broken, base::cat("missing ", report.missing, ", quarantined ", report.quarantined,
                                            report.rebuilt ? ", rebuilt" : ""));
  const auto items = open.outbox->list();
  const auto sent =
      items ? drain(*open.outbox) : base::Result<std::vector<complaint::Outgoing>>(items.error());
  if (!sent) {
    verdict.add(&Verdict::broken, "cannot be read: " + std::string(sent.error().sentence()));
    return verdict;
  }
  judge_items(*items, promises, point, allowed, verdict);
  judge_outgoing(open, world, *sent, *items, promises, point, verdict);
  judge_next(open, *items, promises, allowed, verdict);
  return verdict;
}

}  // namespace kiosk::tests
