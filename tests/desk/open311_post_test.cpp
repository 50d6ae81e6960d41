// What other programs post by Open311, and how often; what they may ask for.

#include "kiosk/desk/open311_post.h"

#include <atomic>
#include <thread>

#include "kiosk/base/utf8.h"
#include "kiosk/desk/case_list.h"
#include "kiosk/desk/open311_query.h"
#include "kiosk/desk/open311_xml.h"
#include "kiosk/desk/post_limiter.h"
#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using base::Language;
using tests::body_of;
using tests::DeskWorld;
using tests::has;
using tests::json_of;
using tests::kNoon;

namespace {

constexpr std::string_view kFormType = "application/x-www-form-urlencoded; charset=utf-8";

base::HttpRequest post_request(std::string_view form, std::string_view resource = "requests.json",
                               std::string_view type = kFormType) {
  base::HttpRequest request = tests::get_request(base::cat("/open311/v2/", resource));
  request.method = "POST";
  if (!type.empty()) request.headers.emplace_back("Content-Type", type);
  request.body = base::to_bytes(form);
  return request;
}

base::HttpResponse get(Desk& desk, std::string_view resource) {
  return desk.handle(tests::get_request(base::cat("/open311/v2/", resource)), kNoon);
}

std::string good_form(const DeskWorld& world) {
  return base::cat("api_key=", world.api_key,
                   "&service_code=roads&description=Une+grande+fosse+devant+la+porte"
                   "&attribute%5Bdistrict%5D=bettana");
}

// The first sentence of an answer that has to be an array of errors.
std::string sentence_of(const base::HttpResponse& response) {
  const base::Json json = json_of(response);
  REQUIRE(json.items() != nullptr);
  REQUIRE_FALSE(json.items()->empty());
  CHECK(json.items()->front().integer_or("code", 0) == response.status);
  return json.items()->front().string_or("description", "");
}

Names names() { return Names::read(std::string(KIOSK_SOURCE_DIR) + "/kiosk/desk/web/names.json").value(); }

base::Result<complaint::Complaint> read(std::string_view form, Language language = Language::fr) {
  return complaint_in(Form::parse(form).value(), names(), language);
}

std::string times(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("all that GeoReport lets a person say is kept where clerks read it, and no more than that") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string form =
      good_form(world) +
      "&lat=34.0531&long=-6.79846&address_string=Rue+1&media_url=https%3A%2F%2Fexample.org%2F1.jpg"
      "&email=nobody%40example.org&device_id=device-7&account_id=account-8&jurisdiction_id=sale";
  REQUIRE(desk->handle(post_request(form), kNoon).status == 201);
  std::string line;
  const auto database = DeskDatabase::open(world.data()).value();
  const Vault vault = Vault::open(world.paths().cell_key).value();
  for_each_case_line(*database, vault, [&line](std::string_view one) {
    line = one;
    return base::done();
  }).value();
  CHECK(line.find(R"("text":"Une grande fosse devant la porte")") != std::string::npos);
  CHECK(line.find(R"("answers":[{"code":"coordinates","value":"34.053100, -6.798460"},)"
                  R"({"code":"media-url","value":"https://example.org/1.jpg"}])") != std::string::npos);
  tests::Browser browser(*desk);
  browser.sign_in();
  const base::HttpResponse page = browser.get("/cases/2026-1?lang=fr");
  for (const char* shown : {"Coordonnées", "34.053100, -6.798460", "Lien vers une image", "Rue 1"})
    CHECK(has(page, shown));
  for (const char* dropped : {"nobody", "device-7", "account-8"}) {
    CHECK_FALSE(has(page, dropped));
    CHECK(line.find(dropped) == std::string::npos);
  }
  for (const char* resource : {"requests/2026-1.json", "requests.xml"}) {
    for (const char* personal : {"34.05", "example.org", "Rue 1", "fosse"})
      CHECK_FALSE(has(get(*desk, resource), personal));
  }
}

TEST_CASE("a place is coordinates, an address or an arrondissement, and each is checked") {
  const std::string start = "service_code=roads&description=Une+grande+fosse+ici";
  CHECK(read(start + "&address_id=hssaine")->draft().district == "hssaine");
  CHECK(read(start + "&address_id=&lat=&long=&address_string=")->draft().district.empty());
  for (const char* good : {"&lat=90&long=-180", "&lat=-0.5&long=0", "&lat=37.76524078&long=-122.4212043"})
    CHECK(complaint::answer_to(read(start + good)->draft(), kCoordinatesCode).size() > 10);
  for (const char* bad :
       {"&lat=34.05", "&long=-6.8", "&lat=34.05&long=", "&lat=90.1&long=0", "&lat=0&long=-180.5",
        "&lat=34,05&long=-6,8", "&lat=nan&long=0", "&lat=inf&long=0", "&lat=1e1&long=0", "&lat=+34&long=0",
        "&lat=34.0x&long=0", "&address_id=rabat", "&attribute%5Bdistrict%5D=rabat",
        "&media_url=javascript%3Aalert(1)", "&media_url=ftp%3A%2F%2Fexample.org%2F1"}) {
    INFO(bad);
    CHECK_FALSE(read(start + bad).ok());
  }
  CHECK_FALSE(read(start + "&address_string=" + times("a", 121)).ok());
  CHECK_FALSE(read(start + "&media_url=http://" + times("a", 120)).ok());
}

TEST_CASE("a description may have four thousand characters and not one more, whatever their bytes") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string start = base::cat("api_key=", world.api_key, "&service_code=other&description=");
  const std::string letter = percent_encoded("س");
  CHECK(desk->handle(post_request(start + times(letter, 4000)), kNoon).status == 201);
  const base::HttpResponse arabic = desk->handle(post_request(start + times(letter, 4001)), kNoon);
  CHECK(arabic.status == 400);
  CHECK(sentence_of(arabic) == "الوصف أطول من 4000 حرف (description)");
  const base::HttpResponse french =
      desk->handle(post_request(start + times("a", 4001), "requests.json?lang=fr"), kNoon);
  CHECK(sentence_of(french) == "La description dépasse 4000 caractères (description)");
  const base::HttpResponse xml = desk->handle(post_request(start + "x", "requests.xml?lang=fr"), kNoon);
  CHECK(xml.status == 400);
  CHECK(has(xml, "<errors><error><code>400</code><description>Décrivez le problème"));
}

TEST_CASE("without a description what was chosen is the text, where that says enough") {
  const auto chosen = read("service_code=lighting&description=&attribute%5Blighting-extent%5D=street");
  CHECK(chosen->draft().text.view() == "Éclairage public. Combien de lampes : Toute la rue");
  CHECK(read("service_code=lighting", Language::ar).ok());
  const Names short_names{{{"x", "غيره", "Autre"}}, {}, {}, {}};
  CHECK_FALSE(complaint_in(Form::parse("service_code=x").value(), short_names, Language::fr).ok());
}

TEST_CASE("what is posted has to be a form in UTF-8") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string form = good_form(world);
  for (const char* good :
       {"", "application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded;charset=UTF-8",
        "application/x-www-form-urlencoded ; charset=\"utf-8\"", "application/x-www-form-urlencoded;"}) {
    INFO(good);
    CHECK(desk->handle(post_request(form, "requests.json", good), kNoon).status == 201);
  }
  for (const char* bad :
       {"multipart/form-data; boundary=x", "application/json", "text/plain",
        "application/x-www-form-urlencoded; charset=windows-1256", "application/x-www-form-urlencodedx"}) {
    INFO(bad);
    const base::HttpResponse response = desk->handle(post_request(form, "requests.json", bad), kNoon);
    CHECK(response.status == 400);
    CHECK(sentence_of(response).starts_with("Content-Type"));
  }
  CHECK(desk->handle(post_request(form + "&first_name=%FF"), kNoon).status == 400);
  CHECK(desk->handle(post_request(form + times("&a=1", kFormMaxFields)), kNoon).status == 400);
}

TEST_CASE("another jurisdiction is not found, ours may be named or not") {
  const DeskWorld world;
  const auto desk = world.open();
  for (const char* resource :
       {"services.json?", "services/roads.json?", "requests.json?", "discovery.json?"}) {
    CHECK(get(*desk, base::cat(resource, "jurisdiction_id=sale")).status == 200);
    CHECK(get(*desk, base::cat(resource, "jurisdiction_id=")).status == 200);
    const base::HttpResponse other = get(*desk, base::cat(resource, "jurisdiction_id=city.gov"));
    CHECK(other.status == 404);
    CHECK(sentence_of(other).find("jurisdiction_id") != std::string::npos);
  }
  CHECK(desk->handle(post_request(good_form(world) + "&jurisdiction_id=city.gov"), kNoon).status == 404);
  CHECK(desk->handle(post_request(good_form(world) + "&jurisdiction_id=Sale"), kNoon).status == 201);
}

TEST_CASE("a token is the id of its request, and one of no request is not found") {
  const DeskWorld world;
  const auto desk = world.open();
  REQUIRE(desk->handle(post_request(good_form(world)), kNoon).status == 201);
  const base::Json answer = json_of(get(*desk, "tokens/2026-1.json"));
  CHECK(answer.text() == R"([{"service_request_id":"2026-1","token":"2026-1"}])");
  CHECK(has(get(*desk, "tokens/2026-1.xml"),
            "<service_requests><request><service_request_id>2026-1</service_request_id>"
            "<token>2026-1</token></request></service_requests>"));
  for (const char* none : {"tokens/2026-2.json", "tokens/x.json", "tokens/.json"})
    CHECK(get(*desk, none).status == 404);
}

TEST_CASE("pages have to be whole numbers from one, and a size over the limit is the limit") {
  const auto query = [](std::string_view text) { return requests_query(Form::parse(text).value(), kNoon); };
  CHECK(query("")->page_size == kOpen311MaxRequests);
  CHECK(query("page=3&page_size=20")->offset() == 40);
  CHECK(query("page=&page_size=")->offset() == 0);
  CHECK(query("page_size=5000")->page_size == kOpen311MaxRequests);
  for (const char* bad : {"page=0", "page=-1", "page=1.5", "page=two", "page=99999999999999999999",
                          "page_size=0", "page_size=+5", "page_size=1e3", "page= 1"}) {
    INFO(bad);
    CHECK_FALSE(query(bad).ok());
  }
}

TEST_CASE("ids override the other filters, dates go back ninety days, and nothing is dropped unsaid") {
  const auto query = [](std::string_view text) { return requests_query(Form::parse(text).value(), kNoon); };
  const CaseFilter ids = query("service_request_id=2026-1&service_request_id=2026-2&status=closed")->filter;
  CHECK(ids.numbers.size() == 2);
  CHECK_FALSE(ids.is_open.has_value());
  CHECK_FALSE(ids.received_from.has_value());
  CHECK(query("")->filter.deposited_from == kNoon - kOpen311DefaultDays);
  const CaseFilter until = query("end_date=2026-01-31T00:00:00%2B01:00")->filter;
  CHECK(*until.deposited_to == base::parse_iso8601("2026-01-30T23:00:00.999Z").value());
  CHECK(until.deposited_from == *until.deposited_to - kOpen311DefaultDays);
  CHECK(query("service_code=roads&service_code=water,noise")->filter.categories.size() == 3);
  CHECK_FALSE(query("start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z").ok());
  CHECK_FALSE(query("end_date=2026-01-31T00:00:00+01:00").ok());  // a "+" is a blank here
  CHECK_FALSE(query("status=open,pending").ok());
  CHECK_FALSE(query("service_code=" + times("roads,", kOpen311MaxCodes + 1)).ok());
}

TEST_CASE("codes keep their leading zeros") {
  const DeskWorld world;
  tests::write_text(world.data() / "names.json",
                    R"({"categories":[{"slug":"001","ar":"إنارة عمومية","fr":"Lampes"},)"
                    R"({"slug":"01","ar":"طرق","fr":"Routes"}],"districts":[]})");
  const auto desk = world.open();
  const std::string form =
      base::cat("api_key=", world.api_key, "&description=une+panne+de+lampe&service_code=");
  CHECK(desk->handle(post_request(form + "001"), kNoon).status == 201);
  CHECK(desk->handle(post_request(form + "1"), kNoon).status == 404);
  CHECK(json_of(get(*desk, "services/001.json")).string_or("service_code", "") == "001");
  CHECK(get(*desk, "services/1.json").status == 404);
  CHECK(json_of(get(*desk, "requests.json?service_code=001")).items()->size() == 1);
  CHECK(json_of(get(*desk, "requests.json?service_code=01")).items()->empty());
  CHECK(has(get(*desk, "requests/2026-1.json"), R"("service_code":"001")"));
}

TEST_CASE("XML holds no character that XML has not") {
  const base::Json content =
      base::Json::object().set("a", "\x01\x1F\x7F \xEF\xBF\xBE\xEF\xBF\xBF <&>\"' l'éclairage: الإنارة\n");
  CHECK(to_georeport_xml("r", content) ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<r><a>\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD "
        "&lt;&amp;&gt;&quot;&#39; l&#39;éclairage: الإنارة\n</a></r>\n");
}

TEST_CASE("a malformed query is refused in the format that was asked for") {
  const DeskWorld world;
  const auto desk = world.open();
  CHECK(sentence_of(get(*desk, "services.json?lang=%zz")).find("percent-encoded") != std::string::npos);
  CHECK(has(get(*desk, "services.xml?lang=%zz"), "<errors>"));
}

TEST_CASE("a key that posts too often waits for the minute to end, others do not") {
  const DeskWorld world;
  const auto desk = world.open();
  const std::string form = base::cat("api_key=", world.api_key, "&service_code=roads");
  const std::string other = add_api_key(world.paths()).value();
  const auto status = [&](std::string_view body, base::Timestamp now) {
    return desk->handle(post_request(body), now).status;
  };
  for (int count = 0; count < kOpen311PostsPerMinute; ++count)
    REQUIRE(status(form + "&description=x", kNoon) == 400);
  const base::HttpResponse refused =
      desk->handle(post_request(good_form(world)), kNoon + std::chrono::milliseconds(500));
  CHECK(refused.status == 429);
  CHECK(base::header(refused.headers, "Retry-After") == "60");
  CHECK(sentence_of(refused).find("later") != std::string::npos);
  CHECK(status("api_key=" + other + "&service_code=roads&description=x", kNoon) == 400);
  CHECK(status("api_key=none&service_code=roads", kNoon) == 403);
  CHECK(get(*desk, "requests.json").status == 200);
  CHECK(status(good_form(world), kNoon + std::chrono::seconds(60)) == 201);
}

TEST_CASE("posts from many threads are counted once each, and a clock set back locks nobody out") {
  PostLimiter limiter;
  const crypto::Hash key = api_key_hash("a");
  std::atomic<int> passed = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&] {
      for (int count = 0; count < kOpen311PostsPerMinute; ++count)
        passed += limiter.wait_for(key, kNoon) ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(passed == kOpen311PostsPerMinute);
  CHECK(limiter.wait_for(key, kNoon + std::chrono::milliseconds(59'001)) == std::chrono::seconds(1));
  CHECK_FALSE(limiter.wait_for(key, kNoon - std::chrono::hours(1)).has_value());
}
