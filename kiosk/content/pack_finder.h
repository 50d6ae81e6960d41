#pragma once
// What staff see before they install: the packs lying in a folder (the stick's, or STATE/incoming that stands
// in for one), each verified from its first byte to its last, and what would change. Finding promises
// nothing: an install reads and verifies anew. Worker thread.

#include "kiosk/content/catalogue.h"

namespace kiosk::content {

constexpr std::size_t kMaxPacksListed =
    32;  // by name; a folder with more is somebody's archive, not an update
constexpr std::size_t kMaxShownName = 100;

struct PackSummary {
  std::int64_t version = 0;
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

// `current` may be null: then everything is new.
PackSummary summarise(const Manifest& manifest, const std::string& signer, const Manifest* current);

// Files that end in ".kpack" or ".pack", newest version first, refused ones last. PackError::no_pack where
// there is none.
base::Result<std::vector<FoundPack>> find_packs(const store::fs::path& folder, const TrustedKeys& keys,
                                                const Manifest* current);

}  // namespace kiosk::content
