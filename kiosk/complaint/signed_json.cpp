#include "kiosk/complaint/signed_json.h"

namespace kiosk::complaint {
namespace {

using base::Json;

constexpr std::string_view kSignature = "signature";

}  // namespace

std::string sign_json(Json object, std::string_view purpose, const crypto::SigningKey& key) {
  const crypto::Signature signature = key.sign(purpose, base::as_bytes(object.text()));
  object.set(kSignature, base::to_base64(signature));
  return object.text();
}

base::Result<Json> read_signed_json(std::string_view text, std::string_view purpose,
                                    const crypto::VerifyKey& key) {
  const base::Error unsigned_text(crypto::CryptoError::bad_signature,
                                  "JSON that is not signed by the key asked for");
  const Json object = TRY(Json::parse(text));
  const Json::Object* members = object.members();
  if (members == nullptr || members->empty() || members->back().first != kSignature) return unsigned_text;
  const std::string* signature_text = members->back().second.string();
  if (signature_text == nullptr) return unsigned_text;
  const base::Result<base::Bytes> signature = base::from_base64(*signature_text);
  const Json said(Json::Object(members->begin(), members->end() - 1));
  if (!signature || !key.verifies(purpose, base::as_bytes(said.text()), *signature)) return unsigned_text;
  return said;
}

}  // namespace kiosk::complaint
