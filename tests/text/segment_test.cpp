// UAX#29 and UAX#14 conformance, with the files of Debian's unicode-data (Unicode 15.0).

#include "kiosk/text/segment.h"

#include <unicode/brkiter.h>

#include <fstream>
#include <functional>
#include <random>
#include <sstream>

#include "kiosk/base/utf8.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::text;

namespace {

struct Score {
  int cases = 0;
  std::vector<std::string> failed;
};

// Lines like "÷ 0020 × 0308 ÷ 0020 ÷ # comment".
Score run(const std::string& name,
          const std::function<std::vector<std::uint32_t>(std::string_view)>& boundaries, bool with_start) {
  std::ifstream file("/usr/share/unicode/auxiliary/" + name);
  REQUIRE(file);
  Score score;
  for (std::string line; std::getline(file, line);) {
    line = line.substr(0, line.find('#'));
    std::istringstream words(line);
    std::string text;
    std::vector<std::uint32_t> expected;
    for (std::string word; words >> word;) {
      if (word == "÷") {
        if (!text.empty() || with_start) expected.push_back(static_cast<std::uint32_t>(text.size()));
      } else if (word != "×") {
        base::append_utf8(text, static_cast<char32_t>(std::stoul(word, nullptr, 16)));
      }
    }
    if (text.empty()) continue;
    ++score.cases;
    if (boundaries(text) != expected) score.failed.push_back(line);
  }
  return score;
}

}  // namespace

TEST_CASE("a segmenter forgets, also before its first text") {
  Segmenter segmenter;
  segmenter.forget();
  CHECK(segmenter.line_breaks("one two").size() == 2);
  segmenter.forget();
  CHECK(segmenter.line_breaks("one two three").size() == 3);
}

TEST_CASE("every case of GraphemeBreakTest.txt breaks where it should") {
  Segmenter segmenter;
  const Score score = run(
      "GraphemeBreakTest.txt", [&](std::string_view text) { return segmenter.graphemes(text); }, true);
  CHECK(score.cases == 602);
  CHECK(score.failed.empty());
}

TEST_CASE("WordBreakTest.txt differs only in the cases that CLDR tailors") {
  Segmenter segmenter;
  const Score score = run(
      "WordBreakTest.txt", [&](std::string_view text) { return segmenter.words(text); }, true);
  CHECK(score.cases == 1823);
  // CLDR does not count the colon as a letter's middle (it is one in Swedish only).
  CHECK(score.failed.size() == 15);
  for (const std::string& line : score.failed) CHECK(line.find("003A") != std::string::npos);
}

TEST_CASE("LineBreakTest.txt differs only in the cases where ICU keeps numbers together") {
  Segmenter segmenter;
  const auto breaks = [&segmenter](std::string_view text) {
    std::vector<std::uint32_t> out;
    for (const LineBreak& one : segmenter.line_breaks(text)) out.push_back(one.offset);
    return out;
  };
  const Score score = run("LineBreakTest.txt", breaks, false);
  CHECK(score.cases == 7654);
  CHECK(score.failed.size() == 22);  // LB25, tailored with the regular expression of UAX#14, example 7
}

TEST_CASE("prices, telephone numbers and units written with no-break spaces stay on one line") {
  Segmenter segmenter;
  for (const char* text :
       {"1\u202F250,50\u00A0درهم", "+212\u00A05\u00A022", "75,5\u00A0%", "2-17-265", "10:24"}) {
    INFO(text);
    CHECK(segmenter.line_breaks(text).size() == 1);
  }
}

TEST_CASE("a newline must break, a space may") {
  Segmenter segmenter;
  const std::vector<LineBreak> breaks = segmenter.line_breaks("a b\nc");
  REQUIRE(breaks.size() == 3);
  CHECK((breaks[0].offset == 2 && !breaks[0].mandatory));
  CHECK((breaks[1].offset == 4 && breaks[1].mandatory));
  CHECK(breaks[2].offset == 5);
}

TEST_CASE("lines of plain text end where ICU ends them, without asking it") {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> icu(icu::BreakIterator::createLineInstance("", code));
  REQUIRE(U_SUCCESS(code));
  const char* const pieces[] = {
      "سلا", "بِسْمِ", "2015", "A",      "é",       " ", "  ",     "\n",   "،", ".",      ":",      "؟",  "!",
      "«",   "»",   "\"",   "؛",      "e\u0301", "٣", "\u0651", "ⴰⵣⵓⵍ", "(", ")",      "[",      "-",  "–",
      "'",   "%",   "/",    "\u00AD", "\u2010",  "+", "€",      "°",    "$", "\u202F", "\u00A0", "漢", "（"};
  Segmenter segmenter;
  std::mt19937 random(14);
  for (int i = 0; i < 40000; ++i) {
    std::string text;
    for (unsigned count = 1 + static_cast<unsigned>(random() % 9); count > 0; --count)
      text += pieces[random() % std::size(pieces)];
    const icu::UnicodeString units = icu::UnicodeString::fromUTF8(text);
    icu->setText(units);
    std::vector<std::pair<std::uint32_t, bool>> expected, got;
    for (std::int32_t at = icu->next(); at != icu::BreakIterator::DONE; at = icu->next()) {
      std::string before;
      units.tempSubString(0, at).toUTF8String(before);
      const bool hard = icu->getRuleStatus() >= UBRK_LINE_HARD && icu->getRuleStatus() < UBRK_LINE_HARD_LIMIT;
      expected.emplace_back(static_cast<std::uint32_t>(before.size()), hard);
    }
    for (const LineBreak& one : segmenter.line_breaks(text)) got.emplace_back(one.offset, one.mandatory);
    INFO(text);
    REQUIRE(got == expected);
  }
}
