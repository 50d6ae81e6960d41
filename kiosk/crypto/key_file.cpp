#include "kiosk/crypto/key_file.h"

#include <algorithm>

#include "kiosk/base/json.h"
#include "kiosk/crypto/hash.h"

namespace kiosk::crypto {
namespace {

using base::ByteView;
using base::Error;
using base::Json;
using base::Result;

std::string one_line(const Json& json) { return json.text() + "\n"; }

SecretBytes secret_line(const Json& json) {
  std::string text = one_line(json);
  SecretBytes out = SecretBytes::copy_of(base::as_bytes(text));
  wipe(text);
  return out;
}

Result<Json> parse_kind(std::string_view file, std::string_view kind) {
  const Result<Json> json = Json::parse(file);
  if (!json || json->string_or("kind", "") != kind) {
    return Error(CryptoError::bad_key, base::cat("a file that is not a ", kind, " key"));
  }
  return json;
}

Result<base::Bytes> key_member(const Json& json, std::string_view name) {
  return base::from_base64(TRY(json.need_string(name)));
}

}  // namespace

CellKeyId CellPublicKey::id() const {
  base::ByteWriter both;
  both.raw(seal.bytes);
  both.raw(sign.bytes);
  CellKeyId id{};
  std::copy_n(hash_of(both.bytes()).bytes.begin(), id.size(), id.begin());
  return id;
}

CellSecretKey CellSecretKey::make() { return {OpenKey::make(), SigningKey::make()}; }

CellPublicKey CellSecretKey::public_half() const { return {open.public_half(), sign.public_half()}; }

SecretBytes to_file(const SigningKey& kiosk) {
  return secret_line(Json::object().set("kind", "kiosk-secret").set("sign", base::to_base64(kiosk.seed())));
}

std::string to_file(const VerifyKey& kiosk) {
  return one_line(Json::object().set("kind", "kiosk-public").set("sign", base::to_base64(kiosk.bytes)));
}

SecretBytes to_file(const CellSecretKey& cell) {
  return secret_line(Json::object()
                         .set("kind", "cell-secret")
                         .set("open", base::to_base64(cell.open.bytes()))
                         .set("sign", base::to_base64(cell.sign.seed())));
}

std::string to_file(const CellPublicKey& cell) {
  return one_line(Json::object()
                      .set("kind", "cell-public")
                      .set("seal", base::to_base64(cell.seal.bytes))
                      .set("sign", base::to_base64(cell.sign.bytes)));
}

Result<SigningKey> parse_kiosk_secret(std::string_view file) {
  const Json json = TRY(parse_kind(file, "kiosk-secret"));
  return SigningKey::from_seed(TRY(key_member(json, "sign")));
}

Result<VerifyKey> parse_kiosk_public(std::string_view file) {
  const Json json = TRY(parse_kind(file, "kiosk-public"));
  return VerifyKey::from_bytes(TRY(key_member(json, "sign")));
}

Result<CellSecretKey> parse_cell_secret(std::string_view file) {
  const Json json = TRY(parse_kind(file, "cell-secret"));
  OpenKey open = TRY(OpenKey::from_bytes(TRY(key_member(json, "open"))));
  SigningKey sign = TRY(SigningKey::from_seed(TRY(key_member(json, "sign"))));
  return CellSecretKey{std::move(open), std::move(sign)};
}

Result<CellPublicKey> parse_cell_public(std::string_view file) {
  const Json json = TRY(parse_kind(file, "cell-public"));
  return CellPublicKey{TRY(SealKey::from_bytes(TRY(key_member(json, "seal")))),
                       TRY(VerifyKey::from_bytes(TRY(key_member(json, "sign"))))};
}

}  // namespace kiosk::crypto
