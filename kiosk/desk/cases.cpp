#include "kiosk/desk/cases.h"

#include <array>
#include <charconv>
#include <variant>

#include "kiosk/base/json.h"
#include "kiosk/base/utf8.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/publications.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using base::Timestamp;
using complaint::CaseState;
using store::Statement;

constexpr std::string_view kColumns =
    "SELECT id, year, serial, kiosk, uuid, hash, kind, category, district, deposited_at, received_at, "
    "deadline_at,"
    " updated_at, answered_at, state, opened FROM cases ";
constexpr std::string_view kClosedLast = "(state IN ('answered', 'closed'))";
constexpr std::array kEvents = {CaseEvent::received, CaseEvent::opened,      CaseEvent::state,
                                CaseEvent::answer,   CaseEvent::phone_shown, CaseEvent::message};

CaseEvent parse_event(std::string_view slug) {
  for (const CaseEvent event : kEvents) {
    if (slug_of(event) == slug) return event;
  }
  return CaseEvent::state;
}

bool is_public(CaseEvent event) {
  return event == CaseEvent::received || event == CaseEvent::state || event == CaseEvent::answer ||
         event == CaseEvent::message;
}

Result<Case> case_of(const Statement& row) {
  Case out{row.integer(0),
           {static_cast<int>(row.integer(1)), row.integer(2)},
           TRY(complaint::KioskId::parse(row.text(3))),
           {},
           TRY(crypto::Hash::from_bytes(row.blob(5))),
           complaint::parse_kind(row.text(6)).value_or(complaint::Kind::complaint),
           row.text(7),
           row.text(8),
           base::from_unix_ms(row.integer(9)),
           base::from_unix_ms(row.integer(10)),
           base::from_unix_ms(row.integer(11)),
           base::from_unix_ms(row.integer(12)),
           std::nullopt,
           complaint::parse_case_state(row.text(14)).value_or(CaseState::received),
           row.integer(15) != 0};
  out.uuid = {base::first_bytes<16>(row.blob(4))};
  if (!row.is_null(13)) out.answered_at = base::from_unix_ms(row.integer(13));
  return out;
}

Result<std::vector<Case>> all_of(Statement row) {
  std::vector<Case> cases;
  while (TRY(row.step())) cases.push_back(TRY(case_of(row)));
  return cases;
}

Result<std::optional<Case>> one_of(Statement row) {
  if (!TRY(row.step())) return std::optional<Case>();
  return std::optional(TRY(case_of(row)));
}

// The condition of a filter and what to bind to it, in order.
class Where {
 public:
  explicit Where(const CaseFilter& filter) {
    if (filter.state) add(" AND state = ?", std::string(slug_of(*filter.state)));
    if (filter.is_new) add(" AND state = ?", std::string(slug_of(CaseState::received)));
    if (filter.is_open) sql_ += base::cat(*filter.is_open ? " AND NOT " : " AND ", kClosedLast);
    if (!filter.district.empty()) add(" AND district = ?", filter.district);
    if (!filter.kiosk.empty()) add(" AND kiosk = ?", filter.kiosk);
    const std::string due = base::cat(" AND NOT ", kClosedLast, " AND deadline_at < ?");
    if (filter.late_at) add(due, base::to_unix_ms(*filter.late_at));
    if (filter.due_before) add(due, base::to_unix_ms(*filter.due_before));
    if (filter.received_from) add(" AND received_at >= ?", base::to_unix_ms(*filter.received_from));
    if (filter.received_to) add(" AND received_at <= ?", base::to_unix_ms(*filter.received_to));
    any_of(" OR category = ?", filter.categories);
    any_of(" OR year || '-' || serial = ?", slugs_of(filter.numbers));
  }
  [[nodiscard]] const std::string& sql() const { return sql_; }
  // Position of the next parameter.
  int bind_to(Statement& statement) const {
    int position = 1;
    for (const auto& value : values_) {
      if (const auto* text = std::get_if<std::string>(&value)) {
        statement.bind(position++, std::string_view(*text));
      } else {
        statement.bind(position++, std::get<std::int64_t>(value));
      }
    }
    return position;
  }

