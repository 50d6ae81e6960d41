#pragma once
// The name a kiosk is enrolled under: 1 to 32 characters of A-Z a-z 0-9 and "-" ("K-01"). It stands in
// envelopes, paths and on the desk's pages, so its alphabet needs no escaping anywhere. Only parse() makes
// one.

#include <compare>
#include <string>
#include <string_view>

#include "kiosk/base/result.h"

namespace kiosk::complaint {

constexpr std::size_t kKioskIdMaxSize = 32;

enum class KioskIdError { malformed };
std::string_view name_of(KioskIdError);

class KioskId {
 public:
  static base::Result<KioskId> parse(std::string_view text);
  [[nodiscard]] const std::string& text() const { return text_; }
  auto operator<=>(const KioskId&) const = default;

 private:
  explicit KioskId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace kiosk::complaint
