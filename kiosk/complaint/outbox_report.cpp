#include "kiosk/complaint/outbox_rows.h"

namespace kiosk::complaint {
namespace {

using base::Result;
using store::Statement;

Result<std::optional<base::Timestamp>> moment_of(const LedgerUse& use, std::string_view query) {
  Statement row = TRY(use->prepare(query));
  if (!TRY(row.step()) || row.is_null(0)) return std::optional<base::Timestamp>();
  return std::optional(base::from_unix_ms(row.integer(0)));
}

}  // namespace

Result<OutboxReport> Outbox::report(base::Timestamp since, base::Timestamp today) {
  const LedgerUse use = ledger_.use();
  OutboxReport report;
  if (const Result<void> sound = use->quick_check(); !sound) report.damage = sound.error();
  report.oldest_waiting =
      TRY(moment_of(use, "SELECT min(created_at) FROM complaints WHERE state IN ('queued', 'sending')"));
  report.last_delivered =
      TRY(moment_of(use, "SELECT max(delivered_at) FROM complaints WHERE state = 'delivered'"));
  Statement filed = TRY(use->prepare(
      "SELECT created_at FROM complaints WHERE created_at >= ? ORDER BY created_at DESC LIMIT ?"));
  filed.bind(1, base::to_unix_ms(since)).bind(2, kReportedMax);
  while (TRY(filed.step())) report.filed.push_back(base::from_unix_ms(filed.integer(0)));
  Statement delivered = TRY(use->prepare("SELECT count(*) FROM complaints WHERE delivered_at >= ?"));
  delivered.bind(1, base::to_unix_ms(today));
  if (TRY(delivered.step())) report.delivered = delivered.integer(0);
  report.failed = TRY(failed_rows(use, kFailedMax));
  report.fill = TRY(fill_now());
  return report;
}

}  // namespace kiosk::complaint
