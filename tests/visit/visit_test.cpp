#include <map>

#include "kiosk/complaint/receipt_code.h"
#include "platform/display/image_file.h"
#include "tests/visit/robot.h"

using namespace kiosk;
using tests::DeskWorld;
using tests::RobotKiosk;
using tests::Server;
using tests::TempFolder;

namespace {

void type_code(RobotKiosk& kiosk, const std::string& shown) {
  const complaint::ReceiptCode code = complaint::ReceiptCode::parse(shown).value();
  for (const char digit : code.digits()) kiosk.taps({base::cat("osk.", std::string(1, digit))});
}

}  // namespace

TEST_CASE("the guided visit: browse, file, see delivered, be answered, follow up, over real sockets") {
  const DeskWorld world;
  const TempFolder work;
  tests::install_content(world.kiosk, work);
  Server server(world);
  REQUIRE_FALSE(server.url.empty());
  tests::write_text(work / "password", tests::kPassword);
  const tests::Finished visit = tests::run_program(
      {"/usr/bin/python3", base::cat(KIOSK_SOURCE_DIR, "/platform/visit.py"), "--kiosk",
       tests::program("kiosk"), "--state", world.kiosk.state().string(), "--desk", server.url, "--user",
       "amina", "--password-file", (work / "password").string(), "--pictures", (work / "visit").string()});
  INFO(visit.said);
  CHECK(visit.exit_code == 0);
  for (const char* picture : {"1-attract", "2-home-ar", "6-complaint-text", "8-receipt", "10-follow-up"}) {
    const auto image = platform::display::load_png(work / base::cat("visit/", picture, ".png"));
    INFO(picture);
    REQUIRE(image.ok());
    CHECK(image->width == 1080);
    CHECK(image->height == 1920);
  }
}

TEST_CASE(
    "without a network the receipt says saved, the kiosk remembers, and delivers when the desk is there") {
  const DeskWorld world;
  const TempFolder work;
  tests::install_content(world.kiosk, work);
  std::string code;
  {
    RobotKiosk kiosk(world.kiosk.state(), "http://127.0.0.1:9");
    kiosk.fill_form("عمود الإنارة رقم 14 مطفأ منذ أسبوع");
    kiosk.taps({"complaint.send"});
    kiosk.ask("settle");
    code = kiosk.value("receipt.code");
    CHECK(complaint::ReceiptCode::parse(code).ok());
    CHECK(kiosk.value("receipt.state") == "saved");
    CHECK(kiosk.ask("stats").find("outbox")->integer_or("queued", 0) == 1);
    kiosk.taps({"receipt.done"});
    CHECK(kiosk.screen() == "attract");
    // Its status is known here, without any network.
    kiosk.taps({"attract.ar", "home.follow"});
    type_code(kiosk, code);
    kiosk.taps({"follow.show"});
    kiosk.ask("settle");
    CHECK(kiosk.value("follow.status") == "saved");
    CHECK(kiosk.quit() == 0);
  }
  Server server(world);
  RobotKiosk kiosk(world.kiosk.state(), server.url);
  kiosk.taps({"attract.fr", "home.follow"});
  type_code(kiosk, code);
  kiosk.taps({"follow.show"});
  kiosk.ask("settle");
  CHECK(kiosk.wait_for_value("follow.status", "received"));
  CHECK(tests::cases_of(world).size() == 1);
}

TEST_CASE("a control that speaks another language than the page says so") {
  const DeskWorld world;
  RobotKiosk kiosk(world.kiosk.state());
  CHECK(kiosk.node("attract.fr")->string_or("lang", "") == "fr");
  CHECK(kiosk.node("attract.ar")->string_or("lang", "") == "ar");
  kiosk.taps({"attract.fr", "access.language"});
  CHECK(kiosk.node("lang.ar")->string_or("lang", "") == "ar");
  CHECK(kiosk.node("nav.home") == std::nullopt);
  CHECK(kiosk.node("home.complaint")->string_or("lang", "") == "fr");
}

TEST_CASE("a touch beside an open popover closes it and opens nothing below") {
  const DeskWorld world;
  RobotKiosk kiosk(world.kiosk.state());
  kiosk.taps({"attract.ar", "access.size"});
  CHECK(kiosk.node("access.size.150"));
  kiosk.ask("tap 540 1200");
  CHECK_FALSE(kiosk.node("access.size.150"));
  CHECK(kiosk.screen() == "home");
}

