#pragma once
// The cell's secret keys in use: they open envelopes, sign acks and answers, and lock what the desk itself
// writes (answers, notes, tickets) with a key derived from the newest, so that a copy of the database without
// the keys says nothing of what citizens or clerks wrote. Beside the newest, `cell.key`, lie
//
//   cell-<id>.key    every key there was, and an escrow key that was brought to open what a lost one cannot
//   cell-links.json  how one followed the other (complaint/cell_keys.h)
//
// The key files may be locked with a passphrase (key_ring.h), which open() and rotate_cell_key() then need.
// Move-only. Any thread may use it once it is made.

#include <vector>

#include "kiosk/complaint/cell_keys.h"
#include "kiosk/complaint/envelope.h"
#include "kiosk/desk/key_ring.h"

namespace kiosk::desk {

enum class VaultError {
  newest_missing,  // kiosks seal to a key that is not here: an old copy was put back
};
std::string_view name_of(VaultError);

class Vault {
 public:
  static base::Result<Vault> open(const store::fs::path& cell_key_file, std::string_view passphrase = {});
  static base::Result<Vault> open(KeyRing& ring);
  explicit Vault(crypto::CellSecretKey cell);

  // The newest key.
  [[nodiscard]] const crypto::CellSecretKey& cell() const { return keys_.front().cell; }
  // The key with this id (in hex), else the newest: what a kiosk that names it can verify.
  [[nodiscard]] const crypto::SigningKey& signer_for(std::string_view id) const;
  // Those that lead on from it; none if it is the newest, or no key of ours.
  [[nodiscard]] std::vector<std::string> links_after(std::string_view id) const;
  [[nodiscard]] std::vector<std::string> ids() const;  // the newest first
  [[nodiscard]] const std::vector<std::string>& links() const { return links_; }
  // With whichever of the keys it was sealed to.
  [[nodiscard]] base::Result<crypto::SecretBytes> open(const complaint::Envelope& envelope) const;

  // A box opens only for the same `place` ("history 17"), so boxes cannot be exchanged inside the database.
  [[nodiscard]] base::Bytes lock(base::ByteView secret, std::string_view place) const;
  [[nodiscard]] base::Result<crypto::SecretBytes> unlock(base::ByteView box, std::string_view place) const;

 private:
  struct Key {
    crypto::CellSecretKey cell;
    std::string id;
    crypto::SecretBytes lock;
  };
  static Key key_of(crypto::CellSecretKey cell);
  [[nodiscard]] const Key* find(std::string_view id) const;
  std::vector<Key> keys_;  // the newest first
  std::vector<std::string> links_;
};

// The cell gets another key, and the kiosks follow by themselves. Whatever moment it is cut short at, what
// was sealed opens and the kiosks can follow. A server that runs goes on with the keys it has.
base::Result<crypto::CellPublicKey> rotate_cell_key(const store::fs::path& cell_key_file, base::Timestamp now,
                                                    std::string_view passphrase = {});

}  // namespace kiosk::desk
