#pragma once
// The small files beside the installed packs (content_store.h), each a line of JSON:
//
//   ratchet, ratchet.copy  {"version":57,"manifest":"<hash>","created":"2026-11-23","keys":"<hash>"}: the
//                          newest pack ever accepted, and by which set of keys (root.h)
//   trial                  {"version":58,"previous":57,"starts":0}: a generation that is shown but has not
//                          been found sound yet, and how often the program began with it
//   rejected               {"version":58,"manifest":"<hash>","reason":"..."}: the last one that was not
//   seen                   {"day":"2026-11-26"}: the day before a time service told the time last
//
// A file that cannot be read counts as not there. Writing is durable. Worker thread.

#include <optional>

#include "kiosk/content/manifest.h"
#include "kiosk/store/file.h"

namespace kiosk::content {

struct Ratchet {
  std::int64_t version = 0;
  crypto::Hash manifest;
  Day created;
  crypto::Hash keys;
};

struct Trial {
  std::int64_t version = 0, previous = 0;
  std::int64_t starts = 0;
};

struct Rejection {
  std::int64_t version = 0;
  crypto::Hash manifest;
  std::string reason;  // which page, and what is wrong with it
};

class ContentRecords {
 public:
  explicit ContentRecords(store::fs::path content_folder) : folder_(std::move(content_folder)) {}

  [[nodiscard]] std::vector<Ratchet> ratchets() const;  // of both files, as far as they can be read
  base::Result<void> keep(const Ratchet& ratchet) const;
  // Writes a file that is lost or spoiled anew from the other; whether it had to.
  [[nodiscard]] bool repair_ratchet() const;
  [[nodiscard]] std::optional<Trial> trial() const;
  base::Result<void> keep(const Trial& trial) const;
  base::Result<void> end_trial() const;
  [[nodiscard]] std::optional<Rejection> rejection() const;
  base::Result<void> keep(const Rejection& rejection) const;
  base::Result<void> forget_rejection() const;
  [[nodiscard]] std::optional<Day> seen() const;
  base::Result<void> keep_seen(Day day) const;

 private:
  [[nodiscard]] base::Result<base::Json> read(const char* name) const;
  [[nodiscard]] std::optional<Ratchet> ratchet_of(const char* name) const;
  base::Result<void> write(const char* name, const base::Json& json) const;
  store::fs::path folder_;
};

}  // namespace kiosk::content
