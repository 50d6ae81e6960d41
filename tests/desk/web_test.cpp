#include "kiosk/desk/web.h"

#include "kiosk/desk/intake.h"
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

std::string header_of(const base::HttpResponse& response, std::string_view name) {
  return std::string(base::header(response.headers, name));
}

complaint::Draft saying(std::string_view text) {
  complaint::Draft draft = tests::lighting_draft();
  draft.text = text;
  return draft;
}

}  // namespace

TEST_CASE("nobody sees anything without signing in") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  for (const char* path : {"/", "/cases", "/cases/2026-1", "/find?number=2026/1", "/anything"}) {
    const base::HttpResponse response = browser.get(path);
    CHECK(response.status == 303);
    const bool is_case = std::string_view(path) == "/cases/2026-1";
    CHECK(header_of(response, "Location") == (is_case ? "/sign-in?back=/cases/2026-1" : "/sign-in"));
    CHECK(response.body.empty());
  }
  for (const char* path :
       {"/cases/2026-1/state", "/cases/2026-1/answer", "/cases/2026-1/phone", "/sign-out"}) {
    CHECK(browser.post(path, "state=closed&ar=x&reason=y").status == 403);
  }
}

TEST_CASE("the right name and password open the desk, anything else does not") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser browser(*desk);
  CHECK(browser.sign_in("amina", "wrong password").status == 403);
  CHECK(browser.sign_in("nobody", tests::kPassword).status == 403);
  CHECK(browser.sign_in("", "").status == 403);
  CHECK(browser.get("/cases").status == 303);
  CHECK(browser.sign_in().status == 303);
  CHECK(browser.get("/cases").status == 200);
  CHECK(browser.post("/sign-out", "").status == 303);
  CHECK(browser.get("/cases").status == 303);
}

TEST_CASE("a second tab, or a browser that asks for an icon, does not spoil a sign-in form that is open") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser browser(*desk);
  browser.get("/sign-in");
  const std::string token = browser.token;
  browser.get("/favicon.ico");
  browser.get("/sign-in");
  browser.token = token;
  CHECK(browser.post("/sign-in", "user=amina&password=correct+horse+battery").status == 303);
}

TEST_CASE("the session's cookie is out of reach of scripts and other sites, and secret over TLS") {
  const DeskWorld world;
  {
    const auto desk = world.open();
    Browser browser(*desk);
    const base::HttpResponse response = browser.sign_in();
    const std::string cookie = header_of(response, "Set-Cookie");
    CHECK(cookie.starts_with("desk_session="));
    CHECK(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
  }
  const auto desk = Desk::open(world.paths(), Cookies::secure).value();
  Browser browser(*desk);
  CHECK(header_of(browser.sign_in(), "Set-Cookie").ends_with("; Secure"));
}

TEST_CASE("after five failures the right password has to wait a minute too") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser browser(*desk);
  for (int count = 0; count < kTriesBeforeWait; ++count)
    CHECK(browser.sign_in("amina", "wrong password").status == 403);
  CHECK(browser.sign_in().status == 429);
  browser.now += kSignInWait;
  CHECK(browser.sign_in().status == 303);
}

TEST_CASE("an address that tries many names has to wait, others do not") {
  const DeskWorld world;
  const auto database = DeskDatabase::open(world.data()).value();
  const DeskUse use = database->use();
  const auto may = [&](std::string_view peer, base::Timestamp now) {
    return may_sign_in(use, "amina", peer, now).value();
  };
  for (std::int64_t count = 0; count < kPeerTriesBeforeWait; ++count) {
    CHECK(may_sign_in(use, base::cat("user", count), "10.0.0.9", kNoon).value() == SignIn::may_try);
    sign_in_failed(use, base::cat("user", count), "10.0.0.9", kNoon).value();
  }
  CHECK(may("10.0.0.9", kNoon) == SignIn::wait);
  CHECK(may("10.0.0.8", kNoon) == SignIn::may_try);
  CHECK(may("10.0.0.9", kNoon + kSignInWait) == SignIn::may_try);
}

