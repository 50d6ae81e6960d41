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

TEST_CASE("a picture is whole when it goes on to its own end, and not when anything of that is missing") {
  using std::string_view;
  const std::string jpeg_head("\xFF\xD8\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\x01\x01\x11\0", 15);
  const std::string scan("\xFF\xDA\0\x08\x01\x01\0\0\x3F\0", 10), end("\xFF\xD9");
  // A stuffed 0xFF, a restart, and between two scans a table that holds what looks like an end.
  const std::string data("\x12\xFF\0\x34\xFF\xD0\x56\xFF\xFF", 9), table("\xFF\xC4\0\x06\xFF\xD9\x01\x02", 8);
  const std::string png_head("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x06\0\0\0crc.", 33);
  const std::string whole[] = {
      jpeg_head + scan + data + end,
      jpeg_head + scan + data.substr(0, 7) + table + scan + data + end,
      png_head + std::string("\0\0\0\x05IDAT.....crc.\0\0\0\0IENDcrc.", 29),
      std::string("RIFF\x18\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\x02\0\xDF\x01\0\0\0", 32),
  };
  for (const std::string& file : whole) {
    const auto head = read_picture_head(to_bytes(file));
    REQUIRE(head);
    CHECK(head->is_whole);
    CHECK(read_picture_head(to_bytes(file + "something behind it"))->is_whole);
    for (std::size_t size = 0; size < file.size(); ++size) {
      INFO(static_cast<int>(head->kind) << " cut to " << size << " of " << file.size());
      const auto cut = read_picture_head(to_bytes(file.substr(0, size)));
      CHECK_FALSE((cut && cut->is_whole));
    }
  }
  INFO("an end before any scan is none, nor is a chunk or segment that is longer than the file");
  CHECK_FALSE(read_picture_head(to_bytes(jpeg_head + end))->is_whole);
  CHECK_FALSE(read_picture_head(to_bytes(jpeg_head + std::string("\xFF\xDA\xFF\xFF", 4) + end))->is_whole);
  CHECK_FALSE(read_picture_head(to_bytes(png_head + "\xFF\xFF\xFF\xFFIENDcrc."))->is_whole);
}
