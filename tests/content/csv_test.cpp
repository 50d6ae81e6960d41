#include "kiosk/content/node.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;

namespace {

std::pair<std::vector<Node>, std::string> read(std::string text) {
  Report report;
  const SourceText source("a.csv", std::move(text));
  std::vector<Node> rows = read_csv(source, report);
  return {std::move(rows), report.text()};
}

}  // namespace

TEST_CASE("cells keep commas, quotation marks and lines that stand in quotes, and know their place") {
  const auto [rows, said] = read("slug,name,note\nx,\"a, \"\"b\"\"\nc\",  d \n\n\"y\",سلا,z");
  CHECK(said == "0 errors, 0 warnings, 0 notes\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].find("name")->text == "a, \"b\"\nc");
  CHECK(rows[0].find("note")->text == "d");
  CHECK(rows[0].find("note")->place.at == Position{3, 6});
  CHECK(rows[1].find("slug")->place.at == Position{5, 2});
  CHECK(rows[1].find("note")->place.at == Position{5, 9});
}

TEST_CASE("tables saved with semicolons or tabs are named as such and still read to the end") {
  const auto [rows, said] = read("slug;name\nx;a\n");
  CHECK(said.starts_with(
      "a.csv:1:5: error: the columns are apart by semicolons: save the table as CSV with commas"));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].find("name")->text == "a");
  CHECK(read("slug\tname\nx\ta\n").second.starts_with("a.csv:1:5: error: the columns are apart by tabs"));
}

TEST_CASE("rows without a word, which spreadsheets leave behind, are none, and a column needs a name") {
  const auto [rows, said] = read("a,b\n1,2\n,\n , \n\"\",\n3,4\n");
  CHECK(said == "0 errors, 0 warnings, 0 notes\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].find("a")->place.at == Position{6, 1});
  const std::string unnamed = read("a,b,,\n1,2,,\n").second;
  CHECK(unnamed.starts_with("a.csv:1:5: error: this column has no name: name it, or take it out"));
  CHECK(unnamed.find("is there twice") == std::string::npos);
}

TEST_CASE("what is no table is refused with its place") {
  CHECK(
      read("a,b\n1,2,3\n").second.starts_with("a.csv:2:1: error: this row has 3 cells, the headings are 2"));
  CHECK(read("a,b\n1,\"2\n").second.starts_with("a.csv:2:3: error: this quotation mark is never closed"));
  CHECK(read("a,b\n1,2\"3\n").second.starts_with("a.csv:2:4: error: a quotation mark inside a cell"));
  CHECK(read("a,b\n1,\"2\"3\n").second.starts_with("a.csv:2:6: error: after a closing quotation mark"));
  CHECK(read("a,b,a\n1,2,3\n").second.starts_with("a.csv:1:5: error: the column «a» is there twice"));
  CHECK(read("").second.starts_with("a.csv: error: the table has no headings"));
  std::string many = "a\n";
  for (int i = 0; i < 2001; ++i) many += "x\n";
  CHECK(read(many).second.find("the table has more rows than allowed") != std::string::npos);
}
