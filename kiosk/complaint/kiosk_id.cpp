#include "kiosk/complaint/kiosk_id.h"

#include <algorithm>

namespace kiosk::complaint {
namespace {

bool is_allowed(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

std::string_view name_of(KioskIdError) { return "bad-kiosk-id"; }

base::Result<KioskId> KioskId::parse(std::string_view text) {
  if (text.empty() || text.size() > kKioskIdMaxSize || !std::all_of(text.begin(), text.end(), is_allowed)) {
    return base::Error(KioskIdError::malformed, "a kiosk's id is 1 to 32 of A-Z a-z 0-9 and \"-\"");
  }
  return KioskId(std::string(text));
}

}  // namespace kiosk::complaint
