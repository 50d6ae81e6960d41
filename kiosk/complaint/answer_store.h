#pragma once
// What the desk has said about this kiosk's complaints, kept so that a citizen with the receipt's code can
// read it without a network and after a restart; and about complaints of other kiosks that a citizen has
// asked for here (keep_asked). Records lie sealed in the outbox's database, found by the ticket's tag; this
// store can open none of them by itself. Only what was asked for is kept of others: the fewer records a
// stolen disk has, the more each costs to guess (ticket.h). Thread-safe; calls touch the disk.

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
  bool is_message = false;  // from the citizen
};

struct FollowUp {
  std::optional<FiledHere> filed_here;
  std::vector<FiledHere> messages;  // written here and not yet in the history, oldest first
  bool is_ours = true;              // of this kiosk, which hears of it by itself
  std::string case_number;          // empty until the desk has said it
  std::optional<Kind> kind;
  std::string category;  // slugs; empty when not known, or not given
  std::string district;
  std::vector<FollowUpStep> history;        // oldest first
  std::optional<base::Timestamp> deadline;  // for an answer, by the desk
  std::optional<base::Timestamp> as_of;     // the desk's time when this kiosk last heard of it
};

class AnswerStore {
 public:
  explicit AnswerStore(Ledger& ledger) : ledger_(ledger) {}

  base::Result<std::uint64_t> cursor();  // the highest record number kept
  // Keeps a verified page that was asked for with `after` = cursor(). True if there is more to ask for.
  base::Result<bool> keep(const AnswerPage& page);
  // Keeps what the desk answered to a question for one complaint, of whichever kiosk.
  base::Result<void> keep_asked(const AskedPage& page);
  // What a page said last of open complaints; nothing where none did.
  base::Result<std::optional<OpenCounts>> open_counts();
  // Nothing: no complaint with this code was filed here or heard of.
  base::Result<std::optional<FollowUp>> lookup(const Ticket& ticket);

 private:
  Ledger& ledger_;
};

}  // namespace kiosk::complaint
