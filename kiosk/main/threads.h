#pragma once
// What runs beside the screen: the worker with its pack thread, the network thread, the one that fetches
// content, a preview's, and the watch of sticks; and which of them tells which. They tell the screen by
// intents. The end of the value ends them all.
//
// Made and destroyed on the screen's thread; the calls after start() may come from any.

#include <atomic>
#include <memory>

#include "kiosk/main/complaint_side.h"
#include "kiosk/main/content_thread.h"
#include "kiosk/main/network_thread.h"
#include "kiosk/main/preview.h"
#include "kiosk/main/screen_loop.h"
#include "platform/system/stick_watch.h"

namespace kiosk::main {

class Threads {
 public:
  // All of them outlive the value. `preview`: null where what is installed is shown.
  Threads(const KioskOptions& options, ScreenLoop& loop, const KioskClock& clock, const ComplaintSide& side,
          Preview* preview);
  ~Threads();
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  // Once. Those of a kiosk that is not enrolled, or has no address for content, do not begin.
  base::Result<void> start();
  void wake();  // look at the clock again
  void set_sticks(const std::vector<platform::system::PluggedStick>& plugged);
  void look_for_damage() { worker_.look_for_damage(); }

 private:
  WorkerParts worker_parts();
  void tell_counts();
  void tell(app::Intent intent);
  void hear(const sync::Event& event);
  void take_cell_key(const crypto::CellPublicKey& key);
  base::Result<void> start_network();
  base::Result<void> start_content();
  void watch_sticks();
  [[nodiscard]] sync::HealthReport health(std::int64_t content_version, const std::string& problem) const;

  const KioskOptions& options_;
  ScreenLoop& loop_;
  const KioskClock& clock_;
  const ComplaintSide& side_;
  Preview* preview_;
  base::BootTime start_;
  // The worker begins before these, and calls them: as it sees them.
  std::atomic<NetworkThread*> network_ = nullptr;
  std::atomic<ContentThread*> content_ = nullptr;
  // They call the worker; stopped, it takes calls and does nothing.
  Worker worker_;
  std::unique_ptr<NetworkThread> network_thread_;
  std::unique_ptr<ContentThread> content_thread_;
  std::optional<PreviewThread> preview_thread_;
  std::unique_ptr<platform::system::StickWatch> stick_watch_;
};

}  // namespace kiosk::main
