#include <vector>

#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using tests::check_each;
using tests::complaints_of;
using tests::Site;

TEST_CASE("a good site has no complaint, and its unconfirmed items are notes that stay out") {
  const content::CheckedSources checked = Site().check();
  CHECK(complaints_of(checked.report).empty());
  CHECK(checked.report.count(content::Severity::note) == 3);
  REQUIRE(checked.contents.twins.size() == 2);
  CHECK(checked.contents.twins[1].slug == "second-town");
  CHECK(checked.contents.services.size() == 1);
  CHECK(checked.contents.site.declaration.empty());
  CHECK(checked.edition == tests::day(2026, 11, 23));
}

TEST_CASE(
    "a missing, empty or misspelled field of a page is said with its place and the name that was meant") {
  check_each({
      {"ar/articles/privacy.md", "title = \"عنوان الصفحة\"\n", "",
       "ar/articles/privacy.md:2:1: error: «title» is missing"},
      {"ar/articles/privacy.md", "\"عنوان الصفحة\"", "\"\"",
       "ar/articles/privacy.md:3:9: error: «title» is empty"},
      {"ar/articles/privacy.md", "section = ", "facts = true\nsektion = \"باب\"\nsection = ",
       "ar/articles/privacy.md:3:1: error: «sektion» is not known here: did you mean «section»?"},
      {"ar/articles/privacy.md", "icon = \"book\"", "icon = \"boook\"",
       "ar/articles/privacy.md:4:8: error: «boook» is no icon: did you mean «book»?"},
      {"ar/articles/privacy.md", "\"عنوان الصفحة\"", "7",
       "ar/articles/privacy.md:3:9: error: «title» has to be text"},
      {"ar/articles/privacy.md", "\"عنوان الصفحة\"", "\" عنوان\"",
       "ar/articles/privacy.md:3:9: error: «title» begins or ends with a space"},
      {"fr/articles/privacy.md", "title =", "icon = \"book\"\ntitle =",
       "fr/articles/privacy.md:3:1: error: «icon» belongs in the Arabic file only"},
      {"ar/articles/governance.md", "kind = \"audit-steps\"", "kind = \"audit-step\"",
       "ar/articles/governance.md:12:19: error: «audit-step» is no kind: did you mean «audit-steps»?"},
  });
}

TEST_CASE("front matter that is not TOML, or not there, is one error with its place") {
  check_each({
      {"ar/tips/led-off.md", "line = \"باب\"", "line = \"باب", "ar/tips/led-off.md:3:12: error: "},
      {"ar/tips/led-off.md", "facts = false", "facts = false\nfacts = false",
       "ar/tips/led-off.md:6:9: error: "},
      {"ar/tips/led-off.md", "facts = false\n+++", "facts = false\n++",
       "ar/tips/led-off.md:1:1: error: the second line +++"},
  });
  const Site site;
  site.write("ar/tips/led-off.md", "كلمات\n");
  CHECK(complaints_of(site.check().report)
            .find("ar/tips/led-off.md:1:1: error: a page begins with a line +++") != std::string::npos);
}

TEST_CASE(
    "chapters that do not match their headings, and translations that do not match the Arabic, are errors") {
  check_each({
      {"ar/articles/governance.md", "# عنوان الصفحة 2\n\nكلمات قليلة عن المدينة.\n", "",
       "ar/articles/governance.md:8:1: error: 2 chapters are named and 1 # headings follow"},
      {"ar/articles/governance.md", "# عنوان الصفحة 1", "كلمات\n\n# عنوان الصفحة 1",
       "ar/articles/governance.md:29:1: error: there are words before the first # heading"},
      {"ar/articles/privacy.md", "## باب", "# باب",
       "ar/articles/privacy.md:11:1: error: a # heading begins a chapter"},
      {"fr/articles/governance.md", "number = \"2014\"", "number = \"2015\"",
       "fr/articles/governance.md:7:23: error: the Arabic page says 2014 here"},
      {"fr/articles/governance.md", "items = [\"Rubrique\", \"Titre de la page\"]", "items = [\"Rubrique\"]",
       "fr/articles/governance.md:8:48: error: the Arabic page has 2 «items», this one 1"},
      {"en/articles/privacy.md", "section = ", "lead = \"Words.\"\nsection = ",
       "en/articles/privacy.md:2:8: error: «lead» is in one of the two files only"},
      {"en/articles/covenant.md",
       "[highlight]\nnumber = \"1\"\ntitle = \"Title of the page\"\nwords = \"A few words about the "
       "town.\"\n",
       "", "en/articles/covenant.md:2:1: error: «highlight» is in one of the two files only"},
  });
}

