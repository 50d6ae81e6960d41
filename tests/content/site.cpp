#include "tests/content/site.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/support/catch.h"

namespace kiosk::tests {

namespace fs = std::filesystem;

Site::Site() : path_(folder_ / "site") {
  fs::copy(fs::path(KIOSK_SOURCE_DIR) / "tests" / "content" / "good-site", path_,
           fs::copy_options::recursive);
}

void Site::write(const std::string& file, std::string_view text) const {
  fs::create_directories((path_ / file).parent_path());
  std::ofstream(path_ / file, std::ios::binary) << text;
}

std::string Site::read(const std::string& file) const {
  std::ostringstream out;
  out << std::ifstream(path_ / file, std::ios::binary).rdbuf();
  return out.str();
}

void Site::change(const std::string& file, std::string_view from, std::string_view to) const {
  std::string text = read(file);
  const std::size_t at = text.find(from);
  INFO(file << ": " << from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  write(file, text.replace(at, from.size(), to));
}

void Site::remove(const std::string& file) const { REQUIRE(fs::remove(path_ / file)); }

std::string complaints_of(const content::Report& report) {
  std::istringstream lines(report.text());
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    const bool is_count = line.ends_with(" notes");
    if (!is_count && line.find(": note: ") == std::string::npos) out += line + "\n";
  }
  return out;
}

void check_each(const std::vector<Spoiled>& cases) {
  for (const Spoiled& spoiled : cases) {
    const Site site;
    site.change(spoiled.file, spoiled.from, spoiled.to);
    const std::string said = complaints_of(site.check().report);
    INFO(spoiled.file << ": " << spoiled.from << " -> " << spoiled.to << "\n" << said);
    CHECK(said.starts_with(spoiled.line));
    CHECK(std::count(said.begin(), said.end(), '\n') == 1);
  }
}

content::Day day(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(
      std::chrono::year_month_day{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)});
}

base::Timestamp noon(int year, unsigned month, unsigned the_day) {
  return base::Timestamp(day(year, month, the_day)) + std::chrono::hours(12);
}

content::Contents good_contents() {
  content::CheckedSources checked = Site().check();
  REQUIRE_FALSE(checked.report.has_errors());
  return std::move(checked.contents);
}

base::Bytes signed_pack(const content::Contents& contents, const crypto::MinisignSecretKey& key,
                        std::int64_t version, std::optional<content::Day> expires) {
  const base::Bytes pack = content::build_pack(contents, {version, day(2026, 11, 23), expires});
  return content::sign_pack(pack, key).value();
}

content::TrustedKeys trust(const crypto::MinisignSecretKey& key) {
  return content::TrustedKeys({key.public_half()});
}

}  // namespace kiosk::tests
