#include "kiosk/content/pictures.h"

#include "kiosk/content/catalogue.h"
#include "kiosk/content/pack_file.h"
#include "tests/content/site.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::content;
using base::Bytes;
namespace fs = std::filesystem;

namespace {

// A PNG of that size without a pixel, which nobody here decodes.
std::string png(std::uint32_t width, std::uint32_t height) {
  std::string text("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
  for (const std::uint32_t side : {width, height}) {
    for (const int shift : {24, 16, 8, 0}) text.push_back(static_cast<char>(side >> shift & 0xFF));
  }
  return text + std::string("\x08\x06\0\0\0crc.\0\0\0\0IENDcrc.", 21);
}

constexpr const char* kHeadings = "slug,file,alt_ar,alt_fr,alt_en,credit\n";
constexpr const char* kGarden =
    "garden,garden.png,حديقة وسط المدينة,Un jardin au centre,A garden in the centre,Commune\n";

// A site whose page of the partnerships shows a photograph of a garden.
struct Illustrated {
  tests::Site site;
  Illustrated() {
    fs::create_directories(site.path() / "media");
    site.write("media/garden.png", png(1200, 800));
    site.write("data/pictures.csv", std::string(kHeadings) + kGarden);
    const std::string page = site.read("ar/articles/partnerships.md");
    site.write("ar/articles/partnerships.md", page.substr(0, 4) + "picture = \"garden\"\n" + page.substr(4));
  }
  [[nodiscard]] std::string complaints() const { return tests::complaints_of(site.check().report); }
};

base::Result<Bytes> as_it_is(base::ByteView file) { return Bytes(file.begin(), file.end()); }

}  // namespace

TEST_CASE("a photograph travels from the sources into a page of the catalogue") {
  const Illustrated illustrated;
  CHECK(illustrated.complaints().empty());
  const CheckedSources checked = illustrated.site.check();
  REQUIRE(checked.contents.pictures.size() == 1);
  const tests::TempFolder folder;
  const fs::path path = folder / "a.kpack";
  PackOptions options;
  options.created = tests::day(2026, 11, 23);
  REQUIRE(build_pack_file(checked, options, as_it_is, path).ok());
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  const UnverifiedPack unsigned_pack = UnverifiedPack::open(path).value();
  const Manifest manifest = parse_manifest(base::as_text(unsigned_pack.head().manifest)).value();
  REQUIRE(rewrite_head(path, {sign_manifest(unsigned_pack.head().manifest, manifest, key)}, {}).ok());
  const VerifiedPack pack = UnverifiedPack::open(path).value().verify(tests::trust(key)).value();
  const auto catalogue = Catalogue::from(pack).value();
  const std::string asset =
      "picture/" + crypto::hash_of(base::as_bytes(illustrated.site.read("media/garden.png"))).text();
  CHECK(catalogue->article("partnerships", base::Language::fr)->picture == asset);
  REQUIRE(catalogue->picture(asset) != nullptr);
  CHECK(catalogue->picture(asset)->alt.in(base::Language::fr) == "Un jardin au centre");
  CHECK(catalogue->picture("home-hero") == nullptr);
  INFO("a pack without the photograph its page shows is refused");
  const Bytes bare = sign_pack(build_pack(checked.contents, options), key).value();
  CHECK(Catalogue::from(UnverifiedPack::from_bytes(bare).value().verify(tests::trust(key)).value())
            .error()
            .is(PackError::damaged));
}

TEST_CASE("what is wrong with a photograph is said with its place") {
  struct Case {
    std::string what, table;
    std::string file;  // media/garden.png
    std::string says;
  };
  const std::string good = png(1200, 800), row = std::string(kHeadings) + kGarden;
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = row;
    return text.replace(text.find(from), from.size(), to);
  };
  const Case cases[] = {
      {"no file", with("garden.png", "park.png"), good,
       "data/pictures.csv:2:8: error: there is no such file"},
      {"a way out", with("garden.png", "../x.png"), good,
       "data/pictures.csv:2:8: error: write the file's name"},
      {"no picture", row, "BM", "error: this is not a picture"},
      {"a GIF", row, "GIF89a",
       "data/pictures.csv:2:8: error: this is a picture in the format GIF: save it as"},
      {"a telephone's", row,
       std::string("\0\0\0\x18"
                   "ftypheic",
                   12),
       "data/pictures.csv:2:8: error: this is a photograph in the format HEIC of telephones: save it as "
       "JPEG"},
      {"a file's name for words", with("Un jardin au centre", "Jardin.JPG"), good,
       "data/pictures.csv:2:37: warning: «alt_fr» is the name of a file: say what is to be seen"},
      {"too many points", row, png(8000, 8000), "8000 × 8000 points, more than allowed"},
      {"a small one", row, png(500, 900), "warning: the picture has 500 × 900 points"},
      {"of no width", row, png(0, 900), "error: this is not a picture"},
      {"cut before its size", row, good.substr(0, 20), "error: this is not a picture"},
      {"cut off", row, good.substr(0, good.size() - 1),
       "data/pictures.csv:2:8: error: the picture's file is cut off"},
      {"no words", with("حديقة وسط المدينة", ""), good, "«alt_ar» is "},
      {"no French words", with("Un jardin au centre", ""), good, "warning: "},
      {"nobody's", with(",Commune", ","), good, "«credit» is "},
      {"the program's name", with("garden,", "attract-day,"), good, "there is another picture of the name"},
      {"twice", row + kGarden, good, "data/pictures.csv:3:1: error: there is another picture"},
      {"unseen", row + "park,garden.png,حديقة,Parc,Park,Commune\n", good,
       "data/pictures.csv:3:1: warning: no page shows the picture «park»"},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    const Illustrated illustrated;
    illustrated.site.write("data/pictures.csv", one.table);
    illustrated.site.write("media/garden.png", one.file);
    const std::string complaints = illustrated.complaints();
    INFO(complaints);
    CHECK(complaints.find(one.says) != std::string::npos);
  }
}

