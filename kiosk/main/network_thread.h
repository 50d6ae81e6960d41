#pragma once
// The kiosk's network thread: it drives sync::Uploader with a real HTTP client, sleeps until there is
// something to do, and tells what happened. The outbox and the answer store are shared with the worker, which
// files and looks up; both lock for themselves.
//
// The calls below may come from any thread and return at once. `tell` is called on the network thread: post
// the event to a mailbox and return. The end of the value interrupts what is under way and joins the thread.

#include <functional>
#include <memory>
#include <thread>

#include "kiosk/base/mailbox.h"
#include "kiosk/sync/uploader.h"
#include "platform/system/curl_client.h"

namespace kiosk::main {

struct NetworkOptions {
  platform::system::CurlOptions http;
  // The boot clock, or one that a test or the robot's `advance` moves; after moving it call wake().
  std::function<base::BootTime()> clock = &base::BootClock::now;
  sync::HealthReport health = {};  // for the first heartbeat; set_health() changes it
  std::function<void(const sync::Channel&)> channel_changed = {};  // on the network thread, as `tell`
  std::string boot = {};                                           // Uploader's
};

class NetworkThread {
 public:
  using Tell = std::function<void(const sync::Event&)>;

  // `outbox`, `answers` and `identity` must outlive the value.
  static base::Result<std::unique_ptr<NetworkThread>> start(complaint::Outbox& outbox,
                                                            complaint::AnswerStore& answers,
                                                            const complaint::Identity& identity, Tell tell,
                                                            NetworkOptions options = {});
  ~NetworkThread();
  NetworkThread(const NetworkThread&) = delete;
  NetworkThread& operator=(const NetworkThread&) = delete;

  void complaint_filed(const base::Uuid& uuid);   // to be tried at once
  void follow_up_asked();                         // a citizen looks: fetch answers soon
  void ask_for(const complaint::TicketTag& tag);  // of another kiosk's complaint; ends in an event
  void set_health(sync::HealthReport report);
  void resume();  // staff: end any wait and pause, and ask the cell now
  void wake();    // look at the clock again

 private:
  using Order = std::function<void(sync::Uploader&, base::BootTime now)>;
  NetworkThread(complaint::Outbox& outbox, complaint::AnswerStore& answers,
                const complaint::Identity& identity, Tell tell, NetworkOptions options,
                std::unique_ptr<platform::system::CurlClient> client);
  void run();
  bool do_next();
  base::Milliseconds patience();
  void tell_channel();

  Tell tell_;
  NetworkOptions options_;
  std::unique_ptr<platform::system::CurlClient> client_;
  sync::Uploader uploader_;  // on the network thread only
  std::optional<sync::Channel> told_;
  base::Mailbox<Order> orders_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace kiosk::main
