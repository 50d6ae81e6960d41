#include "kiosk/desk/vault.h"

#include <algorithm>

#include "kiosk/crypto/aead.h"
#include "kiosk/crypto/hash.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using complaint::EnvelopeError;
namespace fs = store::fs;

constexpr std::string_view kPurpose = "sale-kiosk desk at rest v1";
constexpr std::string_view kLinksName = "cell-links.json";
constexpr std::size_t kLinksMaxSize = 512 * 1024;

std::string id_of(const crypto::CellPublicKey& key) { return base::to_hex(key.id()); }

Result<std::vector<std::string>> read_links(const fs::path& folder) {
  const Result<base::Bytes> file = store::read_file(folder / kLinksName, kLinksMaxSize);
  if (!file && file.error().is(store::StoreError::not_found)) return std::vector<std::string>();
  if (!file) return file.error();
  const Result<base::Json> json = base::Json::parse(base::as_text(*file));
  if (!json) return json.error().in((folder / kLinksName).string());
  return complaint::key_links_of(*json);
}

}  // namespace

std::string_view name_of(VaultError) { return "cell-key-missing"; }

Vault::Key Vault::key_of(crypto::CellSecretKey cell) {
  std::string id = id_of(cell.public_half());
  crypto::SecretBytes lock =
      crypto::SecretBytes::copy_of(crypto::keyed_hash(cell.open.bytes(), base::as_bytes(kPurpose)).bytes);
  return {std::move(cell), std::move(id), std::move(lock)};
}

Vault::Vault(crypto::CellSecretKey cell) { keys_.push_back(key_of(std::move(cell))); }

Result<Vault> Vault::open(const fs::path& cell_key_file, std::string_view passphrase) {
  KeyRing ring(cell_key_file, passphrase);
  return open(ring);
}

Result<Vault> Vault::open(KeyRing& ring) {
  Vault vault(TRY(ring.read(ring.newest())));
  const fs::path folder = ring.newest().parent_path();
  vault.links_ = TRY(read_links(folder));
  for (const fs::path& file : TRY(ring.files())) {
    if (file == ring.newest()) continue;
    Key key = key_of(TRY(ring.read(file)));
    if (vault.find(key.id) == nullptr) vault.keys_.push_back(std::move(key));
  }
  // A change that was cut short: kiosks may have followed the link already.
  const std::string newest = id_of(complaint::newest_cell_key(vault.cell().public_half(), vault.links_));
  const auto found =
      std::find_if(vault.keys_.begin(), vault.keys_.end(), [&](const Key& key) { return key.id == newest; });
  if (found == vault.keys_.end())
    return Error(
        VaultError::newest_missing,
        base::cat("the kiosks follow the cell's key ", newest, ", which is not here: put cell-", newest,
                  ".key back into ", folder.string(), " (without a copy: kiosk-desk key recover)"));
  std::rotate(vault.keys_.begin(), found, found + 1);
  return vault;
}

std::vector<std::string> Vault::ids() const {
  std::vector<std::string> ids;
  for (const Key& key : keys_) ids.push_back(key.id);
  return ids;
}

const Vault::Key* Vault::find(std::string_view id) const {
  const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const Key& key) { return key.id == id; });
  return found == keys_.end() ? nullptr : &*found;
}

const crypto::SigningKey& Vault::signer_for(std::string_view id) const {
  const Key* known = find(id);
  return known != nullptr ? known->cell.sign : cell().sign;
}

std::vector<std::string> Vault::links_after(std::string_view id) const {
  const Key* known = find(id);
  if (known == nullptr) return {};
  return complaint::links_after(known->cell.public_half().id(), links_);
}

Result<crypto::SecretBytes> Vault::open(const complaint::Envelope& envelope) const {
  Error refused(EnvelopeError::wrong_recipient, "an envelope sealed to keys this desk does not have");
  for (const Key& key : keys_) {
    Result<crypto::SecretBytes> letter = envelope.open(key.cell);
    if (letter) return letter;
    if (letter.error().is(EnvelopeError::cannot_open)) refused = letter.error();
  }
  return refused;
}

base::Bytes Vault::lock(base::ByteView secret, std::string_view place) const {
  return crypto::aead_lock(keys_.front().lock.view(), secret, base::as_bytes(place));
}

Result<crypto::SecretBytes> Vault::unlock(base::ByteView box, std::string_view place) const {
  Result<crypto::SecretBytes> secret =
      crypto::aead_unlock(keys_.front().lock.view(), box, base::as_bytes(place));
  for (std::size_t at = 1; at < keys_.size() && !secret; ++at)
    secret = crypto::aead_unlock(keys_[at].lock.view(), box, base::as_bytes(place));
  return secret;
}

// The new secret is on the disk before anything leads to it, and the old one before `cell.key` is another.
Result<crypto::CellPublicKey> rotate_cell_key(const fs::path& cell_key_file, base::Timestamp now,
                                              std::string_view passphrase) {
  KeyRing ring(cell_key_file, passphrase);
  const Vault vault = TRY(Vault::open(ring));
  std::vector<std::string> links = vault.links();
  if (links.size() >= complaint::kKeyLinksMax)
    return Error(EnvelopeError::wrong_recipient, "the cell's key has changed as often as it may");
  const crypto::CellSecretKey next = crypto::CellSecretKey::make();
  TRY(ring.write(ring.path_of(vault.cell()), vault.cell()));
  TRY(ring.write(ring.path_of(next), next));
  links.push_back(complaint::write_key_link(vault.cell(), next.public_half(), now));
  TRY(store::replace_file(cell_key_file.parent_path() / kLinksName,
                          base::as_bytes(complaint::to_json(links).text()), store::FileMode::public_file));
  TRY(ring.write(ring.newest(), next));
  return next.public_half();
}

}  // namespace kiosk::desk
