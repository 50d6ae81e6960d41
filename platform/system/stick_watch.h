#pragma once
// Which USB sticks are plugged in, as udev sees them: partitions, and whole disks with a file system of their
// own. It opens none of them; whether one may be mounted is for the root helper to say (platform/stick).
//
// A stick's number is new each time it is plugged in: another one of the same name and label is another
// stick. StickWatch has a thread of its own, on which `tell` is called, first with those that are there when
// it starts. Where there is no libudev, or nobody to listen to, start() fails and the program goes on without
// sticks.

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/base/result.h"

namespace platform::system {

struct PluggedStick {
  std::uint64_t number = 0;  // from 1
  std::string device;        // "sdb1"
  std::string label;         // may be empty; written by whoever made the stick
  bool operator==(const PluggedStick&) const = default;
};

// What udev says of a block device.
struct BlockDevice {
  std::string name;
  bool is_on_usb = false;
  bool is_partition = false;
  bool has_partitions = false;
  bool has_file_system = false;
  std::string file_system_id, label;
};
enum class BlockEvent { added, changed, removed };

// From events to sticks. One thread.
class PluggedSticks {
 public:
  // Whether it changed something.
  bool take(BlockEvent event, const BlockDevice& device);
  [[nodiscard]] std::vector<PluggedStick> now() const;  // in the order they were plugged in

 private:
  struct Entry {
    PluggedStick stick;
    std::string file_system_id;
  };
  std::vector<Entry> entries_;
  std::uint64_t numbers_ = 0;
};

enum class WatchError { no_library, no_monitor };
std::string_view name_of(WatchError);

class StickWatch {
 public:
  using Tell = std::function<void(const std::vector<PluggedStick>&)>;
  static kiosk::base::Result<std::unique_ptr<StickWatch>> start(Tell tell);
  ~StickWatch();
  StickWatch(const StickWatch&) = delete;
  StickWatch& operator=(const StickWatch&) = delete;

 private:
  struct Udev;
  StickWatch(std::unique_ptr<Udev> udev, int stop, Tell tell);
  void run();

  std::unique_ptr<Udev> udev_;
  int stop_;
  Tell tell_;
  PluggedSticks sticks_;
  std::thread thread_;
};

}  // namespace platform::system
