#pragma once
// What the desk has said about this kiosk's complaints, kept so that a citizen with the receipt's code can
// read it without a network and after a restart. Records lie sealed in the outbox's database, found by the
// ticket's tag; this store can open none of them by itself. Thread-safe; calls touch the disk.

#include "kiosk/complaint/ledger.h"
#include "kiosk/complaint/protocol.h"

namespace kiosk::complaint {

enum class LocalState { saved, delivered, failed };  // failed: set aside, staff have to look

struct FiledHere {
  LocalState state = LocalState::saved;
  base::Timestamp filed_at;
  std::optional<base::Timestamp> delivered_at;
};

struct FollowUpStep {
  base::Timestamp at;
  CaseState state = CaseState::received;
  Words note;
  Words answer;
};

struct FollowUp {
  std::optional<FiledHere> filed_here;
  std::string case_number;  // empty until the desk has said it
  std::optional<Kind> kind;
  std::string category;  // slugs; empty when not known, or not given
  std::string district;
  std::vector<FollowUpStep> history;        // oldest first
  std::optional<base::Timestamp> deadline;  // for an answer, by the desk
  std::optional<base::Timestamp> as_of;     // the desk's time when this kiosk last heard from it
};

class AnswerStore {
 public:
  explicit AnswerStore(Ledger& ledger) : ledger_(ledger) {}

  base::Result<std::uint64_t> cursor();  // the highest record number kept
  // Keeps a verified page that was asked for with `after` = cursor(). True if there is more to ask for.
  base::Result<bool> keep(const AnswerPage& page);
  // Nothing: no complaint with this code was filed here or heard of.
  base::Result<std::optional<FollowUp>> lookup(const Ticket& ticket);

 private:
  Ledger& ledger_;
};

}  // namespace kiosk::complaint
