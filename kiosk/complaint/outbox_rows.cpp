#include "kiosk/complaint/outbox_rows.h"

#include "kiosk/complaint/summary.h"

namespace kiosk::complaint {
namespace {

using base::Result;
using store::Statement;

constexpr std::string_view kLastSequence = "last-sequence";
constexpr std::string_view kLastHash = "last-hash";

void bind_ticket(Statement& insert, int position, const base::Uuid& uuid, const RowDetails& details) {
  insert.bind_null(position).bind_null(position + 1);
  if (details.message != nullptr) insert.bind(position, details.message->tag);
  if (details.filing == nullptr || details.filing->ticket == nullptr) return;
  const Ticket& ticket = *details.filing->ticket;
  const Draft& draft = details.filing->complaint.draft();
  const base::Bytes summary = seal_summary({draft.kind, draft.category, draft.district}, uuid, ticket);
  insert.bind(position, ticket.tag).bind(position + 1, summary);
}

OutboxState state_of(std::string_view slug) {
  for (const OutboxState state : {OutboxState::sending, OutboxState::delivered, OutboxState::failed}) {
    if (slug_of(state) == slug) return state;
  }
  return OutboxState::queued;
}

constexpr std::string_view kItems =
    "SELECT uuid, hash, sequence, state, size, created_at, attempts, reason, delivered_at, case_number"
    " FROM complaints";

Result<std::vector<OutboxItem>> items_of(Statement& row) {
  std::vector<OutboxItem> items;
  while (TRY(row.step())) {
    const crypto::Hash hash = TRY(crypto::Hash::from_bytes(row.blob(1)));
    OutboxItem item{uuid_of(row.blob(0)), hash,
                    row.integer(2),       state_of(row.text(3)),
                    row.integer(4),       base::from_unix_ms(row.integer(5)),
                    row.integer(6),       row.text(7),
                    std::nullopt,         row.text(9)};
    if (!row.is_null(8)) item.delivered_at = base::from_unix_ms(row.integer(8));
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace

std::string spool_name(const base::Uuid& uuid) { return uuid.text() + ".env"; }

base::Uuid uuid_of(base::ByteView blob) { return {base::first_bytes<16>(blob)}; }

Result<ChainEnd> read_chain_end(const LedgerUse& use) {
  ChainEnd end;
  end.sequence = static_cast<std::uint64_t>(TRY(use.number(kLastSequence)).value_or(0));
  const base::Bytes hash = TRY(use.bytes(kLastHash));
  if (!hash.empty()) end.hash = TRY(crypto::Hash::from_bytes(hash));
  return end;
}

Result<void> extend_chain(const LedgerUse& use, const Envelope& envelope) {
  const std::uint64_t sequence = envelope.header().sequence;
  if (TRY(read_chain_end(use)).sequence >= sequence) return base::done();
  TRY(use.set_number(kLastSequence, static_cast<std::int64_t>(sequence)));
  return use.set_bytes(kLastHash, envelope.hash().bytes);
}

std::string_view slug_of(const RowDetails& details) {
  return details.message == nullptr ? "complaint" : "message";
}

Result<void> insert_row(const LedgerUse& use, const Envelope& envelope, const RowDetails& details) {
  const EnvelopeHeader& header = envelope.header();
  const crypto::Hash hash = envelope.hash();
  Statement insert = TRY(use->prepare(
      "INSERT INTO complaints (sequence, uuid, hash, size, state, created_at, tag, summary, role)"
      " VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?)"));
  insert.bind(1, static_cast<std::int64_t>(header.sequence)).bind(2, header.uuid.bytes);
  insert.bind(3, hash.bytes).bind(4, static_cast<std::int64_t>(envelope.bytes().size()));
  insert.bind(5, base::to_unix_ms(header.created_at));
  bind_ticket(insert, 6, header.uuid, details);
  TRY(insert.bind(8, slug_of(details)).run());
  TRY(keep_copy(use, header.uuid, envelope.bytes()));
  return extend_chain(use, envelope);
}

Result<void> keep_row(const LedgerUse& use, const Envelope& envelope, const RowDetails& details) {
  store::Transaction change = TRY(store::Transaction::begin(*use));
  TRY(insert_row(use, envelope, details));
  return change.commit();
}

Result<std::optional<base::Bytes>> copy_of(const LedgerUse& use, const base::Uuid& uuid) {
  Statement row = TRY(use->prepare("SELECT bytes FROM envelopes WHERE uuid = ?"));
  row.bind(1, uuid.bytes);
  if (!TRY(row.step())) return std::optional<base::Bytes>();
  return std::optional(row.blob(0));
}

Result<bool> has_copy(const LedgerUse& use, const base::Uuid& uuid) {
  Statement row = TRY(use->prepare("SELECT 1 FROM envelopes WHERE uuid = ?"));
  return row.bind(1, uuid.bytes).step();
}

Result<void> keep_copy(const LedgerUse& use, const base::Uuid& uuid, base::ByteView envelope) {
  Statement insert = TRY(use->prepare("INSERT OR REPLACE INTO envelopes (uuid, bytes) VALUES (?, ?)"));
  return insert.bind(1, uuid.bytes).bind(2, envelope).run();
}

Result<void> drop_copy(const LedgerUse& use, const base::Uuid& uuid) {
  return TRY(use->prepare("DELETE FROM envelopes WHERE uuid = ?")).bind(1, uuid.bytes).run();
}

Result<std::vector<OutboxItem>> list_rows(const LedgerUse& use) {
  Statement rows = TRY(use->prepare(base::cat(kItems, " ORDER BY sequence, id")));
  return items_of(rows);
}

Result<std::vector<OutboxItem>> failed_rows(const LedgerUse& use, std::int64_t most) {
  Statement rows =
      TRY(use->prepare(base::cat(kItems, " WHERE state = 'failed' ORDER BY sequence DESC, id DESC LIMIT ?")));
  rows.bind(1, most);
  return items_of(rows);
}

}  // namespace kiosk::complaint
