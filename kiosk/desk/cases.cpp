#include "kiosk/desk/cases.h"

#include <charconv>
#include <limits>
#include <utility>
#include <variant>

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using base::Timestamp;
using complaint::CaseState;

constexpr std::string_view kColumns =
    "SELECT id, year, serial, kiosk, uuid, hash, kind, category, district, deposited_at, received_at,"
    " deadline_at, updated_at, answered_at, state, opened, assignee, merged_into, acknowledge_at,"
    " acknowledged_at, escalated_at, closed_at, erased_at FROM cases ";
// As the index has it (schema.cpp). A number: PostgreSQL turns a condition round that is compared with false, and
// then does not know it for that of the index.
constexpr std::string_view kDone = "(CASE WHEN state IN ('answered', 'closed') THEN 1 ELSE 0 END)";

std::optional<Timestamp> time_or_none(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(base::from_unix_ms(row.integer(column)));
}

Result<Case> case_of(const Statement& row) {
  complaint::KioskId kiosk = TRY(complaint::KioskId::parse(row.text(3)));
  Case out{row.integer(0), {static_cast<int>(row.integer(1)), row.integer(2)}, std::move(kiosk)};
  out.uuid = {base::first_bytes<16>(row.blob(4))};
  out.envelope = TRY(crypto::Hash::from_bytes(row.blob(5)));
  out.kind = complaint::parse_kind(row.text(6)).value_or(complaint::Kind::complaint);
  out.category = row.text(7);
  out.district = row.text(8);
  out.deposited_at = base::from_unix_ms(row.integer(9));
  out.received_at = base::from_unix_ms(row.integer(10));
  out.deadline_at = base::from_unix_ms(row.integer(11));
  out.updated_at = base::from_unix_ms(row.integer(12));
  out.answered_at = time_or_none(row, 13);
  out.state = complaint::parse_case_state(row.text(14)).value_or(CaseState::received);
  out.opened = row.integer(15) != 0;
  out.assignee = row.text(16);
  if (!row.is_null(17)) out.merged_into = row.integer(17);
  out.acknowledge_at = time_or_none(row, 18);
  out.acknowledged_at = time_or_none(row, 19);
  out.escalated_at = time_or_none(row, 20);
  out.closed_at = time_or_none(row, 21);
  out.erased_at = time_or_none(row, 22);
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
    if (filter.merged == Merged::hidden && !filter.merged_into) sql_ += " AND merged_into IS NULL";
    if (filter.merged_into) add(" AND merged_into = ?", *filter.merged_into);
    if (filter.is_new) add_text(kState, slug_of(CaseState::received));
    if (filter.is_new || filter.is_open) is_done(!filter.is_open.value_or(true));
    add_text(kState, filter.state ? slug_of(*filter.state) : "");
    add_text(" AND kind = ?", filter.kind ? slug_of(*filter.kind) : "");
    add_text(" AND district = ?", filter.district);
    add_text(kKiosk, filter.kiosk);
    add_text(" AND assignee = ?", filter.assignee);
    if (filter.is_unassigned) sql_ += " AND assignee = ''";
    if (filter.is_escalated) sql_ += " AND escalated_at IS NOT NULL";
    for (const std::optional<Timestamp>& due : {filter.late_at, filter.due_before}) {
      if (due) is_done(false);
      add_time(" AND deadline_at < ?", due);
    }
    add_time(" AND received_at >= ?", filter.received_from);
    add_time(" AND received_at <= ?", filter.received_to);
    add_time(" AND deposited_at >= ?", filter.deposited_from);
    add_time(" AND deposited_at <= ?", filter.deposited_to);
    add_time(" AND updated_at >= ?", filter.updated_from);
    add_time(" AND updated_at <= ?", filter.updated_to);
    add_categories(filter.categories);
    add_numbers(filter.numbers);
    if (filter.ids) add_ids(*filter.ids);
  }
  [[nodiscard]] const std::string& sql() const { return sql_; }
  // Either all that are found are done, or none is.
  [[nodiscard]] bool is_of_one_side() const { return is_of_one_side_; }
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
  void add_text(std::string_view condition, std::string_view value) {
    if (!value.empty()) add(condition, std::string(value));
  }
  void add_time(std::string_view condition, const std::optional<Timestamp>& time) {
    if (time) add(condition, base::to_unix_ms(*time));
  }
  void is_done(bool done) {
    sql_ += base::cat(" AND ", kDone, done ? " = 1" : " = 0");
    is_of_one_side_ = true;
  }
  void add_categories(const std::vector<std::string>& categories) {
    std::string_view joint = " AND category IN (?";
    for (const std::string& category : categories) add(std::exchange(joint, ", ?"), category);
    if (!categories.empty()) sql_ += ")";
  }
  // So that the index of numbers is used.
  void add_numbers(const std::vector<CaseNumber>& numbers) {
    std::string_view joint = " AND ((year = ?";
    for (const CaseNumber& number : numbers) {
      add(std::exchange(joint, " OR (year = ?"), std::int64_t{number.year});
      add(" AND serial = ?)", number.serial);
    }
    if (!numbers.empty()) sql_ += ")";
  }
  void add_ids(const std::vector<std::int64_t>& ids) {
    sql_ += " AND id IN (0";
    for (const std::int64_t id : ids) sql_ += base::cat(",", id);
    sql_ += ")";
  }
  // No plain equations, else SQLite reads rows instead of cases_listed alone: it would put the state into the
  // expression of that index, which is then another one, or take the index of (kiosk, uuid).
  static constexpr std::string_view kState = " AND COALESCE(state, '') = ?";
  static constexpr std::string_view kKiosk = " AND COALESCE(kiosk, '') = ?";

  std::string sql_ = "WHERE true";
  bool is_of_one_side_ = false;
  std::vector<std::variant<std::string, std::int64_t>> values_;
};

}  // namespace

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
  std::string order = "received_at DESC, id DESC";
  // Without the side that all are on, which SQLite would sort by once more.
  if (filter.order == CaseOrder::deadline)
    order = base::cat(where.is_of_one_side() ? "" : base::cat(kDone, ", "), "deadline_at, id");
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

