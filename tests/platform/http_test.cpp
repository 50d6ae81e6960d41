// CurlClient and HttpListener over real loopback sockets.

#include <atomic>
#include <future>
#include <thread>

#include "kiosk/base/json.h"
#include "platform/system/curl_client.h"
#include "platform/system/http_listener.h"
#include "tests/support/captured_log.h"
#include "tests/support/catch.h"
#include "tests/support/raw_socket.h"

using namespace kiosk;
using base::as_text;
using base::HttpError;
using base::HttpRequest;
using base::HttpResponse;
using platform::system::CurlClient;
using platform::system::CurlOptions;
using platform::system::HttpListener;
using platform::system::ListenerError;
using platform::system::ListenerOptions;
using tests::RawSocket;

namespace {

constexpr base::Milliseconds kPatience = std::chrono::seconds(10);

HttpResponse echo(const HttpRequest& request) {
  HttpResponse response{200, {{"Content-Type", "text/plain"}, {"X-Method", request.method}}, {}};
  response.headers.emplace_back("X-Target", request.url);
  response.headers.emplace_back("X-Peer", request.peer);
  response.headers.emplace_back("X-Seen", std::string(base::header(request.headers, "x-sent")));
  response.body = request.body;
  return response;
}

std::unique_ptr<HttpListener> listen(HttpListener::Handler handler, ListenerOptions options = {}) {
  return HttpListener::start(options, std::move(handler)).value();
}

std::string url_of(const HttpListener& listener, std::string_view target, std::string_view scheme = "http") {
  return base::cat(scheme, "://127.0.0.1:", listener.port(), target);
}

std::unique_ptr<CurlClient> client(CurlOptions options = {}) {
  return CurlClient::create(std::move(options)).value();
}

std::string fixture(std::string_view name) {
  return base::cat(KIOSK_SOURCE_DIR, "/tests/platform/fixtures/", name);
}

ListenerOptions with_tls() {
  ListenerOptions options;
  options.tls = {fixture("good-tls-cert.pem"), fixture("good-tls-key.pem")};
  return options;
}

// What the listener answers to these very bytes; "" if it just closes.
std::string answer_to(const HttpListener& listener, std::string_view bytes) {
  const RawSocket socket(listener.port());
  socket.say(bytes);
  return socket.hear_to_the_end();
}

}  // namespace

