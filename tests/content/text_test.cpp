#include <algorithm>

#include "kiosk/content/source_text.h"
#include "kiosk/content/typography.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Language;

namespace {

std::string said_of(std::string_view bytes) {
  Report report;
  const auto source = read_source("a.md", base::as_bytes(bytes), report);
  if (source) check_characters(*source, report);
  return report.text();
}

std::string utf16(std::string_view ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) out.append({c, '\0'});
  return out;
}

}  // namespace

TEST_CASE("a file that is not UTF-8 is refused with its place and what it looks like") {
  CHECK(said_of("slug,name\nx,\xE3\xCF\xED\xE4\xC9 \xD3\xE1\xC7\n")
            .starts_with("a.md:2:3: error: the file is not UTF-8 text; it looks like Windows-1256 (Arabic)"));
  CHECK(
      said_of("R\xE9union d'\xE9tude\n")
          .starts_with("a.md:1:2: error: the file is not UTF-8 text; it looks like Windows-1252 (Western)"));
  for (const bool big_end : {false, true}) {  // without the mark at its beginning
    std::string arabic;
    for (const char16_t c : std::u16string(u"slug,الاسم\nx,مدينة سلا\n")) {
      const char high = static_cast<char>(c >> 8), low = static_cast<char>(c);
      arabic.append(big_end ? std::string{high, low} : std::string{low, high});
    }
    CHECK(said_of(arabic).find("it looks like UTF-16: save it as UTF-8") != std::string::npos);
  }
  CHECK(said_of(utf16("slug,name\n")).find("it looks like UTF-16") != std::string::npos);
  CHECK(said_of(std::string("slug\0name\n", 10)).find("it looks like no text at all") != std::string::npos);
  CHECK(said_of(std::string(kMaxSourceBytes + 1, 'a'))
            .starts_with("a.md: error: the file has more than 256 KiB"));
}

TEST_CASE("UTF-8 that a spreadsheet opened in a Windows encoding and saved again is recognised") {
  for (const char* misread : {"ab Ø³Ù„Ø§\n", "ab ط³ظ„ط§\n", "ab Ã©tÃ©\n", "ab Ã\u00A0 la\n", "ab â€™x\n"}) {
    INFO(misread);
    CHECK(said_of(misread).starts_with("a.md:1:4: error: these letters ("));
  }
  for (const char* sound : {"الخط «ط» والحظ» وشروط… خط–\n", "OÙ\u00A0? « OÙ »\n", "São Tomé, Øresund\n"}) {
    INFO(sound);
    CHECK(said_of(sound) == "0 errors, 0 warnings, 0 notes\n");
  }
}

TEST_CASE("a byte-order mark and Windows line ends are taken off, and places stay true") {
  Report report;
  const std::string_view bytes = "\xEF\xBB\xBFسلا\r\nثان\r\n";
  const auto source = read_source("a.md", base::as_bytes(bytes), report);
  REQUIRE(source);
  CHECK(source->text() == "سلا\nثان\n");
  CHECK(source->place_at(source->text().find("ان")).at == Position{2, 2});
  CHECK(source->place_at(2, 3).at == Position{2, 2});
}

TEST_CASE("hidden characters are refused with their code and place, and columns count letters, not bytes") {
  CHECK(said_of("سلا \u202Eabc\n")
            .starts_with("a.md:1:5: error: here is a hidden direction embedding or override (U+202E)"));
  CHECK(said_of("a\u200Fb\n").starts_with("a.md:1:2: error: here is a hidden direction mark (U+200F)"));
  CHECK(said_of("a\u200Bb\n").starts_with("a.md:1:2: error: here is an invisible character (U+200B)"));
  CHECK(said_of("a\U000E0041b\n").starts_with("a.md:1:2: error: here is a hidden tag character (U+E0041)"));
  CHECK(said_of("a\u2028b\n").starts_with("a.md:1:2: error: here is a hidden line"));
  CHECK(said_of("a\x01"
                "b\n")
            .starts_with("a.md:1:2: error: here is a control character (U+0001)"));
}

TEST_CASE("isolates are allowed when each closes on its line") {
  CHECK(said_of("القانون \u206609-08\u2069 هنا\n") == "0 errors, 0 warnings, 0 notes\n");
  CHECK(said_of("a \u2066b\nc\u2069\n").starts_with("a.md:1:3: error: this isolate is not closed"));
  CHECK(said_of("a \u2066b\nc\u2069\n").find("a.md:2:2: error: this PDI") != std::string::npos);
}

