#pragma once
// The objects of all installed packs, each a file named by the hash of its bytes, under STATE/content:
//
//   objects/<hash>   whole and durable; what is under a name is still checked whenever it is used
//   fetch/<hash>     the beginning of one that comes over the network, to be gone on with
//
// No name from a pack ever becomes a file name. One thread writes at a time (the lock of ContentStore, or
// the network thread for what it fetches); reading is for any. Errors: StoreError, PackError.

#include <optional>
#include <set>

#include "kiosk/content/manifest.h"
#include "kiosk/store/file.h"

namespace kiosk::content {

class ObjectShelf {
 public:
  explicit ObjectShelf(const store::fs::path& content_folder);

  [[nodiscard]] store::fs::path path_of(const crypto::Hash& hash) const;
  [[nodiscard]] bool has(const PackObject& object) const;  // by name and size
  // As it lies there, not checked.
  [[nodiscard]] base::Result<base::Bytes> read(const PackObject& object) const;
  [[nodiscard]] std::vector<PackObject> missing(const Manifest& manifest) const;  // each once

  base::Result<void> make_folders() const;
  // Puts an object into the batch, unless it is there already byte for byte; a damaged one is repaired.
  base::Result<void> keep(const PackObject& object, base::ByteView stored, store::FileBatch& batch) const;
  [[nodiscard]] store::FileBatch new_batch() const { return store::FileBatch(folder_ / "objects"); }

  // Fetching: how many bytes there are, and the ones that follow. True when it is whole: then it was checked
  // and is on the shelf; PackError::damaged and nothing left of it where it is not what it should be.
  [[nodiscard]] std::uint64_t fetched_bytes(const PackObject& object) const;
  base::Result<bool> add_fetched(const PackObject& object, base::ByteView bytes) const;

  void drop_fetched(const PackObject& object) const;

  // Takes away all but these, and what was being fetched. Failing costs room, nothing else.
  void clear_away_except(const std::set<std::string>& hashes) const;
  void remove(const PackObject& object) const;

 private:
  [[nodiscard]] store::fs::path fetch_path(const crypto::Hash& hash) const;
  store::fs::path folder_;
};

}  // namespace kiosk::content
