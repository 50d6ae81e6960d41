#pragma once
// What changes cases: complaints that come in, what citizens add, and what the cell does. Every change is an
// entry of the history. Whatever changes the state also tells the citizen: a public entry is sealed with the
// citizen's ticket and published, at once if the ticket is known, else by the ticket worker.
//
// A duplicate is merged into the case that speaks for it: it leaves the lists, and whatever its citizen is
// told from then on is what the other's is told.
//
// Functions on the locked database; times are arguments.

#include "kiosk/desk/history.h"

namespace kiosk::desk {

// Decree 2-17-265: an answer within sixty days, counted from the deposit (sale-facts 6.1).
constexpr std::chrono::days kAnswerDays{60};
using complaint::kReopenDays;
constexpr std::size_t kReasonMaxCodePoints = 200;
constexpr std::size_t kInternalNoteMaxCodePoints = 2000;

// Stores a complaint as a new case and returns it; the caller has seen that it is none yet. Within a
// transaction.
base::Result<Case> add_case(const DeskUse& use, const Vault& vault, const complaint::Envelope& envelope,
                            const complaint::Letter& letter, base::Timestamp now);

// Within a transaction of the caller's: what the citizen adds to the case. It is new again for the clerks; a
// wish to open it again counts for kReopenDays after it was closed, and gives it new deadlines.
base::Result<void> add_message(const DeskUse& use, const Vault& vault, const Case& target,
                               const complaint::Message& message, base::Timestamp now);

// Against which rule a change is; the page has a sentence for each (case_words.h).
enum class ChangeError {
  answer_empty,
  answer_too_long,
  note_empty,
  note_too_long,
  reason_missing,
  reason_too_long,
  new_again,          // nothing that was read is new
  reopened_late,      // closed for more than kReopenDays
  unanswered,         // "answered" is what an answer makes of a case
  no_assignee,        // nobody of this name works on cases
  changed_meanwhile,  // the citizen was told something, or said it, since the author looked
  merged_away,        // another case speaks for this one: change that one, or part them
  no_such_case,       // to merge into
  same_case,
  erased,
};
std::string_view name_of(ChangeError);

// Changes the case as it is now, which may be later than `target`. What changes nothing is no change, so
// that the citizen is told nothing twice: the same state without a note, the same assignee or category.
base::Result<void> change_case(const DeskUse& use, const Vault& vault, const Case& target,
                               const Change& change, base::Timestamp now);

}  // namespace kiosk::desk
