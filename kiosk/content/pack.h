#pragma once
// A content pack, one file (*.kpack). All integers little-endian:
//
//   size  what
//      8  magic "KPACK2\r\n"; the line end shows a copy that was "converted" on its way
//      4  size of the manifest, 1 ... kMaxManifestBytes
//      n  manifest, the JSON of manifest.h: these exact bytes are what is signed
//      1  number of signatures, 0 ... kMaxSignatures
//   each: 2  size, 1 ... kMaxSignatureBytes
//         n  a minisign signature of the manifest, as text (crypto/minisign.h)
//      1  number of roots, 0 ... kMaxRoots, for kiosks that have not heard of the newest
//   each: 2  size, 1 ... kMaxRootBytes
//         n  a root with its signatures, as text (root.h)
//     32  BLAKE2b-256 of every byte before: no protection, but damage anywhere is seen and called damage
//      …  the objects as stored, in the order and of the sizes of the manifest; nothing between or after
//
// Everything up to the objects is the head; an installed generation keeps it as it came. Trust goes up in
// three types, each made only by the step before: UnverifiedPack (well-formed head), SignedPack (enough
// trusted keys vouch for the manifest; only now is it parsed), VerifiedPack (every object read once,
// hash-checked, then unpacked; nothing after it). Memory: the unpacked documents and one object. Errors are
// PackError. One thread at a time.

#include <functional>

#include "kiosk/content/codec.h"
#include "kiosk/content/manifest.h"
#include "kiosk/content/trusted_keys.h"

namespace kiosk::content {

constexpr std::size_t kMaxSignatures = 8;
constexpr std::size_t kMaxSignatureBytes = 1024;
constexpr std::size_t kMaxRoots = 32;
constexpr std::size_t kMaxHeadBytes =
    kMaxManifestBytes + kMaxSignatures * (kMaxSignatureBytes + 2) + kMaxRoots * (kMaxRootBytes + 2) + 64;

using ReadBytes =
    std::function<base::Result<base::Bytes>(std::size_t count)>;  // the next ones; fewer at the end
using ReadObject = std::function<base::Result<base::Bytes>(const PackObject& object)>;
using KeepObject = std::function<base::Result<void>(const PackObject& object, base::ByteView stored)>;

// How a pack's objects are read. Of an installed one the pictures stay where they are, and are checked when
// they are shown (and by ContentStore::scrub).
enum class ReadMode {
  arriving,   // each is checked, pictures as well
  installed,  // pictures are left alone
  remains,    // the same, and what is damaged or gone is passed over, but not the site's own document
};

struct PackHead {
  base::Bytes bytes;  // all of it
  base::Bytes manifest;
  std::vector<std::string> signatures;
  std::vector<std::string> roots;  // oldest first, as they came
};

class VerifiedPack {
 public:
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  // Key ids as minisign prints them, with commas between.
  [[nodiscard]] const std::string& signer() const { return signer_; }
  [[nodiscard]] const std::vector<Document>& documents() const { return documents_; }

 private:
  friend class SignedPack;
  VerifiedPack() = default;
  Manifest manifest_;
  std::string signer_;
  std::vector<Document> documents_;
};

class SignedPack {
 public:
  SignedPack(SignedPack&&) = default;  // one reader of one stream: never copied
  SignedPack& operator=(SignedPack&&) = default;
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const std::string& signer() const { return signer_; }
  [[nodiscard]] const PackHead& head() const { return head_; }
  // The keys that vouched for it: those that are trusted, or newer ones that its roots lead to.
  [[nodiscard]] const TrustedKeys& keys() const { return *keys_; }
  // Reads and checks the objects, in order; `keep` gets each one after its check. Once: what is read is read.
  base::Result<VerifiedPack> read_objects(const KeepObject& keep, ReadMode mode = ReadMode::arriving);

 private:
  friend class UnverifiedPack;
  SignedPack() = default;
  PackHead head_;
  Manifest manifest_;
  std::string signer_;
  std::optional<TrustedKeys> keys_;
  ReadObject read_object_;
  std::function<base::Result<bool>()> at_end_;
};

class UnverifiedPack {
 public:
  UnverifiedPack(UnverifiedPack&&) = default;
  UnverifiedPack& operator=(UnverifiedPack&&) = default;
  static base::Result<UnverifiedPack> open(const store::fs::path& path);
  static base::Result<UnverifiedPack> from_bytes(base::Bytes pack);
  // An installed generation: its head, and its objects wherever they lie.
  static base::Result<UnverifiedPack> from_head(base::Bytes head, ReadObject read_object);

  base::Result<SignedPack> verify_manifest(const TrustedKeys& keys) &&;
  base::Result<VerifiedPack> verify(const TrustedKeys& keys) &&;  // the whole pack

  // For the tools that make packs. The manifest is believed by nobody but the person who reads it.
  [[nodiscard]] const PackHead& head() const { return head_; }

 private:
  UnverifiedPack() = default;
  static base::Result<UnverifiedPack> from_stream(const ReadBytes& read);
  PackHead head_;
  ReadObject read_object_;
  std::function<base::Result<bool>()> at_end_;
};

// Making packs: `stored` are the objects of the manifest in its order. For large ones pack_file.h.
base::Bytes write_pack(const Manifest& manifest, const std::vector<base::Bytes>& stored);
base::Bytes write_head(base::ByteView manifest, const std::vector<std::string>& signatures,
                       const std::vector<std::string>& roots);
// PackError::damaged where the bytes are not those of the object.
base::Result<void> check_object(const PackObject& object, base::ByteView stored);
// A signature as packs carry it.
std::string sign_manifest(base::ByteView manifest_text, const Manifest& manifest,
                          const crypto::MinisignSecretKey& key);
// The head's signatures with one more; one by the same key is replaced.
base::Result<std::vector<std::string>> with_signature(const PackHead& head, std::string_view signature);
// The same pack, in memory, with one more signature. The pack must be whole.
base::Result<base::Bytes> add_signature(base::ByteView pack, std::string_view signature);
base::Result<base::Bytes> sign_pack(base::ByteView pack, const crypto::MinisignSecretKey& key);

}  // namespace kiosk::content
