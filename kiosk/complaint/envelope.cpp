#include "kiosk/complaint/envelope.h"

#include <algorithm>

#include "kiosk/base/check.h"
#include "kiosk/complaint/padding.h"
#include "kiosk/crypto/aead.h"
#include "kiosk/crypto/random.h"

namespace kiosk::complaint {
namespace {

using base::ByteReader;
using base::Bytes;
using base::ByteView;
using base::Error;
using base::Result;

constexpr std::string_view kMagic = "SLKENV";
constexpr std::uint16_t kVersion = 1;
constexpr std::string_view kPurpose = "sale-kiosk envelope v1";
constexpr std::size_t kSealedKeySize = crypto::kAeadKeySize + crypto::kSealOverhead;
constexpr std::uint64_t kLastUnixMs = 253'402'300'799'999;  // 9999-12-31T23:59:59.999Z
constexpr std::size_t kSignatureSize = std::tuple_size_v<crypto::Signature>;

Error malformed(std::string_view why) {
  return {EnvelopeError::malformed, base::cat("bytes that are not an envelope: ", why)};
}

template <typename Array>
Result<Array> read_array(ByteReader& reader) {
  Array out{};
  const ByteView bytes = TRY(reader.raw(out.size()));
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

void write_header(base::ByteWriter& out, const EnvelopeHeader& header) {
  out.raw(base::as_bytes(kMagic));
  out.u16(kVersion);
  out.u8(static_cast<std::uint8_t>(header.clock));
  out.u8(static_cast<std::uint8_t>(header.kiosk.text().size()));
  out.raw(base::as_bytes(header.kiosk.text()));
  out.raw(header.uuid.bytes);
  out.u64(header.sequence);
  out.raw(header.previous.bytes);
  out.u64(static_cast<std::uint64_t>(base::to_unix_ms(header.created_at)));
}

Result<EnvelopeHeader> read_header(ByteReader& reader) {
  if (base::as_text(TRY(reader.raw(kMagic.size()))) != kMagic) return malformed("another magic");
  if (TRY(reader.u16()) != kVersion) return malformed("another version");
  const std::uint8_t clock = TRY(reader.u8());
  if (clock > static_cast<std::uint8_t>(ClockQuality::synchronised)) return malformed("clock quality");
  const std::uint8_t kiosk_size = TRY(reader.u8());
  EnvelopeHeader header{TRY(KioskId::parse(base::as_text(TRY(reader.raw(kiosk_size))))), {}, 0, {}, {}, {}};
  header.clock = static_cast<ClockQuality>(clock);
  header.uuid.bytes = TRY(read_array<decltype(base::Uuid::bytes)>(reader));
  header.sequence = TRY(reader.u64());
  header.previous.bytes = TRY(read_array<decltype(crypto::Hash::bytes)>(reader));
  const std::uint64_t created_at = TRY(reader.u64());
  if (created_at > kLastUnixMs) return malformed("a year after 9999");
  header.created_at = base::from_unix_ms(static_cast<std::int64_t>(created_at));
  return header;
}

}  // namespace

std::string_view name_of(EnvelopeError code) {
  switch (code) {
    case EnvelopeError::malformed:
      return "malformed";
    case EnvelopeError::bad_signature:
      return "bad-signature";
    case EnvelopeError::wrong_recipient:
      return "wrong-recipient";
    case EnvelopeError::cannot_open:
      return "cannot-open";
  }
  return "malformed";
}

Bytes seal_envelope(const EnvelopeHeader& header, ByteView letter,
                    const std::vector<crypto::CellPublicKey>& recipients, const crypto::SigningKey& kiosk) {
  KIOSK_ASSERT(!recipients.empty() && recipients.size() <= kRecipientsMax);
  crypto::crypto_ready();
  crypto::SecretBytes content_key(crypto::kAeadKeySize);
  crypto::fill_random(content_key.writable());
  base::ByteWriter out;
  write_header(out, header);
  out.u8(static_cast<std::uint8_t>(recipients.size()));
  for (const crypto::CellPublicKey& recipient : recipients) {
    out.raw(recipient.id());
    out.raw(recipient.seal.seal(content_key.view()));
  }
  const crypto::SecretBytes padded = pad(letter, kEnvelopeBucket);
  const Bytes box = crypto::aead_lock(content_key.view(), padded.view(), out.bytes());
  out.u32(static_cast<std::uint32_t>(box.size()));
  out.raw(box);
  out.raw(kiosk.sign(kPurpose, out.bytes()));
  return out.take();
}

Result<UnverifiedEnvelope> UnverifiedEnvelope::read(Bytes bytes) {
  if (bytes.size() > kEnvelopeMaxSize) return malformed("over the limit");
  Result<Envelope> envelope = parse(std::move(bytes));
  if (!envelope) return malformed(envelope.error().sentence());
  return UnverifiedEnvelope(std::move(envelope).value());
}

Result<Envelope> UnverifiedEnvelope::parse(Bytes bytes) {
  ByteReader reader(bytes);
  Envelope envelope({}, TRY(read_header(reader)));
  const std::uint8_t count = TRY(reader.u8());
  if (count == 0 || count > kRecipientsMax) return malformed("number of recipients");
  for (std::uint8_t at = 0; at < count; ++at) {
    const auto key = TRY(read_array<crypto::CellKeyId>(reader));
    const ByteView sealed = TRY(reader.raw(kSealedKeySize));
    envelope.recipients_.push_back({key, Bytes(sealed.begin(), sealed.end())});
  }
  envelope.bound_size_ = reader.offset();
  envelope.box_size_ = TRY(reader.u32());
  if (reader.left() < kSignatureSize || reader.left() - kSignatureSize != envelope.box_size_) {
    return malformed("size of the box");
  }
  envelope.bytes_ = std::move(bytes);
  return envelope;
}

Result<Envelope> UnverifiedEnvelope::verify(const crypto::VerifyKey& kiosk) && {
  const ByteView all(envelope_.bytes_);
  const std::size_t signed_size = all.size() - kSignatureSize;
  if (!kiosk.verifies(kPurpose, all.first(signed_size), all.subspan(signed_size))) {
    return Error(EnvelopeError::bad_signature, "an envelope that this kiosk did not sign");
  }
  return std::move(envelope_);
}

Result<crypto::SecretBytes> Envelope::open(const crypto::CellSecretKey& cell) const {
  const crypto::CellKeyId id = cell.public_half().id();
  const auto mine = std::find_if(recipients_.begin(), recipients_.end(),
                                 [&](const Recipient& recipient) { return recipient.key == id; });
  if (mine == recipients_.end()) {
    return Error(EnvelopeError::wrong_recipient, "an envelope sealed to other keys");
  }
  const Error closed(EnvelopeError::cannot_open, "an envelope that does not open");
  const Result<crypto::SecretBytes> content_key = cell.open.open(mine->sealed);
  if (!content_key) return closed;
  const ByteView all(bytes_);
  const ByteView box = all.subspan(bound_size_ + sizeof(std::uint32_t), box_size_);
  const Result<crypto::SecretBytes> padded =
      crypto::aead_unlock(content_key->view(), box, all.first(bound_size_));
  if (!padded) return closed;
  const Result<ByteView> letter = unpad(padded->view(), kEnvelopeBucket);
  if (!letter) return closed;
  return crypto::SecretBytes::copy_of(*letter);
}

}  // namespace kiosk::complaint
