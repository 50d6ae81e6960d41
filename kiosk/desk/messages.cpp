#include "kiosk/desk/messages.h"

#include "kiosk/base/log.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/publications.h"

namespace kiosk::desk {
namespace {

using base::Result;
using base::Timestamp;

struct Waiting {
  std::int64_t id = 0;
  complaint::KioskId kiosk;
  base::Bytes envelope;
  Timestamp received_at;
};

Result<std::vector<Waiting>> waiting_for(const DeskUse& use, const complaint::TicketTag& tag) {
  Statement row = TRY(use->prepare(
      "SELECT id, kiosk, envelope, received_at FROM messages WHERE tag = ? AND case_id IS NULL ORDER BY id"));
  row.bind(1, tag);
  std::vector<Waiting> waiting;
  while (TRY(row.step()))
    waiting.push_back({row.integer(0), TRY(complaint::KioskId::parse(row.text(1))), row.blob(2),
                       base::from_unix_ms(row.integer(3))});
  return waiting;
}

Result<complaint::Message> message_in(const DeskUse& use, const Vault& vault, Waiting& waiting) {
  const std::optional<KioskRow> kiosk = TRY(find_kiosk(use, waiting.kiosk));
  if (!kiosk) return base::Error(DeskError::not_found, "a message of a kiosk that is not enrolled");
  complaint::UnverifiedEnvelope read = TRY(complaint::UnverifiedEnvelope::read(std::move(waiting.envelope)));
  const complaint::Envelope envelope = TRY(std::move(read).verify(kiosk->key));
  const crypto::SecretBytes letter = TRY(vault.open(envelope));
  complaint::Mail mail = TRY(complaint::read_mail(base::as_text(letter.view())));
  if (auto* message = std::get_if<complaint::Message>(&mail)) return std::move(*message);
  return base::Error(DeskError::refused, "a message that is a complaint");
}

Result<void> join(const DeskUse& use, std::int64_t message_id, const Case& target) {
  return TRY(use->prepare("UPDATE messages SET case_id = ? WHERE id = ?"))
      .bind(1, target.id)
      .bind(2, message_id)
      .run();
}

}  // namespace

Result<std::optional<StoredMessage>> find_message(const DeskUse& use, const complaint::KioskId& kiosk,
                                                  const base::Uuid& uuid) {
  Statement row =
      TRY(use->prepare("SELECT m.hash, m.received_at, c.year, c.serial FROM messages m"
                       " LEFT JOIN cases c ON c.id = m.case_id WHERE m.kiosk = ? AND m.uuid = ?"));
  row.bind(1, std::string_view(kiosk.text())).bind(2, uuid.bytes);
  if (!TRY(row.step())) return std::optional<StoredMessage>();
  StoredMessage stored{TRY(crypto::Hash::from_bytes(row.blob(0))), "", base::from_unix_ms(row.integer(1))};
  if (!row.is_null(2))
    stored.case_number = CaseNumber{static_cast<int>(row.integer(2)), row.integer(3)}.text();
  return std::optional(std::move(stored));
}

Result<StoredMessage> store_message(const DeskUse& use, const Vault& vault,
                                    const complaint::Envelope& envelope, const complaint::Message& message,
                                    Timestamp now) {
  const complaint::EnvelopeHeader& header = envelope.header();
  Statement insert =
      TRY(use->prepare("INSERT INTO messages (kiosk, uuid, hash, sequence, tag, received_at, envelope)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id"));
  insert.bind(1, std::string_view(header.kiosk.text())).bind(2, header.uuid.bytes);
  insert.bind(3, envelope.hash().bytes).bind(4, static_cast<std::int64_t>(header.sequence));
  insert.bind(5, message.tag).bind(6, base::to_unix_ms(now));
  TRY(insert.bind(7, envelope.bytes()).step());
  const std::int64_t id = insert.integer(0);
  TRY(insert.run());
  StoredMessage stored{envelope.hash(), "", now};
  const std::optional<Case> target = TRY(case_with_tag(use, message.tag));
  if (!target) return stored;
  TRY(join(use, id, *target));
  TRY(add_message(use, vault, *target, message, now));
  stored.case_number = target->number.text();
  return stored;
}

// One that does not open is left waiting: nothing of the case may depend on it.
Result<void> take_waiting_messages(const DeskUse& use, const Vault& vault, const Case& target,
                                   const complaint::TicketTag& tag) {
  for (Waiting& waiting : TRY(waiting_for(use, tag))) {
    const Result<complaint::Message> message = message_in(use, vault, waiting);
    if (!message) {
      KIOSK_LOG(error, "desk.message-not-read", {"reason", message.error().sentence()});
      continue;
    }
    const std::optional<Case> current = TRY(find_case(use, target.number));
    if (!current) return base::Error(DeskError::not_found, "a case that is gone");
    TRY(join(use, waiting.id, *current));
    TRY(add_message(use, vault, *current, *message, waiting.received_at));
  }
  return base::done();
}

}  // namespace kiosk::desk
