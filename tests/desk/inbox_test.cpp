// The pages' small print: filters that agree with each other, counters, links, dates, and what Open311 and
// other programs are told.

#include "kiosk/desk/inbox_query.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::body_of;
using tests::Browser;
using tests::DeskWorld;
using tests::has;
using tests::kNoon;

namespace {

constexpr std::string_view kOneOpen = "<span class=\"count\">1</span>";

}  // namespace

TEST_CASE("a chip and a state limit together, in the list as in the counts") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  browser.get("/cases?lang=fr");
  CHECK(browser.post("/cases/2026-2/answer", "ar=ok").status == 303);
  const base::HttpResponse both = browser.get("/cases?show=new&state=answered");
  CHECK(has(both, "Aucune réclamation ici"));
  CHECK(has(both, "Nouvelles 0</a>"));
  CHECK(has(both, "Toutes 1</a>"));
  CHECK(has(browser.get("/cases?show=new"), "/cases/2026-1?list=show%3Dnew\""));
  CHECK(has(browser.get("/cases?show=new&state=received"), "/cases/2026-1?list="));
}

TEST_CASE("the side bar counts right on every page, and counts nothing when it cannot") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  for (const char* path : {"/cases", "/cases/2026-1", "/cases/2026-99", "/nowhere", "/find?number=x"}) {
    CHECK(has(browser.get(path), kOneOpen));
  }
  CHECK(has(browser.send({"DELETE", "/cases", {{"Host", "desk"}}, {}, ""}), kOneOpen));
  const auto other = DeskDatabase::open(world.data()).value();
  REQUIRE(other->use()->run("ALTER TABLE cases RENAME TO away").ok());
  const base::HttpResponse trouble = browser.get("/cases");
  CHECK(trouble.status == 500);
  CHECK_FALSE(has(trouble, "class=\"count\""));
  REQUIRE(other->use()->run("ALTER TABLE away RENAME TO envelopes_away").ok());
}

TEST_CASE("the language link keeps what was chosen") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser browser(*desk);
  browser.sign_in();
  const base::HttpResponse page = browser.get("/cases?show=late&district=bettana&lang=ar&kiosk=%22%26");
  CHECK(has(page, "href=\"/cases?show=late&amp;district=bettana&amp;kiosk=%22%26&amp;lang=fr\""));
  CHECK(has(browser.get("/cases"), "href=\"/cases?lang=fr\""));
  CHECK_FALSE(has(browser.get("/find?number=4827"), "4827"));
}

TEST_CASE("a date has its year when it is not this one, and does not wrap in the list") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  CHECK(has(browser.get("/cases?lang=fr"), "<td class=\"date\">23 novembre</td>"));
  CHECK(has(browser.get("/cases/2026-1"), "22 janvier 2027"));
  browser.now += std::chrono::days(60);
  browser.sign_in();
  CHECK(has(browser.get("/cases"), "<td class=\"date\">23 novembre 2026</td>"));
  CHECK(has(browser.get("/cases/2026-1"), "23 novembre 2026, 13:00"));
  const base::HttpResponse style = desk->handle(tests::get_request("/assets/desk.css"), kNoon);
  CHECK(has(style, "td.date, td.name { white-space: nowrap; }"));
}

TEST_CASE("the last page is one step away, and a page after it is the last one") {
  const DeskWorld world;
  const auto desk = world.open();
  for (int count = 0; count < 7 * kCasesPerPage + 1; ++count) put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  const base::HttpResponse first = browser.get("/cases");
  CHECK(has(first, "page=4\">4</a>"));
  CHECK_FALSE(has(first, ">5</a>"));
  CHECK(has(first, "page=8\">8</a>"));
  const base::HttpResponse last = browser.get("/cases?page=8");
  CHECK(has(last, "show=open\">1</a>"));
  CHECK(has(last, "/cases/2026-176?list="));
  CHECK(has(browser.get("/cases?page=99"), "/cases/2026-176?list="));
}

TEST_CASE("a case that came by Open311 says so") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string form = base::cat("api_key=", world.api_key,
                                     "&service_code=roads&description=Une+grande+fosse+devant+la+porte");
  CHECK(
      desk->handle({"POST", "/open311/v2/requests.json", {{"Host", "desk"}}, base::to_bytes(form), ""}, kNoon)
          .status == 201);
  Browser browser(*desk);
  browser.sign_in();
  for (const char* path : {"/cases?lang=fr", "/cases/2026-1", "/cases?lang=ar", "/cases/2026-1"}) {
    const base::HttpResponse page = browser.get(path);
    CHECK(has(page, "Open311"));
    CHECK_FALSE(has(page, ">OPEN311<"));
    CHECK_FALSE(has(page, "Enregistrée à la borne"));
    CHECK_FALSE(has(page, "سُجلت على الشاشة"));
  }
}

