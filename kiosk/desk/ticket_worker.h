#pragma once
// Derives the tickets of new cases, one at a time, on a thread of its own at the lowest priority: a second of
// work each (complaint/ticket.h), so that answers can be sealed. Cases that wait are found in the database,
// so nothing is lost when the desk stops, and what `kiosk-desk import` brought in is found too.

#include <condition_variable>
#include <thread>

#include "kiosk/desk/publications.h"

namespace kiosk::desk {

class TicketWorker {
 public:
  // Both must outlive the worker, whose thread runs from here until its end.
  TicketWorker(DeskDatabase& database, const Vault& vault);
  ~TicketWorker();
  TicketWorker(const TicketWorker&) = delete;
  TicketWorker& operator=(const TicketWorker&) = delete;

  void wake();  // a case was added; any thread

 private:
  void run();
  void forget_leases();
  // False if no case after `after_id` waits; moves `after_id` to the case it took.
  base::Result<bool> serve_next(std::int64_t& after_id);

  DeskDatabase& database_;
  const Vault& vault_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace kiosk::desk
