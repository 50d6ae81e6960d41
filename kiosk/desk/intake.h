#pragma once
// Takes complaints in, and messages to them: checks who sent them, stores each once, and says so in a signed
// ack. The same bytes again get the same ack, whether they come over the network or on a USB stick; the same
// uuid with other bytes is refused. Any thread; the database's lock is held only to look up and to store.

#include "kiosk/complaint/protocol.h"
#include "kiosk/desk/cases.h"

namespace kiosk::desk {

struct Admission {
  enum class Outcome { stored, repeated, refused } outcome = Outcome::refused;
  complaint::Refusal refusal = complaint::Refusal::malformed;
  std::string message;  // of a refusal
  std::string ack;      // otherwise
};

// `path_kiosk` and `path_uuid` are what the request's path names; none when an envelope comes as a file.
// `cell_key` is the key, by its id in hex, that the kiosk can verify the ack with.
struct Arrival {
  base::Bytes envelope;
  std::optional<complaint::KioskId> path_kiosk;
  std::optional<base::Uuid> path_uuid;
  std::string cell_key = {};
};

Admission admit(DeskDatabase& database, const Vault& vault, Arrival arrival, base::Timestamp now);

}  // namespace kiosk::desk
