#pragma once
// The only code that makes bytes durable as files. A function that promises durability returns only after
// fsync of the file and of its folder; when an fsync fails the data counts as lost, and it is never tried
// again on the same file (after EIO the kernel may call pages clean that never reached the disk). Errors:
// StoreError::full for a full disk or quota, ::io for the rest. Any thread.

#include <cstdint>
#include <filesystem>
#include <set>
#include <string_view>
#include <vector>

#include "kiosk/base/bytes.h"

namespace kiosk::store {

namespace fs = std::filesystem;

enum class StoreError { not_found, full, io, too_large, busy, damaged };
std::string_view name_of(StoreError);

enum class FileMode { private_file, public_file };  // 0600, 0644

// The whole file, refused if it is larger than `limit_bytes`. Follows no symbolic link in the last step.
base::Result<base::Bytes> read_file(const fs::path& path, std::size_t limit_bytes);

// Creates or replaces `path` so that after a power cut there is the old or the new content and nothing else:
// write "<path>.partial", fsync, rename, fsync of the folder.
base::Result<void> replace_file(const fs::path& path, base::ByteView content, FileMode mode);

// Not durable: the beginning of a file that is checked when it is whole, and what follows it.
base::Result<void> write_beginning(const fs::path& path, base::ByteView bytes);
base::Result<void> append(const fs::path& path, base::ByteView bytes);

// Durable: puts whole lines at the end of a file, which is made if it is not there. What follows its last
// line feed was cut short with the power, and goes. Processes that do so at once wait for each other.
base::Result<void> append_lines(const fs::path& path, std::string_view lines);

base::Result<void> remove_file(const fs::path& path);                      // durable; a missing file is fine
base::Result<void> rename_file(const fs::path& from, const fs::path& to);  // durable, replaces
base::Result<void> make_folder(const fs::path& path);                      // with parents, durable, mode 0700
base::Result<void> sync_folder(const fs::path& path);
base::Result<void> sync_file(const fs::path& path);  // that others have written

// Names of the plain files in a folder, sorted; "*.partial" left out.
base::Result<std::vector<std::string>> list_files(const fs::path& folder);

base::Result<std::uint64_t> free_bytes(const fs::path& path);

// A file read once, from front to back, through one open descriptor: a second opening of the same path (of a
// stick, say) may show other bytes. Follows no symbolic link in the last step.
class FileReader {
 public:
  static base::Result<FileReader> open(const fs::path& path);
  FileReader(FileReader&& other) noexcept;
  FileReader& operator=(FileReader&&) = delete;
  ~FileReader();
  // The next `count` bytes; fewer where the file ends before. Takes memory only for bytes that are there.
  base::Result<base::Bytes> read(std::size_t count);
  [[nodiscard]] std::uint64_t size_bytes() const { return size_bytes_; }  // at the time of opening

 private:
  FileReader(int fd, fs::path path, std::uint64_t size)
      : fd_(fd), path_(std::move(path)), size_bytes_(size) {}
  int fd_;
  fs::path path_;
  std::uint64_t size_bytes_;
};

// An exclusive lock on a file for as long as the value lives; StoreError::busy if another process holds it.
class LockFile {
 public:
  static base::Result<LockFile> acquire(const fs::path& path);
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  ~LockFile();

 private:
  explicit LockFile(int fd) : fd_(fd) {}
  int fd_;
};

// Files of one folder that become visible together and durable at the price of one sync of the file system
// they lie on. What is dropped before commit() leaves nothing behind; after a power cut in the middle of
// commit() there may be some of them, each whole, and "*.partial" files.
class FileBatch {
 public:
  explicit FileBatch(fs::path folder) : folder_(std::move(folder)) {}
  FileBatch(const FileBatch&) = delete;
  FileBatch& operator=(const FileBatch&) = delete;
  ~FileBatch();
  // The last one of a name counts.
  base::Result<void> add(const std::string& name, base::ByteView content, FileMode mode);
  base::Result<void> commit();

 private:
  fs::path folder_;
  int folder_fd_ = -1;
  std::set<std::string> names_;  // written, not yet in place
};

// A file that grows piece by piece and becomes visible only by commit(); dropped, it leaves nothing behind.
class NewFile {
 public:
  static base::Result<NewFile> create(const fs::path& path, FileMode mode);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();
  base::Result<void> write(base::ByteView bytes);
  base::Result<void> commit();  // fsync, rename into place, fsync of the folder

 private:
  NewFile(int fd, fs::path path) : fd_(fd), path_(std::move(path)) {}
  int fd_;
  fs::path path_;
};

}  // namespace kiosk::store
