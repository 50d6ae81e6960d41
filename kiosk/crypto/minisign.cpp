#include "kiosk/crypto/minisign.h"

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "kiosk/crypto/random.h"

namespace kiosk::crypto {
namespace {

using base::Byte;
using base::Bytes;
using base::ByteView;
using base::Error;
using base::Result;

constexpr std::string_view kUntrusted = "untrusted comment: ";
constexpr std::string_view kTrusted = "trusted comment: ";
constexpr std::size_t kMaxFileSize = 4096;

struct SignatureText {
  MinisignKeyId id{};
  Bytes signature;
  std::string trusted_comment;
  Bytes global_signature;
};

Error bad(std::string sentence) { return {CryptoError::bad_signature, std::move(sentence)}; }
Error bad_key(std::string sentence) { return {CryptoError::bad_key, std::move(sentence)}; }

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.push_back(line);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

std::array<Byte, 64> hash512(ByteView data) {
  std::array<Byte, 64> out{};
  crypto_generichash(out.data(), out.size(), data.data(), data.size(), nullptr, 0);
  return out;
}

Result<SignatureText> parse_signature(std::string_view text) {
  if (text.size() > kMaxFileSize) return bad("a signature longer than any minisign signature");
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.size() != 4 || !lines[0].starts_with(kUntrusted) || !lines[2].starts_with(kTrusted)) {
    return bad("text that is not a minisign signature");
  }
  const Result<Bytes> first = base::from_base64(lines[1]);
  const Result<Bytes> second = base::from_base64(lines[3]);
  if (!first || !second || first->size() != 2 + 8 + 64 || second->size() != 64)
    return bad("a damaged minisign signature");
  if ((*first)[0] != 'E' || (*first)[1] != 'D')
    return bad("a minisign signature of a kind that is not accepted");
  SignatureText out;
  std::copy_n(first->begin() + 2, 8, out.id.begin());
  out.signature.assign(first->begin() + 10, first->end());
  out.trusted_comment = lines[2].substr(kTrusted.size());
  out.global_signature = *second;
  return out;
}

Bytes checksum_of(const MinisignKeyId& id, ByteView secret) {
  Bytes data = {'E', 'd'};
  data.insert(data.end(), id.begin(), id.end());
  data.insert(data.end(), secret.begin(), secret.end());
  Bytes sum(32);
  crypto_generichash(sum.data(), sum.size(), data.data(), data.size(), nullptr, 0);
  wipe(data);
  return sum;
}

}  // namespace

Result<MinisignPublicKey> MinisignPublicKey::parse(std::string_view file) {
  const std::vector<std::string_view> lines = lines_of(file.substr(0, kMaxFileSize));
  if (lines.size() != 2 || !lines[0].starts_with(kUntrusted))
    return bad_key("text that is not a minisign public key");
  const Result<Bytes> data = base::from_base64(lines[1]);
  if (!data || data->size() != 2 + 8 + 32 || (*data)[0] != 'E' || (*data)[1] != 'd') {
    return bad_key("a damaged minisign public key");
  }
  MinisignPublicKey key;
  std::copy_n(data->begin() + 2, 8, key.id.begin());
  std::copy_n(data->begin() + 10, 32, key.bytes.begin());
  return key;
}

std::string MinisignPublicKey::file_text(std::string_view comment) const {
  Bytes data = {'E', 'd'};
  data.insert(data.end(), id.begin(), id.end());
  data.insert(data.end(), bytes.begin(), bytes.end());
  return base::cat(kUntrusted, comment, "\n", base::to_base64(data), "\n");
}

