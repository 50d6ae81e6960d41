#pragma once
// What a spreadsheet or an editor did to a text that should be UTF-8: guessed from the bytes, so that a clerk
// is told how the file was saved and not only that it cannot be read. Pure functions.

#include <optional>
#include <string_view>

#include "kiosk/content/message.h"

namespace kiosk::content {

// Of bytes that are not UTF-8 text.
Phrase guess_encoding(std::string_view bytes);

// Where UTF-8 was once opened as Windows-1252 or Windows-1256 and saved again, so that "سلا" reads "Ø³Ù„Ø§"
// or "ط³ظ„ط§", and "é" reads "Ã©": the byte offset of the first such pair of letters, and its bytes.
struct Misread {
  std::size_t offset = 0;
  std::string_view letters;
};
std::optional<Misread> find_misread(std::string_view utf8);

}  // namespace kiosk::content
