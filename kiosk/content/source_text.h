#pragma once
// One source file as text: UTF-8 without a byte-order mark, lines ended by '\n', and the way from a byte to a
// line and column. read_source() says what a clerk's editor or spreadsheet did to a file that is not UTF-8;
// check_characters() finds what no reader would see or what does not belong on a Moroccan public screen.
// Plain values, any thread.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/bytes.h"
#include "kiosk/content/diagnostics.h"

namespace kiosk::content {

constexpr std::size_t kMaxSourceBytes = std::size_t{256} * 1024;

class SourceText {
 public:
  SourceText(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] Place place_at(std::size_t offset) const;
  [[nodiscard]] Place place_at(int line, int byte_column) const;  // both from 1, as parsers count
  [[nodiscard]] int line_of(std::size_t offset) const;
  [[nodiscard]] Place whole() const { return {path_, {}}; }

 private:
  std::string path_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

// Nothing when the bytes are not text; the report then says why (too long, UTF-16, Windows-1256, ...).
std::optional<SourceText> read_source(const std::string& path, base::ByteView bytes, Report& report);

// Hidden and control characters, bidi embeddings and overrides, isolates that do not close on their line,
// Arabic-Indic digits, month names and words of other countries, exclamation marks.
void check_characters(const SourceText& source, Report& report);

// In Arabic words, the comma, semicolon and question mark of other scripts.
void check_arabic_marks(std::string_view text, const Place& place, Report& report);

// Hidden characters and isolates of a text whose place in the file is only known as a whole (a TOML string
// may be written with escapes).
void check_hidden(std::string_view text, const Place& place, Report& report);

}  // namespace kiosk::content
