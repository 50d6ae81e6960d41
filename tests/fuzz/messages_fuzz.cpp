// JSON from the other side: acks, pages of answers, refusals, letters. What is read as JSON must be written
// as JSON that reads the same.

#include <cstdlib>

#include "kiosk/base/json.h"
#include "kiosk/complaint/letter.h"
#include "kiosk/complaint/protocol.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kiosk;
  static const crypto::VerifyKey cell = crypto::SigningKey::make().public_half();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(complaint::read_ack(text, cell).ok());
  static_cast<void>(complaint::read_page(text, cell).ok());
  static_cast<void>(complaint::read_letter(text).ok());
  static_cast<void>(complaint::refusal_code({400, {}, base::to_bytes(text)}));
  const base::Result<base::Json> json = base::Json::parse(text);
  if (!json) return 0;
  const base::Result<base::Json> again = base::Json::parse(json->text());
  if (!again || again->text() != json->text()) abort();
  return 0;
}
