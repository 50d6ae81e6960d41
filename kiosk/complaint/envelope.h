#pragma once
// Envelope v1: one complaint, sealed on the kiosk before anything of it touches a disk, signed by the kiosk,
// and the same bytes on the wire, in the spool, on a USB stick and in the desk's database. Integers are
// little-endian.
//
//   magic       6  "SLKENV"
//   version     2  1
//   clock       1  how far created_at can be believed (ClockQuality)
//   kiosk_size  1  1..32
//   kiosk       .  the kiosk's id (kiosk_id.h)
//   uuid       16  made on the kiosk; with the kiosk's id the one name of this complaint for ever
//   sequence    8  1, 2, 3... of this kiosk
//   previous   32  BLAKE2b-256 of this kiosk's previous envelope, zeros for its first: with `sequence` a
//                  chain in which the desk sees what was taken out, put in or put out of order
//   created_at  8  Unix milliseconds by the kiosk's clock, 1970 to 9999
//   recipients  1  1..4, then for each
//     key id    8    crypto::CellPublicKey::id()
//     sealed   80    the content key, sealed to that recipient (32 + crypto::kSealOverhead). More than one:
//                    an escrow key kept in a safe, so that a lost password is not lost complaints
//   box_size    4
//   box         .  XChaCha20-Poly1305 of the padded letter (padding.h, 4 KiB buckets) under the content key,
//                  bound to every byte before box_size: sealed boxes alone bind nothing, so header and letter
//                  could otherwise be exchanged by whoever can sign
//   signature  64  Ed25519 by the kiosk, purpose "sale-kiosk envelope v1", over all bytes before it: sealed
//                  boxes say nothing about the sender
//
// Category and district lie inside the box, not in the header: who holds the disk learns only when something
// was filed. The content key and the padded letter live in guarded memory; there is no copy of them
// afterwards. Reading goes UnverifiedEnvelope -> verify(key) -> Envelope -> open(cell key). Any thread.

#include <vector>

#include "kiosk/base/time.h"
#include "kiosk/base/uuid.h"
#include "kiosk/complaint/kiosk_id.h"
#include "kiosk/crypto/hash.h"
#include "kiosk/crypto/key_file.h"

namespace kiosk::complaint {

constexpr std::size_t kEnvelopeMaxSize = 128 * 1024;
constexpr std::size_t kEnvelopeBucket = 4096;
constexpr std::size_t kRecipientsMax = 4;

enum class EnvelopeError {
  malformed,        // not an envelope: bad magic, sizes, version, padding
  bad_signature,    // not signed by the key asked for
  wrong_recipient,  // sealed to other keys
  cannot_open,      // addressed to this key, yet it does not open
};
std::string_view name_of(EnvelopeError);

enum class ClockQuality : std::uint8_t { unknown = 0, plausible = 1, synchronised = 2 };

struct EnvelopeHeader {
  KioskId kiosk;
  base::Uuid uuid;
  std::uint64_t sequence = 0;
  crypto::Hash previous;
  base::Timestamp created_at;
  ClockQuality clock = ClockQuality::unknown;
};

base::Bytes seal_envelope(const EnvelopeHeader& header, base::ByteView letter,
                          const std::vector<crypto::CellPublicKey>& recipients,
                          const crypto::SigningKey& kiosk);

class Envelope {
 public:
  [[nodiscard]] const EnvelopeHeader& header() const { return header_; }
  [[nodiscard]] base::ByteView bytes() const { return bytes_; }
  [[nodiscard]] crypto::Hash hash() const { return crypto::hash_of(bytes_); }
  // The letter, in memory that wipes itself.
  [[nodiscard]] base::Result<crypto::SecretBytes> open(const crypto::CellSecretKey& cell) const;

 private:
  friend class UnverifiedEnvelope;
  struct Recipient {
    crypto::CellKeyId key;
    base::Bytes sealed;
  };
  Envelope(base::Bytes bytes, EnvelopeHeader header) : bytes_(std::move(bytes)), header_(std::move(header)) {}
  base::Bytes bytes_;
  EnvelopeHeader header_;
  std::vector<Recipient> recipients_;
  std::size_t bound_size_ = 0;  // bytes before box_size
  std::size_t box_size_ = 0;
};

// Bytes that have the shape of an envelope; nothing they say is to be believed before verify().
class UnverifiedEnvelope {
 public:
  static base::Result<UnverifiedEnvelope> read(base::Bytes bytes);
  [[nodiscard]] const KioskId& claimed_kiosk() const {
    return envelope_.header_.kiosk;
  }  // to find the key by
  [[nodiscard]] base::Result<Envelope> verify(const crypto::VerifyKey& kiosk) &&;

 private:
  explicit UnverifiedEnvelope(Envelope envelope) : envelope_(std::move(envelope)) {}
  static base::Result<Envelope> parse(base::Bytes bytes);
  Envelope envelope_;
};

}  // namespace kiosk::complaint
