#include "kiosk/complaint/envelope.h"

#include "kiosk/complaint/letter.h"
#include "kiosk/complaint/padding.h"
#include "kiosk/crypto/random.h"
#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

using namespace kiosk;
using namespace kiosk::complaint;
using base::as_bytes;
using base::as_text;
using base::Bytes;
using base::ByteView;

namespace {

const crypto::SigningKey& kiosk_key() {
  static const crypto::SigningKey key = crypto::SigningKey::make();
  return key;
}
const crypto::CellSecretKey& cell_key() {
  static const crypto::CellSecretKey key = crypto::CellSecretKey::make();
  return key;
}

EnvelopeHeader header_of(std::uint64_t sequence) {
  EnvelopeHeader header{
      KioskId::parse("K-01").value(), crypto::random_uuid(), sequence, {}, tests::kNoon, {}};
  header.previous.bytes.fill(7);
  header.clock = ClockQuality::synchronised;
  return header;
}

Bytes sealed(std::string_view letter) {
  return seal_envelope(header_of(3), as_bytes(letter), {cell_key().public_half()}, kiosk_key());
}

base::Result<Envelope> verified(Bytes bytes) {
  base::Result<UnverifiedEnvelope> read = UnverifiedEnvelope::read(std::move(bytes));
  if (!read) return read.error();
  return std::move(read).value().verify(kiosk_key().public_half());
}

}  // namespace

TEST_CASE("an envelope says its header to everyone and its letter to the cell alone") {
  const EnvelopeHeader header = header_of(42);
  const Bytes bytes = seal_envelope(header, as_bytes("words"), {cell_key().public_half()}, kiosk_key());
  const Envelope envelope = verified(bytes).value();
  CHECK(envelope.header().kiosk == header.kiosk);
  CHECK(envelope.header().uuid == header.uuid);
  CHECK(envelope.header().sequence == 42);
  CHECK(envelope.header().previous == header.previous);
  CHECK(envelope.header().created_at == header.created_at);
  CHECK(envelope.header().clock == ClockQuality::synchronised);
  CHECK(as_text(envelope.open(cell_key()).value().view()) == "words");
  CHECK(envelope.open(crypto::CellSecretKey::make()).error().is(EnvelopeError::wrong_recipient));
}

TEST_CASE("the format is the one written in the header, byte by byte") {
  const Bytes bytes = sealed("words");
  CHECK(as_text(ByteView(bytes).first(6)) == "SLKENV");
  CHECK(Bytes(bytes.begin() + 6, bytes.begin() + 10) == Bytes{1, 0, 2, 4});
  CHECK(as_text(ByteView(bytes).subspan(10, 4)) == "K-01");
  const std::size_t recipients_at = 10 + 4 + 16 + 8 + 32 + 8;
  CHECK(bytes[recipients_at] == 1);
  const crypto::CellKeyId id = cell_key().public_half().id();
  CHECK(std::equal(id.begin(), id.end(), bytes.begin() + static_cast<std::ptrdiff_t>(recipients_at) + 1));
  const std::size_t box_size = 4096 + 40;
  CHECK(bytes.size() == recipients_at + 1 + 88 + 4 + box_size + 64);
}

TEST_CASE("an envelope for two keys opens with either, escrow or cell") {
  const crypto::CellSecretKey escrow = crypto::CellSecretKey::make();
  const Bytes bytes = seal_envelope(header_of(1), as_bytes("words"),
                                    {cell_key().public_half(), escrow.public_half()}, kiosk_key());
  const Envelope envelope = verified(bytes).value();
  CHECK(as_text(envelope.open(cell_key()).value().view()) == "words");
  CHECK(as_text(envelope.open(escrow).value().view()) == "words");
}

TEST_CASE("an envelope with any bit flipped is refused") {
  const Bytes bytes = sealed("words");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int bit = 0; bit < 8; bit += at < 250 ? 1 : 7) {
      Bytes flipped = bytes;
      flipped[at] = static_cast<base::Byte>(flipped[at] ^ (1U << bit));
      if (verified(std::move(flipped)).ok()) FAIL_CHECK("bit " << bit << " of byte " << at);
    }
  }
}

TEST_CASE("an envelope cut anywhere, or with a byte more, is refused") {
  const Bytes bytes = sealed("words");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    if (UnverifiedEnvelope::read(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)))
            .ok()) {
      FAIL_CHECK("cut to " << size);
    }
  }
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(UnverifiedEnvelope::read(longer).ok());
  CHECK(UnverifiedEnvelope::read(Bytes(kEnvelopeMaxSize + 1)).error().is(EnvelopeError::malformed));
}

