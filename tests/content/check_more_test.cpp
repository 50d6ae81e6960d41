// What clerks do to files, dates and words beyond the fields of a page: said where it stands, and said once.

#include <vector>

#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using tests::check_each;
using tests::complaints_of;
using tests::Site;

TEST_CASE(
    "a character that no font has is an error at its place, once a file, also when written by its number") {
  content::CheckOptions options;
  options.can_be_shown = [](char32_t c) { return c < 0x3000 && c != 0x211E; };
  const Site site;
  site.change("ar/articles/privacy.md", "section = \"باب\"", "section = \"باب 漢字漢\"");
  site.change("fr/articles/privacy.md", "section = \"Rubrique\"", "section = \"Rubrique \\u6F22\"");
  site.change("en/tips/led-off.md", "A few words about the town.", "A &#x6F22; few words, &rx;.");
  site.change("data/slides.csv", "Welcome", "Welcome \U00012000");
  const std::string said = complaints_of(site.check(options).report);
  const char* end = "write it otherwise [no-font]\n";
  CHECK(said ==
        "ar/articles/privacy.md:2:16: error: no font of the kiosk has «漢» (U+6F22): " + std::string(end) +
            "ar/articles/privacy.md:2:17: error: no font of the kiosk has «字» (U+5B57): " + end +
            "data/slides.csv:2:49: error: no font of the kiosk has «\U00012000» (U+12000): " + end +
            "en/tips/led-off.md:6:1: error: no font of the kiosk has «℞» (U+211E): " + end +
            "en/tips/led-off.md:6:1: error: no font of the kiosk has «漢» (U+6F22): " + end +
            "fr/articles/privacy.md:2:11: error: no font of the kiosk has «漢» (U+6F22): " + end);
  CHECK(complaints_of(site.check().report).empty());
}

TEST_CASE("a hidden character written by its number is an error in a page's text, and said once elsewhere") {
  const Site site;
  site.change("fr/tips/led-off.md", "Quelques mots", "Quelques &#x202E;mots");
  CHECK(complaints_of(site.check().report)
            .find("fr/tips/led-off.md:6:1: error: the text holds a hidden direction embedding or override") !=
        std::string::npos);
  site.write("fr/tips/led-off.md", Site().read("fr/tips/led-off.md"));
  site.change("fr/tips/led-off.md", "title = \"", "title = \"\u200B");
  CHECK(complaints_of(site.check().report) ==
        "fr/tips/led-off.md:2:10: error: here is an invisible character (U+200B): take it out "
        "[hidden-character]\n");
}

TEST_CASE(
    "an edition that is still to come is a warning, one of a wrong year an error, as far as today is known") {
  const Site site;
  content::CheckOptions options;
  const auto said = [&] { return complaints_of(site.check(options).report); };
  CHECK(said().empty());
  options.today = tests::day(2026, 11, 23);
  CHECK(said().empty());
  options.today = tests::day(2026, 11, 22);
  CHECK(said() ==
        "data/site.toml:1:11: warning: the day of this edition, 2026-11-23, is still to come: is it right? "
        "[edition]\n");
  options.today = tests::day(2026, 10, 23);
  CHECK_FALSE(site.check(options).report.has_errors());
  options.today = tests::day(2026, 10, 22);
  CHECK(
      said() ==
      "data/site.toml:1:11: error: the day of this edition, 2026-11-23, is more than 31 days ahead: look at "
      "the year [edition]\n");
}

TEST_CASE("a pack's date is not far ahead, and its last day not before its first or its date") {
  const content::Day day = tests::day(2026, 11, 23);
  const std::chrono::days week(7), month(31);
  const auto judge = [](content::Day created, std::optional<content::Day> starts,
                        std::optional<content::Day> expires, std::optional<content::Day> today) {
    content::PackOptions options;
    options.created = created;
    options.starts = starts;
    options.expires = expires;
    return content::check_dates(options, today);
  };
  using content::DateError;
  CHECK(judge(day, {}, {}, day).ok());
  CHECK(judge(day, day, day, day - month).ok());
  CHECK(judge(day, day + week, day + week, day + month).ok());
  CHECK(judge(day, {}, {}, day - month - std::chrono::days(1)).error().is(DateError::far_ahead));
  CHECK(judge(day, {}, {}, std::nullopt).ok());
  CHECK(judge(day, day + week, day + week - std::chrono::days(1), {}).error().is(DateError::out_of_order));
  CHECK(judge(day, {}, day - std::chrono::days(1), {}).error().is(DateError::out_of_order));
}

