#pragma once
// A folder of one's own under the system's for temporary files, readable by nobody else, removed with its
// contents when this object ends.

#include <filesystem>

#include "kiosk/base/result.h"

namespace kiosk::main {

class PrivateFolder {
 public:
  static base::Result<PrivateFolder> make();
  PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit PrivateFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace kiosk::main
