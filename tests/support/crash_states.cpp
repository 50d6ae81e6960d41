// The replay of a disk_recorder.h log.

#include <algorithm>
#include <random>
#include <unordered_set>

#include "tests/support/disk_recorder.h"

namespace kiosk::tests {
namespace {

// What became of one change that was not durable yet.
struct Fate {
  enum class Kind { lost, whole, length_only, first, last } kind = Kind::lost;
  std::size_t sectors = 0;  // of `first` and `last`
};
using Fates = std::vector<Fate>;

bool changes_content(const DiskRecord& record) {
  return record.call == DiskCall::write || record.call == DiskCall::truncate;
}
bool changes_name(const DiskRecord& record) {
  return record.call == DiskCall::create || record.call == DiskCall::rename ||
         record.call == DiskCall::unlink || record.call == DiskCall::make_folder ||
         record.call == DiskCall::remove_folder;
}
std::string folder_of(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string::npos ? std::string() : name.substr(0, slash);
}

void put(std::string& content, std::uint64_t at, std::string_view bytes) {
  if (content.size() < at + bytes.size()) content.resize(at + bytes.size());
  content.replace(at, bytes.size(), bytes);
}

// How many sectors of the disk a write lies in.
std::size_t sectors_of(const DiskRecord& record) {
  if (record.bytes.empty()) return 0;
  return (record.at + record.bytes.size() - 1) / kSectorSize - record.at / kSectorSize + 1;
}

// The bytes of a write before its n-th sector begins.
std::size_t bytes_before(const DiskRecord& record, std::size_t sector) {
  if (sector == 0) return 0;
  const std::uint64_t border = (record.at / kSectorSize + sector) * kSectorSize;
  return std::min<std::uint64_t>(border - record.at, record.bytes.size());
}

void apply_content(std::string& content, const DiskRecord& record, const Fate& fate) {
  if (record.call == DiskCall::truncate) {
    content.resize(record.at);
    return;
  }
  const std::string_view bytes = record.bytes;
  const std::uint64_t end = record.at + bytes.size();
  switch (fate.kind) {
    case Fate::Kind::lost:
      return;
    case Fate::Kind::whole:
      return put(content, record.at, bytes);
    case Fate::Kind::length_only:
      if (content.size() < end) content.resize(end);
      return;
    case Fate::Kind::first:
      return put(content, record.at, bytes.substr(0, bytes_before(record, fate.sectors)));
    case Fate::Kind::last: {
      const std::size_t skipped = bytes_before(record, sectors_of(record) - fate.sectors);
      return put(content, record.at + skipped, bytes.substr(skipped));
    }
  }
}

struct Names {
  std::set<std::string> folders;
  std::map<std::string, int> files;

  void apply(const DiskRecord& record) {
    const auto at = files.find(record.name);
    const bool is_it = at != files.end() && at->second == record.file;
    if (record.call == DiskCall::create) files[record.name] = record.file;
    if (record.call == DiskCall::make_folder) folders.insert(record.name);
    if (record.call == DiskCall::remove_folder) folders.erase(record.name);
    if (record.call == DiskCall::unlink && is_it) files.erase(at);
    if (record.call != DiskCall::rename) return;
    if (is_it) files.erase(at);
    files[record.to] = record.file;
  }
  [[nodiscard]] bool has_folder(const std::string& name) const {
    return name.empty() || (folders.contains(name) && has_folder_above(name));
  }
  [[nodiscard]] bool has_folder_above(const std::string& name) const { return has_folder(folder_of(name)); }
};

// The disk at one point of the log: what is safe, and what is on its way.
class Disk {
 public:
  Disk(const DiskImage& start, const DiskLog& log, FailedSync failed_sync)
      : log_(log), failed_sync_(failed_sync) {
    names_.folders = start.folders;
    int file = 0;
    for (const auto& [name, content] : start.files) {
      names_.files[name] = ++file;
      contents_[file] = content;
    }
  }

  void go_on(std::size_t at) {
    const DiskRecord& record = log_[at];
    if (changes_content(record) || changes_name(record)) pending_.push_back(at);
    const bool is_sync = record.call == DiskCall::sync || record.call == DiskCall::sync_folder;
    if (!is_sync || (record.failed && failed_sync_ == FailedSync::delays)) return;
    settle(record);
  }

