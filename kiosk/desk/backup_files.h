#pragma once
// Files between a data folder and a backup, hashed on the way. Copies are synced, but for their folder.

#include "kiosk/desk/backup.h"

namespace kiosk::desk {

// Copies `from`/`name` to `to`/`name`, readable by its owner alone.
base::Result<BackupFile> copy_file(const store::fs::path& from, const store::fs::path& to,
                                   const std::string& name);
// What lies there already.
base::Result<BackupFile> hashed_file(const store::fs::path& folder, const std::string& name);

// A folder that is gone when this ends, unless it was kept.
class Unfinished {
 public:
  static base::Result<Unfinished> make(const store::fs::path& path);  // empty, whatever was there
  Unfinished(Unfinished&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Unfinished& operator=(Unfinished&&) = delete;
  ~Unfinished();
  [[nodiscard]] const store::fs::path& path() const { return path_; }
  base::Result<void> keep_as(const store::fs::path& path);  // durable

 private:
  explicit Unfinished(store::fs::path path) : path_(std::move(path)) {}
  store::fs::path path_;
};

}  // namespace kiosk::desk
