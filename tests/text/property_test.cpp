// What holds for every text: some thousand random mixed ones here, millions in the nightly test preset
// (KIOSK_CASES=1000000).

#include <cmath>
#include <random>
#include <set>

#include "kiosk/base/log.h"
#include "kiosk/base/utf8.h"
#include "kiosk/text/caret.h"
#include "kiosk/text/editor.h"
#include "tests/support/catch.h"
#include "tests/support/fonts.h"

using namespace kiosk;
using namespace kiosk::text;

namespace {

int cases() {
  const char* wanted = std::getenv("KIOSK_CASES");
  return wanted != nullptr ? std::atoi(wanted) : 1500;
}

// Pieces of every kind the kiosk may meet, and some it should not.
const char* const kPieces[] = {"سلا",        "لا",       "الله",
                               "شكاية",      "بِسْمِ",      "لله",
                               "ؤ",          "ى",        "ـ",
                               "ڭ",          "كتاب",     "ⴰⵣⵓⵍ",
                               "ⵏⵏ",         "Salé",     "é",
                               "e\u0301",    "œuvre",    "l'école",
                               "A",          "fi",       " ",
                               "  ",         "\u00A0",   "\u202F",
                               "\n",         "\t",       "1",
                               "14",         "2-17-265", "+212 5 37",
                               "3,5 %",      "٣",        "۱۲",
                               ".",          "،",        "؛",
                               "؟",          "!",        "(",
                               ")",          "[",        "]",
                               "«",          "»",        "\"",
                               "/",          "-",        "–",
                               "…",          ":",        "\u2068",
                               "\u2069",     "\u2066",   "\u2067",
                               "\u200C",     "\u200D",   "\u200F",
                               "\u202E",     "\u202C",   "\u064B",
                               "\u0651",     "\u0301",   "😀",
                               "👍🏽",   "🇲🇦",       "👨‍👩‍👧",
                               "한",         "漢",       "\u1100\u1161",
                               "\U00013000", "\xFF",     "\xC3",
                               "\r\n",       "\u2028",   "\u00AD",
                               "ﻻ"};

class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}
  std::string next() {
    std::string text;
    const unsigned pieces = random_() % 24;
    for (unsigned i = 0; i < pieces; ++i) text += kPieces[random_() % std::size(kPieces)];
    return text;
  }
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_()) % limit; }

 private:
  std::mt19937 random_;
};

ParagraphInput input_of(std::string_view text, unsigned kind) {
  ParagraphInput input;
  input.text = text;
  input.direction = static_cast<BaseDirection>(kind % 3);
  input.style = {static_cast<Role>(kind % 3), Weight::regular, 24, 0, 0};
  return input;
}

bool same(const Layout& a, const Layout& b) {
  if (a.lines.size() != b.lines.size() || a.runs.size() != b.runs.size()) return false;
  for (std::size_t i = 0; i < a.lines.size(); ++i) {
    if (a.lines[i].start != b.lines[i].start || a.lines[i].x != b.lines[i].x ||
        a.lines[i].width != b.lines[i].width)
      return false;
  }
  for (std::size_t i = 0; i < a.runs.size(); ++i) {
    if (a.runs[i].start != b.runs[i].start || a.runs[i].x != b.runs[i].x ||
        a.runs[i].glyph_count != b.runs[i].glyph_count)
      return false;
  }
  return true;
}

void check_runs(const Paragraph& paragraph) {
  std::uint32_t at = 0, cluster = 0;
  for (const Run& run : paragraph.runs) {
    REQUIRE(run.start == at);
    REQUIRE(run.first_cluster == cluster);
    at = run.end;
    cluster += run.cluster_count;
  }
  REQUIRE(at == paragraph.text.size());
  REQUIRE(cluster == paragraph.clusters.size());
}

void check_lines(const Paragraph& paragraph, const Layout& layout, float width) {
  std::uint32_t at = 0;
  for (const Line& line : layout.lines) {
    REQUIRE(line.start == at);
    at = line.end;
    if (line.width > width + 0.05F) {
      // Nothing is wider than the line but what cannot be cut: one grapheme, or a ligature of several. White
      // space after it hangs.
      std::size_t clusters = 0;
      std::uint32_t ink_end = line.start;
      for (std::size_t i = 0; i < paragraph.clusters.size(); ++i) {
        const Cluster& one = paragraph.clusters[i];
        if (one.start < line.start || one.start >= line.end || one.is(Cluster::kSpace)) continue;
        clusters += one.advance > 0;
        ink_end = i + 1 < paragraph.clusters.size() ? paragraph.clusters[i + 1].start : line.end;
      }
      std::size_t graphemes = 1;
      for (const std::uint32_t stop : paragraph.graphemes) graphemes += stop > line.start && stop < ink_end;
      const std::string_view cut = paragraph.text.substr(line.start, line.end - line.start);
      INFO("line " << cut << " of " << clusters << " clusters, " << line.width << " px");
      REQUIRE(std::min(graphemes, clusters) <= 1);
    }
  }
  REQUIRE(at == paragraph.text.size());
}