TEST_CASE("the words of a question can be made larger: what the bar opens lies over it") {
  const DeskWorld world;
  RobotKiosk kiosk(world.kiosk.state());
  kiosk.taps({"attract.ar", "home.complaint", "complaint.category.lighting", "nav.home"});
  REQUIRE(kiosk.node("overlay.title"));
  kiosk.taps({"access.size", "access.size.150"});
  CHECK(kiosk.node("overlay.title"));
  CHECK(kiosk.node("access.size")->string_or("value", "") == "150");
}

TEST_CASE("nothing changed: no frame") {
  const DeskWorld world;
  RobotKiosk kiosk(world.kiosk.state());
  kiosk.taps({"attract.ar"});
  kiosk.ask("settle");
  const auto frames = kiosk.ask("stats").integer_or("frames", 0);
  for (int i = 0; i < 10; ++i) kiosk.ask("tree");
  kiosk.ask("settle");
  CHECK(kiosk.ask("stats").integer_or("frames", 0) == frames);
}

TEST_CASE("after sixty seconds without a touch a form warns, and after thirty more nothing of it is left") {
  const DeskWorld world;
  RobotKiosk kiosk(world.kiosk.state());
  kiosk.fill_form("un réverbère éteint depuis une semaine");
  kiosk.ask("advance 59000");
  CHECK_FALSE(kiosk.node("idle.continue"));
  kiosk.ask("advance 1100");
  CHECK(kiosk.node("idle.continue"));
  CHECK_FALSE(kiosk.node("complaint.send"));
  kiosk.taps({"idle.continue"});
  CHECK(kiosk.screen() == "complaint.check");
  kiosk.ask("advance 60100");
  kiosk.ask("advance 30000");
  CHECK(kiosk.screen() == "attract");
  kiosk.taps({"attract.fr", "home.complaint", "complaint.category.roads", "complaint.continue",
              "complaint.district.bettana", "complaint.continue"});
  CHECK(kiosk.value("complaint.text").empty());
}

TEST_CASE("the robot refuses what it does not know, and goes on") {
  const DeskWorld world;
  RobotKiosk kiosk(world.kiosk.state());
  for (const char* bad : {"tap nothing.here", "tap", "press x y", "swipe 1 2", "advance -5", "key Sideways",
                          "dance", "", "type \xE2\x98\x83"}) {
    INFO(bad);
    CHECK(kiosk.ask(bad).find("ok")->boolean() == false);
  }
  CHECK(kiosk.screen() == "attract");
}

TEST_CASE("a wrong call ends with 2, a state that is none still shows the kiosk") {
  const std::string kiosk = tests::program("kiosk");
  CHECK(tests::run_program({kiosk}).exit_code == 2);
  CHECK(tests::run_program({kiosk, "--state", "/x", "--robot"}).exit_code == 2);
  CHECK(tests::run_program({kiosk, "--state", "/x", "--offscreen", "10x"}).exit_code == 2);
  CHECK(tests::run_program({kiosk, "--state", "/x", "--rotate", "45"}).exit_code == 2);
  CHECK(tests::run_program({kiosk, "--state", "/x", "--renderer", "vulkan"}).exit_code == 2);
  CHECK(tests::run_program({kiosk, "--help"}).exit_code == 0);
  CHECK(tests::run_program({kiosk, "--version"}).exit_code == 0);
  const TempFolder empty;
  RobotKiosk started(empty.path());
  CHECK(started.screen() == "attract");
}

TEST_CASE("the pages are the same in both renderers") {
  const DeskWorld world;
  const TempFolder work;
  tests::install_content(world.kiosk, work);
  std::map<std::string, ui::Image> pictures;
  for (const char* renderer : {"software", "gl"}) {
    RobotKiosk kiosk(world.kiosk.state(), "", {"--renderer", renderer});
    kiosk.taps({"attract.fr", "home.covenant"});
    kiosk.ask("advance 5000");
    kiosk.ask("settle");
    const std::string file = (work / base::cat(renderer, ".png")).string();
    REQUIRE(kiosk.ask("shot " + file).find("ok")->boolean() == true);
    CHECK(kiosk.ask("stats").string_or("renderer", "") == renderer);
    pictures[renderer] = platform::display::load_png(file).value();
  }
  const ui::Image &a = pictures["software"], &b = pictures["gl"];
  REQUIRE(a.pixels.size() == b.pixels.size());
  // GL rounds its blending in its own way; nothing may be elsewhere.
  std::size_t far = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) far += std::abs(int{a.pixels[i]} - int{b.pixels[i]}) > 3;
  CHECK(far < a.pixels.size() / 2000);
}
