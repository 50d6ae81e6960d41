#include "kiosk/desk/erasure.h"

#include <array>

#include "kiosk/base/utf8.h"
#include "kiosk/complaint/typed_text.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using base::Timestamp;

constexpr std::string_view kByRule = "rule of the settings";

// ?1 is the case, ?2 nothing at all.
constexpr std::array<std::string_view, 7> kErase = {
    "DELETE FROM texts WHERE history_id IN (SELECT id FROM history WHERE case_id = ?1)",
    "DELETE FROM envelopes WHERE case_id = ?1",
    "UPDATE messages SET envelope = ?2, tag = ?2 WHERE case_id = ?1",
    "UPDATE publications SET box = ?2, tag = ?2 WHERE history_id IN (SELECT id FROM history WHERE case_id = "
    "?1)",
    "DELETE FROM drafts WHERE case_id = ?1",
    "UPDATE cases SET tag = NULL, ticket_box = NULL, remind_at = NULL, escalate_at = NULL WHERE id = ?1",
    "UPDATE cases SET merged_into = NULL WHERE merged_into = ?1"};
// Nobody can work on it any more, nor answer it: what is open ends with that.
constexpr std::string_view kEnd =
    "UPDATE cases SET erased_at = ?2, opened = 1,"
    " closed_at = CASE WHEN state IN ('answered', 'closed') THEN closed_at ELSE ?2 END,"
    " updated_at = CASE WHEN state IN ('answered', 'closed') THEN updated_at ELSE ?2 END,"
    " state = CASE WHEN state = 'answered' THEN state ELSE 'closed' END WHERE id = ?1";

// All but the entry of the history.
Result<void> delete_words(const DeskUse& use, const Case& target, Timestamp at) {
  for (const std::string_view sql : kErase) {
    Statement statement = TRY(use->prepare(sql));
    statement.bind(1, target.id);
    if (sql.find("?2") != std::string_view::npos) statement.bind(2, base::ByteView());
    TRY(statement.run());
  }
  Statement end = TRY(use->prepare(kEnd));
  return end.bind(1, target.id).bind(2, base::to_unix_ms(at)).run();
}

Change change_of(const Case& target, const Doing& doing) {
  const complaint::CaseState after = target.is_open() ? complaint::CaseState::closed : target.state;
  return {CaseEvent::erased, after, std::string(doing.actor)};
}

Result<void> erase(const DeskUse& use, const Vault& vault, const Case& target, std::string_view why,
                   const Doing& doing) {
  TRY(delete_words(use, target, doing.now));
  Change change = change_of(target, doing);
  change.reason = why;
  return add_history(use, vault, target, change, doing.now);
}

// Last, so that nothing is said that a rule forbids: the file of erasures first, then the copies, then the
// database.
Result<void> commit(const DeskUse& use, Transaction& change, const std::vector<ErasedComplaint>& erased) {
  if (!erased.empty()) {
    TRY(add_erasures(use.data_folder() / kErasuresFileName, erased));
    TRY(DeskDatabase::remove_copies(use.data_folder()));
  }
  return change.commit();
}

}  // namespace

Result<void> erase_case(const DeskUse& use, const Vault& vault, const Case& target, std::string_view why,
                        const Doing& doing) {
  if (complaint::count_letters(why) == 0) return Error(ChangeError::reason_missing, "erasing needs a reason");
  if (!base::is_valid_utf8(why) || base::count_code_points(why) > kReasonMaxCodePoints)
    return Error(ChangeError::reason_too_long, "a reason over its limit");
  Transaction change = TRY(Transaction::begin(*use));
  const std::optional<Case> current = TRY(find_case(use, target.number));
  if (!current) return Error(DeskError::not_found, "a case that is gone");
  if (current->erased_at) return Error(ChangeError::erased, "a case that was erased");
  TRY(erase(use, vault, *current, why, doing));
  return commit(use, change, {{current->kiosk, current->uuid, doing.now}});
}

Result<std::int64_t> erase_closed(const DeskUse& use, const Vault& vault, base::Timestamp closed_before,
                                  std::int64_t count, base::Timestamp now) {
  Transaction change = TRY(Transaction::begin(*use));
  Statement row = TRY(use->prepare(
      "SELECT id FROM cases WHERE closed_at < ? AND erased_at IS NULL ORDER BY closed_at, id LIMIT ?"));
  row.bind(1, base::to_unix_ms(closed_before)).bind(2, count);
  std::vector<std::int64_t> ids;
  while (TRY(row.step())) ids.push_back(row.integer(0));
  std::vector<ErasedComplaint> erased;
  for (const std::int64_t id : ids) {
    const std::optional<Case> target = TRY(find_case(use, id));
    if (!target) continue;
    TRY(erase(use, vault, *target, kByRule, {"", now}));
    erased.push_back({target->kiosk, target->uuid, now});
  }
  TRY(commit(use, change, erased));
  return static_cast<std::int64_t>(erased.size());
}

Result<ErasedAgain> erase_again(const DeskUse& use, const std::vector<ErasedComplaint>& complaints,
                                const Doing& doing) {
  ErasedAgain out;
  Transaction change = TRY(Transaction::begin(*use));
  for (const ErasedComplaint& one : complaints) {
    const std::optional<Case> target = TRY(find_case(use, one.kiosk, one.uuid));
    if (!target) ++out.not_here;
    if (!target || target->erased_at) continue;
    TRY(delete_words(use, *target, one.at));
    TRY(add_wordless_history(use, *target, change_of(*target, doing), doing.now));
    ++out.erased;
  }
  TRY(change.commit());
  return out;
}

Result<std::int64_t> count_closed(const DeskUse& use, base::Timestamp closed_before) {
  Statement row = TRY(use->prepare("SELECT COUNT(*) FROM cases WHERE closed_at < ? AND erased_at IS NULL"));
  TRY(row.bind(1, base::to_unix_ms(closed_before)).step());
  return row.integer(0);
}

}  // namespace kiosk::desk
