#include <algorithm>

#include "platform/system/stick_watch.h"

namespace platform::system {
namespace {

// A partition is one whatever is on it: the helper says what it cannot read.
bool is_stick(const BlockDevice& device) {
  return device.is_on_usb && (device.is_partition || (device.has_file_system && !device.has_partitions));
}

}  // namespace

bool PluggedSticks::take(BlockEvent event, const BlockDevice& device) {
  const auto known = std::ranges::find_if(
      entries_, [&device](const Entry& entry) { return entry.stick.device == device.name; });
  const bool was = known != entries_.end(), is = event != BlockEvent::removed && is_stick(device);
  if (!was && !is) return false;
  if (was && is && event == BlockEvent::changed && known->file_system_id == device.file_system_id) {
    // Somebody closed it, or gave it another name.
    return std::exchange(known->stick.label, device.label) != device.label;
  }
  // A name that comes again without having gone is another stick: an event was lost.
  if (was) entries_.erase(known);
  if (is) entries_.push_back({{++numbers_, device.name, device.label}, device.file_system_id});
  return true;
}

std::vector<PluggedStick> PluggedSticks::now() const {
  std::vector<PluggedStick> sticks;
  for (const Entry& entry : entries_) sticks.push_back(entry.stick);
  return sticks;
}

}  // namespace platform::system
