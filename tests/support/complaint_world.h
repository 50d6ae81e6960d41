#pragma once
// A kiosk and a complaints cell that know each other, in temporary folders, and complaints to file.

#include "kiosk/complaint/answer_store.h"
#include "kiosk/complaint/outbox.h"
#include "tests/support/temp_folder.h"

namespace kiosk::tests {

using base::Timestamp;

inline const Timestamp kNoon = base::parse_iso8601("2026-11-23T12:00:00Z").value();

inline void write_text(const std::filesystem::path& path, std::string_view text) {
  store::make_folder(path.parent_path()).value();
  store::replace_file(path, base::as_bytes(text), store::FileMode::private_file).value();
}

// STATE as platform/run lays it out.
class KioskWorld {
 public:
  KioskWorld() {
    write_text(state() / "kiosk.json",
               R"({"kiosk":"K-01","desk":"http://127.0.0.1:8311","name":{"ar":"بهو المقر"}})");
    const crypto::SigningKey key = crypto::SigningKey::make();
    const crypto::SecretBytes secret = crypto::to_file(key);
    write_text(state() / "keys" / "kiosk.key", base::as_text(secret.view()));
    write_text(state() / "keys" / "cell.pub", crypto::to_file(cell.public_half()));
  }
  [[nodiscard]] std::filesystem::path state() const { return folder_ / "state"; }
  [[nodiscard]] std::filesystem::path outbox() const { return state() / "outbox"; }
  [[nodiscard]] std::filesystem::path spool() const { return outbox() / "spool"; }
  [[nodiscard]] complaint::Identity identity() const { return complaint::Identity::load(state()).value(); }

  const crypto::CellSecretKey cell = crypto::CellSecretKey::make();

 private:
  TempFolder folder_;
};

// The outbox of a world, opened as the kiosk's programs do.
struct OpenOutbox {
  explicit OpenOutbox(const KioskWorld& world)
      : identity(world.identity()),
        ledger(complaint::Ledger::open(world.outbox(), identity.id).value()),
        outbox(complaint::Outbox::open(world.outbox(), *ledger, identity).value()),
        answers(*ledger) {}
  complaint::Identity identity;
  std::unique_ptr<complaint::Ledger> ledger;
  std::unique_ptr<complaint::Outbox> outbox;
  complaint::AnswerStore answers;
};

inline complaint::Draft lighting_draft() {
  complaint::Draft draft;
  draft.category = "lighting";
  draft.district = "bettana";
  draft.neighbourhood = "واد الذهب";
  draft.landmark = "قرب مدرسة النور";
  draft.text = "عمود الإنارة رقم 14 أمام Pharmacie Al Amal مطفأ منذ ثلاثة أسابيع";
  draft.phone = "06 12 34 56 78";
  draft.contact = complaint::Contact::call;
  draft.consent = true;
  return draft;
}

inline complaint::Complaint lighting_complaint() {
  return complaint::complete(lighting_draft(), complaint::Origin::screen).value();
}

inline complaint::Complaint complaint_saying(std::string_view text) {
  complaint::Draft draft = lighting_draft();
  draft.text = text;
  return complaint::complete(draft, complaint::Origin::screen).value();
}

// A ticket without the second that derive_ticket() takes; for tests that are not about the code.
inline complaint::Ticket ticket_of(base::Byte seed) {
  complaint::Ticket ticket;
  ticket.tag.fill(seed);
  ticket.key = crypto::SecretBytes::copy_of(base::Bytes(32, seed));
  return ticket;
}

inline base::Result<complaint::Receipt> file_one(complaint::Outbox& outbox,
                                                 const complaint::Complaint& complaint = lighting_complaint(),
                                                 const complaint::Ticket* ticket = nullptr,
                                                 Timestamp now = kNoon) {
  return outbox.file({complaint, complaint::ReceiptCode::random(), ticket},
                     {now, complaint::ClockQuality::plausible});
}

inline complaint::Ack ack_for(const complaint::Outgoing& outgoing, const complaint::KioskId& kiosk,
                              Timestamp received_at = kNoon) {
  return {kiosk, outgoing.uuid, crypto::hash_of(outgoing.envelope), "2026/17", received_at};
}

}  // namespace kiosk::tests
