#include "platform/stick/request.h"

#include <algorithm>
#include <array>

#include "kiosk/base/bytes.h"

namespace platform::stick {
namespace {

using kiosk::base::Error;
using kiosk::base::Result;

constexpr std::string_view kOk = "ok", kError = "error ";
constexpr std::array<std::pair<Verb, std::string_view>, 3> kVerbs = {
    {{Verb::mount, "mount "}, {Verb::write, "write "}, {Verb::unmount, "unmount "}}};
constexpr std::array kErrors = {
    StickError::bad_request,    StickError::no_device,
    StickError::not_usb,        StickError::not_removable,
    StickError::system_disk,    StickError::too_many,
    StickError::busy,           StickError::not_mounted,
    StickError::no_file_system, StickError::write_protected,
    StickError::not_written,    StickError::gone,
    StickError::unsafe_folder,  StickError::failed,
};

std::string_view without_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string_view name_of(StickError code) {
  switch (code) {
    case StickError::bad_request:
      return "bad-request";
    case StickError::no_device:
      return "no-device";
    case StickError::not_usb:
      return "not-usb";
    case StickError::not_removable:
      return "not-removable";
    case StickError::system_disk:
      return "system-disk";
    case StickError::too_many:
      return "too-many-sticks";
    case StickError::no_file_system:
      return "no-file-system";
    case StickError::write_protected:
      return "write-protected";
    case StickError::busy:
      return "stick-busy";
    case StickError::not_mounted:
      return "not-mounted";
    case StickError::not_written:
      return "not-written";
    case StickError::gone:
      return "stick-gone";
    case StickError::unsafe_folder:
      return "unsafe-folder";
    case StickError::no_helper:
      return "no-helper";
    case StickError::failed:
      break;
  }
  return "stick-failed";
}

bool is_device_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxDeviceName &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

std::optional<Request> parse_request(std::string_view line) {
  line = without_end(line);
  for (const auto& [verb, word] : kVerbs) {
    if (!line.starts_with(word)) continue;
    const std::string_view device = line.substr(word.size());
    return is_device_name(device) ? std::optional(Request{verb, std::string(device)}) : std::nullopt;
  }
  return std::nullopt;
}

std::string text_of(const Request& request) {
  const auto* verb = std::ranges::find(kVerbs, request.verb, &std::pair<Verb, std::string_view>::first);
  return kiosk::base::cat(verb->second, request.device, "\n");
}

std::string answer_of(const Result<std::string>& result) {
  if (!result) return kiosk::base::cat(kError, result.error().name(), "\n");
  return result->empty() ? kiosk::base::cat(kOk, "\n") : kiosk::base::cat(kOk, " ", *result, "\n");
}

Result<std::string> parse_answer(std::string_view line) {
  if (!line.ends_with('\n')) return Error(StickError::no_helper, "the helper ended in the middle of a line");
  line = without_end(line);
  if (line == kOk) return std::string();
  if (line.starts_with("ok /")) return std::string(line.substr(3));
  if (line.starts_with(kError)) {
    const auto* known = std::ranges::find(kErrors, line.substr(kError.size()), &name_of);
    if (known != kErrors.end()) return Error(*known, "the helper refuses");
  }
  return Error(StickError::no_helper, "something else than the helper answers");
}

}  // namespace platform::stick
