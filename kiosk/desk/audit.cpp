#include "kiosk/desk/audit.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <utility>

#include "kiosk/base/json.h"

namespace kiosk::desk {
namespace {

using base::Result;

constexpr std::int64_t kPage = 1000;
constexpr std::string_view kColumns =
    "SELECT id, at, actor, action, subject, detail, digest, mac, key FROM audit";

base::Json json_of(const AuditRow& row) {
  return base::Json::object()
      .set("id", row.id)
      .set("at", base::to_unix_ms(row.at))
      .set("actor", row.actor)
      .set("action", row.action)
      .set("subject", row.subject)
      .set("detail", row.detail)
      .set("digest", row.digest.text());
}

crypto::Hash mac_of(const AuditKey& key, const crypto::Hash& before, const AuditRow& row) {
  base::Bytes message(before.bytes.begin(), before.bytes.end());
  const std::string line = json_of(row).text();
  const base::ByteView bytes = base::as_bytes(line);
  message.insert(message.end(), bytes.begin(), bytes.end());
  return crypto::keyed_hash(key.secret.view(), message);
}

Result<AuditRow> row_of(const Statement& row) {
  const crypto::Hash digest = TRY(crypto::Hash::from_bytes(row.blob(6)));
  const crypto::Hash mac = TRY(crypto::Hash::from_bytes(row.blob(7)));
  return AuditRow{row.integer(0), base::from_unix_ms(row.integer(1)),
                  row.text(2),    row.text(3),
                  row.text(4),    row.text(5),
                  digest,         mac};
}

std::int64_t to_number(std::string_view digits) {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// "entry 18 in_progress: amina" without what only the log tells.
std::string_view without_about(std::string_view detail) { return detail.substr(0, detail.find(kEntryAbout)); }

class Verifier {
 public:
  Verifier(DeskDatabase& database, const std::optional<AuditHead>& known)
      : database_(database), known_(known) {}

  Result<AuditCheck> run() {
    while (TRY(next_page())) {
    }
    if (known_ && known_->id > check_.head.id)
      fault(base::cat("the log ends at ", check_.head.id, " and once went to ", known_->id));
    const DeskUse use = database_.use();
    Statement row = TRY(use->prepare(
        "SELECT COUNT(CASE WHEN id <= ?1 THEN 1 END), COUNT(CASE WHEN id > ?1 THEN 1 END) FROM history"));
    TRY(row.bind(1, first_entry_).step());
    check_.older = row.integer(0);
    if (row.integer(1) != check_.history)
      fault(
          base::cat(row.integer(1), " entries in the history of cases, and ", check_.history, " in the log"));
    return std::move(check_);
  }

 private:
  void fault(std::string what) {
    if (check_.faults.size() < kAuditFaultsListed) check_.faults.push_back(std::move(what));
  }

  Result<bool> next_page() {
    const DeskUse use = database_.use();
    Statement row = TRY(use->prepare(base::cat(kColumns, " WHERE id > ? ORDER BY id LIMIT ?")));
    row.bind(1, check_.head.id).bind(2, kPage);
    bool any = false;
    while (TRY(row.step())) {
      any = true;
      take(use.audit_key(), TRY(row_of(row)), row.text(8));
    }
    TRY(compare_history(use));
    return any;
  }

  void take(const AuditKey& key, const AuditRow& row, const std::string& made_with) {
    if (row.id != check_.head.id + 1)
      fault(base::cat("row ", check_.head.id + 1, " is missing: ", row.id, " follows"));
    if (made_with != key.id) {
      ++check_.other_key;
    } else if (mac_of(key, check_.head.mac, row) != row.mac) {
      fault(base::cat("row ", row.id, " is not what was written, or does not follow the one before"));
    }
    check_.head = {row.id, row.mac};
    if (known_ && known_->id == row.id && known_->mac != row.mac)
      fault(base::cat("row ", row.id, " is another than the one of the head that was kept"));
    if (row.action == kLogBegun) first_entry_ = to_number(row.detail);
    if (row.action.starts_with(kCasePrefix) && row.detail.starts_with(kEntryPrefix))
      entries_[to_number(std::string_view(row.detail).substr(kEntryPrefix.size()))] = row;
  }

  // The history of the cases says what this page of the log says; texts may be gone, but not be others.
  Result<void> compare_history(const DeskUse& use) {
    if (entries_.empty()) return base::done();
    Statement row =
        TRY(use->prepare("SELECT h.id, h.at, h.actor, h.event, h.state, t.box, c.erased_at FROM history h"
                         " JOIN cases c ON c.id = h.case_id LEFT JOIN texts t ON t.history_id = h.id"
                         " WHERE h.id >= ? AND h.id <= ?"));
    row.bind(1, entries_.begin()->first).bind(2, entries_.rbegin()->first);
    while (TRY(row.step())) compare_entry(row);
    for (const auto& [id, said] : entries_)
      fault(base::cat("entry ", id, " of case ", said.subject, " is gone"));
    entries_.clear();
    return base::done();
  }

  void compare_entry(const Statement& row) {
    const std::int64_t id = row.integer(0);
    const auto logged = entries_.find(id);
    if (logged == entries_.end()) return;
    ++check_.history;
    const AuditRow& said = logged->second;
    const bool same = base::to_unix_ms(said.at) == row.integer(1) && said.actor == row.text(2) &&
                      said.action == base::cat(kCasePrefix, row.text(3)) &&
                      without_about(said.detail) == base::cat(kEntryPrefix, id, " ", row.text(4));
    if (!same) fault(base::cat("entry ", id, " of case ", said.subject, " was changed"));
    const bool has_text = !row.is_null(5);
    if (!has_text && row.is_null(6))
      fault(base::cat("the text of entry ", id, " of case ", said.subject, " is gone"));
    if (has_text && crypto::hash_of(row.blob(5)) != said.digest)
      fault(base::cat("the text of entry ", id, " of case ", said.subject, " was changed"));
    entries_.erase(logged);
  }

  DeskDatabase& database_;
  const std::optional<AuditHead>& known_;
  AuditCheck check_;
  std::map<std::int64_t, AuditRow> entries_;  // of the page, by the entry of the history
  std::int64_t first_entry_ = 0;
};

}  // namespace

Result<AuditHead> audit_head(const DeskUse& use) {
  Statement row = TRY(use->prepare("SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1"));
  if (!TRY(row.step())) return AuditHead{};
  return AuditHead{row.integer(0), TRY(crypto::Hash::from_bytes(row.blob(1)))};
}

std::optional<AuditHead> AuditHead::parse(std::string_view text) {
  AuditHead head;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), head.id);
  if (code != std::errc() || end == text.data() + text.size() || *end != ':') return std::nullopt;
  const Result<crypto::Hash> mac =
      crypto::Hash::parse(text.substr(static_cast<std::size_t>(end - text.data()) + 1));
  if (!mac) return std::nullopt;
  head.mac = *mac;
  return head;
}

