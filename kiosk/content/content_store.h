#pragma once
// The packs installed on a kiosk, under STATE/content:
//
//   objects/, fetch/            object_shelf.h
//   generations/<version>/head  the head of a pack (pack.h): signed manifest, signatures, roots, as they came
//   generations/<version>/keys  the set of keys it was accepted by, "<hash>\n"
//   roots/<version>             roots (root.h) that were accepted, oldest one above the keys folder's first
//   current                     "57\n", the generation shown; replaced by rename
//   lock                        held while a pack is put in place or taken back
//   ratchet, trial, rejected, seen    content_records.h
//
// An install writes objects, then the trial, the head, the roots, the ratchet, then switches `current`, then
// clears away what no kept generation needs. Each step is durable before the next begins: a power cut at any
// point leaves the old generation whole or the new one. No name from a pack becomes a file name. Three
// generations are kept: the new one, the one shown before, the newest of the others.
//
// A new generation is on trial until confirm(): whoever shows it looks whether every page of it can be shown,
// and takes it back by reject() where not. A program that ends again and again while it is on trial takes it
// back at its next start (begin()). Where there is nothing to go back to, it stays.
//
// The pages of what is installed are verified again whenever they are loaded, pictures when they are shown; a
// generation that is damaged is passed over for the next older one; where none is whole, what is left of the
// first is shown. Worker thread; several processes exclude each other by the lock (StoreError::busy). Errors:
// PackError.

#include <functional>

#include "kiosk/content/catalogue.h"
#include "kiosk/content/content_records.h"
#include "kiosk/content/object_shelf.h"

namespace kiosk::content {

constexpr std::size_t kKeptGenerations = 3;
constexpr std::int64_t kTrialStarts = 5;  // of the program, before a generation on trial is taken back

struct InstalledContent {
  std::shared_ptr<const Catalogue> catalogue;
  std::optional<base::Error> set_aside;  // why the generation that should be shown is not
};

struct Generations {
  std::int64_t current = 0;
  std::vector<std::int64_t> versions;  // ascending
};

using InstallProgress = std::function<void(std::size_t done_bytes, std::size_t all_bytes)>;

// What scrub() found.
struct ScrubReport {
  std::size_t objects = 0;             // looked at
  std::vector<std::string> damaged;    // "article/governance": spoiled or gone, and taken off the shelf
  std::vector<std::int64_t> versions;  // generations that are not whole for it
  bool repaired_ratchet = false;
};

class ContentStore {
 public:
  explicit ContentStore(const store::fs::path& state_folder, Device device = {});

  [[nodiscard]] base::Result<InstalledContent> load(const TrustedKeys& keys) const;
  [[nodiscard]] Generations list() const;  // nothing installed: 0 and none

  // Refuses what is older than the ratchet, another pack of the same version, one for other kiosks, and one
  // before its first or past its last day if the clock can be trusted. The same pack again is no error: it is
  // put in place again.
  base::Result<std::shared_ptr<const Catalogue>> install(UnverifiedPack pack, const TrustedKeys& keys,
                                                         base::Timestamp now,
                                                         const InstallProgress& progress = {});

  // The newest keys this kiosk has accepted: what a pack is verified with before check() and install().
  [[nodiscard]] TrustedKeys newest(const TrustedKeys& keys) const;
  // Whether install() would take the pack now, as far as its head tells: version, days, kiosks, room.
  [[nodiscard]] base::Result<void> check(const SignedPack& pack, base::Timestamp now) const;

  // Whether this very pack was installed here before, or was the last to be taken back.
  [[nodiscard]] bool was_accepted(const SignedPack& pack) const;

  // Shows the newest generation that is older than the one shown. The ratchet stays where it is.
  base::Result<InstalledContent> rollback(const TrustedKeys& keys);

  // The trial of the generation shown, if it is on one.
  [[nodiscard]] std::optional<Trial> trial() const;
  // At the program's start: counts it, and takes back a generation that has not come through kTrialStarts. A
  // pointer that was lost names the newest generation again that was not found wanting.
  base::Result<void> begin(const TrustedKeys& keys);
  base::Result<void> confirm();
  // Shows what was shown before. PackError::nothing_there where that cannot be shown any more.
  base::Result<InstalledContent> reject(const std::string& reason, const TrustedKeys& keys);
  [[nodiscard]] std::optional<Rejection> rejection() const { return records_.rejection(); }

  // Reads every object of every kept generation. What is spoiled leaves the shelf, so that it is fetched anew
  // or comes with the same pack again. `stop` is asked between objects.
  base::Result<ScrubReport> scrub(const TrustedKeys& keys, const std::function<bool()>& stop = {});

  // How much room a pack lacks before it can be installed; 0 where it fits.
  [[nodiscard]] base::Result<std::uint64_t> missing_bytes(const Manifest& manifest) const;

  // Before this moment the clock is wrong (a kiosk whose battery is dead wakes up in 1970): the program's own
  // day, that of the newest pack accepted, or the one that was noted last.
  [[nodiscard]] base::Timestamp clock_floor() const;
  // What a time service told. The last word counts, so that one wrong time does no lasting harm.
  base::Result<void> note_clock(base::Timestamp now);

  [[nodiscard]] const ObjectShelf& shelf() const { return shelf_; }
  [[nodiscard]] const Device& device() const { return device_; }
  // Objects of the generation shown that are gone, or of another size than they should be.
  [[nodiscard]] std::vector<PackObject> missing_of_shown(const TrustedKeys& keys) const;
  // Puts back the head of the generation shown where it was lost; whether it had to.
  base::Result<bool> restore_head(const SignedPack& pack, const TrustedKeys& keys);
  // A pack whose objects are on the shelf already, fetched one by one.
  [[nodiscard]] base::Result<UnverifiedPack> open_fetched(base::Bytes head) const;

 private:
  [[nodiscard]] store::fs::path head_path(std::int64_t version) const;
  [[nodiscard]] std::optional<Ratchet> ratchet(const crypto::Hash& keys) const;
  [[nodiscard]] std::int64_t current() const;  // 0 where there is none
  [[nodiscard]] std::vector<std::int64_t> versions() const;
  [[nodiscard]] std::vector<SignedRoot> roots() const;
  [[nodiscard]] base::Result<SignedPack> open(std::int64_t version, const TrustedKeys& keys) const;
  [[nodiscard]] base::Result<std::shared_ptr<const Catalogue>> load_generation(
      std::int64_t version, const TrustedKeys& keys, ReadMode mode = ReadMode::installed) const;
  [[nodiscard]] base::Result<void> check_acceptable(const SignedPack& pack, base::Timestamp now) const;
  [[nodiscard]] base::Result<void> check_space(const Manifest& manifest) const;
  [[nodiscard]] base::Result<void> keep_roots(const SignedPack& pack) const;
  [[nodiscard]] base::Result<void> keep_head(const SignedPack& pack) const;
  [[nodiscard]] base::Result<void> switch_to(std::int64_t version) const;
  // The generation to show instead of the current one; the first of them that can be loaded is switched to.
  base::Result<InstalledContent> go_back(std::int64_t first, const TrustedKeys& keys) const;
  void clear_away(std::int64_t previous, const TrustedKeys& keys) const;

  store::fs::path folder_;
  Device device_;
  ObjectShelf shelf_;
  ContentRecords records_;
};

}  // namespace kiosk::content
