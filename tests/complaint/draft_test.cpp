#include "kiosk/complaint/draft.h"

#include "kiosk/complaint/letter.h"
#include "kiosk/complaint/typed_text.h"
#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

using namespace kiosk;
using namespace kiosk::complaint;
using tests::lighting_draft;

namespace {

std::string code_of(const base::Result<void>& result) {
  return result ? "" : std::string(result.error().name());
}

std::string contact_code(std::string_view phone) {
  Draft draft = lighting_draft();
  draft.phone = phone;
  return code_of(check_contact(draft));
}

std::string kept_phone(std::string_view phone) {
  Draft draft = lighting_draft();
  draft.phone = phone;
  return std::string(complete(draft, Origin::screen).value().draft().phone.view());
}

std::string text_code(std::string_view text) {
  Draft draft = lighting_draft();
  draft.text = text;
  return code_of(check_text(draft));
}

std::string repeated(std::string_view piece, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("each step of the form refuses with the code of the design") {
  Draft draft;
  CHECK(code_of(check_category(draft)) == "E-CAT");
  CHECK(code_of(check_place(draft)) == "E-ARR");
  CHECK(code_of(check_text(draft)) == "E-TXT-MIN");
  CHECK(code_of(check_contact(draft)).empty());
  CHECK(code_of(check_consent(draft)) == "E-CON");
  draft.category = "Not A Slug";
  CHECK(code_of(check_category(draft)) == "E-TXT-BAD");
  CHECK(complete(draft, Origin::screen).error().is(DraftError::not_text));
  CHECK(complete(lighting_draft(), Origin::screen).ok());
}

TEST_CASE("a paper form may leave out category, district and telephone, but not the text") {
  Draft draft;
  draft.text = "حفرة كبيرة أمام المدرسة";
  CHECK(complete(draft, Origin::paper).ok());
  CHECK(code_of(check_category(draft)) == "E-CAT");
  draft.text = "حفرة";
  CHECK(complete(draft, Origin::paper).error().is(DraftError::text_too_short));
}

TEST_CASE("ten letters are enough and marks, blanks and tatweel are none") {
  CHECK(text_code("لا ماء اليوم").empty());
  CHECK(text_code("لا ماء الآن") == "E-TXT-MIN");
  CHECK(text_code("مَــــــــــــاءٌ") == "E-TXT-MIN");
  CHECK(text_code("             ") == "E-TXT-MIN");
  CHECK(text_code("ⵜⴰⵙⵍⵉⵜⴰⵏⵥⴰ").empty());
  CHECK(text_code("\xFF\xFE long enough") == "E-TXT-BAD");
}

TEST_CASE("a thousand characters fit, one more does not, whatever their size in bytes") {
  for (const char* letter : {"a", "ب", "ⵣ", "😀"}) {
    CHECK(text_code(repeated(letter, 1000)).empty());
    CHECK(text_code(repeated(letter, 1001)) == "E-TXT-MAX");
  }
}

TEST_CASE("telephone numbers are understood in every way people write them") {
  for (const char* typed :
       {"0612345678", "06 12 34 56 78", "06-12.34(56)78", "+212612345678", "+212 6 12 34 56 78",
        "00212612345678", "+2120612345678", "٠٦١٢٣٤٥٦٧٨", "۰۶۱۲۳۴۵۶۷۸", "\u206606 12 34 56 78\u2069",
        "06\u00A012\u00A034\u00A056\u00A078"}) {
    INFO(typed);
    CHECK(kept_phone(typed) == "0612345678");
  }
  CHECK(kept_phone("0537123456") == "0537123456");
  CHECK(kept_phone("0712345678") == "0712345678");
}

TEST_CASE("a wrong telephone number is refused with what is wrong about it") {
  CHECK(contact_code("") == "E-TEL-LEN");
  CHECK(contact_code("061234567") == "E-TEL-LEN");
  CHECK(contact_code("06123456789") == "E-TEL-LEN");
  CHECK(contact_code("06a2345678") == "E-TEL-LEN");
  CHECK(contact_code("06123+5678") == "E-TEL-LEN");
  CHECK(contact_code("0812345678") == "E-TEL-PRE");
  CHECK(contact_code("1612345678") == "E-TEL-PRE");
  CHECK(contact_code("+33612345678") == "E-TEL-LEN");
}

TEST_CASE("without a way to answer no number is kept") {
  Draft draft = lighting_draft();
  draft.contact = Contact::none;
  CHECK(complete(draft, Origin::screen).value().draft().phone.empty());
}

TEST_CASE("bidi tricks go, balanced isolates and every other byte stay") {
  const auto clean = [](std::string_view typed) { return std::string(without_bidi_tricks(typed).view()); };
  const std::string odd = " tab\there\r\nZWJ\u200D RLM\u200F ALM\u061C e\u0301 \"quote\" <b> & 😀\u0001 ";
  CHECK(clean(odd) == odd);
  CHECK(clean("a\u202Eb\u202Dc\u202Ad\u202Be\u202Cf") == "abcdef");
  CHECK(clean("\u2067x\u2069 y") == "\u2067x\u2069 y");
  CHECK(clean("x\u2069y\u2068z") == "xy\u2068z\u2069");
  CHECK(clean("\u2066one\ntwo\u2069") == "\u2066one\u2069\ntwo");
}

TEST_CASE("names and landmarks have a limit of their own") {
  Draft draft = lighting_draft();
  draft.landmark = repeated("ب", 120);
  CHECK(complete(draft, Origin::screen).ok());
  draft.landmark = repeated("ب", 121);
  CHECK(complete(draft, Origin::screen).error().name() == "E-FLD-MAX");
}

TEST_CASE("an answer is there once, and an empty one takes it away") {
  Draft draft = lighting_draft();
  set_answer(draft, "lighting-extent", "one-lamp");
  set_answer(draft, "lighting-pole", "14");
  set_answer(draft, "lighting-extent", "street");
  CHECK(draft.answers.size() == 2);
  CHECK(answer_to(draft, "lighting-extent") == "street");
  CHECK(answer_to(draft, "lighting-other").empty());
  CHECK(code_of(check_answers(draft)).empty());
  set_answer(draft, "lighting-pole", "");
  set_answer(draft, "lighting-other", "");
  CHECK(draft.answers.size() == 1);
}

TEST_CASE("answers that no form gives are refused") {
  const auto code_with = [](const std::vector<std::pair<std::string, std::string>>& answers) {
    Draft draft = lighting_draft();
    for (const auto& [answered, value] : answers)
      draft.answers.push_back({answered, std::string_view(value)});
    const std::string code = code_of(check_answers(draft));
    CHECK(complete(draft, Origin::screen).ok() == code.empty());
    return code;
  };
  CHECK(code_with({{"market", repeated("م", 120)}}).empty());
  CHECK(code_with({{"market", repeated("م", 121)}}) == "E-FLD-MAX");
  CHECK(code_with({{"market", "\xff"}}) == "E-TXT-BAD");
  CHECK(code_with({{"The Market", "x"}}) == "E-TXT-BAD");
  CHECK(code_with({{"market", ""}}) == "E-TXT-BAD");
  CHECK(code_with({{"market", "x"}, {"market", "y"}}) == "E-TXT-BAD");
  std::vector<std::pair<std::string, std::string>> many;
  for (std::size_t i = 0; i <= kAnswersMax; ++i) many.push_back({base::cat("q", i), "x"});
  CHECK(code_with(many) == "E-TXT-BAD");
}

TEST_CASE("a letter carries the answers, and one without any is the letter of before") {
  const ReceiptCode code = ReceiptCode::random();
  Draft draft = lighting_draft();
  const base::SecretString plain = write_letter(complete(draft, Origin::screen).value(), code);
  CHECK(plain.view().find("answers") == std::string_view::npos);
  CHECK(read_letter(plain.view()).value().draft.answers.empty());
  set_answer(draft, "lighting-seen", "off,cables");
  set_answer(draft, "market", "سوق \"الأحد\"\u202E");
  const Letter read = read_letter(write_letter(complete(draft, Origin::screen).value(), code).view()).value();
  REQUIRE(read.draft.answers.size() == 2);
  CHECK(answer_to(read.draft, "lighting-seen") == "off,cables");
  CHECK(answer_to(read.draft, "market") == "سوق \"الأحد\"");
}

TEST_CASE("a letter whose answers are none is read without them") {
  const ReceiptCode code = ReceiptCode::random();
  const base::SecretString whole = write_letter(complete(lighting_draft(), Origin::screen).value(), code);
  const std::string head(whole.view().substr(0, whole.view().size() - 1));
  for (const char* answers :
       {"7", "{}", "[7,{},[]]", R"([{"code":"a"},{"value":"b"},{"code":1,"value":2}])"}) {
    INFO(answers);
    const auto read = read_letter(head + R"(,"answers":)" + answers + "}");
    REQUIRE(read.ok());
    CHECK(read.value().draft.answers.empty());
  }
  std::string many;
  for (int i = 0; i < 100; ++i) many += base::cat(i > 0 ? "," : "", R"({"code":"q)", i, R"(","value":"x"})");
  CHECK(read_letter(head + R"(,"answers":[)" + many + "]}").value().draft.answers.size() == kAnswersMax);
}
