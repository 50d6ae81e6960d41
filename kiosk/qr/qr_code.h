#pragma once
// A text as a QR code: which of its modules are dark. Error correction M; without zero bytes. Pure, any thread.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kiosk::qr {

constexpr int kQuietZone = 4;  // modules that stay light around it

struct QrCode {
  int width = 0;  // modules, of a square
  std::vector<std::uint8_t> dark;
  [[nodiscard]] bool is_dark(int x, int y) const {
    return dark[static_cast<std::size_t>(y * width + x)] != 0;
  }
};

// Nothing if the text is empty or too long for one.
std::optional<QrCode> qr_code_of(std::string_view text);

}  // namespace kiosk::qr
