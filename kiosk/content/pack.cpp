#include "kiosk/content/pack.h"

#include <memory>

#include "kiosk/content/compression.h"

namespace kiosk::content {
namespace {

using base::Bytes;
using base::ByteView;
using base::Error;
using base::Result;
using store::StoreError;

constexpr std::string_view kMagic = "KPACK2\r\n";
constexpr std::size_t kSumSize = sizeof(crypto::Hash::bytes);

Error damaged(std::string sentence) { return {PackError::damaged, std::move(sentence)}; }

// Exactly `count` bytes, kept in `head` as well.
Result<Bytes> take(const ReadBytes& read, std::size_t count, Bytes& head) {
  Bytes bytes = TRY(read(count));
  if (bytes.size() != count) return damaged("the pack ends before what it promises");
  head.insert(head.end(), bytes.begin(), bytes.end());
  return bytes;
}

Result<std::size_t> take_size(const ReadBytes& read, std::size_t width, std::size_t max, Bytes& head) {
  const Bytes bytes = TRY(take(read, width, head));
  std::size_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8 | bytes[i];
  if (value > max) return damaged("a size in the pack is larger than allowed");
  return value;
}

Result<PackHead> parse_head(const ReadBytes& read) {
  PackHead head;
  if (base::as_text(TRY(take(read, kMagic.size(), head.bytes))) != kMagic) {
    return damaged("a file that is not a content pack");
  }
  const std::size_t size = TRY(take_size(read, 4, kMaxManifestBytes, head.bytes));
  head.manifest = TRY(take(read, size, head.bytes));
  const std::size_t count = TRY(take_size(read, 1, kMaxSignatures, head.bytes));
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t length = TRY(take_size(read, 2, kMaxSignatureBytes, head.bytes));
    head.signatures.emplace_back(base::as_text(TRY(take(read, length, head.bytes))));
  }
  const std::size_t roots = TRY(take_size(read, 1, kMaxRoots, head.bytes));
  for (std::size_t i = 0; i < roots; ++i) {
    const std::size_t length = TRY(take_size(read, 2, kMaxRootBytes, head.bytes));
    head.roots.emplace_back(base::as_text(TRY(take(read, length, head.bytes))));
  }
  const crypto::Hash sum = crypto::hash_of(head.bytes);
  const Bytes kept = TRY(take(read, kSumSize, head.bytes));
  if (TRY(crypto::Hash::from_bytes(kept)) != sum) return damaged("the head of the pack was changed");
  return head;
}

// The newest keys the pack's roots lead to. Only those past the one that is trusted are looked at.
Result<TrustedKeys> follow_roots(const PackHead& head, const TrustedKeys& keys) {
  std::vector<SignedRoot> roots;
  if (!keys.root()) return keys;
  for (const std::string& file : head.roots) roots.push_back(TRY(SignedRoot::parse(file)));
  return keys.follow(roots);
}

// The ids of the trusted keys that vouch for the manifest. A trusted key's signature that does not hold is a
// refusal even beside those that do; signatures by keys nobody knows are passed over.
Result<std::string> find_signers(const PackHead& head, const KeyRole& role) {
  if (head.signatures.empty()) return Error(PackError::no_signature, "the pack is not signed");
  const Signers signers = signers_of(role, head.manifest, head.signatures);
  if (signers.has_false_signature)
    return Error(PackError::wrong_signature, "a signature that is not of this pack");
  if (signers.ids.empty())
    return Error(PackError::wrong_signature, "the pack is not signed by a key that is trusted here");
  if (static_cast<int>(signers.ids.size()) < role.threshold) {
    return Error(PackError::wrong_signature, base::cat("the pack is signed by ", signers.ids.size(),
                                                       " trusted keys, and it takes ", role.threshold));
  }
  std::string ids;
  for (const std::string& id : signers.ids) ids += (ids.empty() ? "" : ", ") + id;
  return ids;
}

// What the medium says when it fails is not what a damaged pack is.
Error while_reading(const Error& error) {
  if (!error.is(StoreError::io)) return error;
  return {PackError::stick_removed, "the pack could not be read to its end: " + error.sentence()};
}

ReadBytes reader_of(const std::shared_ptr<const Bytes>& bytes) {
  return [bytes, at = std::size_t{0}](std::size_t count) mutable -> Result<Bytes> {
    const std::size_t size = std::min(count, bytes->size() - at);
    const auto begin = bytes->begin() + static_cast<std::ptrdiff_t>(at);
    at += size;
    return Bytes(begin, begin + static_cast<std::ptrdiff_t>(size));
  };
}

}  // namespace

Result<void> check_object(const PackObject& object, ByteView stored) {
  if (stored.size() != object.stored_bytes || crypto::hash_of(stored) != object.hash) {
    return damaged(base::cat("\"", object.kind, "/", object.name, "\" is damaged"));
  }
  return base::done();
}

Bytes write_head(ByteView manifest, const std::vector<std::string>& signatures,
                 const std::vector<std::string>& roots) {
  base::ByteWriter out;
  const auto texts = [&out](const std::vector<std::string>& list) {
    out.u8(static_cast<std::uint8_t>(list.size()));
    for (const std::string& text : list) {
      out.u16(static_cast<std::uint16_t>(text.size()));
      out.raw(base::as_bytes(text));
    }
  };
  out.raw(base::as_bytes(kMagic));
  out.u32(static_cast<std::uint32_t>(manifest.size()));
  out.raw(manifest);
  texts(signatures);
  texts(roots);
  out.raw(crypto::hash_of(out.bytes()).bytes);
  return out.take();
}