TEST_CASE("a campaign that is over before the edition is a warning, one that is still to come a note") {
  check_each({{"data/campaigns.toml", "last_day = 2027-03-31", "last_day = 2026-11-22",
               "data/campaigns.toml:19:12: warning: the campaign is over before this edition (2026-11-23)"}});
  const Site site;
  site.change("data/campaigns.toml", "2026-11-01", "2026-12-01");
  const std::string said = site.check().report.text();
  INFO(said);
  CHECK(said.find("data/campaigns.toml:18:13: note: the campaign is shown from 2026-12-01 on [later]") !=
        std::string::npos);
  CHECK(complaints_of(site.check().report).empty());
}

TEST_CASE("of campaigns that cannot be read only that is said, and nothing of their tips") {
  const Site site;
  site.change("data/campaigns.toml", "slug = \"led\"", "slug = \"led");
  const std::string said = complaints_of(site.check().report);
  INFO(said);
  CHECK(said.starts_with("data/campaigns.toml:10:"));
  CHECK(std::count(said.begin(), said.end(), '\n') == 1);
  site.remove("data/campaigns.toml");
  CHECK(complaints_of(site.check().report) ==
        "data/campaigns.toml: error: this file is missing [missing-file]\n");
}

TEST_CASE("where the Arabic page cannot be read its translations are read all the same, but not compared") {
  const Site site;
  site.change("ar/articles/governance.md", "icon = \"book\"", "icon = \"book");
  site.change("fr/articles/governance.md", "title = \"Titre de la page\"\n\n", "titel = \"Titre\"\n\n");
  site.change("en/articles/governance.md", "# Title of the page 2", "### Title of the page 2");
  site.change("ar/tips/led-off.md", "+++\ntitle", "++\ntitle");
  site.change("fr/tips/led-off.md", "Quelques mots", "Quelques mots [ici](nulle-part) *et* mots");
  const std::string said = complaints_of(site.check().report);
  INFO(said);
  CHECK(said.find("ar/articles/governance.md:4:") != std::string::npos);
  CHECK(said.find("fr/articles/governance.md:3:1: error: «titel» is not known here: did you mean «title»?") !=
        std::string::npos);
  CHECK(said.find("en/articles/governance.md:23:1: error: only # (a chapter)") != std::string::npos);
  CHECK(said.find("fr/tips/led-off.md:6:15: error: there is no page «nulle-part»") != std::string::npos);
  CHECK(said.find("fr/tips/led-off.md:6:33: error: screens have no italics") != std::string::npos);
  for (const char* comparison : {"the Arabic page", "one of the two files", "its words say", "unseen"})
    CHECK(said.find(comparison) == std::string::npos);
}

TEST_CASE("a file that is there and cannot be read is not called missing, nor what names its rows wrong") {
  const std::string latin = "caf\xE9 cr\xE8me\n";
  const char* files[] = {"ar/articles/covenant.md", "fr/articles/covenant.md", "ar/tips/led-off.md",
                         "data/site.toml",          "data/campaigns.toml",     "data/sources.csv",
                         "data/services.csv",       "data/periods.csv",        "data/districts.csv",
                         "data/slides.csv",         "data/pictures.csv",       "data/twins.csv"};
  for (const char* file : files) {
    const Site site;
    site.write(file, latin);
    const std::string said = complaints_of(site.check().report);
    INFO(file << "\n" << said);
    CHECK(said.starts_with(std::string(file) + ":1:4: error: the file is not UTF-8 text"));
    CHECK(std::count(said.begin(), said.end(), '\n') == 1);
  }
}

TEST_CASE("of a table whose headings or only row are wrong only that is said") {
  check_each({
      {"data/services.csv", "slug,name_ar", "slug,,name_ar",
       "data/services.csv:1:6: error: this column has no"},
      {"data/districts.csv", "north,01.02", "north,01,02", "data/districts.csv:2:1: error: this row has 8"},
      {"data/sources.csv", "id,text", "id,id,text", "data/sources.csv:1:4: error: the column «id» is there"},
  });
}

