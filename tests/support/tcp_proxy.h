#pragma once
// A network between a client and a server that does what it likes: a TCP proxy on a port of its own. Each
// connection of the client is one exchange, which a script of the test runs on the proxy's thread; without a
// script it is passed on faithfully. The script decides what of the request reaches the server, and what the
// client hears.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "kiosk/base/http.h"
#include "tests/support/raw_socket.h"

namespace kiosk::tests {

class Exchange {
 public:
  Exchange(int client, std::uint16_t server_port) : client_(client), server_port_(server_port) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // The whole request, to the byte.
  const std::string& request() {
    if (request_.empty()) request_ = hear_message(client_, false);
    return request_;
  }
  // Says it to the server on a connection of its own; the whole response.
  [[nodiscard]] std::string ask(std::string_view bytes) const {
    const int server = connect_to_server();
    say(server, bytes);
    std::string response = hear_message(server, true);
    close(server);
    return response;
  }
  // Says it and hangs up; returns when the server has hung up as well, so that whatever it does is done.
  void ask_and_leave(std::string_view bytes) const {
    const int server = connect_to_server();
    say(server, bytes);
    shutdown(server, SHUT_WR);
    char chunk[4096];
    while (recv(server, chunk, sizeof chunk, 0) > 0) continue;
    close(server);
  }
  void answer(std::string_view bytes) const { say(client_, bytes); }
  void answer_after_client_left(std::string_view bytes) const {
    wait_for_client_to_leave();
    say(client_, bytes);
  }
  void wait_for_client_to_leave() const {
    char chunk[4096];
    while (recv(client_, chunk, sizeof chunk, 0) > 0) continue;
  }
  void pass() { answer(ask(request())); }

 private:
  static void say(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // Up to the end that Content-Length names.
  static std::string hear_message(int fd, bool is_response) {
    std::string heard;
    std::size_t size = std::string::npos;
    char chunk[8192];
    while (heard.size() < size) {
      const ssize_t count = recv(fd, chunk, sizeof chunk, 0);
      if (count <= 0) break;
      heard.append(chunk, static_cast<std::size_t>(count));
      const std::size_t head = heard.find("\r\n\r\n");
      if (size == std::string::npos && head != std::string::npos)
        size = head + 4 + length_in(heard.substr(0, head), is_response);
    }
    return heard;
  }
  static std::size_t length_in(const std::string& head, bool is_response) {
    constexpr std::string_view kName = "Content-Length: ";
    const std::size_t at = head.find(kName);
    std::size_t length = 0;
    if (at != std::string::npos)
      std::from_chars(head.data() + at + kName.size(), head.data() + head.size(), length);
    return is_response && head.find(" 204 ") < head.find('\r') ? 0 : length;
  }
  [[nodiscard]] int connect_to_server() const {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server_port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      shutdown(fd, SHUT_RDWR);
    return fd;
  }
  int client_;
  std::uint16_t server_port_;
  std::string request_;
};

class TcpProxy {
 public:
  using Script = std::function<void(Exchange&)>;

  explicit TcpProxy(std::uint16_t server_port)
      : server_port_(server_port), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, plain, size) != 0 || listen(listener_, 128) != 0) abort();
    if (getsockname(listener_, plain, &size) != 0) abort();
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  TcpProxy(const TcpProxy&) = delete;
  TcpProxy& operator=(const TcpProxy&) = delete;
  ~TcpProxy() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }

  // For requests whose head holds `words`; the others are passed on.
  void play(std::string words, Script script) {
    const std::lock_guard lock(mutex_);
    words_ = std::move(words);
    script_ = std::move(script);
  }
  void be_faithful() { play("", {}); }

 private:
  void run() {
    while (true) {
      const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      ++connections_;
      serve(client);
      close(client);
    }
  }
  void serve(int client) {
    Exchange exchange(client, server_port_);
    const std::string& request = exchange.request();
    Script script;
    {
      const std::lock_guard lock(mutex_);
      if (request.substr(0, request.find('\r')).find(words_) != std::string::npos) script = script_;
    }
    if (script) {
      script(exchange);
    } else {
      exchange.pass();
    }
  }
  std::uint16_t server_port_;
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;
  std::string words_;
  Script script_;
  std::thread thread_;
};

}  // namespace kiosk::tests
