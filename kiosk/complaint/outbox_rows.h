#pragma once
// The outbox's rows: what outbox.cpp and outbox_repair.cpp share. Not for others. Under the ledger's lock.

#include "kiosk/complaint/outbox.h"

namespace kiosk::complaint {

// The kiosk's last envelope; the next one points to it.
struct ChainEnd {
  std::uint64_t sequence = 0;
  crypto::Hash hash;
};

struct NewRow {
  const EnvelopeHeader& header;
  crypto::Hash hash;
  std::size_t size_bytes = 0;
  const Filing* filing = nullptr;  // none when an envelope is adopted
};

std::string spool_name(const base::Uuid& uuid);
base::Uuid uuid_of(base::ByteView blob);

base::Result<ChainEnd> read_chain_end(const LedgerUse& use);
base::Result<void> insert_row(const LedgerUse& use, const NewRow& row);  // and moves the end of the chain
base::Result<void> keep_row(const LedgerUse& use, const NewRow& row);  // the same in a transaction of its own
base::Result<std::vector<OutboxItem>> list_rows(const LedgerUse& use);
base::Result<std::vector<OutboxItem>> failed_rows(const LedgerUse& use, std::int64_t most);  // newest first

}  // namespace kiosk::complaint
