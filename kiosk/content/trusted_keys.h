#pragma once
// The public keys whose signature makes a pack the commune's own: STATE/keys/content/*.pub, minisign's
// format. Whoever can write that folder decides what the kiosk shows. A file that is not a key is left out
// and logged; a folder without keys trusts nobody. Plain value, any thread.

#include <vector>

#include "kiosk/crypto/minisign.h"
#include "kiosk/store/file.h"

namespace kiosk::content {

constexpr std::size_t kMaxTrustedKeys = 16;
constexpr std::size_t kMaxKeyFileBytes = 4096;

class TrustedKeys {
 public:
  explicit TrustedKeys(std::vector<crypto::MinisignPublicKey> keys) : keys_(std::move(keys)) {}
  static base::Result<TrustedKeys> load(
      const store::fs::path& folder);  // StoreError where there is no folder

  [[nodiscard]] const crypto::MinisignPublicKey* find(const crypto::MinisignKeyId& id) const;  // or null
  [[nodiscard]] std::size_t count() const { return keys_.size(); }

 private:
  std::vector<crypto::MinisignPublicKey> keys_;
};

}  // namespace kiosk::content
