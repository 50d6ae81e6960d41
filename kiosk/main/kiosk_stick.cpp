// kiosk-stick: the root helper that mounts USB sticks (platform/stick/request.h), started by systemd for each
// connection with the socket as its standard input and output. One line, one answer, the end.

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <iostream>

#include "platform/stick/sticks.h"

namespace {

namespace stick = platform::stick;
using kiosk::base::Error;
using kiosk::base::Result;

constexpr int kPatienceMs = 5000;

// Who asks, as the kernel knows it; nothing but a local socket has that.
std::optional<stick::Owner> peer() {
  ucred who{};
  socklen_t size = sizeof who;
  if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0 || size != sizeof who)
    return std::nullopt;
  return stick::Owner{who.uid};
}

std::string read_line() {
  std::string line;
  while (line.size() < stick::kMaxLine && !line.ends_with('\n')) {
    pollfd wait{STDIN_FILENO, POLLIN, 0};
    char c = 0;
    if (poll(&wait, 1, kPatienceMs) <= 0 || read(STDIN_FILENO, &c, 1) != 1) break;
    line.push_back(c);
  }
  return line;
}

Result<std::string> serve() {
  const std::optional<stick::Owner> owner = peer();
  if (!owner) return Error(stick::StickError::bad_request, "standard input is no local socket");
  const std::string line = read_line();
  const std::optional<stick::Request> request =
      line.ends_with('\n') ? stick::parse_request(line) : std::nullopt;
  if (!request) return Error(stick::StickError::bad_request, "no request of this language");
  stick::RealKernel kernel;
  Result<std::string> done = stick::Sticks(stick::Places{}, kernel).serve(*request, *owner);
  std::cerr << stick::text_of(*request).substr(0, stick::text_of(*request).size() - 1) << ": ";
  return done;
}

}  // namespace

int main() {
  const Result<std::string> done = serve();
  std::cerr << (done ? "done" : done.error().sentence()) << "\n";
  std::cout << stick::answer_of(done) << std::flush;
  return done ? 0 : 1;
}
