#pragma once
// What a receipt code opens: a tag to find the answers by, and the key they are sealed with. Both come from
// the code alone, so the desk (which reads the code in the letter) and any kiosk (where the citizen types it)
// agree without having met. Nothing on a kiosk's disk can be linked to a code by anything cheaper than this
// derivation.
//
// The sum, with Argon2id (RFC 9106), 64 MiB and 40 passes: one derivation takes 0.97 s of one core of the
// machine it was measured on (AMD EPYC, libsodium 1.0.18, tests/bench/complaint_bench.cpp). There are 10^11
// codes; a thief of the disk finds one after 10^11 / 2 on average:
//
//   5 * 10^10 * 0.97 s = 4.8 * 10^10 core-seconds = 1,537 core-years for one complaint (goal: 1,000)
//
// The salt is fixed and public: kiosk and desk must derive the same ticket from twelve digits, there is no
// place to keep a salt each; a table over all codes would cost 3,074 core-years and 4.8 TB for the whole
// commune.
//
// That is the price of one certain answer, and of all of them together. Who is content with any one of the n
// whose tags lie on a disk pays 3,074 / n core-years for it: with codes of eleven digits that a kiosk looks
// up in a second without a network nothing can change that, for the thief tries each code against all tags at
// once. So a kiosk keeps the records of its own complaints alone, and of others only what a citizen asked for
// there (answer_store.h), instead of those of the whole commune.
//
// Slow on purpose: call derive_ticket() from a worker, while the citizen still fills the form.

#include <array>

#include "kiosk/base/bytes.h"
#include "kiosk/complaint/receipt_code.h"
#include "kiosk/crypto/password.h"
#include "kiosk/crypto/secret_bytes.h"

namespace kiosk::complaint {

using TicketTag = std::array<base::Byte, 16>;

constexpr crypto::SlowCost kTicketCost{40, 64 * 1024 * 1024};

struct Ticket {
  TicketTag tag{};
  crypto::SecretBytes key;  // crypto::kAeadKeySize bytes

  [[nodiscard]] Ticket clone() const { return {tag, key.clone()}; }
};

base::Result<Ticket> derive_ticket(const ReceiptCode& code);

}  // namespace kiosk::complaint
