#include "kiosk/complaint/identity.h"

#include "kiosk/base/json.h"
#include "kiosk/base/log.h"
#include "kiosk/store/file.h"

namespace kiosk::complaint {
namespace {

using base::Result;
namespace fs = std::filesystem;

constexpr std::size_t kFileMaxSize = 64 * 1024;

Result<std::string> read_text(const fs::path& path) {
  const base::Bytes bytes = TRY(store::read_file(path, kFileMaxSize));
  return std::string(base::as_text(bytes));
}

Result<crypto::SigningKey> read_kiosk_key(const fs::path& path) {
  base::Bytes file = TRY(store::read_file(path, kFileMaxSize));
  Result<crypto::SigningKey> key = crypto::parse_kiosk_secret(base::as_text(file));
  crypto::wipe(file);
  return key;
}

}  // namespace

std::vector<crypto::CellPublicKey> Recipients::all() const {
  const std::lock_guard lock(*mutex_);
  return keys_;
}

crypto::CellPublicKey Recipients::cell() const {
  const std::lock_guard lock(*mutex_);
  return keys_.front();
}

void Recipients::set_cell(const crypto::CellPublicKey& key) {
  const std::lock_guard lock(*mutex_);
  keys_.front() = key;
}

Result<Identity> Identity::load(const fs::path& state_folder) {
  const base::Json settings = TRY(base::Json::parse(TRY(read_text(state_folder / "kiosk.json"))));
  const fs::path keys = state_folder / "keys";
  KioskId id = TRY(KioskId::parse(TRY(settings.need_string("kiosk"))));
  std::string desk_url = settings.string_or("desk", "");
  while (desk_url.ends_with('/')) desk_url.pop_back();
  std::vector<crypto::CellPublicKey> recipients = {
      TRY(crypto::parse_cell_public(TRY(read_text(keys / "cell.pub"))))};
  const Result<std::string> escrow = read_text(keys / "escrow.pub");
  if (escrow) {
    recipients.push_back(TRY(crypto::parse_cell_public(*escrow)));
    if (recipients[1] == recipients[0]) {
      KIOSK_LOG(error, "keys.escrow-is-the-cell", {"file", (keys / "escrow.pub").string()});
      recipients.pop_back();
    }
  } else if (!escrow.error().is(store::StoreError::not_found)) {
    return escrow.error();
  }
  crypto::SigningKey key = TRY(read_kiosk_key(keys / "kiosk.key"));
  return Identity{std::move(id), std::move(desk_url), std::move(key), Recipients(std::move(recipients))};
}

Result<void> keep_cell_key(const fs::path& state_folder, const crypto::CellPublicKey& key) {
  return store::replace_file(state_folder / "keys" / "cell.pub", base::as_bytes(crypto::to_file(key)),
                             store::FileMode::public_file);
}

}  // namespace kiosk::complaint
