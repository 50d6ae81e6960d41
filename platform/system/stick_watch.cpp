// libudev, and nothing else: what its events mean is in plugged_sticks.cpp. Its library is loaded when it is
// wanted, for few kiosks have none and no screen should wait for it.

#include "platform/system/stick_watch.h"

#include <dlfcn.h>
#include <errno.h>
#include <libudev.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "kiosk/base/bytes.h"
#include "kiosk/base/log.h"

namespace platform::system {
namespace {

using kiosk::base::Error;
using kiosk::base::Result;

constexpr const char* kLibrary = "libudev.so.1";
constexpr std::size_t kMaxLabel = 64;  // bytes kept of what somebody wrote on a stick

struct Library {
  decltype(&udev_new) create = nullptr;
  decltype(&udev_unref) unref = nullptr;
  decltype(&udev_monitor_new_from_netlink) monitor = nullptr;
  decltype(&udev_monitor_filter_add_match_subsystem_devtype) filter = nullptr;
  decltype(&udev_monitor_enable_receiving) enable = nullptr;
  decltype(&udev_monitor_get_fd) fd = nullptr;
  decltype(&udev_monitor_receive_device) receive = nullptr;
  decltype(&udev_monitor_unref) unref_monitor = nullptr;
  decltype(&udev_enumerate_new) enumerate = nullptr;
  decltype(&udev_enumerate_add_match_subsystem) match = nullptr;
  decltype(&udev_enumerate_scan_devices) scan = nullptr;
  decltype(&udev_enumerate_get_list_entry) list = nullptr;
  decltype(&udev_enumerate_unref) unref_enumerate = nullptr;
  decltype(&udev_list_entry_get_next) next = nullptr;
  decltype(&udev_list_entry_get_name) name = nullptr;
  decltype(&udev_device_new_from_syspath) device = nullptr;
  decltype(&udev_device_get_action) action = nullptr;
  decltype(&udev_device_get_sysname) sysname = nullptr;
  decltype(&udev_device_get_devtype) devtype = nullptr;
  decltype(&udev_device_get_property_value) property = nullptr;
  decltype(&udev_device_unref) unref_device = nullptr;
};

Result<Library> load() {
  void* const library = dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return Error(WatchError::no_library, kiosk::base::cat("cannot load ", kLibrary));
  Library out;
  std::string missing;
  const auto find = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
    if (function == nullptr) missing = name;
  };
  find(out.create, "udev_new");
  find(out.unref, "udev_unref");
  find(out.monitor, "udev_monitor_new_from_netlink");
  find(out.filter, "udev_monitor_filter_add_match_subsystem_devtype");
  find(out.enable, "udev_monitor_enable_receiving");
  find(out.fd, "udev_monitor_get_fd");
  find(out.receive, "udev_monitor_receive_device");
  find(out.unref_monitor, "udev_monitor_unref");
  find(out.enumerate, "udev_enumerate_new");
  find(out.match, "udev_enumerate_add_match_subsystem");
  find(out.scan, "udev_enumerate_scan_devices");
  find(out.list, "udev_enumerate_get_list_entry");
  find(out.unref_enumerate, "udev_enumerate_unref");
  find(out.next, "udev_list_entry_get_next");
  find(out.name, "udev_list_entry_get_name");
  find(out.device, "udev_device_new_from_syspath");
  find(out.action, "udev_device_get_action");
  find(out.sysname, "udev_device_get_sysname");
  find(out.devtype, "udev_device_get_devtype");
  find(out.property, "udev_device_get_property_value");
  find(out.unref_device, "udev_device_unref");
  if (!missing.empty()) return Error(WatchError::no_library, kiosk::base::cat(kLibrary, " misses ", missing));
  return out;
}

std::string text_of(const char* text) { return text == nullptr ? std::string() : std::string(text); }

BlockEvent event_of(const std::string& action) {
  if (action == "remove") return BlockEvent::removed;
  return action == "change" ? BlockEvent::changed : BlockEvent::added;
}

}  // namespace

