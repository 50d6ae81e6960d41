#include "kiosk/desk/dates.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/html.h"
#include "kiosk/desk/names.h"
#include "kiosk/desk/open311_xml.h"
#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
using namespace kiosk::desk;
using base::Language;

TEST_CASE("forms are decoded as browsers encode them") {
  const Form form = Form::parse("a=1&b=%D8%B3%D9%84%D8%A7+x%26y&empty=&flag&a=2&&=x").value();
  CHECK(form.value("a") == "1");
  CHECK(form.value("b") == "سلا x&y");
  CHECK(form.has("empty"));
  CHECK(form.value("empty").empty());
  CHECK(form.has("flag"));
  CHECK_FALSE(form.has("none"));
  CHECK(Form::parse("").ok());
}

TEST_CASE("forms that are none are refused") {
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "a=%FF", "%C0%80=1", "a=%ED%A0%80"})
    CHECK_FALSE(Form::parse(bad).ok());
  std::string many;
  for (std::size_t count = 0; count <= kFormMaxFields; ++count) many += "a=1&";
  CHECK_FALSE(Form::parse(many).ok());
  CHECK_FALSE(parse_target("/x?a=%").ok());
}

TEST_CASE("a target is a path and a query, and a value comes back through encoding") {
  const Target target = parse_target("/cases?show=late&x=a%3Db").value();
  CHECK(target.path == "/cases");
  CHECK(target.query.value("x") == "a=b");
  const std::string odd = "a b&c=d/سلا?%\"'<>+";
  CHECK(Form::parse("v=" + percent_encoded(odd))->value("v") == odd);
}

TEST_CASE("a cookie is found by its whole name") {
  const base::HttpHeaders headers = {{"Cookie", "xsession=1; session=2;session_other=3; empty="}};
  CHECK(cookie_value(headers, "session") == "2");
  CHECK(cookie_value(headers, "xsession") == "1");
  CHECK(cookie_value(headers, "empty").empty());
  CHECK(cookie_value(headers, "none").empty());
  CHECK(cookie_value({}, "session").empty());
}

TEST_CASE("markup is the program's own, text is always escaped") {
  const std::string text = "<a href=\"x\">'&'</a>\x01";
  Markup markup;
  markup << "<p>" << text << "</p>" << 7 << std::string_view("<") << (text.empty() ? "" : "<i>");
  CHECK(markup.str() == "<p>&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;\uFFFD</p>7&lt;&lt;i&gt;");
}

TEST_CASE("days are counted in Arabic as Arabic counts") {
  const Language ar = Language::ar;
  CHECK(days_left(0, ar) == "اليوم آخر أجل");
  CHECK(days_left(1, ar) == "بقي يوم واحد");
  CHECK(days_left(2, ar) == "بقي يومان");
  CHECK(days_left(3, ar) == "بقي 3 أيام");
  CHECK(days_left(10, ar) == "بقي 10 أيام");
  CHECK(days_left(11, ar) == "بقي 11 يوماً");
  CHECK(days_left(60, ar) == "بقي 60 يوماً");
  CHECK(days_left(100, ar) == "بقي 100 يوم");
  CHECK(days_left(103, ar) == "بقي 103 أيام");
  CHECK(days_late(1, ar) == "تأخرت يوماً واحداً");
  CHECK(days_late(2, ar) == "تأخرت يومين");
  CHECK(days_late(3, ar) == "تأخرت 3 أيام");
  CHECK(answered_in(9, ar) == "أُجيب في 9 أيام");
  CHECK(answered_in(2, ar) == "أُجيب في يومين");
  CHECK(days_left(1, Language::fr) == "reste 1 jour");
  CHECK(days_late(4, Language::fr) == "en retard de 4 jours");
}

