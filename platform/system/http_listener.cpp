#include "platform/system/http_listener.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/version.hpp>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "kiosk/base/json.h"
#include "kiosk/base/log.h"
#include "kiosk/base/utf8.h"

namespace platform::system {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using kiosk::base::Error;
using kiosk::base::HttpRequest;
using kiosk::base::HttpResponse;
using kiosk::base::Json;
using kiosk::base::Result;

namespace {

using Body = http::vector_body<kiosk::base::Byte>;
using Parser = http::request_parser<Body>;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr auto kAcceptPause = std::chrono::milliseconds(100);
constexpr auto kCloseGrace = std::chrono::milliseconds(500);
constexpr std::size_t kDrainMaxBytes = 1024 * 1024;
// What is read ahead of the parser, beside a header: Beast would keep a line between chunks, or a trailer,
// however long it grows.
constexpr std::size_t kReadAheadMaxBytes = 64 * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

HttpRequest to_request(http::request<Body>& message, std::string peer) {
  HttpRequest request;
  request.method = message.method_string();
  request.url = message.target();
  for (const auto& field : message) request.headers.emplace_back(field.name_string(), field.value());
  request.body = std::move(message.body());
  request.peer = std::move(peer);
  return request;
}

// An answer of the listener's own, in the shape of the desk's refusals, so that a kiosk reads one form only.
struct Refusal {
  int status;
  std::string_view reason;
  std::string_view sentence;
};
constexpr Refusal kTooLarge{413, "too-large", "the request is too large"};
constexpr Refusal kHeadersTooLarge{431, "headers-too-large", "the request's header is too large"};
constexpr Refusal kMalformed{400, "malformed-http", "not an HTTP request"};
constexpr Refusal kHost{400, "malformed-http", "one Host header is needed"};
constexpr Refusal kLength{400, "malformed-http", "the length of the body is not clear"};
constexpr Refusal kTarget{400, "malformed-http", "the target is not a path of this server"};
constexpr Refusal kMethod{405, "bad-method", "this server neither forwards nor mirrors"};
constexpr Refusal kExpectation{417, "bad-expectation", "only 100-continue can be expected"};
constexpr Refusal kInternal{500, "internal", "internal error"};

HttpResponse to_response(const Refusal& refusal) {
  const Json body = Json::object().set("error", refusal.reason).set("message", refusal.sentence);
  HttpResponse response{refusal.status,
                        {{"Content-Type", "application/json"}, {"X-Content-Type-Options", "nosniff"}},
                        kiosk::base::to_bytes(body.text())};
  if (refusal.status == kMethod.status) response.headers.emplace_back("Allow", "GET, HEAD, POST, PUT");
  return response;
}

// What a request that could not be read is told; nothing if there is nobody to tell.
std::optional<Refusal> refusal_of(const beast::error_code& error) {
  if (error == http::error::body_limit || error == http::error::buffer_overflow) {
    return kTooLarge;
  }
  if (error == http::error::header_limit) return kHeadersTooLarge;
  if (error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
  static const beast::error_category& parser_category = make_error_code(http::error::bad_method).category();
  if (error.category() == parser_category) return kMalformed;
  return std::nullopt;
}

// What Beast lets pass and no two servers read alike: each could hide a second request in the first.
bool is_length_clear(const http::request<Body>& message) {
  if (message.count(http::field::content_length) > 1) return false;
  if (message[http::field::content_length].find(',') != beast::string_view::npos) return false;
  if (message.count(http::field::transfer_encoding) == 0) return true;
  return message.count(http::field::transfer_encoding) == 1 &&
         beast::iequals(message[http::field::transfer_encoding], "chunked") &&
         message.count(http::field::content_length) == 0 && message.version() == 11;
}

bool is_path(std::string_view target) {
  return target.starts_with('/') && kiosk::base::is_valid_utf8(target);
}

// Why a well-formed header is refused all the same.
std::optional<Refusal> refusal_of(const http::request<Body>& message) {
  const std::size_t hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() == 11)) return kHost;
  if (!is_length_clear(message)) return kLength;
  const http::verb method = message.method();
  if (method == http::verb::trace || method == http::verb::connect) return kMethod;
  if (!is_path(message.target())) return kTarget;
  const auto expected = message.find(http::field::expect);
  if (expected != message.end() && !beast::iequals(expected->value(), "100-continue")) return kExpectation;
  return std::nullopt;
}

bool is_one_line(std::string_view text) { return text.find_first_of({"\r\n\0", 3}) == text.npos; }

// A header that would begin another line is a fault of ours, and must not become the client's.
HttpResponse without_split(HttpResponse response) {
  for (const auto& [name, value] : response.headers) {
    if (is_one_line(name) && is_one_line(value)) continue;
    KIOSK_LOG(error, "listener.split-header");
    return to_response(kInternal);
  }
  return response;
}

http::response<Body> to_message(HttpResponse response, unsigned version, bool keep_alive, bool without_body) {
  http::response<Body> message(static_cast<http::status>(response.status), version);
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.keep_alive(keep_alive);
  const std::size_t size = response.body.size();
  if (!without_body) message.body() = std::move(response.body);
  message.prepare_payload();
  if (without_body) message.content_length(size);
  return message;
}

}  // namespace

