#include "kiosk/content/trusted_keys.h"

#include "kiosk/base/log.h"

namespace kiosk::content {
namespace {

base::Result<crypto::MinisignPublicKey> load_key(const store::fs::path& path) {
  const base::Bytes bytes = TRY(store::read_file(path, kMaxKeyFileBytes));
  return crypto::MinisignPublicKey::parse(base::as_text(bytes));
}

base::Result<TrustedKeys> load_root(const store::fs::path& path) {
  const base::Bytes bytes = TRY(store::read_file(path, kMaxRootBytes));
  SignedRoot root = TRY(SignedRoot::parse(base::as_text(bytes)));
  TRY(check_self_signed(root));
  return TrustedKeys::of(std::move(root.root));
}

}  // namespace

TrustedKeys::TrustedKeys(std::vector<crypto::MinisignPublicKey> keys) : content_{1, std::move(keys)} {}

TrustedKeys TrustedKeys::of(Root root) {
  TrustedKeys keys({});
  keys.content_ = root.content;
  keys.root_ = std::move(root);
  return keys;
}

base::Result<TrustedKeys> TrustedKeys::load(const store::fs::path& folder) {
  const std::vector<std::string> names = TRY(store::list_files(folder));
  if (std::find(names.begin(), names.end(), kRootFileName) != names.end())
    return load_root(folder / kRootFileName);
  std::vector<crypto::MinisignPublicKey> keys;
  for (const std::string& name : names) {
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

base::Result<TrustedKeys> TrustedKeys::follow(const std::vector<SignedRoot>& roots) const {
  TrustedKeys newest = *this;
  if (!root_) return newest;
  for (const SignedRoot& next : roots) {
    if (next.root.version <= newest.root_->version) continue;
    TRY(check_follows(*newest.root_, next));
    newest = of(next.root);
  }
  return newest;
}

crypto::Hash TrustedKeys::key_set() const { return root_ ? key_set_of(content_) : crypto::Hash{}; }

}  // namespace kiosk::content
