#include "kiosk/desk/figures.h"

#include <cmath>

#include <algorithm>

namespace kiosk::desk {
namespace {

using base::Result;
using base::Timestamp;

constexpr std::chrono::days kWeek{7};
constexpr std::int64_t kWeekMs = base::Milliseconds(kWeek).count();
constexpr double kDayMs = 86'400'000.0;

struct Span {
  Timestamp start, end;
};

Statement& bind(Statement& row, const Span& span) {
  return row.bind(1, base::to_unix_ms(span.start)).bind(2, base::to_unix_ms(span.end));
}

Result<std::int64_t> count(const DeskUse& use, std::string_view condition, const Span& span) {
  Statement row = TRY(use->prepare(base::cat("SELECT COUNT(*) FROM cases WHERE ", condition)));
  TRY(bind(row, span).step());
  return row.integer(0);
}

Result<Period> period_of(const DeskUse& use, const Span& span) {
  Period out;
  out.received = TRY(count(use, "received_at >= ? AND received_at < ?", span));
  Statement row =
      TRY(use->prepare("SELECT COUNT(*), COUNT(CASE WHEN answered_at <= deadline_at THEN 1 END),"
                       " CAST(COALESCE(SUM(answered_at - received_at), 0) AS BIGINT) FROM cases WHERE "
                       "answered_at >= ? AND answered_at < ?"));
  TRY(bind(row, span).step());
  out.answered = row.integer(0);
  out.in_time = row.integer(1);
  if (out.answered > 0)
    out.mean_days = static_cast<double>(row.integer(2)) / kDayMs / static_cast<double>(out.answered);
  return out;
}

Result<std::vector<Counted>> counted_by(const DeskUse& use, std::string_view column, const Span& span) {
  Statement row = TRY(use->prepare(base::cat("SELECT ", column,
                                             ", COUNT(*) FROM cases WHERE received_at >= ? AND"
                                             " received_at < ? GROUP BY ",
                                             column, " ORDER BY COUNT(*) DESC, ", column)));
  bind(row, span);
  std::vector<Counted> out;
  while (TRY(row.step())) out.push_back({row.text(0), row.integer(1)});
  return out;
}

Result<void> add_weeks(const DeskUse& use, std::string_view column, const Span& span,
                       std::vector<WeekCount>& weeks, std::int64_t WeekCount::*field) {
  Statement row =
      TRY(use->prepare(base::cat("SELECT (", column, " - ?1) / ?3, COUNT(*) FROM cases WHERE ", column,
                                 " >= ?1 AND ", column, " < ?2 GROUP BY (", column, " - ?1) / ?3")));
  bind(row, span).bind(3, kWeekMs);
  while (TRY(row.step())) {
    const auto week = static_cast<std::size_t>(row.integer(0));
    if (week < weeks.size()) weeks[week].*field = row.integer(1);
  }
  return base::done();
}

Result<MonthCount> month_of(const DeskUse& use, std::chrono::year_month month, Timestamp now) {
  MonthCount out{static_cast<int>(month.year()), static_cast<int>(static_cast<unsigned>(month.month()))};
  const Span span{start_of_day(month / 1), start_of_day((month + std::chrono::months(1)) / 1)};
  Statement row =
      TRY(use->prepare("SELECT COUNT(*), COUNT(answered_at), COUNT(CASE WHEN COALESCE(answered_at, ?3) > "
                       "deadline_at THEN 1 END),"
                       " CAST(COALESCE(SUM(answered_at - received_at), 0) AS BIGINT) FROM cases WHERE "
                       "received_at >= ?1 AND received_at < ?2"));
  TRY(bind(row, span).bind(3, base::to_unix_ms(now)).step());
  out.received = row.integer(0);
  out.answered = row.integer(1);
  out.late = row.integer(2);
  if (out.answered > 0)
    out.mean_days = static_cast<double>(row.integer(3)) / kDayMs / static_cast<double>(out.answered);
  return out;
}

}  // namespace

int weeks_in(std::string_view typed) {
  for (const int weeks : kWeeksChoices) {
    if (typed == std::to_string(weeks)) return weeks;
  }
  return Figures().weeks;
}

std::string decimal_text(double value) {
  const auto tenths = static_cast<std::int64_t>(std::lround(value * 10));
  return base::cat(tenths / 10, ",", std::abs(tenths % 10));
}

Result<Figures> count_figures(const DeskUse& use, int weeks, Timestamp now) {
  Figures out;
  out.weeks = weeks;
  // Whole weeks up to the end of today.
  out.end = start_of_day(base::local_day(now) + std::chrono::days(1));
  const base::Milliseconds length = kWeek * weeks;
  out.start = out.end - length;
  const Span span{out.start, out.end};
  out.now = TRY(period_of(use, span));
  out.before = TRY(period_of(use, {out.start - length, out.start}));
  CaseFilter open;
  open.is_open = true;
  out.open = TRY(count_cases(use, open));
  CaseFilter fresh;
  fresh.is_new = true;
  out.fresh = TRY(count_cases(use, fresh));
  CaseFilter late;
  late.late_at = now;
  out.late = TRY(count_cases(use, late));
  for (int week = 0; week < weeks; ++week) out.by_week.push_back({out.start + kWeek * week});
  TRY(add_weeks(use, "received_at", span, out.by_week, &WeekCount::received));
  TRY(add_weeks(use, "answered_at", span, out.by_week, &WeekCount::answered));
  out.by_district = TRY(counted_by(use, "district", span));
  out.by_category = TRY(counted_by(use, "category", span));
  out.by_kind = TRY(counted_by(use, "kind", span));
  const std::chrono::year_month_day today(base::local_day(now));
  for (int back = kMonthsCounted - 1; back >= 0; --back)
    out.by_month.push_back(TRY(month_of(use, today.year() / today.month() - std::chrono::months(back), now)));
  return out;
}

}  // namespace kiosk::desk
