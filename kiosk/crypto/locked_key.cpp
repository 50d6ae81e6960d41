#include "kiosk/crypto/locked_key.h"

#include <algorithm>

#include "kiosk/base/check.h"
#include "kiosk/base/json.h"
#include "kiosk/base/utf8.h"
#include "kiosk/crypto/aead.h"
#include "kiosk/crypto/random.h"

namespace kiosk::crypto {
namespace {

using base::Bytes;
using base::Error;
using base::Json;
using base::Result;

constexpr std::string_view kKind = "cell-secret-locked";
constexpr std::size_t kSaltSize = 16, kKibibyte = 1024;

// A lock as it stands in a file.
struct Entry {
  Bytes salt;
  SlowCost cost;
  Bytes box;
};

Error bad_file(std::string_view why) {
  return {CryptoError::bad_key, base::cat("a locked key file that is none: ", why)};
}

std::string bound_words(const Bytes& salt, SlowCost cost) {
  return base::cat(kKind, " ", base::to_base64(salt), " ", cost.passes, " ", cost.memory_bytes / kKibibyte);
}

Result<Entry> entry_of(const Json& json) {
  Entry entry{TRY(base::from_base64(TRY(json.need_string("salt")))), {}, {}};
  if (entry.salt.size() != kSaltSize) return bad_file("its salt is not of 16 bytes");
  const std::int64_t passes = TRY(json.need_integer("passes"));
  const std::int64_t memory_kib = TRY(json.need_integer("memory_kib"));
  constexpr auto kMemoryMost = static_cast<std::int64_t>(kKeyLockCostMost.memory_bytes / kKibibyte);
  constexpr std::int64_t kMemoryLeast = 8;  // Argon2's own
  const bool fits = passes >= 1 && passes <= static_cast<std::int64_t>(kKeyLockCostMost.passes) &&
                    memory_kib >= kMemoryLeast && memory_kib <= kMemoryMost;
  if (!fits) return bad_file("its cost is out of the limits");
  entry.cost = {static_cast<std::uint64_t>(passes), static_cast<std::size_t>(memory_kib) * kKibibyte};
  entry.box = TRY(base::from_base64(TRY(json.need_string("box"))));
  return entry;
}

Result<std::vector<Entry>> entries_of(std::string_view file) {
  const Result<Json> json = Json::parse(file);
  if (!json || json->string_or("kind", "") != kKind) return bad_file("it is not of that kind");
  const Json* locks = json->find("locks");
  const bool has_locks = locks != nullptr && locks->items() != nullptr && !locks->items()->empty() &&
                         locks->items()->size() <= kKeyLocksMost;
  if (!has_locks) return bad_file("it has no lock, or too many");
  std::vector<Entry> entries;
  for (const Json& lock : *locks->items()) entries.push_back(TRY(entry_of(lock)));
  return entries;
}

Result<SecretBytes> derive(std::string_view passphrase, const Bytes& salt, SlowCost cost) {
  return slow_derive(base::as_bytes(passphrase), salt, cost, kAeadKeySize);
}

Result<SecretBytes> unbox(const SecretBytes& key, const Entry& entry) {
  return aead_unlock(key.view(), entry.box, base::as_bytes(bound_words(entry.salt, entry.cost)));
}

Error wrong_passphrase() {
  return {LockError::wrong_passphrase, "this passphrase does not open the key, or its file was changed"};
}

}  // namespace

std::string_view name_of(LockError error) {
  return error == LockError::wrong_passphrase ? "wrong-passphrase" : "bad-passphrase";
}

Result<KeyLock> KeyLock::make(std::string_view passphrase, SlowCost cost) {
  if (base::count_code_points(passphrase) < kPassphraseMinCodePoints ||
      passphrase.size() > kPassphraseMaxSize)
    return Error(LockError::bad_passphrase, base::cat("a passphrase has at least ", kPassphraseMinCodePoints,
                                                      " letters and at most ", kPassphraseMaxSize, " bytes"));
  Bytes salt(kSaltSize);
  fill_random(salt);
  SecretBytes key = TRY(derive(passphrase, salt, cost));
  return KeyLock(std::move(salt), cost, std::move(key));
}

Result<KeyLock> KeyLock::find(std::string_view file, std::string_view passphrase) {
  for (Entry& entry : TRY(entries_of(file))) {
    SecretBytes key = TRY(derive(passphrase, entry.salt, entry.cost));
    if (unbox(key, entry)) return KeyLock(std::move(entry.salt), entry.cost, std::move(key));
  }
  return wrong_passphrase();
}

Result<CellSecretKey> KeyLock::open(std::string_view file) const {
  for (const Entry& entry : TRY(entries_of(file))) {
    if (entry.salt != salt_) continue;
    const Result<SecretBytes> plain = unbox(key_, entry);
    if (plain) return parse_cell_secret(base::as_text(plain->view()));
  }
  return wrong_passphrase();
}

bool KeyLock::is_only_one_of(std::string_view file) const {
  const Result<std::vector<Entry>> entries = entries_of(file);
  return entries && entries->size() == 1 && open(file).ok();
}

bool is_locked_file(std::string_view file) {
  const Result<Json> json = Json::parse(file);
  return json && json->string_or("kind", "") == kKind;
}

std::string locked_file(const CellSecretKey& key, std::span<const KeyLock* const> locks) {
  KIOSK_ASSERT(!locks.empty() && locks.size() <= kKeyLocksMost);
  const SecretBytes plain = to_file(key);
  Json list = Json::array();
  for (const KeyLock* lock : locks) {
    const std::string bound = bound_words(lock->salt_, lock->cost_);
    list.add(
        Json::object()
            .set("salt", base::to_base64(lock->salt_))
            .set("passes", static_cast<std::int64_t>(lock->cost_.passes))
            .set("memory_kib", lock->cost_.memory_bytes / kKibibyte)
            .set("box", base::to_base64(aead_lock(lock->key_.view(), plain.view(), base::as_bytes(bound)))));
  }
  return Json::object().set("kind", kKind).set("locks", std::move(list)).text() + "\n";
}

}  // namespace kiosk::crypto
