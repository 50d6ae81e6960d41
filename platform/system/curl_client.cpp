#include "platform/system/curl_client.h"

#include <curl/curl.h>
#include <dlfcn.h>

#include <algorithm>
#include <type_traits>

#include "kiosk/base/log.h"

namespace platform::system {

using kiosk::base::Error;
using kiosk::base::HttpError;
using kiosk::base::HttpRequest;
using kiosk::base::HttpResponse;
using kiosk::base::Milliseconds;
using kiosk::base::Result;

namespace {

constexpr const char* kLibrary = "libcurl.so.4";

// What is used of libcurl.
struct Curl {
  decltype(&curl_global_init) global_init = nullptr;
  decltype(&curl_easy_init) easy_init = nullptr;
  decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&curl_easy_reset) easy_reset = nullptr;
  decltype(&curl_easy_setopt) easy_setopt = nullptr;
  decltype(&curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&curl_easy_strerror) easy_strerror = nullptr;
  decltype(&curl_multi_init) multi_init = nullptr;
  decltype(&curl_multi_cleanup) multi_cleanup = nullptr;
  decltype(&curl_multi_add_handle) multi_add_handle = nullptr;
  decltype(&curl_multi_remove_handle) multi_remove_handle = nullptr;
  decltype(&curl_multi_perform) multi_perform = nullptr;
  decltype(&curl_multi_poll) multi_poll = nullptr;
  decltype(&curl_multi_info_read) multi_info_read = nullptr;
  decltype(&curl_multi_wakeup) multi_wakeup = nullptr;
  decltype(&curl_slist_append) slist_append = nullptr;
  decltype(&curl_slist_free_all) slist_free_all = nullptr;
  bool is_there = false;
};

Curl load() {
  Curl out;
  void* library = dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) {
    KIOSK_LOG(error, "network.no-library", {"library", kLibrary}, {"reason", dlerror()});
    return out;
  }
  out.is_there = true;
  const auto find = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
    if (function == nullptr) KIOSK_LOG(error, "network.old-library", {"library", kLibrary}, {"misses", name});
    out.is_there = out.is_there && function != nullptr;
  };
  find(out.global_init, "curl_global_init");
  find(out.easy_init, "curl_easy_init");
  find(out.easy_cleanup, "curl_easy_cleanup");
  find(out.easy_reset, "curl_easy_reset");
  find(out.easy_setopt, "curl_easy_setopt");
  find(out.easy_getinfo, "curl_easy_getinfo");
  find(out.easy_strerror, "curl_easy_strerror");
  find(out.multi_init, "curl_multi_init");
  find(out.multi_cleanup, "curl_multi_cleanup");
  find(out.multi_add_handle, "curl_multi_add_handle");
  find(out.multi_remove_handle, "curl_multi_remove_handle");
  find(out.multi_perform, "curl_multi_perform");
  find(out.multi_poll, "curl_multi_poll");
  find(out.multi_info_read, "curl_multi_info_read");
  find(out.multi_wakeup, "curl_multi_wakeup");
  find(out.slist_append, "curl_slist_append");
  find(out.slist_free_all, "curl_slist_free_all");
  if (out.is_there) out.global_init(CURL_GLOBAL_DEFAULT);
  return out;
}

const Curl& curl() {
  static const Curl kLoaded = load();
  return kLoaded;
}

constexpr Milliseconds kConnectPatience = std::chrono::seconds(10);
constexpr int kPollMs = 1000;
constexpr std::size_t kHeadersMaxBytes = 64 * 1024;

// What arrives; sizes are checked before anything is kept.
struct Arrival {
  HttpResponse response;
  std::size_t header_bytes = 0;
  std::size_t body_max = 0;
  bool too_large = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\r' || text.back() == '\n' || text.back() == ' '))
    text.remove_suffix(1);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return text;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* user) {
  Arrival& arrival = *static_cast<Arrival*>(user);
  arrival.header_bytes += size;
  arrival.too_large = arrival.too_large || arrival.header_bytes > kHeadersMaxBytes;
  if (arrival.too_large) return 0;
  const std::string_view line(data, size);
  if (line.starts_with("HTTP/"))
    arrival.response.headers.clear();  // of the last answer, after a 100 Continue
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    arrival.response.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
  }
  return size;
}

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
  Arrival& arrival = *static_cast<Arrival*>(user);
  kiosk::base::Bytes& body = arrival.response.body;
  arrival.too_large = arrival.too_large || body.size() + size > arrival.body_max;
  if (arrival.too_large) return 0;
  body.insert(body.end(), data, data + size);
  return size;
}

