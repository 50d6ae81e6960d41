// The staff's screens: what they say, and to whom.

#include "kiosk/app/timers.h"
#include "tests/screens/keep_picture.h"
#include "tests/screens/staff_rig.h"
#include "tests/support/captured_log.h"

using namespace kiosk;
using namespace std::chrono_literals;
using app::Screen;
using base::Language;
using namespace kiosk::tests;

TEST_CASE("the digits of a staff code are never shown or said") {
  ScreenRig rig;
  rig.state.trail = {app::Place{}, {Screen::staff_pin, {}, 0}};
  rig.draw();
  key(rig, "749305");
  CHECK(rig.state.staff.pin.view() == "749305");
  CHECK(node(rig, "staff.pin")->value == "******");
  CHECK_FALSE(says(rig, "749305"));
}

TEST_CASE("the pause after wrong codes is counted down, and nothing can be entered meanwhile") {
  ScreenRig rig;
  rig.state.trail = {app::Place{}, {Screen::staff_pin, {}, 0}};
  rig.state.kiosk.pin_failures = 4;
  rig.state.kiosk.pin_blocked_until = rig.state.now + 60s;
  rig.draw();
  CHECK(name_of(rig, "staff.problem").find("1:00") != std::string::npos);
  rig.pass(1s);
  rig.draw();
  CHECK(name_of(rig, "staff.problem").find("0:59") != std::string::npos);
  rig.state.staff.pin = "123987";
  rig.draw();
  CHECK_FALSE(node(rig, "osk.enter")->enabled);
}

TEST_CASE("every refusal has its sentence in Arabic and French, its code, and what still works") {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases = {
      {"E-SIG-01", "الحزمة غير موقّعة.", "Paquet non signé."},
      {"E-SIG-02", "التوقيع لا يطابق مفتاح الجماعة.",
       "La signature ne correspond pas à la clé de la commune."},
      {"E-SUM-01", "ملف تالف: ", "Fichier altéré : "},
      {"E-VER-01", "هذا الإصدار أقدم من الحالي.", "Version plus ancienne que l'actuelle."},
      {"E-VER-02", "الحزمة لبرنامج أحدث من هذه الشاشة.", "Paquet prévu pour un logiciel plus récent."},
      {"E-SPC-01", "ينقص", "il manque"},
      {"E-USB-01", "نُزع المفتاح قبل النهاية. لم يتغير شيء.", "Clé retirée trop tôt. Rien n'a changé."},
      {"E-CHG-01", "غُيّر الملف بعد فحصه.", "Le fichier a changé après sa vérification."},
      {"already-installed", "هذه الحزمة مثبّتة من قبل.", "Ce paquet est déjà installé."},
      {"E-USB-02", "لا حزمة في هذا المفتاح.", "Aucun paquet sur cette clé."},
      {"E-USB-05", "لا يمكن قراءة المفتاح", "Clé illisible"},
      {"E-INS-01", "تعثر التثبيت، وعاد الإصدار السابق.",
       "Échec de l'installation ; version précédente rétablie."},
  };
  for (const auto& [code, arabic, french] : cases) {
    for (const Language language : {Language::ar, Language::fr}) {
      ScreenRig rig;
      staff_mode(rig, language);
      app::PackView pack;
      pack.name = "sale-2025.kpack";
      rig.state.staff.chosen = pack;
      rig.state.staff.refusal = {code, 17};
      show(rig, Screen::staff_refused);
      INFO(code << " " << name_of(rig, "staff.refused"));
      CHECK(name_of(rig, "staff.refused").find(language == Language::ar ? arabic : french) !=
            std::string::npos);
      CHECK(node(rig, "staff.refused")->role == ui::NodeRole::alert);
      CHECK(node(rig, "staff.refused")->value == code);
      CHECK(says(rig, language == Language::ar ? "لم يتغير شيء" : "Rien n'a changé"));
      if (code == "E-SUM-01") CHECK(says(rig, "sale-2025.kpack"));
      if (code == "E-SPC-01") CHECK(says(rig, "17"));
    }
  }
}

