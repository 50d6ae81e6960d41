#include "platform/stick/sticks.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <vector>

#include "kiosk/base/bytes.h"

namespace platform::stick {
namespace {

namespace fs = std::filesystem;
using kiosk::base::cat;
using kiosk::base::Error;
using kiosk::base::Result;

constexpr const char* kTypes[] = {"vfat", "exfat"};
constexpr unsigned long kAlways = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOSYMFOLLOW;
constexpr int kByForce = MNT_DETACH | UMOUNT_NOFOLLOW;

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() {
    if (fd_ >= 0) close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  // A name of the very thing that was opened, whatever its path leads to by now.
  [[nodiscard]] std::string name() const { return cat("/proc/self/fd/", fd_); }

 private:
  int fd_;
};

// Read by the owner alone, written by nobody; or the owner's own. Folders can be opened by the helper's group
// too: it has no right to look past their modes, and must open one to know that all is written. utf8 names:
// packs may be called in Arabic.
std::string options_of(const char* type, bool writable, const Owner& owner) {
  const char* const masks = writable ? "fmask=0177,dmask=0027" : "fmask=0377,dmask=0227";
  const char* const names = strcmp(type, "vfat") == 0 ? "utf8=1" : "iocharset=utf8";
  return cat("uid=", owner.uid, ",gid=", getegid(), ",", masks, ",", names, ",errors=remount-ro");
}

StickError reason_of(int code) {
  switch (code) {
    case EINVAL:
    case ENODEV:  // a kernel without this file system
      return StickError::no_file_system;
    case EROFS:
    case EACCES:
      return StickError::write_protected;
    case EBUSY:
      return StickError::busy;
    case EIO:
    case ENXIO:
    case ENOMEDIUM:
    case ENOENT:
      return StickError::gone;
    default:
      return StickError::failed;
  }
}

Error refusal(int code, std::string_view doing) {
  return {reason_of(code), cat(doing, ": ", strerror(code))};
}

// A folder of our own, which nobody else can change.
bool is_ours(const fs::path& folder) {
  struct stat status {};
  return lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

}  // namespace

Result<std::string> Sticks::serve(const Request& request, const Owner& owner) {
  switch (request.verb) {
    case Verb::mount:
      return mount(request.device, Access::read, owner);
    case Verb::write:
      return mount(request.device, Access::write, owner);
    case Verb::unmount:
      return unmount(request.device);
  }
  return Error(StickError::bad_request, "no request of this language");
}

fs::path Sticks::folder_of(const std::string& device) const { return places_.folder / device; }

void Sticks::remove(const fs::path& folder, int flags) {
  kernel_.unmount(folder, flags);
  rmdir(folder.c_str());
}

int Sticks::sweep() {
  int left = 0;
  std::vector<fs::path> gone;
  std::error_code code;
  for (fs::directory_iterator entry(places_.folder, code), end; !code && entry != end;
       entry.increment(code)) {
    const std::optional<Mounted> mounted = kernel_.look(entry->path());
    if (!mounted) continue;
    if (is_there(places_, mounted->numbers)) {
      ++left;
    } else {
      gone.push_back(entry->path());
    }
  }
  for (const fs::path& folder : gone) remove(folder, kByForce);
  return left;
}

// /run/kiosk, /run/kiosk/stick, /run/kiosk/stick/DEVICE: made where they are missing, and ours.
Result<void> Sticks::make_folder(const std::string& device) {
  const fs::path own = places_.folder.parent_path();
  for (const fs::path& folder : {own, places_.folder, folder_of(device)}) {
    if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST)
      return Error(StickError::unsafe_folder, cat("cannot make a folder for mounts: ", strerror(errno)));
    if (!is_ours(folder))
      return Error(StickError::unsafe_folder, "a folder for mounts that others could change");
  }
  return kiosk::base::done();
}

Result<std::string> Sticks::mount(const std::string& device, Access access, const Owner& owner) {
  const int mounts = sweep();
  const Numbers numbers = TRY(find_stick(places_, device));
  const fs::path folder = folder_of(device);
  if (const std::optional<Mounted> there = kernel_.look(folder)) {
    if (there->numbers == numbers && !there->writable && access == Access::read) return folder.string();
    if (const int code = kernel_.unmount(folder, UMOUNT_NOFOLLOW)) return refusal(code, "mounted already");
  } else if (mounts >= kMaxMounts) {
    return Error(StickError::too_many, "as many sticks are mounted as may be");
  }
  TRY(make_folder(device));
  const Result<void> attached = attach(device, numbers, access, owner);
  if (attached) return folder.string();
  rmdir(folder.c_str());
  return attached.error();
}

Result<void> Sticks::attach(const std::string& device, const Numbers& numbers, Access access,
                            const Owner& owner) {
  const fs::path folder = folder_of(device);
  std::optional<Numbers> opened;
  const Fd stick(kernel_.open_device(places_.dev / device, opened));
  if (stick.get() < 0) return refusal(-stick.get(), "cannot open the device");
  if (!opened) return Error(StickError::no_device, "its name in /dev is no block device");
  if (!(*opened == numbers)) return Error(StickError::no_device, "another device than /sys was asked about");
  const Fd target(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (target.get() < 0) return Error(StickError::unsafe_folder, "the folder for the mount is gone");
  const bool writable = access == Access::write;
  int code = EINVAL;
  for (const char* type : kTypes) {
    code = kernel_.mount(stick.name(), target.name(), type, kAlways | (writable ? 0 : MS_RDONLY),
                         options_of(type, writable, owner));
    if (code != EINVAL && code != ENODEV) break;
  }
  if (code != 0) return refusal(code, "the kernel does not mount it");
  const std::optional<Mounted> mounted = kernel_.look(folder);
  if (mounted && mounted->numbers == numbers && mounted->writable == writable) return kiosk::base::done();
  const bool is_write_protected = mounted && mounted->numbers == numbers;
  kernel_.unmount(folder, kByForce);
  if (is_write_protected) return Error(StickError::write_protected, "the kernel mounts it for reading only");
  return Error(StickError::failed, "something else than the stick was mounted");
}

Result<std::string> Sticks::unmount(const std::string& device) {
  if (!is_device_name(device)) return Error(StickError::bad_request, "no name of a device");
  const fs::path folder = folder_of(device);
  const std::optional<Mounted> mounted = kernel_.look(folder);
  if (!mounted) return Error(StickError::not_mounted, "nothing is mounted there");
  if (!is_there(places_, mounted->numbers)) {
    remove(folder, kByForce);
    return Error(StickError::gone, "the stick was pulled before it was unmounted");
  }
  if (const int code = kernel_.sync(folder)) {
    remove(folder, kByForce);
    return Error(StickError::not_written, cat("the last bytes did not reach the stick: ", strerror(code)));
  }
  if (const int code = kernel_.unmount(folder, UMOUNT_NOFOLLOW)) return refusal(code, "cannot unmount");
  rmdir(folder.c_str());
  return std::string();
}

}  // namespace platform::stick