TEST_CASE("a letter cannot be put under another header, even by one who can sign") {
  const Bytes bytes = sealed("words");
  Bytes other(bytes.begin(), bytes.end() - 64);
  other[14] = static_cast<base::Byte>(other[14] ^ 1);  // the uuid
  const crypto::Signature signature = kiosk_key().sign("sale-kiosk envelope v1", other);
  other.insert(other.end(), signature.begin(), signature.end());
  const Envelope envelope = verified(other).value();
  CHECK(envelope.open(cell_key()).error().is(EnvelopeError::cannot_open));
}

TEST_CASE("another kiosk's signature is refused") {
  const Bytes bytes =
      seal_envelope(header_of(1), as_bytes("words"), {cell_key().public_half()}, crypto::SigningKey::make());
  CHECK(verified(bytes).error().is(EnvelopeError::bad_signature));
}

TEST_CASE("the size of an envelope does not tell texts of one bucket apart") {
  const std::size_t size = sealed("").size();
  CHECK(sealed(std::string(4092, 'x')).size() == size);
  CHECK(sealed(std::string(4093, 'x')).size() == size + 4096);
  for (std::size_t letter : {1U, 80U, 1500U, 4000U}) CHECK(sealed(std::string(letter, 'x')).size() == size);
}

TEST_CASE("padding grows by buckets and by PADME above, never by more than an eighth") {
  CHECK(padded_size(0, 4096) == 4096);
  CHECK(padded_size(4096, 4096) == 4096);
  CHECK(padded_size(4097, 4096) == 8192);
  CHECK(padded_size(200'000, 4096) == 200'704);
  CHECK(padded_size(1'000'000, 4096) == 1'015'808);
  for (std::size_t size = 40'000; size < 5'000'000; size += 12'345) {
    CHECK(padded_size(size, 4096) >= size);
    CHECK(padded_size(size, 4096) - size <= size / 8);
  }
}

TEST_CASE("padding that is not ours is refused") {
  const crypto::SecretBytes padded = pad(as_bytes("words"), 1024);
  CHECK(as_text(unpad(padded.view(), 1024).value()) == "words");
  CHECK_FALSE(unpad(padded.view(), 4096).ok());
  Bytes bytes(padded.view().begin(), padded.view().end());
  bytes[1023] = 1;
  CHECK_FALSE(unpad(bytes, 1024).ok());
  bytes[1023] = 0;
  bytes[1] = 0xFF;
  CHECK_FALSE(unpad(bytes, 1024).ok());
  CHECK_FALSE(unpad({}, 1024).ok());
}

TEST_CASE("the letter carries every field, the text to the byte") {
  Draft draft = tests::lighting_draft();
  draft.text = "line one\r\nline \"two\" \\ <b>\t\u0001\u007f e\u0301 ⵣ 😀 \u200f end/";
  draft.name = "اسم";
  draft.contact = Contact::sms;
  draft.language = base::Language::fr;
  const Complaint complaint = complete(draft, Origin::screen).value();
  const ReceiptCode code = ReceiptCode::random();
  const Letter letter = read_letter(write_letter(complaint, code).view()).value();
  CHECK(letter.receipt == code);
  CHECK(letter.draft.text == draft.text);
  CHECK(letter.draft.kind == Kind::complaint);
  CHECK(letter.draft.category == "lighting");
  CHECK(letter.draft.district == "bettana");
  CHECK(letter.draft.neighbourhood == draft.neighbourhood);
  CHECK(letter.draft.landmark == draft.landmark);
  CHECK(letter.draft.name == draft.name);
  CHECK(letter.draft.phone.view() == "0612345678");
  CHECK(letter.draft.contact == Contact::sms);
  CHECK(letter.draft.consent);
  CHECK(letter.draft.language == base::Language::fr);
}

TEST_CASE("a letter that lacks what a case needs is refused") {
  for (const char* bad : {"", "{}", "[]", R"({"receipt":"482719360574","kind":"complaint"})",
                          R"({"receipt":"482719360575","kind":"complaint","text":"x"})",
                          R"({"receipt":"482719360574","kind":"praise","text":"x"})",
                          R"({"receipt":"482719360574","kind":"complaint","text":"x","contact":"fax"})",
                          R"({"receipt":"482719360574","kind":"complaint","text":"x","language":"xx"})"}) {
    INFO(bad);
    CHECK_FALSE(read_letter(bad).ok());
  }
  CHECK(read_letter(R"({"receipt":"482719360574","kind":"complaint","text":"x","later":1})").ok());
}
