#include "kiosk/complaint/protocol.h"

#include <algorithm>

#include "kiosk/complaint/cell_keys.h"
#include "kiosk/complaint/signed_json.h"

namespace kiosk::complaint {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr std::string_view kAckPurpose = "sale-kiosk ack v1";
constexpr std::string_view kPagePurpose = "sale-kiosk answers v1";
constexpr std::string_view kAskedPurpose = "sale-kiosk asked v1";
constexpr std::string_view kRequestPurpose = "sale-kiosk request v1";
constexpr std::string_view kDateHeader = "X-Kiosk-Date";
constexpr std::string_view kSignatureHeader = "X-Kiosk-Signature";
constexpr std::size_t kReasonMaxSize = 40;

std::string kiosk_path(const KioskId& kiosk) { return "/v1/kiosks/" + kiosk.text(); }

Error strange(std::string_view what) {
  return {ProtocolError::not_from_the_cell, base::cat("not ", what, " that the cell signed")};
}

Result<std::uint64_t> need_number(const Json& json, std::string_view name) {
  const std::int64_t number = TRY(json.need_integer(name));
  if (number < 0) return Error(base::JsonError::wrong_type, "a number below zero");
  return static_cast<std::uint64_t>(number);
}

Result<TicketTag> tag_of(const Json& json) {
  const base::Bytes tag = TRY(base::from_hex(TRY(json.need_string("tag"))));
  if (tag.size() != std::tuple_size_v<TicketTag>) return strange("a tag");
  return base::first_bytes<std::tuple_size_v<TicketTag>>(tag);
}

Json to_json(const SealedRecord& record) {
  return Json::object()
      .set("number", static_cast<std::int64_t>(record.number))
      .set("uuid", record.uuid.text())
      .set("tag", base::to_hex(record.tag))
      .set("box", base::to_base64(record.box));
}

Result<SealedRecord> record_of(const Json& json) {
  SealedRecord record{
      TRY(need_number(json, "number")), TRY(base::Uuid::parse(TRY(json.need_string("uuid")))), {}, {}};
  record.tag = TRY(tag_of(json));
  record.box = TRY(base::from_base64(TRY(json.need_string("box"))));
  if (record.box.size() > kRecordMaxSize) return strange("a record");
  return record;
}

base::Bytes request_message(const base::HttpRequest& request, std::string_view target,
                            std::string_view date) {
  return base::to_bytes(
      base::cat(request.method, "\n", target, "\n", date, "\n", crypto::hash_of(request.body).text()));
}

}  // namespace

std::string_view name_of(ProtocolError code) {
  return code == ProtocolError::not_from_the_cell ? "not-from-the-cell" : "ack-for-another";
}

std::string complaint_path(const KioskId& kiosk, const base::Uuid& uuid) {
  return base::cat(kiosk_path(kiosk), "/complaints/", uuid.text());
}
std::string answers_target(const KioskId& kiosk, std::uint64_t after) {
  return base::cat(kiosk_path(kiosk), "/answers?after=", after);
}
std::string asked_path(const KioskId& kiosk, const TicketTag& tag) {
  return base::cat(kiosk_path(kiosk), "/answers/", base::to_hex(tag));
}
std::string health_path(const KioskId& kiosk) { return kiosk_path(kiosk) + "/health"; }

std::string write_ack(const Ack& ack, const crypto::SigningKey& cell) {
  return sign_json(Json::object()
                       .set("kiosk", ack.kiosk.text())
                       .set("uuid", ack.uuid.text())
                       .set("envelope", ack.envelope.text())
                       .set("case", ack.case_number)
                       .set("received_at", base::to_unix_ms(ack.received_at)),
                   kAckPurpose, cell);
}

Result<Ack> read_ack(std::string_view body, const crypto::VerifyKey& cell) {
  if (body.size() > kAckMaxSize) return strange("an ack");
  const Result<Json> json = read_signed_json(body, kAckPurpose, cell);
  if (!json) return strange("an ack");
  KioskId kiosk = TRY(KioskId::parse(TRY(json->need_string("kiosk"))));
  const base::Uuid uuid = TRY(base::Uuid::parse(TRY(json->need_string("uuid"))));
  const crypto::Hash envelope = TRY(crypto::Hash::parse(TRY(json->need_string("envelope"))));
  std::string number = TRY(json->need_string("case"));
  const base::Timestamp received_at = base::from_unix_ms(TRY(json->need_integer("received_at")));
  return Ack{std::move(kiosk), uuid, envelope, std::move(number), received_at};
}

std::string write_page(const AnswerPage& page, const crypto::SigningKey& cell) {
  Json records = Json::array();
  for (const SealedRecord& record : page.records) records.add(to_json(record));
  Json json = Json::object()
                  .set("kiosk", page.kiosk.text())
                  .set("after", static_cast<std::int64_t>(page.after))
                  .set("latest", static_cast<std::int64_t>(page.latest))
                  .set("as_of", base::to_unix_ms(page.as_of))
                  .set("records", std::move(records));
  if (!page.key_links.empty()) json.set("keys", to_json(page.key_links));
  if (page.open) json.set("open", to_json(*page.open));
  return sign_json(std::move(json), kPagePurpose, cell);
}

namespace {

// The records of either page.
Result<const Json::Array*> items_of(const Json& json) {
  const Json* records = json.find("records");
  if (records == nullptr || records->items() == nullptr) return strange("a page of answers");
  return records->items();
}

}  // namespace

