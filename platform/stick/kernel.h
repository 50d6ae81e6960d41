#pragma once
// The few things that only the kernel does with a stick, so that tests can do without one. Values are errno's
// where something failed. One thread.

#include <filesystem>

#include "platform/stick/device.h"

namespace platform::stick {

struct Owner {  // who may read what is mounted, as the kernel says of the other end of the socket
  unsigned uid = 0;
};

// What is mounted on a folder.
struct Mounted {
  Numbers numbers;
  bool writable = false;
};

class Kernel {
 public:
  virtual ~Kernel() = default;
  // Follows no link. A descriptor, or -errno; `numbers` are those of what was opened, none if it is no block
  // device.
  virtual int open_device(const std::filesystem::path& path, std::optional<Numbers>& numbers) = 0;
  // mount(2) and umount2(2), and syncfs(2) of a folder: 0 or errno.
  virtual int mount(const std::string& source, const std::string& target, const char* type,
                    unsigned long flags, const std::string& options) = 0;
  virtual int unmount(const std::filesystem::path& folder, int flags) = 0;
  virtual int sync(const std::filesystem::path& folder) = 0;
  // None: the folder is a plain one of its parent's file system, or not there.
  virtual std::optional<Mounted> look(const std::filesystem::path& folder) = 0;
};

class RealKernel final : public Kernel {
 public:
  int open_device(const std::filesystem::path& path, std::optional<Numbers>& numbers) override;
  int mount(const std::string& source, const std::string& target, const char* type, unsigned long flags,
            const std::string& options) override;
  int unmount(const std::filesystem::path& folder, int flags) override;
  int sync(const std::filesystem::path& folder) override;
  std::optional<Mounted> look(const std::filesystem::path& folder) override;
};

}  // namespace platform::stick
