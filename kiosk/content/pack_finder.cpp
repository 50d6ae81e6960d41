#include "kiosk/content/pack_finder.h"

#include <algorithm>
#include <map>

#include "kiosk/base/utf8.h"

namespace kiosk::content {
namespace {

using base::Error;
using base::Result;

std::map<std::string, crypto::Hash> hashes_of(const Manifest& manifest) {
  std::map<std::string, crypto::Hash> hashes;
  for (const PackObject& object : manifest.objects) {
    hashes.emplace(object.kind + "/" + object.name, object.hash);
  }
  return hashes;
}

// A file name is written by whoever made the stick: shown with its letters, digits and marks, the rest as
// "_".
std::string shown_name(std::string_view name) {
  std::string shown;
  for (std::size_t at = 0; at < name.size() && shown.size() < kMaxShownName;) {
    const base::Decoded decoded = base::decode_utf8(name, at);
    const char32_t c = decoded.code_point;
    const bool plain = c > 0x20 && c < 0x7F;
    const bool letter = (c >= 0xC0 && c < 0x250) || (c >= 0x621 && c < 0x660) || (c >= 0x2D30 && c < 0x2D70);
    if (decoded.valid && (plain || letter)) {
      base::append_utf8(shown, c);
    } else {
      shown.push_back('_');
    }
    at += decoded.size_bytes;
  }
  return shown;
}

// ".pack" too: what a clerk may call it. Other systems leave "._name" beside a file.
bool is_called_a_pack(std::string_view name) {
  return !name.starts_with(".") && (name.ends_with(".kpack") || name.ends_with(".pack"));
}

Result<std::shared_ptr<const Catalogue>> look_at(const store::fs::path& path, const TrustedKeys& keys) {
  return Catalogue::from(TRY(TRY(UnverifiedPack::open(path)).verify(keys)));
}

}  // namespace

PackSummary summarise(const Manifest& manifest, const std::string& signer, const Manifest* current) {
  PackSummary summary{
      manifest.version, manifest.created, manifest.expires, signer, 0, manifest.objects.size(), {}, {}, {}};
  const std::map<std::string, crypto::Hash> now = hashes_of(manifest);
  const std::map<std::string, crypto::Hash> before =
      current != nullptr ? hashes_of(*current) : std::map<std::string, crypto::Hash>();
  for (const PackObject& object : manifest.objects) {
    if (object.kind == "article" || object.kind == "tip") ++summary.pages;
  }
  for (const auto& [name, hash] : now) {
    const auto old = before.find(name);
    if (old == before.end()) summary.added.push_back(name);
    if (old != before.end() && old->second != hash) summary.changed.push_back(name);
  }
  for (const auto& [name, hash] : before) {
    if (!now.contains(name)) summary.removed.push_back(name);
  }
  return summary;
}

Result<std::vector<FoundPack>> find_packs(const store::fs::path& folder, const TrustedKeys& keys,
                                          const Manifest* current) {
  const Result<std::vector<std::string>> names = store::list_files(folder);
  std::vector<FoundPack> found;
  for (const std::string& name : names ? *names : std::vector<std::string>()) {
    if (!is_called_a_pack(name) || found.size() == kMaxPacksListed) continue;
    std::error_code code;
    const std::uint64_t size = store::fs::file_size(folder / name, code);
    Result<std::shared_ptr<const Catalogue>> seen = look_at(folder / name, keys);
    Result<PackSummary> summary =
        seen ? summarise((*seen)->manifest(), (*seen)->signer(), current) : Result<PackSummary>(seen.error());
    found.push_back({folder / name, shown_name(name), code ? 0 : size, std::move(summary),
                     seen ? std::move(*seen) : nullptr});
  }
  if (found.empty()) return Error(PackError::no_pack, "there is no content pack in this folder");
  std::stable_sort(found.begin(), found.end(), [](const FoundPack& a, const FoundPack& b) {
    const std::int64_t va = a.summary ? a.summary->version : 0, vb = b.summary ? b.summary->version : 0;
    return va > vb;
  });
  return found;
}

}  // namespace kiosk::content
