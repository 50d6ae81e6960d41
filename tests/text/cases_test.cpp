// The cases of tests/text/cases/*.tests; what each line means stands at the head of the file.

#include <hb.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "kiosk/base/utf8.h"
#include "kiosk/text/atlas.h"
#include "kiosk/text/editor.h"
#include "kiosk/text/face.h"
#include "tests/support/catch.h"
#include "tests/support/fonts.h"

using namespace kiosk;
using namespace kiosk::text;

namespace {

constexpr float kSize = 40;

struct Case {
  int line = 0;
  std::string number, check, text, expected;
  std::map<std::string, std::string> options;
};

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
  return first == std::string_view::npos ? std::string() : std::string(text.substr(first, last + 1 - first));
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 3) == "\\u{") {
      const std::size_t end = text.find('}', at);
      base::append_utf8(out, static_cast<char32_t>(
                                 std::stoul(std::string(text.substr(at + 3, end - at - 3)), nullptr, 16)));
      at = end + 1;
    } else if (text.substr(at, 2) == "\\n") {
      out.push_back('\n');
      at += 2;
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

std::vector<Case> read_cases(const std::filesystem::path& file) {
  std::ifstream in(file);
  REQUIRE(in.good());
  std::vector<Case> cases;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields;
    for (std::size_t at = 0; fields.size() < 4;) {
      const std::size_t bar = line.find(" | ", at);
      REQUIRE(bar != std::string::npos);
      fields.push_back(line.substr(at, bar - at));
      at = bar + 3;
      if (fields.size() == 4) fields.push_back(line.substr(at));
    }
    Case one{number, trimmed(fields[0]), trimmed(fields[1]), unescaped(fields[3]), fields[4], {}};
    std::istringstream options(fields[2]);
    for (std::string option; std::getline(options, option, ',');) {
      const std::size_t equals = option.find('=');
      one.options[trimmed(option.substr(0, equals))] =
          equals == std::string::npos ? "" : trimmed(option.substr(equals + 1));
    }
    cases.push_back(one);
  }
  return cases;
}

class Bench {
 public:
  Bench(Engine& engine, const Case& one) : engine_(engine), case_(one) {}

  std::string option(const std::string& name, const std::string& otherwise) const {
    const auto found = case_.options.find(name);
    return found == case_.options.end() ? otherwise : found->second;
  }
  Paragraph shape(std::string_view text, std::span<const StyleSpan> spans = {},
                  float letter_spacing = 0) const {
    ParagraphInput input;
    input.text = text;
    language_ = option("lang", "ar");
    input.language = language_;
    const std::string direction = option("dir", "auto");
    input.direction = direction == "rtl"   ? BaseDirection::rtl
                      : direction == "ltr" ? BaseDirection::ltr
                                           : BaseDirection::first_strong;
    input.style = style();
    input.style.letter_spacing_px = letter_spacing;
    input.spans = spans;
    return engine_.shape_paragraph(input);
  }
  Style style() const {
    const std::string role = option("role", "interface");
    Style style;
    style.role = role == "title" ? Role::title : role == "reading" ? Role::reading : Role::interface;
    style.size_px = kSize;
    return style;
  }
  Layout lay(const Paragraph& paragraph) const {
    LayoutOptions options;
    if (case_.options.contains("width")) options.width_px = std::stof(option("width", ""));
    if (case_.options.contains("lines"))
      options.max_lines = static_cast<std::uint32_t>(std::stoi(option("lines", "")));
    if (case_.options.contains("justify")) options.justify = Justify::yes;
    return lay_out(engine_, paragraph, options);
  }

  std::string see() const;
  std::string glyphs() const;
  std::string left() const;
  std::string back() const;
  std::string type() const;
  std::string whole() const;
  std::string inside() const;
  std::string click() const;

 private:
  std::string seen_cluster(const Paragraph& paragraph, const PlacedRun& run, const Glyph& glyph,
                           std::uint32_t end) const;
  static std::size_t points_before(std::string_view text, std::uint32_t offset) {
    return base::count_code_points(text.substr(0, offset));
  }
  Engine& engine_;
  const Case& case_;
  mutable std::string language_;
};

