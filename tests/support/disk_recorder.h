#pragma once
// What a program asks of its disk, recorded, refused, and replayed as a power cut might leave it. For
// programs that link disk_recorder.cpp: it stands in front of the libc calls that change a disk, those of
// shared libraries (SQLite) too. A call that it does not know how to record ends the program.
//
//   DiskRecorder     records every change below one folder, in order, with the marks of the test, and can let
//                    one of them fail
//   for_each_crash   every state in which the power may leave that folder, for each point of the log
//
// The rules of the replay are those of POSIX, harder than those of any one file system: contents are durable
// by a sync of their file; names (create, rename, unlink, mkdir) by a sync of their folder and independent of
// contents; of all the rest any part may have reached the disk, writes torn between sectors, or only the
// length of a file and zeros. A sync that failed makes nothing durable: what it should have covered is either
// lost for good, whatever later syncs say, or still on its way (FailedSync).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::tests {

constexpr std::size_t kSectorSize = 512;

enum class DiskCall {
  create,
  write,
  truncate,
  sync,
  sync_folder,
  rename,
  unlink,
  make_folder,
  remove_folder,
  mark
};

struct DiskRecord {
  DiskCall call = DiskCall::mark;
  int file = 0;          // its number, the same under every name it is given
  std::string name, to;  // below the folder; "" is the folder itself
  std::uint64_t at = 0;  // of a write; of a truncate the length
  std::string bytes;     // of a write; of a mark its words
  bool failed = false;   // of a sync
};
using DiskLog = std::vector<DiskRecord>;

struct DiskFault {
  enum class Where { nowhere, any_change, syncs } where = Where::nowhere;
  int at = 0;  // the n-th such call, from 1
  int error = 0;
  enum class Length { once, from_then_on } length = Length::once;
};

struct DiskContent {
  explicit DiskContent(std::string text) : bytes(std::move(text)), hash(std::hash<std::string>()(bytes)) {}
  std::string bytes;
  std::size_t hash;
};
using SharedContent = std::shared_ptr<const DiskContent>;

struct DiskImage {
  std::set<std::string> folders;
  std::map<std::string, SharedContent> files;

  static DiskImage of(const std::filesystem::path& folder);
  void write_to(const std::filesystem::path& folder) const;  // and nothing else is there afterwards
  [[nodiscard]] std::size_t hash() const;
};

// One at a time in a program. The folder as it is at the start counts as durable.
class DiskRecorder {
 public:
  explicit DiskRecorder(const std::filesystem::path& folder, const DiskFault& fault = {});
  DiskRecorder(const DiskRecorder&) = delete;
  DiskRecorder& operator=(const DiskRecorder&) = delete;
  ~DiskRecorder();

  void mark(std::string_view words);
  void heal();  // no fault any more
  void stop();
  [[nodiscard]] bool fault_was_met() const;
  [[nodiscard]] int changes() const;  // calls that changed the disk, or would have
  [[nodiscard]] const DiskLog& log() const;
  [[nodiscard]] const DiskImage& start() const { return start_; }

 private:
  DiskImage start_;
};

// The folder after everything in the log: equal to the real one, or the recorder missed a call.
DiskImage image_after(const DiskImage& start, const DiskLog& log);

enum class FailedSync { loses, delays };

struct CrashLimits {
  std::size_t all_subsets_of = 6;  // up to so many changes that may or may not have arrived: every subset
  std::size_t random = 6;          // so many random ones where there are more
  bool every_cut = false;          // tear every write at every sector, not the first and the last in half
  FailedSync failed_sync = FailedSync::loses;
  std::uint32_t seed = 1;
};

struct CrashCount {
  std::size_t points = 0;
  std::size_t tried = 0;     // ways to lose something
  std::size_t distinct = 0;  // states of the folder among them, each looked at once
};

// Crashes before record `from`, and before each later one, and after the last.
CrashCount for_each_crash(const DiskImage& start, const DiskLog& log, std::size_t from,
                          const CrashLimits& limits,
                          const std::function<void(const DiskImage&, std::size_t point)>& look);

}  // namespace kiosk::tests
