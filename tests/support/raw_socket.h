#pragma once
// A plain TCP client for tests: says exactly these bytes and reads whatever comes until the other side
// closes.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace kiosk::tests {

class RawSocket {
 public:
  explicit RawSocket(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  RawSocket(RawSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)), connected_(other.connected_) {}
  RawSocket& operator=(RawSocket&&) = delete;
  ~RawSocket() {
    if (fd_ >= 0) close(fd_);
  }
  [[nodiscard]] bool connected() const { return connected_; }
  void say(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // Nothing more will be said, but the answer is still heard.
  void say_no_more() const { shutdown(fd_, SHUT_WR); }
  // Whether the other side has closed; what it said before is not heard by this.
  [[nodiscard]] bool is_closed() const {
    char byte = 0;
    const ssize_t count = recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
  }
  [[nodiscard]] std::string hear_to_the_end() const {
    std::string heard;
    char chunk[4096];
    for (ssize_t count = recv(fd_, chunk, sizeof chunk, 0); count > 0;
         count = recv(fd_, chunk, sizeof chunk, 0)) {
      heard.append(chunk, static_cast<std::size_t>(count));
    }
    return heard;
  }
  // Until `ending` has come.
  [[nodiscard]] std::string hear_until(std::string_view ending) const {
    std::string heard;
    char byte = 0;
    while (!std::string_view(heard).ends_with(ending) && recv(fd_, &byte, 1, 0) == 1) heard.push_back(byte);
    return heard;
  }

 private:
  int fd_;
  bool connected_ = false;
};

}  // namespace kiosk::tests
