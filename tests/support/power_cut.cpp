#include "tests/support/power_cut.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace fs = std::filesystem;

namespace {

constexpr int kCutExit = 77;

// One change of a name that its folder was not yet synced for, and how to take it back.
struct NameChange {
  std::string folder;
  std::function<void()> undo;
};

struct Disk {
  bool counts = false;
  bool busy = false;  // the disk's own work is not counted
  int steps = 0;
  int cut_at = 0;
  kiosk::tests::Loss loss = kiosk::tests::Loss::nothing;
  std::set<std::string> unsynced_files;
  std::vector<NameChange> unsynced_names;
};

Disk& disk() {
  static Disk the_disk;
  return the_disk;
}

std::string absolute(const char* path) { return fs::absolute(path).lexically_normal().string(); }
std::string folder_of(const std::string& path) { return fs::path(path).parent_path().string(); }

std::string path_of(int fd) {
  char target[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t size = readlink(link.c_str(), target, sizeof target);
  return size > 0 ? std::string(target, static_cast<std::size_t>(size)) : std::string();
}

std::string read_all(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

void write_all(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// What the hardware may have lost when the power goes.
void lose_unsynced() {
  for (const std::string& path : disk().unsynced_files) {
    if (fs::exists(path)) fs::resize_file(path, 0);
  }
  for (auto change = disk().unsynced_names.rbegin(); change != disk().unsynced_names.rend(); ++change)
    change->undo();
}

// Before every step: is this the one where the power goes?
class Step {
 public:
  Step() : counted_(disk().counts && !disk().busy) {
    if (!counted_) return;
    disk().busy = true;
    if (++disk().steps != disk().cut_at) return;
    if (disk().loss == kiosk::tests::Loss::unsynced) lose_unsynced();
    _exit(kCutExit);
  }
  ~Step() {
    if (counted_) disk().busy = false;
  }
  [[nodiscard]] bool counted() const { return counted_; }

 private:
  bool counted_;
};

void name_changed(const std::string& path, std::function<void()> undo) {
  disk().unsynced_names.push_back({folder_of(path), std::move(undo)});
}

void folder_synced(const std::string& folder) {
  std::erase_if(disk().unsynced_names, [&](const NameChange& change) { return change.folder == folder; });
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0) {
    va_list arguments;
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
  }
  const bool writes = (flags & (O_CREAT | O_TRUNC)) != 0;
  if (!writes || disk().busy || !disk().counts) return openat(AT_FDCWD, path, flags, mode);
  const Step step;
  const std::string name = absolute(path);
  const bool is_new = !fs::exists(name);
  const int fd = openat(AT_FDCWD, path, flags, mode);
  if (fd >= 0 && is_new) name_changed(name, [name] { fs::remove(name); });
  if (fd >= 0 && (flags & O_TRUNC) != 0) disk().unsynced_files.insert(name);
  return fd;
}

ssize_t write(int fd, const void* data, size_t size) {
  const bool plain = disk().counts && !disk().busy && fd > STDERR_FILENO;
  if (!plain) return syscall(SYS_write, fd, data, size);
  const Step step;
  disk().unsynced_files.insert(path_of(fd));
  return syscall(SYS_write, fd, data, size);
}

int fsync(int fd) {
  const Step step;
  const int result = static_cast<int>(syscall(SYS_fsync, fd));
  if (!step.counted() || result != 0) return result;
  const std::string path = path_of(fd);
  if (fs::is_directory(path)) {
    folder_synced(path);
  } else {
    disk().unsynced_files.erase(path);
  }
  return result;
}

// Everything written so far, names too.
int syncfs(int fd) {
  const Step step;
  const int result = static_cast<int>(syscall(SYS_syncfs, fd));
  if (!step.counted() || result != 0) return result;
  disk().unsynced_files.clear();
  disk().unsynced_names.clear();
  return result;
}

int rename(const char* from, const char* to) {
  const Step step;
  if (!step.counted()) return static_cast<int>(syscall(SYS_rename, from, to));
  const std::string source = absolute(from), target = absolute(to);
  const bool replaced = fs::exists(target);
  const std::string old = replaced ? read_all(target) : std::string();
  const int result = static_cast<int>(syscall(SYS_rename, from, to));
  if (result != 0) return result;
  if (disk().unsynced_files.erase(source) > 0) disk().unsynced_files.insert(target);
  name_changed(target, [=] {
    fs::rename(target, source);
    if (replaced) write_all(target, old);
  });
  return result;
}

int unlink(const char* path) {
  const Step step;
  if (!step.counted() || !fs::exists(path)) return static_cast<int>(syscall(SYS_unlink, path));
  const std::string name = absolute(path);
  const std::string old = read_all(name);
  name_changed(name, [=] { write_all(name, old); });
  return static_cast<int>(syscall(SYS_unlink, path));
}

// What std::filesystem removes with.
int unlinkat(int folder, const char* path, int flags) {
  const Step step;
  if (!step.counted()) return static_cast<int>(syscall(SYS_unlinkat, folder, path, flags));
  const std::string name = folder == AT_FDCWD ? absolute(path) : path_of(folder) + "/" + path;
  const bool is_folder = fs::is_directory(name);
  const std::string old = is_folder ? std::string() : read_all(name);
  const int result = static_cast<int>(syscall(SYS_unlinkat, folder, path, flags));
  if (result != 0) return result;
  name_changed(name, [=] {
    if (is_folder) {
      fs::create_directory(name);
    } else {
      write_all(name, old);
    }
  });
  return result;
}

int mkdir(const char* path, mode_t mode) {
  const Step step;
  const int result = static_cast<int>(syscall(SYS_mkdir, path, mode));
  if (!step.counted() || result != 0) return result;
  const std::string name = absolute(path);
  name_changed(name, [=] { fs::remove_all(name); });
  return result;
}

}  // extern "C"

namespace kiosk::tests {
namespace {

// Runs the work in a child; true when the power was cut, false when it came to its end.
bool run_until(const std::function<void()>& work, const PowerCut& cut, int* steps) {
  int report[2];
  REQUIRE(pipe(report) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    disk().cut_at = cut.step;
    disk().loss = cut.loss;
    disk().counts = true;
    work();
    disk().counts = false;
    const ssize_t written = ::write(report[1], &disk().steps, sizeof(int));
    _exit(written == sizeof(int) ? 0 : 1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  close(report[1]);
  if (steps != nullptr) REQUIRE(read(report[0], steps, sizeof(int)) == sizeof(int));
  close(report[0]);
  REQUIRE(WIFEXITED(status));
  const bool cut_off = WEXITSTATUS(status) == kCutExit;
  REQUIRE((cut_off || WEXITSTATUS(status) == 0));
  return cut_off;
}

}  // namespace

int survive_power_cuts(const fs::path& folder, const std::function<void()>& work,
                       const std::function<void(const PowerCut&)>& check) {
  const fs::path saved = folder.string() + ".saved";
  fs::copy(folder, saved, fs::copy_options::recursive);
  const auto restore = [&] {
    fs::remove_all(folder);
    fs::copy(saved, folder, fs::copy_options::recursive);
  };
  int steps = 0;
  run_until(work, {0, Loss::nothing}, &steps);
  for (int step = 1; step <= steps; ++step) {
    for (const Loss loss : {Loss::nothing, Loss::unsynced}) {
      restore();
      const PowerCut cut{step, loss};
      REQUIRE(run_until(work, cut, nullptr));
      check(cut);
    }
  }
  fs::remove_all(saved);
  return steps;
}

}  // namespace kiosk::tests
