#include "kiosk/desk/key_ring.h"

#include <array>

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
using crypto::CellSecretKey;
using crypto::KeyLock;
namespace fs = store::fs;

constexpr std::string_view kStart = "cell-", kEnding = ".key", kUnfinished = ".key.partial";
constexpr std::size_t kKeyFileMaxSize = 4096;

// What was read may be a secret in plain.
class FileText {
 public:
  static Result<FileText> read(const fs::path& path) {
    base::Bytes bytes = TRY(store::read_file(path, kKeyFileMaxSize));
    FileText text(crypto::SecretBytes::copy_of(bytes));
    crypto::wipe(bytes);
    return text;
  }
  [[nodiscard]] std::string_view view() const { return base::as_text(bytes_.view()); }

 private:
  explicit FileText(crypto::SecretBytes bytes) : bytes_(std::move(bytes)) {}
  crypto::SecretBytes bytes_;
};

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

// A plain key that was being written when the power went.
Result<void> remove_unfinished(const fs::path& folder) {
  std::error_code code;
  std::vector<fs::path> found;
  for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with("cell") && name.ends_with(kUnfinished)) found.push_back(at->path());
  }
  for (const fs::path& path : found) TRY(store::remove_file(path));
  return base::done();
}

}  // namespace

std::string_view name_of(KeyRingError error) {
  switch (error) {
    case KeyRingError::locked:
      return "cell-key-locked";
    case KeyRingError::not_locked:
      return "cell-key-not-locked";
    case KeyRingError::no_place:
      return "no-place-for-the-cell-key";
  }
  return "key-ring";
}

Error needs_passphrase() {
  return {KeyRingError::locked,
          "the cell's key is locked: its passphrase is needed, from --passphrase-file FILE, from systemd's "
          "credential cell-passphrase, or typed at a terminal"};
}

KeyRing::KeyRing(fs::path cell_key_file, std::string_view passphrase, crypto::SlowCost cost)
    : newest_(std::move(cell_key_file)), passphrase_(passphrase), cost_(cost) {}

Result<bool> KeyRing::is_locked(const fs::path& cell_key_file) {
  for (const fs::path& file : TRY(KeyRing(cell_key_file).files())) {
    if (TRY(is_locked_file(file))) return true;
  }
  return false;
}

Result<bool> KeyRing::is_locked_file(const fs::path& file) {
  return crypto::is_locked_file(TRY(FileText::read(file)).view());
}

fs::path KeyRing::path_of(const CellSecretKey& key) const {
  return newest_.parent_path() / base::cat(kStart, base::to_hex(key.public_half().id()), kEnding);
}

Result<std::vector<fs::path>> KeyRing::files() const {
  std::vector<fs::path> files;
  const fs::path folder = newest_.parent_path();
  if (!is_there(folder)) return files;
  if (is_there(newest_)) files.push_back(newest_);
  for (const std::string& name : TRY(store::list_files(folder))) {
    if (name.starts_with(kStart) && name.ends_with(kEnding)) files.push_back(folder / name);
  }
  return files;
}

Result<CellSecretKey> KeyRing::read(const fs::path& file) {
  const FileText text = TRY(FileText::read(file));
  const auto at_place = [&](Result<CellSecretKey> key) -> Result<CellSecretKey> {
    if (!key) return key.error().in(file.string());
    return key;
  };
  if (!crypto::is_locked_file(text.view())) return at_place(crypto::parse_cell_secret(text.view()));
  if (passphrase_.empty()) return needs_passphrase();
  for (const auto& lock : locks_) {
    Result<CellSecretKey> key = lock->open(text.view());
    if (key) return key;
  }
  Result<KeyLock> lock = KeyLock::find(text.view(), passphrase_.view());
  if (!lock) return lock.error().in(file.string());
  locks_.push_back(std::make_unique<KeyLock>(std::move(lock).value()));
  return at_place(locks_.back()->open(text.view()));
}

// That of the files which are locked; a new one for the first.
Result<const KeyLock*> KeyRing::lock_to_write() {
  if (!locks_.empty()) return locks_.front().get();
  for (const fs::path& file : TRY(files())) {
    TRY(read(file));
    if (!locks_.empty()) return locks_.front().get();
  }
  locks_.push_back(std::make_unique<KeyLock>(TRY(KeyLock::make(passphrase_.view(), cost_))));
  return locks_.front().get();
}

Result<void> KeyRing::write(const fs::path& file, const CellSecretKey& key) {
  if (!passphrase_.empty()) return write_locked(file, key, std::array{TRY(lock_to_write())});
  if (TRY(is_locked(newest_))) return needs_passphrase();
  return store::replace_file(file, crypto::to_file(key).view(), store::FileMode::private_file);
}

Result<void> KeyRing::write_locked(const fs::path& file, const CellSecretKey& key, Locks locks) {
  return store::replace_file(file, base::as_bytes(crypto::locked_file(key, locks)),
                             store::FileMode::private_file);
}

Result<std::vector<CellSecretKey>> KeyRing::read_all(const std::vector<fs::path>& files) {
  std::vector<CellSecretKey> keys;
  for (const fs::path& file : files) keys.push_back(TRY(read(file)));
  return keys;
}

Result<int> KeyRing::lock() {
  const std::vector<fs::path> all = TRY(files());
  const std::vector<CellSecretKey> keys = TRY(read_all(all));
  const std::array<const KeyLock*, 1> lock = {TRY(lock_to_write())};
  int changed = 0;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (lock[0]->is_only_one_of(TRY(FileText::read(all[at])).view())) continue;
    TRY(write_locked(all[at], keys[at], lock));
    ++changed;
  }
  TRY(remove_unfinished(newest_.parent_path()));
  return changed;
}

// First every file has both, then every file has the new one: at each moment one of the two opens all.
Result<void> KeyRing::change_passphrase(std::string_view passphrase) {
  if (!TRY(is_locked(newest_)))
    return Error(KeyRingError::not_locked, "the cell's key is not locked yet: kiosk-desk key lock");
  const std::vector<fs::path> all = TRY(files());
  const std::vector<CellSecretKey> keys = TRY(read_all(all));
  const KeyLock next = TRY(KeyLock::make(passphrase, cost_));
  const std::array<const KeyLock*, 2> both = {TRY(lock_to_write()), &next};
  for (std::size_t at = 0; at < all.size(); ++at) TRY(write_locked(all[at], keys[at], both));
  for (std::size_t at = 0; at < all.size(); ++at) TRY(write_locked(all[at], keys[at], Locks(both).last(1)));
  return remove_unfinished(newest_.parent_path());
}

}  // namespace kiosk::desk