TEST_CASE("an introduction that only the Arabic page has is missed in each translation") {
  const Site site;
  site.change("ar/articles/privacy.md", "section = ", "lead = \"كلمات.\"\nsection = ");
  const std::string said = complaints_of(site.check().report);
  for (const char* language : {"en", "fr"}) {
    CHECK(said.find(std::string(language) +
                    "/articles/privacy.md:2:1: error: «lead» is in one of the two files only") !=
          std::string::npos);
  }
}

TEST_CASE("a page that no card and no link leads to is a warning") {
  const Site site;
  for (const char* language : {"ar", "en", "fr"}) {
    const std::string folder = std::string(language) + "/articles/";
    site.write(folder + "new-page.md", site.read(folder + "privacy.md"));
  }
  CHECK(complaints_of(site.check().report) ==
        "ar/articles/new-page.md: warning: no card and no link leads to this page: readers find it only by "
        "searching [unseen]\n");
  site.change("ar/articles/covenant.md", "](governance)", "](new-page)");
  CHECK(complaints_of(site.check().report).empty());
}

TEST_CASE("a missing translation is a warning, a page without Arabic an error") {
  const Site site;
  site.remove("fr/tips/led-off.md");
  content::CheckedSources checked = site.check();
  CHECK_FALSE(checked.report.has_errors());
  CHECK(complaints_of(checked.report) ==
        "ar/tips/led-off.md: warning: there is no fr/tips/led-off.md; its readers see the Arabic "
        "[translation]\n");
  CHECK_FALSE(checked.contents.tips[0].own(base::Language::fr).has_value());

  site.remove("ar/articles/privacy.md");
  checked = site.check();
  CHECK(complaints_of(checked.report)
            .find("fr/articles/privacy.md: error: there is no ar/articles/privacy.md") != std::string::npos);
  for (const char* language : {"fr", "en"}) site.remove(std::string(language) + "/articles/privacy.md");
  CHECK(complaints_of(site.check().report)
            .find("ar/articles/privacy.md: error: the screens cannot do without this page") !=
        std::string::npos);
  check_each({
      {"data/slides.csv", "Bienvenue", "", "data/slides.csv:2:31: warning: «title» has no French"},
      {"data/site.toml", "ar = \"سلا\", ", "", "data/site.toml:5:8: error: «ar» is missing"},
  });
}

TEST_CASE("facts need a source, and one that is not sure needs the commune's word") {
  check_each({
      {"ar/articles/privacy.md", "sources = [\"S1\"]\n", "",
       "ar/articles/privacy.md:2:1: error: «privacy» states facts without a source"},
      {"ar/articles/privacy.md", "[\"S1\"]", "[\"S3\"]",
       "ar/articles/privacy.md:5:11: error: data/sources.csv has no source «S3»: did you mean «S1»?"},
      {"ar/articles/privacy.md", "confidence = \"H\"", "confidence = \"M\"",
       "ar/articles/privacy.md:6:14: error: «privacy» rests on one source (M)"},
      {"ar/articles/privacy.md", "confidence = \"H\"", "confidence = \"L\"",
       "ar/articles/privacy.md:6:14: error: «privacy» is too unsure (L)"},
      {"ar/articles/privacy.md", "confidence = \"H\"", "confidence = \"sure\"",
       "ar/articles/privacy.md:6:14: error: «sure» is no confidence; it may be H, seed, M, L"},
      {"data/twins.csv", "S2,M,true", "S2,M,",
       "data/twins.csv:4:106: error: «third-town» rests on one source (M)"},
      {"ar/tips/led-off.md", "كلمات قليلة", "في 2014 كلمات قليلة",
       "ar/tips/led-off.md:8:1: error: the page says facts = false, but states a number"},
      {"ar/tips/led-off.md", "facts = false", "facts = false\nsources = [\"S1\"]",
       "ar/tips/led-off.md:6:11: error: «led-off» says facts = false and names sources"},
  });
}

