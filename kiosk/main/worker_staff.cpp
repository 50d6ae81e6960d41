// The worker's part for staff: their code, and what they want to know of the machine and the outbox.

#include "kiosk/base/log.h"
#include "kiosk/main/clock_quality.h"
#include "kiosk/main/machine.h"
#include "kiosk/main/worker.h"

namespace kiosk::main {
namespace {

constexpr std::int64_t kDays = 7;

// Midnight of the day so many days ago, in Morocco.
base::Timestamp day_start(base::Timestamp now, std::int64_t days_ago) {
  const base::LocalTime local = base::to_local(now);
  const auto into_day = std::chrono::hours(local.hour) + std::chrono::minutes(local.minute) +
                        std::chrono::seconds(local.second) + now.time_since_epoch() % std::chrono::seconds(1);
  return now - into_day - std::chrono::days(days_ago);
}

}  // namespace

void Worker::check_pin(const app::effect::CheckPin& order) {
  const bool is_set = code_.is_set();
  if (!is_set) KIOSK_LOG(warning, "staff.no-code", {"file", "staff/pin"});
  const CodeCheck check = code_.check(order.pin);
  parts_.tell(app::intent::PinChecked{check.right, is_set, check.wrong_tries});
  --pending_;
}

void Worker::change_code(const app::effect::ChangeCode& order) {
  const CodeCheck check = code_.check(order.old_code);
  const auto change = [&]() -> base::Result<void> {
    if (!check.right) return base::Error(CodeError::wrong, "the old code is not right");
    if (order.fresh == order.old_code) return base::Error(CodeError::same, "the new code is the old one");
    return code_.set(order.fresh);
  };
  const base::Result<void> done = change();
  parts_.tell(
      app::intent::CodeChanged{done ? std::string() : std::string(done.error().name()), check.wrong_tries});
  --pending_;
}

void Worker::check_up() {
  const base::Timestamp wall = parts_.clock.wall();
  app::Checkup checkup = look_at_machine({parts_.state, parts_.stick});
  checkup.at = wall;
  checkup.clock = clock_quality(wall);
  checkup.program_up = parts_.clock.now() - start_;
  look_at_outbox(checkup);
  checkup.problems = base::recent_problems();
  parts_.tell(app::intent::CheckedUp{std::move(checkup)});
}

void Worker::look_at_outbox(app::Checkup& checkup) {
  if (parts_.outbox == nullptr) {
    checkup.outbox_problem = complaint::name_of(complaint::OutboxError::unavailable);
    return;
  }
  const base::Result<void> ready = parts_.outbox->check_ready();
  const base::Result<complaint::OutboxReport> report =
      parts_.outbox->report(day_start(checkup.at, kDays - 1), day_start(checkup.at, 0));
  if (!ready) checkup.outbox_problem = ready.error().name();
  if (!report) {
    checkup.outbox_problem = report.error().name();
    return;
  }
  if (report->damage) checkup.outbox_problem = report->damage->name();
  checkup.outbox_percent = report->fill.percent();
  checkup.oldest_waiting = report->oldest_waiting;
  checkup.last_delivered = report->last_delivered;
  checkup.delivered_today = report->delivered;
  for (const base::Timestamp filed : report->filed) {
    for (std::int64_t ago = 0; ago < kDays; ++ago) {
      if (filed < day_start(checkup.at, ago)) continue;
      ++checkup.per_day[static_cast<std::size_t>(kDays - 1 - ago)];
      break;
    }
  }
  for (const complaint::OutboxItem& item : report->failed)
    checkup.failed.push_back({item.created_at, item.reason});
}

void Worker::retry_failed() {
  if (parts_.outbox != nullptr) {
    const base::Result<complaint::OutboxReport> report = parts_.outbox->report({}, {});
    for (const complaint::OutboxItem& item : report ? report->failed : std::vector<complaint::OutboxItem>()) {
      if (const base::Result<void> again = parts_.outbox->retry(item.uuid); !again)
        KIOSK_LOG(warning, "outbox.not-retried", {"reason", again.error().name()});
    }
    parts_.try_network();
  }
  count_outbox();
  check_up();
}

}  // namespace kiosk::main
