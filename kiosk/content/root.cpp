#include "kiosk/content/root.h"

#include <algorithm>

namespace kiosk::content {
namespace {

using base::Error;
using base::Json;
using base::Result;
using crypto::MinisignPublicKey;

constexpr std::int64_t kSpec = 1;
constexpr std::string_view kRole = "root";

Error broken(std::string sentence) { return {PackError::broken_root, std::move(sentence)}; }

// A key file's second line is the key.
std::string key_text(const MinisignPublicKey& key) {
  std::string file = key.file_text("key");
  const std::size_t begin = file.find('\n') + 1;
  return file.substr(begin, file.find('\n', begin) - begin);
}

Result<MinisignPublicKey> parse_key(const Json& json) {
  if (json.string() == nullptr) return broken("a key of a root that is not a text");
  const Result<MinisignPublicKey> key =
      MinisignPublicKey::parse(base::cat("untrusted comment: key\n", *json.string(), "\n"));
  return key ? *key : Result<MinisignPublicKey>(broken("a key of a root that is no key"));
}

bool is_known(const std::vector<MinisignPublicKey>& keys, const MinisignPublicKey& key) {
  return std::any_of(keys.begin(), keys.end(), [&](const MinisignPublicKey& one) {
    return one.bytes == key.bytes || one.id == key.id;
  });
}

// A threshold that its own keys cannot reach, or none, is no role.
Result<KeyRole> parse_role(const Json& json, std::string_view name) {
  const Json* member = json.find(name);
  const Json* keys = member != nullptr ? member->find("keys") : nullptr;
  if (keys == nullptr || keys->items() == nullptr || keys->items()->size() > kMaxRoleKeys)
    return broken(base::cat("a root without keys for \"", name, "\""));
  KeyRole role;
  for (const Json& item : *keys->items()) {
    const MinisignPublicKey key = TRY(parse_key(item));
    if (is_known(role.keys, key)) return broken("a root that names a key twice");
    role.keys.push_back(key);
  }
  const std::int64_t threshold = member->integer_or("threshold", 0);
  if (threshold < 1 || threshold > static_cast<std::int64_t>(role.keys.size()))
    return broken(base::cat("a root whose \"", name, "\" asks for more or fewer keys than it has"));
  role.threshold = static_cast<int>(threshold);
  return role;
}

Json role_json(const KeyRole& role) {
  Json keys = Json::array();
  for (const MinisignPublicKey& key : role.keys) keys.add(key_text(key));
  return Json::object().set("threshold", role.threshold).set("keys", std::move(keys));
}

Result<void> check_signed(const KeyRole& role, const SignedRoot& root, std::string_view whose) {
  const Signers signers = signers_of(role, base::as_bytes(root.text), root.signatures);
  if (signers.has_false_signature) return broken("a root with a signature that is not of it");
  if (static_cast<int>(signers.ids.size()) >= role.threshold) return base::done();
  return broken(base::cat("root ", root.root.version, " is signed by ", signers.ids.size(), " of ", whose,
                          " keys, and it takes ", role.threshold));
}

}  // namespace

const MinisignPublicKey* KeyRole::find(const crypto::MinisignKeyId& id) const {
  for (const MinisignPublicKey& key : keys) {
    if (key.id == id) return &key;
  }
  return nullptr;
}

std::string to_text(const Root& root) {
  return Json::object()
      .set("spec", kSpec)
      .set("role", kRole)
      .set("version", root.version)
      .set("created", day_text(root.created))
      .set("root", role_json(root.root))
      .set("content", role_json(root.content))
      .text();
}

Result<Root> parse_root(std::string_view text) {
  const Result<Json> json = Json::parse(text);
  if (!json || json->string_or("role", "") != kRole) return broken("a file that is not a root");
  if (json->integer_or("spec", 0) != kSpec) return Error(PackError::newer_program, "a root of a newer kind");
  Root root;
  root.version = json->integer_or("version", 0);
  if (root.version < 1 || root.version > kMaxVersion) return broken("a root without a version");
  const Result<Day> created = base::parse_day(json->string_or("created", ""));
  if (!created) return broken("a root without a day");
  root.created = *created;
  root.root = TRY(parse_role(*json, "root"));
  root.content = TRY(parse_role(*json, "content"));
  return root;
}

Result<SignedRoot> SignedRoot::parse(std::string_view file) {
  const Result<Json> json =
      file.size() <= kMaxRootBytes ? Json::parse(file) : broken("a root that is too long");
  const Json* signatures = json ? json->find("signatures") : nullptr;
  if (signatures == nullptr || signatures->items() == nullptr ||
      signatures->items()->size() > kMaxRootSignatures)
    return broken("a file that is not a root with its signatures");
  SignedRoot root;
  root.text = json->string_or("root", "");
  for (const Json& item : *signatures->items()) {
    if (item.string() == nullptr) return broken("a root's signature that is not a text");
    root.signatures.push_back(*item.string());
  }
  root.root = TRY(parse_root(root.text));
  return root;
}

std::string SignedRoot::file() const {
  Json list = Json::array();
  for (const std::string& signature : signatures) list.add(signature);
  return Json::object().set("root", text).set("signatures", std::move(list)).text() + "\n";
}

Signers signers_of(const KeyRole& role, base::ByteView text, const std::vector<std::string>& signatures) {
  Signers found;
  std::vector<MinisignPublicKey> counted;
  for (const std::string& signature : signatures) {
    const Result<crypto::MinisignKeyId> id = crypto::minisign_key_id(signature);
    const MinisignPublicKey* key = id ? role.find(*id) : nullptr;
    if (key == nullptr) continue;
    if (!key->verify(text, signature)) {
      found.has_false_signature = true;
    } else if (!is_known(counted, *key)) {
      counted.push_back(*key);
      found.ids.push_back(key->id_text());
    }
  }
  return found;
}

Result<void> check_self_signed(const SignedRoot& root) { return check_signed(root.root.root, root, "its"); }

Result<void> check_follows(const Root& last, const SignedRoot& next) {
  if (next.root.version != last.version + 1)
    return broken(base::cat("root ", next.root.version, " does not follow root ", last.version));
  TRY(check_signed(last.root, next, "the last root's"));
  return check_self_signed(next);
}

crypto::Hash key_set_of(const KeyRole& role) {
  std::vector<base::Bytes> keys;
  for (const MinisignPublicKey& key : role.keys) keys.emplace_back(key.bytes.begin(), key.bytes.end());
  std::sort(keys.begin(), keys.end());
  crypto::Hasher hasher;
  hasher.add(base::as_bytes(base::cat("content keys, ", role.threshold, " of them: ")));
  for (const base::Bytes& key : keys) hasher.add(key);
  return hasher.finish();
}

}  // namespace kiosk::content
