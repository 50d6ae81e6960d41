#pragma once
// Whose signature makes a pack the commune's own, as a kiosk was told: the folder STATE/keys/content.
//
//   root.json   a root (root.h) that is believed because it lies here; later ones follow from it
//   *.pub       without a root: minisign's public keys, each of which is enough. Such a kiosk follows no
//               change of keys by itself; whoever looks after it changes the files.
//
// Whoever can write that folder decides what the kiosk shows. A file that is not a key is left out and
// logged; a folder without keys trusts nobody, and so does one whose root is spoiled. Plain value, any
// thread.

#include <optional>
#include <vector>

#include "kiosk/content/root.h"
#include "kiosk/store/file.h"

namespace kiosk::content {

constexpr std::size_t kMaxTrustedKeys = 16;
constexpr std::size_t kMaxKeyFileBytes = 4096;
constexpr const char* kRootFileName = "root.json";

class TrustedKeys {
 public:
  explicit TrustedKeys(std::vector<crypto::MinisignPublicKey> keys);  // any one is enough
  static TrustedKeys of(Root root);
  // StoreError where there is no folder, PackError::broken_root for a root that is not one.
  static base::Result<TrustedKeys> load(const store::fs::path& folder);

  [[nodiscard]] const KeyRole& content() const { return content_; }
  [[nodiscard]] const std::optional<Root>& root() const { return root_; }
  // The newest keys that these roots lead to from here; those of this root or older ones are passed over.
  // Keys without a root stay as they are. PackError::broken_root where the way breaks off.
  [[nodiscard]] base::Result<TrustedKeys> follow(const std::vector<SignedRoot>& roots) const;
  // What a ratchet belongs to (root.h); without a root the same whatever the keys are.
  [[nodiscard]] crypto::Hash key_set() const;

 private:
  KeyRole content_;
  std::optional<Root> root_;
};

}  // namespace kiosk::content