Result<std::optional<Case>> find_case(const DeskUse& use, std::int64_t id) {
  Statement row = TRY(use->prepare(base::cat(kColumns, "WHERE id = ?")));
  row.bind(1, id);
  return one_of(std::move(row));
}

Result<std::vector<Case>> cases_after(const DeskUse& use, std::int64_t id, std::int64_t count) {
  Statement row = TRY(use->prepare(base::cat(kColumns, "WHERE id > ? ORDER BY id LIMIT ?")));
  row.bind(1, id).bind(2, count);
  return all_of(std::move(row));
}

Result<std::vector<Case>> cases_before(const DeskUse& use, std::int64_t id, std::int64_t count) {
  Statement row = TRY(use->prepare(base::cat(kColumns, "WHERE id < ? ORDER BY id DESC LIMIT ?")));
  row.bind(1, id == 0 ? std::numeric_limits<std::int64_t>::max() : id).bind(2, count);
  return all_of(std::move(row));
}

Result<base::Bytes> envelope_of(const DeskUse& use, std::int64_t case_id) {
  Statement row = TRY(use->prepare("SELECT bytes FROM envelopes WHERE case_id = ?"));
  row.bind(1, case_id);
  if (!TRY(row.step())) return Error(DeskError::erased, "a case whose envelope is gone");
  return row.blob(0);
}

Result<complaint::Letter> open_letter(const Vault& vault, base::Bytes envelope,
                                      const crypto::VerifyKey& kiosk) {
  complaint::UnverifiedEnvelope read = TRY(complaint::UnverifiedEnvelope::read(std::move(envelope)));
  const complaint::Envelope verified = TRY(std::move(read).verify(kiosk));
  const crypto::SecretBytes letter = TRY(vault.open(verified));
  return complaint::read_letter(base::as_text(letter.view()));
}

}  // namespace kiosk::desk
