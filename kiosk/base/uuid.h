#pragma once
// A UUID as 16 bytes; its text form is the canonical lower-case one of RFC 4122. Made by
// crypto::random_uuid().

#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "kiosk/base/bytes.h"

namespace kiosk::base {

enum class UuidError { malformed };
std::string_view name_of(UuidError);

struct Uuid {
  std::array<Byte, 16> bytes{};

  static Result<Uuid> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  auto operator<=>(const Uuid&) const = default;
};

}  // namespace kiosk::base