  [[nodiscard]] std::size_t pending_count() const { return pending_.size(); }
  [[nodiscard]] const DiskRecord& pending(std::size_t at) const { return log_[pending_[at]]; }

  [[nodiscard]] DiskImage image(const Fates& fates) const {
    Names names = names_;
    std::map<int, std::string> touched;
    for (std::size_t at = 0; at < fates.size(); ++at) {
      if (fates[at].kind == Fate::Kind::lost) continue;
      const DiskRecord& record = pending(at);
      if (changes_name(record)) {
        names.apply(record);
        continue;
      }
      const auto [content, is_first] = touched.try_emplace(record.file);
      if (is_first) content->second = bytes_of(record.file);
      apply_content(content->second, record, fates[at]);
    }
    std::map<int, SharedContent> contents;
    for (auto& [file, bytes] : touched) contents[file] = std::make_shared<DiskContent>(std::move(bytes));
    DiskImage image;
    for (const std::string& folder : names.folders) {
      if (names.has_folder(folder)) image.folders.insert(folder);
    }
    for (const auto& [name, file] : names.files) {
      if (!names.has_folder_above(name)) continue;
      const auto changed = contents.find(file);
      image.files[name] = changed != contents.end() ? changed->second : content_of(file);
    }
    return image;
  }

 private:
  [[nodiscard]] SharedContent content_of(int file) const {
    static const SharedContent kEmpty = std::make_shared<DiskContent>(std::string());
    const auto at = contents_.find(file);
    return at != contents_.end() ? at->second : kEmpty;
  }
  [[nodiscard]] const std::string& bytes_of(int file) const { return content_of(file)->bytes; }

  [[nodiscard]] static bool covers(const DiskRecord& sync, const DiskRecord& record) {
    if (sync.call == DiskCall::sync) return changes_content(record) && record.file == sync.file;
    return changes_name(record) &&
           folder_of(record.call == DiskCall::rename ? record.to : record.name) == sync.name;
  }

  // What a sync covers is safe; or lost for good, if it failed.
  void settle(const DiskRecord& sync) {
    std::string content = sync.call == DiskCall::sync ? bytes_of(sync.file) : std::string();
    std::vector<std::size_t> rest;
    for (const std::size_t at : pending_) {
      const DiskRecord& record = log_[at];
      if (!covers(sync, record)) {
        rest.push_back(at);
      } else if (!sync.failed && changes_name(record)) {
        names_.apply(record);
      } else if (!sync.failed) {
        apply_content(content, record, {Fate::Kind::whole, 0});
      }
    }
    if (sync.call == DiskCall::sync && !sync.failed)
      contents_[sync.file] = std::make_shared<DiskContent>(std::move(content));
    pending_ = std::move(rest);
  }

