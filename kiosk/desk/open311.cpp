#include "kiosk/desk/open311.h"

#include <algorithm>
#include <charconv>

#include "kiosk/base/log.h"
#include "kiosk/crypto/random.h"
#include "kiosk/desk/attributes.h"
#include "kiosk/desk/intake.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/open311_xml.h"
#include "kiosk/desk/sessions.h"

namespace kiosk::desk {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Json;
using base::Result;

constexpr std::string_view kPrefix = "/open311/v2/";
constexpr std::string_view kChangeset = "2026-11-23T00:00:00Z";
constexpr std::size_t kApiKeysFileMaxSize = 64 * 1024;

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty() && parts.size() < kOpen311MaxCodes) {
    const std::size_t comma = text.find(',');
    if (comma != 0) parts.emplace_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return parts;
}

std::int64_t number_or(std::string_view text, std::int64_t other, std::int64_t most) {
  std::int64_t value = other;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size() ? std::clamp<std::int64_t>(value, 1, most)
                                                                 : other;
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

// The filter of GET requests, or the sentence that says what is wrong with the query.
Result<CaseFilter> filter_of(const Form& query, base::Timestamp now) {
  CaseFilter filter;
  filter.order = CaseOrder::newest;
  for (const std::string& id : split(query.value("service_request_id"))) {
    const std::optional<CaseNumber> number = CaseNumber::parse(id);
    filter.numbers.push_back(number.value_or(CaseNumber{}));  // an id that cannot be matches nothing
  }
  filter.categories = split(query.value("service_code"));
  const std::vector<std::string> states = split(query.value("status"));
  for (const std::string& state : states) {
    if (state != "open" && state != "closed")
      return base::Error(DeskError::refused, "status is open, closed or both");
  }
  const bool one_state = !states.empty() && std::count(states.begin(), states.end(), states[0]) ==
                                                static_cast<std::ptrdiff_t>(states.size());
  if (one_state) filter.is_open = states[0] == "open";
  const std::string_view start = query.value("start_date");
  const std::string_view end = query.value("end_date");
  if (!start.empty()) filter.received_from = TRY(base::parse_iso8601(start));
  if (!end.empty()) filter.received_to = TRY(base::parse_iso8601(end));
  const bool open_ended = start.empty() && end.empty() && filter.numbers.empty();
  if (open_ended) filter.received_from = now - kOpen311DefaultDays;
  return filter;
}

}  // namespace

std::string new_api_key() { return new_token(); }
std::string api_key_line(std::string_view key) { return crypto::hash_of(base::as_bytes(key)).text() + "\n"; }

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
  Result<Target> target = parse_target(request.url);
  if (!target) return fail(call, 400, "the query is not percent-encoded UTF-8");
  call.target = std::move(target).value();
  std::string_view resource = call.target.path;
  if (!resource.starts_with(kPrefix)) return fail(call, 404, "no such resource");
  resource.remove_prefix(kPrefix.size());
  const std::size_t dot = resource.rfind('.');
  const std::string_view format = dot == std::string_view::npos ? "" : resource.substr(dot + 1);
  if (format == "json") call.format = Format::json;
  if (format != "json" && format != "xml") return fail(call, 404, "end the address with .xml or .json");
  if (call.target.query.value("lang") == "fr") call.language = base::Language::fr;
  return route(call, resource.substr(0, dot), request);
}

HttpResponse Open311::route(const Call& call, std::string_view resource, const HttpRequest& request) {
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
    const Result<CaseFilter> filter = filter_of(call.target.query, call.now);
    return filter ? requests(call, *filter) : fail(call, 400, filter.error().sentence());
  }
  if (resource.starts_with("requests/")) {
    const std::optional<CaseNumber> number = CaseNumber::parse(resource.substr(9));
    return number ? one_request(call, *number) : fail(call, 404, "no such service_request_id");
  }
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
          .set("key_service", "kiosk-desk api-key new")
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

HttpResponse Open311::one_request(const Call& call, const CaseNumber& number) {
  const Result<std::optional<Case>> entry = find_case(parts_.database.use(), number);
  if (!entry) return trouble(call, entry.error());
  if (!*entry) return fail(call, 404, "no such service_request_id");
  const Json one = to_json(**entry, parts_.names, call.language);
  return respond(call, 200, "service_requests", Json::array().add(one));
}

HttpResponse Open311::requests(const Call& call, const CaseFilter& filter) {
  const std::int64_t size =
      number_or(call.target.query.value("page_size"), kOpen311MaxRequests, kOpen311MaxRequests);
  const std::int64_t page = number_or(call.target.query.value("page"), 1, 1'000'000);
  const Result<std::vector<Case>> cases = list_cases(parts_.database.use(), filter, (page - 1) * size, size);
  if (!cases) return trouble(call, cases.error());
  Json list = Json::array();
  for (const Case& entry : *cases) list.add(to_json(entry, parts_.names, call.language));
  return respond(call, 200, "service_requests", list);
}

bool Open311::may_post(std::string_view key) const {
  const Result<base::Bytes> file = store::read_file(api_keys_, kApiKeysFileMaxSize);
  if (!file || key.empty()) return false;
  return base::as_text(*file).find(api_key_line(key)) != std::string_view::npos;
}

HttpResponse Open311::post(const Call& call, const HttpRequest& request) {
  const Result<Form> form = Form::parse(base::as_text(request.body));
  if (!form) return fail(call, 400, form.error().sentence());
  if (!may_post(form->value("api_key"))) return fail(call, 403, "the api_key is missing or not valid");
  if (form->value("service_code").empty()) return fail(call, 400, "service_code is missing");
  if (parts_.names.find_category(form->value("service_code")) == nullptr) {
    return fail(call, 404, "no such service_code");
  }
  Result<HttpResponse> filed = file(call, *form);
  return filed ? std::move(filed).value() : fail(call, 400, filed.error().sentence());
}

// Seals the complaint as a kiosk would and takes it in the same way.
Result<HttpResponse> Open311::file(const Call& call, const Form& form) {
  complaint::Draft draft;
  draft.category = form.value("service_code");
  draft.district = form.value(attribute_name(kDistrictAttribute));
  draft.answers = TRY(answers_in(form, parts_.names, draft.category));
  draft.landmark = form.value("address_string");
  draft.text = form.value("description");
  draft.name = base::cat(form.value("first_name"), form.has("last_name") ? " " : "", form.value("last_name"));
  draft.phone = form.value("phone");
  draft.contact = draft.phone.empty() ? complaint::Contact::none : complaint::Contact::call;
  draft.language = call.language;
  const complaint::Complaint complaint = TRY(complaint::complete(draft, complaint::Origin::paper));
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
