#pragma once
// Who may sign content, and who may change that: TUF's root. A root is kept off line by several people; the
// next one is signed by enough of the keys of the last one and by enough of its own, so that keys can be
// replaced, and lost or stolen ones shut out, on kiosks that hear of it years later.
//
//   {"spec":1,"role":"root","version":2,"created":"2026-11-23",
//    "root":{"threshold":2,"keys":["RW...","RW..."]},"content":{"threshold":1,"keys":["RW..."]}}
//
// Keys are minisign's public keys, as the second line of their files. The file that travels holds these exact
// bytes as text, with minisign's signatures of them: {"root":"{...}","signatures":["untrusted comment: ...",
// ...]}. A root has no last day: a kiosk that was switched off for years must be able to follow. Plain
// values, any thread. Errors: PackError::broken_root.

#include <string>
#include <vector>

#include "kiosk/content/manifest.h"
#include "kiosk/crypto/minisign.h"

namespace kiosk::content {

constexpr std::size_t kMaxRootBytes = 16 * 1024;  // of the file
constexpr std::size_t kMaxRoleKeys = 16;
constexpr std::size_t kMaxRootSignatures = 32;

// So many different keys of these must have signed. Two names of one key are one key.
struct KeyRole {
  int threshold = 1;
  std::vector<crypto::MinisignPublicKey> keys;
  [[nodiscard]] const crypto::MinisignPublicKey* find(const crypto::MinisignKeyId& id) const;  // or null
  bool operator==(const KeyRole&) const = default;
};

struct Root {
  std::int64_t version = 1;
  Day created;
  KeyRole root, content;
  bool operator==(const Root&) const = default;
};

struct SignedRoot {
  std::string text;  // what is signed
  std::vector<std::string> signatures;
  Root root;  // of the text; believed only after follow()

  static base::Result<SignedRoot> parse(std::string_view file);
  [[nodiscard]] std::string file() const;
};

std::string to_text(const Root& root);
base::Result<Root> parse_root(std::string_view text);

// What the signatures amount to. `keys` are those of the role that signed, each once. A key's signature that
// does not hold is counted apart; keys that the role does not know are passed over.
struct Signers {
  std::vector<std::string> ids;  // as minisign prints them
  bool has_false_signature = false;
};
Signers signers_of(const KeyRole& role, base::ByteView text, const std::vector<std::string>& signatures);

// Whether enough of its own keys signed it; the way a root is believed that lies in a kiosk's keys folder.
base::Result<void> check_self_signed(const SignedRoot& root);
// Whether `next` may follow `last`: the version after it, signed by enough keys of both.
base::Result<void> check_follows(const Root& last, const SignedRoot& next);

// Changes when the keys that sign content, or how many must, change; not by their order.
crypto::Hash key_set_of(const KeyRole& role);

}  // namespace kiosk::content
