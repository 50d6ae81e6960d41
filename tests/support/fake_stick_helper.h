#pragma once
// The root helper as the kiosk sees it, without root: a real socket, behind which each stick is a folder.

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "kiosk/base/bytes.h"
#include "platform/stick/request.h"
#include "tests/support/temp_folder.h"

namespace kiosk::tests {

class FakeStickHelper {
 public:
  using Request = platform::stick::Request;
  using StickError = platform::stick::StickError;

  FakeStickHelper() : listener_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_path().string().copy(address.sun_path, sizeof address.sun_path - 1);
    if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) abort();
    if (listen(listener_, 4) != 0) abort();
    thread_ = std::thread([this] { serve(); });
  }
  FakeStickHelper(const FakeStickHelper&) = delete;
  FakeStickHelper& operator=(const FakeStickHelper&) = delete;
  ~FakeStickHelper() {
    stop_ = true;
    thread_.join();
    close(listener_);
  }

  [[nodiscard]] std::filesystem::path socket_path() const { return folder_ / "helper.socket"; }
  // What lies on a stick; made by whoever plugs it in.
  [[nodiscard]] std::filesystem::path stick(const std::string& device) const { return folder_ / device; }
  void plug(const std::string& device) const { std::filesystem::create_directories(stick(device)); }
  void refuse(const Request& request, StickError why) {
    const std::lock_guard lock(mutex_);
    refusals_[platform::stick::text_of(request)] = why;
  }
  // Until told otherwise nobody gets an answer: a stick that does not come to itself.
  void hold(bool holds) { holds_ = holds; }
  // Everything that was asked, one line each.
  std::string asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  base::Result<std::string> answer(const std::optional<Request>& request) {
    const std::lock_guard lock(mutex_);
    if (!request) return base::Error(StickError::bad_request, "no request");
    const std::string line = platform::stick::text_of(*request);
    asked_ += line;
    if (const auto why = refusals_.find(line); why != refusals_.end())
      return base::Error(why->second, "told to refuse");
    std::error_code code;
    if (!std::filesystem::is_directory(stick(request->device), code))
      return base::Error(StickError::gone, "not plugged in");
    if (request->verb == platform::stick::Verb::unmount) return std::string();
    return stick(request->device).string();
  }
  void serve() {
    while (!stop_) {
      pollfd wait{listener_, POLLIN, 0};
      if (poll(&wait, 1, 20) <= 0) continue;
      const int peer = accept(listener_, nullptr, nullptr);
      while (holds_ && !stop_) usleep(1000);
      std::string line;
      for (char c = 0; !line.ends_with('\n') && read(peer, &c, 1) == 1;) line.push_back(c);
      const std::string said = platform::stick::answer_of(answer(platform::stick::parse_request(line)));
      if (send(peer, said.data(), said.size(), MSG_NOSIGNAL) < 0) stop_ = true;
      close(peer);
    }
  }

  TempFolder folder_;
  int listener_;
  std::mutex mutex_;
  std::map<std::string, StickError> refusals_;
  std::string asked_;
  std::atomic<bool> stop_ = false, holds_ = false;
  std::thread thread_;
};

}  // namespace kiosk::tests
