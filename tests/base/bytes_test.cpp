#include "kiosk/base/bytes.h"

#include "kiosk/base/uuid.h"
#include "tests/support/catch.h"

using namespace kiosk::base;

TEST_CASE("base64 encodes the vectors of RFC 4648 and reads them back") {
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    CHECK(to_base64(as_bytes(plain)) == encoded);
    CHECK(as_text(from_base64(encoded).value()) == plain);
  }
}

TEST_CASE("base64 refuses what is not the one encoding of some bytes") {
  for (const char* text : {"Zg=", "Zg", "Zh==", "Zm9=", "Z===", "Zg==Zg==", "Zm9v\n", "Zm 9v", "Zm9v===="}) {
    INFO(text);
    CHECK_FALSE(from_base64(text).ok());
  }
}

TEST_CASE("hexadecimal text is lower case and even") {
  CHECK(to_hex(Bytes{0, 15, 255}) == "000fff");
  CHECK(from_hex("000fff").value() == Bytes{0, 15, 255});
  CHECK_FALSE(from_hex("0").ok());
  CHECK_FALSE(from_hex("0G").ok());
  CHECK_FALSE(from_hex("FF").ok());
}

TEST_CASE("a byte reader never reads past the end") {
  ByteWriter writer;
  writer.u16(0x0102);
  writer.u32(0xA0B0C0D0);
  writer.u64(0x1122334455667788);
  const Bytes bytes = writer.bytes();
  CHECK(bytes[0] == 0x02);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    ByteReader reader{ByteView(bytes).first(size)};
    const bool all = reader.u16().ok() && reader.u32().ok() && reader.u64().ok();
    CHECK(all == (size == bytes.size()));
    CHECK(reader.offset() <= size);
  }
}

TEST_CASE("a UUID has one text form") {
  const std::string_view text = "0b6f3c1e-7a52-4d1f-9c3e-2f60a1b2c3d4";
  CHECK(Uuid::parse(text).value().text() == text);
  for (const char* bad : {"", "0b6f3c1e7a524d1f9c3e2f60a1b2c3d4", "0b6f3c1e-7a52-4d1f-9c3e-2f60a1b2c3dg",
                          "0B6F3C1E-7A52-4D1F-9C3E-2F60A1B2C3D4", "0b6f3c1e-7a52-4d1f-9c3e-2f60a1b2c3d4 "}) {
    INFO(bad);
    CHECK_FALSE(Uuid::parse(bad).ok());
  }
}
