#pragma once
// SIGTERM and SIGINT, which ask a program to end. hold_stop_signals() comes before the first thread starts,
// so that every thread leaves them to whoever waits: sigwait(), or a StopWaiter where the main thread has
// other things to wait for.

#include <signal.h>

#include <functional>
#include <thread>

namespace kiosk::main {

inline sigset_t hold_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

// A thread that sleeps until a signal comes, and then calls `stop`; at the latest when this object ends.
class StopWaiter {
 public:
  StopWaiter(const sigset_t& signals, std::function<void()> stop)
      : thread_([signals, stop = std::move(stop)] {
          int received = 0;
          sigwait(&signals, &received);
          stop();
        }) {}
  ~StopWaiter() {
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  StopWaiter(const StopWaiter&) = delete;
  StopWaiter& operator=(const StopWaiter&) = delete;

 private:
  std::thread thread_;
};

}  // namespace kiosk::main
