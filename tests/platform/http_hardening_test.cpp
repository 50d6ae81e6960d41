// The listener against clients that lie, dribble, overflow and never listen: each is refused or closed,
// nothing of it reaches the handler, and whoever comes next is served.

#include <future>
#include <mutex>

#include "kiosk/base/json.h"
#include "platform/system/curl_client.h"
#include "platform/system/http_listener.h"
#include "tests/support/captured_log.h"
#include "tests/support/catch.h"
#include "tests/support/raw_socket.h"

using namespace kiosk;
using base::HttpRequest;
using base::HttpResponse;
using platform::system::CurlClient;
using platform::system::CurlOptions;
using platform::system::HttpListener;
using platform::system::ListenerOptions;
using tests::RawSocket;

namespace {

constexpr std::string_view kGet = "GET /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
constexpr int kTriesMax = 1'000'000;  // of a loop that ends when the listener's patience does

// A listener that answers with the target it was asked for, and keeps what its handler was given.
class Echo {
 public:
  explicit Echo(const ListenerOptions& options = small_limits())
      : listener_(HttpListener::start(options, [this](const HttpRequest& request) {
                    return handle(request);
                  }).value()) {}

  static ListenerOptions small_limits() {
    ListenerOptions options;
    options.body_max_bytes = 1000;
    options.header_max_bytes = 4000;
    return options;
  }
  // For what ends by it alone: long enough for an honest client of a busy machine.
  static ListenerOptions short_patience() {
    ListenerOptions options = small_limits();
    options.request_patience = base::Milliseconds(500);
    return options;
  }
  [[nodiscard]] std::uint16_t port() const { return listener_->port(); }

  // What comes back for these bytes when nothing follows them.
  [[nodiscard]] std::string answer_to(std::string_view bytes) const {
    const RawSocket socket(port());
    socket.say(bytes);
    socket.say_no_more();
    return socket.hear_to_the_end();
  }
  [[nodiscard]] bool serves() const { return answer_to(kGet).ends_with("\r\n\r\n/good"); }

  // The requests that reached the handler since the last call.
  std::vector<HttpRequest> handled() {
    const std::lock_guard lock(mutex_);
    return std::exchange(handled_, {});
  }

