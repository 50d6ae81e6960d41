#pragma once
// Answers that clerks have begun and not sent, locked (vault.h): one a case and author. They also tell who is
// writing right now, so that two do not answer at once. Functions on the locked database.

#include "kiosk/complaint/status_record.h"
#include "kiosk/desk/cases.h"

namespace kiosk::desk {

// So long after the last word somebody still counts as writing.
constexpr base::Milliseconds kWritingFor = std::chrono::minutes(5);
constexpr std::size_t kDraftMaxSize = 16 * 1024;  // bytes of a language; longer ones are cut

base::Result<void> keep_draft(const DeskUse& use, const Vault& vault, std::int64_t case_id,
                              std::string_view author, const complaint::Words& words, base::Timestamp now);
base::Result<std::optional<complaint::Words>> draft_of(const DeskUse& use, const Vault& vault,
                                                       std::int64_t case_id, std::string_view author);
base::Result<void> drop_draft(const DeskUse& use, std::int64_t case_id, std::string_view author);
// Who else is writing.
base::Result<std::vector<std::string>> writing(const DeskUse& use, std::int64_t case_id,
                                               std::string_view author, base::Timestamp now);

}  // namespace kiosk::desk