std::string_view name_of(WatchError code) {
  return code == WatchError::no_library ? "no-udev-library" : "no-udev";
}

struct StickWatch::Udev {
  Library library;
  udev* context = nullptr;
  udev_monitor* monitor = nullptr;

  explicit Udev(const Library& functions) : library(functions), context(functions.create()) {
    if (context != nullptr) monitor = library.monitor(context, "udev");
  }
  Udev(const Udev&) = delete;
  Udev& operator=(const Udev&) = delete;
  ~Udev() {
    if (monitor != nullptr) library.unref_monitor(monitor);
    if (context != nullptr) library.unref(context);
  }

  [[nodiscard]] bool listen() const {
    return monitor != nullptr && library.filter(monitor, "block", nullptr) >= 0 &&
           library.enable(monitor) >= 0;
  }

  BlockDevice describe(udev_device* device) const {
    const auto property = [&](const char* name) { return text_of(library.property(device, name)); };
    BlockDevice out;
    out.name = text_of(library.sysname(device));
    out.is_on_usb = property("ID_BUS") == "usb";
    out.is_partition = text_of(library.devtype(device)) == "partition";
    out.has_partitions = !property("ID_PART_TABLE_TYPE").empty();
    out.has_file_system = property("ID_FS_USAGE") == "filesystem";
    out.file_system_id = property("ID_FS_UUID");
    out.label = property("ID_FS_LABEL").substr(0, kMaxLabel);
    return out;
  }

  bool take(PluggedSticks& sticks, udev_device* device) const {
    if (device == nullptr) return false;
    const bool changed = sticks.take(event_of(text_of(library.action(device))), describe(device));
    library.unref_device(device);
    return changed;
  }

  // Those that are there already.
  void enumerate(PluggedSticks& sticks) const {
    udev_enumerate* const all = library.enumerate(context);
    if (all == nullptr) return;
    library.match(all, "block");
    library.scan(all);
    for (udev_list_entry* entry = library.list(all); entry != nullptr; entry = library.next(entry))
      take(sticks, library.device(context, library.name(entry)));
    library.unref_enumerate(all);
  }
};

Result<std::unique_ptr<StickWatch>> StickWatch::start(Tell tell) {
  auto udev = std::make_unique<Udev>(TRY(load()));
  const int stop = eventfd(0, EFD_CLOEXEC);
  if (stop < 0 || !udev->listen()) {
    if (stop >= 0) close(stop);
    return Error(WatchError::no_monitor, "udev cannot be listened to");
  }
  return std::unique_ptr<StickWatch>(new StickWatch(std::move(udev), stop, std::move(tell)));
}

StickWatch::StickWatch(std::unique_ptr<Udev> udev, int stop, Tell tell)
    : udev_(std::move(udev)), stop_(stop), tell_(std::move(tell)), thread_([this] { run(); }) {}

StickWatch::~StickWatch() {
  const std::uint64_t one = 1;
  if (write(stop_, &one, sizeof one) != sizeof one) KIOSK_LOG(error, "sticks.watch-does-not-stop");
  thread_.join();
  close(stop_);
}

// It listens before it looks around: what comes in between is heard twice, which is once.
void StickWatch::run() {
  udev_->enumerate(sticks_);
  tell_(sticks_.now());
  while (true) {
    pollfd wait[2] = {{udev_->library.fd(udev_->monitor), POLLIN, 0}, {stop_, POLLIN, 0}};
    if (poll(wait, 2, -1) < 0 && errno != EINTR) return;
    if (wait[1].revents != 0) return;
    if ((wait[0].revents & POLLIN) == 0) continue;
    if (udev_->take(sticks_, udev_->library.receive(udev_->monitor))) tell_(sticks_.now());
  }
}

}  // namespace platform::system
