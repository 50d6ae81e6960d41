#include "kiosk/content/content_store.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "kiosk/base/log.h"

namespace kiosk::content {
namespace {

namespace fs = store::fs;
using base::Error;
using base::Json;
using base::Result;
using store::FileMode;
using store::StoreError;

constexpr std::size_t kMaxSmallFile = 1024;
constexpr std::size_t kSpareBytes = 1 << 20;  // left over on the disk after an install
constexpr const char* kRatchetNames[] = {"ratchet.copy", "ratchet"};

// What the disk says, in the words of packs.
Error failed(const Error& error) {
  if (error.is(StoreError::full)) return {PackError::no_space, error.sentence()};
  if (error.as<StoreError>() && !error.is(StoreError::busy))
    return {PackError::install_failed, error.sentence()};
  return error;
}

Result<void> or_failed(const Result<void>& result) { return result ? result : failed(result.error()); }

std::optional<std::int64_t> parse_version(std::string_view text) {
  std::int64_t version = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (version < 1 || version > kMaxVersion || std::to_string(version) != text) return std::nullopt;
  return version;
}

void remove_quietly(const fs::path& path) {
  std::error_code code;
  fs::remove_all(path, code);
  if (code) KIOSK_LOG(warning, "content.not-cleared", {"reason", code.message()});
}

}  // namespace

ContentStore::ContentStore(const fs::path& state_folder) : folder_(state_folder / "content") {}

fs::path ContentStore::head_path(std::int64_t version) const {
  return folder_ / "generations" / std::to_string(version) / "head";
}

fs::path ContentStore::object_path(const crypto::Hash& hash) const {
  return folder_ / "objects" / hash.text();
}

std::int64_t ContentStore::current() const {
  const Result<base::Bytes> bytes = store::read_file(folder_ / "current", kMaxSmallFile);
  if (!bytes) return 0;
  std::string_view text = base::as_text(*bytes);
  if (text.ends_with('\n')) text.remove_suffix(1);
  return parse_version(text).value_or(0);
}

std::vector<std::int64_t> ContentStore::versions() const {
  std::vector<std::int64_t> versions;
  std::error_code code;
  for (fs::directory_iterator entry(folder_ / "generations", code), end; !code && entry != end;
       entry.increment(code)) {
    const auto version = parse_version(entry->path().filename().string());
    std::error_code ignored;
    if (version && fs::is_regular_file(entry->path() / "head", ignored)) versions.push_back(*version);
  }
  std::sort(versions.begin(), versions.end());
  return versions;
}

std::optional<ContentStore::Ratchet> ContentStore::ratchet() const {
  std::optional<Ratchet> best;
  const auto offer = [&best](const Ratchet& found) {
    if (!best || found.version > best->version) best = found;
  };
  for (const char* name : kRatchetNames) {
    const Result<base::Bytes> bytes = store::read_file(folder_ / name, kMaxSmallFile);
    const Result<Json> json = bytes ? Json::parse(base::as_text(*bytes)) : Result<Json>(bytes.error());
    if (!json) continue;
    const Result<crypto::Hash> manifest = crypto::Hash::parse(json->string_or("manifest", ""));
    const Result<Day> created = base::parse_day(json->string_or("created", ""));
    if (manifest && created) offer({json->integer_or("version", 0), *manifest, *created});
  }
  for (const std::int64_t version :
       versions()) {  // what is installed was accepted, whatever became of the files
    const Result<UnverifiedPack> pack = UnverifiedPack::open(head_path(version));
    if (pack) offer({version, crypto::hash_of(pack->head().manifest), kProgramDay});
  }
  return best;
}

Result<void> ContentStore::raise_ratchet(const SignedPack& pack) const {
  const Json json = Json::object()
                        .set("version", pack.manifest().version)
                        .set("manifest", crypto::hash_of(pack.head().manifest).text())
                        .set("created", day_text(pack.manifest().created));
  const std::string text = json.text() + "\n";
  for (const char* name : kRatchetNames) {
    TRY(store::replace_file(folder_ / name, base::as_bytes(text), FileMode::public_file));
  }
  return base::done();
}

base::Timestamp ContentStore::clock_floor() const {
  const std::optional<Ratchet> newest = ratchet();
  return std::max(kProgramDay, newest ? newest->created : kProgramDay);
}

Result<SignedPack> ContentStore::open(std::int64_t version, const TrustedKeys& keys) const {
  base::Bytes head = TRY(store::read_file(head_path(version), kMaxHeadBytes));
  const auto read_object = [this](const PackObject& object) -> Result<base::Bytes> {
    Result<base::Bytes> stored = store::read_file(object_path(object.hash), object.stored_bytes);
    if (stored) return stored;
    return Error(PackError::damaged, "an installed object cannot be read: " + stored.error().sentence());
  };
  SignedPack pack = TRY(TRY(UnverifiedPack::from_head(std::move(head), read_object)).verify_manifest(keys));
  if (pack.manifest().version == version) return pack;
  return Error(PackError::damaged, "a generation that carries another version than its name");
}

Result<std::shared_ptr<const Catalogue>> ContentStore::load_generation(std::int64_t version,
                                                                       const TrustedKeys& keys) const {
  SignedPack pack = TRY(open(version, keys));
  return Catalogue::from(TRY(pack.read_objects({})));
}

Result<InstalledContent> ContentStore::load(const TrustedKeys& keys) const {
  std::vector<std::int64_t> candidates = versions();
  std::reverse(candidates.begin(), candidates.end());
  const auto shown = std::find(candidates.begin(), candidates.end(), current());
  if (shown != candidates.end()) std::rotate(candidates.begin(), shown, shown + 1);
  InstalledContent content;
  for (const std::int64_t version : candidates) {
    Result<std::shared_ptr<const Catalogue>> catalogue = load_generation(version, keys);
    if (catalogue) {
      content.catalogue = std::move(*catalogue);
      return content;
    }
    KIOSK_LOG(error, "content.generation-damaged", {"version", version},
              {"reason", catalogue.error().sentence()});
    if (!content.set_aside) content.set_aside = catalogue.error();
  }
  if (content.set_aside) return *content.set_aside;
  return Error(PackError::nothing_there, "no content is installed");
}

Generations ContentStore::list() const { return {current(), versions()}; }

Result<void> ContentStore::check_acceptable(const SignedPack& pack, base::Timestamp now) const {
  const Manifest& manifest = pack.manifest();
  const std::optional<Ratchet> newest = ratchet();
  if (newest && manifest.version < newest->version) {
    return Error(PackError::older_version, base::cat("version ", manifest.version, " is older than version ",
                                                     newest->version, ", which was accepted here before"));
  }
  if (newest && manifest.version == newest->version &&
      crypto::hash_of(pack.head().manifest) != newest->manifest) {
    return Error(PackError::other_bytes,
                 base::cat("another pack of version ", manifest.version, " was accepted here before"));
  }
  const bool clock_is_sound = now >= clock_floor();
  if (clock_is_sound && manifest.expires && is_past(*manifest.expires, now)) {
    return Error(PackError::expired, base::cat("the pack's last day was ", day_text(*manifest.expires)));
  }
  return base::done();
}

Result<void> ContentStore::check(const SignedPack& pack, base::Timestamp now) const {
  TRY(check_acceptable(pack, now));
  return or_failed(check_space(pack.manifest()));
}

Result<std::uint64_t> ContentStore::missing_bytes(const Manifest& manifest) const {
  std::uint64_t needed = kSpareBytes;
  for (const PackObject& object : manifest.objects) {
    std::error_code missing;
    if (!fs::exists(object_path(object.hash), missing)) needed += object.stored_bytes;
  }
  std::error_code nothing_yet;
  const std::uint64_t free =
      TRY(store::free_bytes(fs::exists(folder_, nothing_yet) ? folder_ : folder_.parent_path()));
  return free >= needed ? 0 : needed - free;
}

Result<void> ContentStore::check_space(const Manifest& manifest) const {
  const std::uint64_t missing = TRY(missing_bytes(manifest));
  if (missing == 0) return base::done();
  return Error(PackError::no_space,
               base::cat("not enough room: ", (missing + 999'999) / 1'000'000, " MB are missing"));
}

// An object that is there already is believed only byte for byte; a damaged one is repaired in passing.
Result<void> ContentStore::keep_object(const PackObject& object, base::ByteView stored) const {
  const fs::path path = object_path(object.hash);
  const Result<base::Bytes> there = store::read_file(path, object.stored_bytes);
  if (there && std::equal(there->begin(), there->end(), stored.begin(), stored.end())) return base::done();
  return store::replace_file(path, stored, FileMode::public_file);
}

Result<void> ContentStore::switch_to(std::int64_t version) const {
  const std::string text = std::to_string(version) + "\n";
  return store::replace_file(folder_ / "current", base::as_bytes(text), FileMode::public_file);
}

Result<std::shared_ptr<const Catalogue>> ContentStore::install(UnverifiedPack pack, const TrustedKeys& keys,
                                                               base::Timestamp now,
                                                               const InstallProgress& progress) {
  SignedPack signed_pack = TRY(std::move(pack).verify_manifest(keys));
  TRY(or_failed(store::make_folder(folder_ / "objects")));
  const Result<store::LockFile> lock = store::LockFile::acquire(folder_ / "lock");
  if (!lock) return failed(lock.error());
  TRY(check(signed_pack, now));

  std::size_t done = 0, all = 0;
  for (const PackObject& object : signed_pack.manifest().objects) all += object.stored_bytes;
  const KeepObject keep = [&](const PackObject& object, base::ByteView stored) -> Result<void> {
    TRY(or_failed(keep_object(object, stored)));
    done += stored.size();
    if (progress) progress(done, all);
    return base::done();
  };
  const VerifiedPack verified = TRY(signed_pack.read_objects(keep));
  const std::shared_ptr<const Catalogue> catalogue = TRY(Catalogue::from(verified));

  const std::int64_t version = verified.manifest().version, previous = current();
  TRY(or_failed(store::make_folder(head_path(version).parent_path())));
  TRY(or_failed(store::replace_file(head_path(version), signed_pack.head().bytes, FileMode::public_file)));
  TRY(or_failed(raise_ratchet(signed_pack)));
  TRY(or_failed(switch_to(version)));
  clear_away(previous, keys);
  KIOSK_LOG(info, "content.installed", {"version", version}, {"signer", verified.signer()});
  return catalogue;
}

Result<InstalledContent> ContentStore::rollback(const TrustedKeys& keys) {
  const Result<store::LockFile> lock = store::LockFile::acquire(folder_ / "lock");
  if (!lock && !lock.error().is(StoreError::not_found)) return failed(lock.error());
  std::vector<std::int64_t> candidates = versions();
  std::reverse(candidates.begin(), candidates.end());
  for (const std::int64_t version : candidates) {
    if (version >= current()) continue;
    const Result<std::shared_ptr<const Catalogue>> catalogue = load_generation(version, keys);
    if (!catalogue) continue;
    TRY(or_failed(switch_to(version)));
    KIOSK_LOG(info, "content.rolled-back", {"version", version});
    return InstalledContent{*catalogue, std::nullopt};
  }
  return Error(PackError::nothing_there, "there is no older content to go back to");
}

// Failing here costs room, nothing else: the next install tries again.
void ContentStore::clear_away(std::int64_t previous, const TrustedKeys& keys) const {
  std::vector<std::int64_t> kept = {current()};
  std::vector<std::int64_t> others = versions();
  std::reverse(others.begin(), others.end());
  const auto older = std::find(others.begin(), others.end(), previous);
  if (older != others.end()) std::rotate(others.begin(), older, older + 1);
  std::set<std::string> needed;
  for (const std::int64_t version : others) {
    const bool is_current = version == kept.front();
    if (!is_current && kept.size() == kKeptGenerations) continue;
    const Result<SignedPack> pack = open(version, keys);
    if (!pack) continue;
    if (!is_current) kept.push_back(version);
    for (const PackObject& object : pack->manifest().objects) needed.insert(object.hash.text());
  }
  for (const std::int64_t version : others) {
    if (std::find(kept.begin(), kept.end(), version) != kept.end()) continue;
    if (store::remove_file(head_path(version))) remove_quietly(head_path(version).parent_path());
  }
  std::error_code code;
  std::vector<fs::path> unneeded;
  for (const auto& entry : fs::directory_iterator(folder_ / "objects", code)) {
    if (!needed.contains(entry.path().filename().string())) unneeded.push_back(entry.path());
  }
  for (const fs::path& path : unneeded) remove_quietly(path);
}

}  // namespace kiosk::content