TEST_CASE("after going back an older pack is told which version came before it") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  const std::int64_t shown = rig.state.kiosk.catalogue->version();
  rig.state.kiosk.generations = {shown, shown + 6};
  rig.state.staff.refusal = {"E-VER-01", 0};
  show(rig, Screen::staff_refused);
  CHECK(name_of(rig, "staff.refused").find(std::to_string(shown + 6)) != std::string::npos);
  CHECK_FALSE(says(rig, "plus ancienne que l'actuelle"));
}

TEST_CASE("the page of errors shows times and codes, and nothing that a person could have written") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  {
    const tests::CapturedLog quiet;
    KIOSK_LOG(error, "complaint.not-recorded", {"reason", "disk-full"}, {"text", "Le lampadaire est éteint"});
    KIOSK_LOG(warning, "content.refused", {"code", "E-SIG-02"}, {"reason", "signed by 0612345678"});
  }
  app::Checkup look;
  look.problems = base::recent_problems();
  rig.state.kiosk.checkup = look;
  show(rig, Screen::staff_errors);
  CHECK(says(rig, "disk-full"));
  CHECK(says(rig, "E-SIG-02"));
  CHECK_FALSE(says(rig, "lampadaire"));
  CHECK_FALSE(says(rig, "0612345678"));
}

TEST_CASE("the status page calls a person only where there is something to do, and says what") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  rig.state.kiosk.channel = {true, rig.state.now - 2min, std::nullopt, {}};
  app::Checkup look;
  look.clock = complaint::ClockQuality::synchronised;
  look.per_day = {9, 4, 2, 12, 15, 11, 6};
  rig.state.kiosk.checkup = look;
  rig.draw();
  CHECK(node(rig, "staff.summary")->role == ui::NodeRole::status);
  CHECK(name_of(rig, "staff.summary").find("Rien") != std::string::npos);
  CHECK(node(rig, "staff.week")->value == "59");

  rig.state.kiosk.outbox.failed = 1;
  rig.state.kiosk.network_alarm = "unreachable";
  rig.state.kiosk.channel.failing_since = rig.state.now - 26min;
  rig.draw();
  CHECK(name_of(rig, "staff.summary").find("2") != std::string::npos);
  CHECK(name_of(rig, "staff.summary").find("injoignable") != std::string::npos);
  CHECK(node(rig, "staff.network")->value.find("26") != std::string::npos);
}

TEST_CASE("an outbox that fills is noted at half, and calls a person long before it is full") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  rig.state.kiosk.channel = {true, rig.state.now - 2min, std::nullopt, {}};
  rig.state.kiosk.checkup = app::Checkup{};
  rig.state.kiosk.checkup->clock = complaint::ClockQuality::synchronised;
  const auto summary = [&rig](int percent) {
    rig.state.kiosk.checkup->outbox_percent = percent;
    rig.draw();
    return name_of(rig, "staff.summary");
  };
  CHECK(summary(49).find("réserve") == std::string::npos);
  CHECK(node(rig, "staff.store")->value == "intact");
  CHECK(summary(50).find("Rien") != std::string::npos);
  CHECK(summary(50).find("réserve") != std::string::npos);
  CHECK(node(rig, "staff.store")->value.find("50%") != std::string::npos);
  CHECK(summary(80).find("Rien") == std::string::npos);
  CHECK(summary(80).find("réserve") != std::string::npos);
}

TEST_CASE("what was not looked at is not called healthy") {
  ScreenRig rig;
  staff_mode(rig, Language::en);
  rig.draw();
  CHECK(node(rig, "staff.network")->value == "no desk is named");
  for (const char* id : {"staff.store", "staff.stick", "staff.clock", "staff.machine"})
    CHECK(node(rig, id)->value == "Not looked at yet");
  CHECK(node(rig, "staff.disk") == nullptr);
  CHECK(node(rig, "staff.touch")->value == "test it here");
}

