#include "kiosk/desk/intake.h"

#include "kiosk/base/log.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/refusals.h"

namespace kiosk::desk {
namespace {

using base::Result;
using complaint::Envelope;
using complaint::Refusal;
using complaint::UnverifiedEnvelope;

Admission refused(Refusal reason, std::string_view message, const complaint::KioskId* kiosk) {
  log_refusal(reason, message, kiosk);
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

// An error of the envelope that was passed on through another one begins twice with the same words.
std::string_view said_once(std::string_view sentence) {
  const std::size_t colon = sentence.find(": ");
  if (colon == std::string_view::npos) return sentence;
  const std::string_view start = sentence.substr(0, colon + 2);
  while (sentence.substr(start.size()).starts_with(start)) sentence.remove_prefix(start.size());
  return sentence;
}

// What is answered if the uuid is known already: the same bytes again get their ack, others a conflict. Asked
// before an envelope is opened, so that what it holds makes no difference.
Result<std::optional<Admission>> seen_before(const DeskUse& use, const Envelope& envelope,
                                             const Vault& vault) {
  const complaint::EnvelopeHeader& header = envelope.header();
  const std::optional<Case> known = TRY(find_case(use, header.kiosk, header.uuid));
  if (!known) return std::optional<Admission>();
  if (known->envelope != envelope.hash()) {
    return std::optional(refused(Refusal::conflict, "this uuid is taken by other bytes", &header.kiosk));
  }
  return std::optional(acked(Admission::Outcome::repeated, *known, vault));
}

// Within one transaction, so that two deliveries at once are one case.
Result<Admission> store_once(DeskDatabase& database, const Vault& vault, const Envelope& envelope,
                             const complaint::Letter& letter, base::Timestamp now) {
  const DeskUse use = database.use();
  store::Transaction change = TRY(store::Transaction::begin(*use));
  if (std::optional<Admission> known = TRY(seen_before(use, envelope, vault))) return *std::move(known);
  const Case added = TRY(add_case(use, vault, envelope, letter, now));
  TRY(change.commit());
  return acked(Admission::Outcome::stored, added, vault);
}

}  // namespace

Admission admit(DeskDatabase& database, const Vault& vault, Arrival arrival, base::Timestamp now) {
  const complaint::KioskId* named = arrival.path_kiosk ? &*arrival.path_kiosk : nullptr;
  if (arrival.envelope.size() > complaint::kEnvelopeMaxSize) {
    return refused(Refusal::too_large, "an envelope over the limit", named);
  }
  Result<UnverifiedEnvelope> read = UnverifiedEnvelope::read(std::move(arrival.envelope));
  const complaint::KioskId* claimed = read ? &read->claimed_kiosk() : nullptr;
  const complaint::KioskId* sender = named != nullptr ? named : claimed;
  if (sender == nullptr) return refused(Refusal::malformed, said_once(read.error().sentence()), nullptr);
  const Result<std::optional<KioskRow>> kiosk = find_kiosk(database.use(), *sender);
  if (!kiosk) return not_now(kiosk.error());
  if (!*kiosk) return refused(Refusal::unknown_kiosk, "this kiosk is not enrolled", sender);
  if ((*kiosk)->revoked) return refused(Refusal::revoked_kiosk, "this kiosk was revoked", sender);
  if (!read) return refused(Refusal::malformed, said_once(read.error().sentence()), sender);
  if (*claimed != *sender) return refused(Refusal::mismatch, "the envelope is another kiosk's", sender);

  const complaint::KioskId& id = (*kiosk)->id;
  const Result<Envelope> envelope = std::move(read).value().verify((*kiosk)->key);
  if (!envelope) return refused(Refusal::bad_signature, envelope.error().sentence(), &id);
  if (arrival.path_uuid && envelope->header().uuid != *arrival.path_uuid) {
    return refused(Refusal::mismatch, "the envelope has another uuid", &id);
  }
  Result<std::optional<Admission>> known = seen_before(database.use(), *envelope, vault);
  if (!known) return not_now(known.error());
  if (*known) return *std::move(*known);
  const Result<crypto::SecretBytes> text = envelope->open(vault.cell());
  if (!text) return refused(refusal_of(text.error()), text.error().sentence(), &id);
  const Result<complaint::Letter> letter = complaint::read_letter(base::as_text(text->view()));
  if (!letter) return refused(Refusal::cannot_open, "a letter that cannot be read", &id);
  Result<Admission> admission = store_once(database, vault, *envelope, *letter, now);
  return admission ? std::move(admission).value() : not_now(admission.error());
}

}  // namespace kiosk::desk
