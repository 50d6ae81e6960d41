#include "platform/stick/kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace platform::stick {
namespace {

Numbers numbers_of(dev_t device) { return {major(device), minor(device)}; }

}  // namespace

int RealKernel::open_device(const std::filesystem::path& path, std::optional<Numbers>& numbers) {
  // Without waiting for anything; reading is enough also for a mount that writes.
  const int fd = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return -errno;
  struct stat status {};
  if (fstat(fd, &status) == 0 && S_ISBLK(status.st_mode)) numbers = numbers_of(status.st_rdev);
  return fd;
}

int RealKernel::mount(const std::string& source, const std::string& target, const char* type,
                      unsigned long flags, const std::string& options) {
  return ::mount(source.c_str(), target.c_str(), type, flags, options.c_str()) == 0 ? 0 : errno;
}

int RealKernel::unmount(const std::filesystem::path& folder, int flags) {
  return umount2(folder.c_str(), flags) == 0 ? 0 : errno;
}

int RealKernel::sync(const std::filesystem::path& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return errno;
  const int code = syncfs(fd) == 0 ? 0 : errno;
  close(fd);
  return code;
}

std::optional<Mounted> RealKernel::look(const std::filesystem::path& folder) {
  struct stat inside {
  }, around{};
  if (lstat(folder.c_str(), &inside) != 0 || lstat(folder.parent_path().c_str(), &around) != 0)
    return std::nullopt;
  if (inside.st_dev == around.st_dev) return std::nullopt;
  struct statvfs system {};
  const bool known = statvfs(folder.c_str(), &system) == 0;
  return Mounted{numbers_of(inside.st_dev), known && (system.f_flag & ST_RDONLY) == 0};
}

}  // namespace platform::stick
