#include "kiosk/desk/case_changes.h"

#include <algorithm>

#include "kiosk/base/utf8.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/publications.h"
#include "kiosk/desk/settings.h"
#include "kiosk/desk/users.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using base::Timestamp;
using complaint::CaseState;

constexpr std::int64_t kMergedMax = 1000;

Result<std::int64_t> next_serial(const DeskUse& use, int year) {
  TRY(TRY(use->prepare("INSERT INTO counters (year, last) VALUES (?, 1)"
                       " ON CONFLICT (year) DO UPDATE SET last = counters.last + 1"))
          .bind(1, std::int64_t{year})
          .run());
  Statement row = TRY(use->prepare("SELECT last FROM counters WHERE year = ?"));
  row.bind(1, std::int64_t{year});
  TRY(row.step());
  return row.integer(0);
}

// The time, or nothing, for a column that may be null.
void bind_time(Statement& statement, int position, const std::optional<Timestamp>& time) {
  if (time) statement.bind(position, base::to_unix_ms(*time));
}

Result<void> set_deadlines(const DeskUse& use, std::int64_t case_id, const Deadlines& deadlines) {
  Statement update = TRY(use->prepare(
      "UPDATE cases SET deadline_at = ?, acknowledge_at = ?, remind_at = ?, escalate_at = ? WHERE id = ?"));
  update.bind(1, base::to_unix_ms(deadlines.answer_by));
  bind_time(update, 2, deadlines.acknowledge_by);
  bind_time(update, 3, deadlines.remind_at);
  bind_time(update, 4, deadlines.escalate_at);
  return update.bind(5, case_id).run();
}

bool is_blank(std::string_view text) { return complaint::count_letters(text) == 0; }
bool is_blank(const complaint::Words& words) {
  return is_blank(words.ar.view()) && is_blank(words.fr.view());
}

Result<void> check_words(const complaint::Words& words, std::size_t limit, ChangeError too_long) {
  for (const base::SecretString* text : {&words.ar, &words.fr}) {
    if (!base::is_valid_utf8(text->view())) return Error(DeskError::refused, "a text that is not UTF-8");
    if (base::count_code_points(text->view()) > limit) {
      return Error(too_long, base::cat("a text over ", limit, " characters"));
    }
  }
  return base::done();
}

Result<void> check_state(const DeskUse& use, const Case& target, const Change& change, Timestamp now) {
  if (change.event == CaseEvent::state && change.state == CaseState::received) {
    return Error(ChangeError::new_again, "a case cannot become new again");
  }
  const bool reopens = target.state == CaseState::closed && change.state != CaseState::closed;
  if (reopens && now > target.updated_at + kReopenDays) {
    return Error(ChangeError::reopened_late, "a case can be reopened for thirty days");
  }
  const bool says_answered = change.event == CaseEvent::state && change.state == CaseState::answered;
  if (says_answered && !TRY(has_event(use, target.id, CaseEvent::answer))) {
    return Error(ChangeError::unanswered, "a case is answered by an answer");
  }
  return base::done();
}

Result<void> check_texts(const Change& change) {
  TRY(check_words(change.note, complaint::kNoteMaxCodePoints, ChangeError::note_too_long));
  TRY(check_words(change.answer, complaint::kAnswerMaxCodePoints, ChangeError::answer_too_long));
  if (!base::is_valid_utf8(change.reason)) return Error(DeskError::refused, "a text that is not UTF-8");
  const bool is_note = change.event == CaseEvent::note;
  const std::size_t limit = is_note ? kInternalNoteMaxCodePoints : kReasonMaxCodePoints;
  if (base::count_code_points(change.reason) > limit)
    return Error(is_note ? ChangeError::note_too_long : ChangeError::reason_too_long,
                 "a text over its limit");
  if (is_note && is_blank(change.reason)) return Error(ChangeError::note_empty, "an empty note");
  if (change.event == CaseEvent::phone_shown && is_blank(change.reason))
    return Error(ChangeError::reason_missing, "showing the telephone needs a reason");
  if (change.event == CaseEvent::answer && is_blank(change.answer))
    return Error(ChangeError::answer_empty, "an empty answer");
  return base::done();
}

Result<void> check_assignee(const DeskUse& use, const std::string& name) {
  if (name.empty()) return base::done();
  const std::optional<UserRow> user = TRY(find_user(use, name));
  if (user && !user->disabled && may(user->role, Right::work_on_cases)) return base::done();
  return Error(ChangeError::no_assignee, "nobody of this name works on cases");
}

bool tells_citizen(const Change& change) {
  return change.event == CaseEvent::state || change.event == CaseEvent::answer;
}

