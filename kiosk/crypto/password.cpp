#include "kiosk/crypto/password.h"

#include <sodium.h>

#include <cstring>

#include "kiosk/base/check.h"

namespace kiosk::crypto {

base::Result<std::string> hash_password(std::string_view password) {
  crypto_ready();
  char kept[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(kept, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return base::Error(CryptoError::no_memory, "not enough memory to hash a password");
  }
  return std::string(kept);
}

bool password_matches(std::string_view kept, std::string_view password) {
  crypto_ready();
  char buffer[crypto_pwhash_STRBYTES] = {};
  if (kept.size() >= sizeof buffer) return false;
  std::memcpy(buffer, kept.data(), kept.size());
  return crypto_pwhash_str_verify(buffer, password.data(), password.size()) == 0;
}

base::Result<SecretBytes> slow_derive(base::ByteView secret, base::ByteView salt, SlowCost cost,
                                      std::size_t size) {
  crypto_ready();
  KIOSK_ASSERT(salt.size() == crypto_pwhash_SALTBYTES);
  SecretBytes out(size);
  if (crypto_pwhash(out.writable().data(), size, reinterpret_cast<const char*>(secret.data()), secret.size(),
                    salt.data(), cost.passes, cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return base::Error(CryptoError::no_memory, "not enough memory to derive a key");
  }
  return out;
}

}  // namespace kiosk::crypto
