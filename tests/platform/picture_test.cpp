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

TEST_CASE("a picture that is cut or spoiled anywhere gives an error or a picture of its size, never more") {
  for (const base::Bytes& file :
       {encode_picture(chequered(40, 40)).value(), encode_picture(chequered(40, 40, 9)).value()}) {
    for (std::size_t size = 0; size < file.size(); size += 7) {
      const auto cut = decode_picture(base::ByteView(file).first(size), kShownPictures);
      if (cut) CHECK(cut->pixels.size() == std::size_t{40} * 40 * 4);
    }
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