TEST_CASE("each card of the status page opens its page, and Back returns") {
  for (const auto& [id, screen] :
       std::vector<std::pair<std::string, Screen>>{{"staff.queue", Screen::staff_queue},
                                                   {"staff.delivered", Screen::staff_network},
                                                   {"staff.content", Screen::staff_content},
                                                   {"staff.touch", Screen::staff_touch},
                                                   {"staff.network", Screen::staff_network},
                                                   {"staff.store", Screen::staff_queue},
                                                   {"staff.stick", Screen::staff_packs},
                                                   {"staff.clock", Screen::staff_clock},
                                                   {"staff.machine", Screen::staff_machine},
                                                   {"staff.errors", Screen::staff_errors},
                                                   {"staff.diagnostics", Screen::staff_diagnostics},
                                                   {"staff.settings", Screen::staff_settings},
                                                   {"staff.code", Screen::staff_code}}) {
    ScreenRig rig;
    staff_mode(rig);
    rig.draw();
    INFO(id);
    REQUIRE(rig.tap(id));
    CHECK(rig.state.place().screen == screen);
    rig.pass(400ms);
    REQUIRE(rig.tap("nav.back"));
    CHECK(rig.state.place().screen == Screen::staff_status);
  }
}

TEST_CASE("while a pack is installed nothing but the bar can be touched") {
  ScreenRig rig;
  staff_mode(rig);
  rig.state.staff.progress_percent = 64;
  show(rig, Screen::staff_installing);
  for (const ui::Node& one : rig.interface().tree().nodes()) {
    if (!one.focusable || !one.enabled) continue;
    INFO(one.id);
    CHECK(one.id.starts_with("access."));
  }
  CHECK(node(rig, "staff.progress")->value == "64%");
}

TEST_CASE("the figures of an installation are dark above the level and white below it") {
  for (const auto& [percent, dark, white] :
       {std::tuple{10, true, false}, std::tuple{40, true, true}, std::tuple{64, false, true}}) {
    ScreenRig rig;
    staff_mode(rig, Language::fr);
    rig.state.kiosk.reduced_motion = true;
    rig.state.staff.progress_percent = percent;
    show(rig, Screen::staff_installing);
    const ui::PixelBox arch = node(rig, "staff.progress")->box;
    const ui::Image picture = rig.picture();
    const ui::Colour ink = rig.interface().colours().ink, paper = rig.interface().colours().on_accent;
    const auto is = [](const std::uint8_t* pixel, ui::Colour colour) {
      return pixel[0] == colour.red && pixel[1] == colour.green && pixel[2] == colour.blue;
    };
    std::size_t darks = 0, whites = 0;
    const float middle = arch.y + arch.height * 0.64F;
    for (int y = static_cast<int>(middle - 80); y < static_cast<int>(middle + 80); ++y) {
      for (int x = static_cast<int>(arch.x + arch.width * 0.3F);
           x < static_cast<int>(arch.x + arch.width * 0.7F); ++x) {
        const std::uint8_t* pixel = picture.pixels.data() + 4 * (static_cast<std::size_t>(y) *
                                                                     static_cast<std::size_t>(picture.width) +
                                                                 static_cast<std::size_t>(x));
        darks += is(pixel, ink) ? 1 : 0;
        whites += is(pixel, paper) ? 1 : 0;
      }
    }
    INFO(percent << " " << darks << " " << whites);
    CHECK((darks > 200) == dark);
    CHECK((whites > 200) == white);
    tests::keep_picture(rig, "installing-" + std::to_string(percent));
  }
}

TEST_CASE("going back asks once more, and only where there is a version to go back to") {
  ScreenRig rig;
  staff_mode(rig);
  show(rig, Screen::staff_content);
  CHECK_FALSE(node(rig, "staff.rollback")->enabled);
  rig.state.kiosk.generations = {rig.state.kiosk.catalogue->version() - 1,
                                 rig.state.kiosk.catalogue->version()};
  rig.draw();
  REQUIRE(rig.tap("staff.rollback"));
  CHECK(rig.state.place().screen == Screen::staff_rollback);
  rig.pass(400ms);
  REQUIRE(rig.tap("staff.rollback.confirm"));
  CHECK(rig.state.place().screen == Screen::staff_installing);
  CHECK(rig.state.staff.going_back);
}