TEST_CASE("digits, months, words and tone of other places are said") {
  CHECK(said_of("سنة ٢٠١٤\n").starts_with("a.md:1:5: error: write digits as 0 to 9"));
  CHECK(said_of("في مايو 2014\n").starts_with("a.md:1:4: warning: «مايو» is «ماي» in Morocco"));
  CHECK(said_of("ويوليو\n").find("«يوليو» is «يوليوز»") != std::string::npos);
  CHECK(said_of("يوليوز ومايوركا وسبتمبري\n") == "0 errors, 0 warnings, 0 notes\n");
  CHECK(said_of("شكوى\n").find("«شكوى» is «شكاية»") != std::string::npos);
  CHECK(said_of("Bravo !\n").starts_with("a.md:1:7: warning: public texts speak without exclamation marks"));
}

TEST_CASE("numbers that bidi would turn around stand in isolates in Arabic, and nowhere else") {
  CHECK(polish("القانون 09-08 هنا", Language::ar) == "القانون \u206609-08\u2069 هنا");
  CHECK(polish("المرسوم 2.17.265", Language::ar) == "المرسوم \u20662.17.265\u2069");
  CHECK(polish("المرسوم 2-17-265.", Language::ar) == "المرسوم \u20662-17-265\u2069.");
  CHECK(polish("بنسبة 40% على", Language::ar) == "بنسبة \u206640%\u2069 على");
  CHECK(polish("بنسبة 40 % على", Language::ar) == "بنسبة \u206640 %\u2069 على");
  CHECK(polish("من 8:30 إلى 16:30، سنة 2014.", Language::ar) == "من 8:30 إلى 16:30، سنة 2014.");
  CHECK(polish("2003 – 2015", Language::ar) == "2003 – 2015");
  CHECK(polish("1,038 مليار", Language::ar) == "1,038 مليار");
  CHECK(polish("\u206609-08\u2069", Language::ar) == "\u206609-08\u2069");
  CHECK(polish("loi 09-08", Language::fr) == "loi 09-08");
}

TEST_CASE("thousands are apart by a narrow no-break space, French marks keep to their word") {
  CHECK(polish("حوالي 35 000 نقطة", Language::ar) == "حوالي 35\u202F000 نقطة");
  CHECK(polish("1 038 000 and 2014 000 and 12 3456", Language::en) ==
        "1\u202F038\u202F000 and 2014 000 and 12 3456");
  CHECK(polish("Qui ? « Nous » : 20 % ; fin", Language::fr) ==
        "Qui\u202F? «\u202FNous\u202F»\u00A0: 20\u202F%\u202F; fin");
}

TEST_CASE("polishing twice changes nothing more") {
  for (const Language language : base::kLanguages) {
    for (const char* text : {"القانون 09-08 وبنسبة 40 % و35 000", "Qui ? « 20 % » : 1 000", "a 1/2 b"}) {
      const std::string once = polish(text, language);
      CHECK(polish(once, language) == once);
    }
  }
}

TEST_CASE("a picture, a spreadsheet and a PDF are named as such, also when they are larger than any text") {
  const std::string_view png("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), jpeg("\xFF\xD8\xFF\xE0\0\x10JFIF", 10);
  const std::string_view heic(
      "\0\0\0\x18"
      "ftypheic\0\0\0\0",
      16),
      zip("PK\x03\x04\x14\0\x06\0", 8);
  for (const std::string_view picture :
       {png, jpeg, heic, std::string_view("GIF89a\x01"), std::string_view("RIFF....WEBP")})
    CHECK(said_of(picture).starts_with("a.md: error: this is a picture: put it into the folder «media»"));
  for (const std::string_view office : {zip, std::string_view("\xD0\xCF\x11\xE0\xA1\xB1")})
    CHECK(said_of(office).starts_with("a.md: error: this is a file of an office program"));
  CHECK(said_of("%PDF-1.7\n%\xE2\xE3").starts_with("a.md: error: this is a PDF"));
}

TEST_CASE("the line ends of an old Mac are said once, and places stay true") {
  Report report;
  const auto source = read_source("a.md", base::as_bytes("one\rtwo\u200B\rthree\r"), report);
  REQUIRE(source);
  CHECK(source->text() == "one\ntwo\u200B\nthree\n");
  check_characters(*source, report);
  CHECK(report.text().starts_with("a.md:1:4: error: the lines end as on an old Mac (CR)"));
  CHECK(report.text().find("a.md:2:4: error: here is an invisible character") != std::string::npos);
  CHECK(report.count(Severity::error) == 2);
}
