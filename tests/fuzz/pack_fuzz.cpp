// A pack from a stick: the whole way from bytes to a catalogue, for a key that signed a pack of the corpus.

#include "kiosk/content/catalogue.h"

using namespace kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const content::TrustedKeys kKeys(
      {crypto::MinisignPublicKey::parse(
           "untrusted comment: key of the corpus\nRWT2VY9fnG1/MxMQlQCB9012VpXi54GmszqO4kEeOITZjENKC9Yq0d1w\n")
           .value()});
  base::Result<content::UnverifiedPack> pack =
      content::UnverifiedPack::from_bytes(base::Bytes(data, data + size));
  if (!pack) return 0;
  const base::Result<content::VerifiedPack> verified = std::move(*pack).verify(kKeys);
  if (verified) static_cast<void>(content::Catalogue::from(*verified).ok());
  return 0;
}
