#pragma once
// The outbox's rows: what outbox.cpp and outbox_repair.cpp share. Not for others. Under the ledger's lock.

#include "kiosk/complaint/outbox.h"

namespace kiosk::complaint {

// The kiosk's last envelope; the next one points to it.
struct ChainEnd {
  std::uint64_t sequence = 0;
  crypto::Hash hash;
};

// What a row says of an envelope beside what stands on it; nothing when one is adopted.
struct RowDetails {
  const Filing* filing = nullptr;
  const Message* message = nullptr;
};

std::string_view slug_of(const RowDetails& details);  // its role

constexpr std::string_view kWithdrawnEnding = ".withdrawn";  // of a spool file
constexpr std::string_view kReplacedEnding = ".replaced";  // of a file in quarantine, its complaint is whole
constexpr std::string_view kSpoolMissing = "spool-missing";  // the reason of a row without an envelope

std::string spool_name(const base::Uuid& uuid);
base::Uuid uuid_of(base::ByteView blob);

constexpr std::string_view kChainEndFile = "chain-end.env";
base::Result<ChainEnd> read_chain_end(const LedgerUse& use);
// No change if the chain has gone further already.
base::Result<void> extend_chain(const LedgerUse& use, const Envelope& envelope);
// The row with a copy of the envelope; moves the end of the chain.
base::Result<void> insert_row(const LedgerUse& use, const Envelope& envelope, const RowDetails& details);
// The same in a transaction of its own.
base::Result<void> keep_row(const LedgerUse& use, const Envelope& envelope, const RowDetails& details);
// The copy of an envelope that waits, as it is.
base::Result<std::optional<base::Bytes>> copy_of(const LedgerUse& use, const base::Uuid& uuid);
base::Result<bool> has_copy(const LedgerUse& use, const base::Uuid& uuid);
base::Result<void> keep_copy(const LedgerUse& use, const base::Uuid& uuid, base::ByteView envelope);
base::Result<void> drop_copy(const LedgerUse& use, const base::Uuid& uuid);
base::Result<std::vector<OutboxItem>> list_rows(const LedgerUse& use);
base::Result<std::vector<OutboxItem>> failed_rows(const LedgerUse& use, std::int64_t most);  // newest first

}  // namespace kiosk::complaint
