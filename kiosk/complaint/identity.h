#pragma once
// Who this kiosk is and to whom it writes, read from its state folder:
//
//   kiosk.json       {"kiosk":"K-01","desk":"http://127.0.0.1:8311", ...}; members that others use are left
//   alone keys/kiosk.key   the kiosk's secret key (crypto/key_file.h) keys/cell.pub    the complaints cell's
//   public key keys/escrow.pub  optional: a second key that opens complaints, kept in a safe
//
// Holds no path, so a state folder may be moved. Move-only, for it holds the secret key.

#include <filesystem>
#include <vector>

#include "kiosk/complaint/kiosk_id.h"
#include "kiosk/crypto/key_file.h"

namespace kiosk::complaint {

struct Identity {
  KioskId id;
  std::string desk_url;  // without a slash at its end; empty: no desk is configured
  crypto::SigningKey key;
  std::vector<crypto::CellPublicKey> recipients;  // the cell first

  static base::Result<Identity> load(const std::filesystem::path& state_folder);
  [[nodiscard]] const crypto::VerifyKey& cell_sign() const { return recipients.front().sign; }
};

}  // namespace kiosk::complaint