TEST_CASE("a name that is tried from everywhere is locked until an administrator or time lets it in") {
  const DeskWorld world;
  const auto database = DeskDatabase::open(world.data()).value();
  const DeskUse use = database->use();
  for (std::int64_t count = 1; count <= kTriesBeforeLock; ++count) {
    const SignIn after = sign_in_failed(use, "amina", base::cat("10.0.0.", count), kNoon).value();
    CHECK((after == SignIn::locked) == (count == kTriesBeforeLock));
  }
  const auto may = [&](std::string_view user, base::Timestamp now) {
    return may_sign_in(use, user, "10.0.1.1", now).value();
  };
  CHECK(may("amina", kNoon) == SignIn::locked);
  CHECK(may("youssef", kNoon) == SignIn::may_try);
  CHECK(may("amina", kNoon + kLockTime) == SignIn::may_try);
  unlock_sign_in(use, "amina").value();
  CHECK(may("amina", kNoon) == SignIn::may_try);
}

TEST_CASE("a session ends when it is idle, when it is old, and when its user is disabled") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser browser(*desk);
  browser.sign_in();
  browser.now += kSessionMaxIdle;
  CHECK(browser.get("/cases").status == 200);
  browser.now += kSessionMaxIdle + base::Milliseconds(1);
  CHECK(browser.get("/cases").status == 303);
  browser.sign_in();
  for (int hour = 0; hour < 10; ++hour) {
    browser.now += std::chrono::hours(1);
    CHECK(browser.get("/cases").status == 200);
  }
  browser.now += std::chrono::hours(1);
  CHECK(browser.get("/cases").status == 303);
  browser.sign_in();
  CHECK(browser.get("/cases").status == 200);
  const auto database = DeskDatabase::open(world.data()).value();
  REQUIRE(disable_user(database->use(), "amina", tests::kDoing).ok());
  CHECK(browser.get("/cases").status == 303);
  CHECK(browser.sign_in().status == 403);
}

TEST_CASE("a form without its token, or from another site, does nothing") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  const std::string token = browser.token;
  for (const std::string& wrong : {std::string(), std::string(64, '0'), token.substr(1)}) {
    browser.token = wrong;
    CHECK(browser.post("/cases/2026-1/state", "state=closed&sure=yes").status == 403);
  }
  const auto from_page_of = [&](const char* origin) {
    const std::string body = base::cat("token=", token, "&state=in_progress");
    return browser
        .send(
            {"POST", "/cases/2026-1/state", {{"Host", "desk"}, {"Origin", origin}}, base::to_bytes(body), ""})
        .status;
  };
  CHECK(from_page_of("http://evil.example") == 403);
  CHECK(from_page_of("http://desk.evil.example") == 403);
  CHECK(from_page_of("null") == 403);
  browser.token = token;
  CHECK(has(browser.get("/cases/2026-1"), "tag received"));
  CHECK(from_page_of("http://desk") == 303);
  CHECK(browser.post("/cases/2026-1/state", "state=closed&sure=yes").status == 303);
  Browser other(*desk);  // a sign-in form whose cookie another site cannot set
  other.get("/sign-in");
  other.cookies.clear();
  CHECK(other.post("/sign-in", "user=amina&password=correct+horse+battery").status == 403);
}

TEST_CASE("every answer forbids scripts and frames from elsewhere and is not guessed at") {
  const DeskWorld world;
  const auto desk = world.open();
  for (const char* path :
       {"/sign-in", "/cases", "/assets/desk.css", "/v1/x", "/open311/v2/services.json", "/healthz"}) {
    const base::HttpResponse response = desk->handle(tests::get_request(path), kNoon);
    const std::string policy = header_of(response, "Content-Security-Policy");
    CHECK(policy.starts_with("default-src 'none'"));
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(header_of(response, "X-Content-Type-Options") == "nosniff");
    CHECK(header_of(response, "X-Frame-Options") == "DENY");
    CHECK(header_of(response, "Referrer-Policy") == "same-origin");
  }
  Browser browser(*desk);
  CHECK(header_of(browser.get("/sign-in"), "Cache-Control") == "no-store");
}

