#include "kiosk/desk/ticket_worker.h"

#include <sys/resource.h>
#include <unistd.h>

#include "kiosk/base/log.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

using base::Result;

constexpr int kLowestPriority = 19;
constexpr auto kLookEvery = std::chrono::seconds(30);  // for what another process brought in

}  // namespace

TicketWorker::TicketWorker(DeskDatabase& database, const Vault& vault)
    : database_(database), vault_(vault), thread_([this] { run(); }) {}

TicketWorker::~TicketWorker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void TicketWorker::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

// A case that cannot be served is passed over and tried again with the next round, so it holds up no other.
void TicketWorker::run() {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLowestPriority);  // of this thread alone
  forget_leases();
  std::int64_t after_id = 0;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    woken_ = false;
    lock.unlock();
    const Result<bool> served = serve_next(after_id);
    if (!served)
      KIOSK_LOG(error, "desk.ticket-failed", {"case", after_id}, {"reason", served.error().sentence()});
    lock.lock();
    if (!served || *served) continue;
    after_id = 0;
    changed_.wait_for(lock, kLookEvery, [this] { return woken_ || ending_; });
  }
}

// A desk that was killed had a case in hand. Where another desk is at it right now both derive the same.
void TicketWorker::forget_leases() {
  const Result<void> forgotten =
      database_.use()->run("UPDATE cases SET ticket_taken_at = 0 WHERE tag IS NULL");
  if (!forgotten) KIOSK_LOG(warning, "desk.ticket-failed", {"reason", forgotten.error().sentence()});
}

// The lock of the database is not held while the ticket is derived.
Result<bool> TicketWorker::serve_next(std::int64_t& after_id) {
  std::optional<Case> target;
  base::Bytes envelope;
  std::optional<KioskRow> kiosk;
  {
    const DeskUse use = database_.use();
    const Result<std::optional<Case>> found = take_case_without_ticket(use, after_id);
    if (!found || !*found) {
      if (!found) KIOSK_LOG(error, "desk.ticket-failed", {"reason", found.error().sentence()});
      return false;
    }
    target = *found;
    after_id = target->id;
    envelope = TRY(envelope_of(use, target->id));
    kiosk = TRY(find_kiosk(use, target->kiosk));
  }
  if (!kiosk) return base::Error(DeskError::not_found, "a case of a kiosk that is not enrolled");
  const complaint::Letter letter = TRY(open_letter(vault_, std::move(envelope), kiosk->key));
  const complaint::Ticket ticket = TRY(complaint::derive_ticket(letter.receipt));
  const DeskUse use = database_.use();
  TRY(keep_ticket(use, vault_, *target, ticket));
  return true;
}

}  // namespace kiosk::desk