TEST_CASE("a photograph that camera software turned is refused, an upright one is not") {
  const auto jpeg = [](char orientation) {
    std::string exif("Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
    exif += orientation;
    exif += std::string("\0\0", 2);
    std::string text("\xFF\xD8\xFF\xE1\0", 5);
    text += static_cast<char>(exif.size() + 2);
    text += exif;
    return text + std::string("\xFF\xC0\0\x0B\x08\x03\x20\x04\xB0\x01\x01\x11\0", 13) +
           std::string("\xFF\xDA\0\x08\x01\x01\0\0\x3F\0.\xFF\xD9", 13);
  };
  for (const char orientation : {'\x01', '\x06'}) {
    const Illustrated illustrated;
    illustrated.site.write("media/garden.png", jpeg(orientation));
    const std::string complaints = illustrated.complaints();
    INFO(complaints);
    CHECK((complaints.find("lie on its side") != std::string::npos) == (orientation == '\x06'));
    CHECK(complaints.find("not a picture") == std::string::npos);
  }
}

TEST_CASE("what a file manager left in media is a note") {
  const Illustrated illustrated;
  illustrated.site.write("media/Thumbs.db", "x");
  CHECK(illustrated.complaints().empty());
  CHECK(illustrated.site.check().report.text().find("media/Thumbs.db: note: this file is left out") !=
        std::string::npos);
}

TEST_CASE("files of media that no row names are said, and a name that is near is offered") {
  const Illustrated illustrated;
  illustrated.site.write("media/forgotten.jpg", "x");
  CHECK(illustrated.complaints() ==
        "media/forgotten.jpg: warning: data/pictures.csv does not name this file: it stays out [unseen]\n");
  illustrated.site.change("ar/articles/partnerships.md", "picture = \"garden\"", "picture = \"gardn\"");
  CHECK(illustrated.complaints().find("«garden»") != std::string::npos);
}
