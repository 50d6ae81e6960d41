// UAX#9 conformance, with the files of Debian's unicode-data (Unicode 15.0), through the functions the layout
// uses.

#include "kiosk/text/bidi.h"

#include <unicode/ubidi.h>

#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <sstream>

#include "tests/support/catch.h"

using namespace kiosk::text;

namespace {

const std::string kFolder = "/usr/share/unicode/";

// One character of each bidi class, as BidiTest.txt names them.
const std::map<std::string, char32_t> kRepresentatives = {
    {"L", U'a'},        {"R", U'\u05D0'},   {"EN", U'0'},       {"ES", U'-'},      {"ET", U'%'},
    {"AN", U'\u0660'},  {"CS", U','},       {"B", U'\u2029'},   {"S", U'\t'},      {"WS", U' '},
    {"ON", U'!'},       {"LRE", U'\u202A'}, {"LRO", U'\u202D'}, {"AL", U'\u0627'}, {"RLE", U'\u202B'},
    {"RLO", U'\u202E'}, {"PDF", U'\u202C'}, {"NSM", U'\u0300'}, {"BN", U'\u00AD'}, {"FSI", U'\u2068'},
    {"LRI", U'\u2066'}, {"RLI", U'\u2067'}, {"PDI", U'\u2069'}};

// The levels a line of the whole text has: L1 for its end, as lines.cpp applies it.
std::vector<BidiLevel> line_levels(const std::u32string& text, const BidiResult& result) {
  std::vector<BidiLevel> levels = result.levels;
  for (std::size_t i = text.size(); i > 0 && is_reset_at_line_end(text[i - 1]); --i)
    levels[i - 1] = result.base_level;
  return levels;
}

// Empty when levels and order are as expected; `expected_levels` has "x" for characters that X9 removes.
std::string difference(const std::u32string& text, const std::vector<BidiLevel>& levels,
                       const std::vector<std::string>& expected_levels,
                       const std::vector<int>& expected_order) {
  std::vector<BidiLevel> kept;
  std::vector<int> kept_index;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (expected_levels[i] == "x") continue;
    if (levels[i] != std::stoi(expected_levels[i])) return "level of character " + std::to_string(i);
    kept.push_back(levels[i]);
    kept_index.push_back(static_cast<int>(i));
  }
  const std::vector<std::uint32_t> order = visual_order(kept);
  if (order.size() != expected_order.size()) return "order has another length";
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (kept_index[order[i]] != expected_order[i]) return "order at " + std::to_string(i);
  }
  return {};
}

template <typename T>
std::vector<T> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<T> out;
  for (T word; in >> word;) out.push_back(word);
  return out;
}

}  // namespace

TEST_CASE("every case of BidiTest.txt has its levels and its order") {
  std::ifstream file(kFolder + "BidiTest.txt");
  REQUIRE(file);
  std::vector<std::string> levels;
  std::vector<int> order;
  long cases = 0, failed = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("@Levels:")) {
      levels = words_of<std::string>(line.substr(8));
    } else if (line.starts_with("@Reorder:")) {
      order = words_of<int>(line.substr(9));
    } else if (line[0] != '@') {
      const std::size_t semicolon = line.find(';');
      std::u32string text;
      for (const std::string& name : words_of<std::string>(line.substr(0, semicolon)))
        text.push_back(kRepresentatives.at(name));
      const int bits = std::stoi(line.substr(semicolon + 1), nullptr, 16);
      const std::pair<int, BaseDirection> directions[] = {
          {1, BaseDirection::first_strong}, {2, BaseDirection::ltr}, {4, BaseDirection::rtl}};
      for (const auto& [bit, direction] : directions) {
        if ((bits & bit) == 0) continue;
        ++cases;
        const BidiResult result = resolve_levels(text, direction, false);
        const std::string wrong = difference(text, line_levels(text, result), levels, order);
        if (!wrong.empty() && ++failed <= 5) UNSCOPED_INFO(line << " direction " << bit << ": " << wrong);
      }
    }
  }
  CHECK(cases == 770'241);
  CHECK(failed == 0);
}

