// A picture that anybody may have made: what it says of itself, and whether it is whole.

#include "kiosk/base/check.h"
#include "kiosk/base/picture_head.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto head = base::read_picture_head({data, size});
  if (head) KIOSK_ASSERT(head->width > 0 && head->height > 0);
  // What stands behind a whole picture takes nothing from it.
  const auto half = base::read_picture_head({data, size / 2});
  if (half && half->is_whole) KIOSK_ASSERT(head && head->is_whole);
  return 0;
}
