#pragma once
// Packs laid out as plain files that any web server, cache or object store can serve:
//
//   packs.json            {"spec":1,"packs":[{"version":57,"head":"<hash>","bytes":1234,"targets":{...}}]},
//                         newest first, at most kMaxPublished
//   heads/<hash>          the head of a pack (pack.h); the name is the hash of its bytes
//   objects/<ab>/<hash>   an object as packs store it, in a folder by its first two letters
//
// The list is written last and replaced by rename: whoever reads it finds everything it names. Nothing in it
// is believed: heads are signed, and every file is known by its hash. Errors: PackError, StoreError.

#include "kiosk/content/pack.h"

namespace kiosk::content {

constexpr std::size_t kMaxPublished = 32;
constexpr std::size_t kMaxListBytes = 256 * 1024;

struct Published {
  std::int64_t version = 0;
  crypto::Hash head;
  std::size_t head_bytes = 0;
  Targets targets;
  bool operator==(const Published&) const = default;
};

std::string to_text(const std::vector<Published>& list);
// PackError::damaged for what publish() does not write, a portal's page for one.
base::Result<std::vector<Published>> parse_published(std::string_view text);

// Where a file lies below the publication's address, with a slash before it.
std::string head_target(const crypto::Hash& head);
std::string object_target(const crypto::Hash& object);

// Adds a whole, signed pack to a publication, or begins one. A pack of the same version and kiosks takes the
// place of the one that is there; files that no listed pack needs any more are removed.
struct Publishing {
  std::size_t objects = 0, new_objects = 0;
  std::uint64_t new_bytes = 0;
};
base::Result<Publishing> publish(const store::fs::path& pack, const store::fs::path& folder);
// Takes the packs of a version off the list; how many. PackError::nothing_there: none is listed. What kiosks
// have installed stays with them.
base::Result<std::size_t> unpublish(std::int64_t version, const store::fs::path& folder);

}  // namespace kiosk::content
