#pragma once
// One source file as text: UTF-8 without a byte-order mark, lines ended by '\n', and the way from a byte to a
// line and column. read_source() says what a clerk's editor or spreadsheet did to a file that is not UTF-8;
// check_characters() finds what no reader would see or what does not belong on a Moroccan public screen.
// Plain values, any thread.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/bytes.h"
#include "kiosk/content/diagnostics.h"

namespace kiosk::content {

constexpr std::size_t kMaxSourceBytes = std::size_t{256} * 1024;

// Whether a kiosk can show a character: fonts are no business of this library. Empty: it can show every one.
using CanBeShown = std::function<bool(char32_t)>;

class SourceText {
 public:
  SourceText(std::string path, std::string text, CanBeShown can_be_shown = {});

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] Place place_at(std::size_t offset) const;
  [[nodiscard]] Place place_at(int line, int byte_column) const;  // both from 1, as parsers count
  [[nodiscard]] int line_of(std::size_t offset) const;
  [[nodiscard]] std::string_view line(int number) const;  // from 1, without its end
  [[nodiscard]] Place whole() const { return {path_, {}}; }
  [[nodiscard]] bool can_be_shown(char32_t c) const { return !can_be_shown_ || can_be_shown_(c); }

 private:
  std::string path_;
  std::string text_;
  CanBeShown can_be_shown_;
  std::vector<std::size_t> line_starts_;
};

// Nothing when the bytes are not text; the report then says why (too long, a photograph, UTF-16, ...).
std::optional<SourceText> read_source(const std::string& path, base::ByteView bytes, Report& report,
                                      const CanBeShown& can_be_shown = {});

// What bytes are that are plainly no text, a photograph or a spreadsheet, and what to do with them.
std::optional<Message> no_text(base::ByteView bytes);

// Hidden and control characters, bidi embeddings and overrides, isolates that do not close on their line,
// Arabic-Indic digits, month names and words of other countries, exclamation marks.
void check_characters(const SourceText& source, Report& report);

// Characters that no kiosk could show, each where it stands first.
void check_shown(const SourceText& source, Report& report);

bool has_arabic_letter(std::string_view text);
bool has_latin_letter(std::string_view text);  // a small one: LED and CO2 are words of every language

// In Arabic words, the comma, semicolon and question mark of other scripts.
void check_arabic_marks(std::string_view text, const Place& place, Report& report);

// Hidden characters, isolates and what cannot be shown, of a text whose place in the source is only known as
// a whole: TOML and Markdown have ways to write a character by its number.
void check_hidden(std::string_view text, const SourceText& source, const Place& place, Report& report);

}  // namespace kiosk::content