TEST_CASE("pages are whole in themselves: no inline script or style, nothing from elsewhere") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  const std::string sign_in = body_of(browser.get("/sign-in"));
  browser.sign_in();
  for (const std::string& page : {sign_in, body_of(browser.get("/cases")),
                                  body_of(browser.get("/cases/2026-1")), body_of(browser.get("/dashboard")),
                                  body_of(browser.get("/kiosks")), body_of(browser.get("/account"))}) {
    for (const char* forbidden : {"http://", "https://", "<style", "style=", "onclick",
                                  "javascript:", "&lt;/"}) {  // or markup as text
      CHECK(page.find(forbidden) == std::string::npos);
    }
    CHECK(page.size() < 40'000);
  }
  CHECK(desk->handle(tests::get_request("/assets/desk.css"), kNoon).status == 200);
  CHECK(desk->handle(tests::get_request("/assets/desk.js"), kNoon).status == 200);
  CHECK(desk->handle(tests::get_request("/assets/icons.svg"), kNoon).status == 200);
  CHECK(desk->handle(tests::get_request("/assets/../desk.db"), kNoon).status == 404);
}

TEST_CASE("what a citizen wrote is shown as text, whatever it contains") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string evil =
      "<script>alert(1)</script><img src=x onerror=alert(2)> \"' & ]]> \u202Eabc \u0007 end";
  complaint::Draft draft = saying(evil);
  draft.name = "<b>name</b>";
  draft.landmark = "\"><i>landmark";
  draft.neighbourhood = "</dd>";
  put(world, *desk, draft);
  Browser browser(*desk);
  browser.sign_in();
  for (const char* path : {"/cases", "/cases/2026-1"}) {
    const base::HttpResponse page = browser.get(path);
    CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    for (const char* live : {"<script>a", "<img", "<b>name", "<i>land", "\u202E", "\u0007"})
      CHECK_FALSE(has(page, live));
  }
  const base::HttpResponse page = browser.get("/cases/2026-1");
  CHECK(has(page, "<blockquote class=\"quote\" dir=\"auto\">&lt;script&gt;"));
  CHECK(has(page, "&lt;b&gt;name&lt;/b&gt;"));
  browser.post("/cases/2026-1/answer", "ar=%3Cscript%3E1&fr=%22%3E%3Cb%3E");
  CHECK(has(browser.get("/cases/2026-1"), "&lt;script&gt;1"));
  CHECK_FALSE(has(browser.get("/cases?kiosk=%22%3E%3Cscript%3E&category=%3Cx"), "<script>\""));
  CHECK_FALSE(has(browser.get("/cases?kiosk=%22%3E%3Cscript%3E"), "\"><script>"));
}

