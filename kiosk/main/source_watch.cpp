#include "kiosk/main/source_watch.h"

#include <algorithm>

#include "kiosk/content/sources.h"

namespace kiosk::main {

namespace fs = std::filesystem;

SourceWatch::SourceWatch(fs::path folder) : folder_(std::move(folder)), known_(look()), last_(known_) {}

SourceWatch::Files SourceWatch::look() const {
  Files files;
  std::error_code code;
  fs::recursive_directory_iterator entry(folder_, code), end;
  for (; !code && entry != end && files.size() < content::kMaxSourceFiles; entry.increment(code)) {
    if (entry->path().filename().string().starts_with('.')) {
      entry.disable_recursion_pending();
      continue;
    }
    struct stat status {};
    if (lstat(entry->path().c_str(), &status) != 0 || S_ISDIR(status.st_mode)) continue;
    files.push_back({entry->path().string(), status.st_ino, status.st_size, status.st_mtim});
  }
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return files;
}

bool SourceWatch::has_changed() {
  Files now = look();
  const bool stands = now == last_;
  last_ = std::move(now);
  if (!stands || last_ == known_) return false;
  known_ = last_;
  return true;
}

}  // namespace kiosk::main
