#include "kiosk/complaint/summary.h"

#include "kiosk/base/json.h"
#include "kiosk/complaint/padding.h"
#include "kiosk/crypto/aead.h"

namespace kiosk::complaint {
namespace {

constexpr std::string_view kPurpose = "sale-kiosk summary v1";
constexpr std::size_t kBucket = 128;

base::Bytes bound_to(const base::Uuid& uuid) {
  base::ByteWriter out;
  out.raw(base::as_bytes(kPurpose));
  out.raw(uuid.bytes);
  return out.take();
}

}  // namespace

base::Bytes seal_summary(const Summary& summary, const base::Uuid& uuid, const Ticket& ticket) {
  const std::string text = base::Json::object()
                               .set("kind", slug_of(summary.kind))
                               .set("category", summary.category)
                               .set("district", summary.district)
                               .text();
  return crypto::aead_lock(ticket.key.view(), pad(base::as_bytes(text), kBucket).view(), bound_to(uuid));
}

base::Result<Summary> open_summary(base::ByteView box, const base::Uuid& uuid, const Ticket& ticket) {
  const crypto::SecretBytes padded = TRY(crypto::aead_unlock(ticket.key.view(), box, bound_to(uuid)));
  const base::Json json = TRY(base::Json::parse(base::as_text(TRY(unpad(padded.view(), kBucket)))));
  const std::optional<Kind> kind = parse_kind(TRY(json.need_string("kind")));
  if (!kind) return base::Error(base::JsonError::wrong_type, "a summary of an unknown kind");
  return Summary{*kind, json.string_or("category", ""), json.string_or("district", "")};
}

}  // namespace kiosk::complaint