// A cluster's characters, from right to left in a right-to-left run; a mirrored one if its glyph is the
// mirror's.
std::string Bench::seen_cluster(const Paragraph& paragraph, const PlacedRun& run, const Glyph& glyph,
                                std::uint32_t end) const {
  std::vector<char32_t> points;
  for (std::uint32_t at = glyph.cluster; at < end;) {
    const base::Decoded decoded = base::decode_utf8(paragraph.text, at);
    points.push_back(decoded.code_point);
    at += decoded.size_bytes;
  }
  std::string out;
  // Marks stay behind their letter.
  std::size_t first = points.size();
  while (first > 0) {
    std::size_t start = first - 1;
    while (start > 0 && u_charType(static_cast<UChar32>(points[start])) == U_NON_SPACING_MARK) --start;
    const std::size_t from = is_rtl(run.level) ? start : 0, to = is_rtl(run.level) ? first : points.size();
    for (std::size_t i = from; i < to; ++i) {
      const auto mirror = static_cast<char32_t>(u_charMirror(static_cast<UChar32>(points[i])));
      hb_codepoint_t nominal = 0;
      const bool drawn_mirrored = mirror != points[i] && run.face != kNoFace &&
                                  hb_font_get_nominal_glyph(engine_.fonts().face(run.face).font(run.size_px),
                                                            mirror, &nominal) != 0 &&
                                  nominal == glyph.id;
      base::append_utf8(out, drawn_mirrored ? mirror : points[i]);
    }
    first = is_rtl(run.level) ? start : 0;
  }
  return out;
}

std::string Bench::see() const {
  const Paragraph paragraph = shape(case_.text);
  const Layout layout = lay(paragraph);
  std::string out;
  for (const Line& line : layout.lines) {
    if (!out.empty()) out += " / ";
    std::string seen;
    for (std::uint32_t r = 0; r < line.run_count; ++r) {
      const PlacedRun& run = layout.runs[line.first_run + r];
      if (run.is_ellipsis) {
        seen += "…";
        continue;
      }
      if (run.kind == RunKind::newline) continue;
      const auto glyphs = glyphs_of(paragraph, layout, run);
      for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (i > 0 && glyphs[i].cluster == glyphs[i - 1].cluster) continue;
        // The cluster ends where the next one in logical order starts.
        std::uint32_t end = run.end;
        for (const Glyph& other : glyphs) {
          if (other.cluster > glyphs[i].cluster) end = std::min(end, other.cluster);
        }
        seen += seen_cluster(paragraph, run, glyphs[i], end);
      }
    }
    // White space that hangs is not part of the line.
    const std::size_t first = seen.find_first_not_of(' '), last = seen.find_last_not_of(' ');
    out += first == std::string::npos ? "" : seen.substr(first, last + 1 - first);
  }
  return out;
}

std::string Bench::glyphs() const {
  const Paragraph paragraph = shape(case_.text);
  const Layout layout = lay(paragraph);
  std::string out;
  for (const PlacedRun& run : layout.runs) {
    hb_font_t* font = engine_.fonts().face(run.face).font(run.size_px);
    for (const Glyph& glyph : glyphs_of(paragraph, layout, run)) {
      char name[64];
      hb_font_glyph_to_string(font, glyph.id, name, sizeof name);
      out += (out.empty() ? "" : " ") + std::string(name);
    }
  }
  return out;
}

std::string Bench::left() const {
  const Paragraph paragraph = shape(case_.text);
  const Layout layout = lay(paragraph);
  const CaretMap map(engine_, paragraph, layout);
  Caret caret = map.hit(1e6F, 0);
  std::string out = std::to_string(points_before(paragraph.text, caret.offset));
  for (int step = 0; step < 100; ++step) {
    const Caret next = map.left_of(caret);
    if (next == caret) return out;
    caret = next;
    out += " " + std::to_string(points_before(paragraph.text, caret.offset));
  }
  return out + " and no end";
}

std::string Bench::back() const {
  Editor editor(1000);
  editor.set_text(case_.text);
  std::string out;
  while (editor.backspace(engine_.segmenter()) && !editor.text().empty())
    out += (out.empty() ? "" : " / ") + std::string(editor.text());
  return out;
}

// "text^more typed": types `typed` where the ^ stands.
std::string Bench::type() const {
  const std::size_t mark = case_.text.find('^'), typed = case_.text.rfind(' ');
  Editor editor(1000);
  editor.set_text(case_.text.substr(0, mark) + case_.text.substr(mark + 1, typed - mark - 1));
  editor.set_caret({static_cast<std::uint32_t>(mark), Lean::before});
  editor.insert(case_.text.substr(typed + 1));
  return std::string(editor.text());
}

