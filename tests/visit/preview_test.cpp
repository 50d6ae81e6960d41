// A clerk writes and the kiosk shows it: kioskctl preview on a copy of content/.

#include <fstream>
#include <sstream>

#include "tests/visit/robot.h"

using namespace kiosk;
using tests::RobotKiosk;
using tests::TempFolder;
namespace fs = std::filesystem;

namespace {

class Sources {
 public:
  Sources() { fs::copy(fs::path(KIOSK_SOURCE_DIR) / "content", path(), fs::copy_options::recursive); }
  [[nodiscard]] fs::path path() const { return folder_ / "content"; }
  // As an editor saves: a new file in the place of the old one.
  void change(const std::string& file, std::string_view from, std::string_view to) const {
    std::ostringstream text;
    text << std::ifstream(path() / file).rdbuf();
    std::string all = text.str();
    const std::size_t at = all.find(from);
    REQUIRE(at != std::string::npos);
    std::ofstream(path() / "data/.saving") << all.replace(at, from.size(), to);
    fs::rename(path() / "data/.saving", path() / file);
  }
  [[nodiscard]] std::vector<std::string> preview(const std::string& size = "1080x1920") const {
    return {tests::program("kioskctl"), "preview", path().string(), "--", "--offscreen", size, "--robot"};
  }

 private:
  TempFolder folder_;
};

constexpr const char* kPage = "ar/articles/governance.md";
constexpr const char* kTitle = "title = \"«جماعة الغد»: تدبير أوضح وأقرب\"";
constexpr const char* kHeading = "Un accord qui fixe les priorités";

// Where a text stands; empty where there is none.
std::string place_of(RobotKiosk& kiosk, std::string_view name) {
  const base::Json tree = kiosk.ask("tree");
  for (const base::Json& node : *tree.find("nodes")->items()) {
    if (node.string_or("name", "") == name) return node.find("rect")->text();
  }
  return {};
}

// Ids of what can be touched and lies, in part, above the foot of the strip.
std::string under_strip(RobotKiosk& kiosk) {
  const base::Json tree = kiosk.ask("tree");
  std::int64_t foot = 0;
  std::string ids;
  for (const base::Json& node : *tree.find("nodes")->items()) {
    const auto& rect = *node.find("rect")->items();
    if (node.string_or("id", "") == "preview.errors") foot = *rect[1].integer() + *rect[3].integer();
  }
  REQUIRE(foot > 0);
  for (const base::Json& node : *tree.find("nodes")->items()) {
    const bool is_touched = node.find("focusable")->boolean() == true;
    if (is_touched && *node.find("rect")->items()->at(1).integer() < foot)
      ids += node.string_or("id", "") + " ";
  }
  return ids;
}

}  // namespace

