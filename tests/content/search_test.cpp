#include "kiosk/content/search.h"

#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Language;

namespace {

SearchIndex index_of_good_site(Language language, std::vector<Findable> screens = {}) {
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  UnverifiedPack pack =
      UnverifiedPack::from_bytes(tests::signed_pack(tests::good_contents(), key, 7, std::nullopt)).value();
  const VerifiedPack verified = std::move(pack).verify(tests::trust(key)).value();
  return SearchIndex(*Catalogue::from(verified).value(), language, std::move(screens));
}

std::vector<std::string> titles(const SearchIndex& index, std::string_view question) {
  std::vector<std::string> out;
  for (const Found& found : index.find(question, 100)) out.push_back(found.page->title);
  return out;
}

bool finds(const SearchIndex& index, std::string_view question, std::string_view title) {
  const std::vector<std::string> all = titles(index, question);
  return std::find(all.begin(), all.end(), title) != all.end();
}

}  // namespace

TEST_CASE("a text is cut after its stops") {
  CHECK(sentences_of("Un. Deux ? Trois") == std::vector<std::string>{"Un.", "Deux ?", "Trois"});
  CHECK(sentences_of("أين؟ هنا.") == std::vector<std::string>{"أين؟", "هنا."});
  CHECK(sentences_of("0,9010 et 2.17.265.") == std::vector<std::string>{"0,9010 et 2.17.265."});
  CHECK(sentences_of("").empty());
}

TEST_CASE("words are found whatever the spelling of their alef, ta marbuta, marks and accents") {
  const SearchIndex arabic = index_of_good_site(Language::ar);
  CHECK(finds(arabic, "المدينه الاولي", "المدينة الأولى"));
  CHECK(finds(arabic, "اتّفاقيّة", "اتفاقية قديمة"));
  CHECK(finds(arabic, "مدينة", "المدينة الثانية"));  // behind its article
  const SearchIndex french = index_of_good_site(Language::fr);
  CHECK(finds(french, "premiere", "Première"));
  CHECK(finds(french, "SENEGAL", "Première"));
}

TEST_CASE("a word of another language finds the page as the reader's language shows it") {
  const SearchIndex arabic = index_of_good_site(Language::ar);
  CHECK(finds(arabic, "Sénégal", "المدينة الأولى"));
  const std::vector<Found> found = arabic.find("senegal", 1);
  REQUIRE(found.size() == 1);
  CHECK(found[0].words == "السنغال");
}

TEST_CASE("every word of a question has to be there, and the sentence that holds them is shown") {
  const SearchIndex french = index_of_good_site(Language::fr);
  CHECK(finds(french, "mots ville", "Titre de la page 2"));
  CHECK_FALSE(finds(french, "mots zzz", "Titre de la page 2"));
  const std::vector<Found> found = french.find("partenaire projet", 5);
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].page->title == "Deuxième");
  CHECK(found[0].words == "Partenaire d'un projet.");
}

TEST_CASE("what a chart says is found with its article") {
  const SearchIndex french = index_of_good_site(Language::fr);
  const std::vector<Found> found = french.find("93 2016", 5);
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].page->slug == "governance");
  CHECK(found[0].words.find("93") != std::string::npos);
}

TEST_CASE("what a title says comes before what a text says") {
  const SearchIndex french =
      index_of_good_site(Language::fr, {{Findable::Kind::screen, "home", 0, "", "Une page", {"Jumelage"}, {}},
                                        {Findable::Kind::screen, "energy", 0, "", "Jumelage", {}, {}}});
  const std::vector<std::string> all = titles(french, "jumelage");
  REQUIRE(all.size() >= 3);
  CHECK(all[0] == "Jumelage");
}

TEST_CASE("a chapter is a page of its own, and no question finds no page") {
  const SearchIndex arabic = index_of_good_site(Language::ar);
  for (const Found& found : arabic.find("عنوان الصفحة 2", 1)) CHECK(found.page->chapter == 1);
  for (const char* nothing : {"", "   ", "،؟!"}) CHECK(arabic.find(nothing, 5).empty());
  CHECK(arabic.find("مدينة", 1).size() == 1);  // no more than asked for
}
