#pragma once
// The thread that fetches content: it drives sync::ContentFetcher with an HTTP client of its own, so that no
// complaint waits for a picture, and hands a pack whose objects are all there to the worker.
//
// The calls below may come from any thread and return at once. `ready`, `changed` and `repaired` are called
// on this thread: post what they say to a mailbox and return. After `ready`, installed() or refused() has to
// follow. The end of the value interrupts what is under way and joins the thread.

#include <functional>
#include <memory>
#include <thread>

#include "kiosk/base/mailbox.h"
#include "kiosk/sync/content_fetcher.h"
#include "platform/system/curl_client.h"

namespace kiosk::main {

struct ContentThreadParts {
  std::filesystem::path state;
  content::Device device;
  std::string url;                      // of the publication, without a slash at its end
  std::function<base::BootTime()> now;  // after moving a test's clock call wake()
  std::function<base::Timestamp()> wall;
  std::function<void(base::Bytes head)> ready;  // every object is on the shelf
  std::function<void(const sync::FetchState&)> changed;
  std::function<void()> repaired;  // what the content shown lacked is there again
};

class ContentThread {
 public:
  static base::Result<std::unique_ptr<ContentThread>> start(ContentThreadParts parts);
  ~ContentThread();
  ContentThread(const ContentThread&) = delete;
  ContentThread& operator=(const ContentThread&) = delete;

  void installed();
  void refused(base::Error why);
  void poll_now();
  void wake();

 private:
  using Order = std::function<void(sync::ContentFetcher&)>;
  ContentThread(ContentThreadParts parts, std::unique_ptr<platform::system::CurlClient> client);
  void run();
  bool do_next();
  void tell();

  ContentThreadParts parts_;
  std::unique_ptr<platform::system::CurlClient> client_;
  content::ContentStore store_;
  sync::ContentFetcher fetcher_;  // on this thread only
  sync::FetchState told_;
  base::Mailbox<Order> orders_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace kiosk::main
