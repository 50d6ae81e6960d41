#pragma once
// Where the program's read-only data lies: share/sale-kiosk beside the bin folder the program was started
// from.

#include <filesystem>

namespace kiosk::main {

inline std::filesystem::path program_file() {
  std::error_code code;
  return std::filesystem::read_symlink("/proc/self/exe", code);
}

inline std::filesystem::path share_folder() {
  return program_file().parent_path().parent_path() / "share/sale-kiosk";
}

}  // namespace kiosk::main
