#pragma once
// The history of a case: what was done to it, by whom and when. Entries are only added, each with a line in
// the log (audit.h). What was written with an entry is locked with the vault and lies apart, so that it can
// be erased and the entry stays.
//
// Functions on the locked database; times are arguments.

#include <vector>

#include "kiosk/complaint/protocol.h"
#include "kiosk/desk/cases.h"
#include "kiosk/desk/vault.h"

namespace kiosk::desk {

enum class CaseEvent {
  received,
  opened,
  state,
  answer,
  phone_shown,
  message,  // the citizen added something
  note,     // of the desk alone
  assigned,
  category,
  merged,     // into another case
  parted,     // and out of it again
  joined_by,  // another case was merged into this one
  left_by,    // and parted from it again
  reminded,   // by the desk itself: the deadline is near
  escalated,  // by the desk itself: the deadline has passed
  erased,
};
std::string_view slug_of(CaseEvent);
bool is_public(CaseEvent);  // the citizen is told of it

// What somebody does to a case: an entry of the history that is to be.
struct Change {
  CaseEvent event = CaseEvent::state;
  complaint::CaseState state = complaint::CaseState::in_progress;  // after it
  std::string actor;                                               // user name; empty: the desk itself
  complaint::Words note = {};                                      // for the citizen
  complaint::Words answer = {};                                    // for the citizen
  std::string reason = {};                                         // of the desk alone: reasons and notes
  base::SecretString message = {};                                 // of the citizen
  std::string assignee = {};                                       // the new one; empty: nobody
  std::string category = {};                                       // the new one
  std::string other_case = {};                                     // "2026/17", of merging and parting
  std::int64_t seen = 0;  // the last public entry its author had before him; 0: not looked at
};

struct HistoryEntry {
  std::int64_t id = 0;
  base::Timestamp at;
  Change change;
  bool is_lost = false;    // what was written is locked with a key that is gone
  bool is_erased = false;  // or was erased
};

base::Result<void> add_history(const DeskUse& use, const Vault& vault, const Case& target,
                               const Change& change, base::Timestamp now);
// An entry of which no words are kept, as of a case that was erased.
base::Result<void> add_wordless_history(const DeskUse& use, const Case& target, const Change& change,
                                        base::Timestamp now);
base::Result<std::vector<HistoryEntry>> history_of(const DeskUse& use, const Vault& vault,
                                                   std::int64_t case_id);
// The last thing the citizen was told or said: 0 if there is none.
base::Result<std::int64_t> last_public_entry(const DeskUse& use, std::int64_t case_id);
base::Result<bool> has_event(const DeskUse& use, std::int64_t case_id, CaseEvent event);

}  // namespace kiosk::desk
