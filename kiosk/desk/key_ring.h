#pragma once
// The files of the cell's secret keys: `cell.key`, and beside it `cell-<id>.key` for every key there was
// (vault.h). They are plain (crypto/key_file.h), or all of them locked with one passphrase
// (crypto/locked_key.h). Every change replaces file by file; whatever moment it is cut short at, each file
// opens with the passphrase of before or with the new one, and the same command again completes it.
//
// A ring remembers the passphrase and the keys derived from it, so that Argon2 runs once. One thread. Errors
// name the file.

#include <memory>
#include <vector>

#include "kiosk/base/secret_string.h"
#include "kiosk/crypto/locked_key.h"
#include "kiosk/store/file.h"

namespace kiosk::desk {

enum class KeyRingError {
  locked,      // and there is no passphrase
  not_locked,  // there is no passphrase to change
  no_place,    // nobody said where the first key goes (kiosk/main)
};
std::string_view name_of(KeyRingError);

base::Error needs_passphrase();  // KeyRingError::locked, and where it may come from

class KeyRing {
 public:
  // With a passphrase what is written is locked; without one it is plain.
  explicit KeyRing(store::fs::path cell_key_file, std::string_view passphrase = {},
                   crypto::SlowCost cost = crypto::kKeyLockCost);
  // Whether any of the files is.
  static base::Result<bool> is_locked(const store::fs::path& cell_key_file);
  static base::Result<bool> is_locked_file(const store::fs::path& file);

  [[nodiscard]] const store::fs::path& newest() const { return newest_; }  // cell.key
  [[nodiscard]] store::fs::path path_of(const crypto::CellSecretKey& key) const;
  [[nodiscard]] base::Result<std::vector<store::fs::path>> files() const;  // cell.key first, if it is there
  base::Result<crypto::CellSecretKey> read(const store::fs::path& file);
  // KeyRingError::locked, or LockError, rather than a file that the others' passphrase does not open.
  base::Result<void> write(const store::fs::path& file, const crypto::CellSecretKey& key);

  // Every file has this ring's passphrase and no other afterwards; how many had not.
  base::Result<int> lock();
  base::Result<void> change_passphrase(std::string_view passphrase);

 private:
  using Locks = std::span<const crypto::KeyLock* const>;
  base::Result<const crypto::KeyLock*> lock_to_write();
  base::Result<std::vector<crypto::CellSecretKey>> read_all(const std::vector<store::fs::path>& files);
  static base::Result<void> write_locked(const store::fs::path& file, const crypto::CellSecretKey& key,
                                         Locks locks);
  store::fs::path newest_;
  base::SecretString passphrase_;
  crypto::SlowCost cost_;
  std::vector<std::unique_ptr<crypto::KeyLock>> locks_;  // that opened files, and the one for new files
};

}  // namespace kiosk::desk
