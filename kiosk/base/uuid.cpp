#include "kiosk/base/uuid.h"

#include <algorithm>

namespace kiosk::base {
namespace {

constexpr std::size_t kTextSize = 36;
constexpr bool is_dash_place(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

}  // namespace

std::string_view name_of(UuidError) { return "bad-uuid"; }

Result<Uuid> Uuid::parse(std::string_view text) {
  const Error refused(UuidError::malformed, "text that is not a UUID");
  if (text.size() != kTextSize) return refused;
  std::string digits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_dash_place(at) != (text[at] == '-')) return refused;
    if (text[at] != '-') digits.push_back(text[at]);
  }
  const Result<Bytes> bytes = from_hex(digits);
  if (!bytes) return refused;
  Uuid uuid;
  std::copy(bytes->begin(), bytes->end(), uuid.bytes.begin());
  return uuid;
}

std::string Uuid::text() const {
  std::string out = to_hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) out.insert(at, 1, '-');
  return out;
}

}  // namespace kiosk::base
