// A manifest as a signer may have written it: what is accepted survives being written again.

#include "kiosk/base/check.h"
#include "kiosk/content/manifest.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::Result<content::Manifest> manifest = content::parse_manifest(base::as_text({data, size}));
  if (manifest) KIOSK_ASSERT(content::parse_manifest(content::to_text(*manifest)).value() == *manifest);
  return 0;
}