TEST_CASE("the inbox sorts by deadline, marks what is late and soon, and keeps counts at its filters") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto day = [](int number) { return kNoon + std::chrono::days(number); };
  put(world, *desk, saying("third to be answered"), day(50));
  put(world, *desk, saying("the first and late one"), day(0));
  put(world, *desk, saying("second and due soon"), day(2));
  put(world, *desk, saying("closed long ago now"), day(1));
  Browser browser(*desk);
  browser.now = day(60) + std::chrono::hours(1);
  browser.sign_in();
  CHECK(browser.post("/cases/2026-3/state", "state=closed&sure=yes").status == 303);
  const std::string page = body_of(browser.get("/cases?show=all"));
  std::vector<std::size_t> at;
  for (const char* subject :
       {"the first and late one", "second and due soon", "third to be answered", "closed long ago now"}) {
    at.push_back(page.find(subject));
  }
  CHECK(std::is_sorted(at.begin(), at.end()));
  CHECK(at.back() != std::string::npos);
  CHECK(page.find("تأخرت يوماً واحداً") != std::string::npos);
  CHECK(page.find("بقي يومان") != std::string::npos);
  CHECK(page.find("الكل 3</a>") != std::string::npos);
  CHECK(page.find("المنتهية 1</a>") != std::string::npos);
  CHECK(page.find("المفتوحة والمنتهية 4</a>") != std::string::npos);
  const std::string open = body_of(browser.get("/cases"));
  CHECK(open.find("third to be answered") != std::string::npos);
  CHECK(open.find("closed long ago now") == std::string::npos);
  const std::string done = body_of(browser.get("/cases?show=done"));
  CHECK(done.find("third to be answered") == std::string::npos);
  CHECK(done.find("closed long ago now") != std::string::npos);
  CHECK(page.find("متأخرة 1</a>") != std::string::npos);
  const std::string late = body_of(browser.get("/cases?show=late"));
  CHECK(late.find("the first and late one") != std::string::npos);
  CHECK(late.find("second and due soon") == std::string::npos);
  CHECK(body_of(browser.get("/cases?state=closed")).find("closed long ago") != std::string::npos);
  CHECK(body_of(browser.get("/cases?district=hssaine")).find("لا شكايات هنا") != std::string::npos);
  CHECK(body_of(browser.get("/cases?category=lighting&kiosk=K-01")).find("second and due") !=
        std::string::npos);
}

TEST_CASE("a long inbox comes in pages") {
  const DeskWorld world;
  const auto desk = world.open();
  for (int count = 0; count < 30; ++count) {
    put(world, *desk, saying(base::cat("complaint number ", count, " end")),
        kNoon + std::chrono::minutes(count));
  }
  Browser browser(*desk);
  browser.sign_in();
  const base::HttpResponse first = browser.get("/cases");
  CHECK(has(first, "complaint number 24 end"));
  CHECK_FALSE(has(first, "complaint number 25 end"));
  CHECK(has(browser.get("/cases?page=2"), "complaint number 29 end"));
  CHECK(browser.get("/cases?page=999999999999999999999").status == 200);
  CHECK(browser.get("/cases?page=-5").status == 200);
  CHECK(first.body.size() < 60'000);
}

TEST_CASE("the telephone is masked until somebody gives a reason, which stays in the history") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  CHECK(has(browser.get("/cases/2026-1"), "06 •• •• •• 78"));
  CHECK(browser.post("/cases/2026-1/phone", "reason=").status == 422);
  REQUIRE(browser.post("/cases/2026-1/phone", "reason=rappel%20du%20citoyen").status == 303);
  for (int again = 0; again < 2; ++again) {
    const base::HttpResponse shown = browser.get("/cases/2026-1");
    CHECK(has(shown, "06 12 34 56 78"));
    CHECK(has(shown, "rappel du citoyen"));
  }
  browser.now += std::chrono::minutes(5);
  const base::HttpResponse after = browser.get("/cases/2026-1");
  CHECK_FALSE(has(after, "06 12 34 56 78"));
  CHECK(has(after, "rappel du citoyen"));
  CHECK(has(after, "amina"));
}

TEST_CASE("an answer has a limit of characters, and what was typed is not lost when it is refused") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  const std::string long_text(601, 'a');
  const base::HttpResponse refused = browser.post("/cases/2026-1/answer", "ar=&fr=" + long_text);
  CHECK(refused.status == 422);
  CHECK(has(refused, long_text));
  CHECK(browser.post("/cases/2026-1/answer", "ar=&fr=").status == 422);
  CHECK(browser.post("/cases/2026-1/answer", "ar=" + std::string(600, 'a') + "&fr=").status == 303);
  CHECK(has(browser.get("/cases/2026-1"), "tag answered"));
}

