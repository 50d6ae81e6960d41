#pragma once
// Who this kiosk is and to whom it writes, read from its state folder:
//
//   kiosk.json       {"kiosk":"K-01","desk":"http://127.0.0.1:8311", ...}; what others use of it is left alone
//   keys/kiosk.key   the kiosk's secret key (crypto/key_file.h)
//   keys/cell.pub    the complaints cell's public key
//   keys/escrow.pub  optional: a second key that opens complaints, kept in a safe
//
// Holds no path, so a state folder may be moved. Move-only, for it holds the secret key. `recipients` may be
// used from any thread; the rest does not change.

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "kiosk/complaint/kiosk_id.h"
#include "kiosk/crypto/key_file.h"

namespace kiosk::complaint {

// Whom complaints are sealed to: the cell first. The cell's key may change while the kiosk runs
// (cell_keys.h).
class Recipients {
 public:
  explicit Recipients(std::vector<crypto::CellPublicKey> keys)
      : mutex_(std::make_unique<std::mutex>()), keys_(std::move(keys)) {}
  [[nodiscard]] std::vector<crypto::CellPublicKey> all() const;
  [[nodiscard]] crypto::CellPublicKey cell() const;
  void set_cell(const crypto::CellPublicKey& key);

 private:
  std::unique_ptr<std::mutex> mutex_;
  std::vector<crypto::CellPublicKey> keys_;
};

struct Identity {
  KioskId id;
  std::string desk_url;  // without a slash at its end; empty: no desk is configured
  crypto::SigningKey key;
  Recipients recipients;

  static base::Result<Identity> load(const std::filesystem::path& state_folder);
};

// The cell's key for good: the file in the state folder. Identity::recipients is the caller's to set.
base::Result<void> keep_cell_key(const std::filesystem::path& state_folder, const crypto::CellPublicKey& key);

}  // namespace kiosk::complaint
