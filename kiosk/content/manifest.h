#pragma once
// The manifest of a pack: what it is, how old, and the hash and sizes of every object that follows it. Being
// signed, it is the root of all trust in a pack; parse_manifest() must only see bytes whose signature held
// (pack.h).
//
//   {"spec":1,"role":"content","version":57,"created":"2026-11-23","expires":"2027-11-23","min_app":1,
//    "languages":["ar","fr","en"],
//    "objects":[{"kind":"article","name":"governance","encoding":"zstd","hash":"<64
//    hex>","stored":812,"size":2040}]}
//
// `hash` is BLAKE2b-256 of the bytes as stored (compressed), so nothing that is not vouched for reaches the
// decompressor, and an object in the store can be checked as it lies there. `expires` may be left out.
// Members that are not known are ignored; what an older program must not show raises `min_app`.

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
constexpr std::size_t kMaxObjectBytes = 4 << 20;  // of one object, stored and unpacked
constexpr std::size_t kMaxUnpackedBytes = 64 << 20;
constexpr std::int64_t kMaxVersion = 999'999'999;

using Day = std::chrono::sys_days;

struct PackObject {
  std::string kind;  // "article", "tip", or one of the lists (codec.h)
  std::string name;  // slug; never a file name
  std::string encoding = "zstd";
  crypto::Hash hash;
  std::size_t stored_bytes = 0;
  std::size_t size_bytes = 0;
  bool operator==(const PackObject&) const = default;
};

struct Manifest {
  std::int64_t version = 0;
  Day created;
  std::optional<Day> expires;
  std::int64_t min_app = kAppLevel;
  std::vector<base::Language> languages;
  std::vector<PackObject> objects;
  bool operator==(const Manifest&) const = default;
};

std::string to_text(const Manifest& manifest);

// PackError::damaged for what no builder writes, newer_program for what a newer one does.
base::Result<Manifest> parse_manifest(std::string_view text);

std::string day_text(Day day);  // "2026-11-23"

// From midnight after the last day, Moroccan time being at most an hour ahead.
bool is_past(Day last_day, base::Timestamp now);

}  // namespace kiosk::content
