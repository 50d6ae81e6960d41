#include "kiosk/content/object_shelf.h"

#include "kiosk/base/log.h"
#include "kiosk/content/pack.h"

namespace kiosk::content {
namespace {

namespace fs = store::fs;
using base::Bytes;
using base::Result;

std::optional<std::uint64_t> size_of(const fs::path& path) {
  std::error_code code;
  const std::uintmax_t size =
      fs::is_regular_file(fs::symlink_status(path, code)) ? fs::file_size(path, code) : 0;
  return code || size == 0 ? std::nullopt : std::optional<std::uint64_t>(size);
}

void remove_quietly(const fs::path& path) {
  std::error_code code;
  fs::remove_all(path, code);
  if (code) KIOSK_LOG(warning, "content.not-cleared", {"reason", code.message()});
}

}  // namespace

ObjectShelf::ObjectShelf(const fs::path& content_folder) : folder_(content_folder) {}

fs::path ObjectShelf::path_of(const crypto::Hash& hash) const { return folder_ / "objects" / hash.text(); }
fs::path ObjectShelf::fetch_path(const crypto::Hash& hash) const { return folder_ / "fetch" / hash.text(); }

bool ObjectShelf::has(const PackObject& object) const {
  return size_of(path_of(object.hash)) == object.stored_bytes;
}

Result<Bytes> ObjectShelf::read(const PackObject& object) const {
  return store::read_file(path_of(object.hash), object.stored_bytes);
}

std::vector<PackObject> ObjectShelf::missing(const Manifest& manifest) const {
  std::vector<PackObject> missing;
  std::set<crypto::Hash> seen;
  for (const PackObject& object : manifest.objects) {
    if (!has(object) && seen.insert(object.hash).second) missing.push_back(object);
  }
  return missing;
}

Result<void> ObjectShelf::make_folders() const {
  TRY(store::make_folder(folder_ / "objects"));
  return store::make_folder(folder_ / "fetch");
}

Result<void> ObjectShelf::keep(const PackObject& object, base::ByteView stored,
                               store::FileBatch& batch) const {
  if (has(object)) {
    const Result<Bytes> there = read(object);
    if (there && std::equal(there->begin(), there->end(), stored.begin(), stored.end())) return base::done();
  }
  return batch.add(object.hash.text(), stored, store::FileMode::public_file);
}

std::uint64_t ObjectShelf::fetched_bytes(const PackObject& object) const {
  const std::uint64_t size = size_of(fetch_path(object.hash)).value_or(0);
  return size < object.stored_bytes ? size : 0;
}

// The beginning needs no durability: what a power cut makes of it, the check at the end finds.
Result<bool> ObjectShelf::add_fetched(const PackObject& object, base::ByteView bytes) const {
  const fs::path path = fetch_path(object.hash);
  const std::uint64_t before = fetched_bytes(object);
  TRY(make_folders());
  if (before + bytes.size() > object.stored_bytes)
    return base::Error(PackError::damaged, "more bytes came than the object has");
  TRY(before == 0 ? store::write_beginning(path, bytes) : store::append(path, bytes));
  if (before + bytes.size() < object.stored_bytes) return false;
  const Result<Bytes> whole = store::read_file(path, object.stored_bytes);
  const Result<void> sound = whole ? check_object(object, *whole) : Result<void>(whole.error());
  const Result<void> kept =
      sound ? store::replace_file(path_of(object.hash), *whole, store::FileMode::public_file) : sound;
  remove_quietly(path);
  if (!kept) return kept.error();
  return true;
}

void ObjectShelf::drop_fetched(const PackObject& object) const { remove_quietly(fetch_path(object.hash)); }

void ObjectShelf::clear_away_except(const std::set<std::string>& hashes) const {
  std::error_code code;
  std::vector<fs::path> unneeded;
  for (const auto& entry : fs::directory_iterator(folder_ / "objects", code)) {
    if (!hashes.contains(entry.path().filename().string())) unneeded.push_back(entry.path());
  }
  for (const auto& entry : fs::directory_iterator(folder_ / "fetch", code)) unneeded.push_back(entry.path());
  for (const fs::path& path : unneeded) remove_quietly(path);
}

void ObjectShelf::remove(const PackObject& object) const { remove_quietly(path_of(object.hash)); }

}  // namespace kiosk::content