std::string MinisignPublicKey::id_text() const {
  MinisignKeyId reversed = id;
  std::reverse(reversed.begin(), reversed.end());
  std::string hex = base::to_hex(reversed);
  std::transform(hex.begin(), hex.end(), hex.begin(),
                 [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
  return hex;
}

Result<std::string> MinisignPublicKey::verify(ByteView data, std::string_view signature) const {
  crypto_ready();
  const SignatureText parsed = TRY(parse_signature(signature));
  if (parsed.id != id) return Error(CryptoError::wrong_key, "a signature by another key");
  const std::array<Byte, 64> digest = hash512(data);
  if (crypto_sign_verify_detached(parsed.signature.data(), digest.data(), digest.size(), bytes.data()) != 0) {
    return bad("a signature that does not match the data");
  }
  Bytes global = parsed.signature;
  global.insert(global.end(), parsed.trusted_comment.begin(), parsed.trusted_comment.end());
  if (crypto_sign_verify_detached(parsed.global_signature.data(), global.data(), global.size(),
                                  bytes.data()) != 0) {
    return bad("a trusted comment that was changed");
  }
  return parsed.trusted_comment;
}

MinisignSecretKey MinisignSecretKey::make() {
  MinisignSecretKey key;
  key.secret_ = SecretBytes(crypto_sign_SECRETKEYBYTES);
  crypto_sign_keypair(key.public_half_.bytes.data(), key.secret_.writable().data());
  fill_random(key.public_half_.id);
  return key;
}

Result<MinisignSecretKey> MinisignSecretKey::parse(std::string_view file) {
  crypto_ready();
  const std::vector<std::string_view> lines = lines_of(file.substr(0, kMaxFileSize));
  if (lines.size() != 2 || !lines[0].starts_with(kUntrusted))
    return bad_key("text that is not a minisign secret key");
  Result<Bytes> data = base::from_base64(lines[1]);
  if (!data || data->size() != 158 || (*data)[0] != 'E' || (*data)[1] != 'd' || (*data)[4] != 'B' ||
      (*data)[5] != '2') {
    return bad_key("a damaged minisign secret key");
  }
  if ((*data)[2] != 0 || (*data)[3] != 0)
    return bad_key("a secret key behind a password: make it with `minisign -G -W`");
  MinisignSecretKey key;
  const ByteView body(*data);
  std::copy_n(body.begin() + 54, 8, key.public_half_.id.begin());
  key.secret_ = SecretBytes::copy_of(body.subspan(62, 64));
  const Bytes sum = checksum_of(key.public_half_.id, key.secret_.view());
  // minisign 0.11 leaves the checksum of a key without password at zero.
  const ByteView kept_sum = body.subspan(126, 32);
  const bool intact = std::equal(sum.begin(), sum.end(), kept_sum.begin()) ||
                      std::all_of(kept_sum.begin(), kept_sum.end(), [](Byte byte) { return byte == 0; });
  std::copy_n(body.begin() + 62 + 32, 32, key.public_half_.bytes.begin());
  wipe(*data);
  if (!intact) return bad_key("a minisign secret key whose checksum is wrong");
  return key;
}

SecretBytes MinisignSecretKey::file_text(std::string_view comment) const {
  Bytes data = {'E', 'd', 0, 0, 'B', '2'};
  data.resize(6 + 32 + 8 + 8, 0);
  data.insert(data.end(), public_half_.id.begin(), public_half_.id.end());
  data.insert(data.end(), secret_.view().begin(), secret_.view().end());
  const Bytes sum = checksum_of(public_half_.id, secret_.view());
  data.insert(data.end(), sum.begin(), sum.end());
  std::string text = base::cat(kUntrusted, comment, "\n", base::to_base64(data), "\n");
  wipe(data);
  SecretBytes out = SecretBytes::copy_of(base::as_bytes(text));
  wipe(text);
  return out;
}

std::string MinisignSecretKey::sign(ByteView data, std::string_view trusted_comment) const {
  const std::array<Byte, 64> digest = hash512(data);
  std::array<Byte, 64> signature{};
  crypto_sign_detached(signature.data(), nullptr, digest.data(), digest.size(), secret_.view().data());
  Bytes body = {'E', 'D'};
  body.insert(body.end(), public_half_.id.begin(), public_half_.id.end());
  body.insert(body.end(), signature.begin(), signature.end());
  Bytes global(signature.begin(), signature.end());
  global.insert(global.end(), trusted_comment.begin(), trusted_comment.end());
  std::array<Byte, 64> global_signature{};
  crypto_sign_detached(global_signature.data(), nullptr, global.data(), global.size(), secret_.view().data());
  return base::cat(kUntrusted, "signature from minisign secret key ", public_half_.id_text(), "\n",
                   base::to_base64(body), "\n", kTrusted, trusted_comment, "\n",
                   base::to_base64(global_signature), "\n");
}

Result<MinisignKeyId> minisign_key_id(std::string_view signature) {
  return TRY(parse_signature(signature)).id;
}

}  // namespace kiosk::crypto