 private:
  void add(std::string_view condition, std::variant<std::string, std::int64_t> value) {
    sql_ += condition;
    values_.push_back(std::move(value));
  }
  void any_of(std::string_view condition, const std::vector<std::string>& values) {
    if (values.empty()) return;
    sql_ += " AND (0";
    for (const std::string& value : values) add(condition, value);
    sql_ += ")";
  }
  static std::vector<std::string> slugs_of(const std::vector<CaseNumber>& numbers) {
    std::vector<std::string> slugs;
    for (const CaseNumber& number : numbers) slugs.push_back(number.slug());
    return slugs;
  }
  std::string sql_ = "WHERE 1";
  std::vector<std::variant<std::string, std::int64_t>> values_;
};

Result<std::int64_t> next_serial(const DeskUse& use, int year) {
  TRY(TRY(use->prepare("INSERT INTO counters (year, last) VALUES (?, 1)"
                       " ON CONFLICT (year) DO UPDATE SET last = last + 1"))
          .bind(1, std::int64_t{year})
          .run());
  Statement row = TRY(use->prepare("SELECT last FROM counters WHERE year = ?"));
  row.bind(1, std::int64_t{year});
  TRY(row.step());
  return row.integer(0);
}

std::string place_of(std::int64_t case_id, Timestamp at, CaseEvent event) {
  return base::cat("history ", case_id, " ", base::to_unix_ms(at), " ", slug_of(event));
}

Result<void> add_history(const DeskUse& use, const Vault& vault, std::int64_t case_id, const Change& change,
                         Timestamp now) {
  const std::string text = base::Json::object()
                               .set("note_ar", change.note.ar.view())
                               .set("note_fr", change.note.fr.view())
                               .set("answer_ar", change.answer.ar.view())
                               .set("answer_fr", change.answer.fr.view())
                               .set("reason", change.reason)
                               .set("message", change.message.view())
                               .text();
  Statement insert = TRY(use->prepare(
      "INSERT INTO history (case_id, at, actor, event, state, public, box) VALUES (?, ?, ?, ?, ?, ?, ?)"));
  insert.bind(1, case_id).bind(2, base::to_unix_ms(now)).bind(3, std::string_view(change.actor));
  insert.bind(4, slug_of(change.event)).bind(5, slug_of(change.state));
  insert.bind(6, std::int64_t{is_public(change.event)});
  return insert.bind(7, vault.lock(base::as_bytes(text), place_of(case_id, now, change.event))).run();
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

Result<bool> has_answer(const DeskUse& use, std::int64_t case_id) {
  Statement row = TRY(use->prepare("SELECT 1 FROM history WHERE case_id = ? AND event = ? LIMIT 1"));
  return row.bind(1, case_id).bind(2, slug_of(CaseEvent::answer)).step();
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
  if (says_answered && !TRY(has_answer(use, target.id))) {
    return Error(ChangeError::unanswered, "a case is answered by an answer");
  }
  return base::done();
}

Result<void> check_change(const DeskUse& use, const Case& target, const Change& change, Timestamp now) {
  TRY(check_words(change.note, complaint::kNoteMaxCodePoints, ChangeError::note_too_long));
  TRY(check_words(change.answer, complaint::kAnswerMaxCodePoints, ChangeError::answer_too_long));
  if (base::count_code_points(change.reason) > kReasonMaxCodePoints) {
    return Error(ChangeError::reason_too_long, "a reason over its limit");
  }
  if (change.event == CaseEvent::phone_shown && is_blank(change.reason)) {
    return Error(ChangeError::reason_missing, "showing the telephone needs a reason");
  }
  if (change.event == CaseEvent::answer && is_blank(change.answer)) {
    return Error(ChangeError::answer_empty, "an empty answer");
  }
  return check_state(use, target, change, now);
}

}  // namespace

std::string_view slug_of(CaseEvent event) {
  switch (event) {
    case CaseEvent::received:
      return "received";
    case CaseEvent::opened:
      return "opened";
    case CaseEvent::state:
      return "state";
    case CaseEvent::answer:
      return "answer";
    case CaseEvent::phone_shown:
      return "phone-shown";
    case CaseEvent::message:
      return "message";
  }
  return "state";
}

std::string_view name_of(ChangeError code) {
  switch (code) {
    case ChangeError::answer_empty:
      return "answer-empty";
    case ChangeError::answer_too_long:
      return "answer-too-long";
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
  }
  return "refused";
}

