#pragma once
// Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2) under /open311/v2, in XML and JSON. Nothing personal
// goes out: no text, name, number or place but the arrondissement. Ids and codes are strings; a case is
// "2026-17" here.
//
//   GET  discovery.(xml|json) · services.(xml|json) · services/CODE.(xml|json)
//   GET  requests.(xml|json)?service_request_id=&service_code=&status=&start_date=&end_date=&page=&page_size=
//        without a date: the last ninety days; never more than a thousand
//   GET  requests/ID.(xml|json)
//   POST requests.(xml|json)  with api_key, service_code, description, address_string or attribute[district],
//        answers to the category's questions as attribute[CODE] (attributes.h), and phone if wanted. The desk
//        seals it like a kiosk would, so it is a case like any other. GeoReport has no idempotency key: who
//        gets no answer should look for the request before posting again.
//
// ?lang=fr gives the French names, else Arabic. Thread-safe.

#include "kiosk/base/http.h"
#include "kiosk/base/json.h"
#include "kiosk/desk/cases.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/parts.h"

namespace kiosk::desk {

constexpr std::chrono::days kOpen311DefaultDays{90};
constexpr std::int64_t kOpen311MaxRequests = 1000;
constexpr std::size_t kOpen311MaxCodes = 100;

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
  base::HttpResponse requests(const Call& call, const CaseFilter& filter);
  base::HttpResponse one_request(const Call& call, const CaseNumber& number);
  base::HttpResponse post(const Call& call, const base::HttpRequest& request);
  base::Result<base::HttpResponse> file(const Call& call, const Form& form);
  [[nodiscard]] bool may_post(std::string_view key) const;
  static base::HttpResponse respond(const Call& call, int status, std::string_view root,
                                    const base::Json& content);
  static base::HttpResponse trouble(const Call& call, const base::Error& error);
  static base::HttpResponse fail(const Call& call, int status, std::string_view sentence);

  Parts parts_;
  const crypto::SigningKey& key_;
  store::fs::path api_keys_;
  std::string scheme_;
};

std::string new_api_key();
std::string api_key_line(std::string_view key);  // what the file keeps of it

}  // namespace kiosk::desk