TEST_CASE("what file managers and editors leave behind is left out with a note") {
  const Site site;
  for (const char* name : {"ar/articles/Thumbs.db", "fr/.DS_Store", "data/desktop.ini", "data/twins.csv.bak",
                           "ar/tips/led-off.md~"}) {
    site.write(name, std::string("\0\xFF nothing to read", 18));
    const content::CheckedSources checked = site.check();
    INFO(name << "\n" << checked.report.text());
    CHECK(complaints_of(checked.report).empty());
    CHECK(checked.report.text().find(std::string(name) + ": note: this file is left out") !=
          std::string::npos);
    CHECK(checked.report.count_rule(content::kToConfirm) == 3);
    site.remove(name);
  }
}

TEST_CASE("an Arabic page without an Arabic letter is a warning, in its text and in its words") {
  const Site site;
  site.change("ar/tips/led-off.md", "كلمات قليلة عن المدينة.", "Quelques mots sur la ville.");
  site.change("ar/articles/privacy.md", "\"عنوان الصفحة\"", "\"Titre de la page\"");
  site.change("data/slides.csv", "مرحبا بكم", "Bienvenue !");
  site.change("data/campaigns.toml", "ar = \"مصابيح\"", "ar = \"LED\"");
  site.change("ar/articles/governance.md", "# عنوان الصفحة 2\n\nكلمات قليلة عن المدينة.",
              "# عنوان الصفحة 2\n\nA few words.");
  const std::string said = complaints_of(site.check().report);
  const std::string in_text = "warning: there is no Arabic letter in this text: is it of another language?";
  INFO(said);
  CHECK(said.find("ar/tips/led-off.md:8:1: " + in_text) != std::string::npos);
  CHECK(said.find("ar/articles/governance.md:33:1: " + in_text) != std::string::npos);
  CHECK(
      said.find("ar/articles/privacy.md:3:9: warning: there is no Arabic letter in «title»: are the words") !=
      std::string::npos);
  CHECK(said.find("data/slides.csv:2:21: warning: there is no Arabic letter in «title_ar»") !=
        std::string::npos);
  CHECK(said.find("campaigns") == std::string::npos);
}

TEST_CASE("a source's address is whole, and there are four slides at most") {
  const char* whole = "data/sources.csv:2:32: error: an address begins with http:// or https://";
  check_each({
      {"data/sources.csv", "https://town.example/", "town.example", whole},
      {"data/sources.csv", "https://town.example/", "javascript:alert", whole},
  });
  const Site site;
  const std::string row =
      "attract-day,مرحبا بكم,Bienvenue,Welcome,المسوا الشاشة,Touchez l'écran,Touch the screen\n";
  std::string table = site.read("data/slides.csv");
  for (const char* slug : {"b,", "c,", "d,"}) table += slug + row;
  site.write("data/slides.csv", table);
  CHECK(complaints_of(site.check().report).empty());
  site.write("data/slides.csv", table + "e," + row + "f," + row);
  CHECK(complaints_of(site.check().report) ==
        "data/slides.csv:6:1: error: there are at most 4 slides: take the others out [too-many]\n");
}

TEST_CASE("a date written in another way, or of a day that does not exist, is told how dates are written") {
  const std::string how =
      "data/campaigns.toml:19:12: error: a date is written 2026-11-23, the year first and without quotes";
  for (const char* day :
       {"31/12/2027", "31-12-2027", "31.12.2027", "2027-02-30", "2027-2-3", "2027/12/31 # end"})
    check_each({{"data/campaigns.toml", "2027-03-31", day, how.c_str()}});
  check_each({
      {"data/site.toml", "edition = 2026-11-23", "edition = 23/11/2026",
       "data/site.toml:1:11: error: a date is written"},
      {"data/campaigns.toml", "price = 0.9010\nbands", "price = 0.90.10\nbands", "data/campaigns.toml:3:"},
      {"data/campaigns.toml", "2027-03-31", "\"31/12/2027\"",
       "data/campaigns.toml:19:12: error: «last_day» has to be a date such as 2026-11-23"},
  });
}

TEST_CASE(
    "swapped letters, capitals and a page's file are understood, and a guess has some letter in common") {
  const auto said_of = [](const char* file, const char* from, const char* to) {
    const Site site;
    site.change(file, from, to);
    return complaints_of(site.check().report);
  };
  const char* page = "ar/articles/privacy.md";
  CHECK(
      said_of(page, "icon =", "icno =").find(":4:1: error: «icno» is not known here: did you mean «icon»?") !=
      std::string::npos);
  CHECK(said_of(page, "\"book\"", "\"Book\"").find("«Book» is no icon: did you mean «book»?") !=
        std::string::npos);
  CHECK(said_of(page, "\"H\"", "\"X\"").find("«X» is no confidence; it may be H, seed, M, L") !=
        std::string::npos);
  CHECK(said_of(page, "\"H\"", "\"h\"").find("«h» is no confidence: did you mean «H»?") != std::string::npos);
  const char* meant = "by their name: did you mean «governance»?";
  for (const char* link : {"](governance.md)", "](governance.html)", "](../articles/governance.md)"})
    CHECK(said_of("ar/articles/covenant.md", "](governance)", link).find(meant) != std::string::npos);
  CHECK(said_of("ar/articles/partnerships.md", "to = \"governance\"", "to = \"governance.md\"")
            .find("digits and hyphens: did you mean «governance»?") != std::string::npos);
}

