#pragma once
// Whether a block device is a stick: what the kernel says of it in /sys and /proc, which are all that is
// read; the medium is not. A stick is a whole disk or a partition of one that hangs on USB, is removable, and
// of which nobody uses a part: no other mount, no swap, nothing built on it.

#include <filesystem>

#include "platform/stick/request.h"

namespace platform::stick {

struct Places {
  std::filesystem::path sys = "/sys", proc = "/proc", dev = "/dev";
  std::filesystem::path folder = "/run/kiosk/stick";  // mounts are folders in it
};

struct Numbers {
  unsigned major = 0, minor = 0;
  bool operator==(const Numbers&) const = default;
};

// The numbers by which the kernel knows the stick of this name.
kiosk::base::Result<Numbers> find_stick(const Places& places, const std::string& device);
// Whether the kernel still has a block device of these numbers.
bool is_there(const Places& places, const Numbers& numbers);

}  // namespace platform::stick
