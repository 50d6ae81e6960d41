// Files that the desk reads from its folder or out of a backup: names.json, holidays.json, backup.json, erasures.
// The first byte says which.

#include <cstdlib>

#include "kiosk/desk/backup.h"
#include "kiosk/desk/calendar.h"
#include "kiosk/desk/erasure_file.h"
#include "kiosk/desk/names.h"

namespace {

using namespace kiosk;

constexpr std::chrono::sys_days kDay{std::chrono::year(2026) / 11 / 23};

void demand(bool condition) {
  if (!condition) abort();
}

void check_calendar(std::string_view text) {
  const base::Result<desk::Calendar> calendar = desk::Calendar::parse(text);
  if (!calendar) return;
  const std::chrono::sys_days later = calendar->add_working_days(kDay, 30);
  demand(later > kDay && calendar->is_working_day(later));
  demand(calendar->working_days_between(kDay, later) == 30);
}

void check_manifest(std::string_view text) {
  const base::Result<desk::Manifest> manifest = desk::Manifest::parse(text);
  if (!manifest) return;
  demand(manifest->files.size() <= desk::kBackupFilesMost);
  for (const desk::BackupFile& file : manifest->files) demand(file.name.find("..") == std::string::npos);
  const base::Result<desk::Manifest> again = desk::Manifest::parse(manifest->text());
  demand(again.ok() && again->text() == manifest->text());
}

void check_names(std::string_view text) {
  const base::Result<desk::Names> names = desk::Names::parse(text);
  if (!names) return;
  for (const desk::Name& name : names->categories)
    demand(!names->category(name.slug, base::Language::fr).empty() || name.fr.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'n':
      check_names(text);
      break;
    case 'h':
      check_calendar(text);
      break;
    case 'b':
      check_manifest(text);
      break;
    case 'e':
      static_cast<void>(desk::parse_erasures(text).ok());
      break;
    default:
      break;
  }
  return 0;
}
