#include "kiosk/complaint/ticket.h"

#include "kiosk/crypto/aead.h"

namespace kiosk::complaint {
namespace {

constexpr std::string_view kSalt = "sale ticket v1 .";  // Argon2's salt is 16 bytes
static_assert(kSalt.size() == 16);

}  // namespace

base::Result<Ticket> derive_ticket(const ReceiptCode& code) {
  Ticket ticket;
  const crypto::SecretBytes both =
      TRY(crypto::slow_derive(base::as_bytes(code.digits()), base::as_bytes(kSalt), kTicketCost,
                              ticket.tag.size() + crypto::kAeadKeySize));
  ticket.tag = base::first_bytes<16>(both.view());
  ticket.key = crypto::SecretBytes::copy_of(both.view().subspan(ticket.tag.size()));
  return ticket;
}

}  // namespace kiosk::complaint
