#include "tests/support/disk_recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <optional>
#include <sstream>

namespace fs = std::filesystem;
using kiosk::tests::DiskCall;
using kiosk::tests::DiskFault;
using kiosk::tests::DiskLog;
using kiosk::tests::DiskRecord;

namespace {

struct Recording {
  std::mutex mutex;
  std::atomic<bool> on = false;
  std::string root;
  std::map<std::string, int> files;  // by name
  int last_file = 0;
  DiskLog log;
  DiskFault fault;
  bool met = false;
  int changes = 0;
  int syncs = 0;
};

Recording& recording() {
  static Recording the_recording;
  return the_recording;
}

std::string path_of(int fd) {
  char target[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t size = readlink(link.c_str(), target, sizeof target);
  return size > 0 ? std::string(target, static_cast<std::size_t>(size)) : std::string();
}

std::string absolute(int folder, const char* path) {
  const fs::path given(path);
  if (given.is_absolute()) return given.lexically_normal().string();
  return ((folder == AT_FDCWD ? fs::current_path() : fs::path(path_of(folder))) / given)
      .lexically_normal()
      .string();
}

// Below the folder that is recorded; nothing if it is elsewhere.
std::optional<std::string> name_below(const std::string& path) {
  const std::string& root = recording().root;
  if (path == root) return std::string();
  if (!path.starts_with(root + "/") || path.ends_with(" (deleted)")) return std::nullopt;
  return path.substr(root.size() + 1);
}

bool is_there(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0;
}

// The lock while a call is looked at; nothing if nobody records, or the call is elsewhere.
class Look {
 public:
  Look(int folder, const char* path) {
    if (begin()) name_ = name_below(absolute(folder, path));
  }
  explicit Look(int fd) {
    if (begin()) name_ = name_below(path_of(fd));
  }
  explicit operator bool() const { return name_.has_value(); }
  [[nodiscard]] const std::string& name() const { return *name_; }
  [[nodiscard]] int file() const { return recording().files.at(*name_); }

 private:
  bool begin() {
    if (!recording().on) return false;
    lock_ = std::unique_lock(recording().mutex);
    return recording().on;
  }
  std::unique_lock<std::mutex> lock_;
  std::optional<std::string> name_;
};

// Counts a change; true, with errno set, if it is to fail.
bool fails(bool is_sync) {
  Recording& now = recording();
  const int change = ++now.changes;
  const int sync = is_sync ? ++now.syncs : now.syncs;
  if (now.fault.where == DiskFault::Where::nowhere) return false;
  if (now.fault.where == DiskFault::Where::syncs && !is_sync) return false;
  const int number = now.fault.where == DiskFault::Where::syncs ? sync : change;
  const bool hit =
      now.fault.length == DiskFault::Length::once ? number == now.fault.at : number >= now.fault.at;
  if (!hit) return false;
  now.met = true;
  errno = now.fault.error;
  return true;
}

void record(DiskRecord entry) { recording().log.push_back(std::move(entry)); }

[[noreturn]] void unknown(const char* call) {
  fprintf(stderr, "disk_recorder: %s is a call it does not know to record\n", call);
  abort();
}

int recorded_open(int folder, const char* path, int flags, mode_t mode) {
  const auto really = [&] { return static_cast<int>(syscall(SYS_openat, folder, path, flags, mode)); };
  if ((flags & (O_CREAT | O_TRUNC)) == 0) return really();
  const Look look(folder, path);
  if (!look) return really();
  if ((flags & O_TMPFILE) == O_TMPFILE) unknown("open with O_TMPFILE");
  const bool is_new = !is_there(absolute(folder, path));
  if (is_new || (flags & O_TRUNC) != 0) {
    if (fails(false)) return -1;
  }
  const int fd = really();
  if (fd < 0) return fd;
  if (is_new) {
    recording().files[look.name()] = ++recording().last_file;
    record({DiskCall::create, look.file(), look.name(), "", 0, "", false});
  } else if ((flags & O_TRUNC) != 0) {
    record({DiskCall::truncate, look.file(), "", "", 0, "", false});
  }
  return fd;
}

// Of a write that fails the first half may have arrived all the same.
ssize_t recorded_write(int fd, const void* data, size_t size, std::optional<off_t> at) {
  const auto really = [&] {
    return at ? syscall(SYS_pwrite64, fd, data, size, *at) : syscall(SYS_write, fd, data, size);
  };
  if (fd <= STDERR_FILENO) return really();
  const Look look(fd);
  if (!look || look.name().empty()) return really();
  off_t offset = at.value_or(0);
  if (!at) {
    const bool appends = (fcntl(fd, F_GETFL) & O_APPEND) != 0;
    offset = appends ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
  }
  const auto keep = [&](size_t count) {
    record({DiskCall::write, look.file(), "", "", static_cast<std::uint64_t>(offset),
            std::string(static_cast<const char*>(data), count), false});
  };
  if (fails(false)) {
    const int error = errno;
    const ssize_t half = syscall(SYS_pwrite64, fd, data, size / 2, offset);
    if (half > 0) keep(static_cast<size_t>(half));
    errno = error;
    return -1;
  }
  const ssize_t written = really();
  if (written > 0) keep(static_cast<size_t>(written));
  return written;
}

int recorded_sync(int fd, long call) {
  const Look look(fd);
  if (!look) return static_cast<int>(syscall(call, fd));
  const bool is_folder = !recording().files.contains(look.name());
  const bool failed = fails(true);
  record({is_folder ? DiskCall::sync_folder : DiskCall::sync, is_folder ? 0 : look.file(), look.name(), "", 0,
          "", failed});
  return failed ? -1 : static_cast<int>(syscall(call, fd));
}

int recorded_truncate(int fd, off_t length) {
  const auto really = [&] { return static_cast<int>(syscall(SYS_ftruncate, fd, length)); };
  const Look look(fd);
  if (!look) return really();
  if (fails(false)) return -1;
  const int result = really();
  if (result == 0)
    record({DiskCall::truncate, look.file(), "", "", static_cast<std::uint64_t>(length), "", false});
  return result;
}

int recorded_rename(int from_folder, const char* from, int to_folder, const char* to) {
  const auto really = [&] {
    return static_cast<int>(syscall(SYS_renameat2, from_folder, from, to_folder, to, 0));
  };
  const Look look(from_folder, from);
  if (!look) return really();
  const std::optional<std::string> target = name_below(absolute(to_folder, to));
  if (!target || !recording().files.contains(look.name())) unknown("rename of a folder, or to elsewhere");
  if (fails(false)) return -1;
  const int result = really();
  if (result != 0) return result;
  const int file = look.file();
  record({DiskCall::rename, file, look.name(), *target, 0, "", false});
  recording().files.erase(look.name());
  recording().files[*target] = file;
  return result;
}

int recorded_unlink(int folder, const char* path, int flags) {
  const auto really = [&] { return static_cast<int>(syscall(SYS_unlinkat, folder, path, flags)); };
  const Look look(folder, path);
  if (!look || !is_there(absolute(folder, path))) return really();
  if (fails(false)) return -1;
  const int result = really();
  if (result != 0) return result;
  const bool is_folder = (flags & AT_REMOVEDIR) != 0;
  record({is_folder ? DiskCall::remove_folder : DiskCall::unlink, is_folder ? 0 : look.file(), look.name(),
          "", 0, "", false});
  recording().files.erase(look.name());
  return result;
}

int recorded_make_folder(int folder, const char* path, mode_t mode) {
  const auto really = [&] { return static_cast<int>(syscall(SYS_mkdirat, folder, path, mode)); };
  const Look look(folder, path);
  if (!look || is_there(absolute(folder, path))) return really();
  if (fails(false)) return -1;
  const int result = really();
  if (result == 0) record({DiskCall::make_folder, 0, look.name(), "", 0, "", false});
  return result;
}

// Changes nothing that is recorded, and may fail like the others.
int recorded_mode(int fd, const std::function<int()>& really) {
  const Look look(fd);
  if (!look) return really();
  return fails(false) ? -1 : really();
}

int refuse_below(int fd, const char* call) {
  if (const Look look(fd); look) unknown(call);
  return 0;
}

mode_t mode_in(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

#define KIOSK_RECORDED_OPEN(name)                      \
  int name(const char* path, int flags, ...) {         \
    va_list arguments;                                 \
    va_start(arguments, flags);                        \
    const mode_t mode = mode_in(flags, arguments);     \
    va_end(arguments);                                 \
    return recorded_open(AT_FDCWD, path, flags, mode); \
  }
KIOSK_RECORDED_OPEN(open)
KIOSK_RECORDED_OPEN(open64)
#undef KIOSK_RECORDED_OPEN

int openat(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_in(flags, arguments);
  va_end(arguments);
  return recorded_open(folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_in(flags, arguments);
  va_end(arguments);
  return recorded_open(folder, path, flags, mode);
}
int creat(const char* path, mode_t mode) {
  return recorded_open(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
ssize_t write(int fd, const void* data, size_t size) { return recorded_write(fd, data, size, std::nullopt); }
ssize_t pwrite(int fd, const void* data, size_t size, off_t at) { return recorded_write(fd, data, size, at); }
ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) {
  return recorded_write(fd, data, size, at);
}
ssize_t writev(int fd, const struct iovec* parts, int count) {
  refuse_below(fd, "writev");
  return syscall(SYS_writev, fd, parts, count);
}
ssize_t pwritev(int fd, const struct iovec* parts, int count, off_t at) {
  refuse_below(fd, "pwritev");
  return syscall(SYS_pwritev, fd, parts, count, at, 0);
}
int fsync(int fd) { return recorded_sync(fd, SYS_fsync); }
int fdatasync(int fd) { return recorded_sync(fd, SYS_fdatasync); }
int syncfs(int fd) noexcept {
  refuse_below(fd, "syncfs");
  return static_cast<int>(syscall(SYS_syncfs, fd));
}
int ftruncate(int fd, off_t length) noexcept { return recorded_truncate(fd, length); }
int ftruncate64(int fd, off64_t length) noexcept { return recorded_truncate(fd, length); }
int truncate(const char* path, off_t length) noexcept {
  if (const Look look(AT_FDCWD, path); look) unknown("truncate");
  return static_cast<int>(syscall(SYS_truncate, path, length));
}
int fallocate(int fd, int mode, off_t at, off_t length) {
  refuse_below(fd, "fallocate");
  return static_cast<int>(syscall(SYS_fallocate, fd, mode, at, length));
}
int fallocate64(int fd, int mode, off64_t at, off64_t length) {
  refuse_below(fd, "fallocate64");
  return static_cast<int>(syscall(SYS_fallocate, fd, mode, at, length));
}
int posix_fallocate(int fd, off_t at, off_t length) {
  refuse_below(fd, "posix_fallocate");
  return syscall(SYS_fallocate, fd, 0, at, length) == 0 ? 0 : errno;
}
int rename(const char* from, const char* to) noexcept {
  return recorded_rename(AT_FDCWD, from, AT_FDCWD, to);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  return recorded_rename(from_folder, from, to_folder, to);
}
int unlink(const char* path) noexcept { return recorded_unlink(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char* path, int flags) noexcept {
  return recorded_unlink(folder, path, flags);
}
int rmdir(const char* path) noexcept { return recorded_unlink(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char* path) noexcept {
  struct stat status {};
  const bool is_folder = lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
  return recorded_unlink(AT_FDCWD, path, is_folder ? AT_REMOVEDIR : 0);
}
int mkdir(const char* path, mode_t mode) noexcept { return recorded_make_folder(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char* path, mode_t mode) noexcept {
  return recorded_make_folder(folder, path, mode);
}
int link(const char* from, const char* to) noexcept {
  if (const Look look(AT_FDCWD, to); look) unknown("link");
  return static_cast<int>(syscall(SYS_link, from, to));
}
int symlink(const char* target, const char* path) noexcept {
  if (const Look look(AT_FDCWD, path); look) unknown("symlink");
  return static_cast<int>(syscall(SYS_symlink, target, path));
}
int fchmod(int fd, mode_t mode) noexcept {
  return recorded_mode(fd, [&] { return static_cast<int>(syscall(SYS_fchmod, fd, mode)); });
}
int fchown(int fd, uid_t owner, gid_t group) noexcept {
  return recorded_mode(fd, [&] { return static_cast<int>(syscall(SYS_fchown, fd, owner, group)); });
}

}  // extern "C"

namespace kiosk::tests {

DiskImage DiskImage::of(const fs::path& folder) {
  DiskImage image;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder).string();
    if (entry.is_directory()) {
      image.folders.insert(name);
    } else {
      std::ostringstream out;
      out << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      image.files[name] = std::make_shared<DiskContent>(out.str());
    }
  }
  return image;
}

void DiskImage::write_to(const fs::path& folder) const {
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const std::string& name : folders) fs::create_directories(folder / name);
  for (const auto& [name, content] : files) {
    std::ofstream(folder / name, std::ios::binary)
        .write(content->bytes.data(), static_cast<std::streamsize>(content->bytes.size()));
  }
}

std::size_t DiskImage::hash() const {
  constexpr std::size_t kOdd = 0x9E3779B97F4A7C15;
  const std::hash<std::string> hash_of;
  std::size_t all = 0;
  for (const std::string& name : folders) all = (all ^ hash_of(name)) * kOdd;
  for (const auto& [name, content] : files) all = ((all ^ hash_of(name)) * kOdd ^ content->hash) * kOdd;
  return all;
}

DiskRecorder::DiskRecorder(const fs::path& folder, const DiskFault& fault) : start_(DiskImage::of(folder)) {
  Recording& now = recording();
  const std::lock_guard lock(now.mutex);
  if (now.on) abort();
  now.root = fs::absolute(folder).lexically_normal().string();
  now.files.clear();
  now.last_file = 0;
  now.log.clear();
  now.fault = fault;
  now.met = false;
  now.changes = now.syncs = 0;
  for (const auto& [name, content] : start_.files) now.files[name] = ++now.last_file;
  now.on = true;
}

DiskRecorder::~DiskRecorder() { stop(); }
void DiskRecorder::stop() { recording().on = false; }
bool DiskRecorder::fault_was_met() const { return recording().met; }
int DiskRecorder::changes() const { return recording().changes; }
const DiskLog& DiskRecorder::log() const { return recording().log; }

void DiskRecorder::mark(std::string_view words) {
  const std::lock_guard lock(recording().mutex);
  record({DiskCall::mark, 0, "", "", 0, std::string(words), false});
}

void DiskRecorder::heal() {
  const std::lock_guard lock(recording().mutex);
  recording().fault = {};
}

}  // namespace kiosk::tests