Result<AnswerPage> read_page(std::string_view body, const crypto::VerifyKey& cell) {
  if (body.size() > kPageMaxSize) return strange("a page of answers");
  const Result<Json> json = read_signed_json(body, kPagePurpose, cell);
  if (!json) return strange("a page of answers");
  AnswerPage page{TRY(KioskId::parse(TRY(json->need_string("kiosk"))))};
  page.after = TRY(need_number(*json, "after"));
  page.latest = TRY(need_number(*json, "latest"));
  page.as_of = base::from_unix_ms(TRY(json->need_integer("as_of")));
  page.open = open_counts_in(*json);
  for (const Json& item : *TRY(items_of(*json))) {
    SealedRecord record = TRY(record_of(item));
    const std::uint64_t previous = page.records.empty() ? page.after : page.records.back().number;
    if (record.number <= previous || record.number > page.latest) return strange("records in order");
    page.records.push_back(std::move(record));
  }
  if (const Json* links = json->find("keys")) page.key_links = TRY(key_links_of(*links));
  return page;
}

std::string write_asked(const AskedPage& page, const crypto::SigningKey& cell) {
  Json records = Json::array();
  for (const AskedRecord& record : page.records)
    records.add(to_json(record.sealed).set("kiosk", record.kiosk.text()));
  return sign_json(Json::object()
                       .set("kiosk", page.kiosk.text())
                       .set("tag", base::to_hex(page.tag))
                       .set("as_of", base::to_unix_ms(page.as_of))
                       .set("records", std::move(records)),
                   kAskedPurpose, cell);
}

Result<AskedPage> read_asked(std::string_view body, const crypto::VerifyKey& cell) {
  if (body.size() > kPageMaxSize) return strange("an answer to a question");
  const Result<Json> json = read_signed_json(body, kAskedPurpose, cell);
  if (!json) return strange("an answer to a question");
  AskedPage page{TRY(KioskId::parse(TRY(json->need_string("kiosk"))))};
  page.tag = TRY(tag_of(*json));
  page.as_of = base::from_unix_ms(TRY(json->need_integer("as_of")));
  for (const Json& item : *TRY(items_of(*json))) {
    AskedRecord record{TRY(KioskId::parse(TRY(item.need_string("kiosk"))))};
    record.sealed = TRY(record_of(item));
    if (record.sealed.tag != page.tag) return strange("records of the complaint asked for");
    page.records.push_back(std::move(record));
  }
  return page;
}

void name_cell_key(base::HttpRequest& request, const crypto::CellPublicKey& known) {
  request.headers.emplace_back(kCellKeyHeader, base::to_hex(known.id()));
}

void sign_request(base::HttpRequest& request, std::string_view target, base::Timestamp now,
                  const crypto::SigningKey& kiosk) {
  const std::string date = base::to_iso8601(now);
  const crypto::Signature signature = kiosk.sign(kRequestPurpose, request_message(request, target, date));
  request.headers.emplace_back(kDateHeader, date);
  request.headers.emplace_back(kSignatureHeader, base::to_base64(signature));
}

bool is_signed_by(const base::HttpRequest& request, const crypto::VerifyKey& kiosk) {
  const base::Result<base::Bytes> signature =
      base::from_base64(base::header(request.headers, kSignatureHeader));
  const std::string_view date = base::header(request.headers, kDateHeader);
  return signature &&
         kiosk.verifies(kRequestPurpose, request_message(request, request.url, date), *signature);
}

std::string_view name_of(Refusal reason) {
  switch (reason) {
    case Refusal::malformed:
      return "malformed";
    case Refusal::unknown_kiosk:
      return "unknown-kiosk";
    case Refusal::bad_signature:
      return "bad-signature";
    case Refusal::revoked_kiosk:
      return "revoked-kiosk";
    case Refusal::not_found:
      return "not-found";
    case Refusal::conflict:
      return "conflict";
    case Refusal::too_large:
      return "too-large";
    case Refusal::mismatch:
      return "mismatch";
    case Refusal::wrong_recipient:
      return "wrong-recipient";
    case Refusal::cannot_open:
      return "cannot-open";
    case Refusal::too_often:
      return "too-often";
    case Refusal::not_now:
      return "not-now";
  }
  return "malformed";
}

int status_of(Refusal reason) {
  switch (reason) {
    case Refusal::malformed:
      return 400;
    case Refusal::unknown_kiosk:
    case Refusal::bad_signature:
      return 401;
    case Refusal::revoked_kiosk:
      return 403;
    case Refusal::not_found:
      return 404;
    case Refusal::conflict:
      return 409;
    case Refusal::too_large:
      return 413;
    case Refusal::mismatch:
    case Refusal::wrong_recipient:
    case Refusal::cannot_open:
      return 422;
    case Refusal::too_often:
      return 429;
    case Refusal::not_now:
      return 503;
  }
  return 400;
}

base::HttpResponse refusal_response(Refusal reason, std::string_view message) {
  const Json body = Json::object().set("error", name_of(reason)).set("message", message);
  return {status_of(reason), {{"Content-Type", "application/json"}}, base::to_bytes(body.text())};
}

std::string refusal_code(const base::HttpResponse& response) {
  const Result<Json> json = Json::parse(base::as_text(response.body));
  const std::string code = json ? json->string_or("error", "") : "";
  const bool plain = code.size() <= kReasonMaxSize && std::all_of(code.begin(), code.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || c == '-';
                     });
  return plain ? code : "";
}

}  // namespace kiosk::complaint
