#pragma once
// The keys with which other programs may post by Open311. DATA/api-keys has a line a key, and of the key only
// its hash, for who reads the file must not be able to post:
//
//   <BLAKE2b-256 as 64 hex digits>[TAB <when it was made, ISO 8601> TAB <whose it is>]
//
// A bare hash is a key that was made before keys had names; it works like any other. The file is replaced as
// a whole, so a desk that reads it meanwhile sees all of it or all of what was. Lines that are none of these
// are passed over and kept.

#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/time.h"
#include "kiosk/crypto/hash.h"
#include "kiosk/store/file.h"

namespace kiosk::desk {

constexpr std::size_t kApiKeysFileMaxSize = 64 * 1024;
constexpr std::size_t kApiKeyNameMaxCodePoints = 64;
constexpr std::size_t kApiKeyShownDigits = 8;  // of the hash: what a list shows and a revocation asks for

struct ApiKeyLabel {
  std::string name;
  base::Timestamp made_at;
};

struct ApiKey {
  crypto::Hash hash;
  std::optional<ApiKeyLabel> label;
  [[nodiscard]] std::string shown() const { return hash.text().substr(0, kApiKeyShownDigits); }
};

crypto::Hash api_key_hash(std::string_view key);

// None if there is no file.
base::Result<std::vector<ApiKey>> read_api_keys(const store::fs::path& file);
// Makes a key, keeps its hash and returns it. A name is one line of text.
base::Result<std::string> make_api_key(const store::fs::path& file, const std::optional<ApiKeyLabel>& label);
// Takes away the one key whose hash begins with these digits, at least kApiKeyShownDigits.
base::Result<ApiKey> revoke_api_key(const store::fs::path& file, std::string_view digits);

}  // namespace kiosk::desk
