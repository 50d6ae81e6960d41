#include "kiosk/desk/open311.h"

#include <algorithm>
#include <cctype>

#include "kiosk/base/log.h"
#include "kiosk/crypto/random.h"
#include "kiosk/desk/attributes.h"
#include "kiosk/desk/intake.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/open311_post.h"
#include "kiosk/desk/open311_xml.h"

namespace kiosk::desk {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Json;
using base::Result;

constexpr std::string_view kPrefix = "/open311/v2/";
constexpr std::string_view kChangeset = "2026-11-23T00:00:00Z";
constexpr std::string_view kNoJurisdiction = "no such jurisdiction_id: leave it out, or say \"sale\"";
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

bool same_word(std::string_view a, std::string_view b) {
  const auto same = [](char x, char y) { return std::tolower(static_cast<unsigned char>(x)) == y; };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same);
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// GeoReport posts forms in UTF-8. Who does not say what it sends is taken at its bytes, which are checked.
bool is_form(std::string_view content_type) {
  const std::size_t semicolon = content_type.find(';');
  if (content_type.empty()) return true;
  if (!same_word(trimmed(content_type.substr(0, semicolon)), kFormType)) return false;
  if (semicolon == std::string_view::npos) return true;
  const std::string_view parameter = trimmed(content_type.substr(semicolon + 1));
  return parameter.empty() || same_word(parameter, "charset=utf-8") ||
         same_word(parameter, "charset=\"utf-8\"");
}

bool is_elsewhere(std::string_view jurisdiction) {
  return !jurisdiction.empty() && !same_word(jurisdiction, kJurisdiction);
}

Json to_json(const Case& entry, const Names& names, base::Language language) {
  const std::string code = entry.category.empty() ? "other" : entry.category;
  return Json::object()
      .set("service_request_id", entry.number.slug())
      .set("status", entry.is_open() ? "open" : "closed")
      .set("status_notes", complaint::slug_of(entry.state))
      .set("service_name", names.category(code, language))
      .set("service_code", code)
      .set("description", "")
      .set("agency_responsible", language == base::Language::ar ? "جماعة سلا" : "Commune de Salé")
      .set("service_notice", "")
      .set("requested_datetime", base::to_iso8601(entry.deposited_at))
      .set("updated_datetime", base::to_iso8601(entry.updated_at))
      .set("expected_datetime", base::to_iso8601(entry.deadline_at))
      .set("address", names.district(entry.district, language))
      .set("address_id", entry.district)
      .set("zipcode", "")
      .set("lat", Json())
      .set("long", Json())
      .set("media_url", "");
}

}  // namespace

HttpResponse Open311::respond(const Call& call, int status, std::string_view root, const Json& content) {
  const bool json = call.format == Format::json;
  const std::string text = json ? content.text() : to_georeport_xml(root, content);
  const std::string type = json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
  return {status, {{"Content-Type", type}, {"Cache-Control", "no-store"}}, base::to_bytes(text)};
}

HttpResponse Open311::fail(const Call& call, int status, std::string_view sentence) {
  const Json error = Json::object().set("code", status).set("description", sentence);
  return respond(call, status, "errors", Json::array().add(error));
}

HttpResponse Open311::handle(const HttpRequest& request, base::Timestamp now) {
  Call call;
  call.now = now;
  std::string_view resource = request.url;
  resource = resource.substr(0, resource.find('?'));
  const std::size_t dot = resource.rfind('.');
  const std::string_view format = dot == std::string_view::npos ? "" : resource.substr(dot + 1);
  if (format == "json") call.format = Format::json;
  if (!resource.starts_with(kPrefix)) return fail(call, 404, "no such resource");
  if (format != "json" && format != "xml") return fail(call, 404, "end the address with .xml or .json");
  Result<Target> target = parse_target(request.url);
  if (!target) return fail(call, 400, "the query is not percent-encoded UTF-8");
  call.target = std::move(target).value();
  if (call.target.query.value("lang") == "fr") call.language = base::Language::fr;
  return route(call, resource.substr(kPrefix.size(), dot - kPrefix.size()), request);
}