std::string Bench::whole() const {
  const Paragraph plain = shape(case_.text);
  const Layout layout = lay(plain);
  const auto ids = [](const Paragraph& paragraph) {
    std::vector<std::pair<std::uint32_t, float>> out;  // in logical order of their runs
    for (const Glyph& glyph : paragraph.glyphs) out.emplace_back(glyph.id, glyph.advance);
    std::sort(out.begin(), out.end());
    return out;
  };
  for (const std::uint32_t at : plain.graphemes) {
    if (at == 0 || at == plain.text.size()) continue;
    const StyleSpan span{0, at, style()};
    if (ids(shape(case_.text, std::span(&span, 1))) != ids(plain)) return "a border of style changes glyphs";
  }
  const Paragraph spaced = shape(case_.text, {}, 5);
  for (std::size_t i = 0; i < spaced.glyphs.size(); ++i) {
    const bool arabic = std::any_of(spaced.runs.begin(), spaced.runs.end(), [&](const Run& run) {
      return i >= run.first_glyph && i < run.first_glyph + run.glyph_count && run.script == kArabicScript;
    });
    if (spaced.glyphs[i].id != plain.glyphs[i].id) return "letter-spacing changes glyphs";
    if (arabic && spaced.glyphs[i].advance != plain.glyphs[i].advance)
      return "letter-spacing tears letters apart";
  }
  const CaretMap map(engine_, plain, layout);
  const auto width = [&map](std::uint32_t start, std::uint32_t end) {
    float sum = 0;
    for (const Rect& rect : map.selection(start, end)) sum += rect.width;
    return sum;
  };
  const auto end = static_cast<std::uint32_t>(plain.text.size());
  for (const std::uint32_t at : plain.graphemes) {
    if (std::abs(width(0, at) + width(at, end) - width(0, end)) > 0.05F) return "a selection changes widths";
  }
  return "-";
}

std::string Bench::inside() const {
  const Paragraph paragraph = shape(case_.text);
  const Layout layout = lay(paragraph);
  Atlas atlas;
  for (const Line& line : layout.lines) {
    for (std::uint32_t r = 0; r < line.run_count; ++r) {
      const PlacedRun& run = layout.runs[line.first_run + r];
      bool out = false;
      each_glyph(paragraph, layout, run, [&](const Glyph& glyph, float, float y) {
        const AtlasSlot* slot = atlas.glyph(engine_.fonts(), run.face, run.size_px, glyph.id, 0);
        if (slot == nullptr) return;
        const float top = std::round(y) + static_cast<float>(slot->top);
        out |= top < line.top - 1 || top + static_cast<float>(slot->height) > line.top + line.height + 1;
      });
      if (out) return "ink leaves the line's box";
    }
  }
  return "-";
}

std::string Bench::click() const {
  const Paragraph paragraph = shape(case_.text);
  const Layout layout = lay(paragraph);
  const CaretMap map(engine_, paragraph, layout);
  return std::to_string(points_before(paragraph.text, map.hit(-10, 0).offset)) + " " +
         std::to_string(points_before(paragraph.text, map.hit(1e6F, 0).offset));
}

}  // namespace

TEST_CASE("what users of other text layers complain about does not happen here") {
  Engine engine = tests::text_engine();
  const std::map<std::string, std::string (Bench::*)() const> checks = {
      {"see", &Bench::see},       {"glyphs", &Bench::glyphs}, {"left", &Bench::left},
      {"back", &Bench::back},     {"type", &Bench::type},     {"whole", &Bench::whole},
      {"inside", &Bench::inside}, {"click", &Bench::click}};
  int count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(KIOSK_SOURCE_DIR) / "tests/text/cases")) {
    for (const Case& one : read_cases(entry.path())) {
      const auto check = checks.find(one.check);
      REQUIRE(check != checks.end());
      INFO(entry.path().filename() << ", line " << one.line << ", symptom " << one.number << ": "
                                   << one.text);
      CHECK((Bench(engine, one).*check->second)() == one.expected);
      ++count;
    }
  }
  CHECK(count >= 40);
}
