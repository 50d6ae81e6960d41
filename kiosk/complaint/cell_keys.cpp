#include "kiosk/complaint/cell_keys.h"

#include "kiosk/complaint/signed_json.h"

namespace kiosk::complaint {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr std::string_view kPurpose = "sale-kiosk next cell key v1";
constexpr std::size_t kLinkMaxSize = 4096;

// The key that follows `known`, if this link says so and `known` signed it.
Result<crypto::CellPublicKey> next_of(const crypto::CellPublicKey& known, std::string_view link) {
  if (link.size() > kLinkMaxSize) return Error(base::JsonError::malformed, "a link over its limit");
  const Json json = TRY(read_signed_json(link, kPurpose, known.sign));
  if (TRY(json.need_string("from")) != base::to_hex(known.id()))
    return Error(base::JsonError::wrong_type, "a link from another key");
  return crypto::parse_cell_public(TRY(json.need_string("key")));
}

}  // namespace

std::string write_key_link(const crypto::CellSecretKey& from, const crypto::CellPublicKey& next,
                           base::Timestamp now) {
  return sign_json(Json::object()
                       .set("from", base::to_hex(from.public_half().id()))
                       .set("key", crypto::to_file(next))
                       .set("at", base::to_unix_ms(now)),
                   kPurpose, from.sign);
}

crypto::CellPublicKey newest_cell_key(const crypto::CellPublicKey& known,
                                      const std::vector<std::string>& links) {
  crypto::CellPublicKey newest = known;
  for (const std::string& link : links) {
    if (const Result<crypto::CellPublicKey> next = next_of(newest, link)) newest = *next;
  }
  return newest;
}

std::vector<std::string> links_after(const crypto::CellKeyId& id, const std::vector<std::string>& links) {
  for (std::size_t at = 0; at < links.size(); ++at) {
    const Result<Json> json = Json::parse(links[at]);
    if (json && json->string_or("from", "") == base::to_hex(id))
      return {links.begin() + static_cast<std::ptrdiff_t>(at), links.end()};
  }
  return {};
}

Json to_json(const std::vector<std::string>& links) {
  Json out = Json::array();
  for (const std::string& link : links) out.add(link);
  return out;
}

Result<std::vector<std::string>> key_links_of(const Json& json) {
  const Error malformed(base::JsonError::wrong_type, "links of keys that are none");
  const Json::Array* items = json.items();
  if (items == nullptr || items->size() > kKeyLinksMax) return malformed;
  std::vector<std::string> links;
  for (const Json& item : *items) {
    if (item.string() == nullptr) return malformed;
    links.push_back(*item.string());
  }
  return links;
}

}  // namespace kiosk::complaint
