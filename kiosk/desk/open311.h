#pragma once
// Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2) under /open311/v2, in XML and JSON. Nothing personal
// goes out: no text, name, number or place but the arrondissement. Ids and codes are strings; a case is
// "2026-17" here. Times are UTC and say so.
//
//   GET  discovery.(xml|json) · services.(xml|json) · services/CODE.(xml|json)
//   GET  requests.(xml|json)?service_request_id=&service_code=&status=&start_date=&end_date=
//        &updated_after=&updated_before=&page=&page_size=
//        (open311_query.h): without dates the last ninety days; never more than a thousand
//   GET  requests/ID.(xml|json)
//   GET  tokens/ID.(xml|json): requests get their id at once, so a token is the id
//   POST requests.(xml|json), a form (open311_post.h) with an api_key (api_keys.h). The desk seals it like a
//        kiosk would, so it is a case like any other. GeoReport has no idempotency key: who gets no answer
//        should look for the request before posting again. A key may post kOpen311PostsPerMinute; more is
//        answered with 429 and Retry-After.
//
// jurisdiction_id may be left out; it is kJurisdiction, and every other one is not found. An error is an
// array of {code, description}: 404 for what there is not, 403 for a key, 400 for the rest. ?lang=fr gives the
// French names, else Arabic. Thread-safe.

#include <functional>

#include "kiosk/base/http.h"
#include "kiosk/base/json.h"
#include "kiosk/desk/api_keys.h"
#include "kiosk/desk/open311_query.h"
#include "kiosk/desk/parts.h"
#include "kiosk/desk/post_limiter.h"

namespace kiosk::desk {

constexpr std::string_view kJurisdiction = "sale";

class Open311 {
 public:
  // `key` signs what comes in by POST; `api_keys` is the file with the hashes of the keys that may post;
  // `scheme` is "http" or "https", as the desk is reached.
  Open311(const Parts& parts, const crypto::SigningKey& key, store::fs::path api_keys, std::string scheme)
      : parts_(parts), key_(key), api_keys_(std::move(api_keys)), scheme_(std::move(scheme)) {}
  base::HttpResponse handle(const base::HttpRequest& request, base::Timestamp now);

 private:
  enum class Format { xml, json };
  struct Call {
    Format format = Format::xml;
    base::Language language = base::Language::ar;
    Target target;
    base::Timestamp now;
  };
  base::HttpResponse route(const Call& call, std::string_view resource, const base::HttpRequest& request);
  [[nodiscard]] base::HttpResponse discovery(const Call& call, const base::HttpRequest& request) const;
  [[nodiscard]] base::HttpResponse services(const Call& call) const;
  [[nodiscard]] base::HttpResponse service(const Call& call, std::string_view code) const;
  base::HttpResponse requests(const Call& call, const RequestsQuery& query);
  base::HttpResponse one_request(const Call& call, std::string_view id);
  base::HttpResponse token(const Call& call, std::string_view id);
  base::HttpResponse post(const Call& call, const base::HttpRequest& request);
  base::Result<base::HttpResponse> file(const Call& call, const complaint::Complaint& complaint);
  base::HttpResponse with_case(const Call& call, std::string_view id, std::string_view missing,
                               const std::function<base::Json(const Case&)>& told);
  // Why this key may not post now; nothing if it may.
  std::optional<base::HttpResponse> refusal_of(const Call& call, std::string_view api_key);
  static base::HttpResponse respond(const Call& call, int status, std::string_view root,
                                    const base::Json& content);
  static base::HttpResponse trouble(const Call& call, const base::Error& error);
  static base::HttpResponse fail(const Call& call, int status, std::string_view sentence);

  Parts parts_;
  const crypto::SigningKey& key_;
  store::fs::path api_keys_;
  std::string scheme_;
  PostLimiter limiter_;
};

}  // namespace kiosk::desk
