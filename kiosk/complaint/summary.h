#pragma once
// What a kiosk can tell a citizen about a complaint before the desk has said anything: its kind, category and
// district. Locked with the ticket's key beside the outbox row, so that the disk says nothing of it:
//
//   box  XChaCha20-Poly1305 of the padded JSON {"kind","category","district"} (padding.h, 128-byte buckets)
//        under the ticket's key, bound to "sale-kiosk summary v1" | uuid 16

#include "kiosk/base/uuid.h"
#include "kiosk/complaint/draft.h"
#include "kiosk/complaint/ticket.h"

namespace kiosk::complaint {

struct Summary {
  Kind kind = Kind::complaint;
  std::string category;
  std::string district;
};

base::Bytes seal_summary(const Summary& summary, const base::Uuid& uuid, const Ticket& ticket);
base::Result<Summary> open_summary(base::ByteView box, const base::Uuid& uuid, const Ticket& ticket);

}  // namespace kiosk::complaint