HttpResponse Open311::route(const Call& call, std::string_view resource, const HttpRequest& request) {
  if (is_elsewhere(call.target.query.value("jurisdiction_id"))) return fail(call, 404, kNoJurisdiction);
  if (request.method == "POST" && resource == "requests") return post(call, request);
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = fail(call, 405, "not with this method");
    response.headers.emplace_back("Allow", resource == "requests" ? "GET, HEAD, POST" : "GET, HEAD");
    return response;
  }
  if (resource == "discovery") return discovery(call, request);
  if (resource == "services") return services(call);
  if (resource.starts_with("services/")) return service(call, resource.substr(9));
  if (resource == "requests") {
    const Result<RequestsQuery> query = requests_query(call.target.query, call.now);
    return query ? requests(call, *query) : fail(call, 400, query.error().sentence());
  }
  if (resource.starts_with("requests/")) return one_request(call, resource.substr(9));
  if (resource.starts_with("tokens/")) return token(call, resource.substr(7));
  return fail(call, 404, "no such resource");
}

HttpResponse Open311::discovery(const Call& call, const HttpRequest& request) const {
  const std::string url = base::cat(scheme_, "://", base::header(request.headers, "Host"), "/open311/v2");
  Json formats = Json::array().add("text/xml").add("application/json");
  const Json endpoint = Json::object()
                            .set("specification", "http://wiki.open311.org/GeoReport_v2")
                            .set("url", url)
                            .set("changeset", kChangeset)
                            .set("type", "production")
                            .set("formats", std::move(formats));
  const Json content =
      Json::object()
          .set("changeset", kChangeset)
          .set("contact", "خلية الشكايات، جماعة سلا · Cellule des réclamations, commune de Salé")
          .set("key_service",
               "تُطلب المفاتيح من خلية الشكايات · Les clés se demandent à la cellule des réclamations")
          .set("endpoints", Json::array().add(endpoint));
  return respond(call, 200, "discovery", content);
}

HttpResponse Open311::services(const Call& call) const {
  Json list = Json::array();
  for (const Name& category : parts_.names.categories) {
    list.add(Json::object()
                 .set("service_code", category.slug)
                 .set("service_name", category.in(call.language))
                 .set("description", category.in(call.language))
                 .set("metadata", true)
                 .set("type", "realtime")
                 .set("keywords", "")
                 .set("group", ""));
  }
  return respond(call, 200, "services", list);
}

HttpResponse Open311::service(const Call& call, std::string_view code) const {
  if (parts_.names.find_category(code) == nullptr) return fail(call, 404, "no such service_code");
  const Json content = Json::object()
                           .set("service_code", code)
                           .set("attributes", attributes_of(parts_.names, code, call.language));
  return respond(call, 200, "service_definition", content);
}

HttpResponse Open311::trouble(const Call& call, const base::Error& error) {
  KIOSK_LOG(error, "desk.trouble", {"reason", error.sentence()});
  return fail(call, 500, "try again later");
}

HttpResponse Open311::with_case(const Call& call, std::string_view id, std::string_view missing,
                                const std::function<Json(const Case&)>& told) {
  const std::optional<CaseNumber> number = CaseNumber::parse(id);
  if (!number) return fail(call, 404, missing);
  const Result<std::optional<Case>> entry = find_case(parts_.database.use(), *number);
  if (!entry) return trouble(call, entry.error());
  if (!*entry) return fail(call, 404, missing);
  return respond(call, 200, "service_requests", Json::array().add(told(**entry)));
}

HttpResponse Open311::one_request(const Call& call, std::string_view id) {
  return with_case(call, id, "no such service_request_id",
                   [&](const Case& entry) { return to_json(entry, parts_.names, call.language); });
}

HttpResponse Open311::token(const Call& call, std::string_view id) {
  return with_case(call, id, "no such token", [](const Case& entry) {
    const std::string slug = entry.number.slug();
    return Json::object().set("service_request_id", slug).set("token", slug);
  });
}