TEST_CASE("changed pages are listed by their titles and can be read before they are installed") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  app::PackView pack;
  pack.name = "sale-2.kpack";
  pack.catalogue = tests::sample_catalogue();
  pack.changed = {"article/governance"};
  rig.state.staff.chosen = pack;
  show(rig, Screen::staff_review);
  REQUIRE(rig.tap("staff.changes"));
  const std::string title = pack.catalogue->article("governance", Language::fr)->title;
  CHECK(says(rig, title));
  rig.pass(400ms);
  REQUIRE(rig.tap("staff.change.article/governance"));
  CHECK(rig.state.place().screen == Screen::staff_preview);
  CHECK(says(rig, pack.catalogue->article("governance", Language::fr)->chapters.front().title));
}

TEST_CASE("the preview is the page that citizens will see, from the new content, and leads only within it") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  app::PackView pack;
  pack.catalogue = tests::sample_catalogue();
  rig.state.staff.chosen = pack;
  rig.state.kiosk.catalogue = nullptr;
  const auto article = pack.catalogue->article("governance", Language::fr);
  show(rig, Screen::staff_preview, "article/governance");
  CHECK(name_of(rig, "staff.preview") == "Pas encore installé");
  CHECK(node(rig, "staff.exit") != nullptr);
  CHECK(node(rig, "article.next") != nullptr);
  const std::string last = "article.chapter." + std::to_string(article->chapters.size());
  REQUIRE(rig.tap(last));
  CHECK(rig.state.place().screen == Screen::staff_preview);
  CHECK(node(rig, last)->selected);
  for (const ui::Node& one : std::vector<ui::Node>(rig.interface().tree().nodes())) {
    if (!one.id.starts_with("link.") && one.id != "article.complaint") continue;
    rig.pass(400ms);
    rig.tap(one.id);
    INFO(one.id);
    CHECK(rig.state.place().screen == Screen::staff_preview);
  }
  staff_mode(rig, Language::fr);
  show(rig, Screen::staff_preview, "tip/led-off");
  CHECK(says(rig, pack.catalogue->tip("led-off", Language::fr)->title));
  CHECK(name_of(rig, "staff.preview") == "Pas encore installé");
  rig.pass(400ms);
  REQUIRE(rig.tap("nav.back"));
  CHECK(rig.state.place().screen == Screen::staff_status);
}

