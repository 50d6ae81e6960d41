#include "kiosk/complaint/status_record.h"

#include "kiosk/base/json.h"
#include "kiosk/complaint/padding.h"
#include "kiosk/crypto/aead.h"

namespace kiosk::complaint {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr std::string_view kPurpose = "sale-kiosk status v1";

base::Bytes bound_to(const RecordPlace& place, const Ticket& ticket) {
  base::ByteWriter out;
  out.raw(base::as_bytes(kPurpose));
  out.u8(static_cast<std::uint8_t>(place.kiosk.text().size()));
  out.raw(base::as_bytes(place.kiosk.text()));
  out.raw(place.uuid.bytes);
  out.raw(ticket.tag);
  out.u64(place.number);
  return out.take();
}

Json to_json(const Words& words) {
  return Json::object().set("ar", words.ar.view()).set("fr", words.fr.view());
}

Words words_of(const Json& json, std::string_view name) {
  const Json* words = json.find(name);
  if (words == nullptr) return {};
  return {std::string_view(words->string_or("ar", "")), std::string_view(words->string_or("fr", ""))};
}

Result<base::Timestamp> time_of(const Json& json, std::string_view name) {
  return base::from_unix_ms(TRY(json.need_integer(name)));
}

Result<StatusRecord> read_record(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const Error unknown(RecordError::malformed, "a status record with an unknown kind or state");
  const std::optional<Kind> kind = parse_kind(TRY(json.need_string("kind")));
  const std::optional<CaseState> state = parse_case_state(TRY(json.need_string("state")));
  if (!kind || !state) return unknown;
  const Json* message = json.find("message");
  std::string number = TRY(json.need_string("case"));
  const base::Timestamp at = TRY(time_of(json, "at")), deposited = TRY(time_of(json, "deposited"));
  const base::Timestamp received = TRY(time_of(json, "received")), deadline = TRY(time_of(json, "deadline"));
  return StatusRecord{std::move(number),
                      *kind,
                      json.string_or("category", ""),
                      json.string_or("district", ""),
                      *state,
                      at,
                      deposited,
                      received,
                      deadline,
                      words_of(json, "note"),
                      words_of(json, "answer"),
                      message != nullptr && message->boolean().value_or(false)};
}

}  // namespace

std::string_view name_of(RecordError) { return "bad-record"; }

std::string_view slug_of(CaseState state) {
  switch (state) {
    case CaseState::received:
      return "received";
    case CaseState::in_progress:
      return "in_progress";
    case CaseState::waiting_service:
      return "waiting_service";
    case CaseState::answered:
      return "answered";
    case CaseState::closed:
      return "closed";
  }
  return "received";
}

std::optional<CaseState> parse_case_state(std::string_view slug) {
  for (const CaseState state : kCaseStates) {
    if (slug_of(state) == slug) return state;
  }
  return std::nullopt;
}

base::Bytes seal_record(const StatusRecord& record, const RecordPlace& place, const Ticket& ticket) {
  Json json = Json::object()
                  .set("case", record.case_number)
                  .set("kind", slug_of(record.kind))
                  .set("category", record.category)
                  .set("district", record.district)
                  .set("state", slug_of(record.state))
                  .set("at", base::to_unix_ms(record.at))
                  .set("deposited", base::to_unix_ms(record.deposited))
                  .set("received", base::to_unix_ms(record.received))
                  .set("deadline", base::to_unix_ms(record.deadline))
                  .set("note", to_json(record.note))
                  .set("answer", to_json(record.answer));
  if (record.is_message) json.set("message", true);
  std::string text = json.text();
  const crypto::SecretBytes padded = pad(base::as_bytes(text), kRecordBucket);
  crypto::wipe(text);
  return crypto::aead_lock(ticket.key.view(), padded.view(), bound_to(place, ticket));
}

Result<StatusRecord> open_record(base::ByteView box, const RecordPlace& place, const Ticket& ticket) {
  if (box.size() > kRecordMaxSize) return Error(RecordError::malformed, "a status record over its limit");
  const crypto::SecretBytes padded =
      TRY(crypto::aead_unlock(ticket.key.view(), box, bound_to(place, ticket)));
  return read_record(base::as_text(TRY(unpad(padded.view(), kRecordBucket))));
}

}  // namespace kiosk::complaint