TEST_CASE("every case of BidiCharacterTest.txt has its levels and its order") {
  std::ifstream file(kFolder + "BidiCharacterTest.txt");
  REQUIRE(file);
  long cases = 0, failed = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, ';');) fields.push_back(field);
    std::u32string text;
    for (const std::string& hex : words_of<std::string>(fields[0]))
      text.push_back(static_cast<char32_t>(std::stoul(hex, nullptr, 16)));
    const BaseDirection direction = fields[1] == "0"   ? BaseDirection::ltr
                                    : fields[1] == "1" ? BaseDirection::rtl
                                                       : BaseDirection::first_strong;
    ++cases;
    const BidiResult result = resolve_levels(text, direction, false);
    std::string wrong = difference(text, line_levels(text, result), words_of<std::string>(fields[3]),
                                   words_of<int>(fields.size() > 4 ? fields[4] : ""));
    if (result.base_level != std::stoi(fields[2])) wrong = "base level";
    if (!wrong.empty() && ++failed <= 5) UNSCOPED_INFO(line << ": " << wrong);
  }
  CHECK(cases == 91'707);
  CHECK(failed == 0);
}

TEST_CASE("text without a strong letter takes the direction it is told") {
  CHECK(resolve_levels(U"-=[]{}", BaseDirection::first_strong, true).base_level == 1);
  CHECK(resolve_levels(U"-=[]{}", BaseDirection::first_strong, false).base_level == 0);
  CHECK(resolve_levels(U"123 \u2068سلا\u2069", BaseDirection::first_strong, false).base_level == 0);
  CHECK(resolve_levels(U"", BaseDirection::first_strong, true).base_level == 1);
}

TEST_CASE("plain paragraphs are resolved as ICU resolves them") {
  // ICU has not heard of marks that follow a bracket, so there are none here; BidiCharacterTest has them.
  const std::u32string letters =
      U"ab\u05D0\u0627\u0628 12\u0661\u0662,.+-%\u20AC()[]{}\u3008\u232A\u2329!\t:/";
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<UBiDi, void (*)(UBiDi*)> icu(ubidi_open(), &ubidi_close);
  std::mt19937 random(9);
  for (int i = 0; i < 100000; ++i) {
    std::u32string text;
    std::u16string units;
    for (unsigned count = static_cast<unsigned>(random() % 24); count > 0; --count) {
      text.push_back(letters[random() % letters.size()]);
      units.push_back(static_cast<char16_t>(text.back()));
    }
    const auto direction = static_cast<BaseDirection>(random() % 3);
    const UBiDiLevel base = direction == BaseDirection::ltr   ? 0
                            : direction == BaseDirection::rtl ? 1
                                                              : UBIDI_DEFAULT_LTR;
    ubidi_setPara(icu.get(), units.data(), static_cast<std::int32_t>(units.size()), base, nullptr, &code);
    REQUIRE(U_SUCCESS(code));
    std::string shown;
    for (const char32_t c : text) shown += std::to_string(static_cast<std::uint32_t>(c)) + " ";
    INFO("direction " << static_cast<int>(direction) << ": " << shown);
    const BidiResult got = resolve_levels(text, direction, false);
    REQUIRE(got.base_level == ubidi_getParaLevel(icu.get()));
    if (text.empty()) continue;
    // Where all runs one way ICU does not tell levels 0 and 2 apart.
    if (ubidi_getDirection(icu.get()) != UBIDI_MIXED) {
      const bool rtl = ubidi_getDirection(icu.get()) == UBIDI_RTL;
      for (const BidiLevel level : line_levels(text, got)) REQUIRE(is_rtl(level) == rtl);
      continue;
    }
    const UBiDiLevel* levels = ubidi_getLevels(icu.get(), &code);
    REQUIRE(line_levels(text, got) == std::vector<BidiLevel>(levels, levels + text.size()));
  }
}

TEST_CASE("brackets that nest deeper than UAX#9 allows, and a great many of them, are resolved") {
  std::u32string deep;
  for (int i = 0; i < 100; ++i) deep += U"(\u0627";
  for (int i = 0; i < 100; ++i) deep += U"a)";
  CHECK(resolve_levels(deep, BaseDirection::rtl, true).levels.size() == deep.size());
  std::u32string many;
  for (int i = 0; i < 50'000; ++i) many += U"( ) ";
  CHECK(resolve_levels(many + U"a", BaseDirection::rtl, true).levels.size() == many.size() + 1);
}
