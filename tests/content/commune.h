#pragma once
// A kiosk, and a commune whose content keys are named by a root of keys.

#include "kiosk/content/content_store.h"
#include "kiosk/content/root.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

namespace kiosk::tests {

inline const base::Timestamp kNow = noon(2026, 12, 1);

using Keys = std::vector<const crypto::MinisignSecretKey*>;

inline content::KeyRole role(int threshold, const Keys& keys) {
  content::KeyRole role{threshold, {}};
  for (const crypto::MinisignSecretKey* key : keys) role.keys.push_back(key->public_half());
  return role;
}

inline content::SignedRoot sign(const content::Root& root, const Keys& by) {
  content::SignedRoot made{content::to_text(root), {}, root};
  for (const crypto::MinisignSecretKey* key : by)
    made.signatures.push_back(key->sign(base::as_bytes(made.text), "root"));
  return made;
}

// Three keys of the root, of which two must sign; two content keys, either of which will do.
struct Commune {
  crypto::MinisignSecretKey a = crypto::MinisignSecretKey::make(), b = crypto::MinisignSecretKey::make(),
                            c = crypto::MinisignSecretKey::make(), d = crypto::MinisignSecretKey::make();
  crypto::MinisignSecretKey content_key = crypto::MinisignSecretKey::make(),
                            other = crypto::MinisignSecretKey::make(),
                            fresh = crypto::MinisignSecretKey::make();
  TempFolder state;
  content::ContentStore store{state.path(), {"K-01", {"lobby"}}};
  content::Contents contents = good_contents();

  [[nodiscard]] content::Root root(std::int64_t version, const Keys& by, const Keys& content_keys,
                                   int threshold = 1) const {
    return {version, day(2026, 11, 23), role(2, by), role(threshold, content_keys)};
  }
  [[nodiscard]] content::Root first(int threshold = 1) const {
    return root(1, {&a, &b, &c}, {&content_key, &other}, threshold);
  }
  [[nodiscard]] content::TrustedKeys trusted(int threshold = 1) const {
    return content::TrustedKeys::of(first(threshold));
  }

  [[nodiscard]] base::Bytes pack(std::int64_t version, const Keys& by,
                                 const std::vector<content::SignedRoot>& roots = {},
                                 content::PackOptions options = {}) const {
    options.version = version;
    options.created = day(2026, 11, 23);
    const base::Bytes unsigned_pack = content::build_pack(contents, options);
    const content::UnverifiedPack parsed = content::UnverifiedPack::from_bytes(unsigned_pack).value();
    std::vector<std::string> signatures, files;
    for (const crypto::MinisignSecretKey* key : by)
      signatures.push_back(key->sign(parsed.head().manifest, "x"));
    for (const content::SignedRoot& one : roots) files.push_back(one.file());
    base::Bytes out = content::write_head(parsed.head().manifest, signatures, files);
    out.insert(out.end(), unsigned_pack.begin() + static_cast<std::ptrdiff_t>(parsed.head().bytes.size()),
               unsigned_pack.end());
    return out;
  }
  base::Result<std::int64_t> install(base::Bytes bytes, const content::TrustedKeys& keys) {
    return TRY(store.install(TRY(content::UnverifiedPack::from_bytes(std::move(bytes))), keys, kNow))
        ->version();
  }
  content::PackError refusal(base::Bytes bytes, const content::TrustedKeys& keys) {
    const auto installed = install(std::move(bytes), keys);
    REQUIRE_FALSE(installed.ok());
    INFO(installed.error().sentence());
    const auto code = installed.error().as<content::PackError>();
    REQUIRE(code);
    return *code;
  }
  [[nodiscard]] std::int64_t shown(const content::TrustedKeys& keys) const {
    return store.load(keys).value().catalogue->version();
  }
};

}  // namespace kiosk::tests
