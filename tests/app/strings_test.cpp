#include "kiosk/app/strings.h"

#include "tests/support/catch.h"

using namespace kiosk;
using base::Language;

namespace {

app::Strings strings() {
  return app::Strings(std::filesystem::path(KIOSK_BUILD_DIR) / "share/sale-kiosk/locale");
}

}  // namespace

TEST_CASE("Arabic counts days in its six forms") {
  const app::Strings words = strings();
  const auto days = [&words](std::int64_t n) { return words.count(Language::ar, "{n} day", "{n} days", n); };
  CHECK(days(1) == "يوم واحد");
  CHECK(days(2) == "يومان");
  for (const std::int64_t few : {3, 10, 103}) CHECK(days(few).find("أيام") != std::string::npos);
  for (const std::int64_t many : {11, 99, 111}) CHECK(days(many).find("يوماً") != std::string::npos);
  for (const std::int64_t other : {0, 100, 102}) CHECK(days(other).find("يوم") != std::string::npos);
  CHECK(days(100).find("يوماً") == std::string::npos);
}

TEST_CASE("French counts nought and one alike") {
  const app::Strings words = strings();
  CHECK(words.count(Language::fr, "{n} day", "{n} days", 0).find("jours") == std::string::npos);
  CHECK(words.count(Language::fr, "{n} day", "{n} days", 2).find("jours") != std::string::npos);
}

TEST_CASE("a sentence nobody translated shows in English") {
  const app::Strings words = strings();
  CHECK(words.get(Language::ar, "No such sentence") == "No such sentence");
  CHECK(words.get(Language::en, "Back") == "Back");
  CHECK(words.get(Language::ar, "Back") == "رجوع");
}

TEST_CASE("values are isolated in the sentence they are put into") {
  CHECK(app::fill_in("قبل {date}.", {{"date", "15 octobre"}}) == "قبل \u206815 octobre\u2069.");
  CHECK(app::fill_in("{a}{b}", {{"a", "{b}"}, {"b", "x"}}) == "\u2068{b}\u2069\u2068x\u2069");
  CHECK(app::left_to_right("2-17-265") == "\u20662-17-265\u2069");
}
