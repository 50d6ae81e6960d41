// The search: a case by its number, or by the code of the citizen's receipt.

#include "kiosk/desk/intake.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::Browser;
using tests::DeskWorld;
using tests::kNoon;

namespace {

std::string arabic_digits(std::string_view digits) {
  constexpr std::array<std::string_view, 10> kDigits = {"٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"};
  std::string out;
  for (const char digit : digits) out += kDigits[static_cast<std::size_t>(digit - '0')];
  return out;
}

std::string found(Browser& browser, std::string_view typed) {
  const base::HttpResponse response = browser.get("/find?number=" + percent_encoded(typed));
  return std::string(base::header(response.headers, "Location"));
}

// Takes a complaint in without a desk, so that no ticket worker serves it.
tests::Sealed file(const DeskWorld& world) {
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  tests::Sealed sealed = tests::seal(world.kiosk);
  CHECK(admit(*database, vault, {sealed.bytes, std::nullopt, std::nullopt}, kNoon).outcome ==
        Admission::Outcome::stored);
  return sealed;
}

}  // namespace

TEST_CASE("a case number is found with blanks around it and in either digits") {
  const DeskWorld world;
  file(world);
  const auto desk = world.open();
  Browser browser(*desk);
  browser.sign_in();
  for (const char* typed : {"2026/1", "2026-1", "  2026/1 ", "2026 / 1", "\u00A02026/1\u200E", "٢٠٢٦/١"}) {
    INFO(typed);
    CHECK(found(browser, typed) == "/cases/2026-1");
  }
}

TEST_CASE("a case is found by the receipt's code, before and after its ticket is derived") {
  const DeskWorld world;
  file(world);
  const tests::Sealed sealed = file(world);
  const std::string code(sealed.code.digits());
  const auto desk = world.open();
  Browser browser(*desk);
  browser.sign_in();
  CHECK(found(browser, code) == "/cases/2026-2");
  tests::wait_for_tickets(world);
  CHECK(found(browser, sealed.code.grouped().view()) == "/cases/2026-2");
  CHECK(found(browser, base::cat(" ", code.substr(0, 4), "-", code.substr(4, 4), "-", code.substr(8))) ==
        "/cases/2026-2");
  CHECK(found(browser, arabic_digits(code)) == "/cases/2026-2");
  const base::HttpResponse posted = browser.post("/find", "number=" + code);
  CHECK(base::header(posted.headers, "Location") == "/cases/2026-2");
}

TEST_CASE("a code that is nobody's, or is mistyped, finds nothing and is not repeated on the page") {
  const DeskWorld world;
  const tests::Sealed sealed = file(world);
  const auto desk = world.open();
  Browser browser(*desk);
  browser.sign_in();
  std::string wrong(sealed.code.digits());
  wrong.back() = wrong.back() == '9' ? '0' : static_cast<char>(wrong.back() + 1);
  const std::string other(tests::seal(world.kiosk).code.digits());
  for (const std::string& typed : {wrong, other, std::string("4827")}) {
    const base::HttpResponse response = browser.get("/find?number=" + typed);
    CHECK(response.status == 404);
    CHECK(tests::body_of(response).find(typed) == std::string::npos);
  }
}

TEST_CASE("the search box keeps what is typed out of addresses") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser browser(*desk);
  browser.sign_in();
  CHECK(tests::body_of(browser.get("/cases")).find("method=\"post\" action=\"/find\"") != std::string::npos);
  browser.token = "";
  CHECK(browser.post("/find", "number=2026/1").status == 403);
}