TEST_CASE("a closed case can be reopened for thirty days, and no case becomes new again") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  CHECK(browser.post("/cases/2026-1/state", "state=received").status == 422);
  CHECK(browser.post("/cases/2026-1/state", "state=bogus").status == 404);
  CHECK(browser.post("/cases/2026-1/state", "state=closed&sure=yes").status == 303);
  browser.now += std::chrono::days(30);
  browser.sign_in();
  CHECK(browser.post("/cases/2026-1/state", "state=in_progress").status == 303);
  CHECK(browser.post("/cases/2026-1/state", "state=closed&sure=yes").status == 303);
  browser.now += std::chrono::days(31);
  browser.sign_in();
  CHECK(browser.post("/cases/2026-1/state", "state=in_progress").status == 422);
}

TEST_CASE("the desk speaks Arabic from right to left first, and French when asked, and remembers") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  CHECK(has(browser.get("/sign-in"), "<html lang=\"ar\" dir=\"rtl\">"));
  browser.sign_in();
  CHECK(has(browser.get("/cases"), "الوارد"));
  CHECK(has(browser.get("/cases?lang=fr"), "<html lang=\"fr\" dir=\"ltr\">"));
  const base::HttpResponse page = browser.get("/cases/2026-1");
  CHECK(has(page, "Éclairage public"));
  CHECK(has(page, "Historique"));
  CHECK(has(browser.get("/cases?lang=xx"), "lang=\"fr\" dir=\"ltr\""));
}

TEST_CASE("the first reading of a case is noted, later ones are not") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  CHECK(has(browser.get("/cases"), "class=unread"));
  browser.get("/cases/2026-1");
  browser.get("/cases/2026-1");
  CHECK_FALSE(has(browser.get("/cases"), "class=unread"));
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  CHECK(history_of(database->use(), vault, 1)->size() == 2);
}

TEST_CASE("a case is found by its number, and what is no number is told so") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser browser(*desk);
  browser.sign_in();
  CHECK(header_of(browser.get("/find?number=2026/1"), "Location") == "/cases/2026-1");
  CHECK(browser.get("/find?number=x").status == 404);
  for (const char* nowhere :
       {"/cases/2026-99", "/cases/x", "/cases/2026-1/x", "/cases/2026-1x", "/nowhere"}) {
    CHECK(browser.get(nowhere).status == 404);
  }
  CHECK(browser.send({"DELETE", "/cases", {{"Host", "desk"}}, {}, ""}).status == 405);
  CHECK(desk->handle(tests::get_request("/cases?x=%zz"), kNoon).status == 400);
}

TEST_CASE("the kiosk strip says which kiosk is cut off and what waits in it") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto database = DeskDatabase::open(world.data()).value();
  Browser browser(*desk);
  browser.sign_in();
  CHECK(has(browser.get("/cases"), "لم تتصل بعد"));
  REQUIRE(keep_health(database->use(), DeskWorld::kiosk_id(), R"({"queued":3,"failed":0})", kNoon).ok());
  CHECK(has(browser.get("/cases"), "تنتظر: 3"));
  browser.now += std::chrono::minutes(21);
  CHECK(has(browser.get("/cases"), "مقطوعة منذ"));
}

TEST_CASE("users have real passwords and one name each") {
  const DeskWorld world;
  const auto database = DeskDatabase::open(world.data()).value();
  CHECK(add_user(database->use(), "youssef", "too short", Role::agent, tests::kDoing)
            .error()
            .is(DeskError::refused));
  for (const char* weak : {"1234567890", "9876543210", "aaaaaaaaaaaa", "youssef2026", "2026-YOUSSEF-2026"})
    CHECK(add_user(database->use(), "youssef", weak, Role::agent, tests::kDoing)
              .error()
              .is(DeskError::refused));
  CHECK(add_user(database->use(), "two words", tests::kPassword, Role::agent, tests::kDoing)
            .error()
            .is(DeskError::refused));
  CHECK(add_user(database->use(), "amina", tests::kPassword, Role::agent, tests::kDoing)
            .error()
            .is(DeskError::exists));
  CHECK(add_user(database->use(), "youssef", "كلمة سر طويلة", Role::agent, tests::kDoing).ok());
  CHECK(list_users(database->use())->size() == 2);
  CHECK(disable_user(database->use(), "nobody", tests::kDoing).error().is(DeskError::not_found));
}
