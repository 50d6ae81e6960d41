#include "kiosk/desk/api_keys.h"

#include <algorithm>

#include "kiosk/base/utf8.h"
#include "kiosk/desk/desk_database.h"
#include "kiosk/desk/sessions.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Result;
namespace fs = store::fs;

Result<std::vector<std::string>> lines_of(const fs::path& file) {
  std::vector<std::string> lines;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return lines;
  const base::Bytes bytes = TRY(store::read_file(file, kApiKeysFileMaxSize));
  for (std::string_view rest = base::as_text(bytes); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

Result<void> write_lines(const fs::path& file, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += base::cat(line, "\n");
  if (text.size() > kApiKeysFileMaxSize)
    return Error(DeskError::refused, "there are too many keys: revoke what nobody uses");
  return store::replace_file(file, base::as_bytes(text), store::FileMode::private_file);
}

std::optional<ApiKey> key_of(std::string_view line) {
  const std::size_t tab = line.find('\t');
  Result<crypto::Hash> hash = crypto::Hash::parse(line.substr(0, tab));
  if (!hash) return std::nullopt;
  ApiKey key{*hash, std::nullopt};
  if (tab == std::string_view::npos) return key;
  line.remove_prefix(tab + 1);
  const std::size_t second = line.find('\t');
  const Result<base::Timestamp> made_at = base::parse_iso8601(line.substr(0, second));
  if (!made_at || second == std::string_view::npos) return std::nullopt;
  key.label = ApiKeyLabel{std::string(line.substr(second + 1)), *made_at};
  return key;
}

std::string line_of(const ApiKey& key) {
  if (!key.label) return key.hash.text();
  return base::cat(key.hash.text(), "\t", base::to_iso8601(key.label->made_at), "\t", key.label->name);
}

Result<void> check_name(std::string_view name) {
  const bool is_one_line = std::none_of(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (!base::is_valid_utf8(name) || !is_one_line)
    return Error(DeskError::refused, "the name of a key is one line of text");
  if (base::count_code_points(name) > kApiKeyNameMaxCodePoints)
    return Error(DeskError::refused,
                 base::cat("the name of a key has at most ", kApiKeyNameMaxCodePoints, " characters"));
  return base::done();
}

bool starts_with(const std::string& line, std::string_view digits) {
  const std::optional<ApiKey> key = key_of(line);
  return key && key->hash.text().starts_with(digits);
}

}  // namespace

crypto::Hash api_key_hash(std::string_view key) { return crypto::hash_of(base::as_bytes(key)); }

Result<std::vector<ApiKey>> read_api_keys(const fs::path& file) {
  std::vector<ApiKey> keys;
  for (const std::string& line : TRY(lines_of(file))) {
    std::optional<ApiKey> key = key_of(line);
    if (key) keys.push_back(*std::move(key));
  }
  return keys;
}

Result<std::string> make_api_key(const fs::path& file, const std::optional<ApiKeyLabel>& label) {
  if (label) TRY(check_name(label->name));
  std::vector<std::string> lines = TRY(lines_of(file));
  std::string key = new_token();
  lines.push_back(line_of({api_key_hash(key), label}));
  TRY(write_lines(file, lines));
  return key;
}

Result<ApiKey> revoke_api_key(const fs::path& file, std::string_view digits) {
  if (digits.size() < kApiKeyShownDigits)
    return Error(DeskError::refused,
                 base::cat("a key is named by the first ", kApiKeyShownDigits, " digits of its hash"));
  std::vector<std::string> lines = TRY(lines_of(file));
  const auto is_meant = [digits](const std::string& line) { return starts_with(line, digits); };
  const auto count = std::count_if(lines.begin(), lines.end(), is_meant);
  if (count == 0) return Error(DeskError::not_found, base::cat("no key begins with ", digits));
  if (count > 1) return Error(DeskError::refused, base::cat("more than one key begins with ", digits));
  const auto found = std::find_if(lines.begin(), lines.end(), is_meant);
  ApiKey revoked = *key_of(*found);
  lines.erase(found);
  TRY(write_lines(file, lines));
  return revoked;
}

}  // namespace kiosk::desk