std::optional<CaseNumber> CaseNumber::parse(std::string_view text) {
  CaseNumber number;
  const char* end = text.data() + text.size();
  const auto year = std::from_chars(text.data(), end, number.year);
  if (year.ec != std::errc() || year.ptr == end || (*year.ptr != '/' && *year.ptr != '-'))
    return std::nullopt;
  const auto serial = std::from_chars(year.ptr + 1, end, number.serial);
  if (serial.ec != std::errc() || serial.ptr != end || number.year < 1 || number.serial < 1)
    return std::nullopt;
  return number;
}

Result<std::vector<Case>> list_cases(const DeskUse& use, const CaseFilter& filter, std::int64_t offset,
                                     std::int64_t count) {
  const Where where(filter);
  const std::string order = filter.order == CaseOrder::newest ? "received_at DESC, id DESC"
                                                              : base::cat(kClosedLast, ", deadline_at, id");
  Statement row =
      TRY(use->prepare(base::cat(kColumns, where.sql(), " ORDER BY ", order, " LIMIT ? OFFSET ?")));
  const int next = where.bind_to(row);
  row.bind(next, count).bind(next + 1, offset);
  return all_of(std::move(row));
}

Result<std::int64_t> count_cases(const DeskUse& use, const CaseFilter& filter) {
  const Where where(filter);
  Statement row = TRY(use->prepare(base::cat("SELECT COUNT(*) FROM cases ", where.sql())));
  where.bind_to(row);
  TRY(row.step());
  return row.integer(0);
}

Result<std::optional<Case>> find_case(const DeskUse& use, const CaseNumber& number) {
  Statement row = TRY(use->prepare(base::cat(kColumns, "WHERE year = ? AND serial = ?")));
  row.bind(1, std::int64_t{number.year}).bind(2, number.serial);
  return one_of(std::move(row));
}

Result<std::optional<Case>> find_case(const DeskUse& use, const complaint::KioskId& kiosk,
                                      const base::Uuid& uuid) {
  Statement row = TRY(use->prepare(base::cat(kColumns, "WHERE kiosk = ? AND uuid = ?")));
  row.bind(1, std::string_view(kiosk.text())).bind(2, uuid.bytes);
  return one_of(std::move(row));
}

Result<std::vector<Case>> cases_after(const DeskUse& use, std::int64_t id, std::int64_t count) {
  Statement row = TRY(use->prepare(base::cat(kColumns, "WHERE id > ? ORDER BY id LIMIT ?")));
  row.bind(1, id).bind(2, count);
  return all_of(std::move(row));
}

Result<base::Bytes> envelope_of(const DeskUse& use, std::int64_t case_id) {
  Statement row = TRY(use->prepare("SELECT bytes FROM envelopes WHERE case_id = ?"));
  row.bind(1, case_id);
  if (!TRY(row.step())) return Error(DeskError::not_found, "a case without its envelope");
  return row.blob(0);
}

Result<complaint::Letter> open_letter(const Vault& vault, base::Bytes envelope,
                                      const crypto::VerifyKey& kiosk) {
  complaint::UnverifiedEnvelope read = TRY(complaint::UnverifiedEnvelope::read(std::move(envelope)));
  const complaint::Envelope verified = TRY(std::move(read).verify(kiosk));
  const crypto::SecretBytes letter = TRY(vault.open(verified));
  return complaint::read_letter(base::as_text(letter.view()));
}

