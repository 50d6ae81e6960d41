#pragma once
// A cell's secret key file under a passphrase: whoever has the file and not the passphrase has nothing.
//
//   {"kind":"cell-secret-locked",
//    "locks":[{"salt":...,"passes":3,"memory_kib":262144,"box":...}]}
//
// A box is the whole plain file (key_file.h), encrypted (aead.h) under 32 bytes that Argon2id makes of the
// passphrase, the salt (16 bytes) and the cost; it is bound to the words before it. There is one lock, and two
// while a passphrase is being changed: then either passphrase opens the file, and no file of a ring is ever
// without one of the two. The cost is libsodium's "moderate": most of a second and 256 MiB, once a start, for
// the files of one ring share a salt. A salt for each would protect no more, since one passphrase opens all of
// them; it keeps one table of guesses from serving for two cells.
//
// KeyLock is move-only, keeps no passphrase, and any thread may use it. Errors: LockError::wrong_passphrase
// also for a file that was changed (the two cannot be told apart), CryptoError::bad_key for one that is none.

#include <span>

#include "kiosk/crypto/key_file.h"
#include "kiosk/crypto/password.h"

namespace kiosk::crypto {

constexpr SlowCost kKeyLockCost{3, 256 * 1024 * 1024};
constexpr SlowCost kKeyLockCostMost{16, 1024 * 1024 * 1024};  // that a file may ask for
constexpr std::size_t kKeyLocksMost = 2;
constexpr std::size_t kPassphraseMinCodePoints = 12;
constexpr std::size_t kPassphraseMaxSize = 1024;  // bytes

enum class LockError { wrong_passphrase, bad_passphrase };
std::string_view name_of(LockError);

class KeyLock {
 public:
  // With a salt of its own. ::bad_passphrase: too short or too long.
  static base::Result<KeyLock> make(std::string_view passphrase, SlowCost cost = kKeyLockCost);
  // The one of the file's locks that this passphrase opens.
  static base::Result<KeyLock> find(std::string_view file, std::string_view passphrase);

  [[nodiscard]] base::Result<CellSecretKey> open(std::string_view file) const;
  [[nodiscard]] bool is_only_one_of(std::string_view file) const;

 private:
  friend std::string locked_file(const CellSecretKey& key, std::span<const KeyLock* const> locks);
  KeyLock(base::Bytes salt, SlowCost cost, SecretBytes key)
      : salt_(std::move(salt)), cost_(cost), key_(std::move(key)) {}
  base::Bytes salt_;
  SlowCost cost_;
  SecretBytes key_;
};

bool is_locked_file(std::string_view file);
std::string locked_file(const CellSecretKey& key, std::span<const KeyLock* const> locks);

}  // namespace kiosk::crypto