TEST_CASE("the strip of errors lies over nothing that is touched, on every page and either way up") {
  for (const char* size : {"1080x1920", "1920x1080"}) {
    const Sources sources;
    RobotKiosk kiosk(sources.preview(size));
    kiosk.taps({"attract.fr"});
    sources.change(kPage, kTitle, "titel = \"x\"");
    for (int tries = 0; tries < 600 && !kiosk.node("preview.errors"); ++tries) usleep(50'000);
    for (const char* way : {"home.partnerships", "home.twins", "home.agreements", "home.governance",
                            "home.covenant", "home.energy", "home.follow", "home.search", "home.complaint"}) {
      INFO(size << " " << way);
      if (kiosk.screen() != "home") kiosk.taps({"nav.home"});
      kiosk.taps({way});
      kiosk.ask("settle");
      CHECK(under_strip(kiosk) == "staff.open ");  // the hidden door, which works on
    }
  }
}

TEST_CASE("what a clerk saves is on the screen, on the same page, in the same language, as far scrolled") {
  const Sources sources;
  RobotKiosk kiosk(sources.preview());
  kiosk.taps({"attract.fr", "home.governance"});
  kiosk.ask("settle");
  kiosk.ask("swipe 540 1200 540 900 300");
  kiosk.ask("settle");
  const std::string before = place_of(kiosk, kHeading);
  REQUIRE(!before.empty());
  sources.change("fr/articles/governance.md", "gérer plus clair", "un mot neuf");
  CHECK(kiosk.wait_for_words("un mot neuf"));
  CHECK(kiosk.screen() == "article");
  CHECK(kiosk.ask("tree").string_or("lang", "") == "fr");
  CHECK(place_of(kiosk, kHeading) == before);
  CHECK(kiosk.ask("stats").find("content")->integer_or("version", 0) == 2);
  CHECK(kiosk.quit() == 0);
}

TEST_CASE("errors are said on the screen with the first place, what was sound stays, and mended is shown") {
  const Sources sources;
  RobotKiosk kiosk(sources.preview());
  kiosk.taps({"attract.ar", "home.governance"});
  sources.change(kPage, kTitle, "titel = \"x\"");
  CHECK(kiosk.wait_for_words("ar/articles/governance.md:2:1"));
  const std::string said = kiosk.node("preview.errors").value().string_or("name", "");
  INFO(said);
  CHECK(said.find("خطآن") != std::string::npos);
  CHECK(said.find("«title» ناقص") != std::string::npos);
  CHECK(kiosk.words().find("تدبير أوضح وأقرب") != std::string::npos);
  sources.change(kPage, "titel = \"x\"", "title = \"كلمة جديدة\"");
  CHECK(kiosk.wait_for_words("كلمة جديدة"));
  CHECK_FALSE(kiosk.node("preview.errors"));
}

TEST_CASE("sources that were never sound open the kiosk without content, until they are mended") {
  const Sources sources;
  sources.change(kPage, kTitle, "titel = \"x\"");
  RobotKiosk kiosk(sources.preview());
  CHECK(kiosk.ask("stats").find("content")->integer_or("version", -1) == 0);
  CHECK(kiosk.node("preview.errors"));
  sources.change(kPage, "titel = \"x\"", "title = \"كلمة جديدة\"");
  for (int tries = 0; tries < 600 && kiosk.node("preview.errors"); ++tries) usleep(50'000);
  kiosk.taps({"attract.ar", "home.governance"});
  CHECK(kiosk.wait_for_words("كلمة جديدة"));
}

TEST_CASE("a preview keeps no complaint, and says so before anybody writes one") {
  const Sources sources;
  RobotKiosk kiosk(sources.preview());
  kiosk.taps({"attract.fr", "home.complaint"});
  kiosk.ask("settle");
  CHECK(kiosk.words().find("Ceci est un aperçu") != std::string::npos);
}

TEST_CASE("a preview shows a campaign on the day that is asked for") {
  const Sources sources;
  sources.change("data/campaigns.toml", "slug = \"led\"",
                 "first_day = 2031-03-01\nlast_day = 2031-03-31\nslug = \"led\"");
  const auto shown_on = [&](const std::string& day) {
    std::vector<std::string> words = sources.preview();
    if (!day.empty()) words.insert(words.begin() + 3, {"--day", day});
    RobotKiosk kiosk(words);
    kiosk.taps({"attract.fr", "home.energy"});
    return kiosk.ask("tree").text().find("\"campaign.led\"") != std::string::npos;
  };
  CHECK_FALSE(shown_on(""));
  CHECK_FALSE(shown_on("2031-02-28"));
  CHECK(shown_on("2031-03-01"));
  CHECK(shown_on("2031-03-31"));
  CHECK_FALSE(shown_on("2031-04-01"));
  for (const std::string day : {"tomorrow", "2031-02-30"})
    CHECK(tests::run_program({tests::program("kioskctl"), "preview", sources.path().string(), "--day", day})
              .exit_code == 2);
  CHECK(tests::run_program({tests::program("kiosk"), "--day", "2031-03-01", "--state", "/"}).exit_code == 2);
}

TEST_CASE("a preview leaves nothing behind") {
  const Sources sources;
  const TempFolder temporary;
  setenv("TMPDIR", temporary.path().c_str(), 1);
  {
    RobotKiosk kiosk(sources.preview());
    kiosk.taps({"attract.ar"});
    CHECK_FALSE(fs::is_empty(temporary.path()));
    CHECK(kiosk.quit() == 0);
  }
  unsetenv("TMPDIR");
  CHECK(fs::is_empty(temporary.path()));
}

TEST_CASE("a kiosk needs a state folder unless it shows a preview, and a preview needs its folder") {
  CHECK(tests::run_program({tests::program("kiosk"), "--offscreen", "1080x1920"}).exit_code == 2);
  CHECK(tests::run_program({tests::program("kiosk"), "--preview", "/nowhere"}).exit_code == 2);
  CHECK(tests::run_program({tests::program("kioskctl"), "preview", "/nowhere"}).exit_code == 2);
}

TEST_CASE("a kiosk whose robot's input ends while it quits ends well") {
  const Sources sources;
  for (int round = 0; round < 10; ++round) {
    tests::ChildProcess kiosk(sources.preview());
    kiosk.say("quit\n");
    CHECK(kiosk.hear_line() == R"({"ok":true})");
    kiosk.close_input();
    CHECK(kiosk.wait() == 0);
  }
}
