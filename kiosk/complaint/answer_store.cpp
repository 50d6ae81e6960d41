#include "kiosk/complaint/answer_store.h"

#include <algorithm>

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
constexpr std::string_view kOpenCounts = "open-counts";
constexpr std::string_view kOpenCountsAsOf = "open-counts-as-of";

Result<void> keep_open_counts(const LedgerUse& use, const AnswerPage& page) {
  if (!page.open) return base::done();
  const base::Json json = base::Json::object().set("open", to_json(*page.open));
  TRY(use.set_bytes(kOpenCounts, base::as_bytes(json.text())));
  return use.set_number(kOpenCountsAsOf, base::to_unix_ms(page.as_of));
}

// `kiosk` is empty for this one's own.
Result<void> keep_record(const LedgerUse& use, const SealedRecord& record, std::string_view kiosk) {
  Statement insert = TRY(
      use->prepare("INSERT OR REPLACE INTO records (number, uuid, tag, box, kiosk) VALUES (?, ?, ?, ?, ?)"));
  insert.bind(1, static_cast<std::int64_t>(record.number)).bind(2, record.uuid.bytes);
  TRY(insert.bind(3, record.tag).bind(4, record.box).bind(5, kiosk).run());
  if (!kiosk.empty()) return base::done();
  Statement mark = TRY(use->prepare("UPDATE complaints SET tag = ? WHERE uuid = ? AND tag IS NULL"));
  return mark.bind(1, record.tag).bind(2, record.uuid.bytes).run();
}

FiledHere filed_in(const Statement& row, int state, int created_at, int delivered_at) {
  FiledHere here{LocalState::saved, base::from_unix_ms(row.integer(created_at)), std::nullopt};
  if (row.text(state) == slug_of(OutboxState::delivered)) here.state = LocalState::delivered;
  if (row.text(state) == slug_of(OutboxState::failed)) here.state = LocalState::failed;
  if (!row.is_null(delivered_at)) here.delivered_at = base::from_unix_ms(row.integer(delivered_at));
  return here;
}

// What the outbox's row tells; false if there is none.
Result<bool> add_row(const LedgerUse& use, const Ticket& ticket, FollowUp& out) {
  Statement row =
      TRY(use->prepare("SELECT uuid, state, created_at, delivered_at, case_number, summary"
                       " FROM complaints WHERE tag = ? AND role = 'complaint' ORDER BY id LIMIT 1"));
  row.bind(1, ticket.tag);
  if (!TRY(row.step())) return false;
  out.filed_here = filed_in(row, 1, 2, 3);
  out.case_number = row.text(4);
  const Result<Summary> summary = open_summary(row.blob(5), uuid_of(row.blob(0)), ticket);
  if (summary) {
    out.kind = summary->kind;
    out.category = summary->category;
    out.district = summary->district;
  }
  return true;
}

// Those that the desk has not told of yet: it publishes one record for each.
Result<void> add_messages(const LedgerUse& use, const Ticket& ticket, FollowUp& out) {
  Statement row = TRY(
      use->prepare("SELECT state, created_at, delivered_at FROM complaints WHERE tag = ? AND role = 'message'"
                   " ORDER BY id"));
  row.bind(1, ticket.tag);
  while (TRY(row.step())) out.messages.push_back(filed_in(row, 0, 1, 2));
  const auto told = std::count_if(out.history.begin(), out.history.end(),
                                  [](const FollowUpStep& step) { return step.is_message; });
  auto counted = out.messages.begin();
  for (std::ptrdiff_t i = 0; i < told; ++i) {
    counted = std::find_if(out.messages.begin(), out.messages.end(),
                           [](const FiledHere& message) { return message.state == LocalState::delivered; });
    if (counted != out.messages.end()) out.messages.erase(counted);
  }
  return base::done();
}

