#include "kiosk/complaint/outbox_rows.h"

#include "kiosk/complaint/summary.h"

namespace kiosk::complaint {
namespace {

using base::Result;
using store::Statement;

constexpr std::string_view kLastSequence = "last-sequence";
constexpr std::string_view kLastHash = "last-hash";

void bind_ticket(Statement& insert, int position, const NewRow& row) {
  const Ticket* ticket = row.filing == nullptr ? nullptr : row.filing->ticket;
  if (ticket == nullptr) {
    insert.bind_null(position).bind_null(position + 1);
    return;
  }
  const Draft& draft = row.filing->complaint.draft();
  const base::Bytes summary =
      seal_summary({draft.kind, draft.category, draft.district}, row.header.uuid, *ticket);
  insert.bind(position, ticket->tag).bind(position + 1, summary);
}

OutboxState state_of(std::string_view slug) {
  for (const OutboxState state : {OutboxState::sending, OutboxState::delivered, OutboxState::failed}) {
    if (slug_of(state) == slug) return state;
  }
  return OutboxState::queued;
}

constexpr std::string_view kItems =
    "SELECT uuid, sequence, state, size, created_at, attempts, reason, delivered_at, case_number"
    " FROM complaints";

Result<std::vector<OutboxItem>> items_of(Statement& row) {
  std::vector<OutboxItem> items;
  while (TRY(row.step())) {
    OutboxItem item{uuid_of(row.blob(0)),
                    row.integer(1),
                    state_of(row.text(2)),
                    row.integer(3),
                    base::from_unix_ms(row.integer(4)),
                    row.integer(5),
                    row.text(6),
                    std::nullopt,
                    row.text(8)};
    if (!row.is_null(7)) item.delivered_at = base::from_unix_ms(row.integer(7));
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

Result<void> insert_row(const LedgerUse& use, const NewRow& row) {
  Statement insert =
      TRY(use->prepare("INSERT INTO complaints (sequence, uuid, hash, size, state, created_at, tag, summary)"
                       " VALUES (?, ?, ?, ?, 'queued', ?, ?, ?)"));
  insert.bind(1, static_cast<std::int64_t>(row.header.sequence)).bind(2, row.header.uuid.bytes);
  insert.bind(3, row.hash.bytes).bind(4, static_cast<std::int64_t>(row.size_bytes));
  insert.bind(5, base::to_unix_ms(row.header.created_at));
  bind_ticket(insert, 6, row);
  TRY(insert.run());
  if (TRY(read_chain_end(use)).sequence >= row.header.sequence) return base::done();
  TRY(use.set_number(kLastSequence, static_cast<std::int64_t>(row.header.sequence)));
  return use.set_bytes(kLastHash, row.hash.bytes);
}

Result<void> keep_row(const LedgerUse& use, const NewRow& row) {
  store::Transaction change = TRY(store::Transaction::begin(*use));
  TRY(insert_row(use, row));
  return change.commit();
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