TEST_CASE("a request arrives whole and its response comes back whole") {
  const auto listener = listen(echo);
  const auto curl = client();
  base::Bytes body(200'000);
  for (std::size_t at = 0; at < body.size(); ++at) body[at] = static_cast<base::Byte>(at * 7);
  const HttpRequest request{"PUT", url_of(*listener, "/a/b?c=%D8%B3"), {{"X-Sent", "سلا"}}, body, ""};
  const HttpResponse response = curl->send(request, kPatience).value();
  CHECK(response.status == 200);
  CHECK(response.body == body);
  CHECK(base::header(response.headers, "X-Method") == "PUT");
  CHECK(base::header(response.headers, "x-target") == "/a/b?c=%D8%B3");
  CHECK(base::header(response.headers, "X-Peer") == "127.0.0.1");
  CHECK(base::header(response.headers, "X-Seen") == "سلا");
}

TEST_CASE("one connection serves many requests of every kind") {
  const auto listener = listen(echo);
  const auto curl = client();
  for (const char* method : {"GET", "PUT", "POST", "HEAD", "DELETE", "GET"}) {
    const HttpRequest request{method, url_of(*listener, "/"), {}, {}, ""};
    CHECK(base::header(curl->send(request, kPatience).value().headers, "X-Method") == method);
  }
  const RawSocket socket(listener->port());
  const std::string_view get = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n";
  socket.say(base::cat(get, get));  // pipelined
  CHECK(socket.hear_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
  CHECK(socket.hear_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
}

TEST_CASE("a HEAD request is told the length and gets no body") {
  const auto listener = listen([](const HttpRequest&) {
    return HttpResponse{200, {}, base::to_bytes("12345")};
  });
  const std::string answer = answer_to(*listener, "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK(answer.find("Content-Length: 5\r\n") != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("a redirect is the response, not an order") {
  std::atomic<int> calls = 0;
  const auto listener = listen([&](const HttpRequest&) {
    ++calls;
    return HttpResponse{302, {{"Location", "http://127.0.0.1:1/"}}, {}};
  });
  const HttpResponse response =
      client()->send({"GET", url_of(*listener, "/"), {}, {}, ""}, kPatience).value();
  CHECK(response.status == 302);
  CHECK(calls == 1);
}

TEST_CASE("a response over the limit is refused before it is whole") {
  const auto listener = listen([](const HttpRequest&) {
    return HttpResponse{200, {}, base::Bytes(100'000)};
  });
  CurlOptions options;
  options.response_max_bytes = 99'999;
  const HttpRequest request{"GET", url_of(*listener, "/"), {}, {}, ""};
  CHECK(client(options)->send(request, kPatience).error().is(HttpError::too_large));
  options.response_max_bytes = 100'000;
  CHECK(client(options)->send(request, kPatience).ok());
}

TEST_CASE("a desk that is not there is unreachable, one that says nothing times out") {
  const auto curl = client();
  std::uint16_t port = 0;
  {
    const auto gone = listen(echo);
    port = gone->port();
  }
  const HttpRequest request{"GET", base::cat("http://127.0.0.1:", port, "/"), {}, {}, ""};
  CHECK(curl->send(request, kPatience).error().is(HttpError::unreachable));

  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  const auto silent = listen([&](const HttpRequest&) {
    released.wait();
    return HttpResponse{200, {}, {}};
  });
  const HttpRequest slow{"GET", url_of(*silent, "/"), {}, {}, ""};
  CHECK(curl->send(slow, base::Milliseconds(100)).error().is(HttpError::timed_out));
  release.set_value();
}

TEST_CASE("a request under way is interrupted at once, and so is every later one") {
  std::promise<void> asked;
  std::promise<void> release;
  const auto listener = listen([&](const HttpRequest&) {
    asked.set_value();
    release.get_future().wait();
    return HttpResponse{200, {}, {}};
  });
  const auto curl = client();
  const HttpRequest request{"GET", url_of(*listener, "/"), {}, {}, ""};
  std::future<base::Result<HttpResponse>> outcome =
      std::async(std::launch::async, [&] { return curl->send(request, std::chrono::minutes(5)); });
  asked.get_future().wait();
  curl->interrupt();
  CHECK(outcome.get().error().is(HttpError::interrupted));
  CHECK(curl->send(request, kPatience).error().is(HttpError::interrupted));
  release.set_value();
}

TEST_CASE("other schemes and broken replies are errors, not crashes") {
  const auto curl = client();
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "not a url", ""}) {
    CHECK_FALSE(curl->send({"GET", url, {}, {}, ""}, kPatience).ok());
  }
}

TEST_CASE("TLS is checked: the right certificate passes, an unknown one or another name does not") {
  const auto listener = listen(echo, with_tls());
  CurlOptions trusting;
  trusting.ca_file = fixture("good-tls-cert.pem");
  const HttpRequest request{"GET", url_of(*listener, "/", "https"), {}, {}, ""};
  CHECK(client(trusting)->send(request, kPatience).value().status == 200);
  CHECK(client()->send(request, kPatience).error().is(HttpError::tls));
  HttpRequest other_name = request;
  other_name.url = base::cat("https://localhost:", listener->port(), "/");
  CHECK(client(trusting)->send(other_name, kPatience).error().is(HttpError::tls));
  CHECK_FALSE(client()->send({"GET", url_of(*listener, "/"), {}, {}, ""}, kPatience).ok());
}

TEST_CASE("a listener that cannot start says why") {
  ListenerOptions options;
  options.address = "somewhere";
  CHECK(HttpListener::start(options, echo).error().is(ListenerError::bad_address));
  const auto listener = listen(echo);
  options.address = "127.0.0.1";
  options.port = listener->port();
  CHECK(HttpListener::start(options, echo).error().is(ListenerError::in_use));
  options.port = 0;
  options.tls = {fixture("none.pem"), fixture("none.pem")};
  CHECK(HttpListener::start(options, echo).error().is(ListenerError::bad_certificate));
}

TEST_CASE("every malformed request is refused and never reaches the handler") {
  std::atomic<int> calls = 0;
  ListenerOptions options;
  options.body_max_bytes = 1000;
  options.header_max_bytes = 2000;
  const auto listener = listen(
      [&](const HttpRequest& request) {
        ++calls;
        return echo(request);
      },
      options);
  const std::string head = "PUT / HTTP/1.1\r\nHost: x\r\n";
  const std::string big(2000, 'x');
  const std::pair<std::string, int> requests[] = {
      {head + "Content-Length: 1001\r\n\r\n" + big.substr(0, 1001), 413},
      {head + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
      {head + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + big.substr(0, 1001) + "\r\n0\r\n\r\n", 413},
      {head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 400},
      {head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {head + "X-Big: " + big + "\r\n\r\n", 431},
      {head + "Content-Length: -1\r\n\r\n", 400},
      {"PUT / HTTP/1.1\nHost: x\nContent-Length: 1\n\na", 400},
      {head + "Content-Length : 3\r\n\r\nabc", 400},
      {head + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
      {"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400},
      {std::string("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 27), 400},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello", 400},
  };
  for (const auto& [bytes, status] : requests) {
    INFO(bytes.substr(0, 120));
    CHECK(answer_to(*listener, bytes).starts_with(base::cat("HTTP/1.1 ", status)));
  }
  CHECK(calls == 0);
  CHECK(answer_to(*listener, head + "Connection: close\r\nContent-Length: 3\r\n\r\nabc").ends_with("abc"));
  CHECK(calls == 1);
}

TEST_CASE("what the listener itself refuses is JSON with a reason code, and one line of the log") {
  ListenerOptions options;
  options.body_max_bytes = 1000;
  options.header_max_bytes = 2000;
  const auto listener = listen(echo, options);
  const std::string head = "PUT /canary HTTP/1.1\r\nHost: x\r\n";
  const std::string big(2000, 'x');
  const std::tuple<std::string, int, std::string> requests[] = {
      {head + "Content-Length: 1001\r\n\r\ncanary", 413, "too-large"},
      {head + "X-Canary: " + big + "\r\n\r\n", 431, "headers-too-large"},
      {"GET /can ary HTTP/1.1\r\nHost: x\r\n\r\n", 400, "malformed-http"},
      {"GET /canary HTTP/1.1\r\n\r\n", 400, "malformed-http"},
  };
  for (const auto& [bytes, status, reason] : requests) {
    const tests::CapturedLog log;
    const std::string answer = answer_to(*listener, bytes);
    INFO(answer);
    CHECK(answer.starts_with(base::cat("HTTP/1.1 ", status)));
    CHECK(answer.find("Content-Type: application/json\r\n") != std::string::npos);
    const base::Json body = base::Json::parse(answer.substr(answer.find("\r\n\r\n") + 4)).value();
    CHECK(body.string_or("error", "") == reason);
    CHECK_FALSE(body.string_or("message", "").empty());
    CHECK(log.count(base::cat("listener.refused reason=", reason)) == 1);
    CHECK(log.count("\n") == 1);
    CHECK(log.count("ary") == 0);
  }
}

TEST_CASE("a client that dribbles its request is cut off in time") {
  ListenerOptions options;
  options.request_patience = base::Milliseconds(150);
  const auto listener = listen(echo, options);
  const RawSocket socket(listener->port());
  socket.say("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  CHECK(socket.hear_to_the_end().empty());
}

TEST_CASE("connections over the limit are closed, the others go on") {
  ListenerOptions options;
  options.connections_max = 2;
  const auto listener = listen(echo, options);
  const RawSocket first(listener->port());
  const RawSocket second(listener->port());
  first.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  second.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_FALSE(first.hear_until("\r\n\r\n").empty());
  CHECK_FALSE(second.hear_until("\r\n\r\n").empty());
  CHECK(answer_to(*listener, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").empty());
  first.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_FALSE(first.hear_until("\r\n\r\n").empty());
}

TEST_CASE("a slow handler holds up nobody else, and many clients are served at once") {
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  const auto listener = listen([&](const HttpRequest& request) {
    if (request.url == "/slow") released.wait();
    return echo(request);
  });
  const RawSocket slow(listener->port());
  slow.say("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  std::vector<std::future<int>> clients;
  for (int count = 0; count < 16; ++count) {
    clients.push_back(std::async(std::launch::async, [&] {
      const auto curl = client();
      int good = 0;
      for (int round = 0; round < 20; ++round) {
        good += curl->send({"GET", url_of(*listener, "/"), {}, {}, ""}, kPatience).ok() ? 1 : 0;
      }
      return good;
    }));
  }
  for (std::future<int>& good : clients) CHECK(good.get() == 20);
  release.set_value();
  CHECK(slow.hear_to_the_end().starts_with("HTTP/1.1 200"));
}

TEST_CASE("a stop answers what is under way and closes what is idle") {
  std::promise<void> asked;
  std::promise<void> release;
  const auto listener = listen([&](const HttpRequest& request) {
    asked.set_value();
    release.get_future().wait();
    return echo(request);
  });
  const RawSocket idle(listener->port());
  const RawSocket busy(listener->port());
  busy.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  asked.get_future().wait();
  std::future<void> stopped = std::async(std::launch::async, [&] { listener->stop(); });
  CHECK(idle.hear_to_the_end().empty());
  release.set_value();
  CHECK(busy.hear_to_the_end().starts_with("HTTP/1.1 200"));
  stopped.get();
  CHECK_FALSE(RawSocket(listener->port()).connected());
}

TEST_CASE("a handler that throws is answered with an error and the listener lives on") {
  const auto listener = listen([](const HttpRequest& request) -> HttpResponse {
    if (request.url == "/throw") throw std::runtime_error("no");
    return echo(request);
  });
  const auto curl = client();
  CHECK(curl->send({"GET", url_of(*listener, "/throw"), {}, {}, ""}, kPatience).value().status == 500);
  CHECK(curl->send({"GET", url_of(*listener, "/"), {}, {}, ""}, kPatience).value().status == 200);
}