HttpError kind_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return HttpError::timed_out;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return HttpError::tls;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return HttpError::malformed;
    default:
      return HttpError::unreachable;
  }
}

struct HeaderList {
  curl_slist* first = nullptr;
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  ~HeaderList() { curl().slist_free_all(first); }
  void add(const std::string& line) { first = curl().slist_append(first, line.c_str()); }
};

void set_security(CURL* easy, const CurlOptions& options) {
  curl().easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl().easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl().easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl().easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl().easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl().easy_setopt(easy, CURLOPT_PROXY, options.proxy.c_str());
  if (!options.ca_file.empty()) curl().easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
}

void set_request(CURL* easy, const HttpRequest& request, HeaderList& headers) {
  curl().easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl().easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl().easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  if (request.method == "HEAD") curl().easy_setopt(easy, CURLOPT_NOBODY, 1L);
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
    curl().easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl().easy_setopt(easy, CURLOPT_POSTFIELDS, reinterpret_cast<const char*>(request.body.data()));
  }
  headers.add("Expect:");  // bodies are small: no round trip to ask
  for (const auto& [name, value] : request.headers) headers.add(name + ": " + value);
  curl().easy_setopt(easy, CURLOPT_HTTPHEADER, headers.first);
}

void set_arrival(CURL* easy, Arrival& arrival) {
  curl().easy_setopt(easy, CURLOPT_HEADERFUNCTION, &take_header);
  curl().easy_setopt(easy, CURLOPT_HEADERDATA, &arrival);
  curl().easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take_body);
  curl().easy_setopt(easy, CURLOPT_WRITEDATA, &arrival);
}

}  // namespace

struct CurlClient::Handles {
  CURLM* multi = curl().multi_init();
  CURL* easy = curl().easy_init();
  Handles() = default;
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;
  ~Handles() {
    curl().easy_cleanup(easy);
    curl().multi_cleanup(multi);
  }

  // Runs the one request to its end; CURLE_ABORTED_BY_CALLBACK if interrupted.
  CURLcode run(const std::atomic<bool>& interrupted) {
    curl().multi_add_handle(multi, easy);
    CURLcode code = CURLE_ABORTED_BY_CALLBACK;
    int running = 1;
    while (!interrupted && running > 0) {
      if (curl().multi_perform(multi, &running) != CURLM_OK) break;
      if (running > 0) curl().multi_poll(multi, nullptr, 0, kPollMs, nullptr);
    }
    int left = 0;
    while (const CURLMsg* message = curl().multi_info_read(multi, &left)) {
      if (message->msg == CURLMSG_DONE) code = message->data.result;
    }
    curl().multi_remove_handle(multi, easy);
    return code;
  }
};

CurlClient::CurlClient(CurlOptions options) : options_(std::move(options)) {}
CurlClient::~CurlClient() = default;

Result<std::unique_ptr<CurlClient>> CurlClient::create(CurlOptions options) {
  return std::unique_ptr<CurlClient>(new CurlClient(std::move(options)));
}

CurlClient::Handles* CurlClient::handles() {
  const std::lock_guard lock(starting_);
  if (handles_ != nullptr) return handles_.get();
  if (!curl().is_there) return nullptr;
  auto made = std::make_unique<Handles>();
  if (made->multi != nullptr && made->easy != nullptr) handles_ = std::move(made);
  return handles_.get();
}

Result<HttpResponse> CurlClient::send(const HttpRequest& request, Milliseconds patience) {
  if (interrupted_) return Error(HttpError::interrupted, "the request was interrupted");
  Handles* handles = this->handles();
  if (handles == nullptr) return Error(HttpError::no_client, "the HTTP client cannot start");
  CURL* easy = handles->easy;
  Arrival arrival;
  arrival.body_max = options_.response_max_bytes;
  HeaderList headers;
  curl().easy_reset(easy);
  set_security(easy, options_);
  set_request(easy, request, headers);
  set_arrival(easy, arrival);
  curl().easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl().easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
  curl().easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::min(patience, kConnectPatience).count()));
  const CURLcode code = handles->run(interrupted_);
  if (arrival.too_large) return Error(HttpError::too_large, "a response over the limit");
  if (interrupted_) return Error(HttpError::interrupted, "the request was interrupted");
  if (code != CURLE_OK) return Error(kind_of(code), curl().easy_strerror(code));
  long status = 0;
  curl().easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  arrival.response.status = static_cast<int>(status);
  return std::move(arrival.response);
}

void CurlClient::interrupt() {
  interrupted_ = true;
  const std::lock_guard lock(starting_);
  if (handles_ != nullptr) curl().multi_wakeup(handles_->multi);
}

}  // namespace platform::system