Result<std::vector<HistoryEntry>> history_of(const DeskUse& use, const Vault& vault, std::int64_t case_id) {
  Statement row =
      TRY(use->prepare("SELECT id, at, actor, event, state, box FROM history WHERE case_id = ? ORDER BY id"));
  row.bind(1, case_id);
  std::vector<HistoryEntry> entries;
  while (TRY(row.step())) {
    HistoryEntry entry;
    entry.id = row.integer(0);
    entry.at = base::from_unix_ms(row.integer(1));
    entry.actor = row.text(2);
    entry.event = parse_event(row.text(3));
    entry.state = complaint::parse_case_state(row.text(4)).value_or(CaseState::received);
    const Result<crypto::SecretBytes> text =
        vault.unlock(row.blob(5), place_of(case_id, entry.at, entry.event));
    entry.is_lost = !text;
    const base::Json json = text ? TRY(base::Json::parse(base::as_text(text->view()))) : base::Json::object();
    entry.note = {std::string_view(json.string_or("note_ar", "")),
                  std::string_view(json.string_or("note_fr", ""))};
    entry.answer = {std::string_view(json.string_or("answer_ar", "")),
                    std::string_view(json.string_or("answer_fr", ""))};
    entry.reason = json.string_or("reason", "");
    entry.message = std::string_view(json.string_or("message", ""));
    entries.push_back(std::move(entry));
  }
  return entries;
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
      " received_at, deadline_at, updated_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "'received')"));
  insert.bind(1, std::int64_t{year}).bind(2, serial).bind(3, std::string_view(header.kiosk.text()));
  insert.bind(4, header.uuid.bytes).bind(5, envelope.hash().bytes);
  insert.bind(6, static_cast<std::int64_t>(header.sequence)).bind(7, slug_of(letter.draft.kind));
  insert.bind(8, std::string_view(letter.draft.category)).bind(9, std::string_view(letter.draft.district));
  insert.bind(10, base::to_unix_ms(deposited)).bind(11, base::to_unix_ms(now));
  insert.bind(12, base::to_unix_ms(deposited + kAnswerDays)).bind(13, base::to_unix_ms(now));
  TRY(insert.run());
  const std::int64_t id = use->last_id();
  TRY(TRY(use->prepare("INSERT INTO envelopes (case_id, bytes) VALUES (?, ?)"))
          .bind(1, id)
          .bind(2, envelope.bytes())
          .run());
  TRY(add_history(use, vault, id, {CaseEvent::received, CaseState::received, "", {}, {}, "", {}}, now));
  const std::optional<Case> added = TRY(find_case(use, CaseNumber{year, serial}));
  if (!added) return Error(DeskError::not_found, "a case that was just added is gone");
  return *added;
}

Result<void> add_message(const DeskUse& use, const Vault& vault, const Case& target,
                         const complaint::Message& message, Timestamp now) {
  const bool reopens =
      message.wish == complaint::Wish::reopen && !target.is_open() && now <= target.updated_at + kReopenDays;
  Change change{CaseEvent::message, reopens ? CaseState::in_progress : target.state, "", {}, {}, "", {}};
  change.message = message.text.view();
  TRY(add_history(use, vault, target.id, change, now));
  TRY(TRY(use->prepare("UPDATE cases SET opened = 0 WHERE id = ?")).bind(1, target.id).run());
  if (reopens) {
    Statement update = TRY(use->prepare(
        "UPDATE cases SET state = ?, updated_at = ?, deadline_at = ?, answered_at = NULL WHERE id = ?"));
    update.bind(1, slug_of(change.state)).bind(2, base::to_unix_ms(now));
    TRY(update.bind(3, base::to_unix_ms(now + kAnswerDays)).bind(4, target.id).run());
  }
  return publish_pending(use, vault, target);
}

Result<void> change_case(const DeskUse& use, const Vault& vault, const Case& target, const Change& change,
                         Timestamp now) {
  store::Transaction transaction = TRY(store::Transaction::begin(*use));
  const std::optional<Case> current = TRY(find_case(use, target.number));
  if (!current) return Error(DeskError::not_found, "a case that is gone");
  TRY(check_change(use, *current, change, now));
  const bool changes_nothing =
      change.event == CaseEvent::state && change.state == current->state && is_blank(change.note);
  if (changes_nothing) return base::done();
  TRY(add_history(use, vault, target.id, change, now));
  if (is_public(change.event)) {
    const bool answered = change.state == CaseState::answered || change.state == CaseState::closed;
    Statement update = TRY(
        use->prepare("UPDATE cases SET state = ?, updated_at = ?, opened = 1,"
                     " answered_at = CASE WHEN ? THEN COALESCE(answered_at, ?) ELSE NULL END WHERE id = ?"));
    update.bind(1, slug_of(change.state)).bind(2, base::to_unix_ms(now)).bind(3, std::int64_t{answered});
    TRY(update.bind(4, base::to_unix_ms(now)).bind(5, target.id).run());
  } else {
    TRY(TRY(use->prepare("UPDATE cases SET opened = 1 WHERE id = ?")).bind(1, target.id).run());
  }
  TRY(publish_pending(use, vault, target));
  return transaction.commit();
}

}  // namespace kiosk::desk
