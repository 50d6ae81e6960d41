// A root as it travels: what is read survives being written again, and is never believed for that.

#include "kiosk/base/check.h"
#include "kiosk/content/root.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::Result<content::SignedRoot> root = content::SignedRoot::parse(base::as_text({data, size}));
  if (!root) return 0;
  const content::SignedRoot again = content::SignedRoot::parse(root->file()).value();
  KIOSK_ASSERT(again.root == root->root && again.text == root->text);
  static_cast<void>(content::check_self_signed(*root).ok());
  return 0;
}
