#include "kiosk/content/trusted_keys.h"

#include "kiosk/base/log.h"

namespace kiosk::content {
namespace {

base::Result<crypto::MinisignPublicKey> load_key(const store::fs::path& path) {
  const base::Bytes bytes = TRY(store::read_file(path, kMaxKeyFileBytes));
  return crypto::MinisignPublicKey::parse(base::as_text(bytes));
}

}  // namespace

base::Result<TrustedKeys> TrustedKeys::load(const store::fs::path& folder) {
  std::vector<crypto::MinisignPublicKey> keys;
  for (const std::string& name : TRY(store::list_files(folder))) {
    if (!name.ends_with(".pub") || keys.size() == kMaxTrustedKeys) continue;
    const base::Result<crypto::MinisignPublicKey> key = load_key(folder / name);
    if (key) {
      keys.push_back(*key);
    } else {
      KIOSK_LOG(warning, "content.key-left-out", {"file", name}, {"reason", key.error().sentence()});
    }
  }
  return TrustedKeys(std::move(keys));
}

const crypto::MinisignPublicKey* TrustedKeys::find(const crypto::MinisignKeyId& id) const {
  for (const crypto::MinisignPublicKey& key : keys_) {
    if (key.id == id) return &key;
  }
  return nullptr;
}

}  // namespace kiosk::content
