// A pack from a stick: the whole way from bytes to a catalogue, for the root of the corpus
// (corpus/root/good-first), by whose second root a pack of the corpus is signed.

#include <fstream>
#include <sstream>

#include "kiosk/content/catalogue.h"

using namespace kiosk;

namespace {

content::TrustedKeys keys_of_corpus() {
  std::ostringstream text;
  text << std::ifstream(KIOSK_SOURCE_DIR "/tests/fuzz/corpus/root/good-first", std::ios::binary).rdbuf();
  return content::TrustedKeys::of(content::SignedRoot::parse(text.str()).value().root);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const content::TrustedKeys kKeys = keys_of_corpus();
  base::Result<content::UnverifiedPack> pack =
      content::UnverifiedPack::from_bytes(base::Bytes(data, data + size));
  if (!pack) return 0;
  const base::Result<content::VerifiedPack> verified = std::move(*pack).verify(kKeys);
  if (verified) static_cast<void>(content::Catalogue::from(*verified).ok());
  return 0;
}