TEST_CASE("a chapter that waits for confirmation is left out in every language") {
  const Site site;
  site.change("ar/articles/governance.md", "label = \"باب 2\"\n",
              "label = \"باب 2\"\nsources = [\"S2\"]\nconfidence = \"M\"\nto_confirm = true\n");
  const content::CheckedSources checked = site.check();
  CHECK(complaints_of(checked.report).empty());
  for (const auto& article : checked.contents.articles) {
    if (article.slug != "governance") continue;
    for (const auto& page : article.pages) CHECK(page->chapters.size() == 1);
  }
}

TEST_CASE(
    "links, cards, stories and tips that lead nowhere are errors, also when what they lead to is left out") {
  check_each({
      {"ar/articles/covenant.md", "](governance)", "](governence)",
       "ar/articles/covenant.md:20:25: error: there is no page «governence»: did you mean «governance»?"},
      {"ar/articles/partnerships.md", "to = \"governance\"", "to = \"elsewhere\"",
       "ar/articles/partnerships.md:9:6: error: there is no page «elsewhere» in the pack"},
      {"data/twins.csv", "governance,S1 S2", "gouvernance,S1 S2",
       "data/twins.csv:2:144: error: there is no page"},
      {"data/campaigns.toml", "tips = [\"led-off\"]", "tips = [\"led-of\", \"led-off\"]",
       "data/campaigns.toml:17:8: error: there is no tip ar/tips/led-of.md to show: did you mean «led-off»?"},
      {"data/campaigns.toml", "tips = [\"led-off\"]\n", "",
       "ar/tips/led-off.md: warning: no campaign names this tip"},
  });
  const Site site;
  site.change("ar/articles/governance.md", "confidence = \"H\"\n", "confidence = \"M\"\nto_confirm = true\n");
  CHECK(complaints_of(site.check().report).find("covenant.md:20:25: error: there is no page «governance»") !=
        std::string::npos);
}

TEST_CASE("texts longer than their place on the screen are refused with both numbers") {
  const std::string long_title(71, 'a'), long_word(701, 'a');
  std::string many_words;
  for (int i = 0; i < 140; ++i) many_words += "كلمة ";
  check_each({
      {"fr/articles/privacy.md", "title = \"Titre de la page\"", ("title = \"" + long_title + "\"").c_str(),
       "fr/articles/privacy.md:3:9: error: «title» has 71 characters; the screen holds 70"},
      {"fr/articles/privacy.md", "> Quelques mots sur la ville.", long_word.c_str(),
       "fr/articles/privacy.md:13:1: error: this has 701 characters; the screen holds 700"},
  });
  const Site site;
  site.change("ar/tips/led-off.md", "كلمات قليلة عن المدينة.", many_words);
  CHECK(complaints_of(site.check().report)
            .starts_with("ar/tips/led-off.md:8:1: warning: this text has 140 words; people read it standing, "
                         "keep it to 120"));
}

