#include "platform/stick/device.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <vector>

#include "kiosk/base/bytes.h"

namespace platform::stick {
namespace {

namespace fs = std::filesystem;
using kiosk::base::Error;
using kiosk::base::Result;

constexpr std::size_t kMaxTable = 1024 * 1024;  // bytes read of one of the kernel's tables

std::string text_of_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(kMaxTable, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

// "8:17", alone on its line or in it.
std::optional<Numbers> parse_numbers(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  Numbers numbers;
  const char* const end = text.data() + text.size();
  const auto [colon, first] = std::from_chars(text.data(), end, numbers.major);
  if (first != std::errc() || colon == end || *colon != ':') return std::nullopt;
  const auto [after, second] = std::from_chars(colon + 1, end, numbers.minor);
  return second == std::errc() && after == end ? std::optional(numbers) : std::nullopt;
}

bool is_path(const fs::path& path) {
  std::error_code code;
  return fs::exists(path, code);
}

std::string_view after_last_slash(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// A device of the USB subsystem above it.
bool hangs_on_usb(const fs::path& sys, fs::path device) {
  while (device != sys && device.has_relative_path()) {
    std::error_code code;
    const fs::path subsystem = fs::read_symlink(device / "subsystem", code);
    if (!code && subsystem.filename() == "usb") return true;
    device = device.parent_path();
  }
  return false;
}

// A disk and its partitions.
struct Disk {
  std::vector<std::string> names;
  std::vector<Numbers> numbers;
  bool is_built_on = false;
};

void add_part(Disk& disk, const fs::path& part) {
  disk.names.push_back(part.filename().string());
  if (const auto numbers = parse_numbers(text_of_file(part / "dev"))) disk.numbers.push_back(*numbers);
  std::error_code code;
  const fs::directory_iterator holder(part / "holders", code);
  disk.is_built_on = disk.is_built_on || (!code && holder != fs::directory_iterator());
}

Disk parts_of(const fs::path& folder) {
  Disk disk;
  add_part(disk, folder);
  std::error_code code;
  for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    if (is_path(entry->path() / "partition")) add_part(disk, entry->path());
  }
  return disk;
}

bool has_name(const Disk& disk, std::string_view path) {
  return path.starts_with("/dev/") && std::ranges::count(disk.names, after_last_slash(path)) > 0;
}

// A line of mountinfo (proc(5)): id, parent, numbers, root, where, options, ..., "-", type, source, options.
bool is_mounted_elsewhere(const Disk& disk, const std::string& line, const fs::path& folder) {
  std::istringstream words(line);
  std::string id, parent, numbers, root, where, word, type, source;
  words >> id >> parent >> numbers >> root >> where;
  while (words >> word && word != "-") continue;
  words >> type >> source;
  const std::optional<Numbers> parsed = parse_numbers(numbers);
  const bool is_of_disk = (parsed && std::ranges::count(disk.numbers, *parsed) > 0) || has_name(disk, source);
  return is_of_disk && !where.starts_with(folder.string() + "/");
}

bool is_in_use(const Places& places, const Disk& disk) {
  if (disk.is_built_on) return true;
  std::istringstream mounts(text_of_file(places.proc / "self/mountinfo"));
  for (std::string line; std::getline(mounts, line);) {
    if (is_mounted_elsewhere(disk, line, places.folder)) return true;
  }
  std::istringstream swaps(text_of_file(places.proc / "swaps"));
  for (std::string line; std::getline(swaps, line);) {
    if (has_name(disk, std::string_view(line).substr(0, line.find(' ')))) return true;
  }
  return false;
}

}  // namespace

Result<Numbers> find_stick(const Places& places, const std::string& device) {
  if (!is_device_name(device)) return Error(StickError::bad_request, "no name of a device");
  std::error_code code, other;
  const fs::path sys = fs::canonical(places.sys, other);
  const fs::path place = fs::canonical(places.sys / "class/block" / device, code);
  if (code || other || place.filename() != device)
    return Error(StickError::no_device, "the kernel has no block device of this name");
  const std::optional<Numbers> numbers = parse_numbers(text_of_file(place / "dev"));
  if (!numbers) return Error(StickError::no_device, "a block device without numbers");
  const fs::path disk = is_path(place / "partition") ? place.parent_path() : place;
  if (!hangs_on_usb(sys, disk)) return Error(StickError::not_usb, "it does not hang on USB");
  if (!text_of_file(disk / "removable").starts_with('1'))
    return Error(StickError::not_removable, "its disk is not removable");
  if (is_in_use(places, parts_of(disk)))
    return Error(StickError::system_disk, "a part of its disk is in use by the system");
  return *numbers;
}

bool is_there(const Places& places, const Numbers& numbers) {
  return is_path(places.sys / "dev/block" / kiosk::base::cat(numbers.major, ":", numbers.minor));
}

}  // namespace platform::stick
