#pragma once
// BLAKE2b-256, the project's one hash: objects of a pack, envelopes, fingerprints.

#include <array>
#include <compare>
#include <memory>
#include <string>

#include "kiosk/base/bytes.h"

namespace kiosk::crypto {

struct Hash {
  std::array<base::Byte, 32> bytes{};
  [[nodiscard]] std::string text() const { return base::to_hex(bytes); }
  static base::Result<Hash> parse(std::string_view hex);
  static base::Result<Hash> from_bytes(base::ByteView bytes);
  auto operator<=>(const Hash&) const = default;
};

Hash hash_of(base::ByteView bytes);

// A hash of data that comes in pieces.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  void add(base::ByteView bytes);
  Hash finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// BLAKE2b-256 keyed with `key` over `purpose`: sub-keys that cannot be mixed up. Key: 16 to 64 bytes.
Hash keyed_hash(base::ByteView key, base::ByteView message);

}  // namespace kiosk::crypto
