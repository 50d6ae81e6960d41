#pragma once
// HTTP requests and responses as plain values, shared by the client and the listener (platform/system) and by
// those who only speak the protocol. Header names are compared without regard to case.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/base/bytes.h"
#include "kiosk/base/result.h"
#include "kiosk/base/time.h"

namespace kiosk::base {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "GET";
  std::string url;  // client: absolute URL; listener: the target ("/v1/...?after=3")
  HttpHeaders headers;
  Bytes body;
  std::string peer;  // listener only: the address that connected
};

struct HttpResponse {
  int status = 0;
  HttpHeaders headers;
  Bytes body;
};

// The value of the first such header, or empty.
inline std::string_view header(const HttpHeaders& headers, std::string_view name) {
  const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  for (const auto& [key, value] : headers) {
    if (key.size() == name.size() && std::equal(key.begin(), key.end(), name.begin(), same)) return value;
  }
  return {};
}

enum class HttpError {
  unreachable,
  timed_out,
  tls,
  too_large,
  malformed,
  redirected,
  interrupted,
  no_client
};
std::string_view name_of(HttpError);

// One request at a time, called from the worker thread. Follows no redirect.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  virtual Result<HttpResponse> send(const HttpRequest& request, Milliseconds patience) = 0;
};

}  // namespace kiosk::base
