// Documents come from another process: what is no document is refused in words.

#include "kiosk/paper/document.h"

#include "kiosk/base/bytes.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::paper;

TEST_CASE("a document has a language, a title and blocks of five kinds") {
  const Document document =
      Document::parse(
          R"({"language":"fr","wide":true,"letterhead":"L","title":"T","subtitle":"S","foot":"F","blocks":[
        {"heading":"H"},{"text":"P"},{"quote":"Q"},{"facts":[["a","b"]]},
        {"columns":[{"head":"x","share":2},{"head":"y"}],"rows":[["1","2"],["3","4"]]}]})")
          .value();
  CHECK(document.language == base::Language::fr);
  CHECK(document.is_wide);
  CHECK(document.title == "T");
  CHECK(document.foot == "F");
  REQUIRE(document.blocks.size() == 5);
  CHECK(std::get<Heading>(document.blocks[0]).text == "H");
  CHECK(std::get<Quote>(document.blocks[2]).text == "Q");
  CHECK(std::get<Facts>(document.blocks[3]).facts[0].value == "b");
  const auto& table = std::get<Table>(document.blocks[4]);
  CHECK(table.columns[0].share == 2);
  CHECK(table.rows[1][1] == "4");
}

TEST_CASE("what is no document is refused") {
  for (const char* text :
       {"", "[]", "{}", R"({"language":"xx","title":"T","blocks":[]})", R"({"language":"ar","blocks":[]})",
        R"({"language":"ar","title":"T"})", R"({"language":"ar","title":"T","blocks":[{}]})",
        R"({"language":"ar","title":"T","blocks":[{"heading":1}]})",
        R"({"language":"ar","title":"T","blocks":[{"facts":[["a"]]}]})",
        R"({"language":"ar","title":"T","blocks":[{"facts":[["a",1]]}]})",
        R"({"language":"ar","title":"T","blocks":[{"columns":[],"rows":[]}]})",
        R"({"language":"ar","title":"T","blocks":[{"columns":[{"head":"x","share":0}],"rows":[]}]})",
        R"({"language":"ar","title":"T","blocks":[{"columns":[{"head":"x"}],"rows":[["1","2"]]}]})",
        R"({"language":"ar","title":"T","blocks":[{"columns":[{"head":"x"}]}]})"}) {
    INFO(text);
    CHECK_FALSE(Document::parse(text).ok());
  }
}

TEST_CASE("a document has limits") {
  std::string blocks;
  for (std::size_t at = 0; at <= kMaxBlocks; ++at) blocks += base::cat(at > 0 ? "," : "", R"({"text":"x"})");
  const auto many = Document::parse(base::cat(R"({"language":"ar","title":"T","blocks":[)", blocks, "]}"));
  REQUIRE_FALSE(many.ok());
  CHECK(many.error().is(PaperError::too_long));
  const auto large = Document::parse(std::string(kDocumentMaxSize + 1, ' '));
  REQUIRE_FALSE(large.ok());
  CHECK(large.error().is(PaperError::too_long));
}
