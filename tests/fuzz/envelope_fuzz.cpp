// Bytes from a wire or a stick as an envelope: nothing but a refusal or a value may come of them.

#include "kiosk/complaint/envelope.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kiosk;
  static const crypto::CellSecretKey cell = crypto::CellSecretKey::make();
  static const crypto::VerifyKey kiosk = crypto::SigningKey::make().public_half();
  base::Result<complaint::UnverifiedEnvelope> read =
      complaint::UnverifiedEnvelope::read(base::Bytes(data, data + size));
  if (!read) return 0;
  const base::Result<complaint::Envelope> verified = std::move(read).value().verify(kiosk);
  if (verified) static_cast<void>(verified->open(cell).ok());
  return 0;
}