void add_record(StatusRecord record, FollowUp& out) {
  out.case_number = record.case_number;
  out.kind = record.kind;
  out.category = record.category;
  out.district = record.district;
  out.deadline = record.deadline;
  out.history.push_back(
      {record.at, record.state, std::move(record.note), std::move(record.answer), record.is_message});
}

Result<void> add_records(const LedgerUse& use, const Ticket& ticket, FollowUp& out) {
  const KioskId here = TRY(KioskId::parse(base::as_text(TRY(use.bytes(kKiosk)))));
  Statement row =
      TRY(use->prepare("SELECT number, uuid, box, kiosk FROM records WHERE tag = ? ORDER BY number"));
  row.bind(1, ticket.tag);
  while (TRY(row.step())) {
    out.is_ours = row.text(3).empty();
    const KioskId kiosk = out.is_ours ? here : TRY(KioskId::parse(row.text(3)));
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
    TRY(use->run("DELETE FROM records; DELETE FROM asked"));
    next = 0;
  }
  for (const SealedRecord& record : page.records) TRY(keep_record(use, record, ""));
  TRY(use.set_number(kCursor, static_cast<std::int64_t>(next)));
  TRY(use.set_number(kAsOf, base::to_unix_ms(page.as_of)));
  TRY(keep_open_counts(use, page));
  TRY(change.commit());
  return next < page.latest;
}

Result<std::optional<OpenCounts>> AnswerStore::open_counts() {
  const LedgerUse use = ledger_.use();
  const std::optional<std::int64_t> as_of = TRY(use.number(kOpenCountsAsOf));
  if (!as_of) return std::optional<OpenCounts>();
  const base::Bytes bytes = TRY(use.bytes(kOpenCounts));
  const base::Json json = TRY(base::Json::parse(base::as_text(bytes)));
  std::optional<std::vector<OpenCount>> counts = open_counts_in(json);
  if (!counts) return std::optional<OpenCounts>();
  return std::optional(OpenCounts{base::from_unix_ms(*as_of), *std::move(counts)});
}

Result<void> AnswerStore::keep_asked(const AskedPage& page) {
  const LedgerUse use = ledger_.use();
  store::Transaction change = TRY(store::Transaction::begin(*use));
  const std::string here(base::as_text(TRY(use.bytes(kKiosk))));
  for (const AskedRecord& record : page.records) {
    // This kiosk's own come in their order, with the pages of keep().
    if (record.kiosk.text() != here) TRY(keep_record(use, record.sealed, record.kiosk.text()));
  }
  if (!page.records.empty()) {
    Statement asked = TRY(use->prepare("INSERT OR REPLACE INTO asked (tag, as_of) VALUES (?, ?)"));
    TRY(asked.bind(1, page.tag).bind(2, base::to_unix_ms(page.as_of)).run());
  }
  return change.commit();
}

namespace {

Result<std::optional<base::Timestamp>> heard_of(const LedgerUse& use, const Ticket& ticket, bool is_ours) {
  std::optional<std::int64_t> as_of;
  if (is_ours) {
    as_of = TRY(use.number(kAsOf));
  } else {
    Statement row = TRY(use->prepare("SELECT as_of FROM asked WHERE tag = ?"));
    if (TRY(row.bind(1, ticket.tag).step())) as_of = row.integer(0);
  }
  return as_of ? std::optional(base::from_unix_ms(*as_of)) : std::nullopt;
}

}  // namespace

Result<std::optional<FollowUp>> AnswerStore::lookup(const Ticket& ticket) {
  const LedgerUse use = ledger_.use();
  FollowUp out;
  const bool has_row = TRY(add_row(use, ticket, out));
  TRY(add_records(use, ticket, out));
  if (!has_row && out.history.empty()) return std::optional<FollowUp>();
  out.is_ours = out.is_ours || has_row;
  TRY(add_messages(use, ticket, out));
  out.as_of = TRY(heard_of(use, ticket, out.is_ours));
  return std::optional(std::move(out));
}

}  // namespace kiosk::complaint
