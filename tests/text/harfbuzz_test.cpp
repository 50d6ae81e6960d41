// HarfBuzz's own shaping tests for Arabic and for what Arabic needs, through our own way of shaping. The
// files come out of HarfBuzz's Debian source package (fetch_harfbuzz), each line
// "font;options;U+....,...;[glyph=cluster@x,y+advance|...]". Lines that ask for what the kiosk never does
// (features, other shapers, text left out around) are not ours to run; clusters are at HarfBuzz's other level
// there, and are compared in our own tests.

#include <hb-ot.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "kiosk/base/utf8.h"
#include "kiosk/text/face.h"
#include "kiosk/text/paragraph.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
using namespace kiosk::text;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(KIOSK_SOURCE_DIR) / "build/harfbuzz";

const char* const kFiles[] = {"arabic-fallback-shaping",
                              "arabic-feature-order",
                              "arabic-like-joining",
                              "arabic-mark-order",
                              "arabic-normalization",
                              "arabic-phags-pa",
                              "arabic-stch",
                              "automatic-fractions",
                              "cluster",
                              "cursive-positioning",
                              "default-ignorables",
                              "digits",
                              "ligature-id",
                              "mark-attachment",
                              "mark-filtering-sets",
                              "nested-mark-filtering-sets",
                              "reverse-sub",
                              "zero-width-marks"};

// Where our text layer is to differ from a single call of HarfBuzz.
const std::map<std::string, const char*> kDifferent = {
    {"arabic-fallback-shaping:4",
     "UAX#9 makes Arabic punctuation alone right to left, hb-shape guesses left to right"},
    {"arabic-fallback-shaping:5", "the same"},
    {"arabic-fallback-shaping:9", "the same"},
    {"arabic-fallback-shaping:10", "the same"},
    {"automatic-fractions:1", "a number is a run of its own, so that it keeps one face"},
    {"automatic-fractions:2", "the same"},
    {"reverse-sub:3", "the same"},
    {"digits:3", "digits run from left to right, the test forces them the other way"},
    {"digits:5", "the same"}};

// One font as a set of its own, at a size at which a font unit is a unit of HarfBuzz's.
class OneFont {
 public:
  explicit OneFont(const fs::path& font) {
    fs::create_symlink(font, folder_.path() / "font.ttf");
    std::ofstream(folder_.path() / "faces.txt")
        << "face font font.ttf regular 1.0 - 0\nrole interface regular * font\n";
    engine_ = std::make_unique<Engine>(FontSet::open(folder_.path()).value());
    names_ = engine_->fonts().face(0).font(1);
    size_px_ = static_cast<float>(hb_face_get_upem(hb_font_get_face(names_))) / kUnitsPerPixel;
  }

  // As the test files have it, without clusters.
  std::string shape(std::string_view text, bool names, bool positions) {
    ParagraphInput input;
    input.text = text;
    input.language = "und";
    input.style.size_px = size_px_;
    const Paragraph paragraph = engine_->shape_paragraph(input);
    std::vector<BidiLevel> levels;
    for (const Run& run : paragraph.runs) levels.push_back(run.level);
    std::ostringstream out;
    for (const std::uint32_t index : visual_order(levels)) {
      const Run& run = paragraph.runs[index];
      for (const Glyph& glyph : paragraph.glyphs.subspan(run.first_glyph, run.glyph_count)) {
        out << (out.tellp() > 0 ? "|" : "");
        if (names) {
          char name[128];
          hb_font_glyph_to_string(names_, glyph.id, name, sizeof name);
          out << name;
        } else {
          out << glyph.id;
        }
        if (!positions) continue;
        const auto units = [](float px) { return std::lround(px * kUnitsPerPixel); };
        if (glyph.x_offset != 0 || glyph.y_offset != 0)
          out << "@" << units(glyph.x_offset) << "," << units(-glyph.y_offset);
        out << "+" << units(glyph.advance);
      }
    }
    return out.str();
  }

 private:
  tests::TempFolder folder_;
  std::unique_ptr<Engine> engine_;
  hb_font_t* names_ = nullptr;
  float size_px_ = 0;
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) out.push_back(part);
  return out;
}

std::string text_of(const std::string& code_points) {
  std::string out;
  for (const std::string& one : split(code_points, ','))
    base::append_utf8(out, static_cast<char32_t>(std::stoul(one.substr(2), nullptr, 16)));
  return out;
}

}  // namespace

TEST_CASE("Arabic is shaped as HarfBuzz's own tests say") {
  static const std::regex kCluster("=[0-9]+");
  std::map<std::string, std::unique_ptr<OneFont>> fonts;
  int run = 0, different = 0;
  for (const std::string file : kFiles) {
    std::ifstream in(kFolder / "tests" / (file + ".tests"));
    REQUIRE(in);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (line.empty() || line[0] == '#') continue;
      const std::vector<std::string> fields = split(line, ';');
      REQUIRE(fields.size() == 4);
      bool names = true, positions = true, ours = true;
      std::istringstream options(fields[1]);
      for (std::string option; options >> option;) {
        names = names && option != "--no-glyph-names";
        positions = positions && option != "--no-positions";
        ours = ours && (option == "--no-glyph-names" || option == "--no-positions" ||
                        option == "--font-funcs=ot" || option == "--cluster-level=1" ||
                        option.starts_with("--direction") || option.starts_with("--script"));
      }
      if (!ours) continue;
      ++run;
      const fs::path font = kFolder / "tests" / fields[0];
      std::unique_ptr<OneFont>& one = fonts[font.filename()];
      if (!one) one = std::make_unique<OneFont>(font);
      const std::string expected =
          std::regex_replace(fields[3].substr(1, fields[3].size() - 2), kCluster, "");
      const std::string got = one->shape(text_of(fields[2]), names, positions);
      const std::string place = file + ":" + std::to_string(number);
      if (kDifferent.count(place) > 0) {
        different += got != expected ? 1 : 0;
        continue;
      }
      INFO(place << " " << fields[2]);
      CHECK(got == expected);
    }
  }
  CHECK(run == 182);
  CHECK(different == static_cast<int>(kDifferent.size()));
}
