// The project's own content/, as a clerk left it.

#include <algorithm>
#include <set>

#include "kiosk/content/estimator.h"
#include "kiosk/content/limits.h"
#include "kiosk/content/markdown.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Language;

namespace {

const CheckedSources& real() {
  static const CheckedSources checked = check_sources(std::filesystem::path(KIOSK_SOURCE_DIR) / "content");
  return checked;
}

const Article* article(std::string_view slug, Language language) {
  for (const auto& page : real().contents.articles) {
    if (page.slug == slug && page.own(language)) return &*page.own(language);
  }
  return nullptr;
}

}  // namespace

TEST_CASE("the project's content has no error and no warning, and every page is in three languages") {
  CHECK(tests::complaints_of(real().report).empty());
  for (const auto& page : real().contents.articles) {
    INFO(page.slug);
    for (const Language language : base::kLanguages) CHECK(page.own(language).has_value());
  }
}

TEST_CASE("every category but the last has a question, none has to be answered, and lists come first") {
  const Contents& contents = real().contents;
  REQUIRE(contents.categories.back().slug == "other");
  CHECK(contents.categories.back().questions.empty());
  for (const Category& category : contents.categories) {
    INFO(category.slug);
    if (category.slug == "other") continue;
    REQUIRE_FALSE(category.questions.empty());
    CHECK_FALSE(category.questions.front().values.empty());
    for (const Question& question : category.questions) {
      CHECK_FALSE(question.required);
      for (const Language language : base::kLanguages) CHECK(question.words.has(language));
    }
  }
}

TEST_CASE("what the screens of the design ask for is there") {
  const Contents& contents = real().contents;
  CHECK(contents.slides.size() == 4);
  CHECK(contents.categories.size() == 9);
  CHECK(contents.districts.size() == 5);
  CHECK(contents.campaigns.size() == 4);
  CHECK(contents.site.answer_days == 60);
  CHECK(contents.periods.size() == 2);
  CHECK(contents.site.cannot_handle.size() >= 3);
  const Article* governance = article("governance", Language::ar);
  REQUIRE(governance != nullptr);
  REQUIRE(governance->chapters.size() == 5);
  std::vector<Figure::Kind> figures;
  for (const Chapter& chapter : governance->chapters) {
    REQUIRE(chapter.figure);
    figures.push_back(chapter.figure->kind);
  }
  CHECK(figures == std::vector<Figure::Kind>{Figure::Kind::partners, Figure::Kind::audit_steps,
                                             Figure::Kind::risk_map, Figure::Kind::audiences,
                                             Figure::Kind::complaint_way});
  CHECK(article("partnerships", Language::ar)->cards.size() == 4);
  CHECK(article("covenant", Language::ar)->points.size() == 3);
  CHECK(article("covenant", Language::ar)->highlight.has_value());
  CHECK_FALSE(article("privacy", Language::ar)->lead.empty());
  for (const Campaign& campaign : contents.campaigns) CHECK(campaign.tips.size() == 3);
}

TEST_CASE("only confirmed cities are in the pack, and the law's number is isolated in Arabic") {
  std::set<std::string> twins;
  for (const Twin& twin : real().contents.twins) twins.insert(twin.slug);
  CHECK(twins == std::set<std::string>{"grand-yoff", "maroua", "friedrichshafen", "murcia", "polotsk"});
  CHECK(article("privacy", Language::ar)->lead.find("\u206609-08\u2069") != std::string::npos);
  CHECK(article("privacy", Language::fr)->lead.find("09-08") != std::string::npos);
}

TEST_CASE("each estimator starts with a saving that a citizen can believe") {
  for (const Campaign& campaign : real().contents.campaigns) {
    INFO(campaign.slug);
    const Estimate sum = estimate(campaign, {}, real().contents.tariff);
    CHECK(sum.saved_kwh > 0);
    CHECK(sum.saved_dirham < 3000);
    CHECK(campaign.inputs.front().start > campaign.inputs.front().min);
  }
}

TEST_CASE("every chapter is short enough to be read standing") {
  for (const auto& page : real().contents.articles) {
    for (const Language language : base::kLanguages) {
      for (const Chapter& chapter : page.own(language)->chapters) {
        INFO(page.slug << " " << base::code_of(language) << " " << chapter.title);
        CHECK(count_words(chapter.body) <= kChapterWords);
      }
    }
  }
}
