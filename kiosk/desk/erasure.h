#pragma once
// Erasing what a citizen wrote (law 09-08), on request or by the rule of the settings. Gone for good are the
// sealed letter and all messages, every text of the history, answers that were published, and the ticket.
// There stay the number, the subject matter, the arrondissement, the dates and who did what: the cell answers
// for its work, and a kiosk that sends the complaint once more gets the same ack and no new case. SQLite
// overwrites what it deletes; PostgreSQL rewrites its files in the night after (duties.h). Copies of the file
// from before an upgrade go, too. A backup from before is brought up to date when it is restored (backup.h).
//
// Functions on the locked database, each a transaction.

#include "kiosk/desk/case_changes.h"
#include "kiosk/desk/erasure_file.h"
#include "kiosk/desk/users.h"

namespace kiosk::desk {

// `why` stays in the history. Refused with ChangeError::reason_missing, ::reason_too_long, ::erased.
base::Result<void> erase_case(const DeskUse& use, const Vault& vault, const Case& target,
                              std::string_view why, const Doing& doing);

// Erases in a database that was restored what was erased after its backup, with nothing of the cell's keys:
// the reason went with the desk that was lost.
struct ErasedAgain {
  std::int64_t erased = 0;
  std::int64_t not_here = 0;  // complaints that came after the backup
};
base::Result<ErasedAgain> erase_again(const DeskUse& use, const std::vector<ErasedComplaint>& complaints,
                                      const Doing& doing);

// Of those closed before `closed_before`, up to `count`; how many were erased.
base::Result<std::int64_t> erase_closed(const DeskUse& use, const Vault& vault, base::Timestamp closed_before,
                                        std::int64_t count, base::Timestamp now);

// How many those would be.
base::Result<std::int64_t> count_closed(const DeskUse& use, base::Timestamp closed_before);

}  // namespace kiosk::desk
