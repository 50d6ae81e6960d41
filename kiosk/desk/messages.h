#pragma once
// Messages: what citizens add to complaints that are here already, written on any kiosk and named by the
// ticket's tag (complaint/letter.h). Each is stored once, sealed as it came, and becomes an entry of its
// case's history: at once, or when the case has come and its ticket is known. Functions on the locked
// database, within a transaction of the caller's.

#include "kiosk/desk/case_changes.h"

namespace kiosk::desk {

struct StoredMessage {
  crypto::Hash envelope;
  std::string case_number;  // empty while it waits
  base::Timestamp received_at;
};

base::Result<std::optional<StoredMessage>> find_message(const DeskUse& use, const complaint::KioskId& kiosk,
                                                        const base::Uuid& uuid);
// The caller has seen that it is none yet.
base::Result<StoredMessage> store_message(const DeskUse& use, const Vault& vault,
                                          const complaint::Envelope& envelope,
                                          const complaint::Message& message, base::Timestamp now);
// Of a case that now has its ticket.
base::Result<void> take_waiting_messages(const DeskUse& use, const Vault& vault, const Case& target,
                                         const complaint::TicketTag& tag);

}  // namespace kiosk::desk