TEST_CASE("what belongs to the page and stands in a part below it is told to move up") {
  check_each({
      {"ar/articles/covenant.md", "number = \"1\"", "picture = \"vignette-map\"\nnumber = \"1\"",
       "ar/articles/covenant.md:10:1: error: «picture» is the page's own: move this line to the top of the "
       "file, above the first [ ]"},
      {"ar/articles/covenant.md", "icon = \"sun\"", "icon = \"sun\"\nfacts = true",
       "ar/articles/covenant.md:16:1: error: «facts» is the page's own"},
      {"ar/articles/partnerships.md", "to = \"governance\"", "lead = \"باب\"\nto = \"governance\"",
       "ar/articles/partnerships.md:9:1: error: «lead» is the page's own"},
      {"fr/articles/covenant.md", "number = \"1\"", "picture = \"vignette-map\"\nnumber = \"1\"",
       "fr/articles/covenant.md:7:1: error: «picture» belongs in the Arabic file only"},
  });
}

TEST_CASE("a question without its category, with one choice, or with what another kind has is an error") {
  const char* file = "data/questions.toml";
  check_each({
      {file, "category = \"lighting\"\ncode = \"extent\"", "category = \"lightning\"\ncode = \"extent\"",
       "data/questions.toml:2:12: error: «lightning» is no category: did you mean «lighting»?"},
      {file, "code = \"pole\"", "code = \"extent\"",
       "data/questions.toml:15:8: error: «extent» is there twice; every «code» is given once"},
      {file, "code = \"pole\"", "code = \"district\"",
       "data/questions.toml:15:8: error: «district» is there twice"},
      {file, "kind = \"several\"", "kind = \"some\"",
       "data/questions.toml:24:8: error: «some» is no kind; it may be one, several, number, text"},
      {file, "  { key = \"street\", words = { ar = \"زقاق\", fr = \"Une rue\", en = \"A street\" } },\n", "",
       "data/questions.toml:8:10: error: one choice is none"},
      {file, "key = \"cables\"", "key = \"off\"",
       "data/questions.toml:29:11: error: «off» is there twice; every «key» is given once"},
      {file, "key = \"cables\"", "key = \"Cables\"",
       "data/questions.toml:29:11: error: «Cables» has to be small letters"},
      {file, "kind = \"number\"", "kind = \"text\"",
       "data/questions.toml:17:1: error: only a «number» has a «most»"},
      {file, "kind = \"several\"", "kind = \"text\"",
       "data/questions.toml:27:1: error: only «one» and «several» have «values»"},
      {file, "most = 999", "most = 1000000",
       "data/questions.toml:17:8: error: «most» has to be between 1 and 999999"},
      {file, "required = true", "required = \"yes\"",
       "data/questions.toml:5:12: error: «required» has to be true or false"},
  });
}

TEST_CASE("a fourth question of a category is an error at its place") {
  const Site site;
  const std::string questions = site.read("data/questions.toml");
  site.write("data/questions.toml",
             questions +
                 "\n[[questions]]\ncategory = \"lighting\"\ncode = \"more\"\nkind = \"text\"\n"
                 "label = { ar = \"باب\", fr = \"Plus\", en = \"More\" }\n"
                 "words = { ar = \"باب\", fr = \"Plus ?\", en = \"More?\" }\n");
  CHECK(complaints_of(site.check().report) ==
        "data/questions.toml:32:1: error: a category has at most 3 questions: take the others out "
        "[too-many]\n");
}

TEST_CASE("a site without questions is sound, and its categories have none") {
  const Site site;
  site.remove("data/questions.toml");
  const content::CheckedSources checked = site.check();
  CHECK(complaints_of(checked.report).empty());
  for (const content::Category& category : checked.contents.categories) CHECK(category.questions.empty());
}