 private:
  HttpResponse handle(const HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    handled_.push_back(request);
    return {200, {}, base::to_bytes(request.url)};
  }
  std::mutex mutex_;
  std::vector<HttpRequest> handled_;
  std::unique_ptr<HttpListener> listener_;
};

std::string times(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

bool is_refused(std::string_view answer) {
  return answer.empty() || answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.0 4");
}

// Whatever is refused, a request that hides behind it must stay hidden.
constexpr std::string_view kHidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

struct Hostile {
  std::string_view what;
  std::string bytes;
};

const std::string kPut = "PUT / HTTP/1.1\r\nHost: x\r\n";
const std::string kChunked = kPut + "Transfer-Encoding: chunked\r\n\r\n";

std::vector<Hostile> lengths() {
  const std::string chunk = "\r\n3\r\nabc\r\n0\r\n\r\n";
  return {
      {"length and chunks", kPut + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n" + chunk},
      {"chunks and length", kPut + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n" + chunk},
      {"two lengths", kPut + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"},
      {"the same length twice", kPut + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"},
      {"a list of lengths", kPut + "Content-Length: 3, 3\r\n\r\nabc"},
      {"negative length", kPut + "Content-Length: -3\r\n\r\nabc"},
      {"length with a plus", kPut + "Content-Length: +3\r\n\r\nabc"},
      {"length with a blank in it", kPut + "Content-Length: 1 3\r\n\r\nabc"},
      {"empty length", kPut + "Content-Length: \r\n\r\nabc"},
      {"hexadecimal length", kPut + "Content-Length: 0x3\r\n\r\nabc"},
      {"fraction of a length", kPut + "Content-Length: 3.0\r\n\r\nabc"},
      {"length past 64 bits", kPut + "Content-Length: 18446744073709551619\r\n\r\nabc"},
      {"length over the limit", kPut + "Content-Length: 1001\r\n\r\n" + times("x", 1001)},
      {"two encodings", kPut + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + chunk},
      {"another encoding", kPut + "Transfer-Encoding: gzip\r\n\r\n"},
      {"an encoding inside chunks", kPut + "Transfer-Encoding: gzip, chunked\r\n" + chunk},
      {"chunks inside an encoding", kPut + "Transfer-Encoding: chunked, gzip\r\n" + chunk},
      {"identity", kPut + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc"},
      {"almost chunked", kPut + "Transfer-Encoding: xchunked\r\n" + chunk},
      {"chunks for HTTP/1.0", "PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n" + chunk},
      {"blank before the colon", kPut + "Transfer-Encoding : chunked\r\n" + chunk},
      {"tab before the colon", kPut + "Content-Length\t: 3\r\n\r\nabc"},
      {"an abbreviated name", kPut + "TE : chunked\r\n" + chunk},
  };
}

std::vector<Hostile> chunks() {
  return {
      {"chunks over the limit", kChunked + times("64\r\n" + times("x", 100) + "\r\n", 11) + "0\r\n\r\n"},
      {"one chunk over the limit", kChunked + "3e9\r\n" + times("x", 1001) + "\r\n0\r\n\r\n"},
      {"chunk size past 64 bits", kChunked + "10000000000000003\r\nabc\r\n0\r\n\r\n"},
      {"largest chunk size", kChunked + "ffffffffffffffff\r\nabc\r\n0\r\n\r\n"},
      {"negative chunk size", kChunked + "-3\r\nabc\r\n0\r\n\r\n"},
      {"chunk size with a prefix", kChunked + "0x3\r\nabc\r\n0\r\n\r\n"},
      {"empty chunk size", kChunked + "\r\nabc\r\n0\r\n\r\n"},
      {"chunk without its end", kChunked + "3\r\nabcd\r\n0\r\n\r\n"},
      {"chunk line with a bare line feed", kChunked + "3\nabc\r\n0\r\n\r\n"},
      {"chunk extension without end", kChunked + "3;x=" + times("y", 200'000)},
      {"many chunk extensions", kChunked + "3" + times(";x=y", 100'000)},
      {"trailer without end", kChunked + "0\r\n" + times("X: y\r\n", 50'000)},
      {"a second host in the trailer", kChunked + "0\r\nHost: y\r\n\r\n"},
      {"a length in the trailer", kChunked + "3\r\nabc\r\n0\r\nContent-Length: 9\r\n\r\n"},
  };
}

std::vector<Hostile> headers() {
  const std::string nul("a\0b", 3);
  return {
      {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n"},
      {"one bare line feed", "GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n"},
      {"bare carriage return", "GET / HTTP/1.1\r\nHost: x\rX: y\r\n\r\n"},
      {"NUL in a value", "GET / HTTP/1.1\r\nHost: x\r\nX: " + nul + "\r\n\r\n"},
      {"NUL in a name", "GET / HTTP/1.1\r\nHost: x\r\n" + nul + ": x\r\n\r\n"},
      {"control byte in a value", "GET / HTTP/1.1\r\nHost: x\r\nX: a\x01z\r\n\r\n"},
      {"DEL in a value", "GET / HTTP/1.1\r\nHost: x\r\nX: a\x7Fz\r\n\r\n"},
      {"control byte in a name", "GET / HTTP/1.1\r\nHost: x\r\nX\x1B: a\r\n\r\n"},
      {"a name that is empty", "GET / HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n"},
      {"a name with a blank", "GET / HTTP/1.1\r\nHost: x\r\nX Y: a\r\n\r\n"},
      {"a line without a colon", "GET / HTTP/1.1\r\nHost: x\r\nnothing\r\n\r\n"},
      {"a fold where no line is", "GET / HTTP/1.1\r\n Host: x\r\n\r\n"},
      {"a header of a megabyte", "GET / HTTP/1.1\r\nHost: x\r\nX: " + times("y", 1 << 20) + "\r\n\r\n"},
      {"ten thousand headers", "GET / HTTP/1.1\r\nHost: x\r\n" + times("X: y\r\n", 10'000) + "\r\n"},
      {"no host", "GET / HTTP/1.1\r\n\r\n"},
      {"two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"},
      {"two hosts for HTTP/1.0", "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n"},
      {"an expectation that is none", kPut + "Content-Length: 3\r\nExpect: a-miracle\r\n\r\nabc"},
  };
}

std::vector<Hostile> request_lines() {
  const std::string nul("GET /\0 HTTP/1.1", 15);
  const std::string rest = "\r\nHost: x\r\n\r\n";
  return {
      {"a line too long", "GET /" + times("x", 100'000) + " HTTP/1.1" + rest},
      {"a method too long", times("X", 100'000) + " / HTTP/1.1" + rest},
      {"invalid UTF-8 in the target", "GET /\xC0\xAF HTTP/1.1" + rest},
      {"half a character in the target", "GET /\xD8 HTTP/1.1" + rest},
      {"NUL in the target", nul + rest},
      {"tab in the target", "GET /\t HTTP/1.1" + rest},
      {"blank in the target", "GET /a b HTTP/1.1" + rest},
      {"two blanks", "GET  / HTTP/1.1" + rest},
      {"no target", "GET HTTP/1.1" + rest},
      {"a target without a slash", "GET good HTTP/1.1" + rest},
      {"absolute form", "GET http://x/good HTTP/1.1" + rest},
      {"all of the server", "OPTIONS * HTTP/1.1" + rest},
      {"CONNECT", "CONNECT x:443 HTTP/1.1" + rest},
      {"CONNECT to a path", "CONNECT / HTTP/1.1" + rest},
      {"TRACE", "TRACE / HTTP/1.1" + rest},
      {"HTTP/0.9", "GET /\r\n"},
      {"HTTP/1.1 in small letters", "GET / http/1.1" + rest},
      {"a version to come", "GET / HTTP/3.0" + rest},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + std::string(9, '\0')},
      {"TLS where none is spoken", "\x16\x03\x01\x02\x01\x01\x01\xfc\x03\x03 hello"},
      {"another protocol", "EHLO example.org\r\n"},
      {"an answer", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
      {"bytes", std::string("\xFF\xFE\x01\x02\x03\r\n\r\n", 9)},
  };
}

}  // namespace

TEST_CASE("no hostile request reaches the handler, nor what hides behind it") {
  Echo echo;
  for (const std::vector<Hostile>& table : {lengths(), chunks(), headers(), request_lines()}) {
    for (const Hostile& hostile : table) {
      INFO(hostile.what);
      const std::string answer = echo.answer_to(base::cat(hostile.bytes, kHidden));
      CHECK(is_refused(answer));
      CHECK(answer.find("\r\nHTTP/1.1") == std::string::npos);
      CHECK(echo.handled().empty());
    }
    CHECK(echo.serves());
    echo.handled();
  }
}

TEST_CASE("a hostile request cut anywhere is refused, too") {
  Echo echo;
  const std::string whole = kChunked + "3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK(is_refused(echo.answer_to(whole.substr(0, size))));
    CHECK(echo.handled().empty());
  }
  CHECK(echo.answer_to(whole).starts_with("HTTP/1.1 200"));
}

TEST_CASE("what is unusual but good is served: a folded line, a raw letter, chunks with extensions") {
  Echo echo;
  CHECK(echo.answer_to("GET / HTTP/1.1\r\nHost: x\r\nX-Sent: a\r\n b\r\nConnection: close\r\n\r\n")
            .starts_with("HTTP/1.1 200"));
  CHECK(base::header(echo.handled().at(0).headers, "X-Sent") == "a b");
  CHECK(echo.answer_to("GET /سلا HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").ends_with("/سلا"));
  CHECK(echo.answer_to("GET / HTTP/1.0\r\n\r\n").starts_with("HTTP/1.0 200"));
  echo.handled();
  CHECK(echo.answer_to(kChunked + "3;a=b;c=\"d\"\r\nabc\r\n02\r\nde\r\n0\r\nX: y\r\n\r\n")
            .starts_with("HTTP/1.1 200"));
  CHECK(base::as_text(echo.handled().at(0).body) == "abcde");
  CHECK(echo.answer_to("PUT / HTTP/1.1\r\nHost: x\r\ncontent-LENGTH:  3 \r\nConnection: close\r\n\r\nabc")
            .starts_with("HTTP/1.1 200"));
}

TEST_CASE("what has no end is refused when it is too long, not when patience ends") {
  Echo echo;
  for (const std::string& endless :
       {"GET / HTTP/1.1\r\nHost: x\r\nX: " + times("y", 200'000), "GET /" + times("y", 200'000),
        kChunked + "3;x=" + times("y", 200'000), kChunked + times("0", 200'000),
        kChunked + "0\r\n" + times("X: y\r\n", 40'000)}) {
    const RawSocket socket(echo.port());
    socket.say(endless);
    CHECK(socket.hear_to_the_end().starts_with("HTTP/1.1 4"));
  }
  CHECK(echo.handled().empty());
}

TEST_CASE("requests that come at once are answered in their order, up to one that is refused") {
  Echo echo;
  std::string many;
  constexpr int kCount = 500;
  for (int i = 0; i < kCount; ++i)
    many += base::cat("GET /", i, " HTTP/1.1\r\nHost: x\r\nX: ", times("y", 300), "\r\n\r\n");
  const std::string answers = echo.answer_to(many + kPut + "Content-Length: -1\r\n\r\n" + many);
  std::size_t at = 0;
  for (int i = 0; i < kCount; ++i) {
    at = answers.find(base::cat("\r\n\r\n/", i, "HTTP/1.1"), at);
    REQUIRE(at != std::string::npos);
  }
  CHECK(answers.find("HTTP/1.1 400", at) != std::string::npos);
  CHECK(echo.handled().size() == kCount);
}

TEST_CASE("who expects 100-continue is told to go on, or not to bother") {
  Echo echo;
  const RawSocket socket(echo.port());
  socket.say(kPut + "Content-Length: 3\r\nExpect: 100-Continue\r\nConnection: close\r\n\r\n");
  CHECK(socket.hear_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  socket.say("abc");
  CHECK(socket.hear_to_the_end().starts_with("HTTP/1.1 200"));
  const RawSocket large(echo.port());
  large.say(kPut + "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
  CHECK(large.hear_to_the_end().starts_with("HTTP/1.1 413"));
  const RawSocket at_once(echo.port());
  at_once.say(kPut + "Content-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\nabc");
  CHECK(at_once.hear_to_the_end().find("HTTP/1.1 200") != std::string::npos);
  CHECK(echo.answer_to("GET /1 HTTP/1.0\r\nExpect: 100-continue\r\n\r\n").starts_with("HTTP/1.0 200"));
}

TEST_CASE("clients that dribble are cut off by the listener's patience, and others are served meanwhile") {
  Echo echo(Echo::short_patience());
  std::vector<RawSocket> slow;
  const std::string starts[] = {"",
                                "GET / HTTP/1.1\r\nHost: x\r\nX: ",
                                kPut + "Content-Length: 900\r\n\r\n",
                                kChunked + "3e8\r\n",
                                kChunked + "3;",
                                "GET /"};
  for (int i = 0; i < 60; ++i) {
    slow.emplace_back(echo.port());
    slow.back().say(starts[static_cast<std::size_t>(i) % std::size(starts)]);
  }
  int served = 0;
  for (int tries = 0; !slow.empty() && tries < kTriesMax; ++tries) {
    for (const RawSocket& socket : slow) socket.say("a");
    served += echo.serves() ? 1 : 0;
    std::vector<RawSocket> open;
    for (RawSocket& socket : slow) {
      if (!socket.is_closed()) open.push_back(std::move(socket));
    }
    slow.swap(open);
    CHECK(served == tries + 1);
  }
  CHECK(slow.empty());
  for (const HttpRequest& request : echo.handled()) CHECK(request.url == "/good");
}

TEST_CASE("a client that never reads its answer is let go, and its place is another's") {
  ListenerOptions options;
  options.connections_max = 1;
  options.request_patience = base::Milliseconds(500);
  const auto listener = HttpListener::start(options, [](const HttpRequest& request) {
                          return HttpResponse{200, {}, base::Bytes(request.url == "/good" ? 1 : 64 << 20)};
                        }).value();
  const RawSocket deaf(listener->port());
  deaf.say("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(deaf.hear_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
  std::string answer;
  for (int tries = 0; answer.empty() && tries < kTriesMax; ++tries) {
    const RawSocket next(listener->port());
    next.say(kGet);
    answer = next.hear_to_the_end();
  }
  CHECK(answer.starts_with("HTTP/1.1 200"));
  CHECK(deaf.hear_to_the_end().size() < (64U << 20));
}

TEST_CASE("connections over the limit are closed, and a place that is left is taken again") {
  ListenerOptions options = Echo::small_limits();
  options.connections_max = 3;
  Echo echo(options);
  std::vector<RawSocket> kept;
  for (int i = 0; i < 3; ++i) {
    kept.emplace_back(echo.port());
    kept.back().say("GET /kept HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(kept.back().hear_until("/kept").starts_with("HTTP/1.1 200"));
  }
  for (int i = 0; i < 50; ++i) CHECK(echo.answer_to(kGet).empty());
  kept.pop_back();
  bool served = false;
  for (int tries = 0; !served && tries < kTriesMax; ++tries) served = echo.serves();
  CHECK(served);
  kept.front().say(kGet);
  CHECK(kept.front().hear_to_the_end().ends_with("/good"));
}

TEST_CASE("a client that closes its half still hears its answer, and who closes at once harms nobody") {
  Echo echo;
  CHECK(echo.answer_to("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n").ends_with("/1"));
  for (int i = 0; i < 50; ++i) {
    const RawSocket gone(echo.port());
    gone.say(i % 2 == 0 ? kGet : kGet.substr(0, 20));
  }
  CHECK(echo.serves());
}

TEST_CASE("plain HTTP to a TLS port, and a handshake that stops, are closed in time") {
  const std::string folder = std::string(KIOSK_SOURCE_DIR) + "/tests/platform/fixtures/";
  ListenerOptions options = Echo::short_patience();
  options.tls = {folder + "good-tls-cert.pem", folder + "good-tls-key.pem"};
  Echo echo(options);
  for (const std::string& bytes :
       {std::string(kGet), std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), std::string(),
        times("\xFF", 100'000)}) {
    const RawSocket socket(echo.port());
    socket.say(bytes);
    CHECK(socket.hear_to_the_end().find("HTTP/") == std::string::npos);
  }
  CHECK(echo.handled().empty());
  CurlOptions trusting;
  trusting.ca_file = folder + "good-tls-cert.pem";
  const auto client = CurlClient::create(trusting).value();
  const HttpRequest request{"GET", base::cat("https://127.0.0.1:", echo.port(), "/good"), {}, {}, ""};
  CHECK(client->send(request, std::chrono::seconds(10)).value().status == 200);
}

TEST_CASE("a header of an answer cannot begin another one") {
  const auto listener = HttpListener::start({}, [](const HttpRequest& request) {
                          if (request.url == "/good") return HttpResponse{200, {}, {}};
                          const std::string value("/a\r\nSet-Cookie: b=c");
                          return HttpResponse{303, {{"Location", value}}, {}};
                        }).value();
  const auto answer_to = [&](std::string_view target) {
    const RawSocket socket(listener->port());
    socket.say(base::cat("GET ", target, " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    return socket.hear_to_the_end();
  };
  const tests::CapturedLog log;
  const std::string answer = answer_to("/split");
  CHECK(answer.starts_with("HTTP/1.1 500"));
  CHECK(answer.find("Set-Cookie") == std::string::npos);
  CHECK(log.count("listener.split-header") == 1);
  CHECK(answer_to("/good").starts_with("HTTP/1.1 200"));
}

TEST_CASE("methods that forward or mirror are refused by name, other refusals close the connection") {
  Echo echo;
  const std::string trace = echo.answer_to("TRACE / HTTP/1.1\r\nHost: x\r\nX: canary\r\n\r\n");
  CHECK(trace.starts_with("HTTP/1.1 405"));
  CHECK(trace.find("Allow: GET, HEAD, POST, PUT\r\n") != std::string::npos);
  CHECK(trace.find("canary") == std::string::npos);
  for (const char* bytes : {"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", "GET x HTTP/1.1\r\nHost: x\r\n\r\n"})
    CHECK(echo.answer_to(bytes).find("Connection: close\r\n") != std::string::npos);
}