TEST_CASE("a method that is not allowed is told which ones are") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto allowed = [&](const char* target) {
    base::HttpRequest request = tests::get_request(target);
    request.method = "DELETE";
    const base::HttpResponse response = desk->handle(request, kNoon);
    CHECK(response.status == 405);
    return std::string(base::header(response.headers, "Allow"));
  };
  CHECK(allowed("/cases") == "GET, HEAD, POST");
  CHECK(allowed("/open311/v2/requests.json") == "GET, HEAD, POST");
  CHECK(allowed("/open311/v2/services.json") == "GET, HEAD");
}

TEST_CASE("a status that GeoReport does not know is refused") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto status = [&](const char* query) {
    return desk->handle(tests::get_request(base::cat("/open311/v2/requests.json?status=", query)), kNoon)
        .status;
  };
  CHECK(status("open") == 200);
  CHECK(status("open,closed") == 200);
  CHECK(status("") == 200);
  CHECK(status("done") == 400);
  CHECK(status("open,done") == 400);
  CHECK(status("Open") == 400);
}

TEST_CASE("the strip tells how full a kiosk's store of complaints is, from half on") {
  const DeskWorld world;
  const auto desk = world.open();
  tests::Browser browser(*desk);
  browser.sign_in();
  const auto strip = [&](const char* report) {
    const auto database = DeskDatabase::open(world.data()).value();
    keep_health(database->use(), DeskWorld::kiosk_id(), report, kNoon).value();
    return body_of(browser.get("/cases?lang=fr"));
  };
  CHECK(strip("{}").find("remplie") == std::string::npos);
  CHECK(strip(R"({"fill_percent":49})").find("remplie") == std::string::npos);
  CHECK(strip(R"({"fill_percent":56})").find("remplie à <bdi class=\"ltr\">56%") != std::string::npos);
  CHECK(strip(R"({"fill_percent":83})").find("presque pleine : <bdi class=\"ltr\">83%") != std::string::npos);
  CHECK(strip(R"({"fill_percent":"<b>"})").find("<b>") == std::string::npos);
}

TEST_CASE("a case leads back to the list it was opened from, also after something was done") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  CHECK(has(browser.get("/cases"), "href=\"/cases/2026-1\""));  // as it opens: nothing to carry
  CHECK(has(browser.get("/cases?show=new&district=bettana"),
            "href=\"/cases/2026-1?list=show%3Dnew%26district%3Dbettana\""));
  const std::string back = "class=\"button back no-print\" href=\"/cases?show=new&amp;district=bettana\"";
  const base::HttpResponse page = browser.get("/cases/2026-1?list=show%3Dnew%26district%3Dbettana");
  CHECK(has(page, back));
  CHECK(has(page, "name=\"list\" value=\"show=new&amp;district=bettana\""));
  CHECK(has(page, "href=\"/cases/2026-1?list=show%3Dnew%26district%3Dbettana&amp;lang=fr\""));
  const base::HttpResponse done =
      browser.post("/cases/2026-1/assign", "assignee=amina&list=show%3Dnew%26district%3Dbettana");
  CHECK(base::header(done.headers, "Location") ==
        "/cases/2026-1?list=show%3Dnew%26district%3Dbettana&done=assign");
  const base::HttpResponse refused =
      browser.post("/cases/2026-1/note", "text=&list=show%3Dnew%26district%3Dbettana");
  CHECK(refused.status == 422);
  CHECK(has(refused, back));
  CHECK(has(browser.get("/mine"), "href=\"/cases/2026-1?list=room%3Dmine%26"));
  CHECK(has(browser.get("/cases/2026-1?list=room%3Dmine%26show%3Dlate"), "href=\"/mine?show=late\""));
}

TEST_CASE("the way back is one of our lists, whatever the address says") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  for (const char* evil : {"//evil.example", "https://evil.example", "%2F..%2Fsign-out", "%22%3E%3Cb%3E",
                           "%25zz", "room%3D%2F%2Fevil.example"}) {
    INFO(evil);
    const base::HttpResponse page = browser.get(base::cat("/cases/2026-1?list=", evil));
    CHECK(page.status == 200);
    CHECK(has(page, "class=\"button back no-print\" href=\"/cases\""));
    CHECK_FALSE(has(page, "name=\"list\""));
  }
  CHECK(list_address(base::cat("category=", std::string(kListMaxSize, 'x'))) == "/cases");
}

TEST_CASE("the dashboard gives a percentage against ten cases or more, else their number") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto before = kNoon, now = kNoon + std::chrono::days(30);
  for (int count = 0; count < 9; ++count) put(world, *desk, tests::lighting_draft(), before);
  for (int count = 0; count < 20; ++count) put(world, *desk, tests::lighting_draft(), now);
  Browser browser(*desk);
  browser.now = now;
  browser.sign_in();
  const base::HttpResponse few = browser.get("/dashboard?weeks=4&lang=fr");
  CHECK(has(few, "<div class=\"small\">période précédente : 9</div>"));
  CHECK_FALSE(has(few, "% par rapport"));
  CHECK(has(few, "aucune réponse sur la période précédente"));
  put(world, *desk, tests::lighting_draft(), before);
  CHECK(has(browser.get("/dashboard?weeks=4"), "+100%</bdi> par rapport à la période précédente"));
}
