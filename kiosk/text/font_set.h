#pragma once
// The faces a program draws with, and which one a piece of text gets. Read from fonts/faces.txt (its head
// explains the columns) and the font files beside it. Files are mapped when a face is first used, never
// copied into memory.
//
// A style names a role, a weight and a size; the face follows from the script. Sizes are pixels per em. A
// face's scale (Arabic 1.2) applies unless the style gives its own for Arabic.
//
// Belongs to one thread. Fonts are trusted input: they come from Debian's packages and are checked by hash at
// build time.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"

namespace kiosk::text {

enum class Role : std::uint8_t { title, interface, reading };
enum class Weight : std::uint8_t { regular, bold };

struct Style {
  Role role = Role::interface;
  Weight weight = Weight::regular;
  float size_px = 16;      // of Latin, digits and everything not scaled
  float arabic_scale = 0;  // of the faces that are scaled at all; 0 = what the table of faces says
  // Added after each grapheme, in pixels. Scripts whose letters join are never spaced (CSS Text 3, "cursive
  // scripts"); ligatures of the others come apart.
  float letter_spacing_px = 0;
  bool operator==(const Style&) const = default;
};

// ISO 15924, four letters packed as HarfBuzz does ('A'<<24|'r'<<16|'a'<<8|'b').
using Script = std::uint32_t;
constexpr Script script_tag(const char (&code)[5]) {
  return static_cast<Script>(static_cast<unsigned char>(code[0])) << 24 | static_cast<Script>(code[1]) << 16 |
         static_cast<Script>(code[2]) << 8 | static_cast<Script>(code[3]);
}
constexpr Script kArabicScript = script_tag("Arab");
constexpr Script kLatinScript = script_tag("Latn");
constexpr Script kTifinaghScript = script_tag("Tfng");
std::string script_code(Script script);

using FaceIndex = std::uint8_t;
constexpr FaceIndex kNoFace = 0xFF;

struct FaceDescription {
  std::string name;      // as in faces.txt
  std::string file;      // file name, without folder
  std::string features;  // as HarfBuzz writes them, apart by commas; may be empty
  Weight weight;
  float scale;
};

struct LineMetrics {  // pixels, both positive
  float ascent = 0;
  float descent = 0;
};

enum class FontError { unreadable, malformed };
std::string_view name_of(FontError);

class Face;  // HarfBuzz and FreeType objects of one file; kiosk/text/face.h

class FontSet {
 public:
  static base::Result<FontSet> open(const std::filesystem::path& folder);
  ~FontSet();
  FontSet(FontSet&&) noexcept;
  FontSet& operator=(FontSet&&) noexcept;

  [[nodiscard]] std::span<const FaceDescription> faces() const;

  // Every face, in the order in which they are tried for a piece of text: the role's own for the script, then
  // the rest.
  [[nodiscard]] std::span<const FaceIndex> order_for(const Style& style, Script script, bool in_number) const;
  // Whether a face has a glyph for the character.
  bool has(FaceIndex face, char32_t character);
  // Whether a reader sees it: some face has it, or it is white space or a mark of which nothing is drawn.
  bool covers(char32_t character);
  // Whether its glyphs are colour bitmaps (emoji).
  bool has_colour(FaceIndex face);
  // The face that gives a paragraph its line metrics: the first for the script.
  FaceIndex main_face(const Style& style, Script script) const;

  [[nodiscard]] float size_of(FaceIndex face, const Style& style) const;
  LineMetrics metrics(FaceIndex face, float size_px);

  Face& face(FaceIndex index);  // maps the file on first use

 private:
  struct Table;
  explicit FontSet(std::unique_ptr<Table> table);
  std::unique_ptr<Table> table_;
};

}  // namespace kiosk::text
