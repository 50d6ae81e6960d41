#pragma once
// What the root helper does: mounts sticks below one folder of its own, and takes them away again. It decides
// everything (which device, which file systems, which flags, where, for whom); whoever asks only names a
// device. It reads nothing of the medium: the kernel tries vfat, then exfat, and nothing else. It starts no
// program.
//
// A mount is nosuid, nodev, noexec and nosymfollow, always; read-only unless it was asked to be written to.
// The device is opened once and must be the one that /sys was asked about; what is mounted in the end must be
// that one too. Errors: StickError. One thread; two helpers at once are two sticks, or one is told "busy".

#include "platform/stick/device.h"
#include "platform/stick/kernel.h"

namespace platform::stick {

constexpr int kMaxMounts = 4;

class Sticks {
 public:
  Sticks(Places places, Kernel& kernel) : places_(std::move(places)), kernel_(kernel) {}

  // Carries out a request; what the line on standard output tells.
  kiosk::base::Result<std::string> serve(const Request& request, const Owner& owner);

 private:
  enum class Access { read, write };
  kiosk::base::Result<std::string> mount(const std::string& device, Access access, const Owner& owner);
  kiosk::base::Result<std::string> unmount(const std::string& device);
  kiosk::base::Result<void> make_folder(const std::string& device);
  kiosk::base::Result<void> attach(const std::string& device, const Numbers& numbers, Access access,
                                   const Owner& owner);
  [[nodiscard]] std::filesystem::path folder_of(const std::string& device) const;
  // Those whose device is gone are taken away; how many are left.
  int sweep();
  void remove(const std::filesystem::path& folder, int flags);

  Places places_;
  Kernel& kernel_;
};

}  // namespace platform::stick
