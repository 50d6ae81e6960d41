#pragma once
// Files that lie where others are asked for, told by their first bytes or their names: so that a clerk hears
// what he put there, and not only that it cannot be read. Pure functions.

#include <string_view>

#include "kiosk/base/bytes.h"

namespace kiosk::content {

enum class FileKind {
  other,
  picture,  // PNG, JPEG or WebP
  gif,
  heic,    // what telephones take photographs as
  office,  // Word, Excel, LibreOffice: an archive, or the older format
  pdf
};

constexpr std::size_t kFileKindBytes = 16;  // as many of the first ones are looked at
FileKind file_kind(base::ByteView bytes);

// What file managers and editors leave in a folder: nobody means it to be a text or a photograph.
bool is_left_behind(std::string_view name);

}  // namespace kiosk::content
