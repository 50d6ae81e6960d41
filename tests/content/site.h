#pragma once
// A copy of good-site in a temporary folder that a test may spoil, and packs made of it.

#include <string>
#include <vector>

#include "kiosk/content/pack.h"
#include "kiosk/content/sources.h"
#include "tests/support/temp_folder.h"

namespace kiosk::tests {

class Site {
 public:
  Site();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  void write(const std::string& file, std::string_view text) const;
  [[nodiscard]] std::string read(const std::string& file) const;
  // Exactly one place of the file says `from`; it says `to` from now on.
  void change(const std::string& file, std::string_view from, std::string_view to) const;
  void remove(const std::string& file) const;
  [[nodiscard]] content::CheckedSources check(const content::CheckOptions& options = {}) const {
    return content::check_sources(path_, options);
  }

 private:
  TempFolder folder_;
  std::filesystem::path path_;
};

// The report's lines that are not notes.
std::string complaints_of(const content::Report& report);

// One spoiled thing in an otherwise good site, and the beginning of the one line that must come of it.
struct Spoiled {
  const char* file;
  const char* from;
  const char* to;
  const char* line;
};
void check_each(const std::vector<Spoiled>& cases);

content::Day day(int year, unsigned month, unsigned day);
base::Timestamp noon(int year, unsigned month, unsigned day);

content::Contents good_contents();
base::Bytes signed_pack(const content::Contents& contents, const crypto::MinisignSecretKey& key,
                        std::int64_t version, std::optional<content::Day> expires = std::nullopt);
content::TrustedKeys trust(const crypto::MinisignSecretKey& key);

}  // namespace kiosk::tests
