// Who may do what: every address of the web desk, tried by every role.

#include "kiosk/desk/roles.h"

#include <algorithm>
#include <set>

#include "kiosk/desk/web.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::Browser;
using tests::DeskWorld;

namespace {

// A: agent, S: supervisor, D: administrator, U: auditor.
struct Row {
  std::string_view method, target, form, who;
};
constexpr auto kMatrix = std::to_array<Row>({
    {"GET", "/", "", "ASDU"},
    {"GET", "/cases", "", "ASU"},
    {"GET", "/mine", "", "AS"},
    {"GET", "/find?number=2026/1", "", "ASU"},
    {"POST", "/find", "number=2026/1", "ASU"},
    {"POST", "/views", "name=v&query=show%3Dall", "ASU"},
    {"POST", "/views/remove", "name=v", "ASU"},
    {"POST", "/bulk", "action=take&case=2026-1", "AS"},
    {"POST", "/bulk", "action=assign&assignee=agent&case=2026-1", "S"},
    {"GET", "/cases/2026-1", "", "ASU"},
    {"POST", "/cases/2026-1/state", "state=in_progress", "AS"},
    {"POST", "/cases/2026-1/answer", "fr=Fait", "AS"},
    {"POST", "/cases/2026-1/draft", "fr=Fai", "AS"},
    {"POST", "/cases/2026-1/phone", "reason=rappel", "AS"},
    {"POST", "/cases/2026-1/note", "text=vu", "AS"},
    {"POST", "/cases/2026-1/assign", "assignee=", "AS"},
    {"POST", "/cases/2026-1/assign", "assignee=agent2", "S"},
    {"POST", "/cases/2026-1/category", "category=roads", "AS"},
    {"POST", "/cases/2026-1/merge", "other=2026/2", "AS"},
    {"POST", "/cases/2026-1/part", "", "AS"},
    {"POST", "/cases/2026-2/erase", "reason=demande&sure=yes", "S"},
    {"GET", "/dashboard", "", "ASDU"},
    {"GET", "/kiosks", "", "ASDU"},
    {"GET", "/export/counts.csv", "", "ASDU"},
    {"GET", "/export/cases.csv", "", "SU"},
    {"GET", "/export/cases.json", "", "SU"},
    {"GET", "/export/counts.pdf", "", "ASDU"},
    {"GET", "/export/cases.pdf", "", "SU"},
    {"GET", "/cases/2026-1.pdf", "", "ASU"},
    {"GET", "/export/log.csv", "", "DU"},
    {"GET", "/export", "", "SU"},
    {"POST", "/export/personal", "purpose=citizen&format=csv&query=show%3Dall", "S"},
    {"GET", "/users", "", "D"},
    {"POST", "/users/add", "name=new&password=correct+horse+battery&role=agent", "D"},
    {"POST", "/users/unlock", "name=agent", "D"},
    {"GET", "/settings", "", "D"},
    {"POST", "/settings",
     "answer_days=60&acknowledge_days=0&remind_working_days=5&escalate_after_days=0&keep_months=0", "D"},
    {"GET", "/audit", "", "DU"},
    {"GET", "/account", "", "ASDU"},
    {"POST", "/account/password", "old=wrong&new=correct+horse+battery", "ASDU"},
    {"POST", "/account/totp", "", "ASDU"},
});

bool is_allowed(const Row& row, Role role) {
  constexpr std::string_view kLetters = "ASDU";
  return row.who.find(kLetters[static_cast<std::size_t>(role)]) != std::string_view::npos;
}

struct Cell : DeskWorld {
  Cell() {
    const auto database = DeskDatabase::open(data()).value();
    for (const Role role : kRoles)
      add_user(database->use(), slug_of(role), tests::kPassword, role, tests::kDoing).value();
    add_user(database->use(), "agent2", tests::kPassword, Role::agent, tests::kDoing).value();
  }
};

}  // namespace

TEST_CASE("each role does what is its own, and nothing else: every address by every role") {
  for (const Role role : kRoles) {
    const Cell world;
    const auto print = [](const std::string&) { return base::Result<std::string>(std::string("%PDF")); };
    const auto desk = Desk::open(world.paths(), Cookies::plain, "", print).value();
    put(world, *desk);
    put(world, *desk);
    Browser browser(*desk);
    REQUIRE(browser.sign_in(slug_of(role)).status == 303);
    for (const Row& row : kMatrix) {
      INFO(slug_of(role) << " " << row.method << " " << row.target);
      const base::HttpResponse response =
          row.method == "GET" ? browser.get(row.target) : browser.post(row.target, row.form);
      CHECK((response.status != 403) == is_allowed(row, role));
      CHECK(response.status != 404);
      CHECK(response.status < 500);
    }
  }
}

