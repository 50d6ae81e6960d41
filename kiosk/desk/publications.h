#pragma once
// Sealed status records for the kiosks. A case can publish once its ticket is derived from the receipt code,
// which takes a second on purpose (complaint/ticket.h); until then its public history waits.

#include "kiosk/complaint/protocol.h"
#include "kiosk/desk/history.h"

namespace kiosk::desk {

// Publishes every public entry of the case that is not published yet; nothing while its ticket is missing.
base::Result<void> publish_pending(const DeskUse& use, const Vault& vault, const Case& target);

// Whether the citizen's kiosk can have all there is to tell of the case.
base::Result<bool> is_published(const DeskUse& use, std::int64_t case_id);

// The oldest case after `after_id` that waits for its ticket.
base::Result<std::optional<Case>> case_without_ticket(const DeskUse& use, std::int64_t after_id);
// The same, for a worker: no other one gets this case within kTicketLease, so several desks share the work.
constexpr std::chrono::seconds kTicketLease{60};
base::Result<std::optional<Case>> take_case_without_ticket(const DeskUse& use, std::int64_t after_id);
// The newest cases that wait for their tickets.
base::Result<std::vector<Case>> cases_without_ticket(const DeskUse& use, std::int64_t count);
// The case whose ticket has this tag.
base::Result<std::optional<Case>> case_with_tag(const DeskUse& use, const complaint::TicketTag& tag);
base::Result<void> keep_ticket(const DeskUse& use, const Vault& vault, const Case& target,
                               const complaint::Ticket& ticket);

// What is published of one complaint, of whichever kiosk, for the kiosk that asks.
base::Result<complaint::AskedPage> asked_page(const DeskUse& use, const complaint::KioskId& kiosk,
                                              const complaint::TicketTag& tag, base::Timestamp now);

base::Result<complaint::AnswerPage> answer_page(const DeskUse& use, const complaint::KioskId& kiosk,
                                                std::uint64_t after, base::Timestamp now);

}  // namespace kiosk::desk
