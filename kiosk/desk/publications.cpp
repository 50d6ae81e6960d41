#include "kiosk/desk/publications.h"

#include <algorithm>

#include "kiosk/desk/messages.h"

namespace kiosk::desk {
namespace {

using base::Result;
using complaint::Ticket;

std::string ticket_place(std::int64_t case_id) { return base::cat("ticket ", case_id); }

Result<std::optional<Ticket>> ticket_of(const DeskUse& use, const Vault& vault, std::int64_t case_id) {
  Statement row = TRY(use->prepare("SELECT tag, ticket_box FROM cases WHERE id = ? AND tag IS NOT NULL"));
  row.bind(1, case_id);
  if (!TRY(row.step())) return std::optional<Ticket>();
  Ticket ticket;
  ticket.tag = base::first_bytes<16>(row.blob(0));
  ticket.key = TRY(vault.unlock(row.blob(1), ticket_place(case_id)));
  return std::optional(std::move(ticket));
}

Result<std::vector<std::int64_t>> pending_entries(const DeskUse& use, std::int64_t case_id) {
  Statement row =
      TRY(use->prepare("SELECT h.id FROM history h WHERE h.case_id = ? AND h.public = 1 AND NOT EXISTS"
                       " (SELECT 1 FROM publications p WHERE p.history_id = h.id) ORDER BY h.id"));
  row.bind(1, case_id);
  std::vector<std::int64_t> ids;
  while (TRY(row.step())) ids.push_back(row.integer(0));
  return ids;
}

Result<std::int64_t> highest_number(const DeskUse& use) {
  Statement row = TRY(use->prepare("SELECT COALESCE(MAX(number), 0) FROM publications"));
  TRY(row.step());
  return row.integer(0);
}

// Of a row of number, uuid, tag, box.
complaint::SealedRecord sealed_of(const Statement& row) {
  return {static_cast<std::uint64_t>(row.integer(0)),
          {base::first_bytes<16>(row.blob(1))},
          base::first_bytes<16>(row.blob(2)),
          row.blob(3)};
}

complaint::StatusRecord record_of(const Case& target, const HistoryEntry& entry) {
  complaint::StatusRecord record;
  record.case_number = target.number.text();
  record.kind = target.kind;
  record.category = target.category;
  record.district = target.district;
  record.state = entry.change.state;
  record.at = entry.at;
  record.deposited = target.deposited_at;
  record.received = target.received_at;
  record.deadline = target.deadline_at;
  record.note = entry.change.note;
  record.answer = entry.change.answer;
  record.is_message = entry.change.event == CaseEvent::message;
  return record;
}

Result<void> publish(const DeskUse& use, const Case& target, const HistoryEntry& entry,
                     const Ticket& ticket) {
  const std::int64_t number = TRY(highest_number(use)) + 1;
  const complaint::RecordPlace place{target.kiosk, target.uuid, static_cast<std::uint64_t>(number)};
  Statement insert = TRY(use->prepare(
      "INSERT INTO publications (number, history_id, kiosk, uuid, tag, box) VALUES (?, ?, ?, ?, ?, ?)"));
  insert.bind(1, number).bind(2, entry.id).bind(3, std::string_view(target.kiosk.text()));
  insert.bind(4, target.uuid.bytes).bind(5, ticket.tag);
  return insert.bind(6, complaint::seal_record(record_of(target, entry), place, ticket)).run();
}

}  // namespace

Result<void> publish_pending(const DeskUse& use, const Vault& vault, const Case& target) {
  const std::optional<Ticket> ticket = TRY(ticket_of(use, vault, target.id));
  if (!ticket) return base::done();
  const std::vector<std::int64_t> pending = TRY(pending_entries(use, target.id));
  if (pending.empty()) return base::done();
  const std::vector<HistoryEntry> history = TRY(history_of(use, vault, target.id));
  for (const HistoryEntry& entry : history) {
    const bool waits = std::find(pending.begin(), pending.end(), entry.id) != pending.end();
    if (waits) TRY(publish(use, target, entry, *ticket));
  }
  return base::done();
}

Result<bool> is_published(const DeskUse& use, std::int64_t case_id) {
  return TRY(pending_entries(use, case_id)).empty();
}

Result<std::optional<Case>> case_without_ticket(const DeskUse& use, std::int64_t after_id) {
  Statement row = TRY(use->prepare(
      "SELECT id FROM cases WHERE tag IS NULL AND erased_at IS NULL AND id > ? ORDER BY id LIMIT 1"));
  row.bind(1, after_id);
  if (!TRY(row.step())) return std::optional<Case>();
  return find_case(use, row.integer(0));
}

Result<std::optional<Case>> take_case_without_ticket(const DeskUse& use, std::int64_t after_id) {
  Transaction change = TRY(Transaction::begin(*use));
  Statement row = TRY(use->prepare(base::cat(
      "SELECT id FROM cases WHERE tag IS NULL AND erased_at IS NULL AND id > ? AND ticket_taken_at < ",
      use->clock(), " - ? ORDER BY id LIMIT 1", use->skip_locked())));
  row.bind(1, after_id).bind(2, std::int64_t{kTicketLease.count()});
  if (!TRY(row.step())) return std::optional<Case>();
  const std::int64_t id = row.integer(0);
  Statement take =
      TRY(use->prepare(base::cat("UPDATE cases SET ticket_taken_at = ", use->clock(), " WHERE id = ?")));
  TRY(take.bind(1, id).run());
  std::optional<Case> taken = TRY(find_case(use, id));
  TRY(change.commit());
  return taken;
}

Result<std::vector<Case>> cases_without_ticket(const DeskUse& use, std::int64_t count) {
  Statement row = TRY(
      use->prepare("SELECT id FROM cases WHERE tag IS NULL AND erased_at IS NULL ORDER BY id DESC LIMIT ?"));
  row.bind(1, count);
  std::vector<Case> cases;
  while (TRY(row.step())) {
    std::optional<Case> found = TRY(find_case(use, row.integer(0)));
    if (found) cases.push_back(*std::move(found));
  }
  return cases;
}

Result<std::optional<Case>> case_with_tag(const DeskUse& use, const complaint::TicketTag& tag) {
  Statement row = TRY(use->prepare("SELECT id FROM cases WHERE tag = ? LIMIT 1"));
  row.bind(1, tag);
  if (!TRY(row.step())) return std::optional<Case>();
  return find_case(use, row.integer(0));
}

Result<void> keep_ticket(const DeskUse& use, const Vault& vault, const Case& target, const Ticket& ticket) {
  Transaction change = TRY(Transaction::begin(*use));
  Statement update =
      TRY(use->prepare("UPDATE cases SET tag = ?, ticket_box = ? WHERE id = ? AND tag IS NULL"));
  update.bind(1, ticket.tag).bind(2, vault.lock(ticket.key.view(), ticket_place(target.id)));
  TRY(update.bind(3, target.id).run());
  TRY(publish_pending(use, vault, target));
  TRY(take_waiting_messages(use, vault, target, ticket.tag));
  return change.commit();
}

Result<complaint::AskedPage> asked_page(const DeskUse& use, const complaint::KioskId& kiosk,
                                        const complaint::TicketTag& tag, base::Timestamp now) {
  complaint::AskedPage page{kiosk, tag, now, {}};
  Statement row =
      TRY(use->prepare("SELECT number, uuid, tag, box, kiosk FROM publications WHERE tag = ? ORDER "
                       "BY number DESC LIMIT ?"));
  row.bind(1, tag).bind(2, static_cast<std::int64_t>(complaint::kRecordsPerPage));
  std::size_t size = 0;
  while (size < complaint::kPageBoxesMaxSize && TRY(row.step())) {
    page.records.push_back({TRY(complaint::KioskId::parse(row.text(4))), sealed_of(row)});
    size += page.records.back().sealed.box.size();
  }
  std::reverse(page.records.begin(), page.records.end());
  return page;
}

Result<complaint::AnswerPage> answer_page(const DeskUse& use, const complaint::KioskId& kiosk,
                                          std::uint64_t after, base::Timestamp now) {
  complaint::AnswerPage page{kiosk, after, 0, now, {}};
  Statement latest = TRY(use->prepare("SELECT COALESCE(MAX(number), 0) FROM publications WHERE kiosk = ?"));
  latest.bind(1, std::string_view(kiosk.text()));
  TRY(latest.step());
  page.latest = static_cast<std::uint64_t>(latest.integer(0));
  Statement row =
      TRY(use->prepare("SELECT number, uuid, tag, box FROM publications WHERE kiosk = ? AND number > ? AND"
                       " length(box) > 0 ORDER BY number LIMIT ?"));
  row.bind(1, std::string_view(kiosk.text())).bind(2, static_cast<std::int64_t>(after));
  row.bind(3, static_cast<std::int64_t>(complaint::kRecordsPerPage));
  std::size_t size = 0;
  while (size < complaint::kPageBoxesMaxSize && TRY(row.step())) {
    page.records.push_back(sealed_of(row));
    size += page.records.back().box.size();
  }
  return page;
}

}  // namespace kiosk::desk