TEST_CASE("the matrix of roles leaves out no address") {
  for (const Web::Route& route : Web::routes()) {
    if (route.path == "/sign-out") continue;  // of everybody
    INFO(route.method << " " << route.path);
    CHECK(std::any_of(kMatrix.begin(), kMatrix.end(), [&](const Row& row) {
      const std::string_view path = row.target.substr(0, row.target.find('?'));
      const bool fits = route.path.size() > 1 && route.path.ends_with('/') ? path.starts_with(route.path)
                                                                           : path == route.path;
      return row.method == route.method && fits;
    }));
  }
}

TEST_CASE("who is not signed in is let in nowhere") {
  const Cell world;
  const auto desk = world.open();
  Browser browser(*desk);
  for (const Row& row : kMatrix) {
    INFO(row.method << " " << row.target);
    if (row.method == "GET") CHECK(browser.get(row.target).status == 303);
    if (row.method == "POST") CHECK(browser.post(row.target, row.form).status == 403);
  }
}

TEST_CASE("an auditor sees what was done, and nothing that a citizen wrote") {
  const Cell world;
  const auto desk = world.open();
  complaint::Draft draft = tests::lighting_draft();
  draft.name = "Citizen-name";
  draft.text = "Citizen-words of a complaint";
  put(world, *desk, draft);
  Browser clerk(*desk);
  clerk.sign_in("agent");
  CHECK(tests::has(clerk.get("/cases/2026-1"), "Citizen-words"));
  REQUIRE(clerk.post("/cases/2026-1/answer", "fr=Answer-words").status == 303);
  Browser auditor(*desk);
  auditor.sign_in("auditor");
  for (const char* page : {"/cases", "/cases/2026-1", "/audit", "/export/cases.json"}) {
    const base::HttpResponse response = auditor.get(page);
    CHECK(response.status == 200);
    CHECK_FALSE(tests::has(response, "Citizen-"));
    CHECK_FALSE(tests::has(response, "0612345678"));
    CHECK_FALSE(tests::has(response, "06 ••"));
  }
  CHECK(tests::has(auditor.get("/cases/2026-1"), "Answer-words"));
  CHECK(auditor.post("/find", "number=Citizen-words").status == 404);
}

TEST_CASE("an administrator cannot shut the own account out, and a role that was taken away ends at once") {
  const Cell world;
  const auto desk = world.open();
  Browser admin(*desk), other(*desk);
  admin.sign_in("administrator");
  CHECK(admin.post("/users/disable", "name=administrator").status == 422);
  CHECK(admin.post("/users/role", "name=administrator&role=agent").status == 422);
  other.sign_in("supervisor");
  CHECK(other.get("/export/cases.csv").status == 200);
  CHECK(admin.post("/users/role", "name=supervisor&role=agent").status == 303);
  CHECK(other.get("/export/cases.csv").status == 403);
  CHECK(admin.post("/users/password", "name=supervisor&password=another+long+password").status == 303);
  CHECK(other.get("/cases").status == 303);
  CHECK(admin.post("/users/add", "name=agent&password=correct+horse+battery").status == 422);
  const base::HttpResponse refused = admin.post("/users/add", "name=x&password=short&role=auditor");
  CHECK(refused.status == 422);
  CHECK(tests::has(refused, "name=\"name\" value=\"x\""));
  CHECK(tests::has(refused, "value=\"auditor\" selected"));
  CHECK_FALSE(tests::has(refused, "short"));
  CHECK(admin.post("/users/unlock", "name=nobody").status == 422);
  CHECK(admin.post("/users/unlock", "name=").status == 422);
  const std::string old_again =
      base::cat("old=", percent_encoded(tests::kPassword), "&new=", percent_encoded(tests::kPassword));
  CHECK(admin.post("/account/password", old_again).status == 422);
  const base::HttpResponse changed =
      admin.post("/account/password",
                 base::cat("old=", percent_encoded(tests::kPassword), "&new=another+long+password"));
  CHECK(base::header(changed.headers, "Location") == "/sign-in?done=password");
  CHECK(tests::has(admin.get("/sign-in?done=password"), "تغيرت كلمة السر. ادخلوا بالجديدة."));
}