void check_carets(Engine& engine, const Paragraph& paragraph, const Layout& layout) {
  const CaretMap map(engine, paragraph, layout);
  const auto stops = map.stops();
  REQUIRE(stops.front() == 0);
  REQUIRE(stops.back() == paragraph.text.size());
  // Left and right end, and lead back.
  Caret caret = map.hit(1e6F, 0);
  const std::size_t limit = 2 * stops.size() + 2 * layout.lines.size() + 4;
  std::size_t steps = 0;
  for (Caret next = map.left_of(caret); !(next == caret); next = map.left_of(caret), ++steps) {
    caret = next;
    REQUIRE(steps <= limit);
  }
  for (Caret next = map.right_of(caret); !(next == caret) && steps > 0; next = map.right_of(caret), --steps) {
    caret = next;
  }
  // A selection is the union of its graphemes.
  const auto width = [&map](std::uint32_t start, std::uint32_t end) {
    float sum = 0;
    for (const Rect& rect : map.selection(start, end)) sum += rect.width;
    return sum;
  };
  const auto size = static_cast<std::uint32_t>(paragraph.text.size());
  const float all = width(0, size);
  for (std::size_t i = 0; i < stops.size(); i += 3)
    REQUIRE(std::abs(width(0, stops[i]) + width(stops[i], size) - all) < 0.1F);
}

}  // namespace

TEST_CASE("random mixed texts keep every promise of the text layer") {
  Engine engine = tests::text_engine();
  base::set_log_level(base::LogLevel::error);  // many of them have characters that no face has
  const int count = cases();
  for (int i = 0; i < count; ++i) {
    Texts texts(static_cast<unsigned>(i + 1));
    const std::string text = texts.next();
    INFO("case " << i << ": " << text);
    const ParagraphInput input = input_of(text, texts.below(9));
    const Paragraph paragraph = engine.shape_paragraph(input);
    check_runs(paragraph);
    LayoutOptions wide, narrow;
    wide.width_px = 60 + static_cast<float>(texts.below(400));
    narrow.width_px = 20 + static_cast<float>(texts.below(100));
    const Layout first = lay_out(engine, paragraph, wide);
    check_lines(paragraph, first, wide.width_px);
    const Layout second = lay_out(engine, paragraph, narrow);
    check_lines(paragraph, second, narrow.width_px);
    REQUIRE(same(first, lay_out(engine, paragraph, wide)));
    check_carets(engine, paragraph, first);
    wide.justify = Justify::yes;
    check_lines(paragraph, lay_out(engine, paragraph, wide), wide.width_px);
    // The same text, shaped as one that is being written.
    ParagraphInput written = input;
    written.is_being_written = true;
    const Paragraph again = engine.shape_paragraph(written);
    REQUIRE(again.glyphs.size() == paragraph.glyphs.size());
    for (std::size_t g = 0; g < again.glyphs.size(); ++g) {
      REQUIRE(again.glyphs[g].id == paragraph.glyphs[g].id);
      REQUIRE(again.glyphs[g].cluster == paragraph.glyphs[g].cluster);
      REQUIRE(again.glyphs[g].advance == paragraph.glyphs[g].advance);
    }
  }
}

TEST_CASE("typing a text letter by letter gives the text, and backspace takes all of it away") {
  Engine engine = tests::text_engine();
  const int count = std::max(1, cases() / 10);
  for (int i = 0; i < count; ++i) {
    Texts texts(static_cast<unsigned>(i + 77));
    const std::string folded = fold_input(texts.next());
    INFO("case " << i << ": " << folded);
    Editor editor(10'000);
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t size = base::decode_utf8(folded, at).size_bytes;
      editor.insert(std::string_view(folded).substr(at, size));
      at += size;
    }
    REQUIRE(editor.text() == folded);
    for (std::size_t press = 0; press <= folded.size() && !editor.text().empty(); ++press)
      REQUIRE(editor.backspace(engine.segmenter()));
    REQUIRE(editor.text().empty());
  }
}

TEST_CASE("text nobody would write takes time and memory in proportion, and breaks nothing") {
  Engine engine = tests::text_engine();
  const auto lay = [&engine](const std::string& text) {
    const Paragraph paragraph = engine.shape_paragraph(input_of(text, 2));
    LayoutOptions options;
    options.width_px = 600;
    const Layout layout = lay_out(engine, paragraph, options);
    REQUIRE(layout.lines.back().end == paragraph.text.size());
    CHECK(paragraph.size_bytes() + layout.size_bytes() < 64 * text.size() + 4096);
    return layout.lines.size();
  };
  std::string marks = "ب";
  for (int i = 0; i < 1'000'000; ++i) marks += "\u064E";
  CHECK(lay(marks) >= 1);
  std::string isolates;
  for (int i = 0; i < 10'000; ++i) isolates += "\u2067";
  CHECK(lay(isolates + "سلا" + isolates) >= 1);
  CHECK(lay(std::string(1 << 20, 'a')) > 100);
  std::string book;
  while (book.size() < 10 << 20) book += "عمود الإنارة رقم 14 أمام Pharmacie Al Amal مطفأ. ";
  CHECK(lay(book) > 100'000);
  std::string brackets;
  for (int i = 0; i < 20'000; ++i) brackets += i % 2 == 0 ? "(" : "[";
  CHECK(lay(brackets) >= 1);
  std::string spaces(200'000, ' ');
  CHECK(lay("سلا" + spaces + "Salé") >= 1);
}
