#pragma once
// The memory of another process, as root or whoever may trace it reads it: every part that can be read, one
// after the other.

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "kiosk/base/bytes.h"

namespace kiosk::tests {

struct MemoryPart {
  std::uint64_t start = 0;
  std::string name;  // "[heap]", a file, nothing
  base::Bytes bytes;
};

// None: this user may not look.
inline std::optional<std::vector<MemoryPart>> memory_of(pid_t process) {
  const std::string folder = base::cat("/proc/", process);
  const int memory = open((folder + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  if (memory < 0) return std::nullopt;
  std::vector<MemoryPart> parts;
  std::ifstream maps(folder + "/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::uint64_t start = 0, end = 0;
    char dash = 0;
    std::string rights, offset, device, inode;
    MemoryPart part;
    words >> std::hex >> start >> dash >> end >> rights >> offset >> device >> inode >> part.name;
    if (rights.empty() || rights[0] != 'r') continue;
    part.start = start;
    part.bytes.resize(end - start);
    // What the kernel keeps to itself ([vvar]) gives an error: then the part ends there.
    const ssize_t got = pread(memory, part.bytes.data(), part.bytes.size(), static_cast<off_t>(start));
    part.bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    parts.push_back(std::move(part));
  }
  close(memory);
  return parts;
}

}  // namespace kiosk::tests