  const DiskLog& log_;
  FailedSync failed_sync_;
  Names names_;
  std::map<int, SharedContent> contents_;
  std::vector<std::size_t> pending_;
};

Fates all_of(std::size_t count, Fate::Kind kind) { return Fates(count, Fate{kind, 0}); }

// Every subset; for more than a few only prefixes, single omissions, single survivors, names without contents
// and the other way round.
std::vector<Fates> subsets(const Disk& disk, const CrashLimits& limits) {
  const std::size_t count = disk.pending_count();
  std::vector<Fates> out;
  if (count <= limits.all_subsets_of) {
    for (std::size_t bits = 0; bits < (std::size_t{1} << count); ++bits) {
      Fates fates = all_of(count, Fate::Kind::lost);
      for (std::size_t at = 0; at < count; ++at) {
        if ((bits >> at & 1) != 0) fates[at].kind = Fate::Kind::whole;
      }
      out.push_back(std::move(fates));
    }
    return out;
  }
  for (std::size_t at = 0; at <= count; ++at) {
    Fates prefix = all_of(count, Fate::Kind::lost);
    for (std::size_t before = 0; before < at; ++before) prefix[before].kind = Fate::Kind::whole;
    out.push_back(std::move(prefix));
    if (at == count) break;
    Fates without = all_of(count, Fate::Kind::whole), alone = all_of(count, Fate::Kind::lost);
    without[at].kind = Fate::Kind::lost;
    alone[at].kind = Fate::Kind::whole;
    out.push_back(std::move(without));
    out.push_back(std::move(alone));
  }
  Fates names = all_of(count, Fate::Kind::lost), contents = names;
  for (std::size_t at = 0; at < count; ++at)
    (changes_name(disk.pending(at)) ? names : contents)[at].kind = Fate::Kind::whole;
  out.push_back(std::move(names));
  out.push_back(std::move(contents));
  return out;
}

void add_random(const Disk& disk, const CrashLimits& limits, std::mt19937& random, std::vector<Fates>& out) {
  const std::size_t count = disk.pending_count();
  if (count <= limits.all_subsets_of) return;
  for (std::size_t number = 0; number < limits.random; ++number) {
    Fates fates = all_of(count, Fate::Kind::lost);
    for (std::size_t at = 0; at < count; ++at) {
      const std::size_t sectors = sectors_of(disk.pending(at));
      const auto kind = static_cast<Fate::Kind>(random() % (sectors > 1 ? 5 : sectors == 1 ? 3 : 2));
      fates[at] = {kind, sectors > 1 ? 1 + random() % (sectors - 1) : 0};
    }
    out.push_back(std::move(fates));
  }
}

// One write torn: everything before it whole, everything after it lost, or whole as well.
void add_torn(const Disk& disk, const CrashLimits& limits, std::vector<Fates>& out) {
  std::vector<std::size_t> writes;
  for (std::size_t at = 0; at < disk.pending_count(); ++at) {
    if (disk.pending(at).call == DiskCall::write) writes.push_back(at);
  }
  for (const std::size_t at : writes) {
    const bool is_edge = at == writes.front() || at == writes.back();
    if (!limits.every_cut && !is_edge) continue;
    const std::size_t sectors = sectors_of(disk.pending(at));
    std::vector<Fate> torn = {{Fate::Kind::length_only, 0}};
    for (std::size_t cut = 1; cut < sectors; ++cut) {
      if (!limits.every_cut && cut != (sectors + 1) / 2) continue;
      torn.push_back({Fate::Kind::first, cut});
      torn.push_back({Fate::Kind::last, cut});
    }
    for (const Fate& fate : torn) {
      for (const Fate::Kind after : {Fate::Kind::lost, Fate::Kind::whole}) {
        Fates fates = all_of(disk.pending_count(), Fate::Kind::whole);
        for (std::size_t later = at + 1; later < fates.size(); ++later) fates[later].kind = after;
        fates[at] = fate;
        out.push_back(std::move(fates));
      }
    }
  }
}

}  // namespace

DiskImage image_after(const DiskImage& start, const DiskLog& log) {
  Disk disk(start, log, FailedSync::delays);
  for (std::size_t at = 0; at < log.size(); ++at) disk.go_on(at);
  return disk.image(all_of(disk.pending_count(), Fate::Kind::whole));
}

CrashCount for_each_crash(const DiskImage& start, const DiskLog& log, std::size_t from,
                          const CrashLimits& limits,
                          const std::function<void(const DiskImage&, std::size_t point)>& look) {
  Disk disk(start, log, limits.failed_sync);
  std::mt19937 random(limits.seed);
  CrashCount count;
  std::unordered_set<std::size_t> seen;
  for (std::size_t point = 0; point <= log.size(); ++point) {
    if (point > 0) disk.go_on(point - 1);
    if (point < from) continue;
    ++count.points;
    // A promise changes what a state must hold: the same bytes are looked at again after every mark.
    if (point > 0 && log[point - 1].call == DiskCall::mark) seen.clear();
    std::vector<Fates> all = subsets(disk, limits);
    add_random(disk, limits, random, all);
    add_torn(disk, limits, all);
    for (const Fates& fates : all) {
      ++count.tried;
      const DiskImage image = disk.image(fates);
      if (!seen.insert(image.hash()).second) continue;
      ++count.distinct;
      look(image, point);
    }
  }
  return count;
}

}  // namespace kiosk::tests
