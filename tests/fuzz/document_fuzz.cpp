// A document of a pack. The first byte chooses its kind; what is accepted survives being written again.

#include "kiosk/base/bytes.h"
#include "kiosk/base/check.h"
#include "kiosk/content/codec.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* kKinds[] = {"article",    "tip",       "site",      "cities",
                                    "agreements", "campaigns", "complaints"};
  if (size == 0) return 0;
  const std::string kind = kKinds[data[0] % std::size(kKinds)];
  const std::string json(base::as_text({data + 1, size - 1}));
  const base::Result<content::Contents> contents = content::decode({{kind, "x", json}});
  if (contents) KIOSK_ASSERT(content::decode(content::encode(*contents)).value() == *contents);
  return 0;
}
