#pragma once
// Random bytes from the kernel, through libsodium.

#include "kiosk/base/bytes.h"
#include "kiosk/base/uuid.h"

namespace kiosk::crypto {

void fill_random(std::span<base::Byte> bytes);
std::uint32_t random_below(std::uint32_t bound);  // uniform in 0 .. bound-1
base::Uuid random_uuid();                         // version 4

}  // namespace kiosk::crypto
