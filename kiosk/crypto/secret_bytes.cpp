#include "kiosk/crypto/secret_bytes.h"

#include <sodium.h>

#include <cstring>
#include <utility>

#include "kiosk/base/check.h"

namespace kiosk::crypto {

std::string_view name_of(CryptoError code) {
  switch (code) {
    case CryptoError::bad_key:
      return "bad-key";
    case CryptoError::wrong_key:
      return "wrong-key";
    case CryptoError::bad_signature:
      return "bad-signature";
    case CryptoError::cannot_open:
      return "cannot-open";
    case CryptoError::no_memory:
      return "no-memory";
  }
  return "crypto";
}

void crypto_ready() {
  static const int kStarted = sodium_init();
  KIOSK_ASSERT(kStarted >= 0);
}

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  crypto_ready();
  data_ = static_cast<base::Byte*>(sodium_malloc(size));
  KIOSK_ASSERT(data_ != nullptr);
  std::memset(data_, 0, size);
}

SecretBytes SecretBytes::copy_of(base::ByteView bytes) {
  if (bytes.empty()) return {};
  SecretBytes out(bytes.size());
  std::memcpy(out.data_, bytes.data(), bytes.size());
  return out;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

SecretBytes::~SecretBytes() {
  if (data_ != nullptr) sodium_free(data_);
}

void wipe(std::span<base::Byte> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace kiosk::crypto
