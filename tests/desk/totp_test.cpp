#include "kiosk/desk/totp.h"

#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::desk;
using base::Timestamp;
using std::chrono::seconds;

namespace {

// RFC 6238, appendix B: this secret, and the last six of the eight digits of each code.
TotpSecret known_secret() { return TotpSecret::from_bytes(base::as_bytes("12345678901234567890")).value(); }

struct Vector {
  std::int64_t time_s;
  std::string_view code;
};
constexpr Vector kVectors[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                               {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};

Timestamp at(std::int64_t time_s) { return Timestamp(seconds(time_s)); }

}  // namespace

TEST_CASE("the codes of RFC 6238 are accepted at their times, and give their step") {
  const TotpSecret secret = known_secret();
  for (const Vector& vector : kVectors) {
    INFO(vector.time_s);
    CHECK(accepted_step(secret, vector.code, at(vector.time_s), 0) == vector.time_s / 30);
    CHECK_FALSE(accepted_step(TotpSecret::make(), vector.code, at(vector.time_s + 90), 0));
  }
}

TEST_CASE("a code counts one step early and one step late, and no more") {
  const TotpSecret secret = known_secret();
  const std::int64_t step = 1111111111 / 30, start_s = step * 30;
  for (const std::int64_t time_s : {start_s - 30, start_s - 1, start_s, start_s + 29, start_s + 59})
    CHECK(accepted_step(secret, "050471", at(time_s), 0) == step);
  for (const std::int64_t time_s : {start_s - 31, start_s + 60, start_s + 86400})
    CHECK_FALSE(accepted_step(secret, "050471", at(time_s), 0));
}

TEST_CASE("a code is accepted once, and none from before it afterwards") {
  const TotpSecret secret = known_secret();
  const std::int64_t step = 1111111111 / 30;
  CHECK(accepted_step(secret, "081804", at(1111111109), 0) == step - 1);
  CHECK_FALSE(accepted_step(secret, "081804", at(1111111109), step - 1));
  CHECK_FALSE(accepted_step(secret, "081804", at(1111111111), step));
  CHECK(accepted_step(secret, "050471", at(1111111111), step - 1) == step);
}

TEST_CASE("blanks and Arabic-Indic digits are typed as people do, and anything else is refused") {
  const TotpSecret secret = known_secret();
  const auto accepts = [&](std::string_view typed) {
    return accepted_step(secret, typed, at(1111111111), 0).has_value();
  };
  for (const char* typed : {"050471", " 050 471 ", "٠٥٠٤٧١", "۰۵۰ ۴۷۱",
                            "050\xC2\xA0"
                            "471",
                            "\t050471"})
    CHECK(accepts(typed));
  for (const char* typed : {"", "05047", "0504711", "050-471", "05047l", "-50471", "050471\n"})
    CHECK_FALSE(accepts(typed));
  CHECK_FALSE(accepts(std::string(kTotpTypedMaxSize, ' ') + "050471"));
}

TEST_CASE("before time began there is no code") {
  CHECK_FALSE(accepted_step(known_secret(), "755224", at(0), 0));  // RFC 4226's first
  CHECK_FALSE(accepted_step(known_secret(), "755224", at(-100), 0));
}

TEST_CASE("the secret is told in groups for typing and as an address for a picture") {
  const TotpSecret secret = known_secret();
  CHECK(secret.typing_text().view() == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
  CHECK(secret.uri("amina b").view() ==
        "otpauth://totp/Sal%C3%A9:amina%20b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sal%C3%A9"
        "&algorithm=SHA1&digits=6&period=30");
}

TEST_CASE("every new secret is another, and comes back from its bytes") {
  const TotpSecret one = TotpSecret::make(), other = TotpSecret::make();
  CHECK(one.bytes().size() == kTotpSecretSize);
  CHECK_FALSE(one.typing_text() == other.typing_text());
  CHECK(TotpSecret::from_bytes(one.bytes()).value().typing_text() == one.typing_text());
  CHECK(TotpSecret::from_bytes(one.bytes().first(19)).error().is(crypto::CryptoError::bad_key));
}
