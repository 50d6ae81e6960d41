#include "kiosk/desk/open311.h"

#include "kiosk/desk/case_list.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::body_of;
using tests::DeskWorld;
using tests::json_of;
using tests::kNoon;

namespace {

base::HttpResponse get(Desk& desk, std::string_view resource, base::Timestamp now = kNoon) {
  return desk.handle(tests::get_request(base::cat("/open311/v2/", resource)), now);
}

base::HttpResponse post(Desk& desk, std::string_view form, std::string_view resource = "requests.json") {
  return desk.handle(
      {"POST", base::cat("/open311/v2/", resource), {{"Host", "desk"}}, base::to_bytes(form), ""}, kNoon);
}

void put(const DeskWorld& world, Desk& desk, std::string_view category, base::Timestamp at) {
  complaint::Draft draft = tests::lighting_draft();
  draft.category = category;
  CHECK(desk.handle(tests::put_request(tests::seal(world.kiosk, draft, at)), at).status == 201);
}

std::vector<std::string> ids_of(const base::HttpResponse& response) {
  std::vector<std::string> ids;
  const base::Json list = json_of(response);
  for (const base::Json& item : *list.items()) ids.push_back(item.string_or("service_request_id", ""));
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("discovery and services are there in JSON and XML, with codes as strings") {
  const DeskWorld world;
  const auto desk = world.open();
  const base::Json discovery = json_of(get(*desk, "discovery.json"));
  const base::Json& endpoint = discovery.find("endpoints")->items()->front();
  CHECK(endpoint.string_or("url", "") == "http://desk/open311/v2");
  CHECK(endpoint.string_or("specification", "") == "http://wiki.open311.org/GeoReport_v2");
  CHECK(body_of(get(*desk, "discovery.xml")).find("<endpoint><specification>") != std::string::npos);
  const base::Json services = json_of(get(*desk, "services.json?lang=fr"));
  REQUIRE(services.items()->size() == 9);
  CHECK(services.items()->at(1).string_or("service_code", "") == "lighting");
  CHECK(services.items()->at(1).string_or("service_name", "") == "Éclairage public");
  CHECK(body_of(get(*desk, "services.xml"))
            .starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services><service>"));
  const base::Json definition = json_of(get(*desk, "services/lighting.json"));
  CHECK(definition.find("attributes")->items()->front().find("values")->items()->size() == 5);
}

TEST_CASE("errors are arrays with a code and a sentence, in the format asked for") {
  const DeskWorld world;
  const auto desk = world.open();
  const base::HttpResponse unknown = get(*desk, "services/space-travel.json");
  CHECK(unknown.status == 404);
  CHECK(json_of(unknown).items()->front().integer_or("code", 0) == 404);
  const base::HttpResponse xml = get(*desk, "requests/2026-99.xml");
  CHECK(xml.status == 404);
  CHECK(body_of(xml).find("<errors><error><code>404</code><description>") != std::string::npos);
  for (const char* nowhere :
       {"", "services", "tokens/1.json", "requests/.json", "requests/x.json", "x.yaml"}) {
    CHECK(get(*desk, nowhere).status == 404);
  }
  CHECK(get(*desk, "requests.json?start_date=yesterday").status == 400);
  CHECK(get(*desk, "requests.json?start_date=%zz").status == 400);
}

TEST_CASE("requests are told without a word of the citizen's") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk, "lighting", kNoon);
  for (const char* resource :
       {"requests.json", "requests.xml", "requests/2026-1.json", "requests/2026-1.xml"}) {
    const std::string body = body_of(get(*desk, resource));
    CHECK(body.find("2026-1") != std::string::npos);
    for (const char* personal : {"Pharmacie", "0612345678", "النور", "واد الذهب", "عمود"}) {
      CHECK(body.find(personal) == std::string::npos);
    }
  }
  const base::Json one = json_of(get(*desk, "requests/2026-1.json?lang=fr")).items()->front();
  CHECK(one.string_or("status", "") == "open");
  CHECK(one.string_or("service_code", "") == "lighting");
  CHECK(one.string_or("requested_datetime", "") == "2026-11-23T12:00:00Z");
  CHECK(one.string_or("expected_datetime", "") == "2027-01-22T12:00:00Z");
  CHECK(one.string_or("address", "") == "Bettana");
}

TEST_CASE("requests can be chosen by id, code, state and date, newest first, ninety days by default") {
  const DeskWorld world;
  const auto desk = world.open();
  put(world, *desk, "lighting", kNoon);
  put(world, *desk, "roads", kNoon + std::chrono::days(1));
  put(world, *desk, "cleanliness", kNoon + std::chrono::days(2));
  tests::Browser browser(*desk);
  browser.sign_in();
  browser.post("/cases/2026-2/answer", "ar=ok&fr=");
  CHECK(ids_of(get(*desk, "requests.json")) == Ids{"2026-3", "2026-2", "2026-1"});
  CHECK(ids_of(get(*desk, "requests.json?status=closed")) == Ids{"2026-2"});
  CHECK(ids_of(get(*desk, "requests.json?status=open,closed")).size() == 3);
  CHECK(ids_of(get(*desk, "requests.json?service_code=cleanliness,lighting")) == Ids{"2026-3", "2026-1"});
  CHECK(ids_of(get(*desk, "requests.json?service_request_id=2026-1,2026-3,nonsense")) ==
        Ids{"2026-3", "2026-1"});
  CHECK(ids_of(get(*desk, "requests.json?service_request_id=nonsense")).empty());
  CHECK(ids_of(get(*desk, "requests.json?start_date=2026-11-24T00:00:00Z&end_date=2026-11-25T00:00:00Z")) ==
        Ids{"2026-2"});
  CHECK(ids_of(get(*desk, "requests.json?page_size=2&page=2")) == Ids{"2026-1"});
  CHECK(ids_of(get(*desk, "requests.json", kNoon + std::chrono::days(91))) == Ids{"2026-3", "2026-2"});
}

TEST_CASE("a request is posted with a key and becomes a case like any other") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string form =
      base::cat("api_key=", world.api_key,
                "&service_code=roads&description=Une+grande+fosse+devant+l%27%C3%A9cole"
                "&address_string=Rue+1&attribute%5Bdistrict%5D=tabriquet&phone=0612345678"
                "&first_name=A&last_name=B");
  const base::HttpResponse response = post(*desk, form);
  CHECK(response.status == 201);
  CHECK(ids_of(response) == Ids{"2026-1"});
  CHECK(ids_of(get(*desk, "requests.json")) == Ids{"2026-1"});
  tests::Browser browser(*desk);
  browser.sign_in();
  const std::string page = body_of(browser.get("/cases/2026-1?lang=fr"));
  CHECK(page.find("Une grande fosse devant l&#39;école") != std::string::npos);
  CHECK(page.find("Rue 1") != std::string::npos);
  CHECK(page.find("A B") != std::string::npos);
  CHECK(page.find("Tabriquet") != std::string::npos);
  CHECK(body_of(post(*desk, form, "requests.xml")).find("<service_request_id>2026-2</service_request_id>") !=
        std::string::npos);
}

