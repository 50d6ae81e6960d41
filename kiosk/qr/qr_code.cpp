#include "kiosk/qr/qr_code.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace kiosk::qr {

std::optional<QrCode> qr_code_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
  if (!code) return std::nullopt;
  QrCode out{code->width, {}};
  for (int at = 0; at < code->width * code->width; ++at) out.dark.push_back(code->data[at] & 1);
  return out;
}

}  // namespace kiosk::qr