bool is_address(const std::string& text) {
  beast::error_code error;
  asio::ip::make_address(text, error);
  return !error;
}

std::string_view name_of(ListenerError code) {
  switch (code) {
    case ListenerError::bad_address:
      return "bad-address";
    case ListenerError::in_use:
      return "address-in-use";
    case ListenerError::bad_certificate:
      return "bad-certificate";
  }
  return "listener";
}

class HttpListener::Server {
 public:
  Server(const ListenerOptions& options, Handler handler)
      : options_(options), handler_(std::move(handler)), acceptor_(io_), workers_(options.workers) {}
  ~Server() { stop(); }

  Result<void> open() {
    if (options_.tls) TRY(load_tls());
    beast::error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error) return Error(ListenerError::bad_address, "not an address: " + options_.address);
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    if (error) return Error(ListenerError::in_use, "cannot listen: " + error.message());
    asio::co_spawn(io_, accept(), asio::detached);
    thread_ = std::thread([this] { io_.run(); });
    return kiosk::base::done();
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }

  void stop() {
    if (!thread_.joinable()) return;
    asio::post(io_, [this] { close_idle(); });
    {
      std::unique_lock lock(mutex_);
      ended_.wait_for(lock, kStopPatience, [this] { return open_count_ == 0; });
    }
    io_.stop();
    thread_.join();
    workers_.join();
  }

 private:
  // One connection, known while it lasts; lives on the sockets' thread.
  class Connection {
   public:
    Connection(Server& server, beast::tcp_stream& stream) : server_(server), stream_(stream) {
      server_.connections_.insert(this);
      server_.count(1);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
      server_.connections_.erase(this);
      server_.count(-1);
    }
    void close_if_idle() {
      if (!busy) stream_.cancel();
    }
    bool busy = false;

   private:
    Server& server_;
    beast::tcp_stream& stream_;
  };

  Result<void> load_tls() {
    tls_.emplace(ssl::context::tls_server);
    beast::error_code error;
    tls_->set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1,
                      error);
    if (!error) tls_->use_certificate_chain_file(options_.tls->certificate, error);
    if (!error) tls_->use_private_key_file(options_.tls->key, ssl::context::pem, error);
    if (error) return Error(ListenerError::bad_certificate, "certificate or key: " + error.message());
    return kiosk::base::done();
  }

  void count(int change) {
    const std::lock_guard lock(mutex_);
    open_count_ += change;
    ended_.notify_all();
  }

  void close_idle() {
    stopping_ = true;
    beast::error_code ignored;
    acceptor_.close(ignored);
    for (Connection* connection : connections_) connection->close_if_idle();
  }

  asio::awaitable<void> accept() {
    while (!stopping_) {
      auto [error, socket] = co_await acceptor_.async_accept(kAwait);
      if (stopping_) co_return;
      if (error) {  // out of descriptors: breathe
        asio::steady_timer pause(io_, kAcceptPause);
        co_await pause.async_wait(kAwait);
        continue;
      }
      if (connections_.size() >= options_.connections_max) continue;
      if (tls_) {
        asio::co_spawn(io_, serve_tls(std::move(socket)), asio::detached);
      } else {
        asio::co_spawn(io_, serve_plain(std::move(socket)), asio::detached);
      }
    }
  }

  asio::awaitable<void> serve_plain(tcp::socket socket) {
    beast::tcp_stream stream(std::move(socket));
    Connection connection(*this, stream);
    co_await converse(stream, stream, connection);
    co_await linger(stream);
  }

  asio::awaitable<void> serve_tls(tcp::socket socket) {
    beast::ssl_stream<beast::tcp_stream> stream(std::move(socket), *tls_);
    beast::tcp_stream& lowest = beast::get_lowest_layer(stream);
    Connection connection(*this, lowest);
    lowest.expires_after(options_.request_patience);
    auto [error] = co_await stream.async_handshake(ssl::stream_base::server, kAwait);
    if (error) co_return;
    co_await converse(stream, lowest, connection);
    lowest.expires_after(kCloseGrace);
    co_await stream.async_shutdown(kAwait);
    co_await linger(lowest);
  }

  // A whole request in the parser, or why it is refused, or nobody to answer any more.
  enum class Heard { request, refusal, nothing };
  struct Hearing {
    Heard heard = Heard::nothing;
    Refusal refusal = kMalformed;
    static Hearing of(const std::optional<Refusal>& refusal) {
      return refusal ? Hearing{Heard::refusal, *refusal} : Hearing{};
    }
  };

  template <typename Stream>
  asio::awaitable<Hearing> hear(Stream& stream, beast::flat_buffer& buffer, Parser& parser) {
    auto [head_error, head_size] = co_await http::async_read_header(stream, buffer, parser, kAwait);
    if (head_error) co_return Hearing::of(refusal_of(head_error));
    std::optional<Refusal> refusal = refusal_of(parser.get());
    if (refusal) co_return Hearing::of(refusal);
    const bool waits = parser.get().count(http::field::expect) > 0 && parser.get().version() == 11;
    if (waits && !parser.is_done() && buffer.size() == 0) {
      auto [error, size] = co_await asio::async_write(stream, asio::buffer(kContinue), kAwait);
      if (error) co_return Hearing{};
    }
    auto [error, size] = co_await http::async_read(stream, buffer, parser, kAwait);
    if (error) co_return Hearing::of(refusal_of(error));
    refusal = refusal_of(parser.get());  // a trailer may have brought more fields
    co_return refusal ? Hearing::of(refusal) : Hearing{Heard::request, {}};
  }

  template <typename Stream>
  asio::awaitable<beast::error_code> tell(Stream& stream, http::response<Body> message, bool without_body) {
    http::response_serializer<Body> serializer(message);
    serializer.split(without_body);
    if (without_body) {
      auto [error, size] = co_await http::async_write_header(stream, serializer, kAwait);
      co_return error;
    }
    auto [error, size] = co_await http::async_write(stream, serializer, kAwait);
    co_return error;
  }

  // Requests and responses until one side has had enough.
  template <typename Stream>
  asio::awaitable<void> converse(Stream& stream, beast::tcp_stream& lowest, Connection& connection) {
    beast::error_code ignored;
    const std::string peer = lowest.socket().remote_endpoint(ignored).address().to_string();
    beast::flat_buffer buffer(options_.header_max_bytes + kReadAheadMaxBytes);
    bool keep_alive = true;
    while (keep_alive && !stopping_) {
      Parser parser;
      parser.header_limit(options_.header_max_bytes);
      parser.body_limit(options_.body_max_bytes);
      lowest.expires_after(options_.request_patience);
      const Hearing hearing = co_await hear(stream, buffer, parser);
      connection.busy = true;
      if (hearing.heard == Heard::nothing) co_return;
      const bool good = hearing.heard == Heard::request;
      http::request<Body>& message = parser.get();
      const unsigned version = parser.is_header_done() ? message.version() : 11;
      const bool without_body = parser.is_header_done() && message.method() == http::verb::head;
      keep_alive = good && message.keep_alive();
      HttpResponse response;
      if (good) {
        response = without_split(co_await answer(to_request(message, peer)));
      } else {
        response = refuse(hearing.refusal, peer);
      }
      keep_alive = keep_alive && !stopping_;
      lowest.expires_after(options_.request_patience);
      const beast::error_code error = co_await tell(
          stream, to_message(std::move(response), version, keep_alive, without_body), without_body);
      if (error) co_return;
      connection.busy = false;
    }
  }

  static HttpResponse refuse(const Refusal& refusal, const std::string& peer) {
    KIOSK_LOG(warning, "listener.refused", {"reason", refusal.reason}, {"status", refusal.status},
              {"peer", peer});
    return to_response(refusal);
  }

  // The handler, on a worker's thread; back on the sockets' thread afterwards.
  asio::awaitable<HttpResponse> answer(HttpRequest request) {
    co_return co_await asio::co_spawn(
        workers_,
        [this, &request]() -> asio::awaitable<HttpResponse> {
          try {
            co_return handler_(request);
          } catch (const std::exception& error) {
            KIOSK_LOG(error, "listener.handler-threw", {"what", error.what()});
          }
          co_return to_response(kInternal);
        },
        asio::use_awaitable);
  }

  // Closes so that the peer can still read the last response: a socket closed over unread bytes resets it.
  asio::awaitable<void> linger(beast::tcp_stream& stream) {
    beast::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    std::array<char, 4096> rest;
    stream.expires_after(kCloseGrace);
    for (std::size_t drained = 0; drained < kDrainMaxBytes;) {
      auto [error, size] = co_await stream.async_read_some(asio::buffer(rest), kAwait);
      if (error) break;
      drained += size;
    }
  }

  ListenerOptions options_;
  Handler handler_;
  std::optional<ssl::context> tls_;
  std::set<Connection*> connections_;  // on the sockets' thread, like stopping_
  bool stopping_ = false;
  std::mutex mutex_;
  std::condition_variable ended_;
  int open_count_ = 0;  // under mutex_: those in connections_
  std::uint16_t port_ = 0;
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  asio::thread_pool workers_;
  std::thread thread_;
};

HttpListener::HttpListener(std::unique_ptr<Server> server) : server_(std::move(server)) {}
HttpListener::~HttpListener() = default;

Result<std::unique_ptr<HttpListener>> HttpListener::start(const ListenerOptions& options, Handler handler) {
  auto server = std::make_unique<Server>(options, std::move(handler));
  TRY(server->open());
  return std::unique_ptr<HttpListener>(new HttpListener(std::move(server)));
}

std::uint16_t HttpListener::port() const { return server_->port(); }
void HttpListener::stop() { server_->stop(); }

}  // namespace platform::system
