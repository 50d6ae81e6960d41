// The first bytes of a picture that anybody may have made.

#include "kiosk/base/check.h"
#include "kiosk/base/picture_head.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto head = base::read_picture_head({data, size});
  if (head) KIOSK_ASSERT(head->width > 0 && head->height > 0);
  return 0;
}
