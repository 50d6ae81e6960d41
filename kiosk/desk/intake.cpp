#include "kiosk/desk/intake.h"

#include "kiosk/base/log.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

using base::Result;
using complaint::Envelope;
using complaint::Refusal;
using complaint::UnverifiedEnvelope;

Admission refused(Refusal reason, std::string_view message) {
  KIOSK_LOG(warning, "desk.refused", {"reason", name_of(reason)}, {"message", message});
  return {Admission::Outcome::refused, reason, std::string(message), ""};
}

// A fault of the desk itself is no verdict on the complaint: the kiosk keeps it and tries again.
Admission not_now(const base::Error& error) {
  KIOSK_LOG(error, "desk.not-stored", {"reason", error.sentence()});
  return {Admission::Outcome::refused, Refusal::not_now, "the desk cannot store complaints now", ""};
}

Admission acked(Admission::Outcome outcome, const Case& stored, const Vault& vault) {
  const complaint::Ack ack{stored.kiosk, stored.uuid, stored.envelope, stored.number.text(),
                           stored.received_at};
  return {outcome, {}, "", complaint::write_ack(ack, vault.cell().sign)};
}

Refusal refusal_of(const base::Error& error) {
  return error.is(complaint::EnvelopeError::wrong_recipient) ? Refusal::wrong_recipient
                                                             : Refusal::cannot_open;
}

// Within one transaction, so that two deliveries at once are one case.
Result<Admission> store_once(DeskDatabase& database, const Vault& vault, const Envelope& envelope,
                             const complaint::Letter& letter, base::Timestamp now) {
  const DeskUse use = database.use();
  store::Transaction change = TRY(store::Transaction::begin(*use));
  const std::optional<Case> known = TRY(find_case(use, envelope.header().kiosk, envelope.header().uuid));
  if (known && known->envelope != envelope.hash()) {
    return refused(Refusal::conflict, "this uuid is taken by other bytes");
  }
  if (known) return acked(Admission::Outcome::repeated, *known, vault);
  const Case added = TRY(add_case(use, vault, envelope, letter, now));
  TRY(change.commit());
  return acked(Admission::Outcome::stored, added, vault);
}

}  // namespace

Admission admit(DeskDatabase& database, const Vault& vault, Arrival arrival, base::Timestamp now) {
  if (arrival.envelope.size() > complaint::kEnvelopeMaxSize) {
    return refused(Refusal::too_large, "an envelope over the limit");
  }
  Result<UnverifiedEnvelope> read = UnverifiedEnvelope::read(std::move(arrival.envelope));
  const complaint::KioskId* claimed = read ? &read->claimed_kiosk() : nullptr;
  const complaint::KioskId* sender = arrival.path_kiosk ? &*arrival.path_kiosk : claimed;
  if (sender == nullptr) return refused(Refusal::malformed, read.error().sentence());
  const Result<std::optional<KioskRow>> kiosk = find_kiosk(database.use(), *sender);
  if (!kiosk) return not_now(kiosk.error());
  if (!*kiosk) return refused(Refusal::unknown_kiosk, "this kiosk is not enrolled");
  if ((*kiosk)->revoked) return refused(Refusal::revoked_kiosk, "this kiosk was revoked");
  if (!read) return refused(Refusal::malformed, read.error().sentence());
  if (*claimed != *sender) return refused(Refusal::mismatch, "the envelope is another kiosk's");

  const Result<Envelope> envelope = std::move(read).value().verify((*kiosk)->key);
  if (!envelope) return refused(Refusal::bad_signature, envelope.error().sentence());
  if (arrival.path_uuid && envelope->header().uuid != *arrival.path_uuid) {
    return refused(Refusal::mismatch, "the envelope has another uuid");
  }
  const Result<crypto::SecretBytes> text = envelope->open(vault.cell());
  if (!text) return refused(refusal_of(text.error()), text.error().sentence());
  const Result<complaint::Letter> letter = complaint::read_letter(base::as_text(text->view()));
  if (!letter) return refused(Refusal::cannot_open, "a letter that cannot be read");
  Result<Admission> admission = store_once(database, vault, *envelope, *letter, now);
  return admission ? std::move(admission).value() : not_now(admission.error());
}

}  // namespace kiosk::desk
