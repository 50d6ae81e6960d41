#include "kiosk/base/fold.h"

#include "tests/support/catch.h"

using kiosk::base::folded;

TEST_CASE("spellings that a reader takes for the same fold to the same") {
  CHECK(folded("أَحْمَد") == folded("احمد"));
  CHECK(folded("الإنارة") == folded("الاناره"));
  CHECK(folded("مستشفى") == folded("مستشفي"));
  CHECK(folded("مسؤول") == folded("مسوول"));
  CHECK(folded("ســلا") == "سلا");
  CHECK(folded("گلميم") == folded("كلميم"));
  CHECK(folded("Salé") == "sale");
  CHECK(folded("ÉCLAIRAGE") == "eclairage");
  CHECK(folded("œuvre") == "oeuvre");
  CHECK(folded("e\u0301t\u00e9") == "ete");
  CHECK(folded("٢٠٢٥") == "2025");
}

TEST_CASE("signs and spaces fold to one space between words") {
  CHECK(folded("  L'eau,  et  l\u2019air !  ") == "l eau et l air");
  CHECK(folded("الماء، والتطهير؟") == "الماء والتطهير");
  CHECK(folded("\u200fسلا\u200e") == "سلا");
  CHECK(folded(" .,! ").empty());
}

TEST_CASE("other scripts stay, broken bytes are signs, folding again changes nothing") {
  CHECK(folded("ⵙⵍⴰ") == "ⵙⵍⴰ");
  CHECK(folded("a\xff"
               "b") == "a b");
  for (const char* text : {"أَحْمَد بن؟", "Œuvre ÀÉÎ", "Šibenik ŸŽŁ", "ⵙⵍⴰ 2025"}) {
    CAPTURE(text);
    CHECK(folded(folded(text)) == folded(text));
  }
}

TEST_CASE("a word is looked for without its article, if something is left of it") {
  const auto bare = [](std::string_view word) {
    return std::string(kiosk::base::without_article(folded(word)));
  };
  CHECK(bare("المصباح") == "مصباح");
  CHECK(bare("والإنارة") == "اناره");
  CHECK(bare("للمدرسة") == "مدرسه");
  CHECK(bare("مصباح") == "مصباح");
  CHECK(bare("الم") == "الم");
  CHECK(bare("ال").size() == 4);
  CHECK(bare("alamal") == "alamal");
  CHECK(kiosk::base::words_of("a bc  d") == std::vector<std::string>{"a", "bc", "d"});
  CHECK(kiosk::base::words_of("").empty());
}
