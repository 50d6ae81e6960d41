// Photographs of others: decoded by their first bytes and within limits, made small, written without
// metadata.

#include "kiosk/base/picture_head.h"
#include "platform/display/image_file.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace platform::display;

namespace {

ui::Image chequered(int width, int height, std::uint8_t alpha = 255) {
  ui::Image image{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool light = ((x / 8) + (y / 8)) % 2 == 0;
      for (int c = 0; c < 3; ++c) image.pixels.push_back(light ? 240 : 20);
      image.pixels.push_back(light ? 255 : alpha);
    }
  }
  return image;
}

base::Bytes png_head(std::uint32_t width, std::uint32_t height) {
  base::Bytes bytes = base::to_bytes(std::string_view("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16));
  for (const std::uint32_t side : {width, height}) {
    for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<base::Byte>(side >> shift));
  }
  bytes.resize(64);
  return bytes;
}

void put32(base::Bytes& bytes, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<base::Byte>(value >> shift));
}

// The checksum of PNG's chunks.
std::uint32_t crc_of(base::ByteView bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const base::Byte byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

base::Bytes chunk(std::string_view kind, base::ByteView data) {
  base::Bytes out;
  put32(out, static_cast<std::uint32_t>(data.size()));
  base::Bytes body = base::to_bytes(kind);
  body.insert(body.end(), data.begin(), data.end());
  out.insert(out.end(), body.begin(), body.end());
  put32(out, crc_of(body));
  return out;
}

base::Bytes header_chunk(std::uint32_t width, std::uint32_t height, std::string_view rest) {
  base::Bytes data;
  put32(data, width);
  put32(data, height);
  const base::Bytes more = base::to_bytes(rest);
  data.insert(data.end(), more.begin(), more.end());
  return chunk("IHDR", data);
}

constexpr std::string_view kTrueColour("\x08\x06\0\0\0", 5);
constexpr std::size_t kSignature = 8, kHeaderChunk = 25;

// Its header replaced, or something put behind it.
base::Bytes with_header(const base::Bytes& png, const base::Bytes& header, const base::Bytes& more = {}) {
  base::Bytes out(png.begin(), png.begin() + kSignature);
  out.insert(out.end(), header.begin(), header.end());
  out.insert(out.end(), more.begin(), more.end());
  out.insert(out.end(), png.begin() + kSignature + kHeaderChunk, png.end());
  return out;
}

// Before a JPEG's first table, behind its two first bytes.
base::Bytes with_segment(const base::Bytes& jpeg, std::string_view segment) {
  base::Bytes out(jpeg.begin(), jpeg.begin() + 2);
  const base::Bytes more = base::to_bytes(segment);
  out.insert(out.end(), more.begin(), more.end());
  out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
  return out;
}

base::Bytes joined(base::Bytes first, base::ByteView second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

TEST_CASE("an opaque picture is written as JPEG, one with holes as PNG, and both come back") {
  const ui::Image opaque = chequered(64, 48), open = chequered(64, 48, 0);
  const base::Bytes jpeg = encode_picture(opaque).value(), png = encode_picture(open).value();
  CHECK(base::read_picture_head(jpeg)->kind == base::PictureKind::jpeg);
  CHECK(base::read_picture_head(png)->kind == base::PictureKind::png);
  CHECK(decode_picture(png, kShownPictures).value().pixels == open.pixels);
  const ui::Image again = decode_picture(jpeg, kShownPictures).value();
  REQUIRE(again.width == 64);
  REQUIRE(again.height == 48);
  CHECK(again.pixels[0] > 200);
  CHECK(again.pixels[8 * 4] < 60);
  INFO("the same picture gives the same bytes");
  CHECK(encode_picture(opaque).value() == jpeg);
}

TEST_CASE("a picture is refused by what it says, before a decoder sees it") {
  CHECK(decode_picture(png_head(5000, 4000), kShownPictures).error().is(ImageError::too_large));
  CHECK(decode_picture(png_head(9000, 10), kShownPictures).error().is(ImageError::too_large));
  CHECK(decode_picture(png_head(0xFFFFFFFF, 0xFFFFFFFF), kShownPictures).error().is(ImageError::too_large));
  CHECK(decode_picture(png_head(0, 10), kShownPictures).error().is(ImageError::unreadable));
  for (const std::string_view text :
       {"", "GIF89a........................", "<svg xmlns=''></svg>", "BM000000"})
    CHECK(decode_picture(base::to_bytes(text), kShownPictures).error().is(ImageError::unreadable));
  const std::string_view webp("RIFF\x24\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x0F\0\0\x0F\0\0\0\0\0\0", 34);
  INFO("WebP is for those who make packs");
  CHECK(decode_picture(base::to_bytes(webp), kShownPictures).error().is(ImageError::unreadable));
}

TEST_CASE("a picture that is spoiled anywhere gives an error or a picture of its size, never more") {
  for (const base::Bytes& file :
       {encode_picture(chequered(40, 40)).value(), encode_picture(chequered(40, 40, 9)).value()}) {
    for (std::size_t at = 0; at < file.size(); at += 3) {
      base::Bytes spoiled = file;
      spoiled[at] ^= 0x55;
      const auto image = decode_picture(spoiled, kShownPictures);
      if (image)
        CHECK(image->pixels.size() ==
              static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height) * 4);
    }
  }
}

TEST_CASE("a picture that was cut off is refused, wherever it was cut") {
  for (const base::Bytes& file :
       {encode_picture(chequered(200, 200)).value(), encode_picture(chequered(200, 200, 9)).value()}) {
    REQUIRE(decode_picture(file, kSourcePictures).ok());
    for (std::size_t size = 0; size < file.size(); size += 11)
      CHECK(decode_picture(base::ByteView(file).first(size), kSourcePictures)
                .error()
                .is(ImageError::unreadable));
    CHECK_FALSE(decode_picture(base::ByteView(file).first(file.size() - 1), kSourcePictures).ok());
  }
}

TEST_CASE("pictures that were made to do harm give an error, or the picture they say they are") {
  const base::Bytes png = encode_picture(chequered(40, 40, 9)).value();
  const base::Bytes jpeg = encode_picture(chequered(40, 40)).value();
  const base::Bytes own = header_chunk(40, 40, kTrueColour);
  REQUIRE(decode_picture(with_header(png, own), kShownPictures).ok());
  const std::string_view large_frame(
      "\xFF\xC0\0\x11\x08\xFF\xDC\xFF\xDC\x03\x01\x22\0\x02\x11\x01\x03\x11\x01", 19);
  const std::string_view small_frame("\xFF\xC0\0\x11\x08\0\x08\0\x08\x03\x01\x22\0\x02\x11\x01\x03\x11\x01",
                                     19);
  const std::string_view no_parts("\xFF\xC0\0\x08\x08\0\x28\0\x28\0", 10);
  const std::string_view all_parts("\xFF\xC0\0\x11\x08\0\x28\0\x28\xFF\x01\x22\0\x02\x11\x01\x03\x11\x01",
                                   19);
  const std::string_view table_too_long("\xFF\xC4\xFF\xFF\0", 5);
  const std::string_view comment_too_long("\xFF\xFE\xFF\xFF", 4);
  base::Bytes endless;  // a chunk as long as a number can say
  put32(endless, 0xFFFFFFFF);
  endless = joined(std::move(endless), base::to_bytes("zTXt"));
  struct Harm {
    const char* what;
    base::Bytes file;
    bool is_shown;  // as the picture it says it is
  };
  const Harm harms[] = {
      {"more rows than there are bytes for", with_header(png, header_chunk(4000, 4000, kTrueColour)), false},
      {"two headers, the second one huge", with_header(png, own, header_chunk(60000, 60000, kTrueColour)),
       false},
      {"a chunk as long as a number can say", with_header(png, own, endless), false},
      {"a depth that is none", with_header(png, header_chunk(40, 40, {"\x07\x06\0\0\0", 5})), false},
      {"a palette that is not there", with_header(png, header_chunk(40, 40, {"\x08\x03\0\0\0", 5})), false},
      {"a page of script behind the picture", joined(png, base::to_bytes("<script>alert(1)</script>")), true},
      {"an archive behind the picture", joined(jpeg, base::to_bytes("PK\x05\x06......")), true},
      {"a frame of 4 thousand million pixels before the picture's", with_segment(jpeg, large_frame), false},
      {"a small frame before the picture's", with_segment(jpeg, small_frame), false},
      {"a frame without colours", with_segment(jpeg, no_parts), false},
      {"a frame of 255 colours", with_segment(jpeg, all_parts), false},
      {"a table that is longer than the file", with_segment(jpeg, table_too_long), false},
      {"a comment that is longer than the file", with_segment(jpeg, comment_too_long), false},
      {"a JPEG that begins like a PNG", joined({png.begin(), png.begin() + kSignature}, jpeg), false},
      {"nothing but a beginning", {jpeg.begin(), jpeg.begin() + 2}, false},
  };
  for (const Harm& harm : harms) {
    INFO(harm.what);
    const auto image = decode_picture(harm.file, kShownPictures);
    if (image && harm.is_shown) CHECK((image->width == 40 && image->height == 40));
    CHECK(image.ok() == harm.is_shown);
  }
}

TEST_CASE("a reduced picture is the mean of what it stands for") {
  const ui::Image image = chequered(64, 64);
  const ui::Image small = reduced(image, 4, 0);
  REQUIRE(small.width == 4);
  REQUIRE(small.height == 4);
  for (std::size_t i = 0; i < small.pixels.size(); ++i) CHECK(small.pixels[i] == (i % 4 == 3 ? 255 : 130));
  CHECK(reduced(image, 128, 0).pixels == image.pixels);
  INFO("what is not there does not colour what is");
  const ui::Image open = reduced(chequered(16, 16, 0), 1, 1);
  CHECK(open.pixels == std::vector<std::uint8_t>{240, 240, 240, 128});
}

TEST_CASE("a cut takes the middle, in the proportions asked for") {
  const ui::Image image = chequered(80, 40);
  const ui::Image square = cut_to(image, 10, 10);
  CHECK(square.width == 40);
  CHECK(square.height == 40);
  CHECK(std::equal(square.pixels.begin(), square.pixels.begin() + 160, image.pixels.begin() + 80));
  const ui::Image wide = cut_to(image, 400, 100);
  CHECK(wide.width == 80);
  CHECK(wide.height == 20);
}
