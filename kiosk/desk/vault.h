#pragma once
// The cell's secret key in use: it opens envelopes, signs acks and answers, and locks what the desk itself
// writes (answers, notes, tickets) with a key derived from it, so that a copy of the database without the key
// says nothing of what citizens or clerks wrote. Move-only. Any thread may use it once it is made.

#include "kiosk/crypto/key_file.h"
#include "kiosk/store/file.h"

namespace kiosk::desk {

class Vault {
 public:
  static base::Result<Vault> open(const store::fs::path& cell_key_file);
  explicit Vault(crypto::CellSecretKey cell);

  [[nodiscard]] const crypto::CellSecretKey& cell() const { return cell_; }
  // A box opens only for the same `place` ("history 17"), so boxes cannot be exchanged inside the database.
  [[nodiscard]] base::Bytes lock(base::ByteView secret, std::string_view place) const;
  [[nodiscard]] base::Result<crypto::SecretBytes> unlock(base::ByteView box, std::string_view place) const;

 private:
  crypto::CellSecretKey cell_;
  crypto::SecretBytes key_;
};

}  // namespace kiosk::desk
