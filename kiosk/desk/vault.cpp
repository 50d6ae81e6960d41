#include "kiosk/desk/vault.h"

#include "kiosk/crypto/aead.h"
#include "kiosk/crypto/hash.h"

namespace kiosk::desk {
namespace {

using base::Result;

constexpr std::string_view kPurpose = "sale-kiosk desk at rest v1";
constexpr std::size_t kKeyFileMaxSize = 4096;

}  // namespace

Vault::Vault(crypto::CellSecretKey cell)
    : cell_(std::move(cell)),
      key_(crypto::SecretBytes::copy_of(
          crypto::keyed_hash(cell_.open.bytes(), base::as_bytes(kPurpose)).bytes)) {}

Result<Vault> Vault::open(const store::fs::path& cell_key_file) {
  base::Bytes file = TRY(store::read_file(cell_key_file, kKeyFileMaxSize));
  Result<crypto::CellSecretKey> key = crypto::parse_cell_secret(base::as_text(file));
  crypto::wipe(file);
  if (!key) return key.error();
  return Vault(std::move(key).value());
}

base::Bytes Vault::lock(base::ByteView secret, std::string_view place) const {
  return crypto::aead_lock(key_.view(), secret, base::as_bytes(place));
}

Result<crypto::SecretBytes> Vault::unlock(base::ByteView box, std::string_view place) const {
  return crypto::aead_unlock(key_.view(), box, base::as_bytes(place));
}

}  // namespace kiosk::desk
