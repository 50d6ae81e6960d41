#include "kiosk/content/markdown.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Language;

namespace {

struct Read {
  std::vector<MarkdownSection> sections;
  std::vector<PageLink> links;
  std::string said;
};

Read read(std::string text, Language language = Language::en) {
  Report report;
  Read out;
  const SourceText source("a.md", std::move(text));
  out.sections = read_markdown(source, 0, language, report, out.links);
  out.said = report.text();
  return out;
}

constexpr const char* kNothing = "0 errors, 0 warnings, 0 notes\n";

}  // namespace

TEST_CASE("what a page may hold becomes blocks with byte ranges") {
  const Read page = read(
      "Before.\n\n# One\n\nA **bold** word and\na [way](other-page).\n\n## Inside\n\n- first\n- second\n\n1. "
      "un\n2. deux\n\n> said\n");
  CHECK(page.said == kNothing);
  REQUIRE(page.sections.size() == 2);
  CHECK(page.sections[0].title.empty());
  CHECK(page.sections[0].body.size() == 1);
  const MarkdownSection& one = page.sections[1];
  CHECK(one.title == "One");
  CHECK(one.place.at == Position{3, 1});
  REQUIRE(one.body.size() == 7);
  CHECK(one.body[0] == Block{Block::Kind::paragraph,
                             0,
                             "A bold word and a way.",
                             {{Span::Kind::strong, 2, 6, ""}, {Span::Kind::link, 18, 21, "other-page"}}});
  CHECK(one.body[1] == Block{Block::Kind::heading, 0, "Inside", {}});
  CHECK(one.body[2] == Block{Block::Kind::item, 0, "first", {}});
  CHECK(one.body[4] == Block{Block::Kind::item, 1, "un", {}});
  CHECK(one.body[5] == Block{Block::Kind::item, 2, "deux", {}});
  CHECK(one.body[6] == Block{Block::Kind::quote, 0, "said", {}});
  REQUIRE(page.links.size() == 1);
  CHECK(page.links[0].place.at == Position{6, 3});
}

TEST_CASE("ranges count the bytes of the polished text") {
  const Read page = read("القانون 09-08 **مهم**.\n", Language::ar);
  const Block& block = page.sections[0].body[0];
  CHECK(block.text == "القانون \u206609-08\u2069 مهم.");
  REQUIRE(block.spans.size() == 1);
  CHECK(block.text.substr(block.spans[0].begin, block.spans[0].end - block.spans[0].begin) == "مهم");
}

TEST_CASE("what a page may not hold is refused with its place") {
  const std::pair<const char*, const char*> cases[] = {
      {"كلمة <b>x</b>\n", "a.md:1:6: error: HTML is not allowed"},
      {"a\n\n<div>\nx\n</div>\n", "a.md:3:1: error: HTML is not allowed"},
      {"سلا ![صورة](x.png)\n", "a.md:1:5: error: pictures do not stand in the text"},
      {"an *italic* word\n", "a.md:1:4: error: screens have no italics"},
      {"a `code` b\n", "a.md:1:4: error: code is not allowed"},
      {"    code\n", "a.md:1:5: error: code is not allowed"},
      {"a\n\n---\n", "a.md:3:1: error: a line across the page"},
      {"### deep\n", "a.md:1:1: error: only # (a chapter)"},
      {"- a\n  - b\n", "a.md:2:3: error: a list inside a list"},
      {"[a](https://example.org/)\n", "a.md:1:1: error: «https://example.org/» is no page of the kiosk"},
      {"[a](javascript:alert)\n", "a.md:1:1: error: «javascript:alert» is no page"},
      {"a [](page)\n", "a.md:1:3: error: a link without words"},
      {"<https://example.org>\n", "a.md:1:1: error: «https://example.org» is no page"},
      {"a\n\n| b | c |\n|---|:-:|\n| 1 | 2 |\n", "a.md:3:1: error: tables are not shown in a text"},
      {"b | c\n--|--\n1 | 2\n", "a.md:1:1: error: tables are not shown in a text"},
      {"# \n", "a.md:1:1: error: a heading without words"},
      {"> # quoted\n", "a.md:1:3: error: a heading does not stand in a list or quote"},
  };
  for (const auto& [text, line] : cases) {
    const Read page = read(text);
    INFO(text << page.said);
    CHECK(page.said.starts_with(line));
  }
}

TEST_CASE("an upright stroke in a text is no table") {
  for (const char* text : {"a | b\n", "a | b\n\n- c\n", "- c | d\n- e\n", "a\n|---|\n"})
    CHECK(read(text).said == kNothing);
}

TEST_CASE("every other form of an address out of the kiosk is refused") {
  for (const char* to : {"//example.org", "mailto:a@b.c", "../x", "file.md", "a b", "#top", "", "Page"}) {
    INFO(to);
    CHECK(read("[a](<" + std::string(to) + ">)\n").said.find("is no page of the kiosk") != std::string::npos);
  }
}

TEST_CASE("pathological Markdown is read in the time its size allows") {
  std::string brackets(20'000, '['), stars, quotes(5'000, '>');
  for (int i = 0; i < 10'000; ++i) stars += "*a ";
  for (const std::string& text : {brackets, stars, quotes + " a"}) CHECK(read(text).sections.size() == 1);
}
