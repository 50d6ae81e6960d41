#include "kiosk/content/content_store.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "kiosk/base/log.h"
#include "kiosk/content/limits.h"

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

ContentStore::ContentStore(const fs::path& state_folder, Device device)
    : folder_(state_folder / "content"), device_(std::move(device)), shelf_(folder_), records_(folder_) {}

fs::path ContentStore::head_path(std::int64_t version) const {
  return folder_ / "generations" / std::to_string(version) / "head";
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

// What is installed was accepted, whatever became of the files that say so.
std::optional<Ratchet> ContentStore::ratchet(const crypto::Hash& keys) const {
  std::vector<Ratchet> found = records_.ratchets();
  for (const std::int64_t version : versions()) {
    const Result<UnverifiedPack> pack = UnverifiedPack::open(head_path(version));
    const Result<base::Bytes> by = store::read_file(head_path(version).parent_path() / "keys", kMaxSmallFile);
    if (!pack) continue;
    std::string_view set = by ? base::as_text(*by) : std::string_view();
    if (set.ends_with('\n')) set.remove_suffix(1);
    found.push_back({version, crypto::hash_of(pack->head().manifest), base::kProgramDay,
                     crypto::Hash::parse(set).value_or(crypto::Hash{})});
  }
  std::optional<Ratchet> best;
  for (const Ratchet& ratchet : found) {
    if (ratchet.keys == keys && (!best || ratchet.version > best->version)) best = ratchet;
  }
  return best;
}

std::vector<SignedRoot> ContentStore::roots() const {
  std::map<std::int64_t, SignedRoot> found;
  const Result<std::vector<std::string>> names = store::list_files(folder_ / "roots");
  for (const std::string& name : names ? *names : std::vector<std::string>()) {
    const Result<base::Bytes> bytes = store::read_file(folder_ / "roots" / name, kMaxRootBytes);
    Result<SignedRoot> root =
        bytes ? SignedRoot::parse(base::as_text(*bytes)) : Result<SignedRoot>(bytes.error());
    if (root) found.emplace(root->root.version, std::move(*root));
  }
  std::vector<SignedRoot> roots;
  for (auto& [version, root] : found) roots.push_back(std::move(root));
  return roots;
}

// As far as the roots lead: one that is spoiled does not take away what those before it say.
TrustedKeys ContentStore::newest(const TrustedKeys& keys) const {
  TrustedKeys newest = keys;
  for (const SignedRoot& root : roots()) {
    Result<TrustedKeys> next = newest.follow({root});
    if (!next) {
      KIOSK_LOG(warning, "content.root-left-out", {"root", root.root.version},
                {"reason", next.error().sentence()});
      break;
    }
    newest = std::move(*next);
  }
  return newest;
}

base::Timestamp ContentStore::clock_floor() const {
  Day floor = base::kProgramDay;
  for (const Ratchet& ratchet : records_.ratchets()) floor = std::max(floor, ratchet.created);
  if (const std::optional<Day> seen = records_.seen()) floor = std::max(floor, *seen);
  return floor;
}

// A day earlier than now, so that a clock that is set back by an hour is still believed.
Result<void> ContentStore::note_clock(base::Timestamp now) {
  const Day day = base::local_day(now) - std::chrono::days(1);
  if (records_.seen() == day) return base::done();
  TRY(or_failed(store::make_folder(folder_)));
  return or_failed(records_.keep_seen(day));
}

Result<UnverifiedPack> ContentStore::open_fetched(base::Bytes head) const {
  const auto read_object = [shelf = shelf_](const PackObject& object) -> Result<base::Bytes> {
    Result<base::Bytes> stored = shelf.read(object);
    if (stored) return stored;
    return Error(PackError::damaged, "an installed object cannot be read: " + stored.error().sentence());
  };
  return UnverifiedPack::from_head(std::move(head), read_object);
}

// By the keys that are trusted now, or by those that were when it was accepted: a change of keys does not
// take away what is shown.
Result<SignedPack> ContentStore::open(std::int64_t version, const TrustedKeys& keys) const {
  const base::Bytes head = TRY(store::read_file(head_path(version), kMaxHeadBytes));
  std::vector<TrustedKeys> chain = {keys};
  for (const SignedRoot& root : roots()) {
    Result<TrustedKeys> next = chain.back().follow({root});
    if (!next) break;
    chain.push_back(std::move(*next));
  }
  for (auto trusted = chain.rbegin(); trusted != chain.rend(); ++trusted) {
    Result<SignedPack> pack = TRY(open_fetched(head)).verify_manifest(*trusted);
    const bool is_last = std::next(trusted) == chain.rend();
    if (!pack && is_last) return pack.error();
    if (!pack) continue;
    if (pack->manifest().version == version) return pack;
    return Error(PackError::damaged, "a generation that carries another version than its name");
  }
  return Error(PackError::wrong_signature, "no keys are trusted here");
}

Result<std::shared_ptr<const Catalogue>> ContentStore::load_generation(std::int64_t version,
                                                                       const TrustedKeys& keys,
                                                                       ReadMode mode) const {
  SignedPack pack = TRY(open(version, keys));
  return Catalogue::from(TRY(pack.read_objects({}, mode)));
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
  if (!content.set_aside) return Error(PackError::nothing_there, "no content is installed");
  // Generations share what did not change, and so its damage: then what is whole of the first that can be
  // read.
  for (const std::int64_t version : candidates) {
    Result<std::shared_ptr<const Catalogue>> catalogue = load_generation(version, keys, ReadMode::remains);
    if (!catalogue) continue;
    content.catalogue = std::move(*catalogue);
    return content;
  }
  return *content.set_aside;
}

Generations ContentStore::list() const { return {current(), versions()}; }

Result<void> ContentStore::check_acceptable(const SignedPack& pack, base::Timestamp now) const {
  const Manifest& manifest = pack.manifest();
  if (!manifest.targets.include(device_))
    return Error(PackError::other_kiosk, "the pack is for other kiosks");
  const std::optional<Ratchet> newest = ratchet(pack.keys().key_set());
  if (newest && manifest.version < newest->version) {
    return Error(PackError::older_version, base::cat("version ", manifest.version, " is older than version ",
                                                     newest->version, ", which was accepted here before"));
  }
  if (newest && manifest.version == newest->version &&
      crypto::hash_of(pack.head().manifest) != newest->manifest) {
    return Error(PackError::other_bytes,
                 base::cat("another pack of version ", manifest.version, " was accepted here before"));
  }
  // A clock that is behind its floor says nothing of what is to come; what was over by then is over.
  const base::Timestamp floor = clock_floor();
  const bool clock_is_sound = now >= floor;
  if (clock_is_sound && manifest.starts && is_to_come(*manifest.starts, now)) {
    return Error(PackError::not_yet, base::cat("the pack's first day is ", day_text(*manifest.starts)));
  }
  // Its day becomes the clock's floor: a year that was mistyped would shut out whatever ends before it.
  if (clock_is_sound && is_to_come(manifest.created - kMaxDaysAhead, now)) {
    return Error(PackError::not_yet, base::cat("the pack was made on ", day_text(manifest.created),
                                               ", a day that is still to come"));
  }
  if (manifest.expires && is_past(*manifest.expires, std::max(now, floor))) {
    return Error(PackError::expired, base::cat("the pack's last day was ", day_text(*manifest.expires)));
  }
  return base::done();
}

bool ContentStore::was_accepted(const SignedPack& pack) const {
  const crypto::Hash manifest = crypto::hash_of(pack.head().manifest);
  const std::optional<Ratchet> newest = ratchet(pack.keys().key_set());
  if (const std::optional<Rejection> rejected = records_.rejection();
      rejected && rejected->manifest == manifest)
    return true;
  const std::optional<Trial> begun = records_.trial();
  const bool cut_short = begun && begun->version == pack.manifest().version && begun->version != current();
  return newest && newest->manifest == manifest && !cut_short;
}

std::vector<PackObject> ContentStore::missing_of_shown(const TrustedKeys& keys) const {
  const Result<SignedPack> pack = open(current(), keys);
  return pack ? shelf_.missing(pack->manifest()) : std::vector<PackObject>();
}

Result<bool> ContentStore::restore_head(const SignedPack& pack, const TrustedKeys& keys) {
  if (pack.manifest().version != current() || open(current(), keys).ok()) return false;
  const Result<store::LockFile> lock = store::LockFile::acquire(folder_ / "lock");
  if (!lock) return failed(lock.error());
  TRY(or_failed(keep_head(pack)));
  return true;
}

Result<void> ContentStore::check(const SignedPack& pack, base::Timestamp now) const {
  TRY(check_acceptable(pack, now));
  return or_failed(check_space(pack.manifest()));
}

Result<std::uint64_t> ContentStore::missing_bytes(const Manifest& manifest) const {
  std::uint64_t needed = kSpareBytes;
  for (const PackObject& object : shelf_.missing(manifest)) needed += object.stored_bytes;
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

Result<void> ContentStore::keep_roots(const SignedPack& pack) const {
  const std::optional<Root>& newest = pack.keys().root();
  if (!newest || pack.head().roots.empty()) return base::done();
  TRY(store::make_folder(folder_ / "roots"));
  for (const std::string& file : pack.head().roots) {
    const SignedRoot root = TRY(SignedRoot::parse(file));
    const fs::path path = folder_ / "roots" / std::to_string(root.root.version);
    std::error_code ignored;
    if (root.root.version > newest->version || fs::exists(path, ignored)) continue;
    TRY(store::replace_file(path, base::as_bytes(file), FileMode::public_file));
  }
  return base::done();
}

Result<void> ContentStore::keep_head(const SignedPack& pack) const {
  const fs::path head = head_path(pack.manifest().version);
  const std::string keys = pack.keys().key_set().text() + "\n";
  TRY(store::make_folder(head.parent_path()));
  TRY(store::replace_file(head.parent_path() / "keys", base::as_bytes(keys), FileMode::public_file));
  return store::replace_file(head, pack.head().bytes, FileMode::public_file);
}

Result<void> ContentStore::switch_to(std::int64_t version) const {
  const std::string text = std::to_string(version) + "\n";
  return store::replace_file(folder_ / "current", base::as_bytes(text), FileMode::public_file);
}

Result<std::shared_ptr<const Catalogue>> ContentStore::install(UnverifiedPack pack, const TrustedKeys& keys,
                                                               base::Timestamp now,
                                                               const InstallProgress& progress) {
  SignedPack signed_pack = TRY(std::move(pack).verify_manifest(newest(keys)));
  TRY(or_failed(shelf_.make_folders()));
  const Result<store::LockFile> lock = store::LockFile::acquire(folder_ / "lock");
  if (!lock) return failed(lock.error());
  TRY(check(signed_pack, now));

  std::uint64_t done = 0;
  const std::uint64_t all = stored_bytes(signed_pack.manifest());
  store::FileBatch batch = shelf_.new_batch();
  const KeepObject keep = [&](const PackObject& object, base::ByteView stored) -> Result<void> {
    TRY(or_failed(shelf_.keep(object, stored, batch)));
    done += stored.size();
    if (progress) progress(done, all);
    return base::done();
  };
  const VerifiedPack verified = TRY(signed_pack.read_objects(keep));
  const std::shared_ptr<const Catalogue> catalogue = TRY(Catalogue::from(verified));
  TRY(or_failed(batch.commit()));

  const std::int64_t version = verified.manifest().version, previous = current();
  const crypto::Hash manifest = crypto::hash_of(signed_pack.head().manifest);
  const bool is_new = version != previous && previous != 0 && open(previous, keys).ok();
  // Before the head: a trial of what is not shown tells an install that was cut short (was_accepted).
  TRY(or_failed(is_new ? records_.keep(Trial{version, previous, 0}) : records_.end_trial()));
  TRY(or_failed(keep_head(signed_pack)));
  TRY(or_failed(keep_roots(signed_pack)));
  TRY(or_failed(
      records_.keep(Ratchet{version, manifest, verified.manifest().created, signed_pack.keys().key_set()})));
  TRY(or_failed(switch_to(version)));
  clear_away(previous, keys);
  KIOSK_LOG(info, "content.installed", {"version", version}, {"signer", verified.signer()});
  return catalogue;
}

Result<InstalledContent> ContentStore::go_back(std::int64_t first, const TrustedKeys& keys) const {
  std::vector<std::int64_t> candidates = versions();
  std::reverse(candidates.begin(), candidates.end());
  const auto preferred = std::find(candidates.begin(), candidates.end(), first);
  if (preferred != candidates.end()) std::rotate(candidates.begin(), preferred, preferred + 1);
  const std::int64_t shown = current();
  for (const std::int64_t version : candidates) {
    if (version >= shown && version != first) continue;
    const Result<std::shared_ptr<const Catalogue>> catalogue = load_generation(version, keys);
    if (!catalogue) continue;
    TRY(or_failed(switch_to(version)));
    KIOSK_LOG(info, "content.rolled-back", {"version", version});
    return InstalledContent{*catalogue, std::nullopt};
  }
  return Error(PackError::nothing_there, "there is no older content to go back to");
}

Result<InstalledContent> ContentStore::rollback(const TrustedKeys& keys) {
  const Result<store::LockFile> lock = store::LockFile::acquire(folder_ / "lock");
  if (!lock && !lock.error().is(StoreError::not_found)) return failed(lock.error());
  InstalledContent back = TRY(go_back(0, keys));
  TRY(or_failed(records_.end_trial()));
  return back;
}

// A trial of another generation than the one shown is one that a power cut, or staff, ended.
std::optional<Trial> ContentStore::trial() const {
  const std::optional<Trial> trial = records_.trial();
  return trial && trial->version == current() ? trial : std::nullopt;
}

Result<void> ContentStore::begin(const TrustedKeys& keys) {
  if (current() == 0) {
    std::vector<std::int64_t> kept = versions();
    if (const std::optional<Rejection> rejected = rejection()) std::erase(kept, rejected->version);
    if (!kept.empty()) TRY(or_failed(switch_to(kept.back())));
  }
  std::optional<Trial> on = trial();
  if (!on) return base::done();
  ++on->starts;
  if (on->starts <= kTrialStarts) return or_failed(records_.keep(*on));
  const Result<InstalledContent> back = reject("the program ended again and again while it was shown", keys);
  return back ? base::done() : Result<void>(back.error());
}

Result<void> ContentStore::confirm() {
  TRY(or_failed(records_.end_trial()));
  return or_failed(records_.forget_rejection());
}

Result<InstalledContent> ContentStore::reject(const std::string& reason, const TrustedKeys& keys) {
  const Result<store::LockFile> lock = store::LockFile::acquire(folder_ / "lock");
  if (!lock) return failed(lock.error());
  const std::optional<Trial> on = trial();
  if (!on) return Error(PackError::nothing_there, "the content shown is not on trial");
  const UnverifiedPack pack = TRY(UnverifiedPack::open(head_path(on->version)));
  TRY(or_failed(records_.keep(Rejection{on->version, crypto::hash_of(pack.head().manifest), reason})));
  const InstalledContent back = TRY(go_back(on->previous, keys));
  TRY(or_failed(records_.end_trial()));
  KIOSK_LOG(error, "content.rejected", {"version", on->version}, {"reason", reason});
  return back;
}

Result<ScrubReport> ContentStore::scrub(const TrustedKeys& keys, const std::function<bool()>& stop) {
  const Result<store::LockFile> lock = store::LockFile::acquire(folder_ / "lock");
  if (!lock) return failed(lock.error());
  ScrubReport report;
  std::map<crypto::Hash, bool> seen;  // whether it is sound
  for (const std::int64_t version : versions()) {
    const Result<SignedPack> pack = open(version, keys);
    if (!pack) {
      report.versions.push_back(version);
      continue;
    }
    bool whole = true;
    for (const PackObject& object : pack->manifest().objects) {
      if (stop && stop()) return report;
      const auto known = seen.find(object.hash);
      if (known == seen.end()) {
        const Result<base::Bytes> stored = shelf_.read(object);
        const bool sound = stored && check_object(object, *stored).ok();
        seen.emplace(object.hash, sound);
        report.objects = seen.size();
        if (!sound) report.damaged.push_back(base::cat(object.kind, "/", object.name));
        if (!sound) shelf_.remove(object);
        whole = whole && sound;
      } else {
        whole = whole && known->second;
      }
    }
    if (!whole) report.versions.push_back(version);
  }

  report.repaired_ratchet = records_.repair_ratchet();
  return report;
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
  shelf_.clear_away_except(needed);
}

}  // namespace kiosk::content
