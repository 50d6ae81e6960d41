#include "kiosk/base/picture_head.h"

#include "tests/support/catch.h"

using namespace kiosk::base;

namespace {

Bytes bytes_of(std::string_view text) { return to_bytes(text); }

}  // namespace

TEST_CASE("the size of a PNG, a JPEG and each kind of WebP is read") {
  using std::string_view;
  struct Case {
    string_view file;
    PictureKind kind;
    std::uint32_t width, height;
  };
  const Case cases[] = {
      {string_view("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0", 24), PictureKind::png, 640, 480},
      {string_view("\xFF\xD8\xFF\xE0\0\x04xx\xFF\xFF\xC2\0\x0B\x08\x01\xE0\x02\x80\x01\x01\x11\0", 22),
       PictureKind::jpeg, 640, 480},
      {string_view("RIFF\x24\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\x02\0\xDF\x01\0", 30), PictureKind::webp,
       640, 480},
      {string_view("RIFF\x24\0\0\0WEBPVP8L\x0A\0\0\0\x2F\x7F\xC2\x77\0\0\0\0\0\0", 31), PictureKind::webp,
       640, 480},
      {string_view("RIFF\x24\0\0\0WEBPVP8 \x0A\0\0\0\0\0\0\x9D\x01\x2A\x80\x02\xE0\x01", 30),
       PictureKind::webp, 640, 480},
  };
  for (const Case& one : cases) {
    const auto head = read_picture_head(bytes_of(one.file));
    REQUIRE(head);
    CHECK(head->kind == one.kind);
    CHECK(head->width == one.width);
    CHECK(head->height == one.height);
    CHECK_FALSE(head->is_turned);
    INFO("cut anywhere it is none, or the same");
    for (std::size_t size = 0; size < one.file.size(); ++size) {
      const auto cut = read_picture_head(bytes_of(one.file.substr(0, size)));
      if (cut) CHECK((cut->width == one.width && cut->height == one.height));
    }
  }
}

TEST_CASE("what is no picture of these three is none") {
  for (const std::string_view text : {"", "GIF89a", "BM", "<svg/>", "RIFFxxxxWAVE", "\xFF\xD8", "%PDF-1.7"})
    CHECK_FALSE(read_picture_head(to_bytes(text)));
}
