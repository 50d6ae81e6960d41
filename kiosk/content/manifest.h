#pragma once
// The manifest of a pack: what it is, how old, and the hash and sizes of every object that follows it. Being
// signed, it is the root of all trust in a pack; parse_manifest() must only see bytes whose signature held
// (pack.h).
//
//   {"spec":1,"role":"content","version":57,"created":"2026-11-23","starts":"2026-12-01",
//    "expires":"2027-11-23","min_app":1,"languages":["ar","fr","en"],
//    "targets":{"kiosks":["K-01"],"groups":["lobby"]},"recipients":["<a cell's public key, as its file>"],
//    "objects":[{"kind":"article","name":"governance","encoding":"zstd","hash":"<64
//    hex>","stored":812,"size":2040}]}
//
// `hash` is BLAKE2b-256 of the bytes as stored (compressed), so nothing that is not vouched for reaches the
// decompressor, and an object in the store can be checked as it lies there. Pictures are stored "raw", pages
// and lists as "zstd". `starts`, `expires`, `targets` (every kiosk) and `recipients` may be left out. Members
// that are not known are ignored; what an older program must not show raises `min_app`.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/json.h"
#include "kiosk/base/language.h"
#include "kiosk/base/time.h"
#include "kiosk/content/pack_error.h"
#include "kiosk/crypto/hash.h"

namespace kiosk::content {

constexpr std::int64_t kManifestSpec = 1;
constexpr std::int64_t kAppLevel = 1;  // the `min_app` this program still understands
constexpr std::size_t kMaxManifestBytes = 1 << 20;
constexpr std::size_t kMaxObjects = 4000;
constexpr std::size_t kMaxObjectBytes = 8 << 20;     // of one object, stored and unpacked
constexpr std::size_t kMaxUnpackedBytes = 16 << 20;  // of the pages and lists, which are held in memory
constexpr std::uint64_t kMaxStoredBytes = std::uint64_t{2} << 30;  // of all objects
constexpr std::size_t kMaxTargets = 500;                           // kiosks and groups
constexpr std::size_t kMaxRecipients = 8;
constexpr std::size_t kMaxRecipientBytes = 1024;
constexpr std::string_view kPictureKind = "picture";
constexpr std::int64_t kMaxVersion = 999'999'999;

using Day = std::chrono::sys_days;

struct PackObject {
  std::string kind;  // "article", "tip", one of the lists (codec.h), or kPictureKind
  std::string name;  // slug; never a file name
  std::string encoding = "zstd";
  crypto::Hash hash;
  std::size_t stored_bytes = 0;
  std::size_t size_bytes = 0;
  [[nodiscard]] bool is_picture() const { return kind == kPictureKind; }
  [[nodiscard]] bool is_page() const { return kind == "article" || kind == "tip"; }
  bool operator==(const PackObject&) const = default;
};

// Which kiosk this is, as packs name it.
struct Device {
  std::string kiosk;  // "K-01"
  std::vector<std::string> groups;
};

// The kiosks and groups a pack is for; none of either: every kiosk.
struct Targets {
  std::vector<std::string> kiosks, groups;
  [[nodiscard]] bool include(const Device& device) const;
  [[nodiscard]] bool are_all() const { return kiosks.empty() && groups.empty(); }
  bool operator==(const Targets&) const = default;
};

struct Manifest {
  std::int64_t version = 0;
  Day created;
  std::optional<Day> starts;   // not installed before this day
  std::optional<Day> expires;  // nor after this one
  Targets targets;
  std::vector<std::string> recipients;  // public keys that complaints are sealed to, as in their files
  std::int64_t min_app = kAppLevel;
  std::vector<base::Language> languages;
  std::vector<PackObject> objects;
  bool operator==(const Manifest&) const = default;
};

std::string to_text(const Manifest& manifest);

// PackError::damaged for what no builder writes, newer_program for what a newer one does.
base::Result<Manifest> parse_manifest(std::string_view text);

std::string day_text(Day day);  // "2026-11-23"

// By the calendar of the process's time zone.
bool is_past(Day last_day, base::Timestamp now);
bool is_to_come(Day first_day, base::Timestamp now);

// Bytes of all objects as they are stored.
std::uint64_t stored_bytes(const Manifest& manifest);

}  // namespace kiosk::content
