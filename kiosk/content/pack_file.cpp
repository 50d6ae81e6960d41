#include "kiosk/content/pack_file.h"

#include "kiosk/content/compression.h"

namespace kiosk::content {
namespace {

using base::Bytes;
using base::Error;
using base::Result;
namespace fs = store::fs;

constexpr const char* kObjectsSuffix = ".objects";

// The objects of the manifest, from `from` to `to`, each looked at.
Result<void> copy_objects(const Manifest& manifest, store::FileReader& from, store::NewFile& to) {
  for (const PackObject& object : manifest.objects) {
    const Bytes stored = TRY(from.read(object.stored_bytes));
    TRY(check_object(object, stored));
    TRY(to.write(stored));
  }
  if (TRY(from.read(1)).empty()) return base::done();
  return Error(PackError::damaged, "the pack goes on after its last object");
}

}  // namespace

Result<PackWriter> PackWriter::create(const fs::path& path) {
  store::NewFile objects =
      TRY(store::NewFile::create(path.string() + kObjectsSuffix, store::FileMode::public_file));
  return PackWriter(path, std::move(objects));
}

PackWriter::PackWriter(const fs::path& path, store::NewFile objects)
    : path_(path), objects_(std::move(objects)) {}

PackWriter::~PackWriter() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove(path_.string() + kObjectsSuffix, ignored);
}

Result<void> PackWriter::add(std::string_view kind, std::string_view name, base::ByteView plain) {
  PackObject object{std::string(kind), std::string(name), "zstd", {}, 0, plain.size()};
  if (plain.empty() || plain.size() > kMaxObjectBytes)
    return Error(PackError::damaged, base::cat("\"", name, "\" is empty or larger than a pack takes"));
  if (added_.size() == kMaxObjects)
    return Error(PackError::damaged, base::cat("a pack takes ", kMaxObjects, " pages, lists and pictures"));
  Bytes frame;
  if (object.is_picture()) {
    object.encoding = "raw";
  } else {
    frame = compress(plain);
    plain = frame;
  }
  object.hash = crypto::hash_of(plain);
  object.stored_bytes = plain.size();
  TRY(objects_->write(plain));
  added_.push_back(std::move(object));
  return base::done();
}

Result<void> PackWriter::finish(Manifest manifest, const std::vector<std::string>& roots) {
  manifest.objects = std::move(added_);
  const std::string text = to_text(manifest);
  // What no kiosk would take is not written.
  if (text.size() > kMaxManifestBytes)
    return Error(PackError::damaged, "the pack has more pages and pictures than a manifest holds");
  TRY(parse_manifest(text));
  TRY(objects_->commit());
  store::FileReader objects = TRY(store::FileReader::open(path_.string() + kObjectsSuffix));
  store::NewFile pack = TRY(store::NewFile::create(path_, store::FileMode::public_file));
  TRY(pack.write(write_head(base::as_bytes(text), {}, roots)));
  TRY(copy_objects(manifest, objects, pack));
  return pack.commit();
}

Result<void> rewrite_head(const fs::path& path, const std::vector<std::string>& signatures,
                          const std::vector<std::string>& roots) {
  const UnverifiedPack old = TRY(UnverifiedPack::open(path));
  const Manifest manifest = TRY(parse_manifest(base::as_text(old.head().manifest)));
  store::FileReader from = TRY(store::FileReader::open(path));
  TRY(from.read(old.head().bytes.size()));
  store::NewFile to = TRY(store::NewFile::create(path, store::FileMode::public_file));
  TRY(to.write(write_head(old.head().manifest, signatures, roots)));
  TRY(copy_objects(manifest, from, to));
  return to.commit();
}

}  // namespace kiosk::content
