// What leaves the desk as files, and the figures of the dashboard.

#include "kiosk/desk/exports.h"
#include "kiosk/desk/inbox_words.h"

#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using std::chrono::days;
using tests::Browser;
using tests::DeskWorld;
using tests::kNoon;

TEST_CASE("a cell of a table is no formula, whatever a citizen wrote") {
  CHECK(csv_cell("plain") == "plain");
  CHECK(csv_cell("a;b") == "\"a;b\"");
  CHECK(csv_cell("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(csv_cell("two\nlines") == "\"two\nlines\"");
  for (const char* formula : {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", " =1"}) {
    INFO(formula);
    const std::string cell = csv_cell(formula);
    CHECK((cell.starts_with("'") || cell.starts_with("\"'")));
  }
  CHECK(csv_cell("").empty());
}

TEST_CASE("cases go out without personal data, and with it only for who asks and may, and the log tells") {
  const DeskWorld world;
  const auto desk = world.open();
  complaint::Draft draft = tests::lighting_draft();
  draft.text = "=HYPERLINK(\"http://x\") Canary-text";
  draft.name = "Canary-name";
  put(world, *desk, draft);
  Browser clerk(*desk);
  clerk.sign_in();
  REQUIRE(clerk.post("/cases/2026-1/answer", "fr=Canary-answer").status == 303);
  for (const char* plain : {"/export/cases.csv", "/export/cases.json"}) {
    const base::HttpResponse response = clerk.get(plain);
    CHECK(response.status == 200);
    CHECK(tests::has(response, std::string_view(plain).ends_with("csv") ? "\r\n2026;1;شكاية;" : "2026/1"));
    CHECK(tests::has(response, std::string_view(plain).ends_with("csv") ? "تمت الإجابة" : "answered"));
    CHECK_FALSE(tests::has(response, "Canary"));
    CHECK_FALSE(tests::has(response, "0612345678"));
  }
  const base::HttpResponse csv =
      clerk.post("/export/personal", "purpose=citizen&format=csv&query=show%3Dall");
  CHECK(tests::has(csv, "\"'=HYPERLINK"));
  for (const char* word : {"Canary-text", "Canary-name", "Canary-answer", ";06 12 34 56 78;"})
    CHECK(tests::has(csv, word));
  CHECK(
      tests::body_of(csv).starts_with("\xEF\xBB\xBF"
                                      "السنة;رقم الملف;النوع;"));
  const base::Json json =
      tests::json_of(clerk.post("/export/personal?lang=fr", "purpose=citizen&format=json&query=show%3Dall"));
  CHECK(json.items()->size() == 1);
  CHECK((*json.items())[0].string_or("category", "") == "Éclairage public");
  CHECK((*json.items())[0].string_or("answer_fr", "") == "Canary-answer");
  CHECK(tests::json_of(clerk.get("/export/cases.json?category=roads")).items()->empty());
  const auto database = DeskDatabase::open(world.data()).value();
  Statement row =
      database->use()->prepare("SELECT COUNT(*) FROM audit WHERE action = 'export.cases'").value();
  REQUIRE(row.step().value());
  CHECK(row.integer(0) == 5);
}

TEST_CASE("the dashboard counts what came, what was answered, and in what time") {
  const DeskWorld world;
  const auto desk = world.open();
  const auto at = [](int day) { return kNoon - days(day); };
  complaint::Draft roads = tests::lighting_draft();
  roads.category = "roads";
  roads.district = "tabriquet";
  for (const int day : {1, 2, 9}) put(world, *desk, tests::lighting_draft(), at(day));
  put(world, *desk, roads, at(40));
  Browser clerk(*desk);
  clerk.now = at(0) - std::chrono::hours(1);
  clerk.sign_in();
  REQUIRE(clerk.post("/cases/2026-3/answer", "fr=Fait").status == 303);  // 9 days after it came
  const auto database = DeskDatabase::open(world.data()).value();
  const Figures figures = count_figures(database->use(), 4, kNoon).value();
  CHECK(figures.now.received == 3);
  CHECK(figures.before.received == 1);
  CHECK(figures.now.answered == 1);
  CHECK(figures.now.in_time == 1);
  CHECK(figures.now.mean_days == Approx(9.0 - 1.0 / 24).margin(0.01));
  CHECK(figures.open == 3);
  CHECK(figures.by_week.size() == 4);
  CHECK(figures.by_week[3].received == 2);
  CHECK(figures.by_week[2].received == 1);
  CHECK(figures.by_week[3].answered == 1);
  REQUIRE(figures.by_category.size() == 1);
  // Names lead to their cases, where the inbox can ask for them; no markup is shown as text.
  const base::HttpResponse page = clerk.get("/dashboard?weeks=4");
  CHECK(tests::has(page, "</a></th>"));
  CHECK_FALSE(tests::has(page, "&lt;/"));
  CHECK(figures.by_category[0].slug == "lighting");
  CHECK(figures.by_category[0].count == 3);
  CHECK(figures.by_month.back().received == 3);
  CHECK(figures.by_month[figures.by_month.size() - 2].received == 1);
  // After the deadline it is late, answered or not.
  CHECK(count_figures(database->use(), 52, kNoon + days(100)).value().late == 3);
  for (const char* page : {"/dashboard", "/dashboard?weeks=52&lang=fr", "/dashboard?weeks=x", "/kiosks"})
    CHECK(clerk.get(page).status == 200);
  CHECK(tests::has(clerk.get("/export/counts.csv?weeks=4&lang=fr"), "Sujet;Éclairage public;3;"));
}

TEST_CASE("a desk without a single complaint has a dashboard too") {
  const DeskWorld world;
  const auto desk = world.open();
  Browser clerk(*desk);
  clerk.sign_in();
  CHECK(clerk.get("/dashboard").status == 200);
  CHECK(clerk.get("/export/cases.csv").status == 200);
  CHECK(tests::json_of(clerk.get("/export/cases.json")).items()->empty());
}

TEST_CASE("a case, a list and the figures go out on paper, and the log tells") {
  const DeskWorld world;
  std::string document;
  const auto desk = Desk::open(world.paths(), Cookies::plain, "", [&document](const std::string& json) {
                      document = json;
                      return base::Result<std::string>(std::string("%PDF"));
                    }).value();
  complaint::Draft draft = tests::lighting_draft();
  draft.text = "Canary-text";
  put(world, *desk, draft);
  Browser clerk(*desk);
  clerk.sign_in();
  REQUIRE(clerk.post("/cases/2026-1/answer", "fr=Canary-answer").status == 303);
  const auto paper = [&](const char* address) {
    const base::HttpResponse response = clerk.get(address);
    CHECK(response.status == 200);
    CHECK(tests::body_of(response) == "%PDF");
    CHECK(base::header(response.headers, "Content-Type") == "application/pdf");
    return document;
  };
  const auto has = [](const std::string& text, const char* word) {
    return text.find(word) != std::string::npos;
  };
  CHECK(apart("avant \u202Eapres\u202C") == "\u2068avant apres\u2069");
  const std::string list = paper("/export/cases.pdf?lang=fr&category=lighting");
  CHECK(has(list, "2026/1"));
  CHECK(has(list, "Éclairage public"));
  CHECK_FALSE(has(list, "Canary"));
  CHECK(has(paper("/export/cases.pdf?show=open"), "Ouvertes"));
  CHECK_FALSE(has(paper("/export/cases.pdf?category=roads"), "2026/1"));
  CHECK(has(paper("/export/counts.pdf"), "Par arrondissement"));
  const std::string one = paper("/cases/2026-1.pdf");
  for (const char* word : {"Canary-text", "Canary-answer", "06 •• •• •• 78", "amina"}) CHECK(has(one, word));
  CHECK_FALSE(has(one, "0612345678"));
  CHECK(clerk.get("/cases/2026-9.pdf").status == 404);
  const auto database = DeskDatabase::open(world.data()).value();
  Statement rows =
      database->use()->prepare("SELECT COUNT(*) FROM audit WHERE action LIKE 'export.%'").value();
  REQUIRE(rows.step().value());
  CHECK(rows.integer(0) == 5);
}

TEST_CASE("a desk without a printer says so, and an auditor's paper has nothing of the citizen's") {
  const DeskWorld world;
  add_user(DeskDatabase::open(world.data()).value()->use(), "said", tests::kPassword, Role::auditor,
           tests::kDoing)
      .value();
  {
    const auto desk = world.open();
    complaint::Draft draft = tests::lighting_draft();
    draft.text = "Canary-text";
    put(world, *desk, draft);
    Browser clerk(*desk);
    clerk.sign_in();
    CHECK(clerk.get("/cases/2026-1.pdf").status == 503);
    CHECK(clerk.get("/export/counts.pdf").status == 503);
  }
  std::string document;
  const auto desk = Desk::open(world.paths(), Cookies::plain, "", [&document](const std::string& json) {
                      document = json;
                      return base::Result<std::string>(std::string("%PDF"));
                    }).value();
  Browser auditor(*desk);
  auditor.sign_in("said");
  CHECK(auditor.get("/cases/2026-1.pdf").status == 200);
  CHECK(document.find("Canary-text") == std::string::npos);
  CHECK(document.find("78") == std::string::npos);
}

TEST_CASE("personal data goes out for a purpose, which the log keeps") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk);
  Browser clerk(*desk);
  clerk.sign_in();
  const base::HttpResponse page = clerk.get("/export?show=all&category=lighting");
  CHECK(page.status == 200);
  CHECK(tests::has(page, "/export/cases.pdf?show=all&amp;category=lighting\""));
  CHECK(tests::has(page, "action=\"/export/personal\""));
  for (const char* form : {"format=csv&query=show%3Dall", "purpose=curiosity&format=csv&query=show%3Dall"}) {
    const base::HttpResponse refused = clerk.post("/export/personal", form);
    CHECK(refused.status == 422);
    CHECK_FALSE(tests::has(refused, "0612345678"));
  }
  CHECK_FALSE(tests::has(clerk.get("/export/cases.csv?personal=yes"), "06 12 34 56 78"));
  const base::HttpResponse file =
      clerk.post("/export/personal", "purpose=authority&format=csv&query=show%3Dall%26category%3Dlighting");
  CHECK(file.status == 200);
  CHECK(tests::has(file, "06 12 34 56 78"));
  CHECK_FALSE(tests::has(
      clerk.post("/export/personal", "purpose=authority&format=csv&query=show%3Dall%26category%3Droads"),
      "06 12 34 56 78"));
  const auto database = DeskDatabase::open(world.data()).value();
  Statement row = database->use()
                      ->prepare(
                          "SELECT COUNT(*) FROM audit WHERE action = 'export.cases'"
                          " AND detail = 'cases.csv with personal data: authority'")
                      .value();
  REQUIRE(row.step().value());
  CHECK(row.integer(0) == 2);
}
