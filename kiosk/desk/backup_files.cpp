#include "kiosk/desk/backup_files.h"

namespace kiosk::desk {
namespace {

using base::Result;
namespace fs = store::fs;

constexpr std::size_t kPieceSize = 1024 * 1024;

// Goes through a file; `take` gets its pieces.
template <typename Take>
Result<BackupFile> read_through(const fs::path& path, const std::string& name, Take take) {
  store::FileReader reader = TRY(store::FileReader::open(path));
  BackupFile file{name, 0, {}};
  crypto::Hasher hasher;
  for (base::Bytes piece = TRY(reader.read(kPieceSize)); !piece.empty();
       piece = TRY(reader.read(kPieceSize))) {
    hasher.add(piece);
    file.size_bytes += static_cast<std::int64_t>(piece.size());
    TRY(take(piece));
  }
  file.hash = hasher.finish();
  return file;
}

}  // namespace

Result<BackupFile> copy_file(const fs::path& from, const fs::path& to, const std::string& name) {
  TRY(store::make_folder((to / name).parent_path()));
  store::NewFile copy = TRY(store::NewFile::create(to / name, store::FileMode::private_file));
  BackupFile file =
      TRY(read_through(from / name, name, [&](const base::Bytes& piece) { return copy.write(piece); }));
  TRY(copy.commit());
  return file;
}

Result<BackupFile> hashed_file(const fs::path& folder, const std::string& name) {
  return read_through(folder / name, name, [](const base::Bytes&) { return base::done(); });
}

Result<Unfinished> Unfinished::make(const fs::path& path) {
  std::error_code code;
  fs::remove_all(path, code);
  if (code)
    return base::Error(store::StoreError::io, base::cat("cannot empty \"", path.filename().string(), "\""));
  TRY(store::make_folder(path));
  return Unfinished(path);
}

Unfinished::~Unfinished() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<void> Unfinished::keep_as(const fs::path& path) {
  TRY(store::rename_file(path_, path));
  path_.clear();
  return base::done();
}

}  // namespace kiosk::desk
