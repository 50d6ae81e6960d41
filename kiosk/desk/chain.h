#pragma once
// Each kiosk numbers its envelopes and names in each the one before it (complaint/envelope.h). What the desk
// has taken of that chain tells what it has not: a complaint that still waits in the kiosk or on a stick, or
// one that was lost with it; and two kiosks that claim to be the same one. It outlives the cases.

#include <vector>

#include "kiosk/complaint/envelope.h"
#include "kiosk/desk/desk_database.h"

namespace kiosk::desk {

// Within the transaction that stores the envelope; a number that came already is told to the log. The desk's
// own sender has no chain (sequence 0).
base::Result<void> add_link(const DeskUse& use, const complaint::Envelope& envelope);

struct Chain {
  std::int64_t received = 0;                // envelopes, complaints and messages to them
  std::int64_t last = 0;                    // the highest number
  std::int64_t missing = 0;                 // numbers below it that have not come
  std::vector<std::int64_t> first_missing;  // at most kMissingListed of them
  std::int64_t doubled = 0;                 // numbers that two envelopes bear
  std::int64_t torn = 0;                    // envelopes that follow another one than the desk has
};
constexpr std::int64_t kMissingListed = 5;

base::Result<Chain> chain_of(const DeskUse& use, const complaint::KioskId& kiosk);

}  // namespace kiosk::desk
