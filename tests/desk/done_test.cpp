// What was done is said once, on the page that follows.

#include "kiosk/desk/done_note.h"

#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::Browser;
using tests::DeskWorld;
using tests::has;

namespace {

// The page a form leads to.
base::HttpResponse after(Browser& browser, std::string_view target, std::string_view form) {
  const base::HttpResponse response = browser.post(target, form);
  REQUIRE(response.status == 303);
  return browser.get(base::header(response.headers, "Location"));
}

}  // namespace

TEST_CASE("after an action that worked the page that follows says so, in the reader's language") {
  const DeskWorld world;
  const auto desk = world.open();
  for (int count = 0; count < 2; ++count) put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  const auto says = [&](std::string_view action, std::string_view form, std::string_view words) {
    const base::HttpResponse page = after(browser, base::cat("/cases/2026-1/", action), form);
    INFO(words);
    CHECK(has(page, base::cat("</svg>", words, "</p>")));
    CHECK(has(page, "<p role=\"status\" class=\"message good"));
  };
  says("state", "state=in_progress", "حُفظت الحالة، ويراها المواطن عند التتبع.");
  browser.get("/cases?lang=fr");
  says("draft", "fr=Half", "Brouillon gardé, pas encore envoyé.");
  says("answer", "fr=Fait", "Réponse envoyée : le citoyen la voit au suivi.");
  says("note", "text=vu", "Note ajoutée à l&#39;historique.");
  says("assign", "assignee=amina", "Responsable du dossier enregistré.");
  says("category", "category=roads", "Sujet du dossier corrigé.");
  says("merge", "other=2026/2", "Dossier joint à l&#39;autre.");
  says("part", "", "Dossier détaché de l&#39;autre.");
  CHECK(has(after(browser, "/bulk", "action=take&case=2026-1&case=2026-9"),
            "Dossiers modifiés : 1, inchangés : 1"));
  CHECK(has(after(browser, "/views", "name=v&query=show%3Dlate"), "Vue gardée."));
  CHECK(has(after(browser, "/cases/2026-1/erase", "reason=demande&sure=yes"), "effacé pour toujours."));
}

TEST_CASE("a code that is none says nothing, and no link carries a code on") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  for (const char* nothing : {"/cases?done=", "/cases?done=x", "/cases?done=%3Cb%3E", "/cases?changed=3"})
    CHECK_FALSE(has(browser.get(nothing), "role=\"status\""));
  const base::HttpResponse page = browser.get("/cases?show=late&done=bulk&changed=%3Cb%3E&kept=2");
  CHECK(has(page, "role=\"status\""));
  CHECK_FALSE(has(page, "done="));
  CHECK_FALSE(has(page, "kept="));
  CHECK_FALSE(has(page, "<b>"));
  CHECK(has(page, "href=\"/cases?show=late&amp;lang=fr\""));
  browser.cookies.clear();
  CHECK_FALSE(has(browser.get("/sign-in?done=settings"), "role=\"status\""));
}

TEST_CASE("settings that are saved and users that are changed are said to be") {
  const DeskWorld world;
  const auto desk = world.open();
  add_user(DeskDatabase::open(world.data()).value()->use(), "said", tests::kPassword, Role::administrator,
           tests::kDoing)
      .value();
  Browser browser(*desk);
  browser.sign_in("said");
  const std::string settings =
      "answer_days=30&from=deposit&acknowledge_days=0&remind_working_days=3&escalate_after_days=0&keep_"
      "months=0";
  CHECK(has(after(browser, "/settings", settings), "حُفظت الإعدادات."));
  CHECK(has(after(browser, "/users/role", "name=amina&role=agent"), "تغير دور المستخدم."));
  CHECK(has(after(browser, "/users/disable", "name=amina"), "أُوقف حساب المستخدم."));
  CHECK(has(after(browser, "/users/enable", "name=amina"), "أُعيد تفعيل حساب المستخدم."));
}
