#pragma once
// Whether the files of a folder changed, told by looking at their names, sizes and times again and again:
// works on network folders too, where no one is told of changes. Files and folders that begin with a dot do
// not count. Any one thread at a time.

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

namespace kiosk::main {

class SourceWatch {
 public:
  // What is there now counts as known.
  explicit SourceWatch(std::filesystem::path folder);

  // Looks once. True when something differs from what was known last and stands as it stood at the look
  // before: whoever is still writing is not disturbed. What is there is known from then on.
  bool has_changed();

 private:
  struct File {
    std::string path;
    ino_t inode;
    off_t size;
    timespec changed;
    bool operator==(const File& other) const {
      return path == other.path && inode == other.inode && size == other.size &&
             changed.tv_sec == other.changed.tv_sec && changed.tv_nsec == other.changed.tv_nsec;
    }
  };
  using Files = std::vector<File>;
  [[nodiscard]] Files look() const;

  std::filesystem::path folder_;
  Files known_, last_;
};

}  // namespace kiosk::main
