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

// `current` may be null: then everything is new.
PackSummary summarise(const SignedPack& pack, const Manifest* current) {
  const Manifest& manifest = pack.manifest();
  PackSummary summary{manifest.version,
                      crypto::hash_of(pack.head().manifest),
                      manifest.created,
                      manifest.expires,
                      pack.signer(),
                      0,
                      manifest.objects.size(),
                      {},
                      {},
                      {}};
  const std::map<std::string, crypto::Hash> now = hashes_of(manifest);
  const std::map<std::string, crypto::Hash> before =
      current != nullptr ? hashes_of(*current) : std::map<std::string, crypto::Hash>();
  for (const PackObject& object : manifest.objects) {
    if (object.is_page()) ++summary.pages;
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

// A file that is gone, or does not answer, is a stick that was pulled.
Result<UnverifiedPack> open_on_stick(const store::fs::path& path) {
  Result<UnverifiedPack> pack = UnverifiedPack::open(path);
  if (pack || !pack.error().as<store::StoreError>()) return pack;
  return Error(PackError::stick_removed, "the pack is gone: " + pack.error().sentence());
}

struct Seen {
  PackSummary summary;
  std::shared_ptr<const Catalogue> catalogue;
};

Result<Seen> look_at(const store::fs::path& path, const TrustedKeys& keys, const Manifest* current,
                     const AcceptPack& accept, bool current_is_whole) {
  SignedPack pack = TRY(TRY(open_on_stick(path)).verify_manifest(keys));
  if (current != nullptr && current_is_whole && pack.manifest() == *current)
    return Error(PackError::installed, "this pack is shown already");
  if (accept) TRY(accept(pack));
  Seen seen{summarise(pack, current), nullptr};
  seen.catalogue = TRY(Catalogue::from(TRY(pack.read_objects({}))));
  return seen;
}

}  // namespace

std::vector<std::string> pack_names(const store::fs::path& folder) {
  Result<std::vector<std::string>> files = store::list_files(folder);
  if (!files) return {};
  std::erase_if(*files, [](const std::string& name) { return !is_called_a_pack(name); });
  if (files->size() > kMaxPacksListed) files->resize(kMaxPacksListed);
  return std::move(*files);
}

Result<UnverifiedPack> open_found(const store::fs::path& path, const crypto::Hash& manifest) {
  UnverifiedPack pack = TRY(open_on_stick(path));
  if (crypto::hash_of(pack.head().manifest) != manifest)
    return Error(PackError::changed, "another pack than the one that was reviewed");
  return pack;
}

Result<std::vector<FoundPack>> find_packs(const store::fs::path& folder, const TrustedKeys& keys,
                                          const Manifest* current, const AcceptPack& accept,
                                          bool current_is_whole) {
  std::vector<FoundPack> found;
  for (const std::string& name : pack_names(folder)) {
    std::error_code code;
    const std::uint64_t size = store::fs::file_size(folder / name, code);
    Result<Seen> seen = look_at(folder / name, keys, current, accept, current_is_whole);
    Result<PackSummary> summary =
        seen ? Result<PackSummary>(std::move(seen->summary)) : Result<PackSummary>(seen.error());
    found.push_back({folder / name, shown_name(name), code ? 0 : size, std::move(summary),
                     seen ? std::move(seen->catalogue) : nullptr});
  }
  if (found.empty()) return Error(PackError::no_pack, "there is no content pack in this folder");
  std::stable_sort(found.begin(), found.end(), [](const FoundPack& a, const FoundPack& b) {
    const std::int64_t va = a.summary ? a.summary->version : 0, vb = b.summary ? b.summary->version : 0;
    return va > vb;
  });
  return found;
}

}  // namespace kiosk::content
