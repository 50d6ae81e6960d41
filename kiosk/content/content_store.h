#pragma once
// The packs installed on a kiosk, under STATE/content:
//
//   objects/<hash>              an object as it is stored in a pack; the name is the hash of these very bytes
//   generations/<version>/head  the head of a pack (pack.h): signed manifest and signatures, as they came
//   current                     "57\n": the generation shown; replaced by rename, so it always names one
//   whole ratchet, ratchet.copy       {"version":57,"manifest":"<hash>","created":"2026-11-23"}: the newest
//   ever accepted lock                        held while a pack is put in place or taken back
//
// An install writes objects, then the head, then the ratchet, then switches `current`, then clears away what
// no kept generation needs. Each step is durable before the next begins: a power cut at any point leaves the
// old generation whole or the new one. No name from a pack becomes a file name. Three generations are kept:
// the new one, the one shown before, the newest of the others. Everything is verified again whenever it is
// loaded; a generation that is damaged is passed over for the next older one. Worker thread; several
// processes exclude each other by the lock (StoreError::busy). Errors: PackError.

#include <functional>

#include "kiosk/content/catalogue.h"

namespace kiosk::content {

constexpr std::size_t kKeptGenerations = 3;

// The clock is believed when it is not before these: a kiosk whose battery is dead wakes up in 1970.
constexpr Day kProgramDay = std::chrono::sys_days(std::chrono::year(2026) / 11 / 1);

struct InstalledContent {
  std::shared_ptr<const Catalogue> catalogue;
  std::optional<base::Error> set_aside;  // why the generation that should be shown is not
};

struct Generations {
  std::int64_t current = 0;
  std::vector<std::int64_t> versions;  // ascending
};

using InstallProgress = std::function<void(std::size_t done_bytes, std::size_t all_bytes)>;

class ContentStore {
 public:
  explicit ContentStore(const store::fs::path& state_folder);

  [[nodiscard]] base::Result<InstalledContent> load(const TrustedKeys& keys) const;
  [[nodiscard]] Generations list() const;  // nothing installed: 0 and none

  // Refuses what is older than the ratchet, another pack of the same version, and a pack past its last day if
  // the clock can be trusted. The same pack again is no error: it is put in place again.
  base::Result<std::shared_ptr<const Catalogue>> install(UnverifiedPack pack, const TrustedKeys& keys,
                                                         base::Timestamp now,
                                                         const InstallProgress& progress = {});

  // Whether install() would take the pack now, as far as its head tells: version, last day, room.
  [[nodiscard]] base::Result<void> check(const SignedPack& pack, base::Timestamp now) const;

  // Shows the newest generation that is older than the one shown. The ratchet stays where it is.
  base::Result<InstalledContent> rollback(const TrustedKeys& keys);

  // How much room a pack lacks before it can be installed; 0 where it fits.
  [[nodiscard]] base::Result<std::uint64_t> missing_bytes(const Manifest& manifest) const;

  // Before this moment the clock is wrong: the program's own day, or the day of the newest pack accepted.
  [[nodiscard]] base::Timestamp clock_floor() const;

 private:
  struct Ratchet {
    std::int64_t version = 0;
    crypto::Hash manifest;
    Day created = kProgramDay;
  };

  [[nodiscard]] store::fs::path head_path(std::int64_t version) const;
  [[nodiscard]] store::fs::path object_path(const crypto::Hash& hash) const;
  [[nodiscard]] std::optional<Ratchet> ratchet() const;
  [[nodiscard]] base::Result<void> raise_ratchet(const SignedPack& pack) const;
  [[nodiscard]] std::int64_t current() const;  // 0 where there is none
  [[nodiscard]] std::vector<std::int64_t> versions() const;
  [[nodiscard]] base::Result<SignedPack> open(std::int64_t version, const TrustedKeys& keys) const;
  [[nodiscard]] base::Result<std::shared_ptr<const Catalogue>> load_generation(std::int64_t version,
                                                                               const TrustedKeys& keys) const;
  [[nodiscard]] base::Result<void> check_acceptable(const SignedPack& pack, base::Timestamp now) const;
  [[nodiscard]] base::Result<void> check_space(const Manifest& manifest) const;
  [[nodiscard]] base::Result<void> keep_object(const PackObject& object, base::ByteView stored) const;
  [[nodiscard]] base::Result<void> switch_to(std::int64_t version) const;
  void clear_away(std::int64_t previous, const TrustedKeys& keys) const;

  store::fs::path folder_;
};

}  // namespace kiosk::content
