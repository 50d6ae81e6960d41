#include "kiosk/complaint/receipt_code.h"

#include <set>

#include "kiosk/complaint/ticket.h"
#include "tests/support/catch.h"

using namespace kiosk;
using namespace kiosk::complaint;

TEST_CASE("the receipt of the design is a code, shown in groups of four") {
  const ReceiptCode code = ReceiptCode::parse("482719360574").value();
  CHECK(code.grouped().view() == "4827 1936 0574");
  CHECK(ReceiptCode::parse("4827 1936-0574").value() == code);
  CHECK(ReceiptCode::parse("٤٨٢٧ ١٩٣٦ ٠٥٧٤").value() == code);
  CHECK(ReceiptCode::parse("\u2066۴۸۲۷ ۱۹۳۶ ۰۵۷۴\u2069").value() == code);
}

TEST_CASE("what is not twelve digits is incomplete, not a slip of typing") {
  for (const char* typed : {"", "4827 1936 057", "4827 1936 05744", "4827 1936 057x", "4827/1936/0574"}) {
    INFO(typed);
    CHECK(ReceiptCode::parse(typed).error().is(CodeError::incomplete));
  }
  CHECK(ReceiptCode::parse("4827").error().name() == "E-CODE");
}

TEST_CASE("every single wrong digit and every swap of neighbours is caught") {
  for (int round = 0; round < 200; ++round) {
    const std::string code(ReceiptCode::random().digits());
    REQUIRE(ReceiptCode::parse(code).ok());
    for (std::size_t at = 0; at < code.size(); ++at) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string wrong = code;
        wrong[at] = digit;
        CHECK(ReceiptCode::parse(wrong).ok() == (digit == code[at]));
      }
      if (at == 0 || code[at - 1] == code[at]) continue;
      std::string swapped = code;
      std::swap(swapped[at - 1], swapped[at]);
      CHECK(ReceiptCode::parse(swapped).error().name() == "E-CODE-CHK");
    }
  }
}

TEST_CASE("random codes use all digits everywhere and do not repeat") {
  std::set<std::string> seen;
  std::array<std::set<char>, kReceiptDigits> digits;
  for (int round = 0; round < 2000; ++round) {
    const std::string code(ReceiptCode::random().digits());
    CHECK(seen.insert(code).second);
    for (std::size_t at = 0; at < code.size(); ++at) digits[at].insert(code[at]);
  }
  for (const std::set<char>& here : digits) CHECK(here.size() == 10);
}

TEST_CASE("a ticket is the same wherever it is derived, at the cost that the header promises") {
  CHECK(kTicketCost.passes == 40);
  CHECK(kTicketCost.memory_bytes == 64 * 1024 * 1024);
  const Ticket ticket = derive_ticket(ReceiptCode::parse("482719360574").value()).value();
  CHECK(base::to_hex(ticket.tag) == "281db6c4b67b33e9ecb597e12c9d4c08");
  CHECK(base::to_hex(ticket.key.view()) ==
        "3ca44f23e418af73b1ffbfa2f6de2ea234e63033fdee296f2ec526e4221a72a4");
}