TEST_CASE("a chart has its own sources, a value a series, words that say its numbers, and rows or a reason") {
  const char* ar = "ar/articles/governance.md";
  const char* fr = "fr/articles/governance.md";
  check_each({
      {ar, "93% سنة 2016", "39% سنة 2016",
       "ar/articles/governance.md:25:114: error: the bar shows 93, its words say"},
      {ar, "93% سنة 2016", "0,93% سنة 2016",
       "ar/articles/governance.md:25:114: error: the bar shows 93, its words say"},
      {ar, "93% سنة 2016", "93,4% سنة 2016",
       "ar/articles/governance.md:25:114: error: the bar shows 93, its words say"},
      {ar, "1 050,5 درهم", "1 050,55 درهم", "ar/articles/governance.md:25:73: error: the bar shows 1050.5"},
      {fr, "93 % en 2016", "193 % en 2016", "fr/articles/governance.md:16:82: error: the bar shows 93"},
      {fr, "{ words = \"93 % en 2016\" }", "{ number = 93, words = \"93 % en 2016\" }",
       "fr/articles/governance.md:16:74: error: «number» belongs in the Arabic file only"},
      {fr, "series = [\"Avant\", \"Après\"]", "series = [\"Avant\"]",
       "fr/articles/governance.md:15:10: error: the Arabic page has 2 «series», this one 1"},
      {ar, "full = 2000", "full = 1000",
       "ar/articles/governance.md:21:8: error: «full» is below the largest value, 1050.5"},
  });
  const auto said_of = [&](const char* from, const char* to) {
    const Site site;
    site.change(ar, from, to);
    return complaints_of(site.check().report);
  };
  const char* sources = "sources = [\"S1\"]\nconfidence = \"seed\"\n";
  CHECK(said_of(sources, "").find("chart» states facts without a source") != std::string::npos);
  CHECK(said_of(sources, "sources = [\"S2\"]\nconfidence = \"M\"\nto_confirm = true\n")
            .find("numbers that are not confirmed are not drawn") != std::string::npos);
  CHECK(said_of("series = [\"قبل\", \"بعد\"]", "series = [\"قبل\"]").find("has 2 values for 1 series") !=
        std::string::npos);
  CHECK(said_of("full = 2000\n", "waiting = \"ننتظر.\"\n").find("a chart has either rows, or a sentence") !=
        std::string::npos);
}

TEST_CASE(
    "a category nobody receives is refused, whether it names no service or one that waits for the commune's "
    "word") {
  check_each({
      {"data/categories.csv", "other,other,cell", "other,other,",
       "data/categories.csv:3:13: error: nobody receives"},
      {"data/categories.csv", "other,other,cell", "other,other,company",
       "data/categories.csv:3:13: error: «company» waits for the commune's word (to_confirm in "
       "data/services.csv): until then name another one"},
      {"data/categories.csv", "other,other,cell", "other,other,cel",
       "data/categories.csv:3:13: error: «cel» is no service: did you mean «cell»?"},
      {"data/categories.csv", "other,other,cell", "lighting,other,cell",
       "data/categories.csv:3:1: error: «lighting» is there twice"},
  });
}

TEST_CASE("lists refuse values out of range and years that no period holds") {
  check_each({
      {"data/twins.csv", "14.7,-17.4", "147,-17.4",
       "data/twins.csv:2:76: error: «latitude» has to be between -90 and 90"},
      {"data/twins.csv", "14.7,-17.4", ",-17.4", "data/twins.csv:2:1: error: a place needs its latitude"},
      {"data/twins.csv", "first-town,twin", "first-town,twins",
       "data/twins.csv:2:12: error: «twins» is no relation: did you"},
      {"data/agreements.csv", "new,environment,2011", "new,environment,2017",
       "data/agreements.csv:3:17: error: no period of data/periods.csv holds this year"},
      {"data/agreements.csv", "old,society,2009,2009", "old,society,2009,2008",
       "data/agreements.csv:2:18: error: the agreement ends before it begins"},
      {"data/site.toml", "days = 60", "days = 600",
       "data/site.toml:21:8: error: «days» has to be between 1 and 365"},
      {"data/campaigns.toml", "max = 40, step = 1, start = 8", "max = 40, step = 1, start = 41",
       "data/campaigns.toml:21:129: error: the start has to lie between min and max"},
      {"data/campaigns.toml", "fr = \"Tarif 2018.\"", "fr = \"Tarif.\"",
       "data/campaigns.toml:5:9: error: the words beside the sum have to name the price's year"},
      {"data/campaigns.toml", "last_day = 2027-03-31", "last_day = 2026-03-31",
       "data/campaigns.toml:19:12: error: the campaign ends before it begins"},
  });
}

