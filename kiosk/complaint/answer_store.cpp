#include "kiosk/complaint/answer_store.h"

#include "kiosk/base/log.h"
#include "kiosk/complaint/outbox_rows.h"
#include "kiosk/complaint/summary.h"

namespace kiosk::complaint {
namespace {

using base::Result;
using store::Statement;

constexpr std::string_view kCursor = "answers-cursor";
constexpr std::string_view kAsOf = "answers-as-of";
constexpr std::string_view kKiosk = "kiosk";

Result<void> keep_record(const LedgerUse& use, const SealedRecord& record) {
  Statement insert =
      TRY(use->prepare("INSERT OR REPLACE INTO records (number, uuid, tag, box) VALUES (?, ?, ?, ?)"));
  insert.bind(1, static_cast<std::int64_t>(record.number)).bind(2, record.uuid.bytes);
  TRY(insert.bind(3, record.tag).bind(4, record.box).run());
  Statement mark = TRY(use->prepare("UPDATE complaints SET tag = ? WHERE uuid = ? AND tag IS NULL"));
  return mark.bind(1, record.tag).bind(2, record.uuid.bytes).run();
}

// What the outbox's row tells; false if there is none.
Result<bool> add_row(const LedgerUse& use, const Ticket& ticket, FollowUp& out) {
  Statement row =
      TRY(use->prepare("SELECT uuid, state, created_at, delivered_at, case_number, summary"
                       " FROM complaints WHERE tag = ? ORDER BY id LIMIT 1"));
  row.bind(1, ticket.tag);
  if (!TRY(row.step())) return false;
  FiledHere here{LocalState::saved, base::from_unix_ms(row.integer(2)), std::nullopt};
  if (row.text(1) == slug_of(OutboxState::delivered)) here.state = LocalState::delivered;
  if (row.text(1) == slug_of(OutboxState::failed)) here.state = LocalState::failed;
  if (!row.is_null(3)) here.delivered_at = base::from_unix_ms(row.integer(3));
  out.filed_here = here;
  out.case_number = row.text(4);
  const Result<Summary> summary = open_summary(row.blob(5), uuid_of(row.blob(0)), ticket);
  if (summary) {
    out.kind = summary->kind;
    out.category = summary->category;
    out.district = summary->district;
  }
  return true;
}

void add_record(StatusRecord record, FollowUp& out) {
  out.case_number = record.case_number;
  out.kind = record.kind;
  out.category = record.category;
  out.district = record.district;
  out.deadline = record.deadline;
  out.history.push_back({record.at, record.state, std::move(record.note), std::move(record.answer)});
}

Result<void> add_records(const LedgerUse& use, const Ticket& ticket, FollowUp& out) {
  const KioskId kiosk = TRY(KioskId::parse(base::as_text(TRY(use.bytes(kKiosk)))));
  Statement row = TRY(use->prepare("SELECT number, uuid, box FROM records WHERE tag = ? ORDER BY number"));
  row.bind(1, ticket.tag);
  while (TRY(row.step())) {
    const RecordPlace place{kiosk, uuid_of(row.blob(1)), static_cast<std::uint64_t>(row.integer(0))};
    Result<StatusRecord> record = open_record(row.blob(2), place, ticket);
    if (record) {
      add_record(std::move(record).value(), out);
    } else {
      KIOSK_LOG(warning, "answers.record-refused", {"number", row.integer(0)},
                {"reason", record.error().name()});
    }
  }
  return base::done();
}

}  // namespace

Result<std::uint64_t> AnswerStore::cursor() {
  const LedgerUse use = ledger_.use();
  return static_cast<std::uint64_t>(TRY(use.number(kCursor)).value_or(0));
}

Result<bool> AnswerStore::keep(const AnswerPage& page) {
  const LedgerUse use = ledger_.use();
  store::Transaction change = TRY(store::Transaction::begin(*use));
  const auto cursor = static_cast<std::uint64_t>(TRY(use.number(kCursor)).value_or(0));
  if (page.after != cursor) return base::Error(ProtocolError::for_another, "a page that was not asked for");
  std::uint64_t next = page.records.empty() ? cursor : page.records.back().number;
  if (page.latest < cursor) {
    // The desk knows less than we do: it was restored from a backup and numbers anew. So do we.
    KIOSK_LOG(warning, "answers.desk-restored", {"cursor", cursor}, {"latest", page.latest});
    TRY(use->run("DELETE FROM records"));
    next = 0;
  }
  for (const SealedRecord& record : page.records) TRY(keep_record(use, record));
  TRY(use.set_number(kCursor, static_cast<std::int64_t>(next)));
  TRY(use.set_number(kAsOf, base::to_unix_ms(page.as_of)));
  TRY(change.commit());
  return next < page.latest;
}

Result<std::optional<FollowUp>> AnswerStore::lookup(const Ticket& ticket) {
  const LedgerUse use = ledger_.use();
  FollowUp out;
  const bool has_row = TRY(add_row(use, ticket, out));
  TRY(add_records(use, ticket, out));
  if (!has_row && out.history.empty()) return std::optional<FollowUp>();
  const std::optional<std::int64_t> as_of = TRY(use.number(kAsOf));
  if (as_of) out.as_of = base::from_unix_ms(*as_of);
  return std::optional(std::move(out));
}

}  // namespace kiosk::complaint
