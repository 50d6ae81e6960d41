#include "kiosk/content/codec.h"

#include "kiosk/content/pack_error.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;

TEST_CASE("contents survive their documents, and the same contents give the same documents") {
  const Contents contents = tests::good_contents();
  const std::vector<Document> documents = encode(contents);
  CHECK(decode(documents).value() == contents);
  const std::vector<Document> again = encode(decode(documents).value());
  REQUIRE(again.size() == documents.size());
  for (std::size_t i = 0; i < again.size(); ++i) CHECK(again[i].json == documents[i].json);
}

TEST_CASE("documents of another shape are damaged, of another kind for a newer program") {
  const std::pair<Document, PackError> cases[] = {
      {{"article", "x", "{}"}, PackError::damaged},
      {{"article", "x", "[]"}, PackError::damaged},
      {{"article", "x", "{\"ar\":{\"title\":\"a\"}}"}, PackError::damaged},
      {{"article", "x", "{\"ar\":{\"title\":7,\"chapters\":[{}]}}"}, PackError::damaged},
      {{"article", "x", "{\"ar\":{\"chapters\":[{\"body\":[{\"kind\":\"poem\"}]}]}}"}, PackError::damaged},
      {{"article", "x", "{\"ar\":{\"chapters\":[{\"body\":[{\"text\":\"ab\",\"spans\":[{\"end\":3}]}]}]}}"},
       PackError::damaged},
      {{"article", "x",
        "{\"ar\":{\"chart\":{\"full\":1,\"series\":[\"a\"],\"rows\":[{\"values\":[{\"number\":2}]}]},"
        "\"chapters\":[{}]}}"},
       PackError::damaged},
      {{"article", "x",
        "{\"ar\":{\"chapters\":[{\"chart\":{\"full\":9,\"rows\":[{\"values\":[{\"number\":2}]}]}}]}}"},
       PackError::damaged},
      {{"article", "x", "{\"ar\":{\"chart\":{\"full\":1e300,\"rows\":[{}]},\"chapters\":[{}]}}"},
       PackError::damaged},
      {{"campaigns", "all", "{\"campaigns\":[{\"inputs\":[{\"max\":5,\"start\":6}]}]}"}, PackError::damaged},
      {{"campaigns", "all", "{\"campaigns\":[{\"inputs\":[{\"max\":99999999999}]}]}"}, PackError::damaged},
      {{"campaigns", "all", "{\"tariff\":{\"dirham_e4\":900719925474099}}"}, PackError::damaged},
      {{"complaints", "all", "{\"categories\":[{\"questions\":[{\"code\":\"a\"}]}]}"}, PackError::damaged},
      {{"complaints", "all", "{\"categories\":[{\"questions\":[{\"code\":\"A b\",\"kind\":\"text\"}]}]}"},
       PackError::damaged},
      {{"complaints", "all", "{\"categories\":[{\"questions\":[{\"code\":\"a\",\"kind\":\"number\"}]}]}"},
       PackError::damaged},
      {{"complaints", "all",
        "{\"categories\":[{\"questions\":[{\"code\":\"a\",\"values\":[{\"key\":\"\"}]}]}]}"},
       PackError::damaged},
      {{"complaints", "all",
        "{\"categories\":[{\"questions\":[{\"code\":\"a\",\"kind\":\"text\",\"required\":1}]}]}"},
       PackError::damaged},
      {{"cities", "all", "{\"twins\":{}}"}, PackError::damaged},
      {{"cities", "all", "not json"}, PackError::damaged},
      {{"cities", "all", "{\"twins\":[],\"twins\":[]}"}, PackError::damaged},
      {{"video", "x", "{}"}, PackError::newer_program},
  };
  for (const auto& [document, code] : cases) {
    INFO(document.kind << " " << document.json);
    const auto decoded = decode({document});
    REQUIRE_FALSE(decoded.ok());
    CHECK(decoded.error().is(code));
  }
}

TEST_CASE("the words of a chart come in each language, its numbers and icons from the Arabic page") {
  const Contents contents = decode(encode(tests::good_contents())).value();
  for (const auto& article : contents.articles) {
    if (article.slug != "governance") continue;
    const std::optional<Chart>& arabic = article.own(base::Language::ar)->chapters.at(1).chart;
    const std::optional<Chart>& french = article.own(base::Language::fr)->chapters.at(1).chart;
    REQUIRE((arabic && french));
    CHECK(arabic->full == 2000);
    CHECK(french->full == 2000);
    CHECK(french->rows.at(0).icon == "clock");
    CHECK(french->rows.at(0).values.at(0).number == 1050.5);
    CHECK(french->rows.at(0).label == "Rubrique");
    CHECK(french->sources == arabic->sources);
    CHECK_FALSE(french->sources.empty());
  }
}

TEST_CASE("members that are not known are passed over, so that a newer builder may add some") {
  const auto decoded =
      decode({{"article", "x", "{\"ar\":{\"title\":\"t\",\"mood\":1,\"chapters\":[{}]},\"zgh\":{}}"}});
  REQUIRE(decoded.ok());
  CHECK(decoded->articles[0].own(base::Language::ar)->title == "t");
}