Result<void> check_change(const DeskUse& use, const Case& target, const Change& change, Timestamp now) {
  if (target.erased_at) return Error(ChangeError::erased, "a case that was erased");
  TRY(check_texts(change));
  if (target.merged_into && tells_citizen(change))
    return Error(ChangeError::merged_away, "another case speaks for this one");
  if (change.event == CaseEvent::assigned) TRY(check_assignee(use, change.assignee));
  const bool looked = tells_citizen(change) && change.seen > 0;
  if (looked && TRY(last_public_entry(use, target.id)) != change.seen)
    return Error(ChangeError::changed_meanwhile, "the case has changed since it was looked at");
  return tells_citizen(change) ? check_state(use, target, change, now) : base::done();
}

bool changes_nothing(const Case& target, const Change& change) {
  switch (change.event) {
    case CaseEvent::state:
      return change.state == target.state && is_blank(change.note);
    case CaseEvent::opened:
      return target.opened;
    case CaseEvent::assigned:
      return change.assignee == target.assignee;
    case CaseEvent::category:
      return change.category == target.category;
    case CaseEvent::parted:
      return !target.merged_into;
    default:
      return false;
  }
}

// Whatever is done about a case, somebody has read it.
Result<void> set_text(const DeskUse& use, std::int64_t case_id, std::string_view column,
                      std::string_view value) {
  Statement update =
      TRY(use->prepare(base::cat("UPDATE cases SET ", column, " = ?, opened = 1 WHERE id = ?")));
  return update.bind(1, value).bind(2, case_id).run();
}

Result<void> set_merged(const DeskUse& use, std::int64_t case_id, std::int64_t into) {
  Statement update =
      TRY(use->prepare("UPDATE cases SET merged_into = ?1, opened = 1 WHERE id = ?2 OR merged_into = ?2"));
  return update.bind(1, into).bind(2, case_id).run();
}

// A case that is opened again: its deadline, and what is still to come before and after it.
enum class Days { kept, anew };
Result<void> set_days_again(const DeskUse& use, const Case& target, Days days, Timestamp now) {
  const Settings settings = TRY(load_settings(use));
  if (days == Days::anew) {
    TRY(TRY(use->prepare("UPDATE cases SET escalated_at = NULL WHERE id = ?")).bind(1, target.id).run());
    return set_deadlines(use, target.id, settings.deadlines_for(now, now));
  }
  Deadlines kept = settings.deadlines_until(target.deadline_at);
  kept.acknowledge_by = target.acknowledge_at;
  if (kept.remind_at < now) kept.remind_at = std::nullopt;
  if (target.escalated_at) kept.escalate_at = std::nullopt;
  return set_deadlines(use, target.id, kept);
}

Result<void> set_state(const DeskUse& use, const Case& target, CaseState state, Days days, Timestamp now) {
  const bool done = state == CaseState::answered || state == CaseState::closed;
  Statement update =
      TRY(use->prepare("UPDATE cases SET state = ?1, updated_at = ?2, opened = 1, acknowledged_at = "
                       "COALESCE(acknowledged_at, ?2),"
                       " answered_at = CASE WHEN ?6 = 1 THEN COALESCE(answered_at, ?2) WHEN ?3 = 1 THEN "
                       "answered_at ELSE NULL END,"
                       " closed_at = CASE WHEN ?4 = 1 THEN COALESCE(closed_at, ?2) ELSE NULL END,"
                       " remind_at = CASE WHEN ?3 = 1 THEN NULL ELSE remind_at END,"
                       " escalate_at = CASE WHEN ?3 = 1 THEN NULL ELSE escalate_at END WHERE id = ?5"));
  update.bind(1, slug_of(state)).bind(2, base::to_unix_ms(now)).bind(3, std::int64_t{done});
  TRY(update.bind(4, std::int64_t{state == CaseState::closed})
          .bind(5, target.id)
          .bind(6, std::int64_t{state == CaseState::answered})
          .run());
  return done || target.is_open() ? base::done() : set_days_again(use, target, days, now);
}

// The case that speaks for another has it in its history, too, when one is merged into it or parted from it.
Result<void> note_at_speaker(const DeskUse& use, const Vault& vault, std::int64_t speaker_id, Change change,
                             Timestamp now) {
  const std::optional<Case> speaker = TRY(find_case(use, speaker_id));
  if (!speaker) return base::done();
  change.state = speaker->state;
  return speaker->erased_at ? add_wordless_history(use, *speaker, change, now)
                            : add_history(use, vault, *speaker, change, now);
}

Change at_speaker(CaseEvent event, const Case& joined, const std::string& actor) {
  Change change{event, joined.state, actor};
  change.other_case = joined.number.text();
  return change;
}

