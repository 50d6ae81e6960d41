#include <cstdio>

#include "kiosk/base/utf8.h"
#include "kiosk/text/caret.h"
#include "tests/support/catch.h"
#include "tests/support/fonts.h"

using namespace kiosk;
using namespace kiosk::text;

namespace {

// Strings of the kind the kiosk shows: Arabic, French, Tifinagh, numbers, brackets, mixed, vocalised.
const char* const kCorpus[] = {
    "مرحبا بكم في سلا",
    "قدّموا شكاية أو اقتراحاً",
    "Comment pouvons-nous vous aider ?",
    "عمود الإنارة رقم 14 أمام Pharmacie Al Amal في شارع الحسن الثاني",
    "أخبرنا le gardien ولم يتغير شيء، نرجو إصلاحه",
    "وفق القانون \u206609-08\u2069: رقمكم لمعالجة هذه الشكاية فقط",
    "ⴰⵏⵙⵓⴼ Bienvenue à Salé مرحبا",
    "برنامج «جماعة الغد» (2010 – 2014)",
    "السعر 1\u202F250,50\u00A0درهم، أي 38% أقل",
    "الهاتف \u2066+212 5 37 00 00 00\u2069.",
    "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ أُولَٰئِكَ",
    "السلام عليكم، الإسلام، لا إله إلا الله",
    "A (b) [c] {d} ا (ب) [ج]",
};

Paragraph shape(Engine& engine, std::string_view text, std::span<const StyleSpan> spans = {},
                Role role = Role::interface) {
  ParagraphInput input;
  input.text = text;
  input.style = {role, Weight::regular, 30, 0};
  input.spans = spans;
  return engine.shape_paragraph(input);
}

// Glyph ids and advances of `run` as hb-shape (forced ot shaper) gives them on the same bytes with the same
// context.
std::string hb_shape(const std::string& font, const std::string& text, const Run& run,
                     const std::string& features) {
  std::string hex_text, before, after;
  const auto to_unicodes = [](std::string_view part) {
    std::string out;
    char buffer[16];
    for (std::size_t at = 0; at < part.size();) {
      const unsigned char lead = static_cast<unsigned char>(part[at]);
      const int size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      unsigned value = size == 1 ? lead : lead & (0xFFU >> (size + 1));
      for (int i = 1; i < size; ++i)
        value = value << 6 | (static_cast<unsigned char>(part[at + static_cast<std::size_t>(i)]) & 0x3FU);
      std::snprintf(buffer, sizeof buffer, "U+%04X,", value);
      out += buffer;
      at += static_cast<std::size_t>(size);
    }
    if (!out.empty()) out.pop_back();
    return out;
  };
  const auto quote = [](const std::string& value) { return "'" + value + "'"; };
  // The context must be given as text; it may hold quotes in none of the cases.
  std::string command =
      "hb-shape --no-glyph-names --no-clusters --shapers=ot --cluster-level=1 --font-size=30720 "
      "--font-funcs=ot";
  command += " --direction=" + std::string(is_rtl(run.level) ? "rtl" : "ltr");
  command += " --script=" + script_code(run.script) + " --language=ar";
  if (!features.empty()) command += " --features=" + quote(features);
  if (run.start > 0) command += " --text-before=" + quote(text.substr(0, run.start));
  if (run.end < text.size()) command += " --text-after=" + quote(text.substr(run.end));
  command +=
      " --unicodes=" + quote(to_unicodes(std::string_view(text).substr(run.start, run.end - run.start)));
  command += " --no-positions " + quote(font) + " 2>/dev/null";
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out.push_back(static_cast<char>(c));
  REQUIRE(pclose(pipe) == 0);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::string ids_of(const Paragraph& paragraph, const Run& run) {
  std::string out = "[";
  for (std::uint32_t i = 0; i < run.glyph_count; ++i) {
    if (i > 0) out += "|";
    out += std::to_string(paragraph.glyphs[run.first_glyph + i].id);
  }
  return out + "]";
}

float sum(const Paragraph& paragraph) {
  float width = 0;
  for (const Glyph& glyph : paragraph.glyphs) width += glyph.advance;
  return width;
}

}  // namespace

TEST_CASE("runs cover every byte of a paragraph, in order and without a gap") {
  Engine engine = tests::text_engine();
  for (const char* text : kCorpus) {
    INFO(text);
    const Paragraph paragraph = shape(engine, text);
    std::uint32_t at = 0;
    for (const Run& run : paragraph.runs) {
      CHECK(run.start == at);
      CHECK(run.end > run.start);
      CHECK(run.face != kNoFace);
      at = run.end;
    }
    CHECK(at == paragraph.text.size());
  }
}

TEST_CASE("every run has the glyphs that hb-shape gives for it") {
  Engine engine = tests::text_engine();
  for (const char* text : kCorpus) {
    const Paragraph paragraph = shape(engine, text);
    for (const Run& run : paragraph.runs) {
      const FaceDescription& face = engine.fonts().faces()[run.face];
      INFO(text << " bytes " << run.start << " to " << run.end << " in " << face.name);
      CHECK(ids_of(paragraph, run) == hb_shape((tests::fonts_folder() / face.file).string(),
                                               std::string(paragraph.text), run, face.features));
    }
  }
}

TEST_CASE("a border of style inside a word changes no glyph") {
  Engine engine = tests::text_engine();
  const std::string_view text = "المتوأمة";
  const Paragraph whole = shape(engine, text);
  for (std::uint32_t border = 2; border < text.size(); border += 2) {
    const StyleSpan span{0, border, {Role::interface, Weight::regular, 30, 1.2F}};
    const Paragraph split = shape(engine, text, std::span(&span, 1));
    REQUIRE(split.runs.size() == 2);
    // The first letters stand at the right: the second run's glyphs come first in visual order.
    std::vector<std::uint32_t> ids;
    for (const std::size_t index : {std::size_t{1}, std::size_t{0}}) {
      const Run& run = split.runs[index];
      for (std::uint32_t i = 0; i < run.glyph_count; ++i) ids.push_back(split.glyphs[run.first_glyph + i].id);
    }
    std::vector<std::uint32_t> expected;
    for (const Glyph& glyph : whole.glyphs) expected.push_back(glyph.id);
    INFO("border at byte " << border);
    CHECK(ids == expected);
  }
}

TEST_CASE("a number in Arabic text is one left-to-right run in Noto Sans") {
  Engine engine = tests::text_engine();
  // Those with a dash or a sign of percentage come isolated, as every inserted value does: in Arabic context
  // UAX#9 (W2) would take them apart.
  const std::pair<const char*, bool> numbers[] = {{"14", false},      {"1\u202F250,50", false},
                                                  {"10:24", false},   {"2010/2014", false},
                                                  {"2-17-265", true}, {"38%", true}};
  for (const auto& [number, isolated] : numbers) {
    const std::string text = std::string("قبل ") + (isolated ? base::kLeftToRightIsolate : "") + number +
                             (isolated ? base::kPopIsolate : "") + " بعد";
    const Paragraph paragraph = shape(engine, text);
    int runs = 0;
    for (const Run& run : paragraph.runs) {
      if (engine.fonts().faces()[run.face].name != "sans") continue;
      ++runs;
      CHECK(text.substr(run.start, run.end - run.start) == number);
      CHECK_FALSE(is_rtl(run.level));
    }
    INFO(number);
    CHECK(runs == 1);
  }
}

TEST_CASE("Arabic is drawn 1.2 times the Latin size, or as the style says") {
  Engine engine = tests::text_engine();
  Paragraph paragraph = shape(engine, "سلا Salé");
  CHECK(paragraph.runs.front().size_px == Approx(36));
  CHECK(paragraph.runs.back().size_px == Approx(30));
  ParagraphInput input;
  input.text = "سلا Salé";
  input.style = {Role::title, Weight::bold, 52, 58.0F / 52};
  paragraph = engine.shape_paragraph(input);
  CHECK(paragraph.runs.front().size_px == Approx(58));
  CHECK(paragraph.runs.back().size_px == Approx(52));
}

TEST_CASE("Tifinagh letters stay apart and upright") {
  Engine engine = tests::text_engine();
  const Paragraph paragraph = shape(engine, "ⵏⵏⵍⵍⵍⵏⵏⵍ");
  CHECK(paragraph.glyphs.size() == 8);
  for (const Glyph& glyph : paragraph.glyphs) {
    CHECK((glyph.id == paragraph.glyphs[0].id || glyph.id == paragraph.glyphs[2].id));
  }
}

TEST_CASE("lines hold the text in order, are no wider than asked, and lose no glyph") {
  Engine engine = tests::text_engine();
  for (const char* text : kCorpus) {
    const Paragraph paragraph = shape(engine, text);
    for (const float width : {80.0F, 200.0F, 400.0F, 2000.0F}) {
      LayoutOptions options;
      options.width_px = width;
      const Layout layout = lay_out(engine, paragraph, options);
      std::uint32_t at = 0;
      float advance = 0;
      for (const Line& line : layout.lines) {
        CHECK(line.start == at);
        at = line.end;
        INFO(text << " at width " << width);
        if (line.end - line.start > 4) CHECK(line.width <= width + 0.02F);
        CHECK(line.x >= -0.02F);
        CHECK(line.x + line.width <= std::max(width, line.width) + 0.02F);
      }
      CHECK(at == paragraph.text.size());
      for (const PlacedRun& run : layout.runs) {
        for (const Glyph& glyph : glyphs_of(paragraph, layout, run)) advance += glyph.advance;
      }
      CHECK(advance == Approx(sum(paragraph)).margin(0.1));
    }
  }
}

TEST_CASE("the first line of a right-to-left paragraph has its first words, at the right") {
  Engine engine = tests::text_engine();
  const Paragraph paragraph = shape(engine, "واحد اثنان ثلاثة أربعة خمسة ستة سبعة");
  LayoutOptions options;
  options.width_px = 220;
  const Layout layout = lay_out(engine, paragraph, options);
  REQUIRE(layout.lines.size() > 1);
  CHECK(layout.lines[0].start == 0);
  for (const Line& line : layout.lines) CHECK(line.x + line.width == Approx(220).margin(0.02));
  const PlacedRun& first = layout.runs[layout.lines[0].first_run + layout.lines[0].run_count - 1];
  CHECK(first.start == 0);
  CHECK(first.x + first.width == Approx(220).margin(0.02));
}

TEST_CASE("a word too long for the line breaks between graphemes and keeps its joined forms") {
  Engine engine = tests::text_engine();
  const Paragraph paragraph = shape(engine, "فأسقيناكموهافأسقيناكموها");
  LayoutOptions options;
  options.width_px = 90;
  const Layout layout = lay_out(engine, paragraph, options);
  CHECK(layout.lines.size() > 2);
  std::vector<std::uint32_t> whole, broken;
  for (const Glyph& glyph : paragraph.glyphs) whole.push_back(glyph.id);
  for (auto line = layout.lines.rbegin(); line != layout.lines.rend(); ++line) {
    for (std::uint32_t r = 0; r < line->run_count; ++r) {
      const PlacedRun& run = layout.runs[line->first_run + r];
      for (const Glyph& glyph : glyphs_of(paragraph, layout, run)) broken.push_back(glyph.id);
    }
  }
  CHECK(broken == whole);
}

TEST_CASE("an ellipsis ends the cut text at its logical end") {
  Engine engine = tests::text_engine();
  LayoutOptions options;
  options.width_px = 300;
  options.max_lines = 1;
  const Paragraph arabic = shape(engine, "عمود الإنارة رقم 14 أمام Pharmacie Al Amal في شارع");
  Layout layout = lay_out(engine, arabic, options);
  REQUIRE(layout.truncated);
  CHECK(layout.runs.front().is_ellipsis);  // leftmost
  CHECK(layout.lines[0].width <= 300);
  CHECK(layout.runs.back().start == 0);
  const Paragraph french = shape(engine, "Comment pouvons-nous vous aider aujourd'hui ?");
  layout = lay_out(engine, french, options);
  REQUIRE(layout.truncated);
  CHECK(layout.runs.back().is_ellipsis);
  CHECK_FALSE(lay_out(engine, shape(engine, "سلا"), options).truncated);
}

TEST_CASE("each hard line has its own direction") {
  Engine engine = tests::text_engine();
  const Layout layout = lay_out(engine, shape(engine, "سلا\nSalé\n\n123"), {});
  REQUIRE(layout.lines.size() == 4);
  CHECK(layout.lines[0].base_level == 1);
  CHECK(layout.lines[1].base_level == 0);
  CHECK(layout.lines[2].base_level == 1);
  CHECK(layout.lines[3].base_level == 1);
  CHECK(layout.lines[1].top == Approx(layout.lines[0].height));
}

TEST_CASE("invalid UTF-8 is shown as replacement characters") {
  Engine engine = tests::text_engine();
  const Paragraph paragraph = shape(engine, "a\xFF\xC3(b");
  CHECK(paragraph.text == "a\uFFFD\uFFFD(b");
}

TEST_CASE("a character that no face has gets a visible box, not nothing") {
  Engine engine = tests::text_engine();
  const Paragraph paragraph = shape(engine, "a\U00013000b");
  REQUIRE(paragraph.runs.size() == 3);
  CHECK(paragraph.runs[1].face == kNoFace);
  CHECK(paragraph.glyphs[paragraph.runs[1].first_glyph].advance > 5);
}

TEST_CASE("white space after a word wider than the line hangs there, and a newline ends that line") {
  Engine engine = tests::text_engine();
  ParagraphInput input;
  input.style.size_px = 24;
  LayoutOptions options;
  options.width_px = 5;
  const auto ends = [&](const char* text) {
    input.text = text;
    const Paragraph paragraph = engine.shape_paragraph(input);
    const Layout layout = lay_out(engine, paragraph, options);
    std::vector<std::uint32_t> out;
    for (const Line& line : layout.lines) out.push_back(line.end);
    return out;
  };
  CHECK(ends("ab  c") == std::vector<std::uint32_t>{1, 4, 5});
  CHECK(ends("a\nb") == std::vector<std::uint32_t>{2, 3});
  CHECK(ends("\U0001F469\U0001F3FD\u0651\nb") == std::vector<std::uint32_t>{11, 12});
}
