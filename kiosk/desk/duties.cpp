#include "kiosk/desk/duties.h"

#include <array>

#include "kiosk/desk/erasure.h"

namespace kiosk::desk {
namespace {

using base::Result;

// Cases whose time in `column` has come get an entry, and the time goes.
struct Duty {
  std::string_view column;
  CaseEvent event;
  std::string_view also;  // what else is set
};
constexpr Duty kRemind{"remind_at", CaseEvent::reminded, ""};
constexpr Duty kEscalate{"escalate_at", CaseEvent::escalated, ", escalated_at = escalate_at"};

Result<std::int64_t> serve(const DeskUse& use, const Vault& vault, const Duty& duty, base::Timestamp now) {
  Transaction change = TRY(Transaction::begin(*use));
  Statement row = TRY(use->prepare(base::cat("SELECT id FROM cases WHERE ", duty.column, " <= ? ORDER BY ",
                                             duty.column, ", id LIMIT ?", use->skip_locked())));
  row.bind(1, base::to_unix_ms(now)).bind(2, kDutiesAtOnce);
  std::vector<std::int64_t> ids;
  while (TRY(row.step())) ids.push_back(row.integer(0));
  for (const std::int64_t id : ids) {
    const std::optional<Case> target = TRY(find_case(use, id));
    if (target && target->is_open() && !target->erased_at && !target->merged_into)
      TRY(add_history(use, vault, *target, {duty.event, target->state, ""}, now));
    Statement done =
        TRY(use->prepare(base::cat("UPDATE cases SET ", duty.column, " = NULL", duty.also, " WHERE id = ?")));
    TRY(done.bind(1, id).run());
  }
  TRY(change.commit());
  return static_cast<std::int64_t>(ids.size());
}

// In which words of citizens and clerks are.
constexpr std::array<std::string_view, 6> kTablesOfWords = {"texts",  "envelopes",    "messages",
                                                            "drafts", "publications", "cases"};
constexpr std::string_view kForgotten = "forgotten";  // of settings: how many erased cases are in no file

Result<std::int64_t> number(const DeskUse& use, const std::string& sql) {
  Statement row = TRY(use->prepare(sql));
  return TRY(row.step()) ? row.integer(0) : 0;
}

// However long it takes; what was set for this connection is as before afterwards.
Result<void> make_anew(const DeskUse& use) {
  Result<void> done = use->run("SET statement_timeout = 0");
  for (const std::string_view table : kTablesOfWords)
    if (done) done = use->run(base::cat("VACUUM FULL ", table));
  TRY(use->run("SET statement_timeout = '60s'"));
  return done;
}

Result<bool> forget_erased(const DeskUse& use, base::Timestamp now) {
  if (!use->keeps_deleted() || base::to_local(now).hour != kForgettingHour) return false;
  const std::int64_t erased = TRY(number(use, "SELECT COUNT(*) FROM cases WHERE erased_at IS NOT NULL"));
  const std::int64_t before =
      TRY(number(use, base::cat("SELECT value FROM settings WHERE name = '", kForgotten, "'")));
  if (erased == before) return false;
  TRY(make_anew(use));
  Statement put =
      TRY(use->prepare("INSERT INTO settings (name, value) VALUES (?, ?)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
  TRY(put.bind(1, kForgotten).bind(2, std::string_view(std::to_string(erased))).run());
  return true;
}

}  // namespace

base::Timestamp months_before(base::Timestamp now, int months) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  std::chrono::year_month_day date = std::chrono::year_month_day(day) - std::chrono::months(months);
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return std::chrono::sys_days(date);
}

Result<DutiesDone> do_duties(DeskDatabase& database, const Vault& vault, base::Timestamp now) {
  DutiesDone done;
  done.reminded = TRY(serve(database.use(), vault, kRemind, now));
  done.escalated = TRY(serve(database.use(), vault, kEscalate, now));
  const Settings settings = TRY(load_settings(database.use()));
  if (settings.keep_months > 0)
    done.erased = TRY(
        erase_closed(database.use(), vault, months_before(now, settings.keep_months), kDutiesAtOnce, now));
  done.forgot = TRY(forget_erased(database.use(), now));
  return done;
}

}  // namespace kiosk::desk
