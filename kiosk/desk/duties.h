#pragma once
// What falls due by itself: reminders before deadlines, escalation after them, and erasing by rule. Whoever
// holds the desk calls it about once a minute. Several desks may do so at once: each takes cases that no other
// has in hand. Thread-safe.
//
// PostgreSQL keeps what was erased in its files until they are made anew (VACUUM FULL). That is done in the
// hour kForgettingHour after an erasure, for it holds up whoever uses those tables meanwhile, and again the
// next minute where somebody used them for longer than PostgreSQL waits.

#include "kiosk/desk/parts.h"
#include "kiosk/desk/settings.h"

namespace kiosk::desk {

constexpr std::int64_t kDutiesAtOnce = 100;  // of a kind, so that nobody waits long

constexpr int kForgettingHour = 3;  // in Morocco

struct DutiesDone {
  std::int64_t reminded = 0, escalated = 0, erased = 0;
  bool forgot = false;  // PostgreSQL's files were made anew
};
// The same day so many months ago, or the last one of a shorter month.
base::Timestamp months_before(base::Timestamp now, int months);

base::Result<DutiesDone> do_duties(DeskDatabase& database, const Vault& vault, base::Timestamp now);

}  // namespace kiosk::desk
