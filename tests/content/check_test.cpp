#include <vector>

#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using tests::complaints_of;
using tests::Site;

namespace {

// One spoiled thing in an otherwise good site, and the beginning of the one line that must come of it.
struct Spoiled {
  const char* file;
  const char* from;
  const char* to;
  const char* line;
};

void check_each(const std::vector<Spoiled>& cases) {
  for (const Spoiled& spoiled : cases) {
    const Site site;
    site.change(spoiled.file, spoiled.from, spoiled.to);
    const std::string said = complaints_of(site.check().report);
    INFO(spoiled.file << ": " << spoiled.from << " -> " << spoiled.to << "\n" << said);
    CHECK(said.starts_with(spoiled.line));
    CHECK(std::count(said.begin(), said.end(), '\n') == 1);
  }
}

}  // namespace

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
    "a category nobody receives is refused, whether it names no service or one that is left out for now") {
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
