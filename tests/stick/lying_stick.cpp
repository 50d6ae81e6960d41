// lying_stick MODE NUMBER SOURCE MOUNTPOINT: a stick that misbehaves, as a FUSE file system over the files of
// a folder. It says "mounted" and serves until it is unmounted. NUMBER is of bytes.
//
//   honest 0           what lies there
//   second OFFSET      who opens a file for the second time gets another byte at OFFSET
//   slow PER_SECOND    reads take as long as that
//   broken OFFSET      reading there is an I/O error, always
//   gone OFFSET        once somebody reads there, the whole stick answers nothing but I/O errors
//   endless SIZE       every file claims SIZE bytes, and has them: its own again and again
//   full ROOM          takes so many bytes of new files, then has no room
//   pulled ROOM        takes so many bytes of new files, then answers nothing but I/O errors

#define FUSE_USE_VERSION 35
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <thread>

namespace {

struct Stick {
  std::string mode, source;
  std::uint64_t number = 0, written = 0;
  bool is_gone = false;
  std::map<std::string, int> opened;
};

Stick stick;

std::string real(const char* path) { return stick.source + path; }
bool is(const char* mode) { return stick.mode == mode; }
int result(int code) { return code < 0 ? -errno : code; }

int get_attributes(const char* path, struct stat* status, fuse_file_info*) {
  if (stick.is_gone) return -EIO;
  if (lstat(real(path).c_str(), status) != 0) return -errno;
  if (is("endless") && S_ISREG(status->st_mode)) status->st_size = static_cast<off_t>(stick.number);
  return 0;
}

int list(const char* path, void* buffer, fuse_fill_dir_t fill, off_t, fuse_file_info*, fuse_readdir_flags) {
  if (stick.is_gone) return -EIO;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(real(path), code))
    fill(buffer, entry.path().filename().c_str(), nullptr, 0, static_cast<fuse_fill_dir_flags>(0));
  return code ? -EIO : 0;
}

// Every read reaches us: nothing is kept by the kernel.
int open_file(const char* path, fuse_file_info* info) {
  if (stick.is_gone) return -EIO;
  const int fd = open(real(path).c_str(), info->flags & ~O_NOFOLLOW);
  if (fd < 0) return -errno;
  info->fh = static_cast<std::uint64_t>(fd);
  info->direct_io = 1;
  if ((info->flags & O_ACCMODE) == O_RDONLY) ++stick.opened[path];
  return 0;
}

int create_file(const char* path, mode_t mode, fuse_file_info* info) {
  if (stick.is_gone) return -EIO;
  const int fd = open(real(path).c_str(), info->flags | O_CREAT, mode);
  if (fd < 0) return -errno;
  info->fh = static_cast<std::uint64_t>(fd);
  info->direct_io = 1;
  return 0;
}

bool covers(off_t offset, std::size_t size) {
  const auto at = static_cast<std::uint64_t>(offset);
  return at <= stick.number && stick.number < at + size;
}

int read_endless(int fd, char* buffer, std::size_t size, off_t offset) {
  struct stat status {};
  if (fstat(fd, &status) != 0 || status.st_size == 0) return -EIO;
  const auto at = static_cast<std::uint64_t>(offset);
  if (at >= stick.number) return 0;
  size = std::min<std::uint64_t>(size, stick.number - at);
  const off_t from = offset % status.st_size;
  return result(static_cast<int>(
      pread(fd, buffer, std::min<std::size_t>(size, static_cast<std::size_t>(status.st_size - from)), from)));
}

int read_file(const char* path, char* buffer, std::size_t size, off_t offset, fuse_file_info* info) {
  const int fd = static_cast<int>(info->fh);
  if (is("endless")) return read_endless(fd, buffer, size, offset);
  if (is("slow"))
    std::this_thread::sleep_for(
        std::chrono::milliseconds(1000 * size / std::max<std::uint64_t>(1, stick.number)));
  if ((is("broken") || is("gone")) && covers(offset, size)) {
    stick.is_gone = is("gone");
    return -EIO;
  }
  if (stick.is_gone) return -EIO;
  const int got = result(static_cast<int>(pread(fd, buffer, size, offset)));
  if (is("second") && got > 0 && stick.opened[path] > 1 && covers(offset, static_cast<std::size_t>(got)))
    buffer[stick.number - static_cast<std::uint64_t>(offset)] ^= 1;
  return got;
}

int write_file(const char*, const char* buffer, std::size_t size, off_t offset, fuse_file_info* info) {
  if (stick.is_gone) return -EIO;
  if ((is("full") || is("pulled")) && stick.written + size > stick.number) {
    stick.is_gone = is("pulled");
    return is("full") ? -ENOSPC : -EIO;
  }
  stick.written += size;
  return result(static_cast<int>(pwrite(static_cast<int>(info->fh), buffer, size, offset)));
}

int close_file(const char*, fuse_file_info* info) {
  close(static_cast<int>(info->fh));
  return 0;
}
int sync_file(const char*, int, fuse_file_info*) { return stick.is_gone ? -EIO : 0; }
int rename_file(const char* from, const char* to, unsigned) {
  return stick.is_gone ? -EIO : result(rename(real(from).c_str(), real(to).c_str()));
}
int remove_file(const char* path) { return stick.is_gone ? -EIO : result(unlink(real(path).c_str())); }
int make_folder(const char* path, mode_t mode) {
  return stick.is_gone ? -EIO : result(mkdir(real(path).c_str(), mode));
}
int change_mode(const char*, mode_t, fuse_file_info*) { return stick.is_gone ? -EIO : 0; }

void* begin(fuse_conn_info*, fuse_config* config) {
  config->entry_timeout = config->attr_timeout = config->negative_timeout = 0;
  std::cout << "mounted" << std::endl;
  return nullptr;
}

fuse_operations operations() {
  fuse_operations out{};
  out.getattr = get_attributes;
  out.readdir = list;
  out.open = open_file;
  out.create = create_file;
  out.read = read_file;
  out.write = write_file;
  out.release = close_file;
  out.fsync = sync_file;
  out.fsyncdir = sync_file;
  out.rename = rename_file;
  out.unlink = remove_file;
  out.mkdir = make_folder;
  out.chmod = change_mode;
  out.init = begin;
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  stick.mode = argv[1];
  stick.number = strtoull(argv[2], nullptr, 10);
  stick.source = argv[3];
  std::string program = argv[0], foreground = "-f", one_thread = "-s", place = argv[4];
  char* words[] = {program.data(), foreground.data(), one_thread.data(), place.data(), nullptr};
  const fuse_operations served = operations();
  return fuse_main(4, words, &served, nullptr);
}