TEST_CASE("what the summary says and what the cards say is the same") {
  ScreenRig rig;
  staff_mode(rig, Language::fr);
  app::Kiosk& kiosk = rig.state.kiosk;
  kiosk.checkup = app::Checkup{};
  kiosk.checkup->clock = complaint::ClockQuality::synchronised;
  const auto summary = [&rig] {
    rig.draw();
    return name_of(rig, "staff.summary");
  };
  CHECK(summary().find("aucun bureau indiqué") != std::string::npos);
  CHECK(node(rig, "staff.network")->value == "aucun bureau indiqué");
  kiosk.channel = {true, std::nullopt, rig.state.now - 5s, "unreachable"};  // before there is an alarm
  CHECK(summary().find("injoignable") != std::string::npos);
  CHECK(node(rig, "staff.network")->value.find("coupé") != std::string::npos);
  kiosk.channel = {true, rig.state.now - 5s, std::nullopt, {}};
  CHECK(summary().find("Rien") != std::string::npos);
  kiosk.checkup->memory = {4'000'000'000, 100'000'000, 90'000'000};
  CHECK(summary().find("mémoire") != std::string::npos);
  kiosk.checkup->temperature = 41;  // the card tells what is wrong first
  CHECK(summary().find("mémoire") != std::string::npos);
  CHECK(name_of(rig, "staff.machine") == "Mémoire");
  kiosk.checkup->memory->free_bytes = 2'000'000'000;
  CHECK(summary().find("Rien") != std::string::npos);
  CHECK(name_of(rig, "staff.machine") == "Température");
  kiosk.complaint_problem = "disk-full";  // since the check-up
  CHECK(node(rig, "staff.store") != nullptr);
  CHECK(summary().find("Le disque est plein.") != std::string::npos);
  CHECK(node(rig, "staff.store")->value == "Le disque est plein.");
  CHECK(node(rig, "staff.summary")->role == ui::NodeRole::alert);
}

TEST_CASE("no reason is shown by the program's own English name in Arabic or French") {
  for (const Language language : {Language::ar, Language::fr}) {
    for (const char* reason : {"unreachable", "no-client", "revoked-kiosk", "http-503", "disk-full"}) {
      ScreenRig rig;
      staff_mode(rig, language);
      rig.state.kiosk.channel = {true, std::nullopt, rig.state.now - 5min, reason};
      show(rig, Screen::staff_network);
      INFO(reason);
      CHECK_FALSE(says(rig, reason));
      CHECK((says(rig, "E-") || says(rig, "HTTP 503")));
    }
    for (const char* refusal : {"already-installed", "no-content"}) {
      ScreenRig rig;
      staff_mode(rig, language);
      rig.state.staff.chosen = app::PackView{};
      rig.state.staff.refusal.code = refusal;
      show(rig, Screen::staff_refused);
      CHECK(name_of(rig, "staff.refused").find(refusal) == std::string::npos);
    }
  }
}

TEST_CASE("the status page stands whole at the normal size, either way up, in every language") {
  for (const auto& [width, height] : {std::pair{1080, 1920}, std::pair{1920, 1080}, std::pair{1280, 800}}) {
    for (const Language language : {Language::ar, Language::fr, Language::en}) {
      ScreenRig rig(width, height);
      staff_mode(rig, language);
      app::Kiosk& kiosk = rig.state.kiosk;
      kiosk.outbox = {3, 120, 1};
      kiosk.channel = {true, std::nullopt, rig.state.now - 10s, "unreachable"};
      kiosk.checkup = app::Checkup{};
      kiosk.checkup->clock = complaint::ClockQuality::plausible;
      kiosk.checkup->disk = {29'000'000'000, 11'000'000'000, 900'000'000, 10'000'000};
      kiosk.checkup->memory = {4'000'000'000, 2'100'000'000, 90'000'000};
      kiosk.checkup->oldest_waiting = rig.state.wall - 26min;
      kiosk.checkup->per_day = {9, 4, 2, 12, 15, 11, 6};
      rig.draw();
      INFO(width << " " << base::code_of(language));
      CHECK(node(rig, "scroll.down") == nullptr);
      CHECK(node(rig, "staff.code") != nullptr);
      tests::keep_picture(rig, base::cat("status-", width, "-", base::code_of(language)));
    }
  }
}

TEST_CASE("low reach is not offered where it changes nothing") {
  ScreenRig rig;
  rig.state.trail = {app::Place{}, {Screen::staff_pin, {}, 0}};
  rig.state.settings.low_reach = true;
  rig.draw();
  CHECK_FALSE(node(rig, "access.reach")->enabled);
  CHECK_FALSE(node(rig, "access.reach")->selected);
}

TEST_CASE("leaving at the staff's door leads back to the page it was opened on") {
  ScreenRig rig;
  rig.state.trail = {{Screen::home, {}, 0}, {Screen::category, {}, 0}, {Screen::staff_pin, {}, 0}};
  rig.state.form.draft.category = "lighting";
  rig.draw();
  REQUIRE(rig.tap("staff.exit"));
  CHECK(rig.state.place().screen == Screen::category);
  CHECK(rig.state.form.draft.category == "lighting");
}

TEST_CASE("the touch test counts touches and leaves none of them behind") {
  ScreenRig rig;
  staff_mode(rig, Language::en);
  show(rig, Screen::staff_touch);
  REQUIRE(rig.tap("staff.touch.field"));
  CHECK(name_of(rig, "staff.touch.count") == "\u20681\u2069 touch felt");
  rig.pass(400ms);
  REQUIRE(rig.tap("staff.touch.field"));
  CHECK(name_of(rig, "staff.touch.count") == "\u20682\u2069 touches felt");
  rig.pass(400ms);
  REQUIRE(rig.tap("staff.touch.clear"));
  CHECK(name_of(rig, "staff.touch.count") == "\u20680\u2069 touches felt");
}
