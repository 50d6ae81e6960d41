#pragma once
// A small HTTP/1.1 server on Boost.Beast: one thread does all the sockets, a few workers run the handler, so
// a slow handler holds up nobody's reading. With a certificate it speaks TLS 1.2 and 1.3 only.
//
// Strict by choice of parser (Beast refused every malformed request it was measured with) and by what it lets
// pass: two lengths, a length and a chunked body, any other encoding, bare line feeds, blanks before a colon,
// targets that are no path here or no UTF-8, TRACE and CONNECT, bodies and headers over their limits are
// answered with an error and the connection is closed, so that nothing behind them is read as a request. A
// folded header line is read as one, as RFC 9112 has it. Such an answer is {"error":reason code,"message":...}
// with the code malformed-http, too-large, headers-too-large, bad-method or bad-expectation, and one line of
// the log, "listener.refused", in which nothing of the request stands. Requests that come at once are
// answered one after the other. Who expects 100-continue gets it once the header is good.
//
// A request must be whole within request_patience, from its first moment, and an answer taken within as much,
// so slow clients cannot hold connections. More than connections_max are closed at once.
//
// The handler is called from several threads at once and must not throw. request.url is the target as sent,
// request.peer the address that connected (never what a header claims). stop(), or the end of the value, lets
// requests under way finish for kStopPatience and closes the rest.

#include <functional>
#include <memory>
#include <optional>

#include "kiosk/base/http.h"

namespace platform::system {

constexpr kiosk::base::Milliseconds kStopPatience = std::chrono::seconds(5);

enum class ListenerError { bad_address, in_use, bad_certificate };
std::string_view name_of(ListenerError);

// Whether it is an IPv4 or IPv6 address; names are not looked up.
bool is_address(const std::string& text);

struct TlsFiles {
  std::string certificate;  // PEM, with its chain
  std::string key;          // PEM
};

struct ListenerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::optional<TlsFiles> tls;
  std::size_t body_max_bytes = 256 * 1024;
  std::uint32_t header_max_bytes = 16 * 1024;
  std::size_t connections_max = 512;
  unsigned workers = 4;
  kiosk::base::Milliseconds request_patience = std::chrono::seconds(30);
};

class HttpListener {
 public:
  using Handler = std::function<kiosk::base::HttpResponse(const kiosk::base::HttpRequest&)>;

  static kiosk::base::Result<std::unique_ptr<HttpListener>> start(const ListenerOptions& options,
                                                                  Handler handler);
  ~HttpListener();
  HttpListener(const HttpListener&) = delete;
  HttpListener& operator=(const HttpListener&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  void stop();

 private:
  class Server;
  explicit HttpListener(std::unique_ptr<Server> server);
  std::unique_ptr<Server> server_;
};

}  // namespace platform::system
