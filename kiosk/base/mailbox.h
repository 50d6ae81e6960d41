#pragma once
// A mailbox between two threads: any thread posts, one thread takes. The owner gives a wake function that
// ends the reader's sleep; it is called after the message is in, without the lock held.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "kiosk/base/time.h"

namespace kiosk::base {

template <typename Message>
class Mailbox {
 public:
  explicit Mailbox(std::function<void()> wake = {}) : wake_(std::move(wake)) {}

  void post(Message message) {
    {
      const std::lock_guard lock(mutex_);
      messages_.push_back(std::move(message));
    }
    filled_.notify_one();
    if (wake_) wake_();
  }

  std::optional<Message> take() {
    const std::lock_guard lock(mutex_);
    return pop();
  }

  // Waits at most `patience`; for readers that have no other reason to wake.
  std::optional<Message> wait(Milliseconds patience) {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, patience, [this] { return !messages_.empty(); });
    return pop();
  }

 private:
  std::optional<Message> pop() {
    if (messages_.empty()) return std::nullopt;
    std::optional<Message> message(std::move(messages_.front()));
    messages_.pop_front();
    return message;
  }

  std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Message> messages_;
};

}  // namespace kiosk::base