Result<void> record(const DeskUse& use, const Deed& deed, base::Timestamp now) {
  const AuditHead head = TRY(audit_head(use));
  AuditRow row{head.id + 1, now, std::string(deed.actor), std::string(deed.action), deed.subject, deed.detail,
               deed.digest, {}};
  row.mac = mac_of(use.audit_key(), head.mac, row);
  Statement insert =
      TRY(use->prepare("INSERT INTO audit (id, at, actor, action, subject, detail, digest, key, mac) VALUES "
                       "(?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  insert.bind(1, row.id).bind(2, base::to_unix_ms(now)).bind(3, std::string_view(row.actor));
  insert.bind(4, std::string_view(row.action)).bind(5, std::string_view(row.subject));
  insert.bind(6, std::string_view(row.detail)).bind(7, row.digest.bytes);
  return insert.bind(8, std::string_view(use.audit_key().id)).bind(9, row.mac.bytes).run();
}

Result<void> record_now_and_then(const DeskUse& use, const Deed& deed, base::Milliseconds pause,
                                 base::Timestamp now) {
  Statement row = TRY(
      use->prepare("SELECT COUNT(*) FROM audit WHERE subject = ? AND actor = ? AND action = ? AND at > ?"));
  row.bind(1, std::string_view(deed.subject)).bind(2, deed.actor).bind(3, deed.action);
  row.bind(4, base::to_unix_ms(now - pause));
  TRY(row.step());
  if (row.integer(0) > 0) return base::done();
  Transaction change = TRY(Transaction::begin(*use));
  TRY(record(use, deed, now));
  return change.commit();
}

Result<std::vector<AuditRow>> audit_page(const DeskUse& use, const AuditFilter& filter, std::int64_t before,
                                         std::int64_t count) {
  std::string sql = base::cat(kColumns, " WHERE id < ?");
  if (!filter.who_or_what.empty()) sql += " AND (subject = ? OR actor = ? OR actor = ?)";
  std::string_view joint = " AND action IN (?";
  for (std::size_t at = 0; at < filter.actions.size(); ++at) sql += std::exchange(joint, ", ?");
  if (!filter.actions.empty()) sql += ")";
  if (filter.from) sql += " AND at >= ?";
  if (filter.to) sql += " AND at <= ?";
  Statement row = TRY(use->prepare(sql + " ORDER BY id DESC LIMIT ?"));
  int position = 1;
  row.bind(position++, before > 0 ? before : std::numeric_limits<std::int64_t>::max());
  if (const std::string_view who = filter.who_or_what; !who.empty()) {
    row.bind(position++, who);
    row.bind(position++, who);
    row.bind(position++, std::string_view(base::cat(kCommandLine, who)));
  }
  for (const std::string& action : filter.actions) row.bind(position++, std::string_view(action));
  for (const std::optional<base::Timestamp>& end : {filter.from, filter.to}) {
    if (end) row.bind(position++, base::to_unix_ms(*end));
  }
  row.bind(position, count);
  std::vector<AuditRow> rows;
  while (TRY(row.step())) rows.push_back(TRY(row_of(row)));
  return rows;
}

Result<std::vector<AuditRow>> audit_after(const DeskUse& use, std::int64_t after, std::int64_t count) {
  Statement row = TRY(use->prepare(base::cat(kColumns, " WHERE id > ? ORDER BY id LIMIT ?")));
  row.bind(1, after).bind(2, count);
  std::vector<AuditRow> rows;
  while (TRY(row.step())) rows.push_back(TRY(row_of(row)));
  return rows;
}

std::string audit_line(const AuditRow& row) { return json_of(row).set("mac", row.mac.text()).text(); }

Result<AuditCheck> verify_audit(DeskDatabase& database, const std::optional<AuditHead>& known) {
  return Verifier(database, known).run();
}

Result<void> begin_log(const DeskUse& use) {
  Transaction change = TRY(Transaction::begin(*use));
  if (TRY(audit_head(use)).id > 0) return base::done();
  Statement row = TRY(use->prepare("SELECT COALESCE(MAX(id), 0), COALESCE(MAX(at), 0) FROM history"));
  TRY(row.step());
  TRY(record(use, {"", kLogBegun, "", std::to_string(row.integer(0))},
             std::max(base::from_unix_ms(row.integer(1)), base::Timestamp(base::kProgramDay))));
  return change.commit();
}

}  // namespace kiosk::desk
