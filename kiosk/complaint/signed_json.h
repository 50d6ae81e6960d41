#pragma once
// JSON objects that carry their signature: the last member, "signature", is base64 of an Ed25519 signature
// under a purpose over the object's text without that member, as base::Json writes it (members in their
// order, no spaces). Only objects of strings, integers, arrays and objects: their text is the same wherever
// it is written again.

#include "kiosk/base/json.h"
#include "kiosk/crypto/sign.h"

namespace kiosk::complaint {

std::string sign_json(base::Json object, std::string_view purpose, const crypto::SigningKey& key);

// The object, if it was signed by `key` for `purpose`; CryptoError::bad_signature if not.
base::Result<base::Json> read_signed_json(std::string_view text, std::string_view purpose,
                                          const crypto::VerifyKey& key);

}  // namespace kiosk::complaint
