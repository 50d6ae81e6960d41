// The page of a case: its title, the sketch of arrondissements, the citizen's language first.

#include "kiosk/desk/case_words.h"
#include "kiosk/desk/plan.h"
#include "kiosk/store/file.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::body_of;
using tests::Browser;
using tests::DeskWorld;
using tests::has;

namespace {

constexpr std::array<std::pair<const char*, const char*>, 5> kShapes = {{{"bab-lamrissa", "kBabLamrissa"},
                                                                         {"tabriquet", "kTabriquet"},
                                                                         {"bettana", "kBettana"},
                                                                         {"hssaine", "kHssaine"},
                                                                         {"layayda", "kLayayda"}}};

// "{{123, 353}, {418, 145}}" of the kiosks' source as "123,353 418,145".
std::string corners_of(const std::string& source, const std::string& name) {
  const std::size_t start = source.find('{', source.find(base::cat(name, "[]")));
  std::string out;
  for (const char c : source.substr(start, source.find(';', start) - start)) {
    if (c >= '0' && c <= '9') out.push_back(c);
    if (c == ',' && !out.empty() && out.back() != ' ') out.push_back(',');
    if (c == '}' && !out.empty() && out.back() != ' ') out.push_back(' ');
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string page_of(const complaint::Draft& draft) {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk, draft);
  Browser browser(*desk);
  browser.sign_in();
  return body_of(browser.get("/cases/2026-1?lang=fr"));
}

}  // namespace

TEST_CASE("the title of a case says what it is about and in which neighbourhood") {
  complaint::Draft draft = tests::lighting_draft();
  draft.neighbourhood = "Oued Dahab";
  CHECK(page_of(draft).find("<h1>Éclairage public, <bdi>Oued Dahab</bdi></h1>") != std::string::npos);
  draft.neighbourhood = "";
  CHECK(page_of(draft).find("<h1>Éclairage public</h1>") != std::string::npos);
}

TEST_CASE("the desk's sketch of arrondissements has the shapes that kiosks show") {
  const auto text = [](const char* file) {
    const base::Bytes bytes = store::read_file(base::cat(KIOSK_SOURCE_DIR, "/kiosk/", file), 100'000).value();
    return std::string(base::as_text(bytes));
  };
  const std::string drawn = text("desk/web/plan.svg"), source = text("screens/plan.cpp");
  for (const auto& [slug, name] : kShapes) {
    INFO(slug);
    const std::string corners = corners_of(source, name);
    REQUIRE(corners.size() > 40);
    CHECK(drawn.find(base::cat("id=\"", slug, "\" viewBox=\"0 0 968 500\"><polygon points=\"", corners,
                               "\"")) != std::string::npos);
  }
}

TEST_CASE("the sketch fills in the complaint's arrondissement, and is not there when it is unknown") {
  complaint::Draft draft = tests::lighting_draft();
  draft.district = "tabriquet";
  const std::string page = page_of(draft);
  const std::size_t chosen = page.find("class=\"area chosen\"");
  REQUIRE(chosen != std::string::npos);
  CHECK(page.substr(chosen, 100).find("#tabriquet\"") != std::string::npos);
  CHECK(page.find(">Tabriquet</text>") != std::string::npos);
  CHECK(page.find("Plan approximatif") != std::string::npos);
  draft.district = "";
  CHECK(page_of(draft).find("class=\"plan") == std::string::npos);
}

TEST_CASE("an answer is begun in the language the citizen writes") {
  const auto first = [](const std::string& page) {
    return page.find("id=\"answer-ar\"") < page.find("id=\"answer-fr\"") ? "ar" : "fr";
  };
  complaint::Draft draft = tests::lighting_draft();
  draft.text = "عمود الإنارة أمام Pharmacie Al Amal مطفأ منذ أسبوع";
  const std::string arabic = page_of(draft);
  CHECK(first(arabic) == std::string("ar"));
  CHECK(arabic.find("data-listen=\"ar\"") != std::string::npos);
  draft.text = "Un grand trou devant l'école المغرب";
  const std::string french = page_of(draft);
  CHECK(first(french) == std::string("fr"));
  CHECK(french.find("data-listen=\"fr\"") != std::string::npos);
  CHECK(written_language("14/2", base::Language::fr) == "fr");
}
