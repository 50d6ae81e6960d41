#pragma once
// Packs as files of any size, for the tools that make them: one object in memory at a time. What is written
// appears under its name whole or not at all. Errors: PackError, StoreError. Any thread.

#include "kiosk/content/pack.h"

namespace kiosk::content {

// Collects the objects of a new pack in a file beside it, since the manifest that comes before them needs to
// know them all.
class PackWriter {
 public:
  static base::Result<PackWriter> create(const store::fs::path& path);
  PackWriter(PackWriter&&) = default;
  PackWriter& operator=(PackWriter&&) = delete;
  ~PackWriter();

  // A page or list, to be compressed; or a picture, as it is.
  base::Result<void> add(std::string_view kind, std::string_view name, base::ByteView plain);
  // The pack with the papers of `manifest`, whose objects are those that were added. Unsigned.
  base::Result<void> finish(Manifest manifest, const std::vector<std::string>& roots = {});

 private:
  PackWriter(const store::fs::path& path, store::NewFile objects);
  store::fs::path path_;
  std::optional<store::NewFile> objects_;
  std::vector<PackObject> added_;
};

// The same pack with another list of signatures and roots, in place. Every object is checked on the way: only
// a whole pack is signed.
base::Result<void> rewrite_head(const store::fs::path& path, const std::vector<std::string>& signatures,
                                const std::vector<std::string>& roots);

}  // namespace kiosk::content