// A change that is within the rules, of a case that is open to it: the row, the history, what is published.
Result<void> apply(const DeskUse& use, const Vault& vault, const Case& target, const Change& change,
                   Timestamp now) {
  TRY(add_history(use, vault, target, change, now));
  if (tells_citizen(change)) {
    // Who was late, or did not answer at all, gains no day by ending a case and opening it again.
    const bool in_time = target.answered_at && *target.answered_at <= target.deadline_at;
    const Days days = in_time ? Days::anew : Days::kept;
    TRY(set_state(use, target, change.state, days, now));
  } else if (change.event == CaseEvent::assigned) {
    TRY(set_text(use, target.id, "assignee", change.assignee));
  } else if (change.event == CaseEvent::category) {
    TRY(set_text(use, target.id, "category", change.category));
  } else if (change.event == CaseEvent::parted) {
    TRY(TRY(use->prepare("UPDATE cases SET merged_into = NULL WHERE id = ?")).bind(1, target.id).run());
    TRY(note_at_speaker(use, vault, *target.merged_into, at_speaker(CaseEvent::left_by, target, change.actor),
                        now));
  } else {
    TRY(TRY(use->prepare("UPDATE cases SET opened = 1 WHERE id = ?")).bind(1, target.id).run());
  }
  return publish_pending(use, vault, target);
}

// What its citizen is told, the citizens of the cases merged into it are told.
Result<void> apply_to_merged(const DeskUse& use, const Vault& vault, const Case& target, const Change& change,
                             Timestamp now) {
  CaseFilter filter;
  filter.merged_into = target.id;
  for (const Case& merged : TRY(list_cases(use, filter, 0, kMergedMax))) {
    if (!merged.erased_at && !changes_nothing(merged, change)) TRY(apply(use, vault, merged, change, now));
  }
  return base::done();
}

// The case that speaks for this number.
Result<Case> speaker_of(const DeskUse& use, std::string_view number) {
  const std::optional<CaseNumber> parsed = CaseNumber::parse(number);
  std::optional<Case> found = parsed ? TRY(find_case(use, *parsed)) : std::nullopt;
  if (found && found->merged_into) found = TRY(find_case(use, *found->merged_into));
  if (!found || found->erased_at) return Error(ChangeError::no_such_case, "no case to merge into");
  return *std::move(found);
}

Result<std::optional<complaint::Words>> last_answer(const DeskUse& use, const Vault& vault,
                                                    std::int64_t case_id) {
  std::vector<HistoryEntry> history = TRY(history_of(use, vault, case_id));
  const auto answer = std::find_if(history.rbegin(), history.rend(), [](const HistoryEntry& entry) {
    return entry.change.event == CaseEvent::answer && !entry.is_lost;
  });
  if (answer == history.rend()) return std::optional<complaint::Words>();
  return std::optional(std::move(answer->change.answer));
}

// What the citizen of the other case was told last.
Result<Change> last_told(const DeskUse& use, const Vault& vault, const Case& speaker,
                         const std::string& actor) {
  Change told{CaseEvent::state, speaker.state, actor};
  if (speaker.is_open()) return told;
  std::optional<complaint::Words> answer = TRY(last_answer(use, vault, speaker.id));
  if (!answer) return told;
  told.event = CaseEvent::answer;
  told.answer = *std::move(answer);
  return told;
}

// A second click on "send", or the page sent once more: the citizen has this answer.
Result<bool> was_sent(const DeskUse& use, const Vault& vault, const Case& target, const Change& change) {
  if (change.event != CaseEvent::answer || change.state != target.state) return false;
  const std::optional<complaint::Words> last = TRY(last_answer(use, vault, target.id));
  return last && last->ar.view() == change.answer.ar.view() && last->fr.view() == change.answer.fr.view();
}

Result<void> merge(const DeskUse& use, const Vault& vault, const Case& target, Change change, Timestamp now) {
  const Case speaker = TRY(speaker_of(use, change.other_case));
  if (speaker.id == target.id) return Error(ChangeError::same_case, "a case cannot be merged into itself");
  if (target.merged_into == speaker.id) return base::done();
  change.other_case = speaker.number.text();
  change.state = target.state;
  TRY(add_history(use, vault, target, change, now));
  if (target.merged_into)
    TRY(note_at_speaker(use, vault, *target.merged_into, at_speaker(CaseEvent::left_by, target, change.actor),
                        now));
  TRY(note_at_speaker(use, vault, speaker.id, at_speaker(CaseEvent::joined_by, target, change.actor), now));
  TRY(set_merged(use, target.id, speaker.id));
  const Change told = TRY(last_told(use, vault, speaker, change.actor));
  if (speaker.state != CaseState::received && !changes_nothing(target, told))
    TRY(apply(use, vault, target, told, now));
  return base::done();
}

}  // namespace

