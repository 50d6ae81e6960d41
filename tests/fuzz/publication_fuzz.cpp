// The list of a publication, which any server may have written.

#include "kiosk/base/check.h"
#include "kiosk/content/publication.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto list = content::parse_published(base::as_text({data, size}));
  if (list) KIOSK_ASSERT(content::parse_published(content::to_text(*list)).value() == *list);
  return 0;
}
