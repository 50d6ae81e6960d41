#include "kiosk/store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>

namespace kiosk::store {
namespace {

using base::Error;
using base::Result;

// Paths are named in the log by their last step only: a folder of a machine is nobody's business.
Error failure(int code, std::string_view doing, const fs::path& path) {
  const StoreError kind = code == ENOSPC || code == EDQUOT || code == EFBIG ? StoreError::full
                          : code == ENOENT                                  ? StoreError::not_found
                                                                            : StoreError::io;
  return {kind, base::cat(doing, " \"", path.filename().string(), "\": ", strerror(code))};
}

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() {
    if (fd_ >= 0) close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

fs::path partial_of(const fs::path& path) { return fs::path(path.string() + ".partial"); }

Result<void> write_all(int fd, base::ByteView bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(errno, "cannot write", path);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return base::done();
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

Result<void> cut_to_whole_lines(int fd, const fs::path& path) {
  struct stat status {};
  if (fstat(fd, &status) != 0) return failure(errno, "cannot read", path);
  char end[4096];
  const off_t from = std::max<off_t>(0, status.st_size - static_cast<off_t>(sizeof end));
  const ssize_t got = pread(fd, end, sizeof end, from);
  if (got < 0) return failure(errno, "cannot read", path);
  const std::size_t feed = std::string_view(end, static_cast<std::size_t>(got)).rfind('\n');
  const off_t whole = feed == std::string_view::npos ? from : from + static_cast<off_t>(feed) + 1;
  if (whole == status.st_size) return base::done();
  return ftruncate(fd, whole) == 0 ? base::done() : failure(errno, "cannot cut", path);
}

// What root makes in somebody's folder is that somebody's: a key or a code that its own user cannot read would
// lock him out.
void give_to_owner_of(const fs::path& folder, const fs::path& made) {
  struct stat owner {};
  if (geteuid() != 0 || stat(folder.c_str(), &owner) != 0 || owner.st_uid == 0) return;
  static_cast<void>(lchown(made.c_str(), owner.st_uid, owner.st_gid) == 0);
}

}  // namespace

std::string_view name_of(StoreError code) {
  switch (code) {
    case StoreError::not_found:
      return "not-found";
    case StoreError::full:
      return "disk-full";
    case StoreError::io:
      return "disk-error";
    case StoreError::too_large:
      return "too-large";
    case StoreError::busy:
      return "busy";
    case StoreError::damaged:
      return "damaged";
  }
  return "store";
}

Result<base::Bytes> read_file(const fs::path& path, std::size_t limit_bytes) {
  FileReader file = TRY(FileReader::open(path));
  base::Bytes content = TRY(file.read(limit_bytes));
  const base::Bytes more = TRY(file.read(1));
  if (more.empty()) return content;
  return Error(StoreError::too_large,
               base::cat("\"", path.filename().string(), "\" is larger than ", limit_bytes, " bytes"));
}

Result<FileReader> FileReader::open(const fs::path& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (fd.get() < 0) return failure(errno, "cannot open", path);
  struct stat status {};
  if (fstat(fd.get(), &status) != 0) return failure(errno, "cannot read", path);
  if (!S_ISREG(status.st_mode)) return failure(EINVAL, "not a plain file:", path);
  return FileReader(fd.release(), path, static_cast<std::uint64_t>(status.st_size));
}

FileReader::FileReader(FileReader&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)), size_bytes_(other.size_bytes_) {}

FileReader::~FileReader() {
  if (fd_ >= 0) close(fd_);
}

Result<base::Bytes> FileReader::read(std::size_t count) {
  base::Bytes content;
  content.reserve(
      std::min<std::uint64_t>(count, size_bytes_));  // a size that lies costs no more than it says
  base::Byte chunk[65536];
  while (content.size() < count) {
    const ssize_t got = ::read(fd_, chunk, std::min(sizeof chunk, count - content.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(errno, "cannot read", path_);
    if (got == 0) break;
    content.insert(content.end(), chunk, chunk + got);
  }
  return content;
}

Result<void> replace_file(const fs::path& path, base::ByteView content, FileMode mode) {
  NewFile file = TRY(NewFile::create(path, mode));
  TRY(file.write(content));
  return file.commit();
}

Result<void> write_beginning(const fs::path& path, base::ByteView bytes) {
  const Fd fd(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
  return fd.get() < 0 ? failure(errno, "cannot create", path) : write_all(fd.get(), bytes, path);
}

Result<void> append(const fs::path& path, base::ByteView bytes) {
  const Fd fd(open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW));
  return fd.get() < 0 ? failure(errno, "cannot open", path) : write_all(fd.get(), bytes, path);
}

Result<void> append_lines(const fs::path& path, std::string_view lines) {
  const Fd fd(open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (fd.get() < 0) return failure(errno, "cannot open", path);
  give_to_owner_of(folder_of(path), path);
  if (flock(fd.get(), LOCK_EX) != 0) return failure(errno, "cannot lock", path);
  TRY(cut_to_whole_lines(fd.get(), path));
  TRY(write_all(fd.get(), base::as_bytes(lines), path));
  if (fsync(fd.get()) != 0) return failure(errno, "cannot sync", path);
  return sync_folder(folder_of(path));
}

Result<void> remove_file(const fs::path& path) {
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return failure(errno, "cannot remove", path);
  return sync_folder(folder_of(path));
}

Result<void> rename_file(const fs::path& from, const fs::path& to) {
  if (rename(from.c_str(), to.c_str()) != 0) return failure(errno, "cannot rename", from);
  TRY(sync_folder(folder_of(to)));
  return folder_of(from) == folder_of(to) ? base::done() : sync_folder(folder_of(from));
}

Result<void> make_folder(const fs::path& path) {
  std::error_code ignored;
  if (path.empty() || fs::is_directory(path, ignored)) return base::done();
  TRY(make_folder(path.parent_path()));
  if (mkdir(path.c_str(), 0700) == 0) {
    give_to_owner_of(folder_of(path), path);
  } else if (errno != EEXIST) {
    return failure(errno, "cannot make folder", path);
  }
  Result<void> synced = sync_folder(folder_of(path));
  // Left there it would pass for durable the next time.
  if (!synced) rmdir(path.c_str());
  return synced;
}

Result<void> sync_folder(const fs::path& path) {
  const Fd fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return failure(errno, "cannot open folder", path);
  if (fsync(fd.get()) != 0) return failure(errno, "cannot sync folder", path);
  return base::done();
}

Result<void> sync_file(const fs::path& path) {
  const Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (fd.get() < 0) return failure(errno, "cannot open", path);
  if (fsync(fd.get()) != 0) return failure(errno, "cannot sync", path);
  return base::done();
}

Result<std::vector<std::string>> list_files(const fs::path& folder) {
  std::error_code code;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    const std::string name = entry->path().filename().string();
    if (entry->is_regular_file(code) && !name.ends_with(".partial")) names.push_back(name);
  }
  if (code) return failure(code.value(), "cannot list", folder);
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::uint64_t> free_bytes(const fs::path& path) {
  struct statvfs status {};
  if (statvfs(path.c_str(), &status) != 0) return failure(errno, "cannot ask for free space of", path);
  return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

Result<LockFile> LockFile::acquire(const fs::path& path) {
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return failure(errno, "cannot open", path);
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int code = errno;
    close(fd);
    if (code == EWOULDBLOCK) return Error(StoreError::busy, "another process is using this folder");
    return failure(code, "cannot lock", path);
  }
  return LockFile(fd);
}

LockFile::LockFile(LockFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}
LockFile::~LockFile() {
  if (fd_ >= 0) close(fd_);
}

FileBatch::~FileBatch() {
  if (folder_fd_ >= 0) close(folder_fd_);
  for (const std::string& name : names_) unlink(partial_of(folder_ / name).c_str());
}

Result<void> FileBatch::add(const std::string& name, base::ByteView content, FileMode mode) {
  // syncfs() tells of the write errors since its descriptor was opened.
  if (folder_fd_ < 0) folder_fd_ = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_fd_ < 0) return failure(errno, "cannot open folder", folder_);
  const fs::path path = folder_ / name, partial = partial_of(path);
  const mode_t bits = mode == FileMode::private_file ? 0600 : 0644;
  const Fd fd(open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, bits));
  if (fd.get() < 0) return failure(errno, "cannot create", path);
  names_.insert(name);
  if (fchmod(fd.get(), bits) != 0) return failure(errno, "cannot set the mode of", path);
  return write_all(fd.get(), content, path);
}

Result<void> FileBatch::commit() {
  if (names_.empty()) return base::done();
  if (syncfs(folder_fd_) != 0) return failure(errno, "cannot sync", folder_);
  while (!names_.empty()) {
    const fs::path path = folder_ / *names_.begin();
    if (rename(partial_of(path).c_str(), path.c_str()) != 0)
      return failure(errno, "cannot put in place", path);
    names_.erase(names_.begin());
  }
  if (fsync(folder_fd_) != 0) return failure(errno, "cannot sync folder", folder_);
  return base::done();
}

Result<NewFile> NewFile::create(const fs::path& path, FileMode mode) {
  const mode_t bits = mode == FileMode::private_file ? 0600 : 0644;
  const fs::path partial = partial_of(path);
  const int fd = open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, bits);
  if (fd < 0) return failure(errno, "cannot create", path);
  if (fchmod(fd, bits) != 0) {
    const int code = errno;
    close(fd);
    return failure(code, "cannot set the mode of", path);
  }
  give_to_owner_of(folder_of(path), partial);
  return NewFile(fd, path);
}

NewFile::NewFile(NewFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

NewFile::~NewFile() {
  if (fd_ < 0) return;
  close(fd_);
  unlink(partial_of(path_).c_str());
}

Result<void> NewFile::write(base::ByteView bytes) { return write_all(fd_, bytes, path_); }

Result<void> NewFile::commit() {
  if (fsync(fd_) != 0) return failure(errno, "cannot sync", path_);
  const int fd = std::exchange(fd_, -1);
  const fs::path partial = partial_of(path_);
  if (close(fd) != 0 || rename(partial.c_str(), path_.c_str()) != 0) {
    const int code = errno;
    unlink(partial.c_str());
    return failure(code, "cannot put in place", path_);
  }
  return sync_folder(folder_of(path_));
}

}  // namespace kiosk::store
