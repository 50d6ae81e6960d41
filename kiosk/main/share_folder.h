#pragma once
// Where the program's read-only data lies: share/sale-kiosk beside the bin folder the program was started
// from.

#include <filesystem>

namespace kiosk::main {

inline std::filesystem::path share_folder() {
  std::error_code code;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", code);
  return self.parent_path().parent_path() / "share/sale-kiosk";
}

}  // namespace kiosk::main
