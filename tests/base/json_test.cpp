#include "kiosk/base/json.h"

#include "tests/support/catch.h"

using namespace kiosk::base;

TEST_CASE("JSON keeps the order of names and writes the same bytes again") {
  const std::string text = R"({"b":1,"a":[true,null,-2,1.5,"سلا"],"c":{"x":"\"\\\n"}})";
  CHECK(Json::parse(text).value().text() == text);
}

TEST_CASE("JSON refuses a name given twice") {
  const auto result = Json::parse(R"({"a":1,"a":2})");
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().is(JsonError::malformed));
}

TEST_CASE("JSON refuses depth, trailing text, invalid UTF-8 and unclosed values without crashing") {
  CHECK(Json::parse(std::string(32, '[') + std::string(32, ']')).ok());
  CHECK_FALSE(Json::parse(std::string(33, '[') + std::string(33, ']')).ok());
  CHECK_FALSE(Json::parse(std::string(100'000, '[')).ok());
  for (const char* bad :
       {"", "{", "[1,]", "{\"a\"}", "1 2", "\"\xFF\"", "nul", "18446744073709551615", "'a'", "[1] x"}) {
    INFO(bad);
    CHECK_FALSE(Json::parse(bad).ok());
  }
}

TEST_CASE("JSON does not end at a NUL") {
  for (const std::string& bad : {std::string("{}\0", 3), std::string("[1]\0 x", 6), std::string("\0{}", 3),
                                 std::string("{\"a\0\":1}", 8), std::string(1, '\0')})
    CHECK_FALSE(Json::parse(bad).ok());
}

TEST_CASE("JSON refuses an object with more names than its linear search should meet") {
  std::string text = "{";
  for (std::size_t i = 0; i <= kJsonMaxMembers; ++i) text += "\"" + std::to_string(i) + "\":0,";
  text.back() = '}';
  CHECK_FALSE(Json::parse(text).ok());
}

TEST_CASE("what a message needs is named when it is missing") {
  const Json json = Json::parse(R"({"n":3,"s":"x"})").value();
  CHECK(json.need_integer("n").value() == 3);
  CHECK(json.need_string("s").value() == "x");
  CHECK(json.need_string("n").error().is(JsonError::missing));
  CHECK(json.need_integer("m").error().sentence().find("\"m\"") != std::string::npos);
  CHECK(json.string_or("m", "y") == "y");
}
