#pragma once
// Secret bytes: kept in memory that is locked, left out of core files and overwritten when released
// (libsodium's guarded heap). Move-only, so that a secret is in one place. crypto_ready() must have run
// first; every function of this folder sees to it.

#include <cstddef>
#include <string_view>

#include "kiosk/base/bytes.h"

namespace kiosk::crypto {

enum class CryptoError {
  bad_key,        // a key file or key bytes that are none
  wrong_key,      // data for another key
  bad_signature,  // signature and data do not belong together
  cannot_open,    // sealed data that was changed, or another key's
  no_memory,
};
std::string_view name_of(CryptoError);

void crypto_ready();  // starts libsodium once; dies if the machine has no random numbers

class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size);
  static SecretBytes copy_of(base::ByteView bytes);
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes();

  [[nodiscard]] SecretBytes clone() const { return copy_of(view()); }
  [[nodiscard]] base::ByteView view() const { return {data_, size_}; }
  [[nodiscard]] std::span<base::Byte> writable() { return {data_, size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  base::Byte* data_ = nullptr;
  std::size_t size_ = 0;
};

// Overwrites memory the compiler may not skip.
void wipe(std::span<base::Byte> bytes);
void wipe(std::string& text);

}  // namespace kiosk::crypto