HttpResponse Open311::requests(const Call& call, const RequestsQuery& query) {
  const Result<std::vector<Case>> cases =
      list_cases(parts_.database.use(), query.filter, query.offset(), query.page_size);
  if (!cases) return trouble(call, cases.error());
  Json list = Json::array();
  for (const Case& entry : *cases) list.add(to_json(entry, parts_.names, call.language));
  return respond(call, 200, "service_requests", list);
}

std::optional<HttpResponse> Open311::refusal_of(const Call& call, std::string_view api_key) {
  const crypto::Hash hash = api_key_hash(api_key);
  const Result<std::vector<ApiKey>> keys = read_api_keys(api_keys_);
  if (!keys) return trouble(call, keys.error());
  const bool known =
      std::any_of(keys->begin(), keys->end(), [&hash](const ApiKey& key) { return key.hash == hash; });
  if (!known || api_key.empty()) return fail(call, 403, "the api_key is missing or not valid");
  const std::optional<std::chrono::seconds> wait = limiter_.wait_for(hash, call.now);
  if (!wait) return std::nullopt;
  HttpResponse response = fail(call, 429, "this api_key posts too often: try again later");
  response.headers.emplace_back("Retry-After", std::to_string(wait->count()));
  return response;
}

HttpResponse Open311::post(const Call& call, const HttpRequest& request) {
  if (!is_form(base::header(request.headers, "Content-Type")))
    return fail(call, 400, base::cat("Content-Type has to be ", kFormType, "; charset=utf-8"));
  const Result<Form> form = Form::parse(base::as_text(request.body));
  if (!form) return fail(call, 400, form.error().sentence());
  std::optional<HttpResponse> refusal = refusal_of(call, form->value("api_key"));
  if (refusal) return *std::move(refusal);
  if (is_elsewhere(form->value("jurisdiction_id"))) return fail(call, 404, kNoJurisdiction);
  if (form->value("service_code").empty()) return fail(call, 400, "service_code is missing");
  if (parts_.names.find_category(form->value("service_code")) == nullptr)
    return fail(call, 404, "no such service_code");
  const Result<complaint::Complaint> complaint = complaint_in(*form, parts_.names, call.language);
  if (!complaint) return fail(call, 400, complaint.error().sentence());
  Result<HttpResponse> filed = file(call, *complaint);
  return filed ? std::move(filed).value() : trouble(call, filed.error());
}

// Seals the complaint as a kiosk would and takes it in the same way.
Result<HttpResponse> Open311::file(const Call& call, const complaint::Complaint& complaint) {
  const std::optional<KioskRow> enrolled = TRY(find_kiosk(parts_.database.use(), key_.public_half()));
  if (!enrolled)
    return base::Error(DeskError::not_prepared,
                       "the desk does not know its own key for Open311: kiosk-desk init");
  const complaint::KioskId sender = enrolled->id;
  const complaint::EnvelopeHeader header{
      sender, crypto::random_uuid(), 0, {}, call.now, complaint::ClockQuality::synchronised};
  const base::SecretString letter = complaint::write_letter(complaint, complaint::ReceiptCode::random());
  base::Bytes envelope = complaint::seal_envelope(header, base::as_bytes(letter.view()),
                                                  {parts_.vault.cell().public_half()}, key_);
  const Admission admission =
      admit(parts_.database, parts_.vault, {std::move(envelope), sender, header.uuid}, call.now);
  if (admission.outcome != Admission::Outcome::stored) {
    return fail(call, complaint::status_of(admission.refusal), admission.message);
  }
  parts_.worker.wake();
  const std::optional<Case> stored = TRY(find_case(parts_.database.use(), sender, header.uuid));
  const std::string id = stored ? stored->number.slug() : "";
  const std::string_view notice =
      call.language == base::Language::ar ? "الجواب داخل أجل 60 يوماً" : "Réponse sous 60 jours";
  const Json answer =
      Json::object().set("service_request_id", id).set("service_notice", notice).set("account_id", "");
  return respond(call, 201, "service_requests", Json::array().add(answer));
}

}  // namespace kiosk::desk
