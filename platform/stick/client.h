#pragma once
// The kiosk's end of the helper's socket. A call blocks until the helper answers, at most kPatience: the
// kernel may be busy with a slow stick. Any thread but the screen's. Errors: StickError.

#include <filesystem>

#include "kiosk/base/time.h"
#include "platform/stick/request.h"

namespace platform::stick {

constexpr kiosk::base::Milliseconds kPatience = std::chrono::minutes(2);

class Client {
 public:
  explicit Client(std::filesystem::path socket = "/run/kiosk-stick.socket") : socket_(std::move(socket)) {}
  // The folder, empty after an unmount.
  [[nodiscard]] kiosk::base::Result<std::string> ask(const Request& request) const;

 private:
  std::filesystem::path socket_;
};

}  // namespace platform::stick
