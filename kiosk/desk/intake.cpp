#include "kiosk/desk/intake.h"

#include "kiosk/base/log.h"
#include "kiosk/desk/case_changes.h"
#include "kiosk/desk/chain.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/messages.h"
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

// What an ack says of a complaint or a message.
struct Stored {
  crypto::Hash envelope;
  std::string case_number;
  base::Timestamp received_at;
};

// What an admission works with.
struct Entry {
  const Envelope& envelope;
  const Vault& vault;
  const crypto::SigningKey& signer;
};

Admission acked(Admission::Outcome outcome, const Entry& entry, const Stored& stored) {
  const complaint::EnvelopeHeader& header = entry.envelope.header();
  const complaint::Ack ack{header.kiosk, header.uuid, stored.envelope, stored.case_number,
                           stored.received_at};
  return {outcome, {}, "", complaint::write_ack(ack, entry.signer)};
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

Result<std::optional<Stored>> find_stored(const DeskUse& use, const complaint::EnvelopeHeader& header) {
  if (const std::optional<Case> known = TRY(find_case(use, header.kiosk, header.uuid)))
    return std::optional(Stored{known->envelope, known->number.text(), known->received_at});
  if (const std::optional<StoredMessage> known = TRY(find_message(use, header.kiosk, header.uuid)))
    return std::optional(Stored{known->envelope, known->case_number, known->received_at});
  return std::optional<Stored>();
}

// What is answered if the uuid is known already: the same bytes again get their ack, others a conflict. Asked
// before an envelope is opened, so that what it holds makes no difference.
Result<std::optional<Admission>> seen_before(const DeskUse& use, const Entry& entry) {
  const complaint::EnvelopeHeader& header = entry.envelope.header();
  const std::optional<Stored> known = TRY(find_stored(use, header));
  if (!known) return std::optional<Admission>();
  if (known->envelope != entry.envelope.hash()) {
    return std::optional(refused(Refusal::conflict, "this uuid is taken by other bytes", &header.kiosk));
  }
  return std::optional(acked(Admission::Outcome::repeated, entry, *known));
}

Result<Stored> store_mail(const DeskUse& use, const Entry& entry, const complaint::Mail& mail,
                          base::Timestamp now) {
  TRY(add_link(use, entry.envelope));
  if (const auto* message = std::get_if<complaint::Message>(&mail)) {
    StoredMessage stored = TRY(store_message(use, entry.vault, entry.envelope, *message, now));
    return Stored{stored.envelope, std::move(stored.case_number), stored.received_at};
  }
  const Case added = TRY(add_case(use, entry.vault, entry.envelope, std::get<complaint::Letter>(mail), now));
  return Stored{added.envelope, added.number.text(), added.received_at};
}

// Within one transaction, so that two deliveries at once are one case.
Result<Admission> store_once(DeskDatabase& database, const Entry& entry, const complaint::Mail& mail,
                             base::Timestamp now) {
  const DeskUse use = database.use();
  Transaction change = TRY(Transaction::begin(*use));
  if (std::optional<Admission> known = TRY(seen_before(use, entry))) return *std::move(known);
  const Stored stored = TRY(store_mail(use, entry, mail, now));
  TRY(change.commit());
  return acked(Admission::Outcome::stored, entry, stored);
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
  const Entry entry{*envelope, vault, vault.signer_for(arrival.cell_key)};
  Result<std::optional<Admission>> known = seen_before(database.use(), entry);
  if (!known) return not_now(known.error());
  if (*known) return *std::move(*known);
  const Result<crypto::SecretBytes> text = vault.open(*envelope);
  if (!text) return refused(refusal_of(text.error()), text.error().sentence(), &id);
  const Result<complaint::Mail> mail = complaint::read_mail(base::as_text(text->view()));
  if (!mail) return refused(Refusal::cannot_open, "a letter that cannot be read", &id);
  Result<Admission> admission = store_once(database, entry, *mail, now);
  return admission ? std::move(admission).value() : not_now(admission.error());
}

}  // namespace kiosk::desk
