#pragma once
// The folder of sources (content/README.md shows it to a clerk) -> Contents, with everything that is wrong
// said at once. check_sources() reads and judges; build_pack() makes the unsigned pack of what it gave. No
// clock, no random number, no order of a directory: the same sources, version and dates give the same bytes.

#include "kiosk/content/contents.h"
#include "kiosk/content/diagnostics.h"
#include "kiosk/content/manifest.h"
#include "kiosk/content/pictures.h"
#include "kiosk/store/file.h"

namespace kiosk::content {

constexpr std::size_t kMaxSourceFiles = 10'000;

struct CheckedSources {
  Report report;
  Contents contents;           // worth something only if the report has no errors
  PictureFiles pictures;       // of contents.pictures
  std::optional<Day> edition;  // site.toml's day
};

// What the sources themselves do not know.
struct CheckOptions {
  CanBeShown can_be_shown = {};   // by the fonts of a kiosk
  std::optional<Day> today = {};  // where it is known; a day far ahead of it is a mistake
};

CheckedSources check_sources(const store::fs::path& folder, const CheckOptions& options = {});

struct PackOptions {
  std::int64_t version = 1;
  Day created;
  std::optional<Day> expires;
  std::optional<Day> starts = {};
  Targets targets = {};
  std::vector<std::string> recipients = {};  // cells' public keys, as their files
  std::vector<std::string> roots = {};       // root files, oldest first
};

enum class DateError { far_ahead, out_of_order };
std::string_view name_of(DateError);
// The dates of a pack: not far ahead of today, where that is known, and not over before they begin.
base::Result<void> check_dates(const PackOptions& options, std::optional<Day> today);

// In memory: for tests, and to look at sources that are being written.
base::Bytes build_pack(const Contents& contents, const PackOptions& options);
// As a file of any size; PackError where no kiosk would take it. `re_encode` makes of a picture's file what a
// kiosk shows: re-encoded, of a size that fits its screen, without metadata.
using EncodePicture = std::function<base::Result<base::Bytes>(base::ByteView file)>;
base::Result<void> build_pack_file(const CheckedSources& sources, const PackOptions& options,
                                   const EncodePicture& re_encode, const store::fs::path& path);

}  // namespace kiosk::content