Result<VerifiedPack> SignedPack::read_objects(const KeepObject& keep, ReadMode mode) {
  VerifiedPack pack;
  const auto take = [&](const PackObject& object) -> Result<void> {
    const Result<Bytes> stored = read_object_(object);
    if (!stored) return while_reading(stored.error());
    TRY(check_object(object, *stored));
    if (keep) TRY(keep(object, *stored));
    if (object.is_picture()) return base::done();
    const Bytes plain = TRY(decompress(*stored, object.size_bytes));
    pack.documents_.push_back({object.kind, object.name, std::string(base::as_text(plain))});
    return base::done();
  };
  for (const PackObject& object : manifest_.objects) {
    if (object.is_picture() && mode != ReadMode::arriving) continue;
    const Result<void> taken = take(object);
    if (!taken && !(mode == ReadMode::remains && object.kind != "site")) return taken.error();
  }
  if (!TRY(at_end_())) return damaged("the pack goes on after its last object");
  pack.manifest_ = manifest_;
  pack.signer_ = signer_;
  return pack;
}

Result<UnverifiedPack> UnverifiedPack::from_stream(const ReadBytes& read) {
  UnverifiedPack pack;
  Result<PackHead> head = parse_head(read);
  if (!head) return while_reading(head.error());
  pack.head_ = std::move(*head);
  pack.read_object_ = [read](const PackObject& object) { return read(object.stored_bytes); };
  pack.at_end_ = [read]() -> Result<bool> { return TRY(read(1)).empty(); };
  return pack;
}

Result<UnverifiedPack> UnverifiedPack::open(const store::fs::path& path) {
  const auto file = std::make_shared<store::FileReader>(TRY(store::FileReader::open(path)));
  return from_stream([file](std::size_t count) { return file->read(count); });
}

Result<UnverifiedPack> UnverifiedPack::from_bytes(Bytes pack) {
  // One position for the head and for the objects: the stream is shared, not copied.
  const auto read = std::make_shared<ReadBytes>(reader_of(std::make_shared<const Bytes>(std::move(pack))));
  return from_stream([read](std::size_t count) { return (*read)(count); });
}

Result<UnverifiedPack> UnverifiedPack::from_head(Bytes head, ReadObject read_object) {
  UnverifiedPack pack = TRY(from_bytes(std::move(head)));
  if (!TRY(pack.at_end_())) return damaged("an installed head with bytes after it");
  pack.read_object_ = std::move(read_object);
  pack.at_end_ = []() -> Result<bool> { return true; };
  return pack;
}

Result<SignedPack> UnverifiedPack::verify_manifest(const TrustedKeys& keys) && {
  SignedPack pack;
  pack.keys_ = TRY(follow_roots(head_, keys));
  pack.signer_ = TRY(find_signers(head_, pack.keys_->content()));
  pack.manifest_ = TRY(parse_manifest(base::as_text(head_.manifest)));
  pack.head_ = std::move(head_);
  pack.read_object_ = std::move(read_object_);
  pack.at_end_ = std::move(at_end_);
  return pack;
}

Result<VerifiedPack> UnverifiedPack::verify(const TrustedKeys& keys) && {
  return TRY(std::move(*this).verify_manifest(keys)).read_objects({});
}

Bytes write_pack(const Manifest& manifest, const std::vector<Bytes>& stored) {
  Bytes out = write_head(base::as_bytes(to_text(manifest)), {}, {});
  for (const Bytes& object : stored) out.insert(out.end(), object.begin(), object.end());
  return out;
}

std::string sign_manifest(ByteView manifest_text, const Manifest& manifest,
                          const crypto::MinisignSecretKey& key) {
  return key.sign(manifest_text, base::cat("content pack, version ", manifest.version, ", created ",
                                           day_text(manifest.created)));
}

Result<std::vector<std::string>> with_signature(const PackHead& head, std::string_view signature) {
  const crypto::MinisignKeyId id = TRY(crypto::minisign_key_id(signature));
  std::vector<std::string> signatures;
  for (const std::string& old : head.signatures) {
    const Result<crypto::MinisignKeyId> old_id = crypto::minisign_key_id(old);
    if (old_id && *old_id != id) signatures.push_back(old);
  }
  if (signatures.size() == kMaxSignatures) return damaged("the pack has as many signatures as it may");
  if (signature.size() > kMaxSignatureBytes) return damaged("a signature longer than a pack takes");
  signatures.emplace_back(signature);
  return signatures;
}

Result<Bytes> add_signature(ByteView pack, std::string_view signature) {
  const UnverifiedPack parsed = TRY(UnverifiedPack::from_bytes(Bytes(pack.begin(), pack.end())));
  const PackHead& head = parsed.head();
  const Manifest manifest = TRY(parse_manifest(base::as_text(head.manifest)));
  const ByteView objects = pack.subspan(head.bytes.size());
  std::size_t at = 0;
  for (const PackObject& object : manifest.objects) {
    if (object.stored_bytes > objects.size() - at) return damaged("the pack ends before its last object");
    TRY(check_object(object, objects.subspan(at, object.stored_bytes)));
    at += object.stored_bytes;
  }
  if (at != objects.size()) return damaged("the pack goes on after its last object");
  Bytes out = write_head(head.manifest, TRY(with_signature(head, signature)), head.roots);
  out.insert(out.end(), objects.begin(), objects.end());
  return out;
}

Result<Bytes> sign_pack(ByteView pack, const crypto::MinisignSecretKey& key) {
  const UnverifiedPack parsed = TRY(UnverifiedPack::from_bytes(Bytes(pack.begin(), pack.end())));
  const Manifest manifest = TRY(parse_manifest(base::as_text(parsed.head().manifest)));
  return add_signature(pack, sign_manifest(parsed.head().manifest, manifest, key));
}

}  // namespace kiosk::content