TEST_CASE("days are those of Salé's calendar") {
  base::use_time_zone(base::kMoroccoTimeZone);
  const auto time = [](std::string_view text) { return base::parse_iso8601(text).value(); };
  const base::Timestamp now = time("2025-12-31T22:59:59Z");
  CHECK(day_and_month(time("2025-10-15T09:24:00Z"), now, Language::ar) == "15 أكتوبر");
  CHECK(day_month_and_time(time("2025-10-15T09:24:00Z"), now, Language::ar) == "15 أكتوبر، 10:24");
  CHECK(day_month_and_time(time("2025-08-01T23:30:00Z"), now, Language::fr) == "2 août, 00:30");
  CHECK(day_and_month(time("2025-12-31T23:00:00Z"), now, Language::fr) == "1 janvier 2026");
  CHECK(day_month_and_time(time("2024-12-31T22:00:00Z"), now, Language::ar) == "31 دجنبر 2024، 23:00");
  CHECK(days_between(time("2025-10-15T22:59:00Z"), time("2025-10-15T23:01:00Z")) == 1);
  CHECK(days_between(time("2025-10-16T08:00:00Z"), time("2025-10-15T20:00:00Z")) == -1);
}

TEST_CASE("names come from the file, and an unknown slug is shown as it is") {
  const tests::TempFolder folder;
  store::replace_file(folder / "names.json", base::as_bytes(Names::default_file()),
                      store::FileMode::public_file)
      .value();
  const Names names = Names::read(folder / "names.json").value();
  CHECK(names.categories.size() == 9);
  CHECK(names.districts.size() == 5);
  CHECK(names.category("lighting", Language::ar) == "الإنارة العمومية");
  CHECK(names.category("lighting", Language::fr) == "Éclairage public");
  CHECK(names.district("hssaine", Language::ar) == "احصين");
  CHECK(names.category("space-travel", Language::fr) == "space-travel");
  for (const char* bad : {"", "{}", "[]", R"({"categories":[{"slug":"x"}],"districts":[]})"}) {
    store::replace_file(folder / "names.json", base::as_bytes(bad), store::FileMode::public_file).value();
    CHECK_FALSE(Names::read(folder / "names.json").ok());
  }
}

TEST_CASE("GeoReport's XML names the items of its lists and escapes what they hold") {
  const base::Json list = base::Json::array().add(base::Json::object()
                                                      .set("service_code", "a<b")
                                                      .set("metadata", true)
                                                      .set("lat", base::Json())
                                                      .set("order", 1));
  CHECK(to_georeport_xml("services", list) ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services><service><service_code>a&lt;b</service_code>"
        "<metadata>true</metadata><lat></lat><order>1</order></service></services>\n");
}

TEST_CASE("a names file of before has no questions, and a question that is half there is refused") {
  const tests::TempFolder folder;
  const auto read = [&](const std::string& questions) {
    const std::string text = base::cat(R"({"categories":[],"districts":[])", questions, "}");
    store::replace_file(folder / "names.json", base::as_bytes(text), store::FileMode::public_file).value();
    return Names::read(folder / "names.json");
  };
  REQUIRE(read("").ok());
  const Names before = read("").value();
  CHECK(before.questions.empty());
  CHECK(before.question("pole", Language::fr) == "pole");
  CHECK(before.answer({"seen", "off,cables"}, Language::fr) == "off,cables");
  const std::string words =
      R"("code":"seen","category":"lighting","ar":"?","fr":"?","label_ar":"ما","label_fr":"Vu")";
  const auto question = [&](const std::string& rest) {
    return read(base::cat(",\"questions\":[{", words, rest, "}]"));
  };
  REQUIRE(question(R"(,"datatype":"number")").ok());
  CHECK_FALSE(question("").ok());
  CHECK_FALSE(question(R"(,"datatype":"colour")").ok());
  CHECK_FALSE(question(R"(,"datatype":"multivaluelist")").ok());
  CHECK_FALSE(read(",\"questions\":7").ok());
  const Names names =
      question(R"(,"datatype":"multivaluelist","values":[{"key":"off","ar":"منطفئ","fr":"Éteinte"}])")
          .value();
  CHECK(names.question("seen", Language::ar) == "ما");
  CHECK(names.answer({"seen", "off,cables"}, Language::fr) == "Éteinte, cables");
  CHECK(names.answer({"seen", "off,off"}, Language::ar) == "منطفئ، منطفئ");
}
