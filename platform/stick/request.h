#pragma once
// The language between the kiosk and the root helper that mounts sticks. One connection, one line each way,
// no state between them:
//
//   mount DEVICE\n      "ok /run/kiosk/stick/DEVICE\n": readable there, written by nobody
//   write DEVICE\n      the same, writable for whoever asked, until it is unmounted or mounted again
//   unmount DEVICE\n    "ok\n": everything is on the stick, it may be pulled
//                       "error REASON\n" instead of any of them
//
// DEVICE is a name of the kernel's, "sdb1": 1 to kMaxDeviceName characters a-z and 0-9. Nothing else is
// understood. REASON is a name of StickError.

#include <optional>
#include <string>

#include "kiosk/base/result.h"

namespace platform::stick {

constexpr std::size_t kMaxDeviceName = 31;
constexpr std::size_t kMaxLine = 128;  // of an answer too, with its line end

enum class StickError {
  bad_request,      // not a line of this language
  no_device,        // nothing of this name, or no block device
  not_usb,          // it does not hang on USB
  not_removable,    // a disk that is built in
  system_disk,      // the system, or somebody else, uses a part of it
  too_many,         // as many sticks are mounted as may be
  no_file_system,   // neither vfat nor exfat
  write_protected,  // by its switch, or by its damage
  busy,             // somebody still has a file open on it
  not_mounted,
  not_written,    // the last bytes did not reach the stick
  gone,           // it was pulled
  unsafe_folder,  // the folder for the mounts is not the helper's own
  failed,         // the kernel said something else: the helper's log has it
  no_helper,      // said by the client: nobody answers
};
std::string_view name_of(StickError);

enum class Verb { mount, write, unmount };

struct Request {
  Verb verb = Verb::mount;
  std::string device;
  bool operator==(const Request&) const = default;
};

// A line with or without its end; a device that is none is no request.
std::optional<Request> parse_request(std::string_view line);
std::string text_of(const Request& request);  // with its line end
bool is_device_name(std::string_view name);

// What the helper says, and what the client understands: the folder, empty after an unmount.
std::string answer_of(const kiosk::base::Result<std::string>& result);
kiosk::base::Result<std::string> parse_answer(std::string_view line);

}  // namespace platform::stick
