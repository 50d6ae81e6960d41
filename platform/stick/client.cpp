#include "platform/stick/client.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "kiosk/base/bytes.h"

namespace platform::stick {
namespace {

using kiosk::base::Error;
using kiosk::base::Result;

Error no_helper(std::string_view doing) {
  return {StickError::no_helper, kiosk::base::cat(doing, ": ", strerror(errno))};
}

class Socket {
 public:
  Socket() : fd_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Result<std::string> hear_line(int fd) {
  std::string line;
  while (line.size() < kMaxLine && !line.ends_with('\n')) {
    pollfd wait{fd, POLLIN, 0};
    const int ready = poll(&wait, 1, static_cast<int>(kPatience.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) return Error(StickError::no_helper, "the helper does not answer in time");
    char c = 0;
    const ssize_t got = ready < 0 ? -1 : read(fd, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return no_helper("the helper does not answer");
    if (got == 0) break;
    line.push_back(c);
  }
  return line;
}

}  // namespace

Result<std::string> Client::ask(const Request& request) const {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket_.string();
  if (path.size() >= sizeof address.sun_path)
    return Error(StickError::no_helper, "the path of the helper's socket is too long");
  path.copy(address.sun_path, path.size());
  const Socket socket;
  if (socket.get() < 0 ||
      connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return no_helper("the helper cannot be reached");
  const std::string text = text_of(request);
  if (send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
    return no_helper("the helper does not listen");
  return parse_answer(TRY(hear_line(socket.get())));
}

}  // namespace platform::stick
