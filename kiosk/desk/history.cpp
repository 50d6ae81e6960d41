#include "kiosk/desk/history.h"

#include <array>
#include <utility>

#include "kiosk/base/json.h"
#include "kiosk/desk/audit.h"

namespace kiosk::desk {
namespace {

using base::Json;
using base::Result;
using base::Timestamp;
using complaint::CaseState;

constexpr std::array<std::pair<CaseEvent, std::string_view>, 16> kEvents = {
    {{CaseEvent::received, "received"},
     {CaseEvent::opened, "opened"},
     {CaseEvent::state, "state"},
     {CaseEvent::answer, "answer"},
     {CaseEvent::phone_shown, "phone-shown"},
     {CaseEvent::message, "message"},
     {CaseEvent::note, "note"},
     {CaseEvent::assigned, "assigned"},
     {CaseEvent::category, "category"},
     {CaseEvent::merged, "merged"},
     {CaseEvent::parted, "parted"},
     {CaseEvent::joined_by, "joined-by"},
     {CaseEvent::left_by, "left-by"},
     {CaseEvent::reminded, "reminded"},
     {CaseEvent::escalated, "escalated"},
     {CaseEvent::erased, "erased"}}};

CaseEvent parse_event(std::string_view slug) {
  for (const auto& [event, name] : kEvents) {
    if (name == slug) return event;
  }
  return CaseEvent::state;
}

std::string place_of(std::int64_t case_id, Timestamp at, CaseEvent event) {
  return base::cat("history ", case_id, " ", base::to_unix_ms(at), " ", slug_of(event));
}

std::string text_of(const Change& change) {
  return Json::object()
      .set("note_ar", change.note.ar.view())
      .set("note_fr", change.note.fr.view())
      .set("answer_ar", change.answer.ar.view())
      .set("answer_fr", change.answer.fr.view())
      .set("reason", change.reason)
      .set("message", change.message.view())
      .set("assignee", change.assignee)
      .set("category", change.category)
      .set("other_case", change.other_case)
      .text();
}

void read_text(const Json& json, Change& change) {
  change.note = {std::string_view(json.string_or("note_ar", "")),
                 std::string_view(json.string_or("note_fr", ""))};
  change.answer = {std::string_view(json.string_or("answer_ar", "")),
                   std::string_view(json.string_or("answer_fr", ""))};
  change.reason = json.string_or("reason", "");
  change.message = std::string_view(json.string_or("message", ""));
  change.assignee = json.string_or("assignee", "");
  change.category = json.string_or("category", "");
  change.other_case = json.string_or("other_case", "");
}

Result<HistoryEntry> entry_of(const Statement& row, const Vault& vault, std::int64_t case_id) {
  HistoryEntry entry;
  entry.id = row.integer(0);
  entry.at = base::from_unix_ms(row.integer(1));
  entry.change.actor = row.text(2);
  entry.change.event = parse_event(row.text(3));
  entry.change.state = complaint::parse_case_state(row.text(4)).value_or(CaseState::received);
  entry.is_erased = row.is_null(5);
  if (entry.is_erased) return entry;
  const Result<crypto::SecretBytes> text =
      vault.unlock(row.blob(5), place_of(case_id, entry.at, entry.change.event));
  entry.is_lost = !text;
  if (text) read_text(TRY(Json::parse(base::as_text(text->view()))), entry.change);
  return entry;
}

Result<std::int64_t> add_entry(const DeskUse& use, const Case& target, const Change& change, Timestamp now) {
  Statement insert =
      TRY(use->prepare("INSERT INTO history (case_id, at, actor, event, state, public) VALUES (?, ?, ?, ?, "
                       "?, ?) RETURNING id"));
  insert.bind(1, target.id).bind(2, base::to_unix_ms(now)).bind(3, std::string_view(change.actor));
  insert.bind(4, slug_of(change.event)).bind(5, slug_of(change.state));
  TRY(insert.bind(6, std::int64_t{is_public(change.event)}).step());
  const std::int64_t id = insert.integer(0);
  TRY(insert.run());
  return id;
}

// What the log tells besides: to whom, into which category, with which case.
std::string_view about(const Change& change) {
  if (change.event == CaseEvent::assigned) return change.assignee;
  return change.event == CaseEvent::category ? change.category : change.other_case;
}

struct Entry {
  std::int64_t id = 0;
  crypto::Hash digest;
};
Result<void> record_entry(const DeskUse& use, const Case& target, const Change& change, const Entry& entry,
                          Timestamp now) {
  std::string detail = base::cat(kEntryPrefix, entry.id, " ", slug_of(change.state));
  if (!about(change).empty()) detail += base::cat(kEntryAbout, about(change));
  return record(use,
                {change.actor, base::cat(kCasePrefix, slug_of(change.event)), target.number.text(),
                 std::move(detail), entry.digest},
                now);
}

}  // namespace

std::string_view slug_of(CaseEvent event) {
  for (const auto& [known, name] : kEvents) {
    if (known == event) return name;
  }
  return "state";
}

bool is_public(CaseEvent event) {
  return event == CaseEvent::received || event == CaseEvent::state || event == CaseEvent::answer ||
         event == CaseEvent::message;
}

Result<void> add_history(const DeskUse& use, const Vault& vault, const Case& target, const Change& change,
                         Timestamp now) {
  const std::int64_t id = TRY(add_entry(use, target, change, now));
  std::string text = text_of(change);
  const base::Bytes box = vault.lock(base::as_bytes(text), place_of(target.id, now, change.event));
  crypto::wipe(text);
  TRY(TRY(use->prepare("INSERT INTO texts (history_id, box) VALUES (?, ?)")).bind(1, id).bind(2, box).run());
  return record_entry(use, target, change, {id, crypto::hash_of(box)}, now);
}

Result<void> add_wordless_history(const DeskUse& use, const Case& target, const Change& change,
                                  Timestamp now) {
  const std::int64_t id = TRY(add_entry(use, target, change, now));
  return record_entry(use, target, change, {id, {}}, now);
}

Result<std::vector<HistoryEntry>> history_of(const DeskUse& use, const Vault& vault, std::int64_t case_id) {
  Statement row =
      TRY(use->prepare("SELECT h.id, h.at, h.actor, h.event, h.state, t.box FROM history h"
                       " LEFT JOIN texts t ON t.history_id = h.id WHERE h.case_id = ? ORDER BY h.id"));
  row.bind(1, case_id);
  std::vector<HistoryEntry> entries;
  while (TRY(row.step())) entries.push_back(TRY(entry_of(row, vault, case_id)));
  return entries;
}

Result<std::int64_t> last_public_entry(const DeskUse& use, std::int64_t case_id) {
  Statement row =
      TRY(use->prepare("SELECT COALESCE(MAX(id), 0) FROM history WHERE case_id = ? AND public = 1"));
  TRY(row.bind(1, case_id).step());
  return row.integer(0);
}

Result<bool> has_event(const DeskUse& use, std::int64_t case_id, CaseEvent event) {
  Statement row = TRY(use->prepare("SELECT 1 FROM history WHERE case_id = ? AND event = ? LIMIT 1"));
  return row.bind(1, case_id).bind(2, slug_of(event)).step();
}

}  // namespace kiosk::desk
