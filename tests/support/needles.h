#pragma once
// Whether something that was written is anywhere in the files of a folder: short pieces of it, since a
// database parts long values.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/bytes.h"

namespace kiosk::tests {

class Needles {
 public:
  void add(std::string_view text) {
    for (std::size_t at = 0; at + kPieceSize <= text.size(); at += kPieceSize) {
      const std::string_view piece = text.substr(at, kPieceSize);
      if (std::set<char>(piece.begin(), piece.end()).size() >= kTelling) pieces_.emplace_back(piece);
    }
  }
  void add(base::ByteView bytes) { add(base::as_text(bytes)); }
  // Pieces that something else has as well prove nothing.
  void leave_out(base::ByteView bytes) {
    const std::string_view other = base::as_text(bytes);
    std::erase_if(pieces_,
                  [&](const std::string& piece) { return other.find(piece) != std::string_view::npos; });
  }
  [[nodiscard]] std::size_t size() const { return pieces_.size(); }

  // How many of the pieces are in a file below `folder`.
  [[nodiscard]] std::size_t count_in(const std::filesystem::path& folder) const {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      files.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return static_cast<std::size_t>(
        std::count_if(pieces_.begin(), pieces_.end(), [&](const std::string& piece) {
          return std::any_of(files.begin(), files.end(),
                             [&](const std::string& file) { return file.find(piece) != std::string::npos; });
        }));
  }

 private:
  static constexpr std::size_t kPieceSize = 24;
  static constexpr std::size_t kTelling = 8;  // different bytes in a piece: zeros are everywhere
  std::vector<std::string> pieces_;
};

}  // namespace kiosk::tests
