#pragma once
// What staff see before they install: the packs lying in a folder (the stick's, or STATE/incoming that stands
// in for one), each verified from its first byte to its last, and what would change. Finding promises
// nothing: an install reads and verifies anew, and knows the pack again by its manifest. Worker thread.

#include <functional>

#include "kiosk/content/catalogue.h"

namespace kiosk::content {

constexpr std::size_t kMaxPacksListed =
    32;  // by name; a folder with more is somebody's archive, not an update
constexpr std::size_t kMaxShownName = 100;

struct PackSummary {
  std::int64_t version = 0;
  crypto::Hash manifest;  // of its bytes as they were signed: what the pack is known by
  Day created;
  std::optional<Day> expires;
  std::string signer;                // key id as minisign prints it, sixteen digits
  std::size_t pages = 0;             // articles and tips
  std::size_t objects = 0;           // each checked
  std::vector<std::string> added;    // "article/governance"; lists count as pages when they change
  std::vector<std::string> changed;  // against the content shown now
  std::vector<std::string> removed;
};

struct FoundPack {
  store::fs::path path;
  std::string name;  // for the screen: no invisible characters, at most kMaxShownName bytes
  std::uint64_t size_bytes = 0;
  base::Result<PackSummary> summary;                     // or why it would be refused
  std::shared_ptr<const Catalogue> catalogue = nullptr;  // to look at before it is installed
};

// Whether a pack could be put in place here: ContentStore::check().
using AcceptPack = std::function<base::Result<void>(const SignedPack& pack)>;

// Names of the files that end in ".kpack" or ".pack", sorted, at most kMaxPacksListed.
std::vector<std::string> pack_names(const store::fs::path& folder);

// Those files, newest version first, refused ones last. `current` is the content shown; null: everything is
// new. PackError::installed for the pack that is shown, if it is whole; ::no_pack where there is none.
base::Result<std::vector<FoundPack>> find_packs(const store::fs::path& folder, const TrustedKeys& keys,
                                                const Manifest* current, const AcceptPack& accept = {},
                                                bool current_is_whole = true);

// A pack that was found, to be installed: PackError::stick_removed where it cannot be read any more,
// ::changed where it is another one by now.
base::Result<UnverifiedPack> open_found(const store::fs::path& path, const crypto::Hash& manifest);

}  // namespace kiosk::content
