// One's own account: password, and a second factor from a telephone.

#include <liboath/oath.h>

#include "kiosk/desk/totp.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::Browser;
using tests::DeskWorld;
using tests::kNoon;

namespace {

std::string between(const base::HttpResponse& page, std::string_view start, std::string_view end) {
  const std::string body = tests::body_of(page);
  const std::size_t at = body.find(start);
  REQUIRE(at != std::string::npos);
  const std::size_t from = at + start.size();
  return body.substr(from, body.find(end, from) - from);
}

// What an authenticator app shows for the key as it was typed from the page.
std::string code_for(std::string key, base::Timestamp now) {
  std::erase(key, ' ');
  char* secret = nullptr;
  std::size_t size = 0;
  REQUIRE(oath_base32_decode(key.data(), key.size(), &secret, &size) == OATH_OK);
  char code[8] = {};
  REQUIRE(oath_totp_generate(secret, size, base::to_unix_ms(now) / 1000, 30, 0, 6, code) == OATH_OK);
  std::free(secret);
  return code;
}

// Signs in, turns the second factor on, and gives the key.
std::string turn_on(Browser& browser) {
  browser.sign_in();
  const base::HttpResponse page = browser.post("/account/totp", "");
  const std::string key = between(page, "secret\">", "<");
  const std::string box = between(page, "name=\"box\" value=\"", "\"");
  const base::HttpResponse wrong = browser.post("/account/totp", base::cat("code=000000&box=", box));
  CHECK(wrong.status == 422);
  CHECK(tests::has(wrong, key));  // nobody types the key again
  REQUIRE(
      browser.post("/account/totp", base::cat("code=", code_for(key, browser.now), "&box=", box)).status ==
      303);
  return key;
}

}  // namespace

TEST_CASE("with a second factor the password alone opens nothing") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser setup(*desk);
  const std::string key = turn_on(setup);
  Browser browser(*desk);
  browser.now = kNoon + std::chrono::minutes(5);
  const base::HttpResponse half = browser.sign_in();
  CHECK(base::header(half.headers, "Location") == "/sign-in/code");
  for (const char* page : {"/cases", "/cases/2026-1", "/account", "/dashboard", "/users"})
    CHECK(base::header(browser.get(page).headers, "Location") == "/sign-in/code");
  CHECK(browser.post("/cases/2026-1/state", "state=closed&sure=yes").status == 303);
  browser.get("/sign-in/code");
  CHECK(browser.post("/sign-in/code", "code=123456").status == 403);
  const std::string code = code_for(key, browser.now);
  const auto before = browser.cookies;
  REQUIRE(browser.post("/sign-in/code", "code=" + code).status == 303);
  CHECK(browser.get("/cases").status == 200);
  CHECK(browser.cookies != before);  // half a sign-in's token is worth nothing afterwards
  // The same code again is no code, for whoever saw it typed.
  Browser thief(*desk);
  thief.now = browser.now;
  thief.sign_in();
  thief.get("/sign-in/code");
  CHECK(thief.post("/sign-in/code", "code=" + code).status == 403);
  CHECK(base::header(thief.get("/cases").headers, "Location") == "/sign-in/code");
}

TEST_CASE(
    "the secret of a second factor comes as a picture to scan, too, and a locked name is shown as such") {
  const DeskWorld world;
  const auto desk = world.open();
  add_user(DeskDatabase::open(world.data()).value()->use(), "said", tests::kPassword, Role::administrator,
           tests::kDoing)
      .value();
  Browser said(*desk);
  said.sign_in("said");
  const base::HttpResponse fresh = said.post("/account/totp", "");
  CHECK(tests::has(fresh, "<svg class=\"qr\""));
  CHECK_FALSE(tests::has(said.get("/users"), "مقفل"));
  Browser stranger(*desk);
  for (std::int64_t at = 0; at < kTriesBeforeLock; ++at) {
    stranger.now += std::chrono::minutes(2);
    stranger.sign_in("amina", "wrong password");
  }
  said.now = stranger.now;
  CHECK(tests::has(said.get("/users"), "مقفل"));
}

TEST_CASE("wrong codes lock like wrong passwords") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser setup(*desk);
  const std::string key = turn_on(setup);
  Browser browser(*desk);
  browser.sign_in();
  browser.get("/sign-in/code");
  int status = 403;
  for (std::int64_t count = 0; count < kTriesBeforeWait; ++count)
    status = browser.post("/sign-in/code", "code=000000").status;
  CHECK(status == 429);
  CHECK(browser.post("/sign-in/code", "code=" + code_for(key, browser.now)).status == 429);
}

TEST_CASE("the second factor goes with the password, or by an administrator") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser browser(*desk);
  turn_on(browser);
  CHECK(browser.post("/account/totp-off", "old=wrong").status == 422);
  CHECK(browser.post("/account/totp-off", base::cat("old=", percent_encoded(tests::kPassword))).status ==
        303);
  Browser again(*desk);
  CHECK(base::header(again.sign_in().headers, "Location") == "/");
}

TEST_CASE("one's own password is changed with the old one, and ends every session") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser browser(*desk), elsewhere(*desk);
  browser.sign_in();
  elsewhere.sign_in();
  const auto change = [&](std::string_view old, std::string_view fresh) {
    return browser.post("/account/password",
                        base::cat("old=", percent_encoded(old), "&new=", percent_encoded(fresh)));
  };
  CHECK(change("wrong", "a new long password").status == 422);
  CHECK(change(tests::kPassword, "short").status == 422);
  CHECK(change(tests::kPassword, "a new long password").status == 303);
  CHECK(browser.get("/cases").status == 303);
  CHECK(elsewhere.get("/cases").status == 303);
  CHECK(browser.sign_in("amina", "a new long password").status == 303);
}

TEST_CASE("a session outlives the desk's restart, and is known at every desk of the same database") {
  const DeskWorld world;
  auto desk = world.open();
  Browser browser(*desk);
  browser.sign_in();
  const auto cookies = browser.cookies;
  desk.reset();
  desk = world.open();
  Browser after(*desk);
  after.cookies = cookies;
  CHECK(after.get("/cases").status == 200);
}