std::string_view name_of(ChangeError code) {
  switch (code) {
    case ChangeError::answer_empty:
      return "answer-empty";
    case ChangeError::answer_too_long:
      return "answer-too-long";
    case ChangeError::note_empty:
      return "note-empty";
    case ChangeError::note_too_long:
      return "note-too-long";
    case ChangeError::reason_missing:
      return "reason-missing";
    case ChangeError::reason_too_long:
      return "reason-too-long";
    case ChangeError::new_again:
      return "new-again";
    case ChangeError::reopened_late:
      return "reopened-late";
    case ChangeError::unanswered:
      return "unanswered";
    case ChangeError::no_assignee:
      return "no-assignee";
    case ChangeError::changed_meanwhile:
      return "changed-meanwhile";
    case ChangeError::merged_away:
      return "merged-away";
    case ChangeError::no_such_case:
      return "no-such-case";
    case ChangeError::same_case:
      return "same-case";
    case ChangeError::erased:
      return "erased";
  }
  return "refused";
}

Result<Case> add_case(const DeskUse& use, const Vault& vault, const complaint::Envelope& envelope,
                      const complaint::Letter& letter, Timestamp now) {
  const complaint::EnvelopeHeader& header = envelope.header();
  const bool clock_believed = header.clock != complaint::ClockQuality::unknown && header.created_at <= now;
  const Timestamp deposited = clock_believed ? header.created_at : now;
  const int year = base::to_local(now).year;
  const std::int64_t serial = TRY(next_serial(use, year));
  Statement insert = TRY(use->prepare(
      "INSERT INTO cases (year, serial, kiosk, uuid, hash, sequence, kind, category, district, deposited_at,"
      " received_at, deadline_at, updated_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?11, ?11, ?11, "
      "'received') RETURNING id"));
  insert.bind(1, std::int64_t{year}).bind(2, serial).bind(3, std::string_view(header.kiosk.text()));
  insert.bind(4, header.uuid.bytes).bind(5, envelope.hash().bytes);
  insert.bind(6, static_cast<std::int64_t>(header.sequence)).bind(7, slug_of(letter.draft.kind));
  insert.bind(8, std::string_view(letter.draft.category)).bind(9, std::string_view(letter.draft.district));
  insert.bind(10, base::to_unix_ms(deposited)).bind(11, base::to_unix_ms(now));
  TRY(insert.step());
  const std::int64_t id = insert.integer(0);
  TRY(insert.run());
  TRY(set_deadlines(use, id, TRY(load_settings(use)).deadlines_for(deposited, now)));
  TRY(TRY(use->prepare("INSERT INTO envelopes (case_id, bytes) VALUES (?, ?)"))
          .bind(1, id)
          .bind(2, envelope.bytes())
          .run());
  const std::optional<Case> added = TRY(find_case(use, CaseNumber{year, serial}));
  if (!added) return Error(DeskError::not_found, "a case that was just added is gone");
  TRY(add_history(use, vault, *added, {CaseEvent::received, CaseState::received, ""}, now));
  return *added;
}

Result<void> add_message(const DeskUse& use, const Vault& vault, const Case& target,
                         const complaint::Message& message, Timestamp now) {
  const bool reopens = message.wish == complaint::Wish::reopen && !target.is_open() &&
                       now <= target.updated_at + kReopenDays && !target.merged_into;
  Change change{CaseEvent::message, reopens ? CaseState::in_progress : target.state, ""};
  change.message = message.text.view();
  TRY(add_history(use, vault, target, change, now));
  if (reopens) TRY(set_state(use, target, change.state, Days::anew, now));
  TRY(TRY(use->prepare("UPDATE cases SET opened = 0 WHERE id = ?"))
          .bind(1, target.merged_into.value_or(target.id))
          .run());
  return publish_pending(use, vault, target);
}

Result<void> change_case(const DeskUse& use, const Vault& vault, const Case& target, const Change& change,
                         Timestamp now) {
  Transaction transaction = TRY(Transaction::begin(*use));
  const std::optional<Case> current = TRY(find_case(use, target.number));
  if (!current) return Error(DeskError::not_found, "a case that is gone");
  if (!current->erased_at && TRY(was_sent(use, vault, *current, change))) return base::done();
  TRY(check_change(use, *current, change, now));
  if (changes_nothing(*current, change)) return base::done();
  if (change.event == CaseEvent::merged) {
    TRY(merge(use, vault, *current, change, now));
  } else {
    TRY(apply(use, vault, *current, change, now));
    if (tells_citizen(change)) TRY(apply_to_merged(use, vault, *current, change, now));
  }
  return transaction.commit();
}

}  // namespace kiosk::desk