TEST_CASE("a post without a key, a service or enough words is refused with GeoReport's codes") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string key = base::cat("api_key=", world.api_key);
  const std::string words = "&description=a+long+enough+description";
  CHECK(post(*desk, "service_code=roads" + words).status == 403);
  CHECK(post(*desk, "api_key=" + std::string(64, '0') + "&service_code=roads" + words).status == 403);
  CHECK(post(*desk, "api_key=%0A&service_code=roads" + words).status == 403);
  CHECK(post(*desk, key + words).status == 400);
  CHECK(post(*desk, key + "&service_code=space" + words).status == 404);
  CHECK(post(*desk, key + "&service_code=roads&description=short").status == 400);
  CHECK(post(*desk, key + "&service_code=roads&phone=123" + words).status == 400);
  CHECK(post(*desk, "%").status == 400);
  CHECK(ids_of(get(*desk, "requests.json")).empty());
  const std::string second = add_api_key(world.paths()).value();
  CHECK(post(*desk, "api_key=" + second + "&service_code=roads" + words).status == 201);
  CHECK(post(*desk, key + "&service_code=roads" + words).status == 201);
}

TEST_CASE("a service definition asks what the form asks, of that category only") {
  const DeskWorld world;
  const auto desk = world.open();
  const base::Json definition = json_of(get(*desk, "services/lighting.json?lang=fr"));
  const auto& attributes = *definition.find("attributes")->items();
  REQUIRE(attributes.size() == 4);
  const char* datatypes[] = {"singlevaluelist", "singlevaluelist", "multivaluelist", "number"};
  const char* codes[] = {"district", "lighting-extent", "lighting-what", "lighting-pole"};
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    CHECK(attributes[i].string_or("code", "") == codes[i]);
    CHECK(attributes[i].string_or("datatype", "") == datatypes[i]);
    CHECK(attributes[i].integer_or("order", 0) == static_cast<std::int64_t>(i) + 1);
  }
  CHECK(attributes[1].string_or("description", "").starts_with("Une seule lampe, ou toute une rue"));
  CHECK(attributes[1].find("values")->items()->front().string_or("name", "") == "Une seule lampe");
  CHECK(attributes[3].find("values") == nullptr);
  CHECK(json_of(get(*desk, "services/other.json")).find("attributes")->items()->size() == 1);
}

TEST_CASE("answers are posted as attributes, shown on the case with their words, and listed by code") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string form = base::cat("api_key=", world.api_key, "&service_code=lighting&description=",
                                     "Le+lampadaire+est+%C3%A9teint&attribute%5Bdistrict%5D=bettana");
  const char* answers =
      "&attribute%5Blighting-extent%5D=street&attribute%5Blighting-what%5D%5B%5D=off"
      "&attribute%5Blighting-what%5D%5B%5D=cables&attribute%5Blighting-pole%5D=142"
      "&attribute%5Bnoise-when%5D=night";
  REQUIRE(post(*desk, form + answers).status == 201);
  for (const char* bad :
       {"&attribute%5Blighting-extent%5D=alley", "&attribute%5Blighting-pole%5D=14a",
        "&attribute%5Blighting-extent%5D=street,one-lamp", "&attribute%5Blighting-what%5D=off,unknown"}) {
    INFO(bad);
    CHECK(post(*desk, form + bad).status == 400);
  }
  tests::Browser browser(*desk);
  browser.sign_in();
  const std::string page = body_of(browser.get("/cases/2026-1?lang=fr"));
  CHECK(page.find("<dt>Combien de lampes</dt><dd dir=\"auto\">Toute la rue</dd>") != std::string::npos);
  CHECK(page.find("Elle n&#39;éclaire pas, Fils à nu") != std::string::npos);
  CHECK(page.find("<dt>Numéro du poteau</dt><dd dir=\"auto\">142</dd>") != std::string::npos);
  CHECK(page.find("night") == std::string::npos);  // noise's, not lighting's
  std::string line;
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  for_each_case_line(*database, vault, [&line](std::string_view one) {
    line = one;
    return base::done();
  }).value();
  CHECK(line.find(R"("answers":[{"code":"lighting-extent","value":"street"},)"
                  R"({"code":"lighting-what","value":"off,cables"},)") != std::string::npos);
}
