#include "kiosk/base/utf8.h"

#include "kiosk/base/secret_string.h"
#include "tests/support/catch.h"

using namespace kiosk::base;

TEST_CASE("every code point survives UTF-8") {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;
    std::string text;
    append_utf8(text, c);
    const Decoded decoded = decode_utf8(text, 0);
    if (!decoded.valid || decoded.code_point != c || decoded.size_bytes != text.size()) {
      FAIL("code point " << static_cast<unsigned>(c));
    }
  }
}

TEST_CASE("invalid UTF-8 becomes one U+FFFD a maximal subpart, as the Unicode Standard shows") {
  // Table 3-8: 61 F1 80 80 E1 80 C2 62 80 63 80 BF 64 -> 61 FFFD FFFD FFFD 62 FFFD 63 FFFD FFFD 64
  const std::string text = "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64";
  std::u32string seen;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    seen.push_back(decoded.code_point);
    at += decoded.size_bytes;
  }
  CHECK(seen == U"a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
  CHECK(first_invalid_utf8(text) == 1U);
}

TEST_CASE("overlong forms, surrogates and code points above 10FFFF are invalid") {
  for (const char* bad :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF"}) {
    CHECK_FALSE(is_valid_utf8(bad));
  }
  CHECK(is_valid_utf8("سلا Salé ⵙⵍⴰ 😀"));
}

TEST_CASE("a secret string forgets what it held") {
  SecretString secret("a citizen's words");
  const char* where = secret.view().data();
  secret.wipe();
  CHECK(secret.empty());
  CHECK(where[0] == '\0');
  CHECK(where[5] == '\0');
}
