#include "kiosk/main/machine.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>

#include "kiosk/content/pack_finder.h"

namespace kiosk::main {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 200'000;  // of a folder whose size is asked for
constexpr int kMaxZones = 32;
constexpr int kColdest = -40, kHottest = 150;  // beyond these a sensor is broken, or counts in something else

std::string first_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::optional<std::int64_t> leading_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() ? std::optional(value) : std::nullopt;
}

std::uint64_t folder_bytes(const fs::path& folder) {
  std::uint64_t sum = 0;
  std::size_t files = 0;
  std::error_code code;
  for (fs::recursive_directory_iterator entry(folder, code), end; !code && entry != end && files < kMaxFiles;
       entry.increment(code), ++files) {
    std::error_code gone;
    const std::uintmax_t size = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
    if (!gone) sum += size;
  }
  return sum;
}

std::optional<app::Checkup::Disk> disk_of(const fs::path& state) {
  std::error_code code;
  const fs::space_info space = fs::space(state, code);
  if (code || space.capacity == 0) return std::nullopt;
  return app::Checkup::Disk{space.capacity, space.available, folder_bytes(state / "content"),
                            folder_bytes(state / "outbox")};
}

// Lines of /proc/meminfo: "MemTotal:       16315056 kB".
std::optional<app::Checkup::Memory> memory_of(const fs::path& proc) {
  app::Checkup::Memory memory;
  bool tells_free = false;
  std::ifstream in(proc / "meminfo");
  for (std::string line; std::getline(in, line);) {
    const std::string_view text = line;
    const auto kilobytes = [&text](std::string_view name) -> std::uint64_t {
      if (!text.starts_with(name)) return 0;
      return static_cast<std::uint64_t>(
                 std::max<std::int64_t>(0, leading_number(text.substr(name.size())).value_or(0))) *
             1024;
    };
    if (const std::uint64_t total = kilobytes("MemTotal:")) memory.total_bytes = total;
    if (!text.starts_with("MemAvailable:")) continue;
    memory.free_bytes = kilobytes("MemAvailable:");
    tells_free = true;
  }
  if (memory.total_bytes == 0 || !tells_free) return std::nullopt;
  // The second number of statm is what is in memory, in pages.
  const std::string statm = first_line(proc / "self/statm");
  const std::size_t second = std::min(statm.find(' '), statm.size());
  const std::int64_t pages = leading_number(std::string_view(statm).substr(second)).value_or(0);
  memory.program_bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(0, pages)) *
                         static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  return memory;
}

// The hottest of the zones.
std::optional<int> temperature_of(const fs::path& thermal) {
  std::optional<int> hottest;
  for (int zone = 0; zone < kMaxZones; ++zone) {
    const fs::path file = thermal / ("thermal_zone" + std::to_string(zone)) / "temp";
    const std::optional<std::int64_t> thousandths = leading_number(first_line(file));
    if (!thousandths) continue;
    const auto degrees = static_cast<int>(*thousandths / 1000);
    if (degrees < kColdest || degrees > kHottest || degrees == 0) continue;
    hottest = std::max(hottest.value_or(degrees), degrees);
  }
  return hottest;
}

std::optional<std::size_t> packs_on(const fs::path& stick) {
  std::error_code code;
  if (!fs::is_directory(stick, code)) return std::nullopt;
  return content::pack_names(stick).size();
}

}  // namespace

app::Checkup look_at_machine(const MachinePlaces& places) {
  app::Checkup checkup;
  checkup.disk = disk_of(places.state);
  checkup.memory = memory_of(places.proc);
  checkup.temperature = temperature_of(places.thermal);
  if (const auto seconds = leading_number(first_line(places.proc / "uptime")))
    checkup.machine_up = std::chrono::seconds(*seconds);
  checkup.packs_on_stick = packs_on(places.stick);
  return checkup;
}

}  // namespace kiosk::main
