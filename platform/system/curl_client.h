#pragma once
// base::HttpClient on libcurl: HTTP/1.1, http and https only, certificates checked against the system's
// authorities or the one file given, one request at a time over connections that are kept. It follows no
// redirect (the 3xx is the response), takes no proxy from the environment, and refuses a response over its
// limit before it is whole. libcurl and the thirty libraries it brings are loaded by the first send(), not
// with the program: no screen waits for them. Where they are missing the log says so once and every request
// fails with HttpError::no_client.
//
// send() is for one thread; interrupt() for any: it ends the request under way and refuses all that follow,
// for a thread that is to stop.

#include <atomic>
#include <memory>
#include <mutex>

#include "kiosk/base/http.h"

namespace platform::system {

struct CurlOptions {
  std::string ca_file;  // PEM; empty: the system's authorities
  std::string proxy;    // "http://proxy.example:3128"; empty: none
  std::size_t response_max_bytes = 1024 * 1024 + 64 * 1024;
};

class CurlClient final : public kiosk::base::HttpClient {
 public:
  static kiosk::base::Result<std::unique_ptr<CurlClient>> create(CurlOptions options);
  ~CurlClient() override;
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;

  kiosk::base::Result<kiosk::base::HttpResponse> send(const kiosk::base::HttpRequest& request,
                                                      kiosk::base::Milliseconds patience) override;
  void interrupt();

 private:
  struct Handles;
  explicit CurlClient(CurlOptions options);
  Handles* handles();  // null where there is no libcurl

  CurlOptions options_;
  std::mutex starting_;
  std::unique_ptr<Handles> handles_;
  std::atomic<bool> interrupted_ = false;
};

}  // namespace platform::system