TEST_CASE(
    "Arabic words with the comma or question mark of another script are a warning, in tables and in pages") {
  check_each({
      {"data/slides.csv", "المسوا الشاشة", "\"المسوا, الشاشة\"",
       "data/slides.csv:2:50: warning: after an Arabic word write ، ؛ ؟ and not ,"},
      {"ar/tips/led-off.md", "كلمات قليلة عن المدينة.", "كلمات قليلة عن المدينة?",
       "ar/tips/led-off.md:8:1: warning: after an Arabic word write ، ؛ ؟ and not ?"},
  });
}

TEST_CASE("a file larger than any source is refused unread") {
  const Site site;
  site.write("ar/tips/led-off.md", std::string(300 * 1024, 'a'));
  CHECK(
      complaints_of(site.check().report).find("ar/tips/led-off.md: error: the file has more than 256 KiB") !=
      std::string::npos);
  site.write("ar/tips/led-off.md", "\xFF\xD8\xFF" + std::string(300 * 1024, 'a'));
  CHECK(complaints_of(site.check().report) ==
        "ar/tips/led-off.md: error: this is a picture: put it into the folder «media» and name it in "
        "data/pictures.csv [file-kind]\n");
}

TEST_CASE("an estimator has each of its questions once") {
  const Site site;
  site.change("data/campaigns.toml", "key = \"count\"", "key = \"hours\"");
  CHECK(complaints_of(site.check().report) ==
        "data/campaigns.toml:9:1: error: the estimator «lamps» asks for «count» once, and it is here 0 times "
        "[inputs]\n"
        "data/campaigns.toml:9:1: error: the estimator «lamps» asks for «hours» once, and it is here 2 times "
        "[inputs]\n");
}

TEST_CASE("missing files and files that belong nowhere are named") {
  const Site site;
  site.remove("data/periods.csv");
  site.write("data/twin.csv", "slug\n");
  site.write("ar/article/other.md", "+++\n+++\n");
  site.write("ar/articles/Bad Name.md", "+++\n+++\n");
  site.write(".git/config", "passed over");
  site.write("README.md", "for people! passed over");
  const std::string said = complaints_of(site.check().report);
  INFO(said);
  CHECK(said.find("data/periods.csv: error: this table is missing") != std::string::npos);
  CHECK(said.find("data/twin.csv: error: did you mean «data/twins.csv»?") != std::string::npos);
  CHECK(said.find("ar/article/other.md: error: pages are") != std::string::npos);
  CHECK(said.find("ar/articles/Bad Name.md: error: pages are") != std::string::npos);
  CHECK(said.find("config") == std::string::npos);
  CHECK(said.find("README") == std::string::npos);
}

TEST_CASE("all mistakes are said at once, in order, and each once") {
  const Site site;
  site.change("ar/articles/privacy.md", "icon = \"book\"", "icon = \"boook\"");
  site.change("data/categories.csv", "other,other,cell", "other,other,");
  site.change("data/twins.csv", "name_en,country_ar", "name_an,country_ar");
  const std::string said = complaints_of(site.check().report);
  INFO(said);
  CHECK(said.find("ar/articles/privacy.md:4:8") < said.find("data/categories.csv:3:13"));
  CHECK(said.find("data/categories.csv:3:13") < said.find("data/twins.csv:1:35"));
  CHECK(said.find("«name_an» is not known here: did you mean «name_en»?") != std::string::npos);
  CHECK(said.find("name_an", said.find("name_an") + 1) == std::string::npos);
  const base::Json json = site.check().report.json();
  CHECK(json.find("errors")->integer() == 3);
  CHECK(json.find("messages")->items()->front().string_or("rule", "") == "unknown-word");
}

TEST_CASE("a symbolic link among the sources is refused, not followed") {
  const Site site;
  std::filesystem::create_symlink("/etc/hostname", site.path() / "data" / "more.csv");
  CHECK(complaints_of(site.check().report)
            .find("data/more.csv: error: links to other files are not followed") != std::string::npos);
}
